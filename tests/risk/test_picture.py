"""Stakes and forecast: the form of docs/theory/stakes.md, and what never happens."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_ground import METRES_PER_DEGREE, MODEL, make_site, make_theatre

from vedette.domain.picture import Ground, RiskPicture, Window
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.errors import InputError
from vedette.risk import assess_risk
from vedette.risk.picture import site_pull
from vedette.terrain import make_window, survey_ground

SITES = (make_site(68.15, 38.03, value=60.0), make_site(68.5, 37.96, 30.0, n=2))


def assess(theatre: Theatre) -> tuple[Ground, Window, RiskPicture]:
    """One day on five-kilometre reaches."""
    ground = survey_ground(theatre, 5.0)
    window = make_window(theatre, None, 1)
    return ground, window, assess_risk(theatre, ground, window)


def with_model(**changes: Any) -> Theatre:
    """Flat ground and two sites, with other constants."""
    return make_theatre(sites=SITES, model=replace(MODEL, **changes))


def cliff(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ground nobody can cross, east of km 35."""
    east = (x - 68) * METRES_PER_DEGREE > 35_000
    return 500 + np.where(east, 1.2 * np.abs(y - 38) * 110_994, 0)


def test_a_stake_is_hour_times_base_and_fading_values() -> None:
    theatre = make_theatre(sites=SITES)
    ground, window, risk = assess(theatre)
    for r, t in ((0, 0), (2, 20), (11, 40)):
        light = LIGHTS[window.light[ground.section[r], t]]
        harm = 4.0 + sum(
            site.value * np.exp(-risk.travel_h[r, s] / 2.0)
            for s, site in enumerate(theatre.sites)
        )
        expected = MODEL.stake_hour[light] * harm
        assert risk.stake[r, t] == pytest.approx(expected)
    assert risk.stake.shape == risk.forecast.shape == (12, 48)


def test_the_shares_follow_stake_and_hour_and_sum_to_one() -> None:
    ground, window, risk = assess(with_model(forecast_power=2.0))
    assert risk.forecast.sum() == pytest.approx(1.0)
    often = np.array([MODEL.forecast_hour[light] for light in LIGHTS])
    weight = often[window.light[ground.section]] * risk.stake**2
    for section in range(2):
        mine = ground.section == section
        share = risk.forecast[mine] / risk.forecast[mine].sum()
        assert share == pytest.approx(weight[mine] / weight[mine].sum())


def test_what_is_not_exposed_at_an_hour_adds_nothing_then() -> None:
    by_day = {**dict.fromkeys(LIGHTS, 0.0), "day": 0.5}
    whole, halved = (
        make_theatre(sites=SITES),
        with_model(exposure={"settlement": by_day}),
    )
    _, _, before = assess(whole)
    ground, window, after = assess(halved)
    light = window.light[ground.section]
    hour = np.array([MODEL.stake_hour[each] for each in LIGHTS])[light]
    sites = before.stake - hour * MODEL.stake_base
    day = light == LIGHTS.index("day")
    assert day.any()
    assert not day.all()
    least = hour * MODEL.stake_base
    assert after.stake == pytest.approx(least + np.where(day, 0.5 * sites, 0.0))


def test_exposure_is_of_its_kind_of_site_only() -> None:
    camp = with_model(exposure={"camp": dict.fromkeys(LIGHTS, 0.0)})
    assert (assess(camp)[2].stake == assess(make_theatre(sites=SITES))[2].stake).all()


def test_a_stake_is_cut_at_one_hundred() -> None:
    sites = [make_site(68.15, 38.0, value=100.0, n=i) for i in range(3)]
    _, _, risk = assess(make_theatre(sites=sites))
    assert risk.stake.max() == 100.0
    assert risk.stake.min() >= 2.0


@pytest.mark.parametrize("power", [0.0, 1.0])
def test_ground_nobody_can_cross_has_neither_stake_nor_share(power: float) -> None:
    model = replace(MODEL, forecast_power=power)
    ground, _, risk = assess(make_theatre(cliff, sites=SITES, model=model))
    assert ground.can_cross.any()
    assert not ground.can_cross.all()
    assert (risk.stake[~ground.can_cross] == 0).all()
    assert (risk.forecast[~ground.can_cross] == 0).all()
    assert (risk.stake[ground.can_cross] > 0).all()
    assert risk.forecast.sum() == pytest.approx(1.0)
    assert (risk.top_site[~ground.can_cross] == -1).all()


def test_where_nothing_is_at_stake_the_forecast_is_even() -> None:
    model = replace(MODEL, stake_base=0.0)
    ground, _, risk = assess(make_theatre(cliff, model=model))
    assert risk.stake.max() == 0.0
    for section in range(2):
        mine = risk.forecast[ground.can_cross & (ground.section == section)]
        assert mine == pytest.approx(np.full(mine.shape, mine.sum() / mine.size))


def test_a_border_nobody_can_cross_is_refused_in_words() -> None:
    high = make_theatre(lambda x, y: np.full(x.shape, 5000.0))
    with pytest.raises(InputError, match=r"no reach .* can be crossed .*4700"):
        assess(high)


def test_the_top_site_is_the_one_that_pulls_most() -> None:
    _, _, risk = assess(make_theatre(sites=SITES))
    assert risk.top_site[2] == 0
    assert risk.top_site[8] == 1


def test_without_a_site_in_reach_there_is_no_top_site() -> None:
    _, _, none = assess(make_theatre())
    assert (none.top_site == -1).all()
    _, _, far = assess(with_model(stake_tau_h=0.5))
    out_of_reach = np.isinf(far.travel_h).all(axis=1)
    assert out_of_reach.any()
    assert (far.top_site[out_of_reach] == -1).all()
    assert (far.top_site[~out_of_reach] >= 0).all()


def test_it_says_what_it_rests_on() -> None:
    _, _, risk = assess(make_theatre())
    assert risk.rests_on == ("sites:0123456789ab", "model:0123456789ab")


HOURS = st.one_of(st.floats(0.0, 8.0), st.just(float("inf")))


@given(HOURS, HOURS, st.floats(0.0, 100.0), st.floats(0.1, 10.0))
def test_a_site_nearer_never_pulls_less(
    a: float, b: float, value: float, tau_h: float
) -> None:
    near, far = sorted((a, b))
    pull = site_pull(np.array([value]), np.array([[near], [far]]), tau_h)
    assert pull[0, 0] >= pull[1, 0] >= 0.0
    assert pull[0, 0] <= value


@pytest.mark.parametrize("km", [1, 3, 6, 10])
def test_a_site_moved_towards_the_line_never_lowers_a_stake(km: int) -> None:
    def stakes(off_km: int) -> np.ndarray:
        site = make_site(68.35, 38.0 + off_km / 111)
        return assess(make_theatre(sites=[site]))[2].stake

    assert (stakes(km) >= stakes(km + 2) - 1e-9).all()
    assert stakes(km).max() > stakes(km + 2).max()
