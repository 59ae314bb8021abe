"""What is lawful for each team, worked out once for teams that are alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import Theatre
from vedette.verify.closed import unavailable_spans
from vedette.verify.conditions import Conditions, tell_conditions
from vedette.verify.duties import Duties, caveats_on, plan_duties
from vedette.verify.eyes import Eyes, open_eyes
from vedette.verify.forbidden import Forbidden
from vedette.verify.looks import Looks, make_looks
from vedette.verify.places import Places, lay_places, stays_on_ground
from vedette.verify.seen import lawful_looks
from vedette.verify.stations import Stations, lay_stations, stays_in_air

# What teams of a group have in common, beside their caveats and when they are away.
ALIKE = (
    "partner",
    "base",
    "kind",
    "card",
    "duty_h",
    "rest_h",
    "starts_every_min",
    "earliest_min",
    "latest_min",
)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Everything the rules say about one team, or about several alike.

    ``forbidden`` is what weather and limits take from them outright; ``seen`` tells
    which looks in which slots lie on some lawful route, shape (looks, T).
    """

    duties: Duties
    ways: Places | Stations
    looks: Looks
    forbidden: Forbidden
    seen: NDArray[np.bool_]

    @property
    def can_look(self) -> bool:
        """Whether any lawful move of the team notices anything in the window."""
        return bool(self.looks.notice(self.seen.astype(np.float64)).any())


FactsByTeam = Mapping[str, Facts]


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What all teams share: the conditions of the window, and each kind's eyes."""

    conditions: Conditions
    eyes: Mapping[str, Eyes]

    @classmethod
    def of(
        cls, theatre: Theatre, kinds: Iterable[str], ground: Ground, window: Window
    ) -> "Shared":
        """Work it out for these kinds of teams."""
        model, sights = theatre.model, ground.get_sights()
        eyes = {
            kind: open_eyes(model, sights, kind, ground.n_reaches)
            for kind in set(kinds)
        }
        return cls(tell_conditions(window), eyes)


def gather_facts(theatre: Theatre, ground: Ground, window: Window) -> FactsByTeam:
    """Work out the facts of every team of the theatre, by id, as if without limits."""
    known: dict[tuple[object, ...], Facts] = {}
    facts: dict[str, Facts] = {}
    kinds = (team.kind for team in theatre.teams)
    shared = Shared.of(theatre, kinds, ground, window)
    for team in theatre.teams:
        alike = _likeness(theatre, team)
        if alike not in known:
            known[alike] = facts_of(theatre, team, ground, window, shared)
        facts[team.id] = known[alike]
    return facts


def facts_of(
    theatre: Theatre,
    team: Team,
    ground: Ground,
    window: Window,
    shared: Shared | None = None,
) -> Facts:
    """Work out what is lawful for one team, without limits."""
    if shared is None:
        shared = Shared.of(theatre, [team.kind], ground, window)
    duties = plan_duties(theatre, team, window)
    slot_min = window.slot_min
    ways: Places | Stations
    if team.kind == "helicopter":
        ways = lay_stations(theatre, team, ground, window)
        stays = stays_in_air(ways, ground, slot_min)
        forbidden = Forbidden.by_weather(ways)
    else:
        ways = lay_places(theatre, team, ground, window)
        stays = stays_on_ground(ways, ground, team.kind, slot_min / 60)
        forbidden = Forbidden.nothing(ways.n_looks, window.n_slots)
    lawful = lawful_looks(ways, duties, forbidden)
    if lawful is None:
        raise ValueError(f"{team.id}: it could rest, and yet has no route")
    section = ground.section.astype(np.int64)
    eyes = shared.eyes[team.kind]
    looks = make_looks(stays, ways.n_looks, eyes, section, shared.conditions)
    return Facts(duties, ways, looks, forbidden, lawful.seen)


def _likeness(theatre: Theatre, team: Team) -> tuple[object, ...]:
    """Return what teams share that have the same lawful moves."""
    traits = [getattr(team, name) for name in ALIKE]
    demands = frozenset(
        (each.kind, each.km_from, each.km_to, each.earliest_min, each.latest_min)
        for each in caveats_on(theatre, team)
    )
    return (*traits, demands, unavailable_spans(theatre, team))
