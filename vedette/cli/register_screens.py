"""Screens of the register: lists, what is flagged, trees of what rests on what."""

import os
import zoneinfo
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.tree import Tree

    from vedette.desk.claims import Impact
    from vedette.desk.incidents import IncidentLine
    from vedette.domain.history import Flag
    from vedette.domain.register import Count, Span

WIDE = 120  # columns, where nobody says how many there are
MOST_BRANCHES = 200  # of a tree; a screen holds no more, --json holds them all


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


def span_text(span: "Span | None", zone: str) -> str:
    """Write a span as people read it: a day, an hour, or both ends."""
    if span is None:
        return ""
    first, last = (
        moment.astimezone(zoneinfo.ZoneInfo(zone))
        for moment in (span.earliest, span.latest)
    )
    if first == last:
        return f"{first:%Y-%m-%d %H:%M}"
    is_whole = (first.hour, first.minute, last.hour, last.minute) == (0, 0, 23, 59)
    if is_whole and first.date() == last.date():
        return f"{first:%Y-%m-%d}"
    if is_whole:
        return f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    if first.date() == last.date():
        return f"{first:%Y-%m-%d %H:%M} to {last:%H:%M}"
    return f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}"


def count_text(count: "Count | None") -> str:
    """Write a range of people: 3, or 3-5."""
    if count is None:
        return ""
    return f"{count.low}" if count.low == count.high else f"{count.low}-{count.high}"


def print_incidents(lines: Sequence["IncidentLine"], zone: str) -> None:
    """Print a list of incidents."""
    columns = ("id", "when", "km#", "section", "what", "killed#", "standing")
    table = make_table("Incidents", *columns, "claims#", "")
    for each in lines:
        incident, line = each.incident, each.incident.line
        add_row(
            table,
            incident.id,
            span_text(incident.when, zone),
            "" if line is None else f"{line.km:.1f}",
            "" if line is None else line.section,
            incident.title,
            count_text(incident.killed),
            each.standing.replace("_", " "),
            each.claims,
            "flagged" if each.is_flagged else "",
        )
    console = make_console()
    if lines:
        print_table(console, table)
    say(console, f"{len(lines):,} incident{'' if len(lines) == 1 else 's'}.")


def print_impact(impact: "Impact") -> None:
    """Print all that rests on a claim, as a tree."""
    console = make_console()
    state = f" [{impact.state.replace('_', ' ')}]" if impact.state else ""
    if not impact.consequences:
        say(console, f"{impact.what}{state}: {impact.title}")
        say(console, "Nothing rests on it.")
        return
    console.print(_make_tree(impact, state))
    number = len(impact.consequences)
    flagged = sum(each.is_flagged for each in impact.consequences)
    say(console, f"{number:,} rest on it; {flagged:,} of them are flagged by it.")


def _make_tree(impact: "Impact", state: str) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(f"{impact.what}{state}: {impact.title}"))
    branches = {impact.what: tree}
    for each in impact.consequences[:MOST_BRANCHES]:  # nearer ones come first
        mark = "! " if each.is_flagged else ""
        label = Text(f"{mark}{each.what}: {each.title}")
        branches[each.what] = branches[each.path[-2]].add(label)
    more = len(impact.consequences) - MOST_BRANCHES
    if more > 0:
        tree.add(Text(f"... and {more:,} more: --json lists them all"))
    return tree


def print_flags(flags: Sequence["Flag"]) -> None:
    """Print what is flagged, why, and by which path."""
    console = make_console()
    if not flags:
        say(console, "Nothing is flagged.")
        return
    table = make_table("Flagged: rests on what has fallen", "what", "because", "path")
    for flag in flags[:MOST_BRANCHES]:
        path = " > ".join(map(str, flag.path))
        add_row(table, flag.what, flag.reason, path)
    print_table(console, table)
    number = len({flag.what for flag in flags})
    say(
        console,
        f"{number:,} to look at again: vedette register reassess NAME --why ...",
    )
