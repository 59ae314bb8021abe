"""Clocks and lengths: slots to times, hours of the day, kilometres on the ellipsoid."""

import datetime as dt
import math

import numpy as np
from numpy.typing import NDArray

MINUTES_A_DAY = 24 * 60
FIRST_YEAR, LAST_YEAR = 2000, 2100  # of a plan: clocks, zones and the sun hold there
WEIGHT_PARTS = 1_000_000_000  # of an adversary's weights: parts per billion
LOOK_PARTS = 1_000  # of a number of looks: thousandths
MOST_LOOKS = 1_000  # nothing goes unnoticed by so many, so more say nothing more


def slot_time(start: dt.datetime, slot: int, slot_min: int) -> dt.datetime:
    """Return the moment at which a slot begins; slots before 0 lie before the plan.

    >>> import datetime as dt
    >>> start = dt.datetime(2025, 12, 8, 6, tzinfo=dt.timezone.utc)
    >>> slot_time(start, slot=3, slot_min=30).isoformat()
    '2025-12-08T07:30:00+00:00'
    """
    utc = start.astimezone(dt.UTC) + dt.timedelta(minutes=slot * slot_min)
    return utc.astimezone(start.tzinfo)


def minute_of_day(moment: dt.datetime) -> int:
    """Return the minutes since midnight on the wall clock of ``moment``."""
    return moment.hour * 60 + moment.minute


def clock(minute: int) -> str:
    """Write minutes since midnight as HH:MM.

    >>> clock(390)
    '06:30'
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"


def distance_km(
    lon_a: NDArray[np.float64] | float,
    lat_a: NDArray[np.float64] | float,
    lon_b: NDArray[np.float64] | float,
    lat_b: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """Return geodesic distances in km on WGS 84 (pyproj), element by element."""
    from pyproj import Geod

    ends = np.broadcast_arrays(*map(np.atleast_1d, (lon_a, lat_a, lon_b, lat_b)))
    lon0, lat0, lon1, lat1 = (np.ascontiguousarray(end) for end in ends)
    _, _, metres = Geod(ellps="WGS84").inv(lon0, lat0, lon1, lat1)
    return np.asarray(metres, dtype=np.float64) / 1000.0


def slots_in(hours: float, slot_min: int) -> int:
    """Return how many whole slots fit into a number of hours.

    >>> slots_in(2.0, slot_min=30)
    4
    """
    return math.floor(hours * 60 / slot_min + 1e-9)


def weight_parts(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return weights as whole parts per billion that sum to exactly one billion.

    Shares are cut down to whole parts and those with the largest remainders get the
    parts that are left (ties: the first ones).

    >>> weight_parts(np.array([1.0, 1.0, 1.0])).tolist()
    [333333334, 333333333, 333333333]
    """
    total = float(weights.sum())
    if not (np.isfinite(total) and total > 0 and float(weights.min()) >= 0):
        raise ValueError("weights must be finite, not negative, and not all zero")
    share = weights.ravel() / total * WEIGHT_PARTS
    parts = np.floor(share).astype(np.int64)
    left = WEIGHT_PARTS - int(parts.sum())
    parts[np.argsort(parts - share, kind="stable")[:left]] += 1
    return parts.reshape(weights.shape)


def quantise_weights(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the nearest weights that a plan file can hold without loss.

    Numbers that rest on weights are computed from these, so that whoever reads the
    file gets the same. Doing it twice changes nothing.

    >>> float(quantise_weights(np.array([1.0, 3.0])).sum())
    1.0
    """
    return weight_parts(weights) / WEIGHT_PARTS


def look_parts(looks: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return numbers of looks as whole thousandths, at most ``MOST_LOOKS`` looks.

    >>> look_parts(np.array([0.0, 1.2344, 2e6])).tolist()
    [0, 1234, 1000000]
    """
    if not (np.isfinite(looks).all() and (looks >= 0).all()):
        raise ValueError("numbers of looks must be finite and not negative")
    kept: NDArray[np.float64] = np.minimum(looks, MOST_LOOKS)
    return np.rint(kept * LOOK_PARTS).astype(np.int64)


def quantise_looks(looks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the nearest numbers of looks that a plan file can hold without loss.

    What holds for ``quantise_weights`` holds here: doing it twice changes nothing.

    >>> quantise_looks(np.array([0.0004, 1.2344])).tolist()
    [0.0, 1.234]
    """
    return look_parts(looks) / LOOK_PARTS
