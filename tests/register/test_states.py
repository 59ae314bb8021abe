"""Claims move from state to state by the rules only."""

from dataclasses import replace

import pytest
from small_register import FACT, INCIDENT, claim, source

from vedette.domain.register import CLAIM_STATES
from vedette.errors import RuleError
from vedette.register.standing import find_standing
from vedette.register.states import (
    MOVES,
    NEEDS,
    Voice,
    first_state,
    list_effects,
    move_claim,
)

AGENCY = source("agency", kind="news_agency", originator="Agency")
OFFICIAL = source("o", kind="official", originator="Agency", anonymity="unnamed")
MINISTRY = source("ministry", kind="government")
PAPER = source("paper")
ANONYMOUS = source("somebody", kind="official", anonymity="unnamed")


def voice(who, says="asserts", id_="C-1", state="reported", about=FACT, **changes):
    return Voice(claim(id_, about, who.id, says, state=state, **changes), who)


def test_every_state_has_its_moves_and_every_move_its_needs():
    assert set(MOVES) == set(CLAIM_STATES)
    aims = {to for onward in MOVES.values() for to in onward}
    assert aims == set(NEEDS)
    assert not MOVES["withdrawn"]
    assert not MOVES["superseded"]


@pytest.mark.parametrize(
    "who, says, state",
    [
        (PAPER, "asserts", "reported"),
        (PAPER, "confirms", "reported"),
        (MINISTRY, "confirms", "officially_confirmed"),
        (ANONYMOUS, "confirms", "reported"),
        (MINISTRY, "denies", "reported"),
        (MINISTRY, "no_comment", "no_comment"),
    ],
)
def test_a_claim_enters_in_the_state_that_fits_its_voice(who, says, state):
    assert first_state(voice(who, says)) == state


@pytest.mark.parametrize(
    "to, by",
    [
        ("corroborated", voice(PAPER, id_="C-2")),
        ("officially_confirmed", voice(MINISTRY, "confirms", "C-2")),
        ("denied", voice(MINISTRY, "denies", "C-2")),
        ("denied", voice(PAPER, "denies", "C-2")),
        ("denied", None),
        ("withdrawn", voice(AGENCY, "withdraws", "C-2")),
        ("withdrawn", None),
        ("superseded", voice(AGENCY, "asserts", "C-2")),
    ],
)
def test_a_move_that_the_rules_allow(to, by):
    assert move_claim(voice(OFFICIAL), to, by).state == to


@pytest.mark.parametrize(
    "to, by, why",
    [
        ("corroborated", None, "name the claim"),
        ("corroborated", voice(AGENCY, id_="C-2"), "no second source"),
        ("officially_confirmed", None, "name the claim"),
        ("officially_confirmed", voice(PAPER, "confirms", "C-2"), "no body or office"),
        ("officially_confirmed", voice(ANONYMOUS, "confirms", "C-2"), "no body"),
        ("denied", voice(ANONYMOUS, "denies", "C-2"), "unnamed"),
        ("denied", voice(MINISTRY, "asserts", "C-2"), "would have to be: denies"),
        ("withdrawn", voice(MINISTRY, "withdraws", "C-2"), "cannot withdraw"),
        ("superseded", voice(PAPER, id_="C-2"), "side by side"),
        ("denied", voice(MINISTRY, "denies", "C-2", about=INCIDENT), "is about"),
        ("denied", voice(MINISTRY, "denies", "C-2", "withdrawn"), "withdrawn itself"),
        ("withdrawn", voice(OFFICIAL, "withdraws", "C-1"), "for itself"),
        ("reported", None, "already"),
        ("no_comment", None, "not no comment"),
    ],
)
def test_a_move_that_the_rules_refuse_says_why(to, by, why):
    with pytest.raises(RuleError, match=why):
        move_claim(voice(OFFICIAL), to, by)


@pytest.mark.parametrize("state", CLAIM_STATES)
@pytest.mark.parametrize("to", CLAIM_STATES)
def test_no_move_leads_where_the_table_has_none(state, to):
    if to not in MOVES[state]:
        with pytest.raises(RuleError, match="stays"):
            move_claim(voice(OFFICIAL, state=state), to, None)


def test_only_an_office_denies_what_an_office_confirmed():
    confirmed = voice(OFFICIAL, state="officially_confirmed")
    with pytest.raises(RuleError, match="is no office"):
        move_claim(confirmed, "denied", voice(PAPER, "denies", "C-2"))
    by = voice(MINISTRY, "denies", "C-2")
    assert move_claim(confirmed, "denied", by).state == "denied"


@pytest.mark.parametrize(
    "who, says, to",
    [
        (MINISTRY, "confirms", "officially_confirmed"),
        (PAPER, "confirms", "corroborated"),
        (MINISTRY, "denies", "denied"),
        (ANONYMOUS, "denies", None),
        (AGENCY, "withdraws", "withdrawn"),
        (PAPER, "withdraws", None),
        (AGENCY, "asserts", "superseded"),
        (PAPER, "asserts", None),
        (MINISTRY, "no_comment", None),
    ],
)
def test_a_new_claim_moves_what_it_answers(who, says, to):
    (effect,) = list_effects(voice(who, says, "C-9"), {"C-1": voice(OFFICIAL)})
    assert (effect.claim, effect.to) == ("C-1", to)
    assert effect.why


def test_a_fact_stands_by_its_best_claim():
    told = voice(OFFICIAL).claim
    states = ["withdrawn", "denied", "reported", "corroborated", "officially_confirmed"]
    claims = []
    for state in states:
        moved = replace(told, state=state)
        claims.append((moved.says, moved.state))
        expected = "withdrawn" if state == "denied" else state
        assert find_standing(claims) == expected
    assert find_standing([("denies", "reported"), ("no_comment", "no_comment")]) == (
        "unsourced"
    )


@pytest.mark.parametrize("state", ["denied", "withdrawn", "superseded"])
def test_what_has_fallen_itself_is_no_reason(state):
    fallen = voice(MINISTRY, "confirms", "C-2", state=state)
    with pytest.raises(RuleError, match=f"C-2 is {state} itself"):
        move_claim(voice(PAPER), "officially_confirmed", fallen)
