"""The weather that a staff foresees, line by line."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weather:
    """What the weather is in a section (None: all) at some hours.

    When is every day between two minutes of the day, or between two moments, or always
    where all four are None. ``cloud_base_m`` is above the ground; ``temp_height_m`` is
    the height above sea level at which ``temp_c`` was taken. None: not stated here. Of
    lines that overlap the last one that states a figure holds.
    """

    section: str | None
    daily_from_min: int | None
    daily_to_min: int | None
    start: dt.datetime | None
    end: dt.datetime | None
    visibility_km: float | None
    cloud_base_m: float | None
    wind_kmh: float | None
    temp_c: float | None
    temp_height_m: float | None
    source: str
    origin: str
