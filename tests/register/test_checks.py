"""What a record must be like; each fault is one sentence that says what to do."""

import datetime as dt
from dataclasses import replace

import pytest
from small_register import FACT, GRADE, NOW, SMALL, claim, incident, night, source

from vedette.domain.register import (
    Assessment,
    Count,
    Figures,
    Harmed,
    Place,
    Quantity,
    Ref,
    Span,
)
from vedette.register.checks import list_faults
from vedette.register.sentences import count_sentences

CLAIM = claim("C-1", FACT, "paper")


def test_sound_records_have_no_faults():
    assert [fault for record in SMALL for fault in list_faults(record)] == []


def graded(**changes):
    return replace(CLAIM, grade=replace(GRADE, **changes))


def told(**figures):
    return replace(CLAIM, figures=Figures(**figures))


@pytest.mark.parametrize(
    "record, words",
    [
        (graded(reliability="G"), "A (reliable) to E"),
        (graded(reliability="a"), "no grade of a source"),
        (graded(credibility=0), "no grade of information"),
        (graded(credibility=7), "1 (confirmed) to 5"),
        (graded(credibility=True), "no grade of information"),
        (graded(validation="yes"), "not_validated, validated, rejected"),
        (graded(role="general"), "analyst"),
        (graded(why=" "), "it is empty"),
        (replace(CLAIM, says="shouts"), "asserts, confirms"),
        (replace(CLAIM, about=Ref("source", "x")), "neither an incident nor a fact"),
        (replace(CLAIM, statement="=1+1"), "begins like a formula"),
        (replace(CLAIM, statement="two\nlines"), "control character"),
        (replace(CLAIM, statement="x" * 601), "keep to 600"),
        (replace(CLAIM, quote="One thing. Another thing."), "longer than one sentence"),
        (replace(CLAIM, link="ftp://x"), "is not a web address"),
        (replace(CLAIM, id="C 1"), "cannot be an id"),
        (replace(CLAIM, entered=NOW.replace(tzinfo=None)), "has no offset"),
        (told(killed=Count(5, 3)), "smaller number first"),
        (told(injured=Count(-1, 3)), "no range of people"),
        (told(harmed=(Harmed("Tajik"),)), "ISO 3166"),
        (told(quantity=Quantity(2.0, 1.0, "km")), "smaller number first"),
        (told(quantity=Quantity(1.0, float("inf"), "km")), "no range"),
        (incident(kind="battle"), "armed_attack"),
        (incident(when=Span(NOW, NOW - dt.timedelta(hours=1))), "which is earlier"),
        (incident(place=Place("", "near")), "neither a name nor lon and lat"),
        (incident(place=Place("x", "near", 71.0)), "give both or neither"),
        (incident(place=Place("x", "near", 37.0, 171.0)), "are they swapped"),
        (incident(place=Place("x", "about")), "exact, near, district"),
        (incident(merged_into="I-1"), "merged into itself"),
        (source("s", kind="spy"), "government, official"),
        (source("s", anonymity="secret"), "named, role_only, unnamed"),
        (
            Assessment("A", "assessment", "t", (Ref("rumour", "1"),), "own"),
            "nothing that the register holds",
        ),
    ],
)
def test_each_fault_is_a_sentence(record, words):
    (fault,) = list_faults(record)
    assert words in fault


def test_a_record_tells_all_its_faults():
    wrong = incident(kind="x", title="", killed=Count(2, 1), when=night(26))
    assert len(list_faults(wrong)) == 3


@pytest.mark.parametrize(
    "text, number",
    [
        ("", 0),
        ("He came on Nov. 26 to St. Anna", 1),
        ("The U.S. Government said so.", 1),
        ("It was 3.5 km off; no more.", 1),
        ("It is so! Nobody doubts it.", 2),
        ("„Так.“ Никто не знал.", 2),
        ("事件发生了。没有人知道。", 2),
    ],
)
def test_sentences_are_counted(text, number):
    assert count_sentences(text) == number
