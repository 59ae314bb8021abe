"""Stakes on the built-in theatre peak near its sites, by night, and name them."""

import numpy as np
import pytest

from vedette.domain.picture import Ground, RiskPicture
from vedette.domain.theatre import Theatre
from vedette.reading import load_theatre
from vedette.risk import assess_risk
from vedette.terrain import make_window, survey_ground
from vedette.units import distance_km


@pytest.fixture(scope="module")
def frontier() -> Theatre:
    return load_theatre("tajik_afghan")


@pytest.fixture(scope="module")
def ground(frontier: Theatre) -> Ground:
    return survey_ground(frontier, 5.0)


@pytest.fixture(scope="module")
def risk(frontier: Theatre, ground: Ground) -> RiskPicture:
    return assess_risk(frontier, ground, make_window(frontier, None, 1))


def test_stakes_and_shares_are_in_order(ground: Ground, risk: RiskPicture) -> None:
    assert risk.stake.shape == (ground.n_reaches, 48)
    assert 0.0 <= risk.stake.min() <= risk.stake.max() <= 100.0
    assert np.isfinite(risk.stake).all()
    assert risk.forecast.sum() == pytest.approx(1.0)
    assert (risk.stake[~ground.can_cross] == 0.0).all()


def test_stakes_are_far_from_flat(risk: RiskPicture) -> None:
    night = risk.stake.max(axis=1)
    assert night.max() > 5 * np.median(night[night > 0])
    assert (night >= 50).sum() < 0.15 * len(night)


def test_the_highest_stakes_lie_near_the_sites_they_name(
    frontier: Theatre, ground: Ground, risk: RiskPicture
) -> None:
    highest = np.argsort(-risk.stake.max(axis=1))[:10]
    for r in highest:
        site = frontier.sites[risk.top_site[r]]
        off_km = distance_km(ground.lon[r], ground.lat[r], site.lon, site.lat)
        assert off_km[0] < 12.0


def test_what_lies_far_inland_hardly_counts(
    frontier: Theatre, risk: RiskPicture
) -> None:
    ids = [site.id for site in frontier.sites]
    for far in ("L07", "L08"):
        assert np.isinf(risk.travel_h[:, ids.index(far)]).all()
        assert ids.index(far) not in risk.top_site


def test_the_picture_of_the_small_theatre_is_complete(small_theatre: Theatre) -> None:
    ground = survey_ground(small_theatre, 5.0)
    risk = assess_risk(small_theatre, ground, make_window(small_theatre, None, 2))
    assert risk.stake.shape == (ground.n_reaches, 96)
    assert set(risk.top_site.tolist()) == {0, 1, 2}
    assert risk.rests_on[0] == f"sites:{small_theatre.content_hash[:12]}"
