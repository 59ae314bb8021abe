"""Profiles, paths and isochrones as GeoJSON, for any map program."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.sharing.ground_words import grid_json
from vedette.sharing.maps import Feature, make_feature, write_features
from vedette.sharing.package import Package
from vedette.sharing.text import plain
from vedette.terrain.isochrones import Isochrones, Ring
from vedette.terrain.profile import Profile
from vedette.terrain.ways import GroundPath

Floats = NDArray[np.float64]


def ground_map(package: Package) -> bytes:
    """Return what was asked of the ground as one collection of features."""
    theatre, asked = package.theatre, package.get_asked()
    if isinstance(asked, Profile):
        return write_features(theatre, _profile(asked))
    if isinstance(asked, GroundPath):
        return write_features(theatre, _path(asked))
    return write_features(theatre, _isochrones(asked))


def _profile(profile: Profile) -> Iterator[Feature]:
    """Yield the line with heights as its third coordinates."""
    yield make_feature(
        "LineString",
        _places(profile.lon, profile.lat, profile.height_m),
        {
            "name": " - ".join(map(plain, profile.names)),
            "km": round(profile.length_km, 3),
            "lowest_m": round(profile.lowest_m, 1),
            "highest_m": round(profile.highest_m, 1),
            "climb_m": round(profile.climb_m, 1),
            "descent_m": round(profile.descent_m, 1),
            **grid_json(profile.cell_m, profile.error_m),
        },
    )


def _path(path: GroundPath) -> Iterator[Feature]:
    """Yield a line for each stretch, in order; heights are the third coordinates."""
    common = {
        "by": path.by,
        "from": plain(path.start.name),
        "to": plain(path.end.name),
        "law": plain(path.law),
        **grid_json(path.cell_m, path.error_m),
    }
    for stretch in path.stretches:
        held = (path.km >= stretch.km_from) & (path.km <= stretch.km_to)
        yield make_feature(
            "LineString",
            _places(path.lon[held], path.lat[held], path.height_m[held]),
            {
                "on": stretch.on,
                "km_from": round(stretch.km_from, 3),
                "km_to": round(stretch.km_to, 3),
                "minutes": round(stretch.minutes, 1),
                **common,
            },
        )


def _isochrones(found: Isochrones) -> Iterator[Feature]:
    """Yield areas and lines, those of the most hours first, to be drawn in order."""
    common = {
        "by": found.by,
        "from": plain(found.start.name),
        "law": plain(found.law),
        **grid_json(found.cell_m, found.error_m),
    }
    for ring in reversed(found.rings):
        for shape, kind in (
            (ring.area, "MultiPolygon"),
            (ring.line, "MultiLineString"),
        ):
            if not shape.is_empty:
                yield make_feature(kind, _coordinates(shape), _ring(ring) | common)
    yield make_feature(
        "Point",
        [round(found.start.lon, 6), round(found.start.lat, 6)],
        {"name": plain(found.start.name), "by": found.by},
    )


def _ring(ring: Ring) -> dict[str, Any]:
    return {
        "hours": ring.hours,
        "area_km2": round(ring.area_km2, 2),
        "line_km": round(ring.line_km, 2),
    }


def _coordinates(shape: Any) -> Any:
    """Return the coordinates of a shape as lists, to 0.1 m."""
    import shapely

    rounded = shapely.transform(shape, lambda at: np.round(at, 6) + 0.0)
    return _lists(shapely.geometry.mapping(rounded)["coordinates"])


def _lists(nested: Any) -> Any:
    return [_lists(each) for each in nested] if isinstance(nested, tuple) else nested


def _places(lon: Floats, lat: Floats, height_m: Floats) -> list[list[float]]:
    at = [lon.round(6).tolist(), lat.round(6).tolist(), height_m.round(1).tolist()]
    return [list(place) for place in zip(*at, strict=True)]
