"""What a partner adds: options side by side along the border, and their numbers."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from vedette.domain.plans import PlanPicture
from vedette.sharing.figures.style import (
    COLOURS,
    DASHES,
    EMPTY,
    mark_sections,
    paper,
    png,
    reach_steps,
)
from vedette.sharing.findings import remaining_loss
from vedette.sharing.package import Option, Package
from vedette.sharing.summary import list_options
from vedette.sharing.text import plain


def draw_comparison(package: Package) -> bytes:
    """Draw worst remaining stake and mean notice along the km, one line an option."""
    options = list_options(package)
    title = "What each option leaves open along the border"
    with paper(package, title, 13.0, 9.5) as figure:
        upper, lower, table = figure.subplots(3, 1, height_ratios=[3.0, 2.2, 1.0])
        lower.sharex(upper)
        _worst(upper, package, options)
        _mean(lower, options)
        mark_sections(upper, package.theatre)
        mark_sections(lower, package.theatre, names=False)
        lower.set_xlabel("Border km from the downstream end")
        _numbers(table, options)
        return png(figure)


def _worst(axes: Axes, package: Package, options: list[Option]) -> None:
    picture = package.get_picture()
    km, stake = reach_steps(picture.ground.edge_km, picture.risk.stake.max(axis=1))
    axes.fill_between(
        km, stake, color=EMPTY, linewidth=0, label="stake, no team at all"
    )
    for index, option in enumerate(options):
        worst = remaining_loss(option.picture).max(axis=1)
        km, left = reach_steps(option.picture.ground.edge_km, worst)
        axes.plot(
            km, left, label=_label(option), color=COLOURS[index % len(COLOURS)],
            linestyle=DASHES[index % len(DASHES)], linewidth=1.7,
        )  # fmt: skip
    axes.set_ylim(0.0, 1.35 * max(stake.max(), 1.0))  # with room for the legend
    axes.set_ylabel("Harm points")
    axes.set_title("Harm left open in each reach at its worst hour")
    axes.legend(loc="upper right", fontsize=8.5, framealpha=0.9)
    axes.grid(axis="y", alpha=0.25)


def _mean(axes: Axes, options: list[Option]) -> None:
    for index, option in enumerate(options):
        mean = 100 * _mean_notice(option.picture)
        km, notice = reach_steps(option.picture.ground.edge_km, mean)
        axes.plot(
            km, notice, color=COLOURS[index % len(COLOURS)],
            linestyle=DASHES[index % len(DASHES)], linewidth=1.7,
        )  # fmt: skip
    axes.set_ylim(bottom=0.0)
    axes.set_ylabel("Chance, %")
    axes.set_title("Chance that an attempt is noticed, mean over the hours")
    axes.grid(axis="y", alpha=0.25)


def _mean_notice(picture: PlanPicture) -> NDArray[np.float64]:
    """Return the mean chance of notice over the hours with a stake, shape (R,)."""
    at_stake = picture.risk.stake > 0
    hours = np.maximum(at_stake.sum(axis=1), 1)
    return np.asarray((picture.notice * at_stake).sum(axis=1) / hours)


def _numbers(axes: Axes, options: list[Option]) -> None:
    """Write each option's numbers under one another."""
    axes.axis("off")
    rows = []
    for option in options:
        found = option.plan.certificate
        rows.append(
            [
                plain(option.label),
                f"{len(option.plan.moves)}",
                f"{found.loss:.2f}",
                f"{found.bound:.2f}",
                f"{found.gap:.1%}",
                f"{found.loss_without_teams - found.loss:.2f}",
            ]
        )
    table = axes.table(
        cellText=rows,
        colLabels=[
            "Option", "Teams", "Loss, harm points", "Bound, harm points", "Gap",
            "Saved against no team",
        ],
        colWidths=[0.36, 0.08, 0.14, 0.14, 0.1, 0.18],
        loc="center",
        cellLoc="center",
    )  # fmt: skip
    table.auto_set_font_size(False)
    table.set_fontsize(9)
    table.scale(1.0, 1.35)


def _label(option: Option) -> str:
    loss = option.plan.certificate.loss
    return f"{plain(option.label)}: loss {loss:.2f}"
