"""What a watcher learns from the patrols he sees at one reach: exact, no sampling.

In a slot in which the look of a team's arc touches his reach he sees the team with
chance v, independent over slots and teams once the routes are given. All rests on

    U(W, k) = prod_i P(team i unseen in the slots W and does not notice attempt k).

The slots W of a watch lie before k, so no arc is scaled by (1 - v) and (1 - p) at once.
The definitions and the proof: docs/theory/watcher.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.errors import InputError
from vedette.solver import watch_kernels
from vedette.solver.graph import Floats, TimeGraph
from vedette.solver.problem import PatrolProblem

Index = NDArray[np.signedinteger[Any]]
LEAST_CHANCE = 0.01  # what is seen less often than this is not reported
NOT_A_FLOW = 1e-6  # by which odds may miss a unit flow


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What watching one reach gives, by the slot s in which the watcher decides.

    Of the G + 1 things o that he may have seen, number g - 1 is "a team last seen g
    slots before s", the last "none in G slots".

    Parameters
    ----------
    slot
        The slots s that have G slots of the window before and behind them, shape (n,).
    chance
        P(o), shape (n, G + 1).
    unnoticed
        S of an attempt in slot s, given o; NaN where P(o) < 1 %, shape (n, G + 1).
    blind
        The same S for who has not watched, shape (n,).
    value
        Harm points that watching adds to what he may expect of the best of the attempts
        in s + 1 to s + G, shape (n,).
    blind_harm
        What he may expect of the best of them without watching, shape (n,).
    """

    slot: Index
    chance: Floats
    unnoticed: Floats
    blind: Floats
    value: Floats
    blind_harm: Floats


class Watcher:
    """Watches one reach after another against the same odds.

    Parameters
    ----------
    problem
        The game that the odds belong to.
    flows
        For each team its graph's number and its odds of every arc, a unit flow.
    sees
        v, the chance to see a team that is there, in each slot.
    back
        G, how many slots he looks back and ahead.
    """

    def __init__(
        self,
        problem: PatrolProblem,
        flows: Sequence[tuple[int, Floats]],
        *,
        sees: float = 1.0,
        back: int = 8,
    ) -> None:
        if not 0.0 <= sees <= 1.0:
            raise InputError(f"The chance to see a team is {sees:g}; give 0 to 1.")
        if not 1 <= back <= (problem.n_slots - 1) // 2:
            raise InputError(
                f"A watcher cannot look {back} slots back and ahead in a window of "
                f"{problem.n_slots}; give 1 to {(problem.n_slots - 1) // 2}."
            )
        self._problem, self._sees, self._back = problem, sees, back
        self._lines = [
            _lay_out(problem.graphs[graph], odds, problem.n_slots)
            for graph, odds in flows
        ]

    def at(self, reach: int) -> Watched:
        """Watch one reach."""
        back = self._back
        unseen, unnoticed = self.left_unseen(reach)
        now = np.arange(back, self._problem.n_slots - back)
        watch = np.arange(back + 1)
        begin = now[:, None] - watch
        # joint[s, o, d]: o is seen and an attempt in slot s + d goes unnoticed
        chance = _by_last_seen(unseen[begin, watch])
        joint = _by_last_seen(unnoticed[begin, watch])
        blind = unnoticed[now, 0]
        stake = self._problem.stake[now[:, None] + watch, reach]
        harm = (stake[:, None, 1:] * joint[:, :, 1:]).max(axis=2).sum(axis=1)
        blind_harm = (stake[:, 1:] * blind[:, 1:]).max(axis=1)
        often = chance >= LEAST_CHANCE
        given = np.full(chance.shape, np.nan)
        given[often] = joint[:, :, 0][often] / chance[often]
        return Watched(
            slot=now.astype(np.int32),
            chance=chance,
            unnoticed=given,
            blind=blind[:, 0],
            value=np.maximum(harm - blind_harm, 0.0),
            blind_harm=blind_harm,
        )

    def left_unseen(self, reach: int) -> tuple[Floats, Floats]:
        """Return U for every watch at a reach, alone and with an attempt.

        Shapes (T, G + 1) and (T, G + 1, G + 1): a watch of w slots from slot b, and an
        attempt d slots after its end, in slot b + w + d.
        """
        n_slots, width = self._problem.n_slots, self._back + 1
        unseen = np.ones((n_slots, width))
        unnoticed = np.ones((n_slots, width, width))
        chance = _chances_at(self._problem, reach)
        for line in self._lines:
            p = chance[line.pattern]
            look = np.flatnonzero(p >= 0)
            if not len(look):
                continue
            look = look[np.argsort(line.slot[look], kind="stable")]
            watch_kernels.watch_team(
                line.first_in,
                line.tail,
                line.odds,
                line.slot,
                line.behind,
                p,
                look,
                np.searchsorted(line.slot[look], np.arange(n_slots + 1)),
                self._sees,
                np.repeat(line.mass[:, None], width, axis=1),
                unseen,
                unnoticed,
            )
        return unseen, unnoticed


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """One team's odds with nodes in the order of their clocks, arcs by their heads."""

    first_in: Index
    tail: Index
    odds: Floats
    slot: Index
    pattern: Index
    behind: Index
    mass: Floats


