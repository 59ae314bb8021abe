"""What all figures share: paper, type, colours, the notice, and the two axes."""

import io
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from vedette.domain.picture import Window
from vedette.domain.theatre import Theatre
from vedette.sharing.clocks import moment
from vedette.sharing.package import Package
from vedette.sharing.text import plain

DPI = 130
NOTICE_CHARS = 150  # in one line of the notice
INK, FAINT, PAPER, EMPTY = "#222222", "#8a8a8a", "#ffffff", "#dcdcdc"
# Okabe and Ito (2008): told apart by the colour-blind; darkest first, and each with a
# line of its own for print in black and white.
COLOURS = ("#00407a", "#d55e00", "#009e73", "#cc79a7")
DASHES = ("solid", (0, (5, 2)), (0, (1, 1.2)), (0, (6, 2, 1, 2)))
STYLE: Any = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the same everywhere
    "font.size": 9.0,
    "axes.titlesize": 10.0,
    "axes.titlelocation": "left",
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.parse_math": False,  # a name with a dollar sign is a name
    "savefig.facecolor": PAPER,
}


@contextmanager
def paper(
    package: Package, title: str, width: float, height: float
) -> Iterator[Figure]:
    """Give an empty figure of so many inches, with its title and the notice."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
        figure.supxlabel(_notice(package), x=0.01, ha="left", fontsize=7.5, color=INK)
        yield figure


def png(figure: Figure) -> bytes:
    """Return the figure as PNG, without the date or the version that drew it."""
    held = io.BytesIO()
    with warnings.catch_warnings():
        # A name in a script that the font has not is drawn as boxes, and that is all.
        warnings.filterwarnings(
            "ignore", message="Glyph .* missing", category=UserWarning
        )
        figure.savefig(held, format="png", metadata={"Software": None})
    return held.getvalue()


def drawn(figure: Figure, form: str) -> bytes:
    """Return the figure as PNG or SVG."""
    return png(figure) if form == "png" else svg(figure)


def svg(figure: Figure) -> bytes:
    """Return the figure as SVG, the same each time, without date or program."""
    held = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "vedette"}), warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph .* missing", category=UserWarning
        )
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    return held.getvalue()


def mark_sections(axes: Axes, theatre: Theatre, *, names: bool = True) -> None:
    """Draw the sections' limits across the km axis, with their names above."""
    for section in theatre.sections[1:]:
        axes.axvline(section.km_from, color=INK, linewidth=0.5, alpha=0.55)
    axes.set_xlim(0.0, theatre.border.length_km)
    if not names:
        return
    above = axes.secondary_xaxis("top")
    above.set_xticks(
        [(section.km_from + section.km_to) / 2 for section in theatre.sections],
        [plain(section.name) for section in theatre.sections],
        rotation=35,
        ha="left",
        rotation_mode="anchor",
        fontsize=7.5,
    )
    above.tick_params(length=2, pad=2)


def mark_hours(axes: Axes, window: Window, *, along: str) -> None:
    """Write the theatre's clock along an axis that counts slots."""
    n_slots = window.n_slots
    hours = n_slots * window.slot_min / 60
    every = next((h for h in (1, 2, 3, 6, 12, 24) if hours / h <= 16), 24)
    ticks, labels = [], []
    for slot in range(n_slots + 1):
        at = moment(window, slot)
        if at.minute == 0 and at.hour % every == 0:
            ticks.append(slot)
            labels.append(f"{at:%H:%M}\n{at:%d %b}" if at.hour == 0 else f"{at:%H:%M}")
    axis = axes.xaxis if along == "x" else axes.yaxis
    axis.set_ticks(ticks, labels)


def clock_label(window: Window) -> str:
    """Return the label of an axis of time."""
    begin = moment(window, 0)
    return f"Hour in {window.zone} (UTC{begin:%z}), from {begin:%d %b %Y}"


def reach_steps(
    edges: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return values by reach as the corners of a line with steps."""
    return np.repeat(edges, 2)[1:-1], np.repeat(values, 2)


def _notice(package: Package) -> str:
    theatre, plan = package.theatre, package.plan
    mark = "EXERCISE DATA. " if theatre.is_exercise else ""
    of = plain(theatre.name)
    if plan is not None:
        of = f"Plan {plan.content_hash[:12] or 'not written'}, {of}"
    return "\n".join(
        textwrap.wrap(f"{mark}{plain(theatre.notice)} {of}.", NOTICE_CHARS)
    )
