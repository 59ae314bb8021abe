"""Theatres are copied whole or not at all, and counted as they are."""

from pathlib import Path

import pytest
import small_theatre as small
from small_theatre import write_small_theatre

from vedette.desk.folders import write_folder
from vedette.desk.theatre import check_theatre, copy_theatre, show_theatre
from vedette.errors import InputError, OutputExistsError
from vedette.reading.caps import CAPS


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_copy_is_the_same_theatre(small_theatre_folder: Path, tmp_path: Path) -> None:
    (small_theatre_folder / "ground" / "LICENCE.txt").write_text("kept with its layer")
    to = copy_theatre(small_theatre_folder, tmp_path / "above" / "copy")
    assert tree(to) == tree(small_theatre_folder)
    known = check_theatre(small_theatre_folder).content_hash
    assert check_theatre(to).content_hash == known
    assert [each.name for each in (tmp_path / "above").iterdir()] == ["copy"]


def test_the_builtin_theatre_copies(tmp_path: Path) -> None:
    to = copy_theatre("tajik_afghan", tmp_path / "mine")
    assert check_theatre(to).content_hash == check_theatre("tajik_afghan").content_hash


def test_nothing_is_replaced_without_force(
    small_theatre_folder: Path, tmp_path: Path
) -> None:
    to = tmp_path / "copy"
    to.mkdir()
    (to / "theatre.toml").write_text("mine")
    with pytest.raises(OutputExistsError, match="add --force to replace it"):
        copy_theatre(small_theatre_folder, to)
    assert tree(to) == {"theatre.toml": b"mine"}
    copy_theatre(small_theatre_folder, to, force=True)
    assert tree(to) == tree(small_theatre_folder)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy", "small"]


def test_force_replaces_theatres_only(
    small_theatre_folder: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letters.txt").write_text("dear")
    (tmp_path / "a-file").write_text("x")
    with pytest.raises(OutputExistsError, match="holds other things"):
        copy_theatre(small_theatre_folder, home, force=True)
    with pytest.raises(OutputExistsError, match="a file of that name is there"):
        copy_theatre(small_theatre_folder, tmp_path / "a-file", force=True)
    assert tree(home) == {"letters.txt": b"dear"}
    assert (tmp_path / "a-file").read_text() == "x"


@pytest.mark.parametrize("to", ["small/inside", "small", "."])
def test_a_theatre_is_not_copied_into_itself(
    small_theatre_folder: Path, tmp_path: Path, to: str
) -> None:
    before = tree(tmp_path)
    with pytest.raises(InputError, match="into itself or over the folder it lies in"):
        copy_theatre(small_theatre_folder, tmp_path / to, force=True)
    assert tree(tmp_path) == before


def test_links_that_lead_out_are_not_followed(
    small_theatre_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret")
    (small_theatre_folder / "ground" / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(
        InputError, match="ground/link: this is not a file of the theat"
    ):
        copy_theatre(small_theatre_folder, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_folder_with_far_too_many_files_is_not_copied(
    small_theatre_folder: Path, tmp_path: Path
) -> None:
    for number in range(CAPS.folder_files):
        (small_theatre_folder / f"{number}.txt").write_text("")
    with pytest.raises(InputError, match="holds more than 200 files"):
        copy_theatre(small_theatre_folder, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_folder_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        (folder / "first.txt").write_text("first")
        raise OSError(28, "No space left on device")

    old = tmp_path / "old"
    old.mkdir()
    (old / "mark").write_text("old")
    for to in (tmp_path / "a" / "b" / "new", old):
        with pytest.raises(InputError, match="No space left on device"):
            write_folder(to, fill, mark="mark", force=True)
    assert tree(tmp_path) == {"old/mark": b"old"}
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


def test_an_interrupted_folder_leaves_nothing(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        (folder / "first.txt").write_text("first")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "a" / "new", fill, mark="mark")
    assert list(tmp_path.iterdir()) == []


def test_a_place_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="the folder cannot be written"):
        write_folder(tmp_path / "file" / "new", lambda folder: None, mark="mark")


def test_a_written_folder_can_be_read_by_others_as_usual(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.mkdir()
    to = write_folder(tmp_path / "new", lambda folder: None, mark="mark")
    assert to.stat().st_mode == usual.stat().st_mode


def test_what_is_shown_adds_up(small_theatre_folder: Path) -> None:
    summary = show_theatre(small_theatre_folder)
    assert summary.border_km == pytest.approx(small.LENGTH_KM, abs=1e-3)
    assert [section.reaches for section in summary.sections] == [4, 4, 4]
    assert summary.reaches == 12
    host, ally = summary.partners
    assert (host.bases, host.teams) == ({"post": 3}, {"foot": 3, "vehicle": 2})
    assert (ally.bases, ally.teams) == ({"airfield": 1}, {"helicopter": 2})
    assert summary.sites == {"bridge": 1, "settlement": 1, "mine": 1}
    plain = summary.as_json()
    assert (plain["teams"], plain["caveats"]) == (7, 1)
    assert plain["layers"][0]["licence"] == "CC0-1.0"


def test_a_faulty_theatre_is_not_shown(tmp_path: Path) -> None:
    folder = write_small_theatre(tmp_path, files={"teams.csv": "id\n"})
    with pytest.raises(
        InputError, match=r"teams\.csv line 1, name: the column is miss"
    ):
        show_theatre(folder)
