"""Rule: a book of few rosters, all as likely, whose teams go together.

One slot, three reaches of stake 6, two teams that see all where they stand:

      roster   1 2 3
      reach 0  x x .          each reach is left alone in one roster of three:
      reach 1  x . x          a third of the stake goes unnoticed
      reach 2  . x x

Drawn each by itself, two teams cannot do that: they meet, now and then.
"""

import itertools

import numpy as np
import pytest
from drawn_games import game, patrol, random_game, read_stakes, walk
from listed_routes import joint_rosters, list_routes, looks_of, unnoticed

from vedette.errors import InputError
from vedette.solver import PatrolProblem, TimeGraph, rounds_done, solve
from vedette.solver.book import Budget, find_book
from vedette.solver.draft import Draft
from vedette.solver.payoff import loss_of


def order() -> np.random.Generator:
    return np.random.default_rng(5)


def found(problem: PatrolProblem, count: int, passes: int = 12):
    return find_book(problem, count, Budget(passes=passes), order())


def few_rosters(problem: PatrolProblem):
    """Return all joint rosters, or none where they are one or too many."""
    rosters = list(itertools.islice(joint_rosters(problem), 40))
    return rosters if 1 < len(rosters) < 40 else []


def three_reaches() -> PatrolProblem:
    return game(read_stakes("6\n6\n6"), [walk(1, [0, 1, 2], step=2, count=2)])


@pytest.mark.parametrize(
    ("count", "loss"), [(1, 6.0), (2, 3.0), (3, 2.0), (4, 3.0), (6, 2.0)]
)
def test_few_rosters_are_coarse(count, loss):
    assert found(three_reaches(), count).loss == pytest.approx(loss, abs=1e-12)


def test_together_beats_each_by_itself():
    """By themselves: S = 1 - a = b = a (1 - b) at best, 0.382 and not a third."""
    problem = three_reaches()
    alone = solve(problem, rounds_done(2000)).numbers
    assert alone.bound == pytest.approx(2.0, abs=0.01)
    assert alone.loss > 6 * 0.381
    assert found(problem, 3).loss >= alone.bound - 1e-9


FEW = [s for s in range(60) if len(few_rosters(random_game(np.random.default_rng(s))))]


@pytest.mark.parametrize("seed", FEW)
def test_no_book_of_that_size_is_better(seed):
    """Against every choice of rosters, where they are few enough to try them all."""
    problem = random_game(np.random.default_rng(seed))
    left = [unnoticed(problem, roster) for roster in few_rosters(problem)]
    for count in (1, 2, 3):
        books = itertools.combinations_with_replacement(left, count)
        best = min(loss_of(problem, np.mean(book, axis=0)) for book in books)
        loss = found(problem, count).loss
        assert loss >= best - 1e-9
        assert loss <= best * 1.01 + 1e-9


def night(rest: int, count: int = 1) -> TimeGraph:
    """Watches of a slot, ``rest`` slots of rest; the night hands over as it began."""
    return patrol(5, [0], duty=1, rest=rest, count=count, hands_over=True)


def state_of(shown: np.ndarray, route) -> int:
    states = shown[list(route)]
    (state,) = states[states >= 0]
    return int(state)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_each_roster_begins_as_the_one_before_ended(count):
    graphs = [night(1, count=2), night(2)]
    problem = game(read_stakes("6 2 6 3 6"), graphs, p=0.5)
    routes = found(problem, count).routes
    assert len(routes) == count
    for before, after in zip((routes[-1], *routes), routes, strict=False):
        for graph, was, now in zip(graphs, before, after, strict=True):
            assert len(was) == len(now) == graph.count
            for left, taken_over in zip(was, now, strict=True):
                ends = state_of(graph.end_state, left)
                assert state_of(graph.start_state, taken_over) == ends


def test_two_nights_share_what_one_cannot_have():
    """Of slots 4 and 0 one can be watched: by turns, if there are two rosters."""
    problem = game(read_stakes("6 0 6 0 6"), [night(1)])
    assert found(problem, 1).loss == pytest.approx(6.0)
    assert found(problem, 2).loss == pytest.approx(3.0)


@pytest.mark.parametrize("seed", range(12))
def test_no_circle_of_two_nights_is_better(seed):
    rng = np.random.default_rng(seed)
    graph = night(int(rng.integers(1, 4)))
    forecast = rng.random((5, 1))
    problem = game(
        rng.uniform(1, 9, (5, 1)),
        [graph],
        p=float(rng.uniform(0.3, 1.0)),
        caution=float(rng.choice([0.0, 0.8, 1.0])),
        forecast=forecast / forecast.sum(),
    )
    nights = [
        (
            state_of(graph.start_state, route),
            state_of(graph.end_state, route),
            unnoticed(problem, (looks_of(graph, route),)),
        )
        for route in list_routes(graph)
    ]
    best = min(
        loss_of(problem, (left + other) / 2)
        for start, end, left in nights
        for begins, ends, other in nights
        if (begins, ends) == (end, start)
    )
    loss = found(problem, 2, passes=20).loss
    assert loss >= best - 1e-9
    assert loss == pytest.approx(best, rel=0.02)


