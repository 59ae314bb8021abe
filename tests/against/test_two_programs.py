"""Planning and verify were written apart from one rule book; here they meet.

For random prizes the best lawful route of every group is worth the same by planning's
timegraph and by verify's layers, and both hold the same cells for visible.
"""

import numpy as np
import pytest
from fields import QUICK, field_of

from vedette.planning.frame import frame_problem
from vedette.reading import load_theatre
from vedette.solver.bound import list_seen
from vedette.solver.players import Player
from vedette.solver.sights import list_looks
from vedette.verify.best_route import best_route
from vedette.verify.facts import gather_facts


@pytest.fixture(scope="module", params=["small", "tajik_afghan"])
def both(request, small_theatre):
    theatre = small_theatre if request.param == "small" else load_theatre(request.param)
    field = field_of(theatre, QUICK)
    frame = frame_problem(
        theatre, field.ground, field.window, field.risk, field.coverage, QUICK
    )
    facts = gather_facts(theatre, field.ground, field.window)
    teams = [
        Player(frame.problem, list_looks(frame.problem, graph))
        for graph in frame.problem.graphs
    ]
    return frame, facts, teams


@pytest.mark.parametrize("seed", range(5))
def test_the_best_route_is_worth_the_same(both, seed):
    frame, facts, teams = both
    rng = np.random.default_rng(seed)
    shape = frame.problem.stake.shape
    prizes = rng.exponential(1.0, shape) * (rng.random(shape) < rng.choice([0.1, 1.0]))
    for moves, team in zip(frame.moves, teams, strict=True):
        ours = team.best(np.ascontiguousarray(prizes[:, team.sights.columns]))
        theirs = best_route(facts[moves.group.teams[0].id], prizes.T)
        assert ours == pytest.approx(theirs, rel=1e-12), moves.group.teams[0].id


def test_the_same_cells_can_be_seen(both):
    frame, facts, teams = both
    for moves, team in zip(frame.moves, teams, strict=True):
        ours = list_seen(frame.problem, [team])
        theirs = np.zeros_like(ours)
        fact = facts[moves.group.teams[0].id]
        looks = fact.looks
        for slot in range(looks.n_slots):
            on = fact.seen[looks.look, slot] & (looks.in_slot(slot) > 0)
            theirs[slot, looks.reach[on]] = True
        np.testing.assert_array_equal(ours, theirs)
