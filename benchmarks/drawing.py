"""Drawn figures: the looks of the program's own, as SVG that is the same every time."""

import os
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from vedette.reading import load_theatre
from vedette.sharing.figures.style import COLOURS, DASHES, FAINT, INK, STYLE

__all__ = ["COLOURS", "DASHES", "FAINT", "sheet"]
CHARS_AN_INCH = 15  # of the notice
FIXED = {"svg.hashsalt": "vedette"}  # names of parts would be random otherwise


@contextmanager
def sheet(file: Path, title: str, width: float, height: float) -> Iterator[Figure]:
    """Give an empty figure of so many inches, and write it when it is drawn."""
    notice = load_theatre("tajik_afghan").notice
    said = f"Built-in theatre on {os.cpu_count()} processors. {notice}"
    said = "\n".join(textwrap.wrap(said, int(CHARS_AN_INCH * width)))
    with mpl.rc_context({**STYLE, **FIXED}):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
        figure.supxlabel(said, x=0.01, ha="left", fontsize=7.5, color=INK)
        yield figure
        file.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
