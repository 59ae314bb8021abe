"""Forces put into a theatre from a workbook: whole, or not at all."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from force_books import (
    AVAILABILITY,
    book_bytes,
    put,
    small_book,
    write_forces,
)
from small_theatre import TEAMS, csv_text

from vedette.desk import forces_import, swaps
from vedette.desk.forces_import import import_forces
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.sharing.forces_file import force_book


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.mark.parametrize("kind", ["full", "bare"])
def test_the_template_of_a_theatre_changes_nothing(tmp_path: Path, kind: str) -> None:
    """Also where the theatre has no availability.csv and no such columns."""
    gone = {"availability.csv": None, "detachments.csv": None}
    changes = {"teams": TEAMS, "files": gone} if kind == "bare" else {}
    folder = write_forces(tmp_path / "mine", **changes)
    before = tree(folder)
    report = put(force_book(load_theatre(folder)), folder)
    assert tree(folder) == before
    assert report.files == ()
    assert not report.written
    assert [(s.sheet, s.same, s.rows) for s in report.sheets] == [
        ("assets", 7, ()),
        ("availability", 0 if kind == "bare" else 3, ()),
        ("caveats", 1, ()),
    ]


def changed_book(theatre: Theatre) -> bytes:
    """One team changed, one gone, one new; one absence longer; a caveat gone."""
    book = openpyxl.load_workbook(io.BytesIO(force_book(theatre)))
    page = book["assets"]
    page["H2"], page["O3"] = 9.5, 4
    page.delete_rows(5)  # car-1
    page.append(
        ["boat-1", "Boat 1", "host", "post-01", "boat", None, 4, 8, 60, dt.time(5),
         dt.time(20, 30), "exercise", None, "d-1", 3]
    )  # fmt: skip
    page = book["availability"]
    page.delete_rows(4)  # car-1
    page["C3"] = dt.datetime(2025, 12, 10, 6)  # noqa: DTZ001
    book["caveats"].delete_rows(2)
    return book_bytes(book)


def test_a_dry_run_tells_every_change_and_makes_none(
    folder: Path, theatre: Theatre
) -> None:
    before = tree(folder)
    report = put(changed_book(theatre), folder, dry_run=True)
    assert tree(folder) == before
    assert not report.written
    assert report.files == ("teams.csv", "availability.csv", "caveats.csv")
    assets, availability, caveats = report.sheets
    told = [(row.what, row.key, row.fields) for row in assets.rows]
    assert told[:2] == [
        ("changed", "foot-1", (("rest_h", "8", "9.5"),)),
        ("changed", "foot-2", (("crew", "", "4"),)),
    ]
    assert [each[:2] for each in told[2:]] == [("added", "boat-1"), ("gone", "car-1")]
    assert ("latest", "", "20:30") in told[2][2]
    assert assets.same == 4
    longer = availability.rows[0]
    assert longer.key == "foot-1 2025-12-08T14:00+05:00"
    assert longer.fields == (
        ("to", "2025-12-09T06:00+05:00", "2025-12-10T06:00+05:00"),
    )
    assert [row.what for row in availability.rows] == ["changed", "gone"]
    assert [(row.what, row.key) for row in caveats.rows] == [("gone", "c-1")]
    plain = report.as_json()
    assert plain["sheets"][0]["rows"][0]["fields"] == (("rest_h", "8", "9.5"),)


def test_an_import_makes_the_changes_that_a_dry_run_tells(
    folder: Path, theatre: Theatre
) -> None:
    before = tree(folder)
    data = changed_book(theatre)
    dry = put(data, folder, dry_run=True)
    report = put(data, folder)
    assert (report.sheets, report.files) == (dry.sheets, dry.files)
    assert report.written
    after = tree(folder)
    assert {name for name in after if after[name] != before.get(name)} == set(dry.files)
    assert set(after) == set(before)
    loaded = load_theatre(folder)
    boat = loaded.teams[-1]
    assert (boat.id, boat.detachment, boat.crew) == ("boat-1", "d-1", 3)
    assert (boat.earliest_min, boat.latest_min) == (300, 1230)
    assert loaded.teams[0].rest_h == 9.5
    assert loaded.availability[1].end.isoformat() == "2025-12-10T06:00:00+05:00"
    assert loaded.caveats == ()
    assert not put(data, folder).files


def test_tables_that_stay_keep_their_bytes(tmp_path: Path) -> None:
    """Whoever keeps a table in a form of his own finds it as it was."""
    text = csv_text(AVAILABILITY).replace("\n", "\r\n")
    folder = write_forces(tmp_path / "mine", files={"availability.csv": text})
    data = small_book(load_theatre(folder), assets={"H2": 9})
    assert put(data, folder).files == ("teams.csv",)
    assert (folder / "availability.csv").read_bytes() == text.encode()


def test_another_order_of_teams_is_a_change(folder: Path, theatre: Theatre) -> None:
    book = openpyxl.load_workbook(io.BytesIO(force_book(theatre)))
    rows = [[cell.value for cell in row] for row in book["assets"]["2:3"]]
    for at, row in zip((3, 2), rows, strict=True):
        for column, value in enumerate(row, start=1):
            book["assets"].cell(at, column).value = value
    report = put(book_bytes(book), folder)
    assert (report.files, report.sheets[0].rows) == (("teams.csv",), ())
    assert report.sheets[0].is_reordered
    ids = [team.id for team in load_theatre(folder).teams]
    assert ids[:3] == ["foot-2", "foot-1", "foot-3"]


def test_a_faulty_workbook_changes_nothing(folder: Path, theatre: Theatre) -> None:
    before = tree(folder)
    data = small_book(theatre, assets={"H2": 9}, caveats={"J2": "radio"})
    with pytest.raises(InputError, match="sheet caveats, row 2, origin"):
        put(data, folder)
    assert tree(folder) == before


@pytest.mark.parametrize("broken", ["teams.csv", "availability.csv", "caveats.csv"])
def test_all_tables_are_replaced_or_none(
    folder: Path, theatre: Theatre, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before = tree(folder)
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if Path(target).name == broken and self.name.endswith(".part"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(swaps.Path, "rename", fails)
    with pytest.raises(InputError, match="No space left on device"):
        put(changed_book(theatre), folder)
    assert tree(folder) == before


def test_a_theatre_that_would_not_load_is_not_written(
    folder: Path, theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(folder)
    monkeypatch.setattr(forces_import, "table_csv", lambda *_: b"spoilt\n")
    with pytest.raises(InputError, match="with these forces the theatre would not be"):
        put(changed_book(theatre), folder)
    assert tree(folder) == before


def test_the_built_in_theatre_stays_as_it_is(folder: Path, theatre: Theatre) -> None:
    path = folder.parent / "week.xlsx"
    path.write_bytes(force_book(theatre))
    there = load_theatre("tajik_afghan").folder
    for where in ("tajik_afghan", there, str(there)):
        with pytest.raises(InputError, match="comes with the program and stays"):
            import_forces(path, where, dry_run=True)


def test_a_table_that_is_missing_is_written(folder: Path, theatre: Theatre) -> None:
    (folder / "caveats.csv").unlink()
    (folder / "teams.csv").write_text("nonsense\n")
    data = force_book(theatre)
    assert put(data, folder).files == ("teams.csv", "caveats.csv")
    assert load_theatre(folder).teams == theatre.teams
