"""Draws: each is lawful, they follow the odds, and anybody can repeat one."""

import dataclasses

import numpy as np
import pytest
from fields import QUICK, field_of, quick_plan
from scipy import stats

from vedette.domain.plans import MOVE_KINDS, NO_SLOT
from vedette.errors import InputError
from vedette.planning.roster import Lottery, draw_roster
from vedette.verify.case import Case
from vedette.verify.facts import gather_facts
from vedette.verify.roster import roster_faults

DRAWS = 10_000


def test_the_same_seed_draws_the_same_roster(small_theatre):
    plan = quick_plan(small_theatre, QUICK)
    assert draw_roster(plan, 5) == draw_roster(plan, 5)
    assert draw_roster(plan, 5) != draw_roster(plan, 6)
    other = dataclasses.replace(plan, content_hash="another plan")
    assert draw_roster(plan, 5).moves != draw_roster(other, 5).moves


def test_a_team_that_leaves_does_not_touch_the_others(small_theatre):
    plan = quick_plan(small_theatre, QUICK)
    gone = next(iter(plan.moves))
    rest = {team: table for team, table in plan.moves.items() if team != gone}
    fewer = draw_roster(dataclasses.replace(plan, moves=rest), 5)
    kept = [move for move in draw_roster(plan, 5).moves if move.team != gone]
    assert list(fewer.moves) == kept


def test_every_draw_keeps_every_rule(small_theatre):
    field, plan = field_of(small_theatre, QUICK), quick_plan(small_theatre, QUICK)
    facts = gather_facts(small_theatre, field.ground, field.window)
    case = Case(small_theatre, field.ground, field.window, field.risk, facts)
    for seed in range(200):
        assert roster_faults(draw_roster(plan, seed), plan, case) == []


def test_draws_follow_the_odds(small_theatre):
    """Chi-square over all moves of every team, 10,000 draws, one test in a million."""
    plan = quick_plan(small_theatre, QUICK)
    counts = {
        team: np.zeros(len(table), dtype=int) for team, table in plan.moves.items()
    }
    index = {
        team: {key: row for row, key in enumerate(keys(table))}
        for team, table in plan.moves.items()
    }
    lottery = Lottery(plan)
    for seed in range(DRAWS):
        for move in lottery.draw(seed).moves:
            counts[move.team][index[move.team][key_of(move)]] += 1
    for team, table in plan.moves.items():
        spread = np.sqrt(table.odds * (1 - table.odds) / DRAWS)
        z = (counts[team] / DRAWS - table.odds) / np.maximum(spread, 1e-3)
        assert np.abs(z).max() < stats.norm.isf(1e-6 / len(z))
        starts = table.kind == MOVE_KINDS.index("start")
        often = starts & (table.odds * DRAWS > 20) & (table.odds < 0.999)
        expected = table.odds[often] * DRAWS
        chi = (counts[team][often] - expected) ** 2 / expected / (1 - table.odds[often])
        assert chi.sum() < stats.chi2.isf(1e-6, max(1, often.sum()))


@pytest.mark.parametrize("seed", [-1, 2**256])
def test_a_seed_that_cannot_be_used_is_refused(small_theatre, seed):
    with pytest.raises(InputError, match="seed"):
        draw_roster(quick_plan(small_theatre, QUICK), seed)


def keys(table):
    for row in range(len(table)):
        yield (
            MOVE_KINDS[table.kind[row]],
            int(table.t0[row]),
            int(table.t1[row]),
            None if np.isnan(table.km0[row]) else float(table.km0[row]),
            None if np.isnan(table.km1[row]) else float(table.km1[row]),
            None if table.duty[row] == NO_SLOT else int(table.duty[row]),
            None if table.sortie[row] == NO_SLOT else int(table.sortie[row]),
        )


def key_of(move):
    return (
        move.kind, move.t0, move.t1, move.km0, move.km1, move.duty, move.sortie,
    )  # fmt: skip
