"""The case of a plan: its window, who takes part, and its limits with its pins."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from counted_routes import make_limit
from limited_plan import limited_plan
from small_theatre import write_small_theatre

from vedette.domain.plans import Earlier, PlanParams
from vedette.domain.theatre import Theatre
from vedette.errors import CertificateError, InputError
from vedette.reading import load_theatre
from vedette.verify.case import rebuild_case, usable_facts, work_out


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    folder = tmp_path_factory.mktemp("case") / "theatre"
    return load_theatre(write_small_theatre(folder))


def test_the_rest_of_a_window_has_its_light(theatre: Theatre) -> None:
    whole = work_out(theatre, PlanParams(days=2)).window
    start = theatre.start + dt.timedelta(minutes=30 * 13)
    earlier = Earlier("e" * 64, 96, 13)
    rest = work_out(theatre, PlanParams(start=start, earlier=earlier)).window
    assert rest.start == start
    assert rest.n_slots == 83
    np.testing.assert_array_equal(rest.light, whole.light[:, 13:])


@pytest.mark.parametrize(
    ("moment", "hours"), [(96, 48.0), (97, 48.5), (-1, -0.5), (13, None)]
)
def test_there_is_a_rest_to_plan(
    theatre: Theatre, moment: int, hours: float | None
) -> None:
    start = None if hours is None else theatre.start + dt.timedelta(hours=hours)
    params = PlanParams(start=start, earlier=Earlier("e" * 64, 96, moment))
    with pytest.raises(InputError, match=f"begins at moment {moment} of 96 slots"):
        work_out(theatre, params)


def test_who_takes_part(theatre: Theatre) -> None:
    params = PlanParams(without=("ally",), teams_out=("foot-1", "car-2"))
    case = work_out(theatre, params)
    plan = replace(limited_plan().plan, params=params)
    assert list(usable_facts(plan, case)) == ["foot-2", "foot-3", "car-1"]
    pin = make_limit("on_duty", id="p-1", amount=1.0, base="post-02", origin="pin")
    case = work_out(theatre, replace(params, pins=(pin,)))
    assert case.demands[0].teams == {"foot-2"}
    assert case.facts["foot-1"] is not case.facts["foot-2"]


def test_pins_come_after_limits_and_are_left_out_again(theatre: Theatre) -> None:
    """A limit parts the two alike teams; the pin forbids one of them all steps."""
    own = make_limit("on_duty", id="l-1", team="foot-1", amount=0.5)
    pin = make_limit(
        "absence", id="p-1", team="foot-2", holds="every_draw", amount=0.0, origin="pin"
    )
    case = work_out(replace(theatre, limits=(own,)), PlanParams(pins=(pin,)))
    assert [demand.id for demand in case.demands] == ["l-1", "p-1"]
    assert [demand.is_pin for demand in case.demands] == [False, True]
    assert case.in_force == {"p-1"}
    assert case.unpinned is not None
    assert not case.facts["foot-2"].can_look
    assert case.unpinned["foot-2"].can_look
    assert case.unpinned["foot-2"] is not case.unpinned["foot-1"]


def test_without_limits_nothing_is_bound(theatre: Theatre) -> None:
    case = work_out(theatre, PlanParams())
    assert (case.demands, case.in_force, case.unpinned) == ((), frozenset(), None)
    assert case.facts["foot-1"] is case.facts["foot-2"]


def test_pins_that_do_not_fit_the_theatre_copy(tmp_path: Path) -> None:
    write_small_theatre(tmp_path / "theatre")
    plan = limited_plan().plan
    with pytest.raises(CertificateError) as caught:
        rebuild_case(tmp_path / "plan.json", plan)
    assert "the plan does not fit the theatre copy beside it" in str(caught.value)
    assert "p-ban" in str(caught.value)
