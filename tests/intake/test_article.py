"""Reading an article from a file: what is no plain English text is refused."""

import datetime as dt
from pathlib import Path

import pytest
from read_articles import theatre

from vedette.errors import InputError
from vedette.intake import read_article
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
        read_text(path, today=DAY, day=DAY)
    told = str(caught.value)
    assert "article.txt" in told
    return told


def test_an_article_is_read_as_it_stands(tmp_path: Path):
    path = write(tmp_path, ENGLISH.replace("\n", "\r\n"))
    article = read_text(path, today=DAY, day=DAY, link="https://example.org/1")
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
    assert read_text(write(tmp_path, head + ENGLISH), today=DAY).day == day


def test_without_a_day_one_is_asked_for(tmp_path: Path):
    with pytest.raises(InputError, match="add --date 2025-12-02"):
        read_text(write(tmp_path, ENGLISH), today=DAY)


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
        (f"<b>{ENGLISH}</b>", "this is HTML"),
        (f"<o:p>{ENGLISH}<figure><br/>", "this is HTML"),
        (ENGLISH.replace("men", "men&nbsp;and"), "this is HTML"),
        (b"%PDF-1.7 \xe2\xe3", "this is PDF"),
        (b"PK\x03\x04 word/document.xml", "a packed document"),
        (rb"{\rtf1 Three men}", "this is RTF"),
        ('{"text": "Three men"}', "this is JSON"),
        (ENGLISH.encode("utf-16"), "not UTF-8"),
        (b"caf\xe9 the men", "line 1: this is not UTF-8"),
        (ENGLISH + "\x1b[31m", "line 4: it holds a control character"),
        (ENGLISH.replace("men", "m\0en"), "line 1: it holds a control character"),
        (ENGLISH + "\u202e", "line 4: it holds a mark that turns the direction"),
        (ENGLISH.encode("utf-16-le"), "not UTF-8 text, UTF-16 perhaps"),
        (ENGLISH.encode("utf-32"), "not UTF-8 text, UTF-16 perhaps"),
        (bytes(range(256)) * 40, "not UTF-8"),
        ("\u200b" * 3000, "no text"),
        ("", "no text"),
        (" \n \n", "no text"),
        ("x" * (MOST_BYTES + 1), "are the most"),
    ],
)
def test_what_is_no_plain_text_is_refused(
    tmp_path: Path, content: str | bytes, words: str
):
    assert words in refusal(write(tmp_path, content))


def test_marks_that_nobody_sees_are_left_out_and_told(tmp_path: Path):
    hidden = ENGLISH.replace("killed", "kil\u00adled").replace("Vanj", "\u200fVanj")
    article = read_text(write(tmp_path, hidden), today=DAY, day=DAY)
    assert article.text == ENGLISH
    assert article.notes == (
        "2 marks that nobody sees, within or between words, left out.",
    )


def test_addresses_in_angle_brackets_are_no_tags(tmp_path: Path):
    text = ENGLISH + "<a@example.org> or <b@example.org>, <c@example.org>."
    assert read_text(write(tmp_path, text), today=DAY, day=DAY).text == text


def test_an_article_is_not_from_the_future(tmp_path: Path):
    path = write(tmp_path, "1 January 2031\n\n" + ENGLISH)
    with pytest.raises(InputError, match="2031-01-01, is still to come; say when"):
        read_text(path, today=DAY)
    later = "Valid to 1 January 2031. Written on 2 December 2025.\n\n" + ENGLISH
    assert read_text(write(tmp_path, later), today=DAY).day == DAY
    given = read_text(path, today=DAY, day=dt.date(2031, 1, 1))
    assert given.notes == (
        "The article's day, 2031-01-01, is still to come; was it mistyped?",
    )
    with pytest.raises(InputError, match="years run from 1900 to 2100"):
        read_text(path, today=DAY, day=dt.date(9999, 12, 31))


def test_what_the_register_would_refuse_in_the_end_is_refused_at_once(tmp_path: Path):
    path = write(tmp_path, ENGLISH)
    with pytest.raises(InputError) as caught:
        read_text(path, today=DAY, day=DAY, publisher="=Wire", link="javascript:x")
    told = str(caught.value)
    assert "begins like a formula" in told
    assert "--link: 'javascript:x' is no web address" in told


def test_a_files_name_is_kept_as_one_safe_line(tmp_path: Path):
    path = tmp_path / "=a\x1b[31m\nb.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    assert read_text(path, today=DAY, day=DAY).name == "a?[31m?b.txt"


def test_one_enormous_sentence_is_no_hang_and_is_told(tmp_path: Path):
    text = ("Three men were killed near Vanj on Monday and " * 2_100)[: MOST_BYTES - 1]
    article = read_text(write(tmp_path, text + "."), today=DAY, day=DAY)
    drafts = read_article(article, theatre())
    assert drafts.list_all() == ()
    assert "is too long for the rules" in drafts.notes[0]


def test_the_hash_is_of_what_is_read(tmp_path: Path):
    one = read_text(write(tmp_path, ENGLISH + "“It was.”\n"), today=DAY, day=DAY)
    same = ENGLISH.replace("\n", "\r\n  ") + '"It was."'
    other = read_text(write(tmp_path, same), today=DAY, day=DAY)
    assert one.content_hash == other.content_hash
    more = read_text(write(tmp_path, ENGLISH + "One."), today=DAY, day=DAY)
    assert one.content_hash != more.content_hash


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "there is no such file" in refusal(tmp_path / "article.txt")
