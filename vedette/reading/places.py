"""Border and track as domain objects: lengths on the ellipsoid, km of the border."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import BorderLine, Track
from vedette.reading.checks import number
from vedette.reading.geometry import Feature, GeoFile, Positions
from vedette.units import distance_km

LONGEST_STEP_KM = 30.0
ASTRAY_KM = 5.0  # a track may begin and end this far from where it says
Floats = NDArray[np.float64]

KM = number(0.0, 100_000.0, "km")


def make_border(geo: GeoFile) -> BorderLine | None:
    """Make the border of a file that holds one unbroken line; None where it does not.

    Vertices that repeat the one before are left out.
    """
    wrong = [each for each in geo.features if each.kind != "LineString"]
    for each in wrong:
        geo.fault(
            (*each.path, "geometry"),
            f"the border is a {each.kind}{_name_gaps(each.lines)}",
            "join it into one LineString that begins at the downstream end",
        )
    if len(geo.features) > 1:
        lines = tuple(line for each in geo.features for line in each.lines)
        geo.fault(
            geo.features[1].path,
            f"the border has {len(geo.features)} features and must be one line"
            f"{_name_gaps(lines)}",
            "join the parts into one LineString that begins at the downstream end",
        )
    if not geo.features and not geo.skipped:
        geo.fault((), "there is no line in it", "add the border as one LineString")
    if wrong or geo.skipped or len(geo.features) != 1:
        return None
    feature = geo.features[0]
    line = feature.lines[0]
    step = _steps_km(line)
    if not _check_steps(geo, feature, step):
        return None
    keep = np.concatenate([[True], step > 0.0])
    line, step = line[keep], step[step > 0.0]
    if len(line) < 2:
        geo.fault(
            (*feature.path, "geometry"),
            "all its positions are the same",
            "draw the whole border",
        )
        return None
    lon, lat = np.ascontiguousarray(line[:, 0]), np.ascontiguousarray(line[:, 1])
    return BorderLine(lon, lat, np.concatenate([[0.0], np.cumsum(step)]))


def _steps_km(line: Positions) -> Floats:
    return distance_km(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])


def _name_gaps(lines: tuple[Positions, ...]) -> str:
    """Say where the first parts of a broken line end and go on."""
    gaps = []
    for before, after in pairwise(lines[:4]):
        (lon0, lat0), (lon1, lat1) = before[-1], after[0]
        gap = float(distance_km(lon0, lat0, lon1, lat1)[0])
        gaps.append(
            f"a part ends at {lon0:.4f}, {lat0:.4f} and the next begins"
            f" {gap:.1f} km off at {lon1:.4f}, {lat1:.4f}"
        )
    return f": {'; '.join(gaps)}" if gaps else ""


def _check_steps(geo: GeoFile, feature: Feature, step: Floats) -> bool:
    """Check that no two neighbouring vertices lie far apart."""
    line = feature.lines[0]
    far = np.flatnonzero(step > LONGEST_STEP_KM)
    wraps = np.flatnonzero(np.abs(np.diff(line[:, 0])) > 180.0)
    where = (*feature.path, "geometry", "coordinates")
    for at in far[:20].tolist():
        geo.fault(
            (*where, at + 1),
            f"the line does not join up: it jumps {step[at]:.1f} km from"
            f" {line[at, 0]:.4f}, {line[at, 1]:.4f} to"
            f" {line[at + 1, 0]:.4f}, {line[at + 1, 1]:.4f}",
            f"draw what lies between, a vertex at least every {LONGEST_STEP_KM:g} km",
        )
    for at in wraps[:1].tolist():
        geo.fault(
            (*where, at + 1),
            "the line crosses longitude 180",
            "this is not supported: plan each side as a theatre of its own",
        )
    return not len(far) and not len(wraps)


def make_tracks(geo: GeoFile, border: BorderLine | None) -> tuple[Track, ...] | None:
    """Make the pieces of the track, each with the border km abreast of its vertices."""
    before = len(geo.faults)
    tracks = []
    last_km = 0.0
    ruler = None if border is None else BorderRuler(border)
    for feature in geo.features:
        if feature.kind != "LineString":
            geo.fault(
                (*feature.path, "geometry"),
                f"the track is a {feature.kind}",
                "give each unbroken piece a feature of its own, a LineString",
            )
            continue
        km_from = geo.read_property(feature, "km_from", KM)
        km_to = geo.read_property(feature, "km_to", KM)
        if km_from is None or km_to is None:
            continue
        if km_from >= km_to or km_from < last_km:
            geo.fault(
                (*feature.path, "properties", "km_from"),
                f"the piece runs from km {km_from:g} to {km_to:g},"
                f" after one that ends at km {last_km:g}",
                "put the pieces in order of km, without overlap",
            )
        last_km = max(last_km, km_to)
        if ruler is not None:
            track = _make_track(geo, feature, ruler, km_from, km_to)
            tracks.append(track)
    return tuple(tracks) if len(geo.faults) == before and ruler is not None else None


def _make_track(
    geo: GeoFile, feature: Feature, ruler: "BorderRuler", km_from: float, km_to: float
) -> Track:
    """Make one piece, and check that it runs where it says."""
    line = feature.lines[0]
    nearest = ruler.nearest_km(line[:, 0], line[:, 1])
    for at, said, key in ((0, km_from, "km_from"), (-1, km_to, "km_to")):
        if not abs(nearest[at] - said) <= ASTRAY_KM:
            geo.fault(
                (*feature.path, "properties", key),
                f"it says km {said:g}, but the piece's"
                f" {'first' if at == 0 else 'last'} vertex is abreast of"
                f" km {nearest[at]:.1f} of the border",
                "draw the piece in the direction of the border, and give its border km",
            )
    km = np.concatenate([[0.0], np.cumsum(_steps_km(line))])
    border_km = np.maximum.accumulate(np.clip(nearest, km_from, km_to))
    lon, lat = np.ascontiguousarray(line[:, 0]), np.ascontiguousarray(line[:, 1])
    return Track(lon, lat, km, border_km)


class BorderRuler:
    """Finds the border km nearest to a place, on a plane laid through the frontier."""

    def __init__(self, border: BorderLine) -> None:
        import shapely
        from pyproj import Proj

        self._plane = Proj(
            proj="laea",
            lon_0=float(border.lon.min() + border.lon.max()) / 2,
            lat_0=float(border.lat.min() + border.lat.max()) / 2,
            ellps="WGS84",
        )
        self._xy = np.column_stack(self._plane(border.lon, border.lat))
        ends = np.stack([self._xy[:-1], self._xy[1:]], axis=1)
        self._steps = shapely.STRtree(shapely.linestrings(ends))
        self._km = border.km

    def nearest_km(self, lon: Floats, lat: Floats) -> Floats:
        """Return the border km of the nearest point of the line, for each place.

        NaN for places so far away that the plane does not hold them.
        """
        import shapely

        xy = np.column_stack(self._plane(lon, lat))
        is_held = np.isfinite(xy).all(axis=1)
        xy = np.where(is_held[:, None], xy, 0.0)
        step = self._steps.nearest(shapely.points(xy))
        start, end = self._xy[step], self._xy[step + 1]
        along = ((xy - start) * (end - start)).sum(axis=1)
        length = np.maximum(((end - start) ** 2).sum(axis=1), 1e-12)
        share = np.clip(along / length, 0.0, 1.0)
        km = self._km[step] + share * (self._km[step + 1] - self._km[step])
        return np.where(is_held, km, np.nan)
