"""``load_roster``: every fault of a roster with its line and column, all at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_plan import small_package

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.caps import CAPS
from vedette.reading.rosters import load_roster
from vedette.sharing.roster_file import roster_csv


@pytest.fixture(scope="module")
def good(small_theatre: Theatre) -> str:
    package = small_package(small_theatre)
    return roster_csv(small_theatre, package.get_roster()).decode()


def load(text: str, folder: Path) -> None:
    path = folder / "roster.csv"
    path.write_text(text, newline="")
    load_roster(path)


def change(line: int, old: str, new: str) -> Callable[[str], str]:
    def changed(text: str) -> str:
        lines = text.splitlines(keepends=True)
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
        return "".join(lines)

    return changed


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (change(1, "team,", "crew,"), "line 1, crew: column 'crew' is unknown"),
        (change(1, ",seed", ",draw"), "line 1, seed: the column is missing"),
        (change(3, ",start,", ",strike,"), "line 3, kind: 'strike' is not known"),
        (change(4, ",30.0,", ",nan,"), "line 4, km_from: 'nan' is no number"),
        (change(4, ",30.0,", ",-1,"), "line 4, km_from"),
        (change(5, ",2026,", ",2027,"), "line 5, seed: it differs from line 2"),
        (change(5, ",2026,", ",-1,"), "line 5, seed: the seed is no whole number"),
        (change(5, ",small,", ",large,"), "line 5, theatre: it differs"),
        (
            change(6, "T09:30:00+05:00", "T09:31:00+05:00"),
            "line 6, time_to: the hour is",
        ),
        (change(6, "+05:00", ""), "line 6, time_from: .* offset"),
        (change(7, "Asia/Dushanbe", "Asia/Atlantis"), "line 7, zone"),
        (change(7, "foot-1", "=cmd"), "line 7, team: .*formula"),
        (change(7, ",move,", ',"move,'), "cannot be read|cells"),
        (lambda text: text.splitlines()[0], "it holds no move"),
        (lambda _: "", "the table is empty"),
    ],
)
def test_a_fault_is_told_by_line_and_column(
    good: str, tmp_path: Path, edit: Callable[[str], str], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        load(edit(good), tmp_path)


def test_all_faults_are_told_at_once(good: str, tmp_path: Path) -> None:
    text = change(3, ",start,", ",strike,")(change(5, ",2026,", ",2027,")(good))
    with pytest.raises(InputError, match="2 faults") as caught:
        load(text, tmp_path)
    assert "line 3" in str(caught.value)
    assert "line 5" in str(caught.value)


def test_sorted_or_saved_by_a_spreadsheet_it_still_reads(
    good: str, tmp_path: Path
) -> None:
    """A byte order mark, line ends of another system, a blank line at the end."""
    load("\ufeff" + good.replace("\n", "\r\n") + "\r\n", tmp_path)


def test_a_wrong_place_or_size_is_refused(good: str, tmp_path: Path) -> None:
    for wrong in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(InputError, match="Name the CSV file"):
            load_roster(wrong)
    path = tmp_path / "roster.csv"
    path.write_text(good)
    with path.open("r+b") as file:
        file.truncate(CAPS.roster_bytes + 1)
    with pytest.raises(InputError, match="are the most"):
        load_roster(path)
