"""Settlements from GeoNames and airfields from OurAirports."""

import csv
import gzip
import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from theatre.elevation import EAST, NORTH, SOUTH, WEST, Grid
from theatre.files import make_feature

FEET_M = 0.3048
COUNTRIES = ("TJ", "AF")
# The same field under the code that pilots use.
ALIASES = {"UT1C": "UTOD"}


@dataclass(frozen=True)
class Place:
    """A named point with what is known of it."""

    name: str
    lon: float
    lat: float
    properties: dict[str, Any]

    def as_feature(self) -> Any:
        """GeoJSON feature, the name first."""
        point = shapely.Point(self.lon, self.lat)
        return make_feature(point, {"name": self.name, **self.properties})


def read_settlements(cities_json: bytes) -> list[Place]:
    """Settlements in the box; population is None where GeoNames gives 0."""
    places = [
        Place(
            name=city["name"],
            lon=city["longitude"],
            lat=city["latitude"],
            properties={
                "population": city["population"] or None,
                "country": city["countrycode"],
                "geonames_id": int(city["geonameid"]),
            },
        )
        for city in json.loads(cities_json).values()
        if _in_box(city["longitude"], city["latitude"])
    ]
    return sorted(places, key=lambda p: p.properties["geonames_id"])


def read_airfields(airports_csv_gz: bytes, grid: Grid) -> list[Place]:
    """Airfields of the two countries in the box, elevation filled from the grid."""
    text = gzip.decompress(airports_csv_gz).decode("utf-8-sig")
    places = []
    for row in csv.DictReader(io.StringIO(text)):
        lon, lat = float(row["longitude_deg"]), float(row["latitude_deg"])
        if row["iso_country"] not in COUNTRIES or not _in_box(lon, lat):
            continue
        if row["type"] == "closed":
            continue
        known = row["elevation_ft"].strip()
        ground = grid.height_at(np.array([lon]), np.array([lat]))[0]
        height = float(known) * FEET_M if known else float(ground)
        ident = row["ident"]
        properties = {
            "ident": ident,
            "alias": ALIASES.get(ident),
            "kind": row["type"],
            "country": row["iso_country"],
            "elevation_m": round(height),
            "elevation_from": "ourairports" if known else "gebco",
        }
        places.append(Place(row["name"], lon, lat, properties))
    return sorted(places, key=lambda p: p.properties["ident"])


def _in_box(lon: float, lat: float) -> bool:
    """Whether a position lies in the theatre's box."""
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH
