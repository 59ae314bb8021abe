"""What was asked of the ground, drawn: paths and isochrones on its shaded relief."""

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from vedette.domain.theatre import Base, Site, Theatre
from vedette.sharing.figures.profile import ON, draw_heights, draw_profile
from vedette.sharing.figures.style import COLOURS, DASHES, INK, PAPER, drawn, paper
from vedette.sharing.ground_words import hours
from vedette.sharing.package import Package
from vedette.sharing.page.relief import Box, relief_pixels
from vedette.sharing.text import plain
from vedette.terrain.isochrones import Isochrones, Ring
from vedette.terrain.profile import Profile, profile_line
from vedette.terrain.ways import GroundPath

MARGIN, LEAST_DEG = 0.08, 0.04  # around what is drawn: its share, and degrees
MAP_SHAPE = 1.7  # width over height of the map, at least
WIDEST_PX = 1200
CREDITED = ("border", "elevation")
RIVER = "#2a6fb0"
# Dark to light, told apart by the colour-blind and in grey: cividis in steps.
RINGS = "cividis"


def draw_ground(package: Package, form: str = "svg") -> bytes:
    """Draw the profile, path or isochrones that a package holds, as SVG or PNG."""
    asked = package.get_asked()
    if isinstance(asked, Profile):
        return draw_profile(package, asked, form)
    if isinstance(asked, GroundPath):
        return draw_path(package, asked, form)
    return draw_isochrones(package, asked, form)


def draw_path(package: Package, path: GroundPath, form: str) -> bytes:
    """Draw a path on the map, and the ground below it, as SVG or PNG."""
    how = "On foot" if path.by == "foot" else f"By {path.by}"
    title = (
        f"{how} from {plain(path.start.name)} to {plain(path.end.name)}: "
        f"{path.length_km:,.1f} km in {hours(path.total_minutes)}"
    )
    with paper(package, title, 11.0, 9.4) as figure:
        upper, lower = figure.subplots(2, 1, height_ratios=[2.2, 1.0])
        box = _box(path.lon, path.lat)
        _base_map(upper, package.theatre, box)
        for stretch in path.stretches:
            held = (path.km >= stretch.km_from) & (path.km <= stretch.km_to)
            for colour, width in ((PAPER, 4.4), (ON[stretch.on], 2.4)):
                upper.plot(
                    path.lon[held], path.lat[held], color=colour, linewidth=width
                )
        for place, at in ((path.start, 0), (path.end, -1)):
            _mark_place(upper, place.name, place.lon, place.lat)
            if (path.lon[at], path.lat[at]) != (place.lon, place.lat):
                upper.plot(path.lon[at], path.lat[at], "o", color=INK, markersize=4)
        upper.set_title(f"{plain(path.law)} ({plain(path.source)})", fontsize=8.5)
        below = profile_line(package.theatre.elevation, path.lon, path.lat)
        draw_heights(lower, below, path)
        lower.set_xlabel("km along the path")
        return drawn(figure, form)


def draw_isochrones(package: Package, found: Isochrones, form: str) -> bytes:
    """Draw what is reached within each number of hours, as SVG or PNG."""
    how = "on foot" if found.by == "foot" else f"by {found.by}"
    title = f"Reached {how} from {plain(found.start.name)}"
    last = found.rings[-1]
    lon, lat = _extent(found, last)
    with paper(package, title, 11.0, 8.0) as figure:
        axes = figure.subplots()
        _base_map(axes, package.theatre, _box(lon, lat))
        shades = mpl.colormaps[RINGS](np.linspace(0.05, 0.95, max(len(found.rings), 2)))
        for at in range(len(found.rings) - 1, -1, -1):
            _draw_ring(axes, found, found.rings[at], shades[at])
        _mark_place(axes, found.start.name, found.start.lon, found.start.lat)
        wide, tall = found.cell_m
        axes.set_title(
            f"{plain(found.law)} ({plain(found.source)}); cells of {wide:.0f} m x "
            f"{tall:.0f} m, stated error {found.error_m:g} m",
            fontsize=8.5,
        )
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1], loc="upper left", framealpha=0.9)
        return drawn(figure, form)


def _extent(found: Isochrones, ring: Ring) -> tuple[Any, Any]:
    """Return corners of all that is drawn."""
    bounds = [each.bounds for each in (ring.area, ring.line) if not each.is_empty]
    corners = np.array([found.start.lon, found.start.lat]).reshape(1, 2)
    if bounds:
        corners = np.concatenate([corners, np.array(bounds).reshape(-1, 2)])
    return corners[:, 0], corners[:, 1]


