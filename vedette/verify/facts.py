"""What is lawful for each team, worked out once for teams that are alike."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import Theatre
from vedette.verify.duties import Duties, caveats_on, plan_duties
from vedette.verify.looks import Looks, make_looks
from vedette.verify.places import Places, lay_places, stays_on_ground
from vedette.verify.stations import Stations, lay_stations, stays_in_air


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Everything the rules say about one team, or about several alike.

    ``seen`` tells which looks in which slots lie on some lawful route, shape
    (looks, T).
    """

    duties: Duties
    ways: Places | Stations
    looks: Looks
    seen: NDArray[np.bool_]

    @property
    def can_look(self) -> bool:
        """Whether any lawful move of the team notices anything in the window."""
        return bool(np.any(self.seen[self.looks.look] & (self.looks.chance > 0)))


def gather_facts(
    theatre: Theatre, ground: Ground, window: Window
) -> Mapping[str, Facts]:
    """Work out the facts of every team of the theatre, keyed by team id."""
    known: dict[tuple[object, ...], Facts] = {}
    facts: dict[str, Facts] = {}
    for team in theatre.teams:
        alike = _likeness(theatre, team)
        if alike not in known:
            known[alike] = facts_of(theatre, team, ground, window)
        facts[team.id] = known[alike]
    return facts


def facts_of(theatre: Theatre, team: Team, ground: Ground, window: Window) -> Facts:
    """Work out what is lawful for one team."""
    duties = plan_duties(theatre, team, window)
    slot_min = window.slot_min
    ways: Places | Stations
    if team.kind == "helicopter":
        ways = lay_stations(theatre, team, ground, window)
        stays = stays_in_air(ways, ground, slot_min)
        seen = _seen_in_air(ways, duties)
    else:
        ways = lay_places(theatre, team, ground, window)
        stays = stays_on_ground(ways, ground, team.kind, slot_min / 60)
        seen = _seen_on_ground(ways, duties)
    looks = make_looks(stays, ways.n_looks, team.kind, theatre.model, ground, window)
    return Facts(duties, ways, looks, seen)


def _likeness(theatre: Theatre, team: Team) -> tuple[object, ...]:
    """Return what teams share that have the same lawful moves."""
    own = {"id", "name", "note", "origin"}
    traits = [getattr(team, f.name) for f in fields(team) if f.name not in own]
    demands = frozenset(
        (each.kind, each.km_from, each.km_to, each.earliest_min, each.latest_min)
        for each in caveats_on(theatre, team)
    )
    return (*traits, demands)


def slots_away(
    near: NDArray[np.bool_], span: int, cost: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the least slots to every place, given what it costs to begin at each.

    ``near`` of shape (n, 2 span + 1) says which steps take one slot.
    """
    n_places = len(near)
    here, shift = np.nonzero(near)
    there = here + shift - span
    for _ in range(n_places):
        better = cost.copy()
        np.minimum.at(better, there, cost[here] + 1)
        if np.array_equal(better, cost):
            break
        cost = better
    return cost


def _seen_on_ground(places: Places, duties: Duties) -> NDArray[np.bool_]:
    """Tell which steps a team can make in each slot and be back at base in time."""
    seen = np.zeros((places.n_looks, duties.n_slots), dtype=np.bool_)
    if places.blocked:
        return seen
    at_base = np.full(len(places.km), np.inf)
    at_base[places.base] = 0.0
    away = slots_away(places.may_step, places.span, at_base)
    here, shift = np.nonzero(places.may_step)
    there = here + shift - places.span
    look = here * (2 * places.span + 1) + shift
    _mark(seen, duties, 0, look, away[here], away[there])
    return seen


def _seen_in_air(stations: Stations, duties: Duties) -> NDArray[np.bool_]:
    """Tell which flights and legs some lawful sortie can make in each slot."""
    seen = np.zeros((stations.n_looks, duties.n_slots), dtype=np.bool_)
    leg = np.where(stations.has_leg, stations.leg_slots, np.inf)
    away = slots_away(stations.may_fly, stations.span, leg)
    here, shift = np.nonzero(stations.may_fly)
    there = here + shift - stations.span
    fly = here * (2 * stations.span + 1) + shift
    legs = np.flatnonzero(stations.has_leg)
    to_legs = stations.may_fly.size + legs
    # A leg's look falls in its last slot on the way out, in its first on the way back.
    for look, out, back in (
        (fly, away[here], away[there]),
        (to_legs, leg[legs] - 1, away[legs]),
        (to_legs, away[legs], leg[legs] - 1),
    ):
        fits = out + 1 + back <= stations.air_slots
        turn = stations.turn_slots
        _mark(seen, duties, turn, look[fits], out[fits], back[fits])
    return seen


def _mark(
    seen: NDArray[np.bool_],
    duties: Duties,
    spare_slots: int,
    look: NDArray[np.int64],
    out: NDArray[np.float64],
    back: NDArray[np.float64],
) -> None:
    """Mark the looks that fit into some duty, in the slots in which they fit.

    A look takes one slot; ``out`` and ``back`` are the least slots of the duty before
    and after it, and ``spare_slots`` must be left at the duty's end besides.
    """
    rooms = duties.room_at(duties.starts)
    for start, room in zip(duties.starts, rooms, strict=True):
        slots = np.arange(max(start, 0), min(start + room, duties.n_slots))
        begun = out[:, None] <= (slots - start)[None, :]
        left = start + room - spare_slots - slots - 1
        seen[look[:, None], slots[None, :]] |= begun & (back[:, None] <= left[None, :])
