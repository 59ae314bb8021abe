"""What teams would do by a plan that keeps its limits on average only.

It is solved for a few rounds: it need not be good, only tell who would do what.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from vedette.planning.frame import Frame
from vedette.planning.limits import Demand, Floats
from vedette.planning.outlook import Outlook
from vedette.planning.shortfalls import keepable
from vedette.planning.squads import Squad, Squads
from vedette.solver import PatrolProblem, rounds_done, solve

ROUNDS = 40
NEAR = 0.7  # cells matter where harm without the teams is this share of the highest
NO_MORE = 1e-3  # a chance to notice below this is none worth dividing by


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """A plan that keeps the limits on average, on the arcs of a frame.

    ``flows`` holds one team's mean odds by graph, shape (arcs,); ``unnoticed`` is S.
    """

    problem: PatrolProblem
    patterns: sparse.csr_array
    flows: Sequence[Floats]

    def notice(self, graph: int, flow: Floats) -> Floats:
        """Return what a flow through a graph notices, shape (T, R)."""
        problem, arcs = self.problem, self.problem.graphs[graph]
        looks = (flow > 0) & (arcs.pattern >= 0)
        shape = (problem.n_slots, self.patterns.shape[0])
        at = (arcs.slot[looks], arcs.pattern[looks])
        spread = sparse.csr_array((flow[looks], at), shape=shape)
        return np.asarray(np.minimum((spread @ self.patterns).toarray(), 1.0))

    def odds_of(self, squads: Squads, squad: Squad, demand: Demand) -> Floats:
        """Return how likely a squad counts in each slot by what it keeps, (T,)."""
        n_slots = len(demand.counts)
        spells = squads.times_of(squad).counted(demand).clipped(n_slots)
        flow = np.where(squad.kept, self.flows[squad.graph], 0.0)
        change = np.bincount(spells.begin, flow, n_slots + 1)
        change -= np.bincount(spells.end, flow, n_slots + 1)
        return np.asarray(np.clip(np.cumsum(change)[:-1], 0.0, 1.0))


def solve_usual(frame: Frame, threads: int | None) -> Usual:
    """Solve for a plan that keeps the limits on average, as far as they can be kept."""
    problem = keepable(frame.problem)
    result = solve(problem, rounds_done(ROUNDS), threads=threads)
    flows = []
    for graph, teams in zip(problem.graphs, result.teams, strict=True):
        flow = np.zeros(graph.n_arcs)
        for team in teams:
            flow[team.arc] += team.odds / graph.count
        flows.append(flow)
    start = problem.pattern_start
    shape = (len(start) - 1, problem.n_reaches)
    columns = (problem.pattern_p, problem.pattern_reach, start)
    return Usual(problem, sparse.csr_array(columns, shape=shape), flows)


def look_out(
    squads: Squads,
    counted: Sequence[Squad],
    demand: Demand,
    usual: Usual,
) -> Outlook:
    """Return what squads do that a demand counts, and what is left without that."""
    problem = usual.problem
    left = problem.stake.copy()
    for graph, flow in enumerate(usual.flows):
        others = sum(s.graph == graph for s in squads.all if s not in counted)
        left *= (1.0 - usual.notice(graph, flow)) ** others
    seen = []
    for squad in counted:
        flow = np.where(squad.kept, usual.flows[squad.graph], 0.0)
        counts = squads.times_of(squad).counted(demand).any_in(demand.counts)
        left *= 1.0 - usual.notice(squad.graph, np.where(counts, 0.0, flow))
        seen.append(usual.notice(squad.graph, np.where(counts, flow, 0.0)))
    missed = np.array([1.0 - each for each in seen])
    harm = left * np.prod(missed, axis=0)
    level = float(harm.max())
    lost = problem.forecast * harm
    matters = (left > NEAR * level).any(axis=0) & (missed < 1).any(axis=(0, 1))
    return Outlook(
        left=left[:, matters],
        seen=1.0 - missed[:, :, matters],
        odds=np.array([usual.odds_of(squads, s, demand) for s in counted]),
        mean_gain=np.array(
            [(lost * (1.0 - m) / np.maximum(m, NO_MORE)).sum(axis=1) for m in missed]
        ),
        level=level,
        caution=problem.caution,
        period=squads.slots_a_day,
        lead=np.array([squads.times_of(squad).shortest_leg for squad in counted]),
    )
