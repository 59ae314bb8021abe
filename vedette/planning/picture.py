"""A plan laid over its ground and time, for people to look at."""

from collections.abc import Mapping

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
    """Finds the beat behind each row of a group's plan."""

    def __init__(
        self,
        group: Group,
        theatre: Theatre,
        ground: Ground,
        window: Window,
        coverage: CoverageTable,
    ) -> None:
        if group.kind == "helicopter":
            stations = AirStations(group, theatre, ground, window.slot_min)
            beats = stations.beats
            self._steps = _by_km(stations.km, stations.steps)
            self._legs = {
                round(float(stations.km[j]), ROUND_KM): leg.beat
                for j, leg in stations.legs.items()
            }
        else:
            places = GroundPlaces(group, ground, window.slot_min)
            beats, self._legs = places.beats, {}
            self._steps = _by_km(places.km, places.steps)
        self._looks = lay_looks(beats, group.kind, coverage)
        self._clear = clear_air(self._looks, window)
        self._ground, self._window = ground, window

    def notice(self, table: MoveTable) -> NDArray[np.float64]:
        """Return the chance that the team notices an attempt, shape (R, T)."""
        ground, window, looks = self._ground, self._window, self._looks
        m = np.zeros((ground.n_reaches, window.n_slots))
        slot = np.where(table.kind == TAKE_OFF, table.t1 - 1, table.t0)
        looking = np.isin(table.kind, (MOVE, TAKE_OFF, FLY, LAND))
        looking &= (slot >= 0) & (slot < window.n_slots)
        for at in np.unique(slot[looking]):
            rows = np.flatnonzero(looking & (slot == at))
            chance = looks.chances(
                window.light[ground.section, at][None, :],
                self._clear[ground.section, at][None, :],
            )[0]
            for row in rows.tolist():
                beat = self._find(table, row)
                seen = slice(*looks.start[beat : beat + 2])
                m[looks.reach[seen], at] += table.odds[row] * chance[seen]
        return m

    def _find(self, table: MoveTable, row: int) -> int:
        """Return the number of the beat behind a row."""
        km0, km1 = (
            round(float(table.km0[row]), ROUND_KM),
            round(float(table.km1[row]), ROUND_KM),
        )
        if table.kind[row] == TAKE_OFF:
            return self._legs[km1]
        if table.kind[row] == LAND:
            return self._legs[km0]
        return self._steps[km0, km1]


def _by_km(
    km: NDArray[np.float64], steps: list[list[tuple[int, int]]]
) -> Mapping[tuple[float, float], int]:
    at = [round(float(each), ROUND_KM) for each in km]
    return {(at[a], at[b]): beat for a, pairs in enumerate(steps) for b, beat in pairs}
