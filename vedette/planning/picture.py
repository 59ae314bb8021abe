"""A plan laid over its ground and time, for people to look at."""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import FLY, LAND, MOVE, TAKE_OFF, MoveTable, Plan, PlanPicture
from vedette.domain.theatre import Theatre
from vedette.planning.beats import clear_air, lay_looks
from vedette.planning.effort import duty_odds, team_effort
from vedette.planning.groups import Group, list_groups
from vedette.planning.places import GroundPlaces
from vedette.planning.stations import AirStations

ROUND_KM = 6  # decimals at which two places are the same


def picture_plan(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    plan: Plan,
) -> PlanPicture:
    """Return where and when a plan notices, and what it asks of each team."""
    unnoticed = np.ones(risk.stake.shape)
    params = plan.params
    for group in list_groups(
        theatre, params.without, window.slot_min, params.pins, params.teams_out
    ):
        tables = [plan.moves[t.id] for t in group.teams if len(plan.moves[t.id])]
        if not tables:
            continue
        beats = _BeatFinder(group, theatre, ground, window, coverage)
        for table in tables:
            unnoticed *= 1.0 - beats.notice(table)
    teams = [team for team in theatre.teams if team.id in plan.moves]
    return PlanPicture(
        ground=ground,
        window=window,
        risk=risk,
        notice=1.0 - unnoticed,
        on_duty={team.id: duty_odds(window, plan.moves[team.id]) for team in teams},
        efforts={
            team.id: team_effort(theatre, window, team, plan.moves[team.id])
            for team in teams
        },
    )


class _BeatFinder:
    """Finds the beats behind the rows of a group's plan, and what they notice."""

    def __init__(
        self,
        group: Group,
        theatre: Theatre,
        ground: Ground,
        window: Window,
        coverage: CoverageTable,
    ) -> None:
        places: AirStations | GroundPlaces
        legs: dict[int, int] = {}
        if group.kind == "helicopter":
            places = AirStations(group, theatre, ground, window.slot_min)
            legs = {station: leg.beat for station, leg in places.legs.items()}
        else:
            places = GroundPlaces(group, ground, window.slot_min)
        n = len(places.km)
        self._km = np.round(places.km, ROUND_KM)
        self._steps = np.full((n, n), -1)
        self._legs = np.full(n, -1)
        for a, pairs in enumerate(places.steps):
            for b, beat in pairs:
                self._steps[a, b] = beat
        for station, beat in legs.items():
            self._legs[station] = beat
        self._looks = lay_looks(places.beats, group.kind, coverage)
        self._clear = clear_air(self._looks, window)
        self._ground, self._window = ground, window

    def notice(self, table: MoveTable) -> NDArray[np.float64]:
        """Return the chance that the team notices an attempt, shape (R, T)."""
        shape = (self._ground.n_reaches, self._window.n_slots)
        slot = np.where(table.kind == TAKE_OFF, table.t1 - 1, table.t0)
        looking = np.isin(table.kind, (MOVE, TAKE_OFF, FLY, LAND))
        looking &= (slot >= 0) & (slot < shape[1])
        beat = self._find(table, looking)
        looks = self._looks
        counts = np.diff(looks.start)[beat]
        ahead = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        entry = np.repeat(looks.start[beat], counts) + ahead
        reach, at = looks.reach[entry], np.repeat(slot[looking], counts)
        section = self._ground.section[reach]
        chance = looks.chance(
            entry, self._window.light[section, at], self._clear[section, at]
        )
        noticed = np.repeat(table.odds[looking], counts) * chance
        cell = np.ravel_multi_index((reach, at), shape)
        total = np.bincount(cell, noticed, shape[0] * shape[1]).astype(np.float64)
        return total.reshape(shape)

    def _find(self, table: MoveTable, which: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return the number of the beat behind some rows; KeyError if there is none."""
        kind = table.kind[which]
        first, last = self._place(table.km0[which]), self._place(table.km1[which])
        beat = self._steps[first, last]
        beat[kind == TAKE_OFF] = self._legs[last[kind == TAKE_OFF]]
        beat[kind == LAND] = self._legs[first[kind == LAND]]
        known0 = (first >= 0) | (kind == TAKE_OFF)
        known1 = (last >= 0) | (kind == LAND)
        if not (known0 & known1 & (beat >= 0)).all():
            raise KeyError("a row that no beat of the group stands for")
        return beat

    def _place(self, km: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return which place stands at each km, -1 for none."""
        wanted = np.round(km, ROUND_KM)
        at = np.minimum(np.searchsorted(self._km, wanted), len(self._km) - 1)
        return np.where(self._km[at] == wanted, at, -1)
