"""The case that compares libraries of the sky runs, and sees what is far off."""

import datetime as dt

import pytest
from judges import find_judge

from benchmarks import skies
from benchmarks.measure import Settings

FIRST = dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
LAST = FIRST + dt.timedelta(days=10)


def test_ephem_is_within_seconds_of_the_judge() -> None:
    find_judge("skyfield.api", "uv pip install skyfield")
    find_judge("skyfield_data", "uv pip install skyfield-data")
    figures = {each.name: each.value for each in skies.sky(Settings(), FIRST, LAST)}
    for event in ("sunrise", "sunset", "moonrise", "moonset"):
        seconds, _, rest = figures[f"{event}, ephem"].partition(" s at most; ")
        assert int(seconds) <= 3
        assert rest.startswith("not found, of ")
        assert rest.endswith(": 0, 0, 0")
    assert any("astral" in name for name in figures)


def test_what_is_far_from_all_that_is_told_is_not_found() -> None:
    told = [FIRST + dt.timedelta(hours=n) for n in (0, 24, 72)]
    expected = [FIRST + dt.timedelta(hours=n, seconds=40) for n in (0, 24, 48, 72)]
    assert skies._compare(told, expected) == (pytest.approx(40.0), 1)
