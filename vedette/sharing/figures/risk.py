"""Risk drawn: by place and hour, and the three angles of every section."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from vedette.domain.picture import Window
from vedette.domain.risk import Angle, HourRisk
from vedette.domain.theatre import LEVELS
from vedette.errors import InputError
from vedette.sharing.figures.style import (
    DASHES,
    EMPTY,
    INK,
    PAPER,
    clock_label,
    mark_hours,
    mark_sections,
    paper,
    png,
)
from vedette.sharing.package import Package
from vedette.sharing.register_cases import say_moment
from vedette.sharing.risk_hours import section_names
from vedette.sharing.risk_words import UNITS

# One hue, from pale to dark: told apart by lightness alone, also in grey.
WORD_COLOURS = ("#e6eef6", "#a9c8e2", "#4f8fc0", "#0b3c68")
ANGLES = ("attacks", "crossings", "vulnerability", "impact")
TITLES = ("Threat: attacks", "Threat: crossings", "Vulnerability", "Impact")


def draw_hours(package: Package) -> bytes:
    """Draw reach by hour: the risk as it is expected, and as it could be at most."""
    hours = package.get_risk().hours
    if hours is None:
        raise InputError("The risk was not mapped by hour; map it before sharing it.")
    title = "Risk by place and hour, against an even spread over ground and hours"
    with paper(package, title, 13.0, 10.0) as figure:
        upper, lower = figure.subplots(2, 1, sharex=True)
        _panel(upper, hours, hours.middle, "As expected (grey: nobody can cross)")
        _panel(
            lower, hours, hours.high,
            "With the rate of its section at the high end of what is known",
        )  # fmt: skip
        mark_sections(upper, package.theatre)
        mark_sections(lower, package.theatre, names=False)
        lower.set_xlabel("Border km from the downstream end")
        _legend(figure)
        return png(figure)


def _panel(axes: Axes, hours: HourRisk, words: NDArray[np.int8], title: str) -> None:
    """Draw words by cell, shape (R, T), km across and time downwards."""
    window: Window = hours.window
    axes.pcolormesh(
        hours.ground.edge_km,
        np.arange(window.n_slots + 1),
        np.ma.masked_where(words < 0, words).T,
        cmap=ListedColormap(WORD_COLOURS),
        norm=BoundaryNorm(np.arange(len(LEVELS) + 1) - 0.5, len(LEVELS)),
        rasterized=True,
    )
    axes.set_facecolor(EMPTY)
    axes.invert_yaxis()
    axes.set_title(title)
    axes.set_ylabel(clock_label(window))
    mark_hours(axes, window, along="y")


def draw_angles(package: Package) -> bytes:
    """Draw the angles of every section: intervals over the bands they fall into."""
    theatre, run = package.theatre, package.get_risk().run
    names = section_names(theatre)
    at = say_moment(run.at, theatre.zone)
    title = f"Threat, vulnerability and impact by section, as of {at}"
    height = 2.4 + 0.32 * len(run.sections)
    with paper(package, title, 14.0, height) as figure:
        grid = figure.subplots(1, len(ANGLES), sharey=True)
        for axes, name, head in zip(grid, ANGLES, TITLES, strict=True):
            angles = [getattr(risk, name) for risk in run.sections]
            _column(axes, angles, run.bands[name], head, UNITS[name])
        grid[2].xaxis.set_major_formatter(PercentFormatter(1.0))
        grid[0].set_yticks(
            range(len(run.sections)), [names[risk.section] for risk in run.sections]
        )
        grid[0].invert_yaxis()
        _legend(figure)
        return png(figure)


def _column(
    axes: Axes, angles: Sequence[Angle], ends: Sequence[float], title: str, unit: str
) -> None:
    """Draw one angle of all sections: its interval over the bands, and its middle."""
    top = max(angle.high for angle in angles)
    edges = np.array([0.0, *ends, max(top, ends[-1]) + 1])
    for row, angle in enumerate(angles):
        cuts = np.clip(edges, angle.low, angle.high)
        axes.barh(
            [row] * len(LEVELS), np.diff(cuts), left=cuts[:-1], height=0.62,
            color=WORD_COLOURS,
        )  # fmt: skip
        axes.barh(
            row, angle.high - angle.low, left=angle.low, height=0.62, color="none",
            edgecolor=INK, linewidth=0.7,
        )  # fmt: skip
        for colour, width in ((PAPER, 4.0), (INK, 2.0)):
            ends_of = [row - 0.31, row + 0.31]
            axes.plot([angle.middle] * 2, ends_of, color=colour, linewidth=width)
    for end in ends:
        if end < top:
            axes.axvline(end, color=INK, linewidth=0.8, linestyle=DASHES[2])
    axes.set_title(title)
    axes.set_xlabel(unit)
    axes.set_xlim(0.0, top * 1.03 if top > 0 else 1.0)
    axes.set_ylim(-0.6, len(angles) - 0.4)


def _legend(figure: Figure) -> None:
    patches = [
        Patch(facecolor=colour, edgecolor=INK, linewidth=0.6, label=word)
        for colour, word in zip(WORD_COLOURS, LEVELS, strict=True)
    ]
    figure.legend(
        handles=patches, loc="outside lower right", ncols=len(patches), frameon=False
    )
