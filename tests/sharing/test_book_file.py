"""``book.json`` and its rosters: out and in again, tampered with, and at the desk."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fields import QUICK, quick_plan
from resealed import File, put, reseal
from small_book import small_book

from vedette.desk.book import make_books, verify_book
from vedette.domain.book import MOST_ROSTERS, RosterBook
from vedette.domain.theatre import Theatre
from vedette.errors import CertificateError, InputError, OutputExistsError
from vedette.reading import books
from vedette.reading.books import load_book, roster_name
from vedette.reading.canonical import hash_of
from vedette.reading.plans import load_plan
from vedette.sharing import Package, publish
from vedette.sharing.book_file import book_files

COUNT = 3


@pytest.fixture
def written(small_theatre: Theatre, tmp_path: Path) -> Path:
    """The files of a small book, without its plan; its book.json."""
    _, book = small_book(small_theatre, COUNT)
    return write(small_theatre, book, tmp_path / "book")


def write(theatre: Theatre, book: RosterBook, folder: Path) -> Path:
    for name, data in book_files(theatre, book).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "book.json"


def test_a_book_comes_back_as_it_was(small_theatre: Theatre, written: Path) -> None:
    _, book = small_book(small_theatre, COUNT)
    again = load_book(written)
    assert again.rosters == book.rosters
    assert again.numbers == book.numbers
    assert len(again.content_hash) == 64
    for name in ("theatre_id", "plan_hash", "passes", "seconds"):
        assert getattr(again, name) == getattr(book, name)


def test_one_book_is_one_content(small_theatre: Theatre, written: Path) -> None:
    """How long it took is told, and is no part of what partners approve."""
    _, book = small_book(small_theatre, COUNT)
    slower = write(small_theatre, replace(book, seconds=99.0), written.parent.parent)
    assert load_book(slower).content_hash == load_book(written).content_hash
    assert slower.read_bytes() != written.read_bytes()


def roster_file(book: Path, number: int) -> Path:
    return book.parent / roster_name(number)


def test_a_changed_roster_is_found_out(written: Path) -> None:
    second = roster_file(written, 2)
    second.write_text(second.read_text().replace("foot-1", "foot-2", 1))
    with pytest.raises(CertificateError, match=r"roster-002.csv.*\(rule hash\)"):
        load_book(written)


def test_rosters_in_each_other_s_place_are_found_out(written: Path) -> None:
    one, two = roster_file(written, 1), roster_file(written, 2)
    old = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(old)
    with pytest.raises(CertificateError) as caught:
        load_book(written)
    assert str(caught.value).count("(rule hash)") == 2


def test_a_changed_number_is_found_out(written: Path) -> None:
    file = json.loads(written.read_text())
    file["content"]["numbers"]["loss"] -= 0.5
    written.write_text(json.dumps(file))
    with pytest.raises(CertificateError, match=r"content_hash \(rule hash\)"):
        load_book(written)


def refused(book: Path, words: str) -> None:
    with pytest.raises(InputError, match=words):
        load_book(book)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("format", value=2), "format"),
        (put("content", "surprise", value=1), "surprise"),
        (put("content", "numbers", "loss", value="low"), "numbers.loss"),
        (put("content", "numbers", "different", value=-1), "numbers.different"),
        (put("content", "plan", "file", value="../plan.json"), "plan.file"),
        (put("content", "plan", "content_hash", value="A" * 64), "content_hash"),
        (put("content", "rosters", value=[]), "rosters"),
        (
            put("content", "rosters", 1, "file", value="../../roster-002.csv"),
            "roster 2 is not rosters/roster-002.csv",
        ),
        (
            put("content", "rosters", 1, "file", value="rosters/roster-001.csv"),
            "roster 2 is not",
        ),
        (put("effort", "passes", value=1.5), "effort.passes"),
    ],
)
def test_what_vedette_does_not_write_is_refused(
    written: Path, change: Callable[[File], None], words: str
) -> None:
    reseal(written, change)
    refused(written, words)


def test_too_many_rosters_are_refused(written: Path) -> None:
    many = [{"file": roster_name(1), "sha256": "0" * 64}] * (MOST_ROSTERS + 1)
    reseal(written, put("content", "rosters", value=many))
    refused(written, "rosters")


def test_too_many_moves_are_refused(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves = len(load_book(written).rosters[0].moves)
    monkeypatch.setattr(books, "MOST_MOVES", moves + 1)
    refused(written, "moves together")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "JSON"),
        ("[1]", "JSON object"),
        ('{"format":1,"format":1}', "twice"),
        ("[" * 100 + "]" * 100, "brackets"),
        ('{"format": NaN}', "NaN"),
    ],
)
def test_text_that_is_no_book_is_refused(written: Path, text: str, words: str) -> None:
    written.write_text(text)
    refused(written, words)


def test_a_missing_roster_is_named(written: Path) -> None:
    roster_file(written, 3).unlink()
    refused(written, "roster-003.csv: there is no such file")


def test_a_folder_in_place_of_the_file(written: Path) -> None:
    refused(written.parent, "name .*book.json")


@pytest.fixture(scope="module")
def planned(small_theatre: Theatre, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan.json of a plan on disk."""
    folder = tmp_path_factory.mktemp("planned") / "plan"
    package = Package(small_theatre, quick_plan(small_theatre, QUICK))
    publish(package, folder, formats=["plan"])
    return folder / "plan.json"


def test_a_book_is_written_with_its_plan_and_stands_up(
    planned: Path, tmp_path: Path
) -> None:
    out = tmp_path / "book"
    view = make_books(planned, [COUNT], out, passes=2)
    assert view.where == out / "book.json"
    assert load_plan(out / "plan.json").content_hash == load_plan(planned).content_hash
    assert hash_of((out / "odds.npz").read_bytes()) == hash_of(
        planned.with_name("odds.npz").read_bytes()
    )
    book = verify_book(out / "book.json")
    assert book.numbers == view.books[0].numbers
    assert len(book.rosters) == COUNT
    with pytest.raises(OutputExistsError):
        make_books(planned, [COUNT], out, passes=2)
    make_books(planned, [2], out, passes=1, force=True)
    assert len(verify_book(out / "book.json").rosters) == 2
    assert not (out / roster_name(3)).exists()


def test_a_book_beside_another_plan_does_not_stand_up(
    small_theatre: Theatre, planned: Path, tmp_path: Path
) -> None:
    plan, book = small_book(small_theatre, COUNT)
    package = Package(small_theatre, plan, book=book)
    publish(package, tmp_path / "book", formats=["plan", "book"])
    with pytest.raises(CertificateError, match=r"\(rule plan\)"):
        verify_book(tmp_path / "book" / "book.json")


def test_several_sizes_make_a_table(planned: Path, tmp_path: Path) -> None:
    view = make_books(planned, [2, 6], passes=2)
    assert view.where is None
    lines = view.describe().splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["2", "6"]
    assert f"{view.books[1].numbers.loss:.3f}" in lines[2]
    told = view.as_json()
    assert [each["at_most"] for each in told["books"]] == [2, 6]
    assert told["books"][0]["passes"] == 2
    with pytest.raises(InputError, match="one number"):
        make_books(planned, [2, 6], tmp_path / "book", passes=2)
    assert not (tmp_path / "book").exists()
