"""A few threads that share the teams of a game, each always the same ones."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

X = TypeVar("X")
Y = TypeVar("Y")


class Workers:
    """Run one function per team on several threads; the kernels let each other run.

    Teams are dealt out once, the largest first, so that every thread has about the
    same number of arcs: fewer hand-overs than one task per team.
    """

    def __init__(self, threads: int, arcs: Sequence[int]) -> None:
        hands: list[list[int]] = [[] for _ in range(max(1, min(threads, len(arcs))))]
        loads = [0] * len(hands)
        for team in sorted(range(len(arcs)), key=lambda each: -arcs[each]):
            least = loads.index(min(loads))
            hands[least].append(team)
            loads[least] += arcs[team]
        self._hands = hands
        self._pool = ThreadPoolExecutor(len(hands)) if len(hands) > 1 else None

    def map(self, function: Callable[[X], Y], items: Sequence[X]) -> list[Y]:
        """Return the results, one per team, in the order of the teams."""
        if self._pool is None:
            return [function(item) for item in items]

        def deal(hand: list[int]) -> list[tuple[int, Y]]:
            return [(team, function(items[team])) for team in hand]

        parts = self._pool.map(deal, self._hands)
        found = dict(pair for part in parts for pair in part)
        return [found[team] for team in range(len(items))]

    def close(self) -> None:
        """Let the threads go."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
