"""Lines and places for the map: simplified to what a screen can show."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from vedette.domain.theatre import BorderLine, Theatre, Track
from vedette.sharing.page.compact import rounded
from vedette.sharing.page.relief import Box
from vedette.terrain.line import position_at

# Degrees: about 100 m for what teams follow; water is narrow and needs more.
FINE_DEG, WATER_DEG = 0.001, 0.0003
MAX_PLACES = 400


def border_shape(
    border: BorderLine, edge_km: NDArray[np.float64]
) -> dict[str, list[float]]:
    """Return the border simplified reach by reach, so that every edge stays a vertex.

    Parameters
    ----------
    edge_km
        Ends of the reaches, shape (R + 1,); rounded to metres both here and in the
        page's reaches, so that the page can cut the line at them.
    """
    pieces: list[NDArray[np.float64]] = []
    edges = np.round(edge_km, 3)
    for start, end in pairwise(edges.tolist()):
        inside = border.km[(border.km > start) & (border.km < end)]
        km = np.concatenate([[start], inside, [end]])
        lon, lat = position_at(border, km)
        thin = _simplify(np.column_stack([lon, lat, km]))
        pieces.append(thin if not pieces else thin[1:])
    return _columns(np.concatenate(pieces))


def track_shape(track: Track) -> dict[str, list[float]]:
    """Return a piece of track simplified, each vertex with its border km."""
    return _columns(_simplify(np.column_stack([track.lon, track.lat, track.border_km])))


def drawn_lines(theatre: Theatre, layer: str, extent: Box) -> list[list[float]]:
    """Return a layer's lines or rings inside the extent as flat lists lon, lat, ..."""
    window = shapely.box(*extent)
    found: list[list[float]] = []
    for _, shape in _features(theatre.drawings.get(layer)):
        thin = shapely.simplify(shapely.intersection(shape, window), WATER_DEG)
        found.extend(_flatten(thin))
    return found


def drawn_places(theatre: Theatre, layer: str, extent: Box) -> list[dict[str, Any]]:
    """Return a layer's named points inside the extent, nearest to the border first.

    Population, where the file gives it, moves a place forward: a town of 100,000
    counts as if it stood 0.5 degrees nearer.
    """
    line = shapely.linestrings(theatre.border.lon, theatre.border.lat)
    window = shapely.box(*extent)
    ranked: list[tuple[float, dict[str, Any]]] = []
    for properties, shape in _features(theatre.drawings.get(layer)):
        point = shapely.centroid(shape)
        name = str(properties.get("name") or "").strip()
        if not name or not shapely.intersects(window, point):
            continue
        people = _people(properties)
        rank = float(shapely.distance(line, point)) - 0.1 * np.log10(people + 1.0)
        place = {"name": name, "at": rounded((point.x, point.y), 4)}
        ranked.append((rank, place))
    ranked.sort(key=lambda pair: (pair[0], pair[1]["name"]))
    return [place for _, place in ranked[:MAX_PLACES]]


def _people(properties: Mapping[str, Any]) -> float:
    """Return a place's population, 0 where the file does not say."""
    try:
        return max(float(properties.get("population") or 0.0), 0.0)
    except (TypeError, ValueError):
        return 0.0


def _features(
    layer: Mapping[str, Any] | None,
) -> Iterator[tuple[Mapping[str, Any], shapely.Geometry]]:
    """Give properties and valid geometry of each feature of a GeoJSON layer."""
    for feature in (layer or {}).get("features", ()):
        if feature.get("geometry"):
            shape = shapely.geometry.shape(feature["geometry"])
            yield feature.get("properties") or {}, shapely.make_valid(shape)


def _flatten(shape: shapely.Geometry) -> Iterator[list[float]]:
    """Give every line and outer ring of a geometry as a flat list of degrees."""
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            part = shapely.get_exterior_ring(part)
        if isinstance(part, shapely.LineString) and len(part.coords) > 1:
            yield rounded(np.asarray(part.coords)[:, :2].ravel(), 4)
        elif isinstance(part, shapely.GeometryCollection):
            yield from _flatten(part)


def _simplify(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Thin out a line of (lon, lat, km); the km ride along as a third coordinate."""
    line = shapely.linestrings(vertices)
    thin = shapely.get_coordinates(shapely.simplify(line, FINE_DEG), include_z=True)
    return np.asarray(thin, dtype=np.float64)


def _columns(vertices: NDArray[np.float64]) -> dict[str, list[float]]:
    """Return vertices (lon, lat, km) as three lists with few digits."""
    return {
        "lon": rounded(vertices[:, 0], 5),
        "lat": rounded(vertices[:, 1], 5),
        "km": rounded(vertices[:, 2], 3),
    }
