"""Reading an article from a file: what is no plain English text is refused."""

import datetime as dt
from pathlib import Path

import pytest

from vedette.errors import InputError
from vedette.intake.article import MOST_BYTES, read_text

ENGLISH = """DUSHANBE, Dec 2 (Example Wire) - Three men were killed in an attack near
Vanj on Monday, the border service said. It was the first of this year,
according to residents.
"""
RUSSIAN = (
    "Трое мужчин погибли при нападении близ Ванджа в понедельник, сообщили в"
    " пограничной службе. Это первый случай в этом году, говорят жители района."
)
TAJIK = (
    "Се нафар дар ҳамла дар наздикии Ванҷ рӯзи душанбе кушта шуданд, гуфтанд дар"
    " хадамоти марзбонӣ. Ин аввалин ҳодиса дар ин сол аст, мегӯянд сокинон."
)
GERMAN = (
    "Drei Männer wurden am Montag bei einem Angriff nahe Wandsch getötet, wie der"
    " Grenzschutz mitteilte. Es war der erste Fall in diesem Jahr, sagten Bewohner."
)
DUTCH = (
    "Drie mannen zijn maandag gedood bij een aanval in de buurt van Vanj, zei de"
    " grensdienst. Het was het eerste geval in dit jaar, zeggen de bewoners."
)
UZBEK = (
    "Dushanba kuni Vanj yaqinidagi hujumda uch kishi halok bo'ldi, dedi chegara"
    " xizmati. Bu yil birinchi holat, deydi aholi. Vazirlik izoh bermadi."
)
FRENCH = (
    "Trois hommes ont été tués lundi dans une attaque près de Vanj, a déclaré le"
    " service des frontières. C'est le premier cas de cette année, selon les habitants."
)
DAY = dt.date(2025, 12, 2)


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "article.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_text(path, day=DAY)
    told = str(caught.value)
    assert "article.txt" in told
    return told


def test_an_article_is_read_as_it_stands(tmp_path: Path):
    path = write(tmp_path, ENGLISH.replace("\n", "\r\n"))
    article = read_text(path, day=DAY, link="https://example.org/1")
    assert article.text == ENGLISH
    assert (article.day, article.publisher) == (DAY, "Example Wire")
    assert (article.name, len(article.content_hash)) == ("article.txt", 64)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("2 December 2025\n\n", dt.date(2025, 12, 2)),
        ("Published on December 2, 2025.\n\n", dt.date(2025, 12, 2)),
        ("02.12.2025\n\n", dt.date(2025, 12, 2)),
        ("Updated 2025-12-02\n\n", dt.date(2025, 12, 2)),
    ],
)
def test_the_day_may_stand_in_the_head(tmp_path: Path, head: str, day: dt.date):
    assert read_text(write(tmp_path, head + ENGLISH)).day == day


def test_without_a_day_one_is_asked_for(tmp_path: Path):
    with pytest.raises(InputError, match="add --date 2025-12-02"):
        read_text(write(tmp_path, ENGLISH))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RUSSIAN, "are Cyrillic"),
        (TAJIK, "are Cyrillic"),
        (ENGLISH + RUSSIAN, "are Cyrillic"),
        (GERMAN, "does not read like English"),
        (DUTCH, "does not read like English"),
        (UZBEK, "does not read like English"),
        (FRENCH, "does not read like English"),
        ("Lorem ipsum dolor sit amet " * 5, "does not read like English"),
        ("Three men were killed.", "too few to tell"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14", "too few to tell"),
    ],
)
def test_another_language_is_refused(tmp_path: Path, text: str, words: str):
    assert words in refusal(write(tmp_path, text))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"<html><body><p>{ENGLISH}</p></body></html>", "this is HTML"),
        (f"<p>{ENGLISH}</p><p>More of it.</p>", "this is HTML"),
        (b"%PDF-1.7 \xe2\xe3", "this is PDF"),
        (b"PK\x03\x04 word/document.xml", "a packed document"),
        (rb"{\rtf1 Three men}", "this is RTF"),
        ('{"text": "Three men"}', "this is JSON"),
        (ENGLISH.encode("utf-16"), "not UTF-8"),
        (b"caf\xe9 the men", "line 1: this is not UTF-8"),
        (ENGLISH + "\x1b[31m", "line 4: it holds a control character"),
        (ENGLISH + "\u202e", "line 4: it holds a control character"),
        ("", "no text"),
        (" \n \n", "no text"),
        ("x" * (MOST_BYTES + 1), "are the most"),
    ],
)
def test_what_is_no_plain_text_is_refused(
    tmp_path: Path, content: str | bytes, words: str
):
    assert words in refusal(write(tmp_path, content))


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "there is no such file" in refusal(tmp_path / "article.txt")
