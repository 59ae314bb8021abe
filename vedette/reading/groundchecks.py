"""Checks against the ground: the grid covers the frontier, bases lie where they say."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid, Track
from vedette.reading.parts import Parts
from vedette.reading.tables import Row, Table
from vedette.units import distance_km

OFF_TRACK_KM = 2.0
BESIDE_KM = 1.0  # how much track on either side of a post's km is looked at

Floats = NDArray[np.float64]


def inside_grid(grid: ElevationGrid, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Whether places lie on a cell of the grid, element by element."""
    rows, columns = grid.height_m.shape
    column = (lon - grid.west) / grid.step_lon
    row = (grid.north - lat) / grid.step_lat
    return np.asarray(
        (column >= -0.5)
        & (column <= columns - 0.5)
        & (row >= -0.5)
        & (row <= rows - 0.5)
    )


def _extent(grid: ElevationGrid) -> str:
    rows, columns = grid.height_m.shape
    east = grid.west + grid.step_lon * (columns - 1)
    south = grid.north - grid.step_lat * (rows - 1)
    return (
        f"longitude {grid.west:.3f} to {east:.3f}, latitude {south:.3f} to"
        f" {grid.north:.3f}"
    )


def _layer_file(parts: Parts, layer: str) -> str:
    row = parts.head.layers.get(layer) if parts.head else None
    return str(row["file"]) if row is not None and row.holds("file") else layer


def check_grid_covers_border(parts: Parts) -> None:
    """See that the elevation grid covers the whole border."""
    grid, border = parts.elevation, parts.border
    if grid is None or border is None:
        return
    outside = ~inside_grid(grid, border.lon, border.lat)
    if not outside.any():
        return
    cut = outside[:-1] | outside[1:]
    missing_km = float(np.diff(border.km)[cut].sum())
    lon, lat = border.lon, border.lat
    parts.faults.add(
        _layer_file(parts, "elevation"),
        f"the grid covers {_extent(grid)} and misses {missing_km:.1f} of"
        f" {border.length_km:.1f} km of the border ({_stretches(border.km, cut)})",
        f"extend it to longitude {lon.min():.3f} to {lon.max():.3f}, latitude"
        f" {lat.min():.3f} to {lat.max():.3f} and some km more on each side",
        field="height_m",
    )


def _stretches(km: Floats, cut: NDArray[np.bool_]) -> str:
    """Name the first stretches of steps that are cut off."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], cut, [False]])))
    pairs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    named = [f"km {km[low]:.1f} to {km[high]:.1f}" for low, high in pairs[:3]]
    return ", ".join(named) + (", ..." if len(pairs) > 3 else "")


def check_grid_covers_track(parts: Parts) -> None:
    """See that the elevation grid covers the track."""
    if parts.elevation is None:
        return
    for track in parts.tracks or ():
        outside = ~inside_grid(parts.elevation, track.lon, track.lat)
        if outside.any():
            at = int(np.argmax(outside))
            parts.faults.add(
                _layer_file(parts, "elevation"),
                f"the track abreast of km {track.border_km[at]:.1f}"
                f" ({track.lon[at]:.4f}, {track.lat[at]:.4f}) lies outside the grid",
                "extend the grid or mend the track",
                field="height_m",
            )


def check_river(parts: Parts) -> None:
    """Stretches of river lie on the border."""
    head, border = parts.head, parts.border
    if head is None or border is None:
        return
    for low, high in head.values.get("river_km", ()):
        if high > border.length_km + 0.5:
            head.fault(
                "river_km",
                f"km {low:g} to {high:g} goes beyond the border's end at"
                f" km {border.length_km:.3f}",
                "end the stretch where the border ends",
            )


def check_bases(parts: Parts) -> None:
    """Bases lie inside the grid; posts have a km on the track, airfields none."""
    if parts.bases is None:
        return
    ends = np.array([track.border_km[-1] for track in parts.tracks or ()])
    for row in parts.bases.rows:
        _check_base_inside(parts, parts.bases, row)
        if not row.holds("kind", "km"):
            continue
        if row["kind"] == "airfield":
            if row["km"] is not None:
                parts.fault(
                    parts.bases, row, "km", "an airfield has no km", "leave it empty"
                )
        elif row["km"] is None:
            parts.fault(
                parts.bases, row, "km", "it is empty, and a post needs its border km",
                "give the km of the border that the post is abreast of",
            )  # fmt: skip
        else:
            _check_post(parts, parts.bases, row, ends)


def _check_base_inside(parts: Parts, table: Table, row: Row) -> None:
    if parts.elevation is None or not row.holds("lon", "lat"):
        return
    lon, lat = np.array([row["lon"]]), np.array([row["lat"]])
    if not inside_grid(parts.elevation, lon, lat)[0]:
        parts.fault(
            table,
            row,
            "lon",
            f"the base at {row['lon']:g}, {row['lat']:g} lies outside the elevation"
            f" grid ({_extent(parts.elevation)})",
            "mend lon and lat, or extend the grid",
        )


def _check_post(parts: Parts, table: Table, row: Row, ends: Floats) -> None:
    """Check that a post lies on the track, and near the place its km gives.

    ``ends`` are the km at which the pieces of track end, in order.
    """
    km = row["km"]
    if parts.tracks is None:
        return
    at = int(np.searchsorted(ends, km))
    if at == len(ends) or km < parts.tracks[at].border_km[0]:
        parts.fault(
            table,
            row,
            "km",
            f"there is no track abreast of km {km:g}, and ground teams need one",
            f"choose a km on a track{_pieces(parts.tracks[max(0, at - 1) : at + 1])}",
        )
        return
    track = parts.tracks[at]
    if not row.holds("lon", "lat"):
        return
    off_km = _off_track_km(track, km, row["lon"], row["lat"])
    if off_km > OFF_TRACK_KM:
        parts.fault(
            table,
            row,
            "lon",
            f"{row['lon']:g}, {row['lat']:g} is {off_km:.1f} km from the track abreast"
            f" of km {km:g}",
            f"mend lon, lat or km; a post stands within {OFF_TRACK_KM:g} km of it",
        )


def _pieces(tracks: tuple[Track, ...]) -> str:
    """Name pieces of track by their km."""
    named = [f"km {t.border_km[0]:.1f} to {t.border_km[-1]:.1f}" for t in tracks]
    return f" ({', '.join(named)})" if named else ""


def _off_track_km(track: Track, km: float, lon: float, lat: float) -> float:
    """Return the distance from a place to the track abreast of about ``km``."""
    near = np.flatnonzero(np.abs(track.border_km - km) <= BESIDE_KM)
    first = max(0, int(np.searchsorted(track.border_km, km, "left")) - 1)
    last = min(len(track.km) - 1, int(np.searchsorted(track.border_km, km, "right")))
    low = min(first, int(near[0])) if len(near) else first
    high = max(last, int(near[-1])) if len(near) else last
    along = np.linspace(track.km[low], track.km[high], 201)
    distance = distance_km(
        np.interp(along, track.km, track.lon),
        np.interp(along, track.km, track.lat),
        lon,
        lat,
    )
    return float(distance.min())


GROUND_CHECKS: tuple[Callable[[Parts], None], ...] = (
    check_grid_covers_border,
    check_grid_covers_track,
    check_river,
    check_bases,
)
