"""A flight drawn: the ground below it, what it must clear, its ceiling, and its way."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from vedette.air.answer import FlightCheck
from vedette.air.flight import AirLeg
from vedette.domain.theatre import Theatre
from vedette.sharing.air_sketch import shown_legs
from vedette.sharing.figures.style import (
    COLOURS,
    DASHES,
    EMPTY,
    FAINT,
    INK,
    drawn,
    paper,
)
from vedette.sharing.package import Package
from vedette.sharing.text import plain

AROUND_DEG = 0.25  # of map beyond the way
MAP_SHAPE = 2.2  # of its panel, width over height
HIGH = "#e8c7a0"


def draw_flight(package: Package, form: str = "svg") -> bytes:
    """Draw the flight that a package holds: profile above, way below; SVG or PNG."""
    check = package.get_flight()
    said = "Yes" if check.is_lawful else "No"
    title = (
        f"{said}: {plain(check.asked.card.name)}, {plain(check.asked.base.label)} to "
        f"{plain(check.asked.place.label)}, {check.asked.air.temp_c:g} °C at "
        f"{plain(check.asked.base.label)}"
    )
    with paper(package, title, 11.0, 9.0) as figure:
        upper, lower = figure.subplots(2, 1, height_ratios=[1.0, 1.2])
        _profile(upper, check)
        _map(lower, package.theatre, check)
        return drawn(figure, form)


def _profile(axes: Axes, check: FlightCheck) -> None:
    done = 0.0
    for number, leg in enumerate(shown_legs(check)):
        _leg_profile(axes, check, leg, done, is_first=number == 0)
        done += leg.length_km
    axes.axhline(
        check.ceiling_m, color=COLOURS[1], linestyle=DASHES[1], linewidth=1.6,
        label=f"service ceiling in this air, {check.ceiling_m:,.0f} m",
    )  # fmt: skip
    legs = shown_legs(check)
    lowest = min(float(leg.ground_m.min()) for leg in legs)
    highest = max(leg.highest_m for leg in legs) + check.margin_m
    axes.set_xlim(0.0, done)
    top = 1.25 * max(highest, check.ceiling_m)  # with room for the legend
    axes.set_ylim(min(lowest, 0.0), top)
    axes.set_xlabel("km flown")
    axes.set_ylabel("m above sea level")
    wide, tall = check.cell_m
    axes.set_title(
        f"Cells of {wide:.0f} by {tall:.0f} m, stated error {check.error_m:.0f} m; "
        "climb and descent are not drawn"
    )
    axes.legend(loc="upper left", ncols=2, fontsize=8, framealpha=0.9)
    axes.grid(axis="y", alpha=0.25)


def _leg_profile(
    axes: Axes, check: FlightCheck, leg: AirLeg, done: float, *, is_first: bool
) -> None:
    """Draw one leg; the first one gives the legend its words."""

    def label(words: str) -> str:
        return words if is_first else "_"  # what begins so is left out

    km = done + leg.km
    margins = (
        f"ground, {check.asked.card.clearance_m:,.0f} m clearance and "
        f"{check.error_m:,.0f} m error"
    )
    axes.fill_between(km, leg.ground_m, color=EMPTY, linewidth=0, label=label("ground"))
    axes.plot(km, leg.ground_m, color=FAINT, linewidth=0.6)
    axes.plot(
        km, leg.ground_m + check.margin_m, color=COLOURS[2], linestyle=DASHES[2],
        linewidth=1.0, label=label(margins),
    )  # fmt: skip
    axes.hlines(
        leg.highest_m + check.margin_m, km[0], km[-1], color=COLOURS[0],
        linewidth=2.0, label=label("flown height, one for each leg"),
    )  # fmt: skip
    for place, at, side in ((leg.start, km[0], "left"), (leg.end, km[-1], "right")):
        axes.annotate(
            plain(place.label), (at, 0.02), xycoords=("data", "axes fraction"),
            xytext=(3 if side == "left" else -3, 0), textcoords="offset points",
            ha=side, fontsize=8,
        )  # fmt: skip


def _map(axes: Axes, theatre: Theatre, check: FlightCheck) -> None:
    legs = shown_legs(check)
    lon = np.concatenate([leg.lon for leg in legs])
    lat = np.concatenate([leg.lat for leg in legs])
    _high_ground(axes, theatre, check.ceiling_m - check.margin_m)
    axes.plot(theatre.border.lon, theatre.border.lat, color=INK, linewidth=1.0)
    for leg in legs:
        if leg.avoids is not None:
            straight = leg.avoids
            axes.plot(
                straight.lon, straight.lat, color=COLOURS[1], linestyle=DASHES[1],
                linewidth=1.2,
            )  # fmt: skip
        axes.plot(leg.lon, leg.lat, color=COLOURS[0], linewidth=2.0)
        axes.plot(leg.lon[1:-1], leg.lat[1:-1], "o", color=COLOURS[0], markersize=3)
    for place in (legs[0].start, *(leg.end for leg in legs)):
        axes.plot(place.lon, place.lat, "s", color=INK, markersize=5)
        axes.annotate(
            plain(place.label), (place.lon, place.lat), xytext=(5, 5),
            textcoords="offset points", fontsize=8,
        )  # fmt: skip
    shrink = float(np.cos(np.radians(lat.mean())))
    tall = float(np.ptp(lat)) + 2 * AROUND_DEG
    wide = max(float(np.ptp(lon)) + 2 * AROUND_DEG, MAP_SHAPE * tall / shrink)
    tall = max(tall, wide * shrink / MAP_SHAPE)
    middle = float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2
    axes.set_aspect(1 / shrink)
    axes.set_xlim(middle[0] - wide / 2, middle[0] + wide / 2)
    axes.set_ylim(middle[1] - tall / 2, middle[1] + tall / 2)
    axes.set_xlabel("Longitude")
    axes.set_ylabel("Latitude")
    axes.set_title("Black: the border line; orange: the straight way, where not flown")
    axes.legend(
        handles=[Patch(color=HIGH, label="too high for it in this air")],
        loc="lower right", fontsize=8, framealpha=0.9,
    )  # fmt: skip


def _high_ground(axes: Axes, theatre: Theatre, highest_m: float) -> None:
    """Shade the ground that may not be flown over."""
    grid = theatre.elevation
    n_rows, n_cols = grid.height_m.shape
    west, north = grid.west - grid.step_lon / 2, grid.north + grid.step_lat / 2
    axes.imshow(
        np.where(grid.height_m > highest_m, 1.0, np.nan),
        extent=(
            west, west + grid.step_lon * n_cols, north - grid.step_lat * n_rows, north,
        ),
        cmap=ListedColormap([HIGH]), interpolation="nearest", aspect="auto",
    )  # fmt: skip
