"""Skyfield with JPL's ephemeris DE421 judges sun and moon, over years and places.

Risings, settings and twilights to a minute, heights to a hundredth of a degree, the
lit share of the moon to a thousandth.
"""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from judges import find_judge
from made_ground import MODEL

from vedette.terrain.almanac import days_at, sun_and_moon
from vedette.terrain.daylight import list_days

# both ends of the built-in frontier, and a place far from it
PLACES = [
    pytest.param((67.78, 37.18), "Asia/Dushanbe", id="west"),
    pytest.param((74.89, 37.23), "Asia/Dushanbe", id="east"),
    pytest.param((-70.9, -53.2), "America/Lima", id="far"),
]
MINUTE = dt.timedelta(minutes=1)
FIRST, LAST = 2024, 2030
# a week of every seventh month: all years, all seasons, all phases of the moon
WEEKS = [dt.date(FIRST + n // 12, n % 12 + 1, 1) for n in range(0, 84, 7)]


@pytest.fixture(scope="module")
def judge() -> SimpleNamespace:
    api = find_judge("skyfield.api", "uv pip install skyfield")
    data = find_judge("skyfield_data", "uv pip install skyfield-data")
    almanac = find_judge("skyfield.almanac", "uv pip install skyfield")
    folder = Path(str(data.__file__)).parent / "data"
    bodies = api.load_file(folder / "de421.bsp")
    clock = api.load.timescale(builtin=True)
    yield SimpleNamespace(api=api, almanac=almanac, bodies=bodies, clock=clock)
    bodies.close()


def moments_of(judge, place, body, begin, height_deg, *, rises):
    """When the judge says that a body passes a height in the week from ``begin`` on."""
    lon, lat = place
    here = judge.bodies["earth"] + judge.api.wgs84.latlon(lat, lon)
    ends = [judge.clock.from_datetime(begin + n * dt.timedelta(days=7)) for n in (0, 1)]
    find = judge.almanac.find_risings if rises else judge.almanac.find_settings
    at, does_happen = find(here, judge.bodies[body], *ends, height_deg)
    return [each for each, so in zip(at.utc_datetime(), does_happen, strict=True) if so]


@pytest.mark.parametrize("place, zone", PLACES)
@pytest.mark.parametrize(
    "body, height_deg, names",
    [
        pytest.param("sun", None, ("sunrise", "sunset"), id="sun"),
        pytest.param("sun", -6.0, ("civil_dawn", "civil_dusk"), id="civil"),
        pytest.param("sun", -12.0, ("nautical_dawn", "nautical_dusk"), id="nautical"),
        pytest.param("moon", None, ("moonrise", "moonset"), id="moon"),
    ],
)
def test_to_a_minute(judge, place, zone, body, height_deg, names):
    number = 0
    for week in WEEKS:
        (days,) = list_days(*place, week, 7, zone, MODEL)
        begin = dt.datetime.combine(week, dt.time(), ZoneInfo(zone))
        for name, rises in zip(names, (True, False), strict=True):
            expected = moments_of(judge, place, body, begin, height_deg, rises=rises)
            told = [getattr(day, name) for day in days if getattr(day, name)]
            assert len(told) == len(expected)
            for ours, theirs in zip(told, expected, strict=True):
                assert abs(ours - theirs) <= MINUTE, (name, theirs)
            number += len(told)
    assert number > 150


@pytest.mark.parametrize("years", [(2000, 2001), (FIRST, LAST), (2049, 2050)])
def test_heights_and_the_lit_share(judge, years):
    rng = np.random.default_rng(years[0])
    begin = dt.datetime(years[0], 1, 1, tzinfo=dt.UTC)
    minutes = rng.integers(0, (years[1] - years[0]) * 365 * 1440, 400)
    moments = [begin + int(n) * MINUTE for n in minutes]
    then = judge.clock.from_datetimes(moments)
    sun, moon = sun_and_moon(days_at(moments))
    for lon, lat in ((67.78, 37.18), (74.89, 37.23), (-70.9, -53.2)):
        here = judge.bodies["earth"] + judge.api.wgs84.latlon(lat, lon)
        for body, ours in (("sun", sun), ("moon", moon)):
            seen = here.at(then).observe(judge.bodies[body]).apparent()
            height_deg = seen.altaz()[0].degrees
            assert ours.heights_deg(lon, lat)[0] == pytest.approx(height_deg, abs=0.01)
    lit = judge.almanac.fraction_illuminated(judge.bodies, "moon", then)
    assert moon.lit == pytest.approx(lit, abs=0.001)
