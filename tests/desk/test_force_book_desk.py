"""Forces written as a workbook that a staff fills in."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from force_books import (
    load_forces,
    put,
    with_forces,
)
from small_theatre import TEAMS

from vedette.desk.forces import write_force_book
from vedette.domain.theatre import Theatre
from vedette.errors import InputError, OutputExistsError
from vedette.sharing.forces_file import force_book


def test_the_template_carries_rules_and_notice(theatre: Theatre) -> None:
    book = openpyxl.load_workbook(io.BytesIO(force_book(theatre)))
    assert book.sheetnames == ["assets", "availability", "caveats", "lists", "about"]
    page = book["assets"]
    heads = {cell.value: cell for cell in page[1]}
    assert all(head.comment is not None for head in heads.values())
    assert "How many people, never who" in heads["crew"].comment.text
    checks = {
        str(check.sqref).split("2:")[0]: check
        for check in page.data_validations.dataValidation
    }
    column = {name: head.column_letter for name, head in heads.items()}
    assert checks[column["kind"]].type == "list"
    assert checks[column["crew"]].type == "whole"
    assert checks[column["duty_h"]].formula2 == "24"
    reference = checks[column["base"]].formula1.replace("$", "").removeprefix("lists!")
    assert [cell[0].value for cell in book["lists"][reference]] == [
        "post-01", "post-02", "post-03", "field-1",
    ]  # fmt: skip
    about = [row[0] for row in book["about"].iter_rows(values_only=True)]
    assert theatre.notice in about
    assert any("Asia/Dushanbe" in each for each in about)


def test_hours_and_dates_are_those_of_a_spreadsheet(theatre: Theatre) -> None:
    book = openpyxl.load_workbook(io.BytesIO(force_book(theatre)))
    row = {h.value: c.value for h, c in zip(*book["assets"]["1:4"][::3], strict=True)}
    assert (row["id"], row["earliest"], row["duty_h"]) == ("foot-3", dt.time(5), 4)
    starts = [cell.value for cell in book["availability"]["B"][1:]]
    # car-1 is away from 03:10 at +03:00, which is 05:10 over there
    assert [each.isoformat()[11:16] for each in starts] == ["08:00", "14:00", "05:10"]


def test_a_text_that_a_spreadsheet_would_run_is_guarded(tmp_path: Path) -> None:
    """A theatre holds none, but a name may begin with an apostrophe."""
    rows = [{**with_forces(TEAMS)[0], "note": "'quoted' note"}, *with_forces(TEAMS)[1:]]
    theatre = load_forces(tmp_path / "mine", teams=rows)
    data = force_book(theatre)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["assets"]["M2"].value == "''quoted' note"
    assert not put(data, tmp_path / "mine").files


def test_the_same_forces_give_the_same_bytes(theatre: Theatre, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.XLSX"
    assert write_force_book(first, theatre.folder) == first
    write_force_book(second, theatre.folder)
    assert first.read_bytes() == second.read_bytes() == force_book(theatre)


def test_the_empty_template_holds_no_row_of_any_theatre(tmp_path: Path) -> None:
    out = write_force_book(tmp_path / "empty.xlsx")
    book = openpyxl.load_workbook(out)
    for name in ("assets", "availability", "caveats"):
        rows = list(book[name].iter_rows(values_only=True))
        assert len(rows) == 1
        assert rows[0][-1] in ("crew", "origin")
    assert "P01" not in str(list(book["lists"].iter_rows(values_only=True)))


def test_a_workbook_replaces_a_workbook_only_if_told_to(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "week.xlsx"
    write_force_book(out, folder)
    with pytest.raises(OutputExistsError):
        write_force_book(out)
    write_force_book(out, force=True)
    (tmp_path / "notes.xlsx").write_text("Some notes that somebody keeps here.")
    with pytest.raises(OutputExistsError, match="not a file of the kind"):
        write_force_book(tmp_path / "notes.xlsx", force=True)
    with pytest.raises(InputError, match=r"let its name end in \.xlsx"):
        write_force_book(tmp_path / "week.csv")
