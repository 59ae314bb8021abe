"""Levels in a store: two roles, fallen claims, and the history of both."""

import shutil

import pytest
from small_risk import AT, WHO, risk_store

from vedette.desk.assess import run_assessment
from vedette.desk.claims import move_claim
from vedette.desk.register import list_flags
from vedette.desk.section import adopt, decline, list_levels, propose
from vedette.desk.stores import Acting
from vedette.domain.register import Ref
from vedette.errors import InputError, RuleError
from vedette.store import open_store

OFFICER = Acting("planning_officer", AT, "agreed")
LEVEL = Ref("impact_level", "L-middle")


@pytest.fixture(scope="module")
def made(small_theatre, tmp_path_factory):
    path = risk_store(tmp_path_factory.mktemp("levels"), small_theatre.folder)
    run_assessment(path, WHO)
    return path


@pytest.fixture
def path(made, tmp_path):
    return shutil.copy(made, tmp_path / "store.db")


def level(path):
    return next(e for e in list_levels(path, AT).levels if e.section == "middle")


def flagged(path):
    return {flag.what for flag in list_flags(path)}


def test_proposed_by_one_and_adopted_by_another(path):
    propose(
        path, "middle", "low", WHO, rests_on=["claim:C-1", "assessment:risk-middle"]
    )
    assert level(path).level == "high"
    with pytest.raises(RuleError, match="another role"):
        adopt(path, "middle", WHO)
    adopt(path, "middle", OFFICER)
    told = level(path)
    assert (told.level, told.proposed_by, told.adopted_by) == (
        "low", "analyst", "planning_officer"
    )  # fmt: skip
    with open_store(path).reading() as view:
        history = view.history(LEVEL)
        links = {link.on for link in view.links(LEVEL)}
    assert [each.role for each in history] == ["analyst", "planning_officer"]
    assert links == {Ref("claim", "C-1"), Ref("assessment", "risk-middle")}


def test_without_a_word_it_rests_on_the_sections_own_assessment(path):
    propose(path, "middle", "low", WHO)
    assert level(path).proposal.rests_on == ("assessment:risk-middle",)


def test_a_withdrawal_flags_the_level_until_it_is_agreed_anew(path):
    propose(path, "middle", "low", WHO, rests_on=["claim:C-1"])
    adopt(path, "middle", OFFICER)
    move_claim(path, "C-1", "withdrawn", WHO)
    assert LEVEL in flagged(path)
    assert level(path).is_flagged
    propose(path, "middle", "low", WHO, rests_on=["claim:C-2"])
    assert LEVEL in flagged(path)  # it still stands on what fell
    adopt(path, "middle", OFFICER)
    assert LEVEL not in flagged(path)


def test_a_level_does_not_rest_on_what_fell(path):
    propose(path, "middle", "low", WHO, rests_on=["claim:C-1"])
    move_claim(path, "C-1", "withdrawn", WHO)
    with pytest.raises(RuleError, match="claim:C-1 is withdrawn"):
        adopt(path, "middle", OFFICER)
    with pytest.raises(RuleError, match="claim:C-1 is withdrawn"):
        propose(path, "west", "low", WHO, rests_on=["claim:C-1"])
    with pytest.raises(RuleError, match="risk-middle is flagged"):
        propose(path, "west", "low", WHO, rests_on=["assessment:risk-middle"])
    assert level(path).level == "high"


def test_declining_takes_the_proposals_flag_with_it(path):
    propose(path, "middle", "low", WHO, rests_on=["claim:C-2"])
    adopt(path, "middle", OFFICER)
    propose(path, "middle", "critical", WHO, rests_on=["claim:C-1"], until="2025-12-20")
    move_claim(path, "C-1", "withdrawn", WHO)
    assert LEVEL in flagged(path)
    decline(path, "middle", OFFICER)
    assert LEVEL not in flagged(path)
    assert (level(path).level, level(path).proposal) == ("low", None)


def test_declining_does_not_hide_that_the_old_ground_fell(path):
    propose(path, "middle", "low", WHO, rests_on=["claim:C-1"])
    adopt(path, "middle", OFFICER)
    propose(path, "middle", "high", WHO, rests_on=["claim:C-2"])
    move_claim(path, "C-1", "withdrawn", WHO)
    decline(path, "middle", OFFICER)
    assert LEVEL in flagged(path)


def test_a_section_or_claim_that_there_is_not(path):
    with pytest.raises(InputError, match="west, middle, east"):
        propose(path, "north", "low", WHO)
    with pytest.raises(InputError, match="C-99"):
        propose(path, "west", "low", WHO, rests_on=["claim:C-99"])
    with pytest.raises(InputError, match="no impact level"):
        propose(path, "west", "orange", WHO)


def test_a_role_that_has_no_say_is_refused(path):
    with pytest.raises(RuleError, match="duty_officer"):
        propose(path, "west", "low", Acting("duty_officer", AT, "x"))


def test_critical_runs_out_by_the_clock(path):
    propose(path, "west", "critical", WHO, until="2025-12-20")
    adopt(path, "west", OFFICER)
    (now,) = [e for e in list_levels(path, AT).levels if e.section == "west"]
    assert now.level == "critical"
    later = now.expires.replace(year=2026)
    view = list_levels(path, later)
    (then,) = [e for e in view.levels if e.section == "west"]
    assert (then.level, then.fell_back) == ("low", True)
    assert "critical ended" in view.describe()
