"""What an earlier plan gives the solver: where to begin, what is held, what to keep.

Either the same window is planned once more, or what is left of it. Then teams go on
from where they are, each on a graph of its own, and the states at both ends have the
odds of the earlier plan (docs/theory/limits.md, "A plan for the rest of a window").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from vedette.domain.picture import Window
from vedette.domain.plans import HandOver, Plan
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.carry import held_odds, odds_of_states, slots_inside
from vedette.planning.flows import ArcFinder
from vedette.planning.frame import Frame
from vedette.planning.goers import Goer, carry_on
from vedette.planning.limits import Floats
from vedette.planning.moves import GroupMoves
from vedette.planning.reallot import keep_draws
from vedette.planning.shortfalls import ease_averages, ease_draws
from vedette.planning.squads import Squads
from vedette.planning.states import FREE
from vedette.planning.told import Told, means_of
from vedette.solver import Keep, PatrolProblem, Start, TimeGraph, least_shortfall

Flows = Mapping[str, Floats]

LITTLE = 1e-6  # of a limit: no more than rounding
TRUST = 0.3  # in what the earlier solve learnt: a team less changes much (measured)


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """A frame as it is solved again, and what the solve is given besides.

    ``flows`` are the teams' earlier odds on the graphs of the frame's ``plan_moves``,
    by team id; ``slots`` says how many slots of the window each arc of these graphs
    takes. ``hand_over`` is keyed by each group's first team; it is empty where the
    whole window is planned again.
    """

    frame: Frame
    start: Start
    flows: Flows
    slots: tuple[Floats, ...]
    hand_over: Mapping[str, HandOver] = field(default_factory=dict)

    def keep(self, worth: float) -> Keep | None:
        """Return the flows to stay near, a whole change being worth so much harm."""
        whole = self.frame.problem.n_slots * max(1, len(self.flows))
        shares = tuple(slots / whole for slots in self.slots)
        return Keep(worth, self.start.flows, shares) if worth > 0 else None


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A graph of the plan, with its moves and the earlier odds of its teams on it."""

    graph: TimeGraph
    moves: GroupMoves
    flows: Flows
    slots: Floats


def plan_again(theatre: Theatre, frame: Frame, window: Window, earlier: Plan) -> Again:
    """Begin the same window again where the earlier plan of it ended.

    Teams of a group that is still whole keep their own states at both ends, so that
    each can stay near its own odds; the others of a group are planned together. Where
    limits leave no room for that, all are.
    """
    told = Told(theatre, earlier, 0)
    bound_flows = _lay_rows(frame.moves, told)
    flows = bound_flows
    if frame.within is not None:
        flows = _lay_rows(frame.within_moves, told)
    plan_problem = frame.within or frame.problem
    together = [
        _whole_part(graph, moves, flows)
        for graph, moves in zip(plan_problem.graphs, frame.plan_moves, strict=True)
    ]
    parts = (
        together if frame.within is not None else _part(frame, window, told, together)
    )
    within = replace(frame.problem, graphs=tuple(part.graph for part in parts))
    if _is_short(within):
        parts, within = together, plan_problem
    moves = tuple(part.moves for part in parts)
    frame = replace(frame, within=within, within_moves=moves)
    return _begin(frame, told, parts, means_of(frame.moves, bound_flows), {})


def plan_the_rest(
    theatre: Theatre, frame: Frame, window: Window, earlier: Plan, moment: int
) -> Again:
    """Go on at a moment of the earlier plan; the frame is that of the slots left."""
    told = Told(theatre, earlier, moment)
    squads, ends = Squads(frame, window), _list_ends(frame, told)
    goers = [
        goer
        for index in range(len(frame.moves))
        for goer in _goers_of(index, frame, squads, told, ends)
    ]
    means = means_of(frame.moves, {goer.team: goer.flow for goer in goers})
    keep_draws(squads, goers, frame.inequalities)
    slots = [slots_inside(moves, window.n_slots) for moves in frame.moves]
    parts = [_own_part(goer, slots[goer.squad.graph]) for goer in goers]
    problem = free = _tie(frame.problem, frame.moves, ends, means)
    if frame.free is not frame.problem:
        free = _tie(frame.free, frame.moves, ends, ())
    tied = replace(
        frame,
        problem=problem,
        free=free,
        within=replace(problem, graphs=tuple(part.graph for part in parts)),
        within_moves=tuple(part.moves for part in parts),
    )
    tied = ease_averages(ease_draws(tied, squads.lacks))
    hand_over = {each.group.teams[0].id: _sum_ends(each, ends) for each in tied.moves}
    return _begin(tied, told, parts, means, hand_over)


