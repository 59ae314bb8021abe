"""``roster.csv``: out and in again without loss, safe in a spreadsheet."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from fields import QUICK, quick_plan

from vedette.domain.plans import Roster
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.roster import draw_roster
from vedette.reading.rosters import load_roster
from vedette.sharing import Package
from vedette.sharing.roster_file import COLUMNS, roster_csv


def again(theatre: Theatre, roster: Roster, folder: Path) -> Roster:
    path = folder / "roster.csv"
    path.write_bytes(roster_csv(theatre, roster))
    return load_roster(path)


def test_a_roster_by_hand_comes_back_as_it_was(
    package: Package, tmp_path: Path
) -> None:
    roster = package.get_roster()
    assert again(package.theatre, roster, tmp_path) == roster


@pytest.mark.parametrize("seed", [0, 7, 2**255 + 1])
def test_drawn_rosters_come_back_as_they_were(
    small_theatre: Theatre, tmp_path: Path, seed: int
) -> None:
    roster = draw_roster(quick_plan(small_theatre, QUICK), seed)
    assert again(small_theatre, roster, tmp_path) == roster


def test_a_kilometre_keeps_all_its_digits(package: Package, tmp_path: Path) -> None:
    roster = package.get_roster()
    moves = tuple(
        replace(move, km0=None if move.km0 is None else move.km0 + 1 / 3)
        for move in roster.moves
    )
    changed = replace(roster, moves=moves)
    assert again(package.theatre, changed, tmp_path) == changed


@pytest.mark.parametrize(
    ("start", "zone"),
    [
        ("2026-03-28T22:00:00+01:00", "Europe/Berlin"),
        ("2026-10-24T21:00:00+02:00", "Europe/Berlin"),
    ],
)
def test_a_change_of_clocks_changes_nothing(
    package: Package, tmp_path: Path, start: str, zone: str
) -> None:
    """Slots count minutes that pass; the night has one hour less, or one more."""
    moment = package.plan.start.fromisoformat(start)
    roster = replace(package.get_roster(), start=moment, zone=zone)
    assert again(package.theatre, roster, tmp_path) == roster


def test_every_row_says_what_it_belongs_to(package: Package) -> None:
    text = roster_csv(package.theatre, package.get_roster()).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(package.get_roster().moves)
    for name in ("seed", "plan", "theatre", "start", "zone", "slot_min", "origin"):
        assert len({row[name] for row in rows}) == 1
    assert rows[0]["origin"] == "exercise"
    first = next(row for row in rows if row["team"] == "heli-1")
    assert (first["partner"], first["time_from"], first["time_from_utc"]) == (
        "ally",
        "2025-12-08T10:00:00+05:00",
        "2025-12-08T05:00:00+00:00",
    )


def test_a_name_like_a_formula_is_made_harmless(package: Package) -> None:
    hostile = "=HYPERLINK(1)"
    roster = package.get_roster()
    moves = tuple(replace(move, team=hostile) for move in roster.moves)
    text = roster_csv(package.theatre, replace(roster, moves=moves)).decode()
    assert {row[0] for row in csv.reader(io.StringIO(text))} == {"team", f"'{hostile}"}


def test_an_empty_roster_is_refused_in_words(package: Package) -> None:
    empty = replace(package.get_roster(), moves=())
    with pytest.raises(InputError, match="no team of the plan has a lawful move"):
        roster_csv(package.theatre, empty)
