"""Rule: who watches a reach learns from what he sees there, exactly as the odds say.

One reach, five slots, one team with two routes, each with a chance of one half. The
watcher looks two slots back (0, 1), decides in slot 2, and goes in slot 3 or 4.

      slot      0 1 2 3 4
      stake     8 8 8 8 8
      route A   . x . . x
      route B   . . x x .

Without watching either moment is as good as a coin: 4. Who has seen the patrol in slot
1 goes in slot 3, who has not goes in slot 4, and both get 8. Who sees a team that is
there only half of the time cannot tell a patrol missed from none.
"""

from dataclasses import replace

import numpy as np
import pytest
from drawn_games import explore, game, read_stakes, walk
from watch_judge import Judge, even_odds, random_flow

from vedette.errors import InputError
from vedette.solver import PatrolProblem, TimeGraph
from vedette.solver.watch import Watcher

EIGHTS = read_stakes("8 8 8 8 8")


def timetable(*routes: str) -> TimeGraph:
    """Return a team with a choice of routes; a digit is the reach looked at."""
    n_slots = len(routes[0])
    begin, end = (-1, 0), (n_slots, 0)

    def ways(node: tuple):
        t, which = node
        if node == begin:
            for route in range(len(routes)):
                yield (0, route), -1, 0, -1, -1
        elif t < n_slots:
            head = (t + 1, which) if t + 1 < n_slots else end
            mark = routes[which][t]
            yield head, -1 if mark == "." else int(mark), t, -1, -1

    return explore(begin, ways, 1, keeps_states=False)


def flight(n_slots: int, places: list[int], leg: int) -> TimeGraph:
    """Return an aircraft: legs of some slots, with a look at their far end only."""
    field, end = -1, (n_slots + 1, 0)

    def ways(node: tuple):
        t, where = node
        if t == n_slots:
            yield end, -1, 0, -1, -1
        elif node != end and where == field:
            yield (t + 1, field), -1, 0, -1, -1
            for place in range(len(places)):
                if t + leg <= n_slots:
                    yield (t + leg, place), places[place], t + leg - 1, -1, -1
        elif node != end:
            for place in (where, (where + 1) % len(places)):
                yield (t + 1, place), places[place], t, -1, -1
            yield (min(t + leg, n_slots), field), places[where], t, -1, -1

    return explore((0, field), ways, 1, keeps_states=False)


def watch(problem: PatrolProblem, *flows: np.ndarray, reach: int = 0, **options):
    """Watch a reach against teams that have a graph each."""
    return Watcher(problem, list(enumerate(flows)), **options).at(reach)


def test_a_sight_tells_which_route_it_is():
    graph = timetable(".0..0", "..00.")
    watched = watch(game(EIGHTS, [graph]), even_odds(graph), back=2)
    assert watched.slot.tolist() == [2]
    np.testing.assert_allclose(watched.chance, [[0.5, 0.0, 0.5]])
    np.testing.assert_allclose(watched.unnoticed, [[1.0, np.nan, 0.0]])
    np.testing.assert_allclose(watched.blind, [0.5])
    np.testing.assert_allclose([watched.blind_harm, watched.value], [[4.0], [4.0]])


def test_who_sees_half_learns_less():
    graph = timetable(".0..0", "..00.")
    watched = watch(game(EIGHTS, [graph]), even_odds(graph), back=2, sees=0.5)
    np.testing.assert_allclose(watched.chance, [[0.25, 0.0, 0.75]])
    np.testing.assert_allclose(watched.unnoticed, [[1.0, np.nan, 1 / 3]])
    np.testing.assert_allclose(watched.value, [2.0])


def test_who_sees_nothing_learns_nothing():
    graph = timetable(".0..0", "..00.")
    watched = watch(game(EIGHTS, [graph]), even_odds(graph), back=2, sees=0.0)
    np.testing.assert_allclose(watched.chance, [[0.0, 0.0, 1.0]])
    np.testing.assert_allclose(watched.value, [0.0], atol=1e-12)


def test_odds_that_forget_tell_nothing():
    graph = walk(9, [0, 1], step=1)  # from either place to either place
    watched = watch(game(np.full((9, 2), 5.0), [graph]), even_odds(graph), back=3)
    np.testing.assert_allclose(watched.unnoticed[:, :3], 0.5)
    np.testing.assert_allclose(watched.value, 0.0, atol=1e-12)


