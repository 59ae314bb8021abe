"""Values of patrolling games on graphs, as published.

S. Alpern, A. Morton, K. Papadaki, "Patrolling games", Operations Research 59 (2011)
1246-1257; K. Papadaki, S. Alpern, T. Lidbetter, A. Morton, "Patrolling a border",
Operations Research 64 (2016) 1256-1269. The patroller stays or goes to a neighbour in
each slot; the attacker picks a node and m slots in a row; the value V is the chance
that the patroller is there in one of them. Ours is then the loss 1 - V, with stake 1.

An attempt of ours lasts one slot, so the m slots are built into the look: an arc knows
the last m nodes of its walk, and notices, all at once, the attempts that began m slots
ago at any of them. With one team the union bound is exact: loss and bound meet.

Nothing here rests on the number of a theorem; each value is shown where it is listed.
"""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from drawn_games import explore
from flow_judge import solve_linear

from vedette.solver import PatrolProblem, first_of, gap_below, rounds_done, solve

Edges = list[tuple[int, int]]


def line(n: int) -> Edges:
    return list(itertools.pairwise(range(n)))


def cycle(n: int) -> Edges:
    return [*line(n), (n - 1, 0)]


def complete(n: int) -> Edges:
    return list(itertools.combinations(range(n), 2))


def two_sides(a: int, b: int) -> Edges:
    """The complete bipartite graph; ``two_sides(1, b)`` is a star."""
    return list(itertools.product(range(a), range(a, a + b)))


def patrolling_game(
    edges: Edges, m: int, *, begins: int, patrollers: int = 1
) -> PatrolProblem:
    """Return the game with attacks of ``m`` slots that begin in slots 0, 1, ..."""
    n = 1 + max(itertools.chain(*edges))
    near = {node: {node} for node in range(n)}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    patterns = [
        seen
        for size in range(1, m + 1)
        for seen in itertools.combinations(range(n), size)
    ]
    over = begins + m - 1

    def ways(node):
        t, walk = node
        if t == over:
            yield (over + 1, ()), -1, 0, -1, -1
        if t >= over:
            return
        for place in near[walk[-1]] if walk else range(n):
            last = (*walk, place)[-m:]
            pattern = patterns.index(tuple(sorted(set(last)))) if t >= m - 1 else -1
            head = (t + 1, last[-max(1, m - 1) :])
            yield head, pattern, max(0, t - m + 1), -1, -1

    graph = explore((0, ()), ways, patrollers, keeps_states=False)
    return PatrolProblem(
        stake=np.ones((begins, n)),
        forecast=np.full((begins, n), 1 / (begins * n)),
        caution=1.0,
        pattern_start=np.cumsum([0, *map(len, patterns)], dtype=np.int32),
        pattern_reach=np.concatenate(patterns).astype(np.int32),
        pattern_p=np.ones(sum(map(len, patterns))),
        graphs=(graph,),
    )


# m = 1, any graph: he attacks a random node; standing at a random node is as good.
ONE_SLOT = [
    (complete, (4,), 1, Fraction(1, 4)),
    (cycle, (5,), 1, Fraction(1, 5)),
    (line, (4,), 1, Fraction(1, 4)),
    (
        two_sides,
        (
            1,
            4,
        ),
        1,
        Fraction(1, 5),
    ),
]
# A tour of all n nodes: m / n. In m slots nobody is at more than m of them, so a random
# node is attacked; the patroller follows the tour from a random point.
HAMILTONIAN = [
    (cycle, (5,), 2, Fraction(2, 5)),
    (cycle, (4,), 3, Fraction(3, 4)),
    (cycle, (6,), 2, Fraction(1, 3)),
    (complete, (4,), 2, Fraction(1, 2)),
]
# Line, m = 2: 1 / ceil(n / 2). Every other node is attacked, no two of them neighbours;
# as many edges cover all nodes, and the patroller goes to and fro on a random one.
LINE_OF_TWO = [
    (line, (3,), 2, Fraction(1, 2)),
    (line, (4,), 2, Fraction(1, 2)),
    (line, (5,), 2, Fraction(1, 3)),
    (line, (6,), 2, Fraction(1, 3)),
]
# Line, d = n - 1 <= m <= 2 d: m / 2 d. Both ends are attacked, in slots 0 to d - 1, all
# 2 d alike: d slots lie between seeing the one end and the other, so no walk meets more
# than m. The patroller goes from end to end and back from a random point.
SHORT_LINE = [
    (line, (3,), 3, Fraction(3, 4)),
    (line, (3,), 4, Fraction(1)),
    (line, (4,), 3, Fraction(1, 2)),
    (line, (4,), 4, Fraction(2, 3)),
]
# Complete bipartite, a <= b, m <= 2 b: m / 2 b. The larger side is attacked, in slot 0
# or 1, all 2 b alike: nobody sees a new node of it in every slot, so no walk meets more
# than m. The patroller changes sides in every slot, around both from a random point.
TWO_SIDES = [
    (
        two_sides,
        (
            1,
            3,
        ),
        2,
        Fraction(1, 3),
    ),
    (
        two_sides,
        (
            1,
            3,
        ),
        3,
        Fraction(1, 2),
    ),
    (
        two_sides,
        (
            2,
            3,
        ),
        2,
        Fraction(1, 3),
    ),
]
VALUES = [*ONE_SLOT, *HAMILTONIAN, *LINE_OF_TWO, *SHORT_LINE, *TWO_SIDES]


def name_of(case) -> str:
    draw, size, m, _ = case
    return f"{draw.__name__}{size} m={m}"


@pytest.mark.parametrize(
    ("draw", "size", "m", "value"), VALUES, ids=map(name_of, VALUES)
)
def test_one_patroller(draw, size, m, value):
    problem = patrolling_game(draw(*size), m, begins=3)
    assert solve_linear(problem) == pytest.approx(1 - value, abs=1e-9)
    rule = first_of(gap_below(1e-3), rounds_done(5000))
    numbers = solve(problem, rule, threads=1).numbers
    assert numbers.bound <= 1 - value + 1e-9
    assert numbers.loss >= 1 - value - 1e-9
    assert numbers.bound == pytest.approx(float(1 - value), abs=2e-3)
    assert numbers.loss == pytest.approx(float(1 - value), abs=2e-3)


@pytest.mark.parametrize(("n", "patrollers"), [(4, 2), (6, 2), (6, 3), (3, 3)])
def test_several_patrollers_against_one_slot(n, patrollers):
    """k of n nodes: k / n, for k random nodes of their own, or any joint behaviour.

    Drawn each on his own they do as well where k divides n and there is one slot: a
    share of the nodes for each. Over more slots the bound must be the same.
    """
    value = 1 - patrollers / n
    longer = patrolling_game(complete(n), 1, begins=3, patrollers=patrollers)
    numbers = solve(longer, rounds_done(500), threads=1).numbers
    assert value - 2e-3 <= numbers.bound <= value + 1e-9 <= numbers.loss + 2e-9
    problem = patrolling_game(complete(n), 1, begins=1, patrollers=patrollers)
    numbers = solve(problem, rounds_done(500), threads=1).numbers
    assert value - 2e-3 <= numbers.bound <= value + 1e-9 <= numbers.loss + 2e-9
    assert numbers.loss <= value + 2e-3
