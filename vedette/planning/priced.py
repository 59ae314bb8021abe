"""A plan on its frame, with what its weights and prices make moves worth."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import HandOver, Plan
from vedette.domain.theatre import Theatre
from vedette.planning.flows import flows_on
from vedette.planning.frame import frame_problem
from vedette.planning.told import Told
from vedette.solver import TimeGraph
from vedette.solver.bound import Field, route_values, toll_of, weights_of
from vedette.solver.lines import slopes_of, strongest_looks
from vedette.solver.players import Player
from vedette.solver.sights import list_looks
from vedette.solver.workers import Workers

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TeamNotice:
    """What one team notices by its odds: m by slot and reach of a block of reaches.

    ``graph`` is its group's number in the frame, ``odds`` are by arc of that graph.
    """

    team: str
    graph: int
    odds: Floats
    columns: slice
    m: Floats


class PricedPlan:
    """A plan's odds on the graphs that its bound speaks of, and its dual.

    ``notices`` are those of teams that have odds; ``sees[g]`` says where some lawful
    move of group g could notice something, by slot and reach of its block.
    """

    def __init__(
        self,
        theatre: Theatre,
        ground: Ground,
        window: Window,
        risk: RiskPicture,
        coverage: CoverageTable,
        plan: Plan,
    ) -> None:
        frame = frame_problem(theatre, ground, window, risk, coverage, plan.params)
        self.frame, self.moves = frame, frame.moves
        self.inequalities = frame.inequalities
        firsts = [moves.group.teams[0].id for moves in frame.moves]
        self.problem = replace(
            frame.problem,
            graphs=tuple(
                _tied(graph, plan.hand_over.get(first))
                for graph, first in zip(frame.problem.graphs, firsts, strict=True)
            ),
        )
        sights = [list_looks(self.problem, graph) for graph in self.problem.graphs]
        self.players = [Player(self.problem, each) for each in sights]
        self._strongest = strongest_looks(self.problem, sights)
        self.dual = Told(theatre, plan, 0).dual(
            self.problem.graphs, frame.moves, frame.inequalities
        )
        self.sees = [player.all_looks() > 0 for player in self.players]
        self.notices = [
            TeamNotice(
                team=team,
                graph=flow.graph,
                odds=flow.odds,
                columns=self.players[flow.graph].sights.columns,
                m=self.players[flow.graph].notice_of(flow.odds),
            )
            for team, flow in flows_on(frame, plan).items()
        ]

    def route_values(self) -> Floats:
        """Return the worth of each group's best route, less what all must earn."""
        workers = Workers(1, [graph.n_arcs for graph in self.problem.graphs])
        field = Field(self.problem, self.players, self._strongest, workers)
        try:
            return route_values(field, self.dual)
        finally:
            workers.close()

    def arc_worths(self, graph: int) -> Floats:
        """Return what each arc of a group collects: prizes, prices, less tolls."""
        player, dual = self.players[graph], self.dual
        sights = player.sights
        slope, _ = slopes_of(dual.looks, self._strongest)
        prizes = weights_of(self.problem, dual.weights) * slope
        worth = player.gains(prizes[:, sights.columns])
        tolls = sights.counted.T @ toll_of(self.problem, dual.limit_prices)
        earned = sights.shown.T @ dual.prices[graph] - tolls
        special = sights.look >= sights.n_plain
        worth[special] += earned[sights.look[special] - sights.n_plain]
        return worth

    def use(self, without: str = "") -> Floats:
        """Return what all teams, or all but one, count in each inequality, (L,)."""
        total = np.zeros(len(self.inequalities))
        for each in self.notices:
            if each.team != without:
                total += self.players[each.graph].use_of(each.odds)
        return total

    def unnoticed(self, without: str = "") -> Floats:
        """Return what all teams, or all but one, leave unnoticed, shape (T, R)."""
        unnoticed = np.ones(self.problem.stake.shape)
        for each in self.notices:
            if each.team != without:
                unnoticed[:, each.columns] *= 1.0 - each.m
        return unnoticed

    def rows_of(self, graph: int, kinds: Collection[str]) -> list[slice]:
        """Return where the inequalities of some kinds that count a group stand."""
        team = self.moves[graph].group.teams[0]
        return [
            self.inequalities.of_demand(number)
            for number, demand in enumerate(self.inequalities.demands)
            if demand.limit.kind in kinds and team in demand.teams
        ]


def _tied(graph: TimeGraph, ends: HandOver | None) -> TimeGraph:
    """Return the graph with the odds of states that a plan for the rest takes over."""
    if ends is None:
        return graph
    return replace(
        graph, start_odds=ends.start / graph.count, end_odds=ends.end / graph.count
    )
