"""Assessing sections from a store: what is kept, flagged, compared, and rested upon."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from small_risk import AT, WHO, risk_store

from vedette.desk.assess import compare_assessments, run_assessment, show_assessment
from vedette.desk.claims import move_claim
from vedette.desk.register import list_flags
from vedette.desk.stores import Acting
from vedette.errors import InputError, RuleError


def section(view, id_="middle"):
    return next(each for each in view.sheet.run.sections if each.section == id_)


def flagged(store):
    return {str(flag.what) for flag in list_flags(store)}


def test_a_run_is_kept_and_shown_as_it_was(store):
    view = show_assessment(store, AT)
    assert view.sheet.run.run == 1
    assert view.sheet.run.at == view.theatre.start  # an exercise: not the clock's now
    claims = section(view).claims
    assert claims == {"officially_confirmed": ("C-2",), "reported": ("C-1", "C-3")}
    assert section(view, "east").all_claims == {"C-1", "C-2"}
    again = run_assessment(store, WHO).sheet.run
    assert again == replace(view.sheet.run, run=2)


def test_a_withdrawal_flags_it_and_the_next_run_does_without(store):
    move_claim(store, "C-3", "withdrawn", WHO)
    assert "assessment:risk-west" in flagged(store)
    assert show_assessment(store, AT).flagged >= {"west"}
    assert "flagged" in show_assessment(store, AT).describe()
    view = run_assessment(store, WHO)
    assert not any("C-3" in each.all_claims for each in view.sheet.run.sections)
    assert "assessment:risk-west" not in flagged(store)
    told = {each.section: each for each in compare_assessments(store).changes}
    assert told["west"].fell == {"now withdrawn": ("C-3",)}
    lower = told["west"].after.crossings.middle < told["west"].before.crossings.middle
    assert lower
    assert "claims that count no longer (now withdrawn): C-3" in (
        compare_assessments(store).describe()
    )


def test_runs_are_compared_by_number(store):
    run_assessment(store, WHO)
    run_assessment(store, WHO, at=AT + dt.timedelta(days=30))
    told = compare_assessments(store, earlier=1)
    assert (told.before.run, told.after.run) == (1, 3)
    assert "+30.0 days" in told.describe()
    for wrong in (0, 3, 9):
        with pytest.raises(InputError, match="nothing to compare with"):
            compare_assessments(store, earlier=wrong)


def test_one_run_alone_has_nothing_to_be_compared_with(store):
    with pytest.raises(InputError, match="nothing to compare with"):
        compare_assessments(store)


def test_before_the_first_run_there_is_nothing_to_show(tmp_path, small_theatre):
    path = risk_store(tmp_path, small_theatre.folder)
    with pytest.raises(InputError, match="vedette assess run"):
        show_assessment(path, AT)


def test_a_section_that_there_is_not(store):
    with pytest.raises(InputError, match="west, middle, east"):
        show_assessment(store, AT, section="north")


def test_a_role_that_keeps_no_assessments_is_refused(store):
    with pytest.raises(RuleError, match="importer"):
        run_assessment(store, Acting("importer", AT))
    assert show_assessment(store, AT).sheet.run.run == 1


def test_hours_are_laid_over_the_same_ground_only(store, tmp_path, small_theatre):
    view = show_assessment(store, AT, hours=True)
    hours = view.sheet.hours
    assert hours.middle.shape == (hours.ground.n_reaches, 48)
    assert "Mean of a section by hour" in view.describe()
    other = shutil.copytree(small_theatre.folder, tmp_path / "other")
    sites = (other / "sites.csv").read_text().replace(",50,", ",51,")
    (other / "sites.csv").write_text(sites)
    with pytest.raises(InputError, match="changed since run 1"):
        show_assessment(store, AT, hours=True, theatre_name=str(other))


def test_words_never_give_one_number_for_an_angle(store):
    told = show_assessment(store, AT, section="middle").describe()
    for name in ("attacks", "crossings", "vulnerability", "impact"):
        (line,) = [each for each in told.splitlines() if f"  {name}: " in each]
        assert " to " in line
    assert "C-2 (I-1): attacks fall by" in told
    assert "Where nobody looks nothing is seen" in told
