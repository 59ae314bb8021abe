"""The light of whole days at places: risings and settings, and hours of each light."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.domain.theatre import LIGHTS, ModelConstants
from vedette.terrain.almanac import (
    EPOCH,
    LIFT_DEG,
    MOON_KM,
    SUNRISE_DEG,
    days_at,
    sun_and_moon,
)
from vedette.terrain.sky import CIVIL_DEG, NAUTICAL_DEG, light_classes

Floats = NDArray[np.float64]

# Heights are followed by cubic splines through one point every ten minutes, which are
# off by less than a thousandth of a degree; hours are counted by the minute.
STEP_MIN = 10


@dataclass(frozen=True, slots=True)
class DayLight:
    """The light of one day at one place, on a level horizon; None: does not happen.

    Times are those of the upper edge of sun and moon, refraction included, and of the
    beginnings and ends of civil and nautical twilight. ``lit`` is the share of the
    moon's disc that is lit at the middle of the day, ``hours`` are by light.
    """

    date: dt.date
    nautical_dawn: dt.datetime | None
    civil_dawn: dt.datetime | None
    sunrise: dt.datetime | None
    sunset: dt.datetime | None
    civil_dusk: dt.datetime | None
    nautical_dusk: dt.datetime | None
    moonrise: dt.datetime | None
    moonset: dt.datetime | None
    lit: float
    hours: Mapping[str, float]


def list_days(
    lon: ArrayLike,
    lat: ArrayLike,
    first: dt.date,
    n_days: int,
    zone: str,
    model: ModelConstants,
) -> list[list[DayLight]]:
    """Return the light of days from ``first`` on, for each of some places."""
    here = ZoneInfo(zone)
    dates = [first + dt.timedelta(days=n) for n in range(n_days + 1)]
    midnights = days_at([dt.datetime.combine(day, dt.time(), here) for day in dates])
    n_steps = round((midnights[-1] - midnights[0]) * 24 * 60 / STEP_MIN)
    days = np.linspace(midnights[0], midnights[-1], n_steps + 1)
    sun, moon = sun_and_moon(days)
    edge_deg = moon.heights_deg(lon, lat) + moon.upper_edge_deg(MOON_KM)
    return [
        _Place(days, *heights, moon.lit).list_days(dates, midnights, here, model)
        for heights in zip(
            sun.heights_deg(lon, lat), moon.heights_deg(lon, lat), edge_deg, strict=True
        )
    ]


class _Place:
    """Heights over one place as smooth curves."""

    def __init__(
        self,
        days: Floats,
        sun_deg: Floats,
        moon_deg: Floats,
        edge_deg: Floats,
        lit: Floats,
    ) -> None:
        from scipy.interpolate import CubicSpline

        self._sun, self._moon, self._edge, self._lit = (
            CubicSpline(days, each) for each in (sun_deg, moon_deg, edge_deg, lit)
        )

    def list_days(
        self,
        dates: list[dt.date],
        midnights: Floats,
        here: ZoneInfo,
        model: ModelConstants,
    ) -> list[DayLight]:
        """Return the days between some midnights."""
        events = {
            (name, rises): _crossings(curve, height, rises=rises)
            for name, curve, height in (
                ("nautical", self._sun, NAUTICAL_DEG),
                ("civil", self._sun, CIVIL_DEG),
                ("sun", self._sun, SUNRISE_DEG),
                ("moon", self._edge, -LIFT_DEG),
            )
            for rises in (True, False)
        }
        found = []
        for n, date in enumerate(dates[:-1]):
            begin, end = midnights[n], midnights[n + 1]
            first = {
                key: _first_between(each, begin, end, here)
                for key, each in events.items()
            }
            found.append(
                DayLight(
                    date=date,
                    nautical_dawn=first["nautical", True],
                    civil_dawn=first["civil", True],
                    sunrise=first["sun", True],
                    sunset=first["sun", False],
                    civil_dusk=first["civil", False],
                    nautical_dusk=first["nautical", False],
                    moonrise=first["moon", True],
                    moonset=first["moon", False],
                    lit=float(self._lit((begin + end) / 2)),
                    hours=self._count_hours(begin, end, model),
                )
            )
        return found

    def _count_hours(
        self, begin: float, end: float, model: ModelConstants
    ) -> dict[str, float]:
        """Return the hours of each light, counted at the middle of every minute."""
        n = round((end - begin) * 24 * 60)
        minutes = begin + (np.arange(n) + 0.5) / (24 * 60)
        light = light_classes(
            self._sun(minutes), self._moon(minutes), self._lit(minutes), model
        )
        counts = np.bincount(light, minlength=len(LIGHTS)) / 60
        return dict(zip(LIGHTS, counts.tolist(), strict=True))


def _crossings(curve: Any, height_deg: float, *, rises: bool) -> Floats:
    """Return when a curve passes a height on its way up or down."""
    at = curve.solve(height_deg, extrapolate=False)
    slope = curve(at, 1)
    return np.asarray(at[slope > 0 if rises else slope < 0])


def _first_between(
    at: Floats, begin: float, end: float, here: ZoneInfo
) -> dt.datetime | None:
    """Return the first of some moments within a day, to the nearest minute."""
    inside = at[(at >= begin) & (at < end)]
    if not len(inside):
        return None
    minute = round(float(inside.min()) * 24 * 60)
    return (EPOCH + dt.timedelta(minutes=minute)).astimezone(here)
