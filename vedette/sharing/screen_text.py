"""Running text and tables as a terminal shows them."""

import textwrap
from collections.abc import Sequence

WIDTH = 96  # of running text; a table is as wide as what it holds


def wrap(text: str, indent: int = 0) -> list[str]:
    """Return running text in lines; indented ones hang after the first."""
    first = " " * indent
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=f"{first}  " if indent else "",
        break_on_hyphens=False,
    )


def wrapped(text: str) -> str:
    """Return running text as lines that all end."""
    return "\n".join(wrap(text)) + "\n"


def lay_out(
    rows: Sequence[Sequence[str]], align: str = "", indent: int = 0
) -> list[str]:
    """Return rows as lines, each column as wide as its longest cell.

    ``align`` has one sign for each column, ``<`` to the left, ``>`` to the right; all
    stand to the left where it has none.

    >>> lay_out([("km", "what"), ("12", "post")], "><")
    ['km  what', '12  post']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sides = align or "<" * len(widths)
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if side == ">" else cell.ljust(width)
            for cell, side, width in zip(row, sides, widths, strict=True)
        ]
        lines.append((" " * indent + "  ".join(cells)).rstrip())
    return lines


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table: first and last column to the left, the others to the right."""
    align = f"<{'>' * (len(head) - 2)}<"
    return "\n".join(lay_out([head, *rows], align)) + "\n"