def _begin(
    frame: Frame,
    told: Told,
    parts: Sequence[_Part],
    bound_flows: tuple[Floats, ...],
    hand_over: Mapping[str, HandOver],
) -> Again:
    graphs = (part.graph for part in parts)
    flows = {team: flow for part in parts for team, flow in part.flows.items()}
    start = Start(
        flows=means_of([part.moves for part in parts], flows),
        dual=told.dual(tuple(graphs), frame.within_moves, frame.inequalities),
        bound_flows=bound_flows,
        bound_dual=told.dual(frame.problem.graphs, frame.moves, frame.inequalities),
        trust=TRUST,
    )
    slots = tuple(part.slots for part in parts)
    return Again(frame, start, flows, slots, hand_over)


def _goers_of(
    index: int, frame: Frame, squads: Squads, told: Told, ends: Mapping[str, HandOver]
) -> list[Goer]:
    own = [squad for squad in squads.all if squad.graph == index]
    return carry_on(own, frame.moves[index], frame.problem.graphs[index], told, ends)


def _part(
    frame: Frame, window: Window, told: Told, together: Sequence[_Part]
) -> list[_Part]:
    """Give each team of a group that is whole a graph of its own, if it can go on."""
    squads, ends = Squads(frame, window), _list_ends(frame, told)
    parts: list[_Part] = []
    for index, whole in enumerate(together):
        try:
            if told.has_all(whole.moves.group):
                goers = _goers_of(index, frame, squads, told, ends)
                parts += [_own_part(goer, whole.slots) for goer in goers]
                continue
        except InputError:  # a pin leaves no way to the same states
            pass
        parts.append(whole)
    return parts


def _is_short(problem: PatrolProblem) -> bool:
    """Tell whether a problem's limits cannot be kept."""
    limits = problem.limits
    if not len(limits):
        return False
    size = np.maximum(1.0, np.abs(limits.amount_in_plan))
    return bool((least_shortfall(problem) > LITTLE * size).any())


def _whole_part(graph: TimeGraph, moves: GroupMoves, flows: Flows) -> _Part:
    n_slots = int(moves.moment[-1])
    own = {team.id: flows[team.id] for team in moves.group.teams}
    return _Part(graph, moves, own, slots_inside(moves, n_slots))


def _own_part(goer: Goer, slots: Floats) -> _Part:
    graph, moves, flow = goer.taken()
    return _Part(graph, moves, {goer.team: flow}, slots[goer.squad.kept])


def _tie(
    problem: PatrolProblem,
    moves: Sequence[GroupMoves],
    ends: Mapping[str, HandOver],
    means: Sequence[Floats],
) -> PatrolProblem:
    """Fix the odds of states at both ends, and when duties before moment 0 begin.

    Where a team is at moment 0 stays open: the bound does not speak of places.
    """
    graphs = []
    for index, (own, graph) in enumerate(zip(moves, problem.graphs, strict=True)):
        both = _sum_ends(own, ends)
        tied = replace(
            graph,
            start_odds=both.start / graph.count,
            end_odds=both.end / graph.count,
        )
        if means:
            held = held_odds(own, means[index], own.state == FREE)
            tied = replace(tied, held=held)
        graphs.append(tied)
    return replace(problem, graphs=tuple(graphs))


def _lay_rows(all_moves: Sequence[GroupMoves], told: Told) -> Flows:
    """Return every team's odds on its group's graph, as far as it has the moves."""
    flows = {}
    for moves in all_moves:
        finder = ArcFinder(moves)
        for team in moves.group.teams:
            rows = told.rows(team.id)
            arcs = finder.look_up(rows)
            flows[team.id] = np.zeros(len(moves.head))
            flows[team.id][arcs[arcs >= 0]] = rows.odds[arcs >= 0]
    return flows


def _list_ends(frame: Frame, told: Told) -> Mapping[str, HandOver]:
    """Return each team's odds of states at the ends of the window."""
    n_slots = frame.problem.n_slots
    return {
        team.id: HandOver(
            start=odds_of_states(moves.group, told.rows(team.id), 0),
            end=odds_of_states(moves.group, told.rows(team.id), n_slots),
        )
        for moves in frame.moves
        for team in moves.group.teams
    }


def _sum_ends(moves: GroupMoves, ends: Mapping[str, HandOver]) -> HandOver:
    own = [ends[team.id] for team in moves.group.teams]
    return HandOver(
        start=np.sum([each.start for each in own], axis=0),
        end=np.sum([each.end for each in own], axis=0),
    )
