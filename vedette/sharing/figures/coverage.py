"""Coverage drawn: what one team sees, what all could see at best, the law."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import ScalarFormatter

from vedette.coverage.law import passing_chance
from vedette.domain.coverage import LineCoverage, PlaceView
from vedette.domain.picture import Ground
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.sharing.figures.style import (
    COLOURS,
    DASHES,
    EMPTY,
    FAINT,
    INK,
    drawn,
    mark_sections,
    paper,
    reach_steps,
)
from vedette.sharing.package import Package
from vedette.sharing.text import plain

LIGHT_COLOURS = ("#e69f00", "#d55e00", "#cc79a7", "#56b4e9", "#00407a")
AROUND_KM = 1.5


def draw_coverage(package: Package, form: str = "svg") -> bytes:
    """Draw the coverage that a package holds, as SVG or PNG."""
    coverage = package.get_coverage()
    if isinstance(coverage, PlaceView):
        return _draw_place(package, package.get_ground(), coverage, form)
    return _draw_line(package, coverage, form)


def _draw_place(package: Package, ground: Ground, view: PlaceView, form: str) -> bytes:
    title = f"What {plain(view.team)} sees from km {view.km:.1f} by {view.light}"
    with paper(package, title, 11.0, 6.4) as figure:
        left, right = figure.subplots(1, 2, width_ratios=[1.7, 1.0])
        _map_place(left, package.theatre, ground, view)
        right.plot(
            view.heights_m, 100 * view.seen_by_height, marker="o", color=COLOURS[0]
        )
        right.axvline(view.eye_m, color=COLOURS[1], linestyle=DASHES[1])
        right.annotate(
            f"eye at {view.eye_m:g} m", (view.eye_m, 3), xytext=(4, 0),
            textcoords="offset points", color=COLOURS[1],
        )  # fmt: skip
        right.set_xscale("log")
        right.xaxis.set_major_formatter(ScalarFormatter())
        right.set_ylim(0, 100)
        right.set_xlabel("Height above the ground, m")
        right.set_title("Cells within range that are seen, %")
        right.grid(alpha=0.25)
        return drawn(figure, form)


def _map_place(axes: Axes, theatre: Theatre, ground: Ground, view: PlaceView) -> None:
    """Map the corridor around a team: how often it notices, and what it cannot see."""
    corridor = ground.get_sights().corridor
    lon, lat = corridor.cell_lon[view.cell], corridor.cell_lat[view.cell]
    hidden = ~view.seen
    size = 34
    axes.scatter(
        lon[hidden], lat[hidden], s=size, marker="s", color=EMPTY, label="not seen"
    )
    scatter = axes.scatter(
        lon[view.seen], lat[view.seen], c=100 * view.fade[view.seen], s=size,
        marker="s", cmap="viridis", vmin=0, vmax=100,
    )  # fmt: skip
    axes.plot(theatre.border.lon, theatre.border.lat, color=INK, linewidth=1.2)
    for track in theatre.tracks:
        axes.plot(track.lon, track.lat, color=COLOURS[1], linewidth=1.0, alpha=0.8)
    axes.plot(view.lon, view.lat, marker="*", markersize=15, color=COLOURS[1])
    axes.set_aspect(1 / np.cos(np.radians(view.lat)))
    wide = AROUND_KM / 111 / np.cos(np.radians(view.lat))
    axes.set_xlim(lon.min() - wide, lon.max() + wide)
    axes.set_ylim(lat.min() - AROUND_KM / 111, lat.max() + AROUND_KM / 111)
    axes.set_xlabel("Longitude; black: the border, orange: the modelled track")
    axes.set_ylabel("Latitude")
    axes.set_title(
        f"Noticed against close by, %, with the {plain(view.sensor)}; grey: not seen"
    )
    axes.figure.colorbar(scatter, ax=axes, pad=0.01, aspect=30)


def _draw_line(package: Package, line: LineCoverage, form: str) -> bytes:
    theatre = package.theatre
    title = "What all teams together could see at best"
    with paper(package, title, 13.0, 7.4) as figure:
        upper, lower = figure.subplots(2, 1, sharex=True)
        edges = line.ground.edge_km
        for at, light in ((0, "day"), (len(LIGHTS) - 1, "night")):
            km, chance = reach_steps(edges, 100 * line.together[at])
            upper.plot(km, chance, color=LIGHT_COLOURS[at], label=light, linewidth=1.2)
        upper.set_ylim(0, 100)
        upper.set_title(
            "Chance that an attempt is noticed in a slot in which every team that can "
            "looks at its reach, %"
        )
        upper.legend(loc="lower left")
        for number, (kind, each) in enumerate(line.kinds.items()):
            km, seen = reach_steps(edges, 100 * each.seen)
            lower.plot(
                km, seen, color=COLOURS[number % len(COLOURS)],
                linestyle=DASHES[number % len(DASHES)], label=kind, linewidth=1.1,
            )  # fmt: skip
        lower.set_ylim(0, 102)
        lower.set_title("Share of the corridor that is seen from anywhere, %")
        lower.set_xlabel("Km along the border")
        lower.legend(loc="lower left")
        for axes, names in ((upper, True), (lower, False)):
            mark_sections(axes, theatre, names=names)
            axes.grid(axis="y", alpha=0.25)
        return drawn(figure, form)


def draw_law(package: Package, form: str = "svg") -> bytes:
    """Draw how often each sensor notices somebody in the open, by range and light."""
    sensors = list(package.theatre.model.sensors.values())
    columns = min(2, len(sensors))
    rows = -(-len(sensors) // columns)
    title = "How often somebody on foot is noticed by one who goes by slowly"
    with paper(package, title, 5.2 * columns, 3.0 * rows + 1.2) as figure:
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
        for axes, sensor in zip(grid, sensors, strict=False):
            farthest = 3.2 * max(sensor.half_km.values())
            km = np.linspace(0.0, farthest, 200)
            for number, light in enumerate(LIGHTS):
                half = sensor.half_km[light]
                if half > 0:
                    axes.plot(
                        km, 100 * passing_chance(km, half, sensor.once),
                        color=LIGHT_COLOURS[number], label=f"{light}: {half:g} km",
                        linestyle=DASHES[number % len(DASHES)],
                    )  # fmt: skip
            axes.set_title(
                f"{plain(sensor.id)}: once {sensor.once:g}, "
                f"rush {sensor.rush_kmh:g} km/h"
            )
            axes.set_ylim(0, 100)
            axes.set_xlim(0, farthest)
            axes.legend(fontsize=7, title="half as often at", title_fontsize=7)
            axes.grid(alpha=0.25)
            axes.set_xlabel("Distance at which one passes, km")
            axes.set_ylabel("Noticed, %", color=FAINT)
        for axes in grid[len(sensors) :]:
            axes.set_axis_off()
        return drawn(figure, form)
