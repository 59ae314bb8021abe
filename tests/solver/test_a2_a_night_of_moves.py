"""Rule: a team goes only where its graph leads; what it cannot join it must choose.

Three reaches in a row, two slots, one step a slot. The stakes lie at the ends:

      reach   slot 0   slot 1
        0       8        0
        1       0        0
        2       0        8

Nobody gets from reach 0 to reach 2 in one slot: either the first or the second.
With two steps a slot one team notices both.
"""

import pytest
from drawn_games import game, read_stakes, walk

from vedette.solver import first_of, gap_below, rounds_done, solve

DRAWING = """
8 0
0 0
0 8
"""


@pytest.mark.parametrize(("step", "loss"), [(1, 4.0), (2, 0.0)])
def test_the_graph_is_the_limit(step, loss):
    problem = game(read_stakes(DRAWING), [walk(2, [0, 1, 2], step=step)])
    result = solve(problem, first_of(gap_below(1e-6), rounds_done(2000)))
    assert result.numbers.loss == pytest.approx(loss, abs=0.01)
    assert result.numbers.bound == pytest.approx(loss, abs=0.01)


def test_odds_are_a_unit_flow_through_the_graph():
    problem = game(read_stakes(DRAWING), [walk(2, [0, 1, 2])])
    result = solve(problem, rounds_done(50))
    graph, odds = problem.graphs[0], result.teams[0][0]
    leaves = (odds.arc >= graph.first_arc[0]) & (odds.arc < graph.first_arc[1])
    assert odds.odds[leaves].sum() == pytest.approx(1.0, abs=1e-12)
    for node in range(1, graph.n_nodes - 1):
        out = (odds.arc >= graph.first_arc[node]) & (
            odds.arc < graph.first_arc[node + 1]
        )
        into = graph.head[odds.arc] == node
        assert odds.odds[out].sum() == pytest.approx(odds.odds[into].sum(), abs=1e-12)
