"""Hours on foot inland: Tobler over the open ground, around what is too steep."""

from dataclasses import replace

import numpy as np
import pytest
from made_ground import METRES_PER_DEGREE, MODEL, WEST, make_site, make_theatre

from vedette.domain.theatre import Site, Theatre
from vedette.errors import InputError
from vedette.terrain import survey_ground, travel_hours

OFF_PATH_KMH = 0.6 * 6 * np.exp(-3.5 * 0.05)
# A position counts as the middle of its cell of some 1.3 km, at either end.
CELL_H = 1.4 / OFF_PATH_KMH
FAR = replace(MODEL, stake_tau_h=100.0)


def hours(theatre: Theatre, reach_km: float = 1.0) -> np.ndarray:
    """Hours from every reach to every site."""
    return travel_hours(theatre, survey_ground(theatre, reach_km))


def test_along_a_parallel_time_goes_with_distance() -> None:
    theatre = make_theatre(sites=[make_site(WEST, 38.0)], model=FAR)
    ground = survey_ground(theatre, 1.0)
    mid_km = (ground.edge_km[:-1] + ground.edge_km[1:]) / 2
    found = travel_hours(theatre, ground)[:, 0]
    assert found == pytest.approx(mid_km / OFF_PATH_KMH, abs=CELL_H)
    assert (np.diff(found) >= 0).all()
    assert found[-1] - found[20] == pytest.approx(
        (mid_km[-1] - mid_km[20]) / OFF_PATH_KMH, abs=CELL_H
    )


def test_the_pace_of_a_patrol_does_not_enter() -> None:
    theatre = make_theatre(sites=[make_site(68.3, 38.1)], model=FAR)
    slow = replace(theatre, model=replace(FAR, foot_factor=0.5))
    assert (hours(slow) == hours(theatre)).all()


def test_uphill_takes_longer_than_downhill() -> None:
    def north_slope(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 2000 + (y - 38.0) * 110_994 * 0.1

    theatre = make_theatre(
        north_slope, sites=[make_site(68.35, 38.1), make_site(68.35, 37.9)], model=FAR
    )
    middle = hours(theatre)[30]
    up, down = 6 * 0.6 * np.exp(-3.5 * 0.15), 6 * 0.6 * np.exp(-3.5 * 0.05)
    assert middle[0] == pytest.approx(11.1 / up, abs=2 * CELL_H)
    assert middle[1] == pytest.approx(11.1 / down, abs=2 * CELL_H)
    assert middle[0] > 1.25 * middle[1]


def ridge(gap: bool) -> Theatre:
    """A steep ridge between the line and a site, with or without a gap 15 km east."""

    def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        off_km = np.abs((y - 38.07) * 111)
        high = 2500 * np.clip(1 - off_km / 3, 0, 1)
        through = np.abs((x - 68.52) * METRES_PER_DEGREE / 1000) < 3
        return 500 + np.where(gap & through, 0, high)

    return make_theatre(height, sites=[make_site(68.35, 38.14)], model=FAR)


def test_a_way_around_is_found() -> None:
    level = hours(make_theatre(sites=[make_site(68.35, 38.14)], model=FAR))[30, 0]
    closed, open_ = hours(ridge(gap=False))[30, 0], hours(ridge(gap=True))[30, 0]
    around_km = 2 * np.hypot(15.0, 7.8)
    assert closed > 3 * level
    assert level < open_ < closed
    assert open_ < 1.2 * around_km / OFF_PATH_KMH


def test_beyond_four_tau_a_site_is_out_of_reach() -> None:
    model = replace(MODEL, stake_tau_h=1.0)
    theatre = make_theatre(sites=[make_site(WEST, 38.0)], model=model)
    found = hours(theatre)[:, 0]
    assert found[np.isfinite(found)].max() <= 4.0
    within = np.isfinite(found)
    assert 4.0 * OFF_PATH_KMH - 2.0 <= within.sum() <= 4.0 * OFF_PATH_KMH + 2.0
    assert within[: within.sum()].all()


def test_each_site_has_its_own_column_in_order() -> None:
    a, b = make_site(68.1, 38.05), make_site(68.6, 37.95, n=2)
    theatre = make_theatre(model=FAR)
    both = hours(replace(theatre, sites=(a, b)))
    assert both.shape == (61, 2)
    swapped = hours(replace(theatre, sites=(b, a)))
    assert (both == swapped[:, ::-1]).all()


def test_no_sites_no_columns() -> None:
    assert hours(make_theatre(), 5.0).shape == (12, 0)


def test_the_same_question_has_the_same_answer() -> None:
    rng = np.random.default_rng(3)
    heights = rng.uniform(0, 800, (121, 201))
    sites: list[Site] = [make_site(68.2, 38.1), make_site(68.5, 37.9, n=2)]
    theatre = make_theatre(lambda x, y: heights, sites=sites)
    assert hours(theatre).tobytes() == hours(theatre).tobytes()


def test_sites_off_the_grid_are_refused_all_at_once() -> None:
    sites = [make_site(70.0, 38.0), make_site(68.3, 38.0, n=2), make_site(68, 40, n=3)]
    with pytest.raises(InputError) as refused:
        hours(make_theatre(sites=sites))
    lines = str(refused.value).splitlines()
    assert lines[0] == "sites.csv:"
    assert [line.split(":")[0] for line in lines[1:]] == ["  - s1", "  - s3"]
