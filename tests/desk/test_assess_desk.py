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


@pytest.fixture(scope="module")
def folder(small_theatre):
    return small_theatre.folder


@pytest.fixture(scope="module")
def assessed(folder, tmp_path_factory):
    path = risk_store(tmp_path_factory.mktemp("assess"), folder)
    run_assessment(path, WHO)
    return path


@pytest.fixture
def path(assessed, tmp_path):
    return shutil.copy(assessed, tmp_path / "store.db")


def section(view, id_="middle"):
    return next(each for each in view.sheet.run.sections if each.section == id_)


def flagged(path):
    return {str(flag.what) for flag in list_flags(path)}


def test_a_run_is_kept_and_shown_as_it_was(path):
    view = show_assessment(path, AT)
    assert view.sheet.run.run == 1
    assert view.sheet.run.at == view.theatre.start  # an exercise: not the clock's now
    claims = section(view).claims
    assert claims == {"officially_confirmed": ("C-2",), "reported": ("C-1", "C-3")}
    assert section(view, "east").all_claims == {"C-1", "C-2"}
    again = run_assessment(path, WHO).sheet.run
    assert again == replace(view.sheet.run, run=2)


def test_a_withdrawal_flags_it_and_the_next_run_does_without(path):
    move_claim(path, "C-3", "withdrawn", WHO)
    assert "assessment:risk-west" in flagged(path)
    assert show_assessment(path, AT).flagged >= {"west"}
    assert "flagged" in show_assessment(path, AT).describe()
    view = run_assessment(path, WHO)
    assert not any("C-3" in each.all_claims for each in view.sheet.run.sections)
    assert "assessment:risk-west" not in flagged(path)
    told = {each.section: each for each in compare_assessments(path).changes}
    assert told["west"].fell == {"now withdrawn": ("C-3",)}
    lower = told["west"].after.crossings.middle < told["west"].before.crossings.middle
    assert lower
    assert "claims that count no longer (now withdrawn): C-3" in (
        compare_assessments(path).describe()
    )


def test_runs_are_compared_by_number(path):
    run_assessment(path, WHO)
    run_assessment(path, WHO, at=AT + dt.timedelta(days=30))
    told = compare_assessments(path, earlier=1)
    assert (told.before.run, told.after.run) == (1, 3)
    assert "+30.0 days" in told.describe()
    for wrong in (0, 3, 9):
        with pytest.raises(InputError, match="nothing to compare with"):
            compare_assessments(path, earlier=wrong)


def test_one_run_alone_has_nothing_to_be_compared_with(path):
    with pytest.raises(InputError, match="nothing to compare with"):
        compare_assessments(path)


def test_before_the_first_run_there_is_nothing_to_show(tmp_path, folder):
    path = risk_store(tmp_path, folder)
    with pytest.raises(InputError, match="vedette assess run"):
        show_assessment(path, AT)


def test_a_section_that_there_is_not(path):
    with pytest.raises(InputError, match="west, middle, east"):
        show_assessment(path, AT, section="north")


def test_a_role_that_keeps_no_assessments_is_refused(path):
    with pytest.raises(RuleError, match="importer"):
        run_assessment(path, Acting("importer", AT))
    assert show_assessment(path, AT).sheet.run.run == 1


def test_hours_are_laid_over_the_same_ground_only(path, tmp_path, folder):
    view = show_assessment(path, AT, hours=True)
    hours = view.sheet.hours
    assert hours.middle.shape == (hours.ground.n_reaches, 48)
    assert "Mean of a section by hour" in view.describe()
    other = shutil.copytree(folder, tmp_path / "other")
    sites = (other / "sites.csv").read_text().replace(",50,", ",51,")
    (other / "sites.csv").write_text(sites)
    with pytest.raises(InputError, match="changed since run 1"):
        show_assessment(path, AT, hours=True, theatre_name=str(other))


def test_words_never_give_one_number_for_an_angle(path):
    told = show_assessment(path, AT, section="middle").describe()
    for name in ("attacks", "crossings", "vulnerability", "impact"):
        (line,) = [each for each in told.splitlines() if f"  {name}: " in each]
        assert " to " in line
    assert "C-2 (I-1): attacks fall by" in told
    assert "Where nobody looks nothing is seen" in told
