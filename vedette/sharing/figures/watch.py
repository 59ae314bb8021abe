"""What a watcher learns: what it is worth by hour, and the chance after each sight."""

import numpy as np
from matplotlib.axes import Axes

from vedette.domain.picture import Window
from vedette.domain.watch import SectionWatch, Watch
from vedette.sharing.clocks import moment
from vedette.sharing.figures.style import (
    COLOURS,
    DASHES,
    EMPTY,
    FAINT,
    clock_label,
    mark_hours,
    paper,
    svg,
)
from vedette.sharing.package import Package
from vedette.sharing.text import plain

ROW_IN = 1.35


def draw_watch(package: Package) -> bytes:
    """Draw each section's worst reach on a row of its own, as SVG.

    To the left what watching adds, by the hour at which the watcher decides; to the
    right the chance to go unnoticed after each sight, at the hour when it adds most.
    """
    window, watch, sections = package.get_watch()
    title = "What a watcher at one reach may learn from the patrols he sees"
    with paper(package, title, 12.0, ROW_IN * len(sections) + 2.2) as figure:
        axes = figure.subplots(
            len(sections), 2, squeeze=False, width_ratios=[1.7, 1.0], sharex="col",
            sharey="col",
        )  # fmt: skip
        for row, section in enumerate(sections):
            _value(axes[row, 0], window, watch, section)
            _sights(axes[row, 1], window, watch, section)
        mark_hours(axes[-1, 0], window, along="x")
        axes[-1, 0].set_xlim(0, window.n_slots)
        axes[-1, 0].set_ylim(bottom=0.0)
        axes[-1, 0].set_xlabel(f"{clock_label(window)}; grey: no full watch")
        axes[-1, 1].set_xlabel("Slots since a patrol was last seen")
        axes[0, 1].legend(loc="lower left", fontsize=7, framealpha=0.85)
        figure.supylabel(
            "Left: harm points that watching adds. Right: chance to go unnoticed, %",
            fontsize=9,
        )
        return svg(figure)


def _value(axes: Axes, window: Window, watch: Watch, section: SectionWatch) -> None:
    worst = section.worst
    edges = np.append(watch.slot, watch.slot[-1] + 1)
    for first, last in ((0, edges[0]), (edges[-1], window.n_slots)):
        axes.axvspan(first, last, color=EMPTY, linewidth=0)
    axes.stairs(worst.value, edges, color=COLOURS[0], fill=True, alpha=0.85)
    axes.set_title(
        f"{plain(section.name)}, km {worst.km_from:.1f}-{worst.km_to:.1f}: at most "
        f"{section.largest:.2f} on top of {worst.without[section.at]:.2f}, "
        f"mean {section.mean:.2f}",
        fontsize=8.5,
    )
    axes.grid(axis="y", alpha=0.25)


def _sights(axes: Axes, window: Window, watch: Watch, section: SectionWatch) -> None:
    """Draw S after each sight; the size of a dot is how often it is seen."""
    worst, at = section.worst, section.at
    seen = np.arange(1, watch.params.slots + 2)
    axes.axhline(
        100 * worst.unwatched[at], color=FAINT, linestyle=DASHES[1],
        label="without watching",
    )  # fmt: skip
    axes.scatter(
        seen, 100 * worst.unnoticed[at], s=12 + 90 * worst.chance[at],
        color=COLOURS[1], label="after the sight (larger: more likely)", zorder=3,
    )  # fmt: skip
    axes.set_ylim(-6.0, 106.0)
    axes.set_xticks(seen, [*(f"{ago}" for ago in seen[:-1]), "none"])
    axes.set_title(f"{moment(window, int(watch.slot[at])):%d %b %H:%M}", fontsize=8.5)
    axes.grid(axis="y", alpha=0.25)
