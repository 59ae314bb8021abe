"""Plans that rest on a register: rates, references, flags, and plans made again."""

import shutil

import pytest
from resealed import put, reseal
from small_risk import AT, WHO, risk_store

from vedette.desk.assess import run_assessment, show_assessment
from vedette.desk.check import verify_plan
from vedette.desk.claims import move_claim
from vedette.desk.plan import show_plan, solve_plan
from vedette.desk.plan_basis import expected_rate, read_basis
from vedette.desk.register import list_flags, undo
from vedette.desk.replan import Changes, replan_plan
from vedette.desk.section import adopt, propose
from vedette.desk.stores import Acting
from vedette.domain.plans import PlanParams
from vedette.domain.register import Ref
from vedette.errors import CertificateError, InputError, RuleError
from vedette.reading import load_theatre
from vedette.reading.plans import load_plan
from vedette.store import open_store

OFFICER = Acting("planning_officer", AT)
QUICK = PlanParams(rounds=20, threads=1)


def solve(folder, out, store=None):
    acting = None if store is None else OFFICER
    return solve_plan(folder, out, QUICK, store=store, acting=acting)


def flagged(path):
    return {str(flag.what) for flag in list_flags(path)}


def test_a_plan_expects_attempts_as_the_picture_does(store, small_theatre, tmp_path):
    told = show_assessment(store, AT).sheet.run
    plan = solve(small_theatre.folder, tmp_path / "plan", store).plan
    assert plan.params.rates == {
        each.section: pytest.approx(
            each.attacks.middle + each.crossings.middle, rel=1e-5
        )
        for each in told.sections
    }
    assert len(set(plan.params.rates.values())) > 1
    assert (
        "as the register's risk picture expects"
        in show_plan(tmp_path / "plan" / "plan.json").describe()
    )
    verify_plan(tmp_path / "plan" / "plan.json")


def test_a_plan_without_a_register_says_that_nothing_is_told(small_theatre, tmp_path):
    view = solve(small_theatre.folder, tmp_path / "plan")
    assert view.plan.params.rates == {}
    assert "every km that can be crossed is as likely" in " ".join(
        view.describe().split()
    )


def test_it_rests_on_the_sections_and_a_withdrawal_flags_it(
    store, small_theatre, tmp_path
):
    plan = solve(small_theatre.folder, tmp_path / "plan", store).plan
    refs = tuple(f"assessment:risk-{each.id}" for each in small_theatre.sections)
    assert plan.rests_on[2:] == refs
    kept = Ref("plan", plan.content_hash[:12])
    assert not flagged(store)
    move_claim(store, "C-2", "withdrawn", WHO)
    assert str(kept) in flagged(store)
    with open_store(store).reading() as view:
        (flag,) = view.flags([kept])
    assert [str(each) for each in flag.path][:1] == ["claim:C-2"]
    assert flag.path[-1] == kept


def test_no_plan_rests_on_what_waits_to_be_looked_at(store, small_theatre):
    move_claim(store, "C-3", "withdrawn", WHO)
    waits = r"assess run(.|\n)*west: claim:C-3 is withdrawn"
    with pytest.raises(RuleError, match=waits):
        read_basis(store, small_theatre, OFFICER)
    run_assessment(store, WHO)
    assert read_basis(store, small_theatre, OFFICER).rates


def test_no_plan_rests_on_made_up_history(store, small_theatre):
    run_assessment(store, WHO, with_exercise=True)
    with pytest.raises(RuleError, match="made up for an exercise"):
        read_basis(store, small_theatre, OFFICER)


def test_no_plan_rests_on_a_section_brought_back(store, small_theatre):
    run_assessment(store, WHO)
    undo(store, "assessment:risk-west", WHO)
    with pytest.raises(RuleError, match="west: brought back to run 1 of 2"):
        read_basis(store, small_theatre, OFFICER)


def test_no_plan_rests_on_a_picture_of_another_theatre(store, small_theatre, tmp_path):
    other = shutil.copytree(small_theatre.folder, tmp_path / "other")
    sites = (other / "sites.csv").read_text().replace(",50,", ",51,")
    (other / "sites.csv").write_text(sites)
    with pytest.raises(InputError, match="changed since run 1"):
        read_basis(store, load_theatre(other), OFFICER)


def test_a_plan_made_again_keeps_its_basis_or_takes_the_new_one(
    store, small_theatre, tmp_path
):
    before = solve(small_theatre.folder, tmp_path / "plan", store).plan
    file = tmp_path / "plan" / "plan.json"
    move_claim(store, "C-3", "withdrawn", WHO)
    run_assessment(store, WHO)
    asked = Changes(rounds=20, threads=1)
    replan_plan(file, tmp_path / "kept", asked)
    kept = load_plan(tmp_path / "kept" / "plan.json")
    assert (kept.params.rates, kept.rests_on) == (before.params.rates, before.rests_on)
    made = replan_plan(file, tmp_path / "new", asked, store=store, acting=OFFICER)
    new = load_plan(tmp_path / "new" / "plan.json")
    assert new.rests_on == before.rests_on
    assert new.params.rates["west"] < before.params.rates["west"]
    verify_plan(tmp_path / "new" / "plan.json")
    assert made.kept == f"Kept in {store} as plan:{new.content_hash[:12]}."
    with open_store(store).reading() as view:
        assert view.find("plan", new.content_hash[:12]) is not None


def test_a_plan_that_is_flagged_from_the_start_says_so(store, small_theatre, tmp_path):
    move_claim(store, "C-3", "withdrawn", WHO)
    propose(store, "west", "high", WHO, rests_on=("claim:C-2",))
    adopt(store, "west", Acting("reviewer", AT))
    move_claim(store, "C-2", "withdrawn", WHO)
    run_assessment(store, WHO)
    kept = solve(small_theatre.folder, tmp_path / "plan", store).kept
    assert "flagged from the start, for it rests on impact_level:" in kept
    assert "(claim:C-2 is withdrawn)" in kept


def test_the_second_program_sees_other_rates(store, small_theatre, tmp_path):
    rate = solve(small_theatre.folder, tmp_path / "plan", store).plan.params.rates[
        "west"
    ]
    file = tmp_path / "plan" / "plan.json"
    reseal(file, put("content", "params", "rates", "west", value=50 * rate))
    with pytest.raises(CertificateError, match="loss"):
        verify_plan(file)


def test_a_rate_of_a_section_that_there_is_not_is_told(store, small_theatre, tmp_path):
    solve(small_theatre.folder, tmp_path / "plan", store)
    file = tmp_path / "plan" / "plan.json"
    reseal(file, put("content", "params", "rates", "north", value=1.0))
    with pytest.raises(CertificateError, match="'north' is no section"):
        verify_plan(file)


def test_a_register_that_says_nothing_is_refused(tmp_path, small_theatre):
    path = risk_store(tmp_path, small_theatre.folder)
    with pytest.raises(InputError, match="vedette assess run"):
        read_basis(path, small_theatre, OFFICER)
    with pytest.raises(RuleError, match="plan"):
        read_basis(path, small_theatre, Acting("duty_officer", AT))


def test_an_expected_rate_is_both_strands(assessed):
    for each in show_assessment(assessed, AT).sheet.run.sections:
        both = each.attacks.middle + each.crossings.middle
        assert expected_rate(each) == pytest.approx(both, rel=1e-5)
