"""Squads: what each team may still do while limits are allotted one after another.

Teams are drawn independently, so what holds in every draw must hold whatever each team
does by itself. Squads are how a plan is made to: arcs are shut for some teams only, and
teams that keep to the same arcs go by one graph.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from vedette.domain.forces import Team
from vedette.domain.picture import Window
from vedette.planning.counting import ArcTimes
from vedette.planning.forbidden import cut_graph, take_arcs
from vedette.planning.frame import Frame
from vedette.planning.limits import Demand, Floats, Mask
from vedette.planning.moves import GroupMoves
from vedette.planning.routes import keeps_hand_over, most_on_a_route, whole_arcs
from vedette.solver import TimeGraph
from vedette.units import MINUTES_A_DAY


@dataclass(slots=True, eq=False)
class Squad:
    """One team, the graph it goes by, and the arcs of it that it keeps, (arcs,)."""

    team: Team
    graph: int
    kept: Mask


class Squads:
    """All teams of a frame, one squad each, in the order of its graphs."""

    def __init__(self, frame: Frame, window: Window) -> None:
        self._frame, self._window = frame, window
        self._times: dict[int, ArcTimes] = {}
        whole = [np.ones(len(moves.head), dtype=np.bool_) for moves in frame.moves]
        self.all = [
            Squad(team, graph, whole[graph])
            for graph, moves in enumerate(frame.moves)
            for team in moves.group.teams
        ]

    @property
    def slot_h(self) -> float:
        """Hours of a slot."""
        return self._window.slot_min / 60

    @property
    def slots_a_day(self) -> int:
        """How many slots a day has."""
        return MINUTES_A_DAY // self._window.slot_min

    def moves_of(self, squad: Squad) -> GroupMoves:
        """Return all moves of the group that a squad belongs to."""
        return self._frame.moves[squad.graph]

    def times_of(self, squad: Squad) -> ArcTimes:
        """Return when those moves happen and count."""
        if squad.graph not in self._times:
            self._times[squad.graph] = ArcTimes(self.moves_of(squad), self._window)
        return self._times[squad.graph]

    def counted_by(self, demand: Demand) -> list[Squad]:
        """Return the squads that a demand counts."""
        return [squad for squad in self.all if squad.team in demand.teams]

    def can(self, squad: Squad, demand: Demand) -> Mask:
        """Tell in which slots that count some route of a squad counts, shape (T,)."""
        counted = self.times_of(squad).counted(demand)
        return counted.slots_of(squad.kept, len(demand.counts)) & demand.counts

    def must(self, squad: Squad, demand: Demand) -> Mask:
        """Tell in which slots that count every route of a squad counts, shape (T,)."""
        missed = self.times_of(squad).missed(demand)
        other = missed.slots_of(squad.kept, len(demand.counts))
        return demand.counts & ~other

    def most(self, squad: Squad, demand: Demand, kept: Mask | None = None) -> float:
        """Return the most that a route counts in all slots together, in hours."""
        spells = self.times_of(squad).counted(demand)
        hours = self.slot_h * spells.number_in(demand.counts)
        open_arcs = squad.kept if kept is None else kept
        moves = self.moves_of(squad)
        return most_on_a_route(moves, np.where(open_arcs, hours, -np.inf))

    def shut(self, squad: Squad, arcs: Mask) -> bool:
        """Shut a squad out of some arcs; False if that would leave it no route."""
        if not (arcs & squad.kept).any():
            return True
        moves = self.moves_of(squad)
        kept = whole_arcs(moves, squad.kept & ~arcs)
        if not kept.any() or not keeps_hand_over(moves, kept):
            return False
        squad.kept = kept
        return True

    def lacks(self, demand: Demand) -> Floats:
        """Return by inequality how much of a demand is lacking in the worst draw."""
        squads = self.counted_by(demand)
        if not demand.by_slot:
            together = np.array([sum(self.most(squad, demand) for squad in squads)])
        else:
            count = self.must if demand.at_least else self.can
            by_squad = [count(squad, demand) for squad in squads]
            together = np.sum([np.zeros_like(demand.counts, int), *by_squad], axis=0)
            together = together[demand.counts]
        over = together - demand.amount
        lack = np.maximum(-over if demand.at_least else over, 0.0)
        return np.where(lack > 1e-9, lack, 0.0)

    def graphs(self) -> tuple[list[TimeGraph], list[GroupMoves]]:
        """Return the graphs that squads go by, and the moves behind them."""
        graphs, moves = [], []
        for squads in self._alike():
            teams = tuple(squad.team for squad in squads)
            graph = self._frame.problem.graphs[squads[0].graph]
            own, kept = self.moves_of(squads[0]), squads[0].kept
            group = replace(own.group, teams=teams)
            if not kept.all():
                graph, own = take_graph(graph, kept), take_arcs(own, kept)
            graphs.append(replace(graph, count=len(teams)))
            moves.append(replace(own, group=group))
        return graphs, moves

    def _alike(self) -> Iterable[list[Squad]]:
        """Return the squads of a group that keep the same arcs together."""
        alike: dict[tuple[int, bytes], list[Squad]] = {}
        for squad in self.all:
            key = (squad.graph, np.packbits(squad.kept).tobytes())
            alike.setdefault(key, []).append(squad)
        return alike.values()


def take_graph(graph: TimeGraph, kept: Mask) -> TimeGraph:
    """Return the graph of some arcs, which must be those of whole routes."""
    first_arc, head, _ = cut_graph(graph.first_arc, graph.head, kept)
    of_arcs = ("pattern", "slot", "start_state", "end_state", "charge", "held")
    columns = {name: getattr(graph, name) for name in of_arcs}
    return replace(
        graph,
        first_arc=first_arc,
        head=head,
        **{name: c[kept] if len(c) else c for name, c in columns.items()},
    )
