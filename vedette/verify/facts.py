"""What is lawful for each team, worked out once for teams that are alike."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import Theatre
from vedette.verify.duties import Duties, caveats_on, plan_duties
from vedette.verify.forbidden import Forbidden
from vedette.verify.looks import Looks, make_looks
from vedette.verify.places import Places, lay_places, stays_on_ground
from vedette.verify.seen import lawful_looks
from vedette.verify.stations import Stations, lay_stations, stays_in_air


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Everything the rules say about one team, or about several alike.

    ``forbidden`` is what limits take from them outright; ``seen`` tells which looks in
    which slots lie on some lawful route, shape (looks, T).
    """

    duties: Duties
    ways: Places | Stations
    looks: Looks
    forbidden: Forbidden
    seen: NDArray[np.bool_]

    @property
    def can_look(self) -> bool:
        """Whether any lawful move of the team notices anything in the window."""
        return bool(np.any(self.seen[self.looks.look] & (self.looks.chance > 0)))


FactsByTeam = Mapping[str, Facts]


def gather_facts(theatre: Theatre, ground: Ground, window: Window) -> FactsByTeam:
    """Work out the facts of every team of the theatre, by id, as if without limits."""
    known: dict[tuple[object, ...], Facts] = {}
    facts: dict[str, Facts] = {}
    for team in theatre.teams:
        alike = _likeness(theatre, team)
        if alike not in known:
            known[alike] = facts_of(theatre, team, ground, window)
        facts[team.id] = known[alike]
    return facts


def facts_of(theatre: Theatre, team: Team, ground: Ground, window: Window) -> Facts:
    """Work out what is lawful for one team, without limits."""
    duties = plan_duties(theatre, team, window)
    slot_min = window.slot_min
    ways: Places | Stations
    if team.kind == "helicopter":
        ways = lay_stations(theatre, team, ground, window)
        stays = stays_in_air(ways, ground, slot_min)
    else:
        ways = lay_places(theatre, team, ground, window)
        stays = stays_on_ground(ways, ground, team.kind, slot_min / 60)
    forbidden = Forbidden.nothing(ways.n_looks, window.n_slots)
    lawful = lawful_looks(ways, duties, forbidden)
    if lawful is None:
        raise ValueError(f"{team.id}: it could rest, and yet has no route")
    looks = make_looks(stays, ways.n_looks, team.kind, theatre.model, ground, window)
    return Facts(duties, ways, looks, forbidden, lawful.seen)


def _likeness(theatre: Theatre, team: Team) -> tuple[object, ...]:
    """Return what teams share that have the same lawful moves."""
    own = {"id", "name", "note", "origin"}
    traits = [getattr(team, f.name) for f in fields(team) if f.name not in own]
    demands = frozenset(
        (each.kind, each.km_from, each.km_to, each.earliest_min, each.latest_min)
        for each in caveats_on(theatre, team)
    )
    return (*traits, demands)
