import dataclasses
import datetime as dt

import numpy as np
import pytest
from fields import QUICK, field_of, quick_plan
from small_theatre import CAVEATS, write_small_theatre

from vedette.desk.plan import picture_on, plan_on
from vedette.errors import InputError
from vedette.planning.asked import check_params
from vedette.planning.groups import list_groups
from vedette.reading import load_theatre


def test_the_numbers_stand_in_order(small_theatre):
    numbers = quick_plan(small_theatre, QUICK).certificate
    assert 0 <= numbers.bound <= numbers.loss <= numbers.promise
    assert numbers.promise <= numbers.loss_without_teams
    assert numbers.gap == pytest.approx((numbers.loss - numbers.bound) / numbers.loss)


def test_the_same_rounds_give_the_same_plan(small_theatre):
    one = quick_plan(small_theatre, QUICK)
    other = quick_plan(small_theatre, dataclasses.replace(QUICK, threads=3))
    assert one.certificate == other.certificate
    np.testing.assert_array_equal(one.weights, other.weights)
    for team, table in one.moves.items():
        for name in ("kind", "t0", "t1", "km0", "km1", "duty", "sortie", "odds"):
            twin = getattr(other.moves[team], name)
            np.testing.assert_array_equal(getattr(table, name), twin)


def test_the_picture_shows_the_loss(small_theatre):
    plan = quick_plan(small_theatre, QUICK)
    picture = picture_on(field_of(small_theatre, QUICK), plan)
    left = picture.risk.stake * (1 - picture.notice)
    caution = plan.params.caution
    loss = caution * left.max() + (1 - caution) * (picture.risk.forecast * left).sum()
    assert loss == pytest.approx(plan.certificate.loss, rel=1e-12)


def test_duty_and_flight_stay_within_what_a_team_can_do(small_theatre):
    picture = picture_on(
        field_of(small_theatre, QUICK), quick_plan(small_theatre, QUICK)
    )
    for team in small_theatre.teams:
        effort, on_duty = picture.efforts[team.id], picture.on_duty[team.id]
        assert effort.duty_h == pytest.approx(on_duty.sum() / 2)
        assert 0 <= effort.night_h <= effort.duty_h + 1e-9
        assert effort.airborne_h <= effort.duty_h + 1e-9
        assert (effort.airborne_h > 0) == (team.kind == "helicopter")


def test_alike_teams_have_odds_of_their_own(small_theatre):
    plan = quick_plan(small_theatre, QUICK)
    groups = list_groups(small_theatre, (), small_theatre.slot_min)
    pair = next(group.teams for group in groups if len(group.teams) == 2)
    tables = [plan.moves[team.id] for team in pair]
    assert not np.array_equal(tables[0].odds, tables[1].odds)


def test_without_a_partner_his_teams_have_no_rows(small_theatre):
    params = dataclasses.replace(QUICK, without=("ally",))
    plan = quick_plan(small_theatre, params)
    partners = {t.partner for t in small_theatre.teams if t.id in plan.moves}
    assert partners == {"host"}
    joint = quick_plan(small_theatre, QUICK)
    # more teams can only lower what is least possible; both runs stop early
    assert joint.certificate.bound <= plan.certificate.loss


def test_a_caveat_that_leaves_nothing_is_a_shortfall_in_words(tmp_path):
    caveat = CAVEATS[0] | {
        "id": "nowhere", "partner": "host", "team": "", "kind": "km_range",
        "km_from": "500", "km_to": "", "earliest": "", "latest": "",
    }  # fmt: skip
    theatre = load_theatre(write_small_theatre(tmp_path / "t", caveats=[caveat]))
    plan = quick_plan(theatre, QUICK)
    assert plan.shortfalls
    for shortfall in plan.shortfalls:
        assert "no lawful move" in shortfall.what
        assert "caveat" in shortfall.reason
    host = [team.id for team in theatre.teams if team.partner == "host"]
    assert all(len(plan.moves[team]) == 0 for team in host)


def test_nobody_at_all_is_a_plan_too(tmp_path):
    theatre = load_theatre(write_small_theatre(tmp_path / "t"))
    params = dataclasses.replace(QUICK, without=("host", "ally"))
    numbers = quick_plan(theatre, params).certificate
    assert numbers.loss == numbers.loss_without_teams
    assert numbers.bound == pytest.approx(numbers.loss, rel=0.02)
    assert numbers.missed == pytest.approx(1.0)


def test_faults_of_parameters_come_together(small_theatre):
    params = dataclasses.replace(
        QUICK, caution=1.5, gap=-1, seconds=0, rounds=0, threads=0, without=("x",)
    )
    with pytest.raises(InputError) as caught:
        check_params(small_theatre, params)
    for word in (
        "--caution",
        "--gap",
        "--seconds",
        "--rounds",
        "--threads",
        "--without",
    ):
        assert word in str(caught.value)


def test_a_start_without_offset_is_refused(small_theatre):
    naive = dt.datetime(2025, 12, 8, 6)  # noqa: DTZ001 - that is the fault
    with pytest.raises(InputError, match="offset"):
        field_of(small_theatre, dataclasses.replace(QUICK, start=naive))


def test_a_plan_that_would_be_too_large_is_refused(small_theatre, monkeypatch):
    monkeypatch.setattr("vedette.planning.frame.MOST_ARCS", 1000)
    with pytest.raises(InputError, match="fewer days, or take longer slots"):
        plan_on(field_of(small_theatre, QUICK), QUICK)