def smooth_loss(problem: PatrolProblem, left: np.ndarray, warmth: float) -> float:
    harm = problem.stake * left
    worst = warmth * np.log(np.exp(harm / warmth).sum())
    mean = (problem.forecast * harm).sum()
    return problem.caution * worst + (1 - problem.caution) * mean


@pytest.mark.parametrize("seed", range(10))
def test_a_route_is_the_best_reply_to_all_others(seed):
    """At a fixed temperature, against every other route with the same outer states."""
    rng = np.random.default_rng(seed)
    forecast = rng.random((5, 3))
    graphs = [
        patrol(5, [0, 1], duty=2, rest=2, hands_over=True),
        patrol(5, [1, 2], duty=3, rest=1, hands_over=True),
    ]
    problem = game(
        rng.uniform(1, 9, (5, 3)),
        graphs,
        p=[0.4, 0.9, 0.6],
        caution=0.7,
        forecast=forecast / forecast.sum(),
    )
    book = Draft(problem, 2)
    share = 0.2
    for crew in (0, 1, 0, 1):
        book.cool(share)
        for first in (0, 1):
            book.improve(book.crews[crew], first, 2)
    book.cool(share)
    top = (problem.stake * rosters_left(problem, book)).max()
    book.improve(book.crews[0], 0, 1)
    crew, graph = book.crews[0], graphs[0]
    now = smooth_loss(problem, rosters_left(problem, book), share * top)
    ends = (int(crew.starts[0]), int(crew.starts[1]))
    kept, tried = crew.routes[0], 0
    for route in list_routes(graph):
        own = (state_of(graph.start_state, route), state_of(graph.end_state, route))
        if own == ends:
            crew.routes[0] = np.array(route, dtype=np.int32)
            tried += 1
            other = smooth_loss(problem, rosters_left(problem, book), share * top)
            assert other >= now - 1e-4
    crew.routes[0] = kept
    assert tried > 1


def rosters_left(problem: PatrolProblem, book: Draft) -> np.ndarray:
    return np.mean(
        [
            unnoticed(
                problem,
                tuple(
                    looks_of(problem.graphs[graph], route)
                    for graph, group in enumerate(roster)
                    for route in group
                ),
            )
            for roster in book.routes()
        ],
        axis=0,
    )


def test_the_loss_told_is_that_of_the_routes():
    problem = game(
        read_stakes("6 2 6 3 6\n1 4 4 9 2"),
        [patrol(5, [0, 1], duty=2, rest=2, hands_over=True, count=2)],
        p=[0.5, 0.8],
        caution=0.6,
    )
    result = found(problem, 3)
    book = Draft(problem, 3)
    for crew in book.crews:
        crew.routes[:] = [roster[0][crew.number] for roster in result.routes]
    left = rosters_left(problem, book)
    assert loss_of(problem, left) == pytest.approx(result.loss, rel=1e-12)


def test_passes_repeat_and_never_lose_what_was_found():
    problem = random_game(np.random.default_rng(43))
    first, again = found(problem, 4), found(problem, 4)
    for one, other in zip(first.routes, again.routes, strict=True):
        for a, b in zip(one, other, strict=True):
            assert [x.tolist() for x in a] == [x.tolist() for x in b]
    losses = [each.loss for each in first.trace]
    assert [each.index for each in first.trace] == list(range(1, 13))
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] == first.loss


def test_an_interrupt_gives_the_best_so_far():
    asked = iter([False, False, True])
    result = find_book(
        three_reaches(),
        3,
        Budget(passes=9),
        order(),
        interrupted=lambda: next(asked),
    )
    assert result.passes < 9
    assert len(result.routes) == 3


def test_one_pass_is_made_however_little_time_there_is():
    result = find_book(three_reaches(), 3, Budget(seconds=1e-9), order())
    assert result.passes == 1
    assert result.loss < 6.0


def test_what_cannot_be_a_book_is_refused():
    with pytest.raises(InputError, match="one roster"):
        found(three_reaches(), 0)
    with pytest.raises(InputError, match="passes or seconds"):
        Budget()
    away = TimeGraph(
        first_arc=np.array([0, 2, 3, 4, 4], dtype=np.int32),
        head=np.array([1, 2, 3, 3], dtype=np.int32),
        pattern=np.full(4, -1, dtype=np.int32),
        slot=np.zeros(4, dtype=np.int32),
        start_state=np.array([0, 1, -1, -1], dtype=np.int32),
        end_state=np.array([-1, -1, 1, 0], dtype=np.int32),
    )
    with pytest.raises(InputError, match="the same state at both ends"):
        found(game(read_stakes("6"), [away]), 2)
