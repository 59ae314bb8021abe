"""Where and when an attempt is noticed, and what is left where it is not."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from vedette.domain.plans import PlanPicture
from vedette.domain.theatre import FIRST_DARK
from vedette.sharing.figures.style import (
    EMPTY,
    INK,
    clock_label,
    mark_hours,
    mark_sections,
    paper,
    png,
)
from vedette.sharing.findings import remaining_loss
from vedette.sharing.package import Package


def draw_notice(package: Package) -> bytes:
    """Draw reach by hour: the chance of notice above, the remaining stake below."""
    picture = package.get_picture()
    title = (
        "Chance that an attempt is noticed, and the harm left open, by place and hour"
    )
    with paper(package, title, 13.0, 10.0) as figure:
        upper, lower = figure.subplots(2, 1, sharex=True)
        _panel(
            figure, upper, package, 100 * picture.notice, "cividis", "Chance, %",
            "Chance that an attempt is noticed (grey: nothing at stake; "
            "dashed: night begins and ends)",
        )  # fmt: skip
        _panel(
            figure, lower, package, remaining_loss(picture), "magma_r", "Harm points",
            "Harm left open: stake x chance to go unnoticed (darker: more)",
        )  # fmt: skip
        mark_sections(upper, package.theatre)
        mark_sections(lower, package.theatre, names=False)
        lower.set_xlabel("Border km from the downstream end")
        return png(figure)


def _panel(
    figure: Figure,
    axes: Axes,
    package: Package,
    cells: NDArray[np.float64],
    colours: str,
    unit: str,
    title: str,
) -> None:
    """Draw one table of cells, shape (R, T), km across and time downwards."""
    picture = package.get_picture()
    window = picture.window
    shown = np.ma.masked_where(picture.risk.stake <= 0, cells)
    top = float(shown.max()) if shown.count() else 1.0
    slots = np.arange(window.n_slots + 1)
    mesh = axes.pcolormesh(
        picture.ground.edge_km,
        slots,
        shown.T,
        cmap=colours,
        vmin=0.0,
        vmax=top,
        rasterized=True,
    )
    axes.set_facecolor(EMPTY)
    _mark_night(axes, picture)
    axes.invert_yaxis()
    axes.set_title(title)
    axes.set_ylabel(clock_label(window))
    mark_hours(axes, window, along="y")
    figure.colorbar(mesh, ax=axes, label=unit, pad=0.01, aspect=30)


def _mark_night(axes: Axes, picture: PlanPicture) -> None:
    """Draw a line around the hours of night; it moves with the place along the line."""
    ground, window = picture.ground, picture.window
    night = (window.light[ground.section] >= FIRST_DARK).T.astype(np.float64)
    if night.min() == night.max() or window.n_slots < 2:
        return
    edges = ground.edge_km
    km = np.concatenate([edges[:1], (edges[:-1] + edges[1:]) / 2, edges[-1:]])
    slot = np.arange(window.n_slots) + 0.5
    night = np.concatenate([night[:, :1], night, night[:, -1:]], axis=1)
    # White on a dark rim shows on any colour below it.
    for colour, style, width in ((INK, "solid", 2.2), ("#ffffff", "dashed", 1.1)):
        axes.contour(
            km, slot, night, levels=[0.5], colors=[colour], linestyles=[style],
            linewidths=[width],
        )  # fmt: skip
