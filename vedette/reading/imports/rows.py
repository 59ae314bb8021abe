"""A table of any origin as rows of text: its delimiter, its header, its widths."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from vedette.reading.checks import quote
from vedette.reading.imports.encodings import PIECE, find_encoding
from vedette.reading.imports.hxl import is_tag_row, tidy_tags
from vedette.reading.imports.rowfaults import RowFaults
from vedette.reading.imports.sizes import MOST_ROWS
from vedette.reading.imports.workbook import read_workbook

DELIMITERS = ",;\t|"
TAGS_WITHIN = 25  # rows, by the standard of the tags

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written, as far as a person says; None is found out.

    ``sheet`` is that of a workbook, its first one if not given.
    """

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table below its header.

    ``tags`` are those of a tag row (HXL), one for each column; empty where there is
    none.
    """

    file: str
    header: tuple[str, ...]
    header_line: int
    rows: Rows
    tags: tuple[str, ...] = ()
    is_workbook: bool = False


def read_sheet(
    data: bytes, file: str, form: Form, wanted: Collection[str], faults: RowFaults
) -> Sheet | None:
    """Read the header of a table, text or workbook; None where it has none.

    ``wanted`` are names of columns: the right delimiter finds the most of them.
    """
    is_workbook = data.startswith(b"PK\x03\x04")
    if is_workbook:
        faults.unit = "row"
        rows = read_workbook(data, file, form.sheet, faults)
    else:
        rows = _read_text(data, file, form, wanted, faults)
    if rows is None:
        return None
    first = list(islice(rows, TAGS_WITHIN))
    if not first:
        if not len(faults):
            faults.add(file, "the table is empty", "begin with a line of column names")
        return None
    tagged = next((at for at, (_, row) in enumerate(first) if is_tag_row(row)), None)
    at = max(0, (tagged or 0) - 1)
    line, header = first[at]
    tags = () if tagged is None else tidy_tags(first[tagged][1])
    names = tuple(name.strip() for name in header)
    if not _check_header(names, tags, file, line, faults):
        return None
    below = first[(at if tagged is None else tagged) + 1 :]
    rest = _check_widths(chain(below, rows), len(header), file, faults)
    return Sheet(file, names, line, rest, tags, is_workbook)


def _check_header(
    names: Sequence[str],
    tags: Sequence[str],
    file: str,
    line: int,
    faults: RowFaults,
) -> bool:
    """Check that columns are named apart, and that each has its tag if any has."""
    before = len(faults)
    twice = {n for n in names if n and names.count(n) > 1 and not n.startswith("#")}
    for name in sorted(twice)[:20]:
        faults.add(
            file,
            f"column {quote(name)} stands twice",
            "take one out, or name them apart",
            line=line,
        )
    if tags and len(tags) != len(names):
        faults.add(
            file,
            f"the row of tags has {len(tags)} cells and the header {len(names)}",
            "give each column one tag, or an empty cell",
            line=line,
        )
    return len(faults) == before


def _read_text(
    data: bytes, file: str, form: Form, wanted: Collection[str], faults: RowFaults
) -> Rows | None:
    """Read the rows of a text file; None where its bytes are no text."""
    encoding = find_encoding(data, file, form.encoding, faults)
    if encoding is None:
        return None
    delimiter = form.delimiter or find_delimiter(data, encoding, wanted)
    return _read_rows(data, encoding, delimiter, file, faults)


def find_delimiter(data: bytes, encoding: str, wanted: Collection[str]) -> str:
    """Find what parts the columns: what finds the most known names, then columns."""
    head = data[:PIECE].decode(encoding, "ignore").split("\n", TAGS_WITHIN)
    lines = [line for line in head[:TAGS_WITHIN] if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        rows = [[c.strip(' "\r') for c in line.split(delimiter)] for line in lines]
        known = max((sum(c in wanted for c in row) for row in rows), default=0)
        return known, max(map(len, rows[:1]), default=0)

    return max(DELIMITERS, key=score)


def _read_rows(
    data: bytes, encoding: str, delimiter: str, file: str, faults: RowFaults
) -> Rows:
    """Yield each row that is not blank, with the line it begins on."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = 1
    for _ in range(MOST_ROWS):
        try:
            cells = next(reader)
            while not any(map(str.strip, cells)):
                line = reader.line_num + 1
                cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.add(
                file,
                f"the row cannot be read ({quote(str(error), 80)[1:-1]})",
                'look for a quote mark that is not closed; write " inside a text as ""',
                line=line,
            )
            return
        yield line, cells
        line = reader.line_num + 1
    refuse_more_rows(file, line, faults)


def read_unnamed(data: bytes, file: str, form: Form, faults: RowFaults) -> Rows | None:
    """Read a table without header, of cells between tabs that are never in quotes."""
    encoding = find_encoding(data, file, form.encoding, faults)
    if encoding is None:
        return None
    return _split_lines(data, encoding, form.delimiter or "\t", file, faults)


def _split_lines(
    data: bytes, encoding: str, delimiter: str, file: str, faults: RowFaults
) -> Rows:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="\n")
    for line, row in enumerate(text, 1):
        if line > MOST_ROWS:
            refuse_more_rows(file, line, faults)
            return
        if row.strip():
            yield line, row.rstrip("\r\n").split(delimiter)


def refuse_more_rows(file: str, line: int, faults: RowFaults) -> None:
    """Note that a table goes on for longer than any should."""
    faults.add(
        file,
        f"there are more than {MOST_ROWS:,} rows",
        "part the file, such as by years",
        line=line,
    )


def _check_widths(rows: Rows, width: int, file: str, faults: RowFaults) -> Rows:
    """Pass on the rows that have as many cells as the header."""
    for line, cells in rows:
        if len(cells) == width:
            yield line, cells
        else:
            noun = "cell" if len(cells) == 1 else "cells"
            faults.add(
                file,
                f"the row has {len(cells):,} {noun} and the header {width:,}",
                "part it by the same mark as the header"
                if len(cells) == 1
                else "give each column one cell; put a text that holds the delimiter in"
                " double quotes",
                line=line,
            )
