"""A book: a few rosters, each as likely as the others, that lose as little as can be.

All teams of a roster go together, so the book need not pay for teams drawn into each
other's way, as independent odds do; with few rosters it pays for being coarse.

The rosters stand in a circle: in each, every team begins in the state in which the one
before left it. So the odds of all states are the same at both ends of the window.

The book is bettered team by team, against a smooth stand-in for the worst attempt (see
`draft`) that is sharpened while the book is made; in one or several tries, of which the
best is kept.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from vedette.errors import InputError
from vedette.solver.draft import Draft, Routes
from vedette.solver.problem import PatrolProblem
from vedette.solver.result import Round

MOST_TOGETHER = 3  # rosters whose hand-overs one team may change at once
HOT, COLD = 0.08, 0.004  # temperature at first and at last, as shares of max h S
PASSES_A_TRY = 8  # more do not help: a few tries, and the best is kept


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to improve a book: passes over all rosters, seconds, or both.

    One pass is always made. With passes alone the same call gives the same book.
    """

    passes: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        """Refuse to go on for ever."""
        if self.passes is None and self.seconds is None:
            raise InputError("Say how long to improve the book: passes or seconds.")

    def used(self, passes: float, seconds: float) -> float:
        """Return how much of it is used up, 0 to 1."""
        by_passes = 0.0 if self.passes is None else passes / self.passes
        by_seconds = 0.0 if self.seconds is None else seconds / self.seconds
        return min(1.0, max(by_passes, by_seconds))


@dataclass(frozen=True, slots=True, eq=False)
class BookResult:
    """The arcs of every route, by roster, graph and team, and the loss of the book."""

    routes: Routes
    loss: float
    passes: int
    seconds: float
    trace: tuple[Round, ...] = field(default=())


def find_book(
    problem: PatrolProblem,
    count: int,
    budget: Budget,
    order: np.random.Generator,
    *,
    bound: float = 0.0,
    on_pass: Callable[[Round], None] | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> BookResult:
    """Find a book of ``count`` rosters, improved as long as the budget says.

    ``order`` deals out whose turn it is. ``bound`` is only told with the progress.
    Limits that hold on average are not looked at.
    """
    if count < 1:
        raise InputError("A book has one roster or more.")
    clock = _Clock(budget)
    book = Draft(problem, count)
    routes, loss = book.routes(), book.loss
    trace: list[Round] = []
    passes, stopped = 0, False
    while not stopped:
        windows = list(_windows(count, order))
        for done, (first, together) in enumerate(windows):
            cooled = clock.cooled(passes + done / len(windows))
            stopped = (passes > 0 and clock.used >= 1.0) or interrupted()
            if stopped:
                break
            book.cool(HOT * (COLD / HOT) ** cooled)
            for number in order.permutation(len(book.crews)):
                book.improve(book.crews[number], first, together)
        else:
            passes += 1
            clock.cooled(passes)
            stopped = clock.used >= 1.0
        book.add_up()
        if book.loss < loss:
            routes, loss = book.routes(), book.loss
        trace.append(Round(passes, clock.seconds, loss, bound, "book"))
        if on_pass is not None:
            on_pass(trace[-1])
    return BookResult(routes, loss, passes, clock.seconds, tuple(trace))


class _Clock:
    """How far a budget is used, and how far the present try has cooled."""

    def __init__(self, budget: Budget) -> None:
        self._budget, self._begun = budget, time.perf_counter()
        self._tries = 0
        self.used = 0.0

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self._begun

    def cooled(self, passes: float) -> float:
        """Return 0 where a try begins, up to 1 where it ends.

        How many tries there are is settled by what the first pass has used up.
        """
        self.used = self._budget.used(passes, self.seconds)
        if passes >= 1.0 and not self._tries:
            self._tries = max(1, round(passes / self.used / PASSES_A_TRY))
        return self.used * max(1, self._tries) % 1.0 if self.used < 1.0 else 1.0


def _windows(count: int, order: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Give (first roster, how many) so that every hand-over is inside one of them."""
    together = min(MOST_TOGETHER, count)
    step = max(1, together - 1)
    offset = int(order.integers(count))
    for start in range(0, count, step):
        yield (offset + start) % count, together
