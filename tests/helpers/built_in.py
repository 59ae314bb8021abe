"""The files of the built-in theatre, read without Vedette: line, grid, tables."""

import csv
import json
import tomllib
from pathlib import Path

import numpy as np
import pyproj
import shapely

FOLDER = Path(__file__).parents[2] / "vedette" / "theatres" / "tajik_afghan"
GEOD = pyproj.Geod(ellps="WGS84")
PLANE = pyproj.Transformer.from_crs(
    "EPSG:4326",
    "+proj=lcc +lat_1=36.9 +lat_2=38.3 +lat_0=37.6 +lon_0=71.3 +units=km",
    always_xy=True,
)


def read_geojson(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))["features"]


def read_csv(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_toml(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def to_plane(lonlat):
    return np.column_stack(PLANE.transform(lonlat[:, 0], lonlat[:, 1]))


class Border:
    """The border line: kilometres along it and the nearest of them to a place."""

    def __init__(self, lonlat):
        self.lonlat = lonlat
        a, b = lonlat[:-1], lonlat[1:]
        step_m = GEOD.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]
        self.km = np.concatenate([[0.0], np.cumsum(step_m)]) / 1000
        self.plane = shapely.LineString(to_plane(lonlat))
        steps = np.diff(to_plane(lonlat), axis=0)
        self.plane_km = np.concatenate([[0.0], np.cumsum(np.hypot(*steps.T))])

    def at(self, km):
        return np.column_stack(
            [np.interp(km, self.km, self.lonlat[:, axis]) for axis in (0, 1)]
        )

    def nearest_km(self, lonlat):
        along = shapely.line_locate_point(self.plane, shapely.points(to_plane(lonlat)))
        return np.interp(along, self.plane_km, self.km)


class Ground:
    """The elevation grid, read at the nearest cell."""

    def __init__(self, arrays):
        self.__dict__.update({name: arrays[name] for name in arrays.files})

    def at(self, lonlat):
        row = np.rint((self.north - lonlat[:, 1]) / self.step_lat).astype(int)
        col = np.rint((lonlat[:, 0] - self.west) / self.step_lon).astype(int)
        assert row.min() >= 0
        assert col.min() >= 0
        return self.height_m[row, col].astype(int)


def list_data_files():
    # model.toml is authored by hand and checked by the loader's tests.
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    names = [path.relative_to(FOLDER).as_posix() for path in paths]
    return [name for name in names if name != "model.toml"]
