"""Forces shown as they stand, written as a workbook, and put in whole or not at all."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from force_books import (
    AVAILABILITY,
    book_bytes,
    load_forces,
    small_book,
    with_forces,
    write_forces,
)
from small_theatre import CARDS, TEAMS, csv_text, table_rows

from vedette.desk import forces_import, swaps
from vedette.desk.forces import ForcesView, show_forces, write_force_book
from vedette.desk.forces_import import ImportReport, import_forces
from vedette.domain.theatre import Theatre
from vedette.errors import InputError, OutputExistsError
from vedette.reading import load_theatre
from vedette.sharing.forces_file import force_book

OFFICER = table_rows(
    "id, partner, team, kind, km_from, km_to, earliest, latest, reason, origin",
    "c-1, ally, , km_range, 10, , , , Not west of km 10, exercise",
    "c-2, ally, heli-1, host_officer, , , , , By agreement, exercise",
    "c-3, host, foot-3, day_only, , , , , No lamps, exercise",
    "c-4, host, , hours, , , 18:00, 06:00, Heat, exercise",
)
SEATS = table_rows(
    "id, kind, holds, amount, partner, base, team, section, km_from, km_to, from, to,"
    " reason, origin",
    "l-1, seats, every_draw, 2, ally, , , , , , , , Two liaison officers, exercise",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_forces(tmp_path / "mine")


@pytest.fixture
def theatre(folder: Path) -> Theatre:
    return load_theatre(folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def put(data: bytes, folder: Path, **options: Any) -> ImportReport:
    path = folder.parent / "week.xlsx"
    path.write_bytes(data)
    return import_forces(path, folder, **options)


def lines(view: ForcesView, word: str) -> list[str]:
    return [each.strip() for each in view.describe().splitlines() if word in each]


# Shown


def test_detachments_teams_and_crews_are_counted(folder: Path) -> None:
    text = show_forces(folder).describe()
    for said in (
        "Forces of Small frontier on Mon 08 Dec 2025 06:00, Asia/Dushanbe (01:00 UTC)",
        "Exercise: everything here is made up.",
        "Host force (host): 5 teams (3 foot, 2 vehicle), crews of 11 people, not told"
        " of 3",
        "d-1 Lower detachment: 1 team (1 foot), crews of 6 people",
        "d-2 Upper detachment: 1 team (1 foot), crews of 5 people",
        "In no detachment: 3 teams (1 foot, 2 vehicle), crews not told",
        "d-3 Air detachment: 1 team (1 helicopter), crews of 3 people",
    ):
        assert said in text
    assert max(map(len, text.splitlines())) <= 88


def test_a_team_s_duty_clock_is_on_its_line(folder: Path) -> None:
    (line,) = lines(show_forces(folder), "foot-3")
    assert " ".join(line.split()) == (
        "foot-3 foot post-03 5 4 h 8 h 120 min 05:00-20:00 available"
    )


@pytest.mark.parametrize(
    "at, status, notes",
    [
        (None, "available", ["limited from Mon 08 Dec 08:00 to Mon 08 Dec 14:00",
                             "unavailable from Mon 08 Dec 14:00 to Tue 09 Dec 06:00"]),
        ("08:00", "limited", ["limited until Mon 08 Dec 14:00: New crew",
                              "unavailable from Mon 08 Dec 14:00"]),
        ("13:59", "limited", ["limited until Mon", "unavailable from Mon"]),
        ("14:00", "unavailable", ["unavailable until Tue 09 Dec 06:00: On leave"]),
        ("2025-12-09T00:59+00:00", "unavailable", ["unavailable until"]),
        ("2025-12-09T01:00+00:00", "available", []),
    ],
)  # fmt: skip
def test_a_team_stands_as_its_rows_say_at_that_time(
    folder: Path, at: str | None, status: str, notes: list[str]
) -> None:
    view = show_forces(folder, at=at)
    text = view.describe().splitlines()
    begin = next(n for n, each in enumerate(text) if each.strip().startswith("foot-1"))
    assert text[begin].endswith(f"  {status}")
    below = [each.strip() for each in text[begin + 1 : begin + 1 + len(notes)]]
    assert all(map(str.startswith, below, notes))
    team = view.as_json()["partners"][0]["teams"][0]
    assert (team["status"], len(team["ahead"])) == (
        status,
        sum(" from " in note for note in notes),
    )


def test_until_when_a_status_holds_is_a_plain_value(folder: Path) -> None:
    def until(at: str) -> list[Any]:
        values = show_forces(folder, at=at).as_json()
        return [team["until"] for team in values["partners"][0]["teams"][:2]]

    assert until("06:00") == ["2025-12-08T08:00:00+05:00", None]
    assert until("15:00") == ["2025-12-09T06:00:00+05:00", None]
    assert until("2025-12-09T06:00+05:00") == [None, None]


def test_caveats_are_told_in_words(tmp_path: Path) -> None:
    folder = write_forces(tmp_path, caveats=OFFICER, limits=SEATS)
    text = " ".join(show_forces(folder).describe().split())
    for said in (
        "c-1: every team patrols only from km 10 on. (Not west of km 10.)",
        "c-2: heli-1 has an officer of the host on board; officers at a time: at most 2"
        " (l-1). (By agreement.)",
        "c-3: foot-3 is on duty only while it is day over its base's section.",
        "c-4: every team is on duty only from 18:00 to 06:00 over midnight. (Heat.)",
    ):
        assert said in text
    plain = show_forces(folder, partner="ally").as_json()["partners"]
    assert [each["sentence"] for each in plain[0]["caveats"]] == [
        "patrols only from km 10 on",
        "has an officer of the host on board; officers at a time: at most 2 (l-1)",
    ]


def test_an_unsigned_card_stands_out(tmp_path: Path) -> None:
    signed = write_forces(
        tmp_path / "signed", cards=[{**CARDS[0], "signed_by": "Chief of flying"}]
    )
    unsigned = write_forces(tmp_path / "unsigned")
    for folder, said in (
        (signed, "signed by Chief of flying"),
        (unsigned, "UNSIGNED: plans exercises only"),
    ):
        (line,) = lines(show_forces(folder), "h1 Light helicopter")
        assert line == f"h1 Light helicopter, {said}"
        (card,) = show_forces(folder).as_json()["cards"]
        assert card["signed"] == (folder == signed)


def test_one_partner_alone(folder: Path) -> None:
    view = show_forces(folder, partner="host")
    text = view.describe()
    assert "Host force" in text
    for other in ("Partner force", "heli-1", "h1 Light helicopter", "Aircraft cards"):
        assert other not in text
    assert [each["id"] for each in view.as_json()["partners"]] == ["host"]
    with pytest.raises(InputError, match="--partner 'us': Small frontier has no such"):
        show_forces(folder, partner="us")


def test_a_time_that_cannot_be_read_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="--at: 'noon' is neither an hour of the day"):
        show_forces(folder, at="noon")


# Written


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


# Put in


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