def _draw_ring(axes: Axes, found: Isochrones, ring: Ring, shade: Any) -> None:
    """Draw one ring: its area as a veil with an edge, its lines over it."""
    said = []
    if not ring.area.is_empty:
        said.append(f"{ring.area_km2:,.0f} km²")
    if not ring.line.is_empty:
        said.append(
            f"{ring.line_km:,.0f} km of {'river' if found.by == 'boat' else 'track'}"
        )
    label = f"within {ring.hours:g} h: {', '.join(said) or 'nothing'}"
    if not ring.area.is_empty:
        axes.add_patch(
            PathPatch(
                _outline(ring.area), facecolor=(*shade[:3], 0.42), edgecolor=shade,
                linewidth=1.3, label=label,
            )
        )  # fmt: skip
        label = "_"
    for line in ring.line.geoms:
        at = np.array(line.coords)
        axes.plot(at[:, 0], at[:, 1], color=PAPER, linewidth=4.6, label="_")
        axes.plot(at[:, 0], at[:, 1], color=shade, linewidth=3.0, label=label)
        label = "_"


def _outline(area: Any) -> Path:
    """Return all rings of an area as one path, so that holes stay open."""
    rings = [
        np.array(ring.coords)
        for polygon in area.geoms
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def _box(lon: Any, lat: Any) -> Box:
    """Return the ground to show: what is drawn, a margin, and the map's shape."""
    west, east, south, north = lon.min(), lon.max(), lat.min(), lat.max()
    shorter = float(np.cos(np.radians((south + north) / 2)))
    width = max((east - west) * (1 + 2 * MARGIN), LEAST_DEG)
    height = max((north - south) * (1 + 2 * MARGIN), LEAST_DEG)
    width = max(width, MAP_SHAPE * height / shorter)
    height = max(height, width * shorter / (2 * MAP_SHAPE))
    x, y = (west + east) / 2, (south + north) / 2
    return Box(
        float(x - width / 2), float(y - height / 2), float(x + width / 2),
        float(y + height / 2),
    )  # fmt: skip


def _base_map(axes: Axes, theatre: Theatre, box: Box) -> None:
    """Draw relief, border, tracks, bases and bridges inside a box of degrees."""
    pixels, edges = relief_pixels(theatre.elevation, box, WIDEST_PX)
    axes.imshow(
        pixels, extent=(edges.west, edges.east, edges.south, edges.north),
        interpolation="bilinear", zorder=0,
    )  # fmt: skip
    for track in theatre.tracks:
        axes.plot(track.lon, track.lat, color=INK, linewidth=0.7, linestyle=DASHES[2])
    border = theatre.border
    axes.plot(border.lon, border.lat, color=RIVER, linewidth=1.6)
    places: list[Base | Site] = [*theatre.bases, *theatre.sites]
    inside = [
        each
        for each in places
        if box.west < each.lon < box.east
        and box.south < each.lat < box.north
        and each.kind in ("post", "airfield", "bridge")
    ]
    for each in inside:
        mark = {"post": "^", "airfield": "s", "bridge": "D"}[each.kind]
        axes.plot(
            each.lon, each.lat, mark, color=INK, markersize=4.5,
            markeredgecolor=PAPER, markeredgewidth=0.7,
        )  # fmt: skip
    credits = [each.credit for each in theatre.layers if each.name in CREDITED]
    axes.annotate(
        plain("; ".join(credits)), (0.003, 0.006), xycoords="axes fraction",
        fontsize=5.5, zorder=6,
        bbox={"facecolor": PAPER, "alpha": 0.7, "edgecolor": "none", "pad": 1.0},
    )  # fmt: skip
    axes.set_xlim(box.west, box.east)
    axes.set_ylim(box.south, box.north)
    axes.set_aspect(1 / float(np.cos(np.radians((box.south + box.north) / 2))))
    axes.set_xlabel(
        "Longitude, °. Blue: border line; dotted: modelled track; triangle: post, "
        "square: airfield, diamond: bridge"
    )
    axes.set_ylabel("Latitude, °")


def _mark_place(axes: Axes, name: str, lon: float, lat: float) -> None:
    axes.plot(
        lon, lat, "*", color=COLOURS[1], markersize=13, markeredgecolor=INK, zorder=5
    )
    axes.annotate(
        plain(name), (lon, lat), xytext=(7, 7), textcoords="offset points", zorder=6,
        fontsize=9, bbox={"facecolor": PAPER, "alpha": 0.75, "edgecolor": "none",
                          "pad": 1.5},
    )  # fmt: skip
