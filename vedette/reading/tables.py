"""CSV tables: every row and cell checked, each fault with its line and column."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from vedette.reading.caps import CAPS
from vedette.reading.checks import Check, quote, refuse_out_of_scope
from vedette.reading.faults import Faults, WrongValueError

Tell = Callable[[str, str, str], None]  # of a row: a field, what is wrong, what to do


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its check, and the field it fills."""

    name: str
    check: Check
    field: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table must look like."""

    file: str
    columns: tuple[Column, ...]

    @classmethod
    def of(
        cls,
        file: str,
        columns: Mapping[str, Check],
        optional: Mapping[str, Check] = MappingProxyType({}),
        /,
        **fields: str,
    ) -> "Sheet":
        """Describe a table; ``fields`` names those that differ from their column.

        A table may do without the ``optional`` columns; their cells are then empty.
        """
        return cls(
            file,
            tuple(
                Column(name, check, fields.get(name, name), name in optional)
                for name, check in {**columns, **optional}.items()
            ),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its line in the file; ``values`` holds the sound ones only."""

    line: int | None
    values: Mapping[str, Any]

    def holds(self, *fields: str) -> bool:
        """Whether all these fields are sound."""
        return all(field in self.values for field in fields)

    def __getitem__(self, field: str) -> Any:
        """Return the value of a sound field."""
        return self.values[field]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file, or of one array of tables in a file."""

    file: str
    rows: tuple[Row, ...]

    def ids(self) -> frozenset[str]:
        """All ids that can be read."""
        return frozenset(row["id"] for row in self.rows if row.holds("id"))

    def by_id(self) -> dict[str, Row]:
        """All rows whose id can be read; of those that share one, the first."""
        return {row["id"]: row for row in reversed(self.rows) if row.holds("id")}


def decode(data: bytes, file: str, faults: Faults) -> str | None:
    """Turn bytes into text: UTF-8, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(
            file,
            "this is not UTF-8 text",
            "save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')",
            line=data.count(b"\n", 0, error.start) + 1,
        )
        return None


def read_table(
    data: bytes, sheet: Sheet, faults: Faults, *, most_rows: int = CAPS.csv_rows
) -> Table | None:
    """Read a table; None where it has no usable header."""
    content = decode(data, sheet.file, faults)
    if content is None:
        return None
    lines = _read_lines(content, sheet.file, faults)
    header = next(lines, None)
    if header is None:
        faults.add(
            sheet.file,
            "the table is empty",
            f"begin with the line {_columns(sheet)}",
        )
        return None
    if not _check_header(header[1], sheet, faults):
        return None
    names = [name.strip() for name in header[1]]
    rows: list[Row] = []
    for line, cells in lines:
        if len(rows) == most_rows:
            faults.add(
                sheet.file,
                f"there are more than {most_rows:,} rows",
                "take out what the theatre does not need",
                line=line,
            )
            break
        row = _read_row(line, cells, names, sheet, faults)
        if row is not None:
            rows.append(row)
    return Table(sheet.file, tuple(rows))


def _read_lines(
    content: str, file: str, faults: Faults
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the line it begins on."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.add(
                file,
                f"the row cannot be read ({error})",
                'look for a quote mark that is not closed; write " inside a text as ""',
                line=line,
            )
            return
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _columns(sheet: Sheet) -> str:
    return ",".join(column.name for column in sheet.columns)


def _check_header(cells: list[str], sheet: Sheet, faults: Faults) -> bool:
    """Check that the header has exactly the sheet's columns, in any order."""
    before = len(faults)
    names = [cell.strip() for cell in cells]
    known = [column.name for column in sheet.columns]
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        faults.add(
            sheet.file,
            "the columns are not parted by commas",
            f"save it with commas; the header is {_columns(sheet)}",
            line=1,
        )
        return False
    for at, name in enumerate(names):
        if name in known and name not in names[:at]:
            continue
        what, advice = (
            f"column {quote(name)} {'stands twice' if name in known else 'is unknown'}",
            f"take it out; the columns are {_columns(sheet)}",
        )
        try:
            refuse_out_of_scope(name)
        except WrongValueError as scope:
            what, advice = f"column {scope.what}", scope.advice
        faults.add(sheet.file, what, advice, line=1, field=quote(name).strip("'"))
        if len(faults) - before > len(known):
            break
    for name in (each.name for each in sheet.columns if not each.is_optional):
        if name not in names:
            faults.add(
                sheet.file,
                "the column is missing",
                f"add it; the columns are {_columns(sheet)}",
                line=1,
                field=name,
            )
    return len(faults) == before


def _read_row(
    line: int, cells: list[str], names: list[str], sheet: Sheet, faults: Faults
) -> Row | None:
    """Check the cells of one row; None where it has the wrong number of them."""
    if len(cells) != len(names):
        faults.add(
            sheet.file,
            f"the row has {len(cells):,} cells and the header {len(names)}",
            "give each column one cell; put a text with a comma in double quotes",
            line=line,
        )
        return None

    def fault(field: str, what: str, advice: str) -> None:
        faults.add(sheet.file, what, advice, line=line, field=field)

    found = dict(zip(names, cells, strict=True))
    return Row(line, check_cells(found, sheet, fault))


def _cell_of(cells: Mapping[str, str], column: Column) -> str:
    return cells.get(column.name, "") if column.is_optional else cells[column.name]


def check_cells(cells: Mapping[str, str], sheet: Sheet, fault: Tell) -> dict[str, Any]:
    """Check one row's cells, by column; return the sound ones, by field."""
    values: dict[str, Any] = {}
    for column in sheet.columns:
        try:
            values[column.field] = column.check(_cell_of(cells, column))
        except WrongValueError as wrong:
            fault(column.name, wrong.what, wrong.advice)
    return values