def _lay_out(graph: TimeGraph, flow: Floats, n_slots: int) -> _Line:
    """Keep the arcs with odds, and put the nodes into the order of time.

    A node's clock, the slot after the last look on any way to it, never falls along an
    arc; with its number to break ties it is an order in which every arc leads onwards.
    """
    arc = np.flatnonzero(flow)
    tails = np.searchsorted(graph.first_arc, arc, side="right") - 1
    nodes, ends = np.unique(
        np.concatenate([tails, graph.head[arc]]), return_inverse=True
    )
    tail, head = ends[: len(arc)], ends[len(arc) :]
    odds, pattern = flow[arc], graph.pattern[arc]
    _refuse_broken_flow(graph, nodes, tail, head, odds)
    slot = np.where(pattern >= 0, graph.slot[arc], -1)
    clock = np.zeros(len(nodes), dtype=np.int64)
    if watch_kernels.set_clocks(tail, head, slot, clock) >= 0:
        raise InputError("A route looks twice in one slot, or back in time.")
    order = np.argsort(clock, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    mass = _sum_by(tail, odds, len(nodes))
    by_head = np.argsort(place[head], kind="stable")
    heads = place[head][by_head]
    return _Line(
        first_in=np.searchsorted(heads, np.arange(len(nodes) + 1)),
        tail=place[tail][by_head],
        odds=(odds / mass[tail])[by_head],
        slot=slot[by_head],
        pattern=pattern[by_head],
        behind=np.searchsorted(clock[order], np.arange(n_slots), side="right"),
        mass=mass[order],
    )


def _refuse_broken_flow(
    graph: TimeGraph, nodes: Index, tail: Index, head: Index, odds: Floats
) -> None:
    net = _sum_by(tail, odds, len(nodes)) - _sum_by(head, odds, len(nodes))
    due = (nodes == 0).astype(float) - (nodes == graph.n_nodes - 1)
    if len(odds) == 0 or odds.min() < 0 or np.abs(net - due).max() > NOT_A_FLOW:
        raise InputError("A team's odds are not a unit flow from first node to last.")


def _sum_by(node: Index, odds: Floats, n_nodes: int) -> Floats:
    return np.bincount(node, odds, minlength=n_nodes).astype(np.float64)


def _chances_at(problem: PatrolProblem, reach: int) -> Floats:
    """Return each pattern's chance to notice at a reach, -1 where it does not touch it.

    One more -1 stands at the end, for arcs without a pattern.
    """
    chance = np.full(len(problem.pattern_start), -1.0)
    entry = np.flatnonzero(problem.pattern_reach == reach)
    owner = np.searchsorted(problem.pattern_start, entry, side="right") - 1
    chance[owner] = problem.pattern_p[entry]
    return chance


def _by_last_seen(unseen: Floats) -> Floats:
    """Turn chances of "unseen in the last w slots" into those of what was seen last.

    P(last seen g slots ago) = P(unseen in the last g - 1) - P(unseen in the last g).
    """
    seen = unseen.copy()
    seen[:, :-1] -= unseen[:, 1:]
    return np.maximum(seen, 0.0)
