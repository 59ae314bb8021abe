"""How near libraries come to JPL's ephemeris, by risings and settings over seven years.

The judge is Skyfield with DE421. ``astral``, which was weighed and left, is measured
where it is installed: ``uv pip install astral``.
"""

import bisect
import contextlib
import datetime as dt
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import ephem

from benchmarks.measure import Figure, Settings

# both ends of the built-in frontier, and its northern bend
PLACES = ((67.78, 37.18), (70.5, 38.4), (74.89, 37.23))
FIRST, LAST = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2024, 2031))
BODIES = {"sun": ("sunrise", "sunset"), "moon": ("moonrise", "moonset")}
LOST_S = 3600  # so far from any that a library tells, a moment is one it has not found

Place = tuple[float, float]
Moments = list[dt.datetime]
Library = Callable[[Place, str, bool], Moments]


def sky(
    _settings: Settings, first: dt.datetime = FIRST, last: dt.datetime = LAST
) -> Iterator[Figure]:
    """Compare risings and settings of sun and moon with Skyfield's at three places."""
    libraries: dict[str, Library] = {"ephem": _Ephem(first, last)}
    if importlib.util.find_spec("astral") is None:
        yield Figure("astral", "not installed, not measured")
    else:
        libraries["astral"] = _Astral(first, last)
    with contextlib.closing(_Judge(first, last)) as judge:
        for body, names in BODIES.items():
            for rises, event in zip((True, False), names, strict=True):
                expected = [judge(place, body, rises) for place in PLACES]
                for name, library in libraries.items():
                    told = [library(place, body, rises) for place in PLACES]
                    yield _figure(f"{event}, {name}", told, expected)


def _figure(name: str, told: list[Moments], expected: list[Moments]) -> Figure:
    """Say how far off a library is at the places, and how much it has not found."""
    found = list(map(_compare, told, expected))
    lost = ", ".join(f"{number}" for _, number in found)
    return Figure(
        name,
        f"{max(worst for worst, _ in found):.0f} s at most; not found, of "
        f"{len(expected[0])} at each place: {lost}",
    )


def _compare(told: Moments, expected: Moments) -> tuple[float, int]:
    """Return the largest difference in seconds, and how many were not found."""
    apart = []
    for moment in expected:
        at = bisect.bisect(told, moment)
        near = told[max(at - 1, 0) : at + 1]
        apart.append(min(abs((each - moment).total_seconds()) for each in near))
    found = [each for each in apart if each < LOST_S]
    return max(found), len(apart) - len(found)


class _Judge:
    """Skyfield with DE421: on a level horizon, the upper edge, refraction of 34'."""

    def __init__(self, first: dt.datetime, last: dt.datetime) -> None:
        import skyfield_data
        from skyfield import almanac, api

        data = Path(skyfield_data.__file__).parent / "data"
        clock = api.load.timescale(builtin=True)
        self._almanac, self._wgs84 = almanac, api.wgs84
        self._bodies = api.load_file(data / "de421.bsp")
        self._ends = clock.from_datetime(first), clock.from_datetime(last)

    def __call__(self, place: Place, body: str, rises: bool) -> Moments:
        lon, lat = place
        here = self._bodies["earth"] + self._wgs84.latlon(lat, lon)
        find = self._almanac.find_risings if rises else self._almanac.find_settings
        at, does_happen = find(here, self._bodies[body], *self._ends)
        told = zip(at.utc_datetime(), does_happen, strict=True)
        return [moment for moment, so in told if so]

    def close(self) -> None:
        self._bodies.close()


class _Ephem:
    """PyEphem's own search for risings and settings."""

    def __init__(self, first: dt.datetime, last: dt.datetime) -> None:
        self._first, self._last = (each.replace(tzinfo=None) for each in (first, last))

    def __call__(self, place: Place, body: str, rises: bool) -> Moments:
        here = ephem.Observer()
        here.lon, here.lat = map(str, place)
        here.pressure, here.horizon = 0, "-0:34"
        here.date = self._first
        seen = ephem.Sun() if body == "sun" else ephem.Moon()
        find = here.next_rising if rises else here.next_setting
        found = []
        while (moment := find(seen)) < ephem.Date(self._last):
            found.append(moment.datetime().replace(tzinfo=dt.UTC))
            here.date = moment + ephem.minute
        return found


class _Astral:
    """Astral's risings and settings, day by day; some days it has none."""

    def __init__(self, first: dt.datetime, last: dt.datetime) -> None:
        self._days = [
            first.date() + dt.timedelta(days=n) for n in range((last - first).days)
        ]

    def __call__(self, place: Place, body: str, rises: bool) -> Moments:
        import astral.moon
        import astral.sun

        lon, lat = place
        here = astral.Observer(latitude=lat, longitude=lon)
        event = BODIES[body][0 if rises else 1]
        find = getattr(astral.sun if body == "sun" else astral.moon, event)
        found = set()
        for day in self._days:
            try:
                found.add(find(here, day))
            except ValueError:
                continue  # on this day it finds none
        return sorted(each for each in found if each is not None)
