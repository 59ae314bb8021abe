"""Whatever is handed in: drafts or a sentence, never a crash; costly text ends."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_articles import place_names, read, theatre

from vedette.errors import VedetteError
from vedette.intake import read_article
from vedette.intake.article import read_text
from vedette.intake.draft_file import write_drafts
from vedette.intake.draft_reading import read_drafts

NEWS = """Two three at least between and 5 12 killed wounded dead on Monday night May
26 November 2025 near Vanj Khorog district the ministry of border service said told
denied confirmed declined to comment withdrawn story , . . ; " ( ) - 's its who drone
dropped attack attacks talks troops patrol Chinese citizens a an one of them including
among mine camp urged leave closed bridge another first second 10 p.m. according
officials three sources it they"""
DAY = dt.date(2025, 12, 2)
TEXTS = st.lists(st.sampled_from(NEWS.split()), max_size=120).map(" ".join)
ANY_TEXT = st.text(max_size=400)
KEPT = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check(text: str) -> None:
    drafts = read(text)
    for draft in drafts.list_all():
        words = text[draft.mark.start : draft.mark.end]
        assert " ".join(words.split()) == draft.sentence
    subjects = {each.number for each in (*drafts.incidents, *drafts.facts)}
    assert all(claim.about in subjects for claim in drafts.claims)


@KEPT
@given(TEXTS)
def test_words_of_news_in_any_order(text: str):
    check(text)


@KEPT
@given(ANY_TEXT)
def test_any_text_at_all(text: str):
    check(text)


@KEPT
@given(st.binary(max_size=300))
def test_any_file_is_an_article_or_a_sentence(tmp_path: Path, data: bytes):
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    told = ""
    try:
        read_article(read_text(path, today=DAY, day=DAY), theatre())
    except VedetteError as error:
        told = str(error)
    assert not told or "article.txt" in told


@KEPT
@given(TEXTS)
def test_any_drafts_come_back_from_their_file(tmp_path: Path, text: str):
    drafts = read(text)
    path = tmp_path / "drafts.toml"
    path.write_text(write_drafts(drafts), encoding="utf-8")
    again = read_drafts(path, place_names())[0]
    assert again.claims == drafts.claims
    assert len(again.incidents) == len(drafts.incidents)


DRAFTS = write_drafts(read("Two men died in a raid near Vanj on Monday, police said."))


@KEPT
@given(st.integers(0, len(DRAFTS)), st.integers(0, 30), st.text(max_size=12))
def test_any_edit_of_drafts_is_read_or_told(
    tmp_path: Path, start: int, length: int, put: str
):
    path = tmp_path / "drafts.toml"
    edited = DRAFTS[:start] + put + DRAFTS[start + length :]
    path.write_bytes(edited.encode("utf-8", "surrogatepass"))
    told = ""
    try:
        read_drafts(path, place_names())
    except VedetteError as error:
        told = str(error)
    assert not told or "drafts.toml" in told


COSTLY = [
    "." * 99_000,
    ". " * 49_000,
    '."' * 49_000,
    "\n \n" * 33_000 + "x.",
    "a" * 99_000 + ".",
    "A" + " " * 99_000 + ".",
    "12-" * 33_000 + ".",
    ("urged " * 160 + ".\n\n") * 100,
    ("closed a-b " * 85 + ".\n\n") * 100,
    ("a'" * 490 + ".\n\n") * 100,
    ("Aa " * 330 + ".\n\n") * 100,
    ("three men, " * 90 + "killed.\n\n") * 100,
    "Three men were killed in an attack near Panj on 1 May. " * 1_800,
]


@pytest.mark.parametrize("text", COSTLY)
def test_costly_text_ends(text: str):
    check(text[:60_000])
