"""Protected sites: authored names and values, positions looked up in the layers.

Column ``at`` of the authored table says how: ``place:NAME`` (GeoNames),
``airfield:ID``, ``line:NAME`` (the line nearest that place), ``lake:LON LAT`` (the lake
there), ``lonlat:LON LAT``, ``inland:KM D`` (the host's lowest ground D km off the line
at KM).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from theatre.elevation import Grid
from theatre.files import read_csv
from theatre.line import BorderLine
from theatre.places import Place

SITE_COLUMNS = (
    *("id", "name", "kind", "lon", "lat", "value", "precision", "source", "note"),
)
RING_KM = 0.5  # half width of the ring in which "inland" looks for low ground
Found = tuple[float, float, str, str]  # lon, lat, precision, source


@dataclass(frozen=True)
class Ground:
    """What a site's position may be looked up in."""

    grid: Grid
    line: BorderLine
    land: shapely.Geometry
    lakes: Sequence[Any]
    settlements: Mapping[str, Place]
    airfields: Mapping[str, Place]


def make_sites(authored: Path, ground: Ground) -> list[dict[str, Any]]:
    """Rows of ``sites.csv``."""
    rows = []
    for row in read_csv(authored):
        how, _, what = row["at"].partition(":")
        lon, lat, precision, source = _FINDERS[how](ground, what)
        found = {"precision": precision, "source": source}
        position = {"lon": f"{lon:.6f}", "lat": f"{lat:.6f}"}
        kept = {name: row[name] for name in ("id", "name", "kind", "value", "note")}
        rows.append({**kept, **position, **found})
    return rows


def _at_place(ground: Ground, name: str) -> Found:
    place = ground.settlements[name]
    return place.lon, place.lat, "approximate", "authored value; GeoNames position"


def _at_airfield(ground: Ground, ident: str) -> Found:
    field = ground.airfields[ident]
    return field.lon, field.lat, "approximate", "authored value; OurAirports position"


def _on_line(ground: Ground, name: str) -> Found:
    place = ground.settlements[name]
    km = ground.line.nearest_km(np.array([place.lon]), np.array([place.lat]))
    lon, lat = ground.line.at_km(km)[0]
    source = "authored; snapped to the border line nearest the town, not surveyed"
    return lon, lat, "approximate", source


def _at_lake(ground: Ground, what: str) -> Found:
    point = shapely.Point(*map(float, what.split()))
    shapes = [shapely.geometry.shape(lake["geometry"]) for lake in ground.lakes]
    lake = min(shapes, key=point.distance)
    inside = lake.representative_point()
    return inside.x, inside.y, "snapped", "authored value; inside the OSM water polygon"


def _as_given(_: Ground, what: str) -> Found:
    lon, lat = map(float, what.split())
    return lon, lat, "approximate", "authored"


def _inland(ground: Ground, what: str) -> Found:
    km, off_km = map(float, what.split())
    foot = ground.line.at_km(km)
    row, col = (int(a[0]) for a in ground.grid.cell_of(foot[:, 0], foot[:, 1]))
    reach = int(off_km * 4) + 4  # cells are about 0.4 km
    lons, lats = ground.grid.centres()
    rows, cols = np.mgrid[row - reach : row + reach + 1, col - reach : col + reach + 1]
    lon, lat = lons[cols.ravel()], lats[rows.ravel()]
    near_km, found_off_km = ground.line.nearest(lon, lat)
    fits = np.abs(found_off_km - off_km) <= RING_KM
    fits &= np.abs(near_km - km) <= off_km
    fits &= shapely.contains_xy(ground.land, lon, lat)
    height = ground.grid.height_m[rows, cols].ravel()
    at = int(np.argmin(np.where(fits, height, 32767)))
    return lon[at], lat[at], "approximate", "authored; exercise, lowest ground nearby"


_FINDERS = {
    "place": _at_place,
    "airfield": _at_airfield,
    "line": _on_line,
    "lake": _at_lake,
    "lonlat": _as_given,
    "inland": _inland,
}
