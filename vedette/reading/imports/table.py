"""What the readers of tables share: the columns found, a row's cells checked."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from vedette.reading.checks import quote, some_of
from vedette.reading.faults import WrongValueError
from vedette.reading.imports.event import LeftOut
from vedette.reading.imports.rowfaults import RowFaults
from vedette.reading.imports.rows import Sheet

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Task:
    """What every reader is told besides the file, and what it tells besides events.

    ``zone`` is that in which the days of a table are counted; ``last_day`` is the one
    after which nothing can have happened yet; ``on_rows`` is told now and then how many
    rows were read.
    """

    zone: dt.tzinfo
    last_day: dt.date
    faults: RowFaults
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    on_rows: Callable[[int], None] | None = None

    @classmethod
    def at(
        cls,
        zone: dt.tzinfo,
        now: dt.datetime,
        on_rows: Callable[[int], None] | None = None,
    ) -> "Task":
        """Begin a task at a moment; somewhere on earth it may be the next day."""
        last_day = now.date() + dt.timedelta(days=1)
        return cls(zone, last_day, RowFaults(), on_rows=on_rows)

    def leave_out(self, why: str, line: int) -> None:
        """Count a row that is not taken."""
        self.left_out.setdefault(why, LeftOut()).add(line)


class Cells:
    """The cells of one row after another, taken by field and checked.

    ``columns`` gives the place of the column that fills each field, and its name.
    """

    def __init__(
        self, file: str, columns: Mapping[str, tuple[int, str]], faults: RowFaults
    ) -> None:
        self._file, self._columns, self._faults = file, columns, faults
        self._cells: Sequence[str] = ()
        self.line = 0
        self.is_sound = True

    def load(self, line: int, cells: Sequence[str]) -> None:
        """Turn to another row."""
        self.line, self._cells, self.is_sound = line, cells, True

    def has(self, field_: str) -> bool:
        """Whether the table has a column for a field."""
        return field_ in self._columns

    def text(self, field_: str) -> str:
        """Return a cell as it stands; an empty text where there is no column for it."""
        column = self._columns.get(field_)
        return "" if column is None else self._cells[column[0]]

    def take(self, field_: str, check: Callable[[str], V]) -> V | None:
        """Return a cell's value; None and a fault where it does not pass its check."""
        column = self._columns.get(field_)
        try:
            return check("" if column is None else self._cells[column[0]])
        except WrongValueError as wrong:
            self.fault(field_, wrong.what, wrong.advice)
            return None

    def take_or(self, field_: str, check: Callable[[str], V], other: V) -> V | None:
        """Return a cell's value, or another where it is empty or has no column."""
        return self.take(field_, check) if self.text(field_).strip() else other

    def fault(self, field_: str, what: str, advice: str) -> None:
        """Note a fault of this row."""
        self.is_sound = False
        column = self._columns.get(field_)
        self._faults.add(
            self._file,
            what,
            advice,
            line=self.line,
            field=field_ if column is None else quote(column[1]).strip("'"),
        )


def find_columns(
    sheet: Sheet, needed: Iterable[str], others: Iterable[str], task: Task, name: str
) -> dict[str, tuple[int, str]] | None:
    """Find the columns of a known data set; None and a fault where one is missing."""
    places = {column.casefold(): at for at, column in enumerate(sheet.header)}
    missing = [column for column in needed if column not in places]
    if missing:
        noun = "column" if len(sheet.header) == 1 else "columns"
        known = some_of(quote(each, 24).strip("'") for each in sheet.header if each)
        task.faults.add(
            sheet.file,
            f"this is no table of {name}: {', '.join(missing)} missing among its"
            f" {len(sheet.header)} {noun}{known}",
            "part its cells by , ; | or tabs"
            if len(sheet.header) == 1
            else "export it again with all columns, or import it with --as csv and a"
            " mapping",
            line=sheet.header_line,
        )
        return None
    return {
        column: (places[column], column)
        for column in (*needed, *others)
        if column in places
    }


def check_span(
    cells: Cells, first: dt.date, last: dt.date, task: Task, fields: tuple[str, str]
) -> bool:
    """Check that two days are in order and that the first has come."""
    if last < first:
        cells.fault(
            fields[1],
            f"it ends on {last}, before it began on {first}",
            "swap the two, or mend one",
        )
    elif first > task.last_day:
        cells.fault(
            fields[0],
            f"{first} is still to come",
            "look up the day, and whether its style is that of the others",
        )
    else:
        return True
    return False


class RepeatedIds:
    """Finds rows that have the id of another."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def refuse(self, cells: Cells, field_: str, row_id: str | None) -> None:
        """Note a fault where an id was there before."""
        if row_id is None:
            return
        earlier = self._lines.setdefault(row_id, cells.line)
        if earlier != cells.line:
            cells.fault(
                field_,
                f"{quote(row_id)} is the id of row {earlier} too",
                "give each row an id of its own, or take one out",
            )

    def __contains__(self, row_id: str) -> bool:
        """Whether a row had this id."""
        return row_id in self._lines
