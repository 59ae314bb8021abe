"""Teams that limits count: who is still alike, and what is taken away from them."""

from collections.abc import Iterable
from dataclasses import replace

from vedette.verify.circles import has_circle
from vedette.verify.demands import Demand
from vedette.verify.facts import Facts, FactsByTeam
from vedette.verify.forbidden import forbid
from vedette.verify.seen import lawful_looks


def bind_facts(
    facts: FactsByTeam,
    demands: Iterable[Demand],
    enforced: Iterable[Demand],
    *,
    hands_over: bool = True,
) -> tuple[FactsByTeam, frozenset[str]]:
    """Part teams that not the same limits count, and take away what limits forbid.

    All ``demands`` decide who is alike. Of the ``enforced``, those that forbid moves do
    so in order; one that leaves no route to some team it counts forbids nothing, and so
    does one after which no odds could meet the hand-over (where there is one).
    Returns the facts by team, and the ids of the limits that do forbid.
    """
    demands = tuple(demands)
    group_of = {
        team: (id(fact), *(demand.id for demand in demands if team in demand.teams))
        for team, fact in facts.items()
    }
    bound: dict[tuple[object, ...], Facts] = {}
    for team, group in group_of.items():
        if group not in bound:
            bound[group] = replace(facts[team]) if group[1:] else facts[team]
    in_force = set()
    for demand in enforced:
        if not demand.forbids:
            continue
        groups = {group_of[team] for team in demand.teams}
        less = {group: _without(bound[group], demand, hands_over) for group in groups}
        left = {group: fact for group, fact in less.items() if fact is not None}
        if len(left) == len(groups):
            bound.update(left)
            in_force.add(demand.id)
    return {team: bound[group] for team, group in group_of.items()}, frozenset(in_force)


def _without(facts: Facts, demand: Demand, hands_over: bool) -> Facts | None:
    """Take from a team what a limit forbids; None where too little would be left."""
    forbidden = facts.forbidden.joined(forbid(demand, facts.ways))
    lawful = lawful_looks(facts.ways, facts.duties, forbidden)
    if lawful is None:
        return None
    if hands_over and not has_circle(facts.duties, lawful.duties, forbidden.idle):
        return None
    return replace(facts, forbidden=forbidden, seen=lawful.seen)
