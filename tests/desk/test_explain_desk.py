"""Explaining and suggesting at the desk: what is asked for, refused, and told."""

import json

import pytest
from small_theatre import write_small_theatre

from vedette.desk.explain import explain_plan, suggest_pins
from vedette.desk.plan import solve_plan
from vedette.domain.plans import PlanParams
from vedette.errors import InputError


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    home = tmp_path_factory.mktemp("explained")
    params = PlanParams(rounds=20, threads=1)
    theatre = write_small_theatre(home / "theatre")
    return solve_plan(theatre, home / "plan", params).where


def test_an_explanation_is_told_in_words_and_as_values(plan_file):
    view = explain_plan(plan_file, weigh=1)
    words = view.describe()
    told = json.loads(json.dumps(view.as_json(), allow_nan=False))
    assert f"{told['loss']:.3f}" in words
    for section in told["sections"]:
        assert section["name"] in words
        assert f"{section['notice']:.1%}" in words
        assert len(section["hours"]) == 24
    assert f"{told['teams'][0]['off_bound']:.3f}" in words
    assert f"{told['teams'][0]['off_loss']:.3f}" in words
    first = told["places"][0]
    assert first["harm"] == pytest.approx(first["stake"] * first["unnoticed"])
    assert f"{first['harm']:.2f}" in words


def test_one_section_is_told_hour_by_hour(plan_file):
    view = explain_plan(plan_file, section="middle")
    assert [each["section"] for each in view.as_json()["sections"]] == ["middle"]
    words = view.describe()
    assert "Western plain" not in words
    assert sum(line.startswith("08 Dec 12:00") for line in words.splitlines()) == 1


def test_what_cannot_be_explained_is_told(plan_file):
    with pytest.raises(InputError, match="it has west, middle, east"):
        explain_plan(plan_file, section="nowhere")
    with pytest.raises(InputError, match="0 or more"):
        explain_plan(plan_file, weigh=-1)


def test_suggestions_are_told_in_words_and_as_values(plan_file):
    view = suggest_pins(plan_file, "middle", "07:00", "09:00", least_h=1, weigh=1)
    words = view.describe()
    told = json.loads(json.dumps(view.as_json(), allow_nan=False))
    assert "Middle valley, every day 07:00 to 09:00, 1 h of it or more" in words
    for each in told["suggestions"]:
        if each["pin"]:
            assert f"{each['cost']:+.3f}" in words
            assert each["pin"]["id"] in words
        else:
            assert each["reason"] in words
    change = told["suggestions"][0]["loss_alone"] - told["loss"]
    assert f"{change:+.3f}" in words


def test_a_plan_looked_for_with_the_pin_loses_at_least_the_estimate(plan_file):
    view = suggest_pins(plan_file, "middle", "07:00", "09:00", confirm=2)
    bound = view.shown.plan.certificate.bound
    assert bound <= view.again <= view.shown.plan.certificate.loss
    for each in view.suggestions[:2]:
        assert each.loss >= bound + each.cost
        assert f"{each.loss - view.again:+.3f}" in view.describe()
    assert view.suggestions[2].loss is None
    assert f"{view.again:.3f}" in view.describe()


@pytest.mark.parametrize(
    ("at", "low", "high"), [("22", 20, 25.5), ("0", 0, 5), ("30-41.5", 30, 41.5)]
)
def test_km_name_a_reach_or_a_stretch(plan_file, at, low, high):
    wish = suggest_pins(plan_file, at, "07:00", "09:00").wish
    assert (wish.km_from, wish.km_to) == (low, high)


def test_moments_are_told_on_the_clock_of_the_theatre(plan_file):
    view = suggest_pins(
        plan_file, "middle", "2025-12-08T03:00+01:00", "2025-12-08T09:00+05:00"
    )
    assert view.wish.start.isoformat() == "2025-12-08T07:00:00+05:00"
    assert "08 Dec 07:00 to 08 Dec 09:00" in view.describe()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("nowhere", "07:00", "09:00"), "it has west, middle, east"),
        (("1000", "07:00", "09:00"), "km run from 0 to"),
        (("30-20", "07:00", "09:00"), "the lower first"),
        (("20-20", "07:00", "09:00"), "the lower first"),
        (("west", "07:00", "07:00"), "two different hours"),
        (("west", "07:00", "2025-12-08T09:00+05:00"), "or two moments"),
        (("west", "7 am", "09:00"), "--from: '7 am'"),
        (("west", "07:10", "07:20"), "No slot of the plan"),
    ],
)
def test_what_cannot_be_asked_is_told(plan_file, asked, told):
    with pytest.raises(InputError, match=told):
        suggest_pins(plan_file, *asked)
    with pytest.raises(InputError, match="above 0"):
        suggest_pins(plan_file, "west", "07:00", "09:00", least_h=0)
    with pytest.raises(InputError, match="0 or more"):
        suggest_pins(plan_file, "west", "07:00", "09:00", confirm=-1)
