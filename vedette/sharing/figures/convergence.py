"""How the plan was found: its loss from above, its bound from below."""

from itertools import pairwise

from matplotlib.axes import Axes

from vedette.sharing.figures.style import (
    COLOURS,
    DASHES,
    EMPTY,
    FAINT,
    paper,
    png,
)
from vedette.sharing.package import Package
from vedette.sharing.text import plain


def draw_convergence(package: Package) -> bytes:
    """Draw loss and bound against seconds; the plan's numbers stand at the right."""
    plan = package.get_plan()
    certificate = plan.certificate
    seconds = [each.seconds for each in plan.trace]
    loss = [each.loss for each in plan.trace]
    bound = [each.bound for each in plan.trace]
    title = "Loss of the plan and bound on any plan, while it was being solved"
    with paper(package, title, 10.0, 5.6) as figure:
        axes = figure.subplots()
        axes.fill_between(
            seconds, bound, loss, step="post", color=EMPTY, linewidth=0, label="gap"
        )
        axes.step(
            seconds, loss, where="post", color=COLOURS[1], linewidth=1.8,
            label="loss of the best plan so far",
        )  # fmt: skip
        axes.step(
            seconds, bound, where="post", color=COLOURS[0], linewidth=1.8,
            linestyle=DASHES[1], label="bound: no roster of these teams loses less",
        )  # fmt: skip
        axes.axhline(
            certificate.loss_without_teams, color=FAINT, linewidth=1.2,
            linestyle=DASHES[2], label="loss with no team at all",
        )  # fmt: skip
        for value in (certificate.loss, certificate.bound):
            axes.annotate(
                f"{value:.2f}", (1.0, value), xycoords=("axes fraction", "data"),
                xytext=(4, 0), textcoords="offset points", va="center", fontsize=9,
            )  # fmt: skip
        _mark_phases(axes, package)
        axes.set_xlim(0.0, seconds[-1])
        axes.set_ylim(bottom=0.0)
        axes.set_xlabel("Seconds of solving")
        axes.set_ylabel("Harm points")
        axes.set_title(
            f"{plan.effort.rounds:,} rounds; gap {certificate.gap:.1%} of the loss, "
            f"missed {certificate.missed:.1%} of what these teams could save"
        )
        axes.grid(alpha=0.25)
        axes.legend(loc="lower right", fontsize=8.5)
        return png(figure)


def _mark_phases(axes: Axes, package: Package) -> None:
    """Name each phase of the solve where it begins."""
    trace = package.get_plan().trace
    for before, here in pairwise(trace):
        if here.phase != before.phase:
            axes.axvline(here.seconds, color=FAINT, linewidth=0.8)
    named = [trace[0], *(b for a, b in pairwise(trace) if a.phase != b.phase)]
    for each in named:
        axes.annotate(
            f"phase: {plain(each.phase)}", (each.seconds, 0.02),
            xycoords=("data", "axes fraction"),
            xytext=(3, 0), textcoords="offset points", rotation=90, fontsize=8,
            va="bottom", ha="left",
        )  # fmt: skip