def test_a_team_that_notices_nothing_is_seen_all_the_same():
    graph = timetable("00..0", ".....")
    problem = game(EIGHTS, [graph], p=0.0)
    watched = watch(problem, even_odds(graph), back=2, sees=0.5)
    np.testing.assert_allclose(watched.chance, [[0.25, 0.125, 0.625]])
    np.testing.assert_allclose(watched.value, [0.0], atol=1e-12)


def test_a_team_seen_nowhere_before_tells_only_by_being_there():
    graph = timetable("..0..", ".....")
    watched = watch(game(EIGHTS, [graph]), even_odds(graph), back=2)
    np.testing.assert_allclose(watched.unnoticed, [[np.nan, np.nan, 0.5]])
    np.testing.assert_allclose(watched.blind, [0.5])


def test_what_happens_elsewhere_does_not_matter():
    here = timetable(".0..0", "..00.")
    there = timetable("10101", "11011")
    stakes = np.full((5, 2), 8.0)
    one = watch(game(stakes, [here]), even_odds(here), back=2)
    elsewhere = timetable("11111", ".1.1.")
    other = watch(
        game(stakes, [here, elsewhere]), even_odds(here), even_odds(elsewhere), back=2
    )
    both = watch(game(stakes, [here, there]), even_odds(here), even_odds(there), back=2)
    np.testing.assert_allclose(one.value, other.value)
    np.testing.assert_allclose(one.chance, other.chance)
    assert not np.allclose(one.chance, both.chance)


@pytest.mark.parametrize("seed", range(24))
def test_brute_force_agrees(seed):
    """Walkers, two alike teams with odds of their own, an aircraft on long legs."""
    rng = np.random.default_rng(seed)
    back = int(rng.integers(1, 4))
    n_slots = int(rng.integers(2 * back + 1, 8))
    stakes = rng.uniform(0, 10, (n_slots, 3))
    graphs = [walk(n_slots, [0, 1, 2], count=2), flight(n_slots, [1, 0], leg=2)]
    problem = game(stakes, graphs, p=rng.uniform(0, 1, 3).tolist())
    problem = with_wide_looks(problem, rng)
    flows = [(0, random_flow(rng, graphs[0])) for _ in range(2)]
    flows.append((1, random_flow(rng, graphs[1])))
    sees = float(rng.choice([0.3, 0.7, 1.0]))
    watcher = Watcher(problem, flows, sees=sees, back=back)
    for reach in range(3):
        watched = watcher.at(reach)
        Judge(problem, flows, reach, sees).check(watched, back)
        assert (watched.value >= 0).all()
        np.testing.assert_allclose(watched.chance.sum(axis=1), 1.0, atol=1e-12)


def with_wide_looks(problem: PatrolProblem, rng: np.random.Generator) -> PatrolProblem:
    """Let pattern i look at reaches 0 to i, so that one look touches several."""
    n = problem.n_reaches
    return replace(
        problem,
        pattern_start=np.cumsum([0, *range(1, n + 1)]).astype(np.int32),
        pattern_reach=np.concatenate([np.arange(i + 1) for i in range(n)]).astype(
            np.int32
        ),
        pattern_p=rng.uniform(0, 1, n * (n + 1) // 2),
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"sees": 1.5}, "0 to 1"),
        ({"sees": float("nan")}, "0 to 1"),
        ({"back": 3}, "give 1 to 2"),
        ({"back": 0}, "give 1 to 2"),
    ],
)
def test_a_watcher_who_cannot_be_is_refused(options, told):
    graph = timetable(".0..0", "..00.")
    with pytest.raises(InputError, match=told):
        Watcher(game(EIGHTS, [graph]), [(0, even_odds(graph))], **options)


@pytest.mark.parametrize("spoil", [0.5, -1.0])
def test_odds_that_do_not_flow_are_refused(spoil):
    graph = timetable(".0..0", "..00.")
    flow = even_odds(graph)
    flow[-1] *= spoil
    with pytest.raises(InputError, match="unit flow"):
        Watcher(game(EIGHTS, [graph]), [(0, flow)], back=2)


def test_a_route_that_looks_twice_in_a_slot_is_refused():
    graph = timetable(".0..0", "..00.")
    early = np.minimum(graph.slot, 2)
    twice = TimeGraph(graph.first_arc, graph.head, graph.pattern, early)
    with pytest.raises(InputError, match="twice in one slot"):
        Watcher(game(EIGHTS, [twice]), [(0, even_odds(twice))], back=2)
