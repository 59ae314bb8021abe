"""XLSX workbooks: checked part by part, then read cell by cell.

Nothing in such a file is trusted; see ``xlsxparts`` for what is done before it is
parsed. Formulas are not computed: the value that was saved with one counts.
"""

import io
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import repeat
from operator import is_
from typing import Any

from vedette.errors import InputError
from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.reading.xlsxparts import lay_anew

MOST_BYTES = 4_000_000  # of the file
MOST_COLUMNS = 32
LAST_ROW = 1_048_576  # of any spreadsheet


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell whose value cannot be told: what is wrong, and what to do."""

    what: str
    advice: str


FORMULA = NoValue(
    "the cell holds a formula that was saved without its value",
    "write the value itself, or open and save the file in a spreadsheet",
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet that are not blank, each with its number.

    Cells are None, text, numbers, truth values, dates, times, or a `NoValue`.
    """

    title: str
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that were asked for, by the name asked for; titles of the others."""

    grids: dict[str, Grid]
    unread: tuple[str, ...]


def read_workbook(data: bytes, shown: str, wanted: Collection[str]) -> Workbook:
    """Read the sheets ``wanted`` of a workbook, whatever the case of their titles.

    Raises
    ------
    InputError
        In one sentence that begins with ``shown``, if the file is no sound workbook or
        a sheet is missing.
    """
    try:
        sound = lay_anew(data, shown)
        values, formulas = (_open(sound, is_values) for is_values in (True, False))
        titles = {each.strip().casefold(): each for each in values.sheetnames}
        missing = [name for name in wanted if name.casefold() not in titles]
        if missing:
            there = ", ".join(quote(each) for each in values.sheetnames[:12])
            raise InputError(
                f"{shown}: there is no sheet {' or '.join(map(quote, missing))}; it "
                f"has {there}. Begin with `vedette forces template`."
            )
        grids = {}
        for name in wanted:
            title = titles[name.casefold()]
            pair = values[title], formulas[title]
            grids[name] = Grid(title, tuple(_rows(*pair, f"{shown}, sheet {name}")))
    except InputError:
        raise
    except Exception as error:  # the library raises whatever a garbled part leads to
        reason = quote(str(error) or type(error).__name__, longest=120)[1:-1]
        raise InputError(
            f"{shown}: this is not a sound XLSX workbook ({reason}). If a spreadsheet "
            "opens it, save it anew from there."
        ) from None
    held = {grid.title for grid in grids.values()}
    unread = tuple(each for each in values.sheetnames if each not in held)
    return Workbook(grids, unread)


def _open(data: bytes, is_values: bool) -> Any:
    """Open a workbook for its saved values, or for its formulas."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not matter
        return load_workbook(
            io.BytesIO(data), read_only=True, data_only=is_values, keep_links=False
        )


def _rows(
    values: Any, formulas: Any, shown: str
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows that are not blank, by their number from 1."""
    sheets = values, formulas
    if not all(hasattr(sheet, "reset_dimensions") for sheet in sheets):
        raise InputError(f"{shown}: this sheet is a chart. Put the table there.")
    for sheet in sheets:
        sheet.reset_dimensions()  # what a file says of its size need not be true
    number = found = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lines = (sheet.iter_rows(max_col=MOST_COLUMNS + 1) for sheet in sheets)
        for saved, written in zip(*lines, strict=False):
            number += 1
            if number > LAST_ROW:
                return
            if _is_filler(saved) and _is_filler(written):
                continue
            cells = tuple(map(_value, saved, written))
            if all(_is_blank(cell) for cell in cells):
                continue
            found += 1
            if found > CAPS.csv_rows + 1:
                raise InputError(
                    f"{shown}: there are more than {CAPS.csv_rows:,} rows. Take out "
                    "what the theatre does not need."
                )
            if not _is_blank(cells[MOST_COLUMNS]):
                raise InputError(
                    f"{shown}, row {number}: there are cells beyond column "
                    f"{MOST_COLUMNS}. Take them out."
                )
            last = max(at for at, cell in enumerate(cells) if not _is_blank(cell))
            yield number, cells[: last + 1]


def _is_filler(cells: tuple[Any, ...]) -> bool:
    """Tell quickly whether the file says nothing of a row; there may be a million."""
    return all(map(is_, cells, repeat(cells[0]))) and cells[0].value is None


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _value(saved: Any, written: Any) -> Any:
    """Return what a cell holds; ``written`` is the same cell with its formula."""
    if written.data_type == "f" and saved.value is None:
        return FORMULA
    if saved.data_type == "e":
        shown = quote(str(saved.value))[1:-1]
        return NoValue(f"the cell holds an error ({shown})", "write the value itself")
    return saved.value
