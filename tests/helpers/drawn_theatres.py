"""Small theatres for Hypothesis: plain numbers that shrink to something readable."""

from dataclasses import dataclass

import numpy as np
from drawn_games import game, patrol, walk
from hypothesis import strategies as st

from vedette.solver import PatrolProblem, TimeGraph

MOST_SLOTS, MOST_REACHES, MOST_GROUPS, MOST_ALIKE = 6, 6, 3, 3


@dataclass(frozen=True)
class Group:
    """Alike teams on neighbouring reaches; all night out where ``duty`` is 0."""

    first: int
    last: int
    step: int = 1
    count: int = 1
    duty: int = 0
    rest: int = 0
    hands_over: bool = False

    def graph(self, n_slots: int) -> TimeGraph:
        """Return the group's timegraph, cut to the theatre's slots."""
        places = list(range(self.first, self.last + 1))
        if not self.duty:
            return walk(n_slots, places, step=self.step, count=self.count)
        return patrol(
            n_slots,
            places,
            duty=self.duty,
            rest=min(self.rest, n_slots),
            step=self.step,
            count=self.count,
            hands_over=self.hands_over,
        )


@dataclass(frozen=True)
class Theatre:
    """Stakes and forecast by slot and reach, looks by reach, caution, groups."""

    stakes: tuple[tuple[int, ...], ...]
    forecast: tuple[tuple[int, ...], ...]
    percent: tuple[int, ...]
    caution: float
    groups: tuple[Group, ...]

    def problem(self) -> PatrolProblem:
        """Return the theatre as arrays."""
        shares = np.array(self.forecast, dtype=float)
        return game(
            np.array(self.stakes, dtype=float),
            [group.graph(len(self.stakes)) for group in self.groups],
            p=[percent / 100 for percent in self.percent],
            caution=self.caution,
            forecast=shares / shares.sum() if shares.any() else None,
        )


@st.composite
def theatres(draw: st.DrawFn, *, hands_over: bool = False) -> Theatre:
    """Draw a theatre: some stakes 0, some looks sure, some blind, duties and rest."""
    n_slots = draw(st.integers(1, MOST_SLOTS))
    n_reaches = draw(st.integers(1, MOST_REACHES))

    def table(cells: st.SearchStrategy[int]) -> tuple[tuple[int, ...], ...]:
        row = st.tuples(*[cells] * n_reaches)
        return draw(st.tuples(*[row] * n_slots))

    percents = st.integers(0, 100) | st.just(100)
    return Theatre(
        stakes=table(st.integers(0, 10) | st.sampled_from([0, 100])),
        forecast=table(st.integers(0, 5)),
        percent=draw(st.tuples(*[percents] * n_reaches)),
        caution=draw(st.integers(0, 10)) / 10,
        groups=tuple(
            draw(
                st.lists(
                    groups(n_reaches, hands_over), min_size=1, max_size=MOST_GROUPS
                )
            )
        ),
    )


@st.composite
def groups(draw: st.DrawFn, n_reaches: int, hands_over: bool) -> Group:
    """Draw a group: where it goes, how far in a slot, how long, how many."""
    first = draw(st.integers(0, n_reaches - 1))
    return Group(
        first,
        draw(st.integers(first, n_reaches - 1)),
        step=draw(st.integers(0, 2)),
        count=draw(st.integers(1, MOST_ALIKE)),
        duty=draw(st.integers(0, MOST_SLOTS)),
        rest=draw(st.integers(0, MOST_SLOTS)),
        hands_over=hands_over and draw(st.booleans()),
    )
