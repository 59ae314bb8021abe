"""At least so many in every draw: which teams stand where, and when.

A team stands in a slot if it is shut out of every move that covers the slot and does
not count there. Teams are chosen one after another, each for the route that covers most
slots where somebody is still needed.
"""

import numpy as np

from vedette.planning.forbidden import shut_arcs
from vedette.planning.limits import Demand, Floats, Mask
from vedette.planning.routes import most_between, route_between
from vedette.planning.squads import Squad, Squads


def let_stand(squads: Squads, demand: Demand, odds: dict[str, Floats]) -> None:
    """Let teams stand until a demand is met in every draw, or nobody can do more.

    ``odds`` says of each team how likely it is to count in each slot by a plan that
    meets the demand on average, shape (T,): of two that cover as much, the likelier one
    stands.
    """
    free = squads.counted_by(demand)
    needed = np.where(demand.counts, np.ceil(demand.amount - 1e-9), 0)
    for squad in free:
        needed -= squads.must(squad, demand)
    known = {squad.team.id: np.inf for squad in free}  # most it can still cover
    while free and (needed > 0).any():
        free.sort(key=lambda squad: -known[squad.team.id])
        squad = free[0]
        slots, covers = _best_stand(squads, squad, demand, needed > 0, odds)
        known[squad.team.id] = covers
        if len(free) > 1 and covers < known[free[1].team.id]:
            continue  # what others cover has only been known to be at most so much
        if covers < 1.0:
            break
        before = squads.must(squad, demand)
        if squads.shut(squad, _shut_for(squads, squad, demand, slots)):
            needed -= squads.must(squad, demand) & ~before
        free.remove(squad)


def _shut_for(squads: Squads, squad: Squad, demand: Demand, slots: Mask) -> Mask:
    return shut_arcs(squads.times_of(squad), demand, slots)


def _best_stand(
    squads: Squads,
    squad: Squad,
    demand: Demand,
    needed: Mask,
    odds: dict[str, Floats],
) -> tuple[Mask, float]:
    """Return the needed slots that one route of a squad covers, and their worth.

    A route that ends in the state it begins in, so that the squad's odds can be the
    same at both ends of the window.
    """
    slots = np.zeros(len(needed), dtype=np.bool_)
    if not (squads.can(squad, demand) & needed).any():
        return slots, 0.0
    spells = squads.times_of(squad).counted(demand).clipped(len(needed))
    # as a tie-break, odds are worth less than one slot in all
    worth = needed * (1.0 + 0.5 * odds[squad.team.id] / len(needed))
    upto = np.concatenate([[0.0], np.cumsum(worth)])
    gain = upto[spells.end] - upto[spells.begin]
    moves = squads.moves_of(squad)
    gain = np.where(squad.kept, gain, -np.inf)
    same = most_between(moves, gain).diagonal()
    state = int(np.argmax(same))
    if not same[state] >= 1.0:
        return slots, 0.0
    route = route_between(moves, gain, state, state)
    for arc in route:
        slots[spells.begin[arc] : spells.end[arc]] = True
    return slots & needed, float(same[state])
