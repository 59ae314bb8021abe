"""Real events along one border, 2016 to 2019: the Syria-Iraq line, from UCDP.

The data lie beside the checkout, in ../shared/data/ucdp, and are no part of it.
"""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from vedette.risk.forecast_events import PastEvents

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared/data/ucdp/ucdp_syria_iraq_line_60km.csv"
LINE = HERE / "lines" / "syria_iraq.csv"
ZONE = 32637  # UTM 37N, in which the data's own distances were measured
FIRST_DAY = dt.date(2016, 1, 1)
SCORED_FROM = dt.date(2019, 1, 1)  # weeks are counted both ways from here
MOST_ASTRAY_KM = 0.3  # from the data's own distance to the line: it was simplified


def day_of(date: dt.date) -> int:
    """Return the day of the record, 0 being its first."""
    return (date - FIRST_DAY).days


def load_events(until: dt.date, file: Path = DATA) -> PastEvents:
    """Load the events before a date whose day is exact and whose place is near.

    That is date_prec 1 and where_prec 1 (exact) or 2 (within some 25 km). Others are
    left out, of history and score alike.
    """
    kept = [row for row in _read(file) if _is_sharp(row)]
    rows = [row for row in kept if row["date_start"] < until.isoformat()]
    lonlat = [(float(row["longitude"]), float(row["latitude"])) for row in rows]
    told_km = np.array([float(row["km_to_iraq_line"]) for row in rows])
    day = [day_of(dt.date.fromisoformat(row["date_start"])) for row in rows]
    km, length_km = project(np.array(lonlat), told_km)
    return PastEvents.checked(km, np.array(day), length_km)


def share_left_out(until: dt.date, file: Path = DATA) -> float:
    """Return the share of rows before a date whose day or place is not sharp."""
    rows = [row for row in _read(file) if row["date_start"] < until.isoformat()]
    return 1 - sum(map(_is_sharp, rows)) / len(rows)


def project(
    lonlat: NDArray[np.float64], told_km: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Return the km of the line that is nearest to each point, and its length.

    ``told_km`` are the distances that the data give: ours must agree with them.
    """
    to_plane = pyproj.Transformer.from_crs(4326, ZONE, always_xy=True)
    corners = np.array([[float(x) for x in row.values()] for row in _read(LINE)])
    line = shapely.LineString(np.column_stack(to_plane.transform(*corners.T)) / 1000)
    points = shapely.points(np.column_stack(to_plane.transform(*lonlat.T)) / 1000)
    astray = float(np.abs(line.distance(points) - told_km).max())
    if astray > MOST_ASTRAY_KM:
        raise ValueError(f"{LINE.name}: a distance differs by {astray:.2f} km.")
    return np.asarray(line.project(points)), float(line.length)


def _is_sharp(row: dict[str, str]) -> bool:
    return row["where_prec"] in ("1", "2") and row["date_prec"] == "1"


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
