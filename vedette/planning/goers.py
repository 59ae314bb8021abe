"""Teams that go on from where they are: each its own graph, its past held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vedette.domain.plans import HandOver
from vedette.errors import InputError
from vedette.planning.carry import LOST, Carrier, Floats, held_odds, tails_of
from vedette.planning.forbidden import take_arcs
from vedette.planning.limits import Mask
from vedette.planning.moves import GroupMoves
from vedette.planning.routes import whole_arcs
from vedette.planning.squads import Squad, take_graph
from vedette.planning.told import Told
from vedette.solver import TimeGraph
from vedette.solver.ends import mend_ends
from vedette.solver.flow_kernels import prune


@dataclass(slots=True, eq=False)
class Goer:
    """One team on its group's graph, with its earlier odds from moment 0 on.

    ``graph`` is tied to the states and the past of the team; ``flow`` is a unit flow on
    it, of arcs that the squad keeps.
    """

    squad: Squad
    moves: GroupMoves
    graph: TimeGraph
    flow: Floats

    @property
    def team(self) -> str:
        """Id of the team."""
        return self.squad.team.id

    def shut(self, arcs: Mask) -> bool:
        """Shut the team out of some arcs; False if it could not go on without them."""
        kept = whole_arcs(self.moves, self.squad.kept & ~arcs)
        lost = np.where(kept, 0.0, self.flow)
        before = self.squad.kept
        if (lost[~np.isnan(self.graph.held)] > 0).any():
            return False
        self.squad.kept = kept
        if lost.sum() > LOST and not self.find_way_on():
            self.squad.kept = before
            return False
        self.flow = np.where(kept, self.flow, 0.0)
        return True

    def find_way_on(self) -> bool:
        """Make whole a flow of which a part is not lawful now; False if none can."""
        kept = self.squad.kept
        try:
            flow = _find_way_on(take_graph(self.graph, kept), self.flow[kept])
        except InputError:
            return False
        self.flow = np.zeros(len(kept))
        self.flow[kept] = flow
        return True

    def taken(self) -> tuple[TimeGraph, GroupMoves, Floats]:
        """Return the graph of the arcs kept, its moves and the flow on it."""
        kept = self.squad.kept
        group = replace(self.moves.group, teams=(self.squad.team,))
        if kept.all():
            return self.graph, replace(self.moves, group=group), self.flow
        moves = replace(take_arcs(self.moves, kept), group=group)
        return take_graph(self.graph, kept), moves, self.flow[kept]


def carry_on(
    squads: Sequence[Squad],
    moves: GroupMoves,
    graph: TimeGraph,
    told: Told,
    ends: Mapping[str, HandOver],
) -> list[Goer]:
    """Let the squads of a group go on from where they are; they keep what they can."""
    carrier = Carrier(moves)
    goers = []
    for squad in squads:
        carried = carrier.carry(squad.team.id, told.rows(squad.team.id))
        goer = _tie(squad, moves, graph, carried.flow, ends[squad.team.id])
        if not carried.is_whole and not goer.find_way_on():
            raise InputError(
                f"{goer.team}: as pins ask it cannot end the window in the states that "
                "the earlier plan hands over; change the pins that count it."
            )
        goers.append(goer)
    return goers


def _tie(
    squad: Squad, moves: GroupMoves, graph: TimeGraph, flow: Floats, ends: HandOver
) -> Goer:
    """Tie a squad to its states and its past."""
    everywhere = np.ones(len(moves.moment), dtype=np.bool_)
    tied = replace(
        graph,
        count=1,
        start_odds=ends.start,
        end_odds=ends.end,
        held=held_odds(moves, flow, everywhere),
    )
    is_open = (moves.moment[tails_of(moves)] >= 0) | (flow > 0)
    squad.kept = whole_arcs(moves, squad.kept & is_open)
    return Goer(squad, moves, tied, flow)


def _find_way_on(graph: TimeGraph, flow: Floats) -> Floats:
    """Return a unit flow near one that lacks a part; its states end as they must."""
    held = graph.held_nodes
    tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
    near, anyhow = np.zeros(graph.n_arcs), np.zeros(graph.n_arcs)
    even = np.where(held[tail], flow, 1.0)
    prune(graph.first_arc, graph.head, flow, held, 0.0, near)
    prune(graph.first_arc, graph.head, even, held, 0.0, anyhow)
    return mend_ends(graph, near, anyhow)
