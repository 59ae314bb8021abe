"""Rule: alike teams do not draw from the same odds; their sum is cut between them.

Two alike teams, two reaches of stake 10, looks that never miss. From the same odds,
half and half, each reach would go unnoticed a quarter of the time. Cut between them,
one team takes each reach and nothing goes unnoticed.
"""

import numpy as np
import pytest
from drawn_games import game, read_stakes, walk

from vedette.solver import flow_kernels, rounds_done, solve


def test_two_alike_teams_share_two_reaches():
    problem = game(read_stakes("10\n10"), [walk(1, [0, 1], count=2)])
    result = solve(problem, rounds_done(400))
    assert result.numbers.loss == pytest.approx(0.0, abs=0.2)
    assert len(result.teams[0]) == 2


@pytest.mark.parametrize("count", [2, 3, 5])
def test_shares_are_unit_flows_with_the_same_sum(count):
    graph = walk(4, [0, 1, 2], count=count)
    average = np.random.default_rng(7).random(graph.n_arcs)
    flow = np.zeros(graph.n_arcs)
    flow_kernels.prune(
        graph.first_arc, graph.head, average, np.zeros(0, dtype=bool), 1e-5, flow
    )
    shares = np.zeros((count, graph.n_arcs))
    flow_kernels.split(graph.first_arc, graph.head, flow, shares)
    np.testing.assert_allclose(shares.sum(axis=0), count * flow, atol=1e-10)
    first = slice(graph.first_arc[0], graph.first_arc[1])
    np.testing.assert_allclose(shares[:, first].sum(axis=1), 1.0, atol=1e-12)
    tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
    for share in shares:
        out = np.bincount(tail, share, minlength=graph.n_nodes)
        into = np.bincount(graph.head, share, minlength=graph.n_nodes)
        np.testing.assert_allclose(out[1:-1], into[1:-1], atol=1e-10)


def test_cutting_never_raises_the_loss():
    rng = np.random.default_rng(3)
    for _ in range(20):
        graph = walk(3, [0, 1, 2], count=3)
        flow = np.zeros(graph.n_arcs)
        mean, free = rng.random(graph.n_arcs), np.zeros(0, dtype=bool)
        flow_kernels.prune(graph.first_arc, graph.head, mean, free, 0.0, flow)
        shares = np.zeros((3, graph.n_arcs))
        flow_kernels.split(graph.first_arc, graph.head, flow, shares)
        for slot in range(3):
            for place in range(3):
                looks = (graph.pattern == place) & (graph.slot == slot)
                apart = np.prod(1 - 0.9 * shares[:, looks].sum(axis=1))
                alike = (1 - 0.9 * flow[looks].sum()) ** 3
                assert apart <= alike + 1e-12
