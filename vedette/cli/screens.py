"""What is printed on a screen: JSON, and tables with no word cut in two."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDE = 120  # columns, where nobody says how many there are
LEGIBLE = 30  # columns that a text needs to be read with ease


def print_json(value: Any) -> None:
    """Print plain values as one JSON object."""
    from json import dumps

    typer.echo(dumps(value, ensure_ascii=False, indent=2))


class View(Protocol):
    """What a verb of the desk found out, ready to be shown."""

    def describe(self) -> str:
        """Return it in words and tables."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""


def print_view(view: View, *, json: bool, out: Path | None = None) -> None:
    """Print a view as one JSON object; or in words, with the file it was drawn into."""
    if json:
        print_json(view.as_json())
        return
    typer.echo(view.describe())
    if out is not None:
        typer.echo(f"Wrote {out}.")


def make_console() -> "Console":
    """Return the console that screens are printed on; wide where it is a file."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        return Console(width=WIDE)
    return console


def make_table(title: str, *columns: str) -> "Table":
    """Start a table; a column whose title ends in # holds numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(
            column.removesuffix("#"),
            justify="right" if column.endswith("#") else "left",
            overflow="fold",
            no_wrap=number == 0,  # the id, which people copy
        )
    return table


def add_row(table: "Table", *cells: object) -> None:
    """Add a row; cells are printed as they are, without markup."""
    from rich.text import Text

    table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))


def print_table(console: "Console", table: "Table") -> None:
    """Print a table with no word cut in two; as blocks of lines where it is too wide.

    Columns without anything in them are left out.
    """
    table = _leave_out_empty(table)
    if _fit(table, console.width):
        console.print(table)
        return
    from rich.padding import Padding
    from rich.text import Text

    say(console, f"{table.title}\n")
    names = [str(column.header) for column in table.columns[1:]]
    for first, *cells in zip(*(column.cells for column in table.columns), strict=True):
        console.print(Text(str(first), "bold"))
        told = zip(names, map(str, cells), strict=True)
        line = " | ".join(f"{name} {cell}".strip() for name, cell in told if cell)
        console.print(Padding(Text(line), (0, 0, 0, 4), expand=False))
    console.print()


def _leave_out_empty(table: "Table") -> "Table":
    told = [column for column in table.columns if any(map(str, column.cells))]
    names = [f"{each.header}{'#' * (each.justify == 'right')}" for each in told]
    kept = make_table(str(table.title), *names)
    for cells in zip(*(column.cells for column in told), strict=True):
        kept.add_row(*cells)
    return kept


def _fit(table: "Table", width: int) -> bool:
    """Set the widths of columns so that words stay whole; False where none would.

    What is left is shared out, the columns that want least being served first.
    """
    from rich.cells import cell_len

    columns = [
        (each, [str(each.header), *map(str, each.cells)]) for each in table.columns
    ]
    most = [max(map(cell_len, texts)) for _, texts in columns]
    least = [max(cell_len(w) for w in " ".join(texts).split()) for _, texts in columns]
    least[:1] = most[:1]  # the id, which people copy
    least[-1] = max(least[-1], min(most[-1], LEGIBLE))  # what is said, as a rule
    spare = width - 3 * len(columns) - 1 - sum(least)
    if spare < 0:
        return False
    wants = [high - low for low, high in zip(least, most, strict=True)]
    for done, at in enumerate(sorted(range(len(wants)), key=wants.__getitem__)):
        more = min(wants[at], spare // (len(wants) - done))
        columns[at][0].width = least[at] + more
        spare -= more
    return True


def say(console: "Console", text: str) -> None:
    """Print a line as it is, without markup."""
    console.print(text, markup=False, highlight=False)
