"""Drafts as a file: writing and reading back changes nothing; bad edits are told."""

from pathlib import Path

import pytest
from read_articles import place_names, read

from vedette.domain.register import Ref
from vedette.errors import InputError
from vedette.intake import Drafts
from vedette.intake.draft_file import write_drafts
from vedette.intake.draft_reading import read_drafts
from vedette.intake.numbers import Amount

TEXT = """Two Chinese workers were killed and at least three hurt in a raid on a camp
near Vanj on Monday night, "two" sources in the police said. It was at Nowhere Town.

The mine was closed, the ministry said. The embassy denied the raid.
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "drafts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read_back(folder: Path, text: str) -> Drafts:
    return read_drafts(write(folder, text), place_names())[0]


def test_writing_and_reading_changes_nothing(tmp_path: Path):
    drafts = read(TEXT)
    again = read_back(tmp_path, write_drafts(drafts))
    assert again.claims == drafts.claims
    assert again.facts == drafts.facts
    (mine,), (theirs,) = drafts.incidents, again.incidents
    unmarked = (
        mine.when,
        mine.place,
        mine.killed,
        mine.injured,
        mine.shares,
        mine.site,
    )
    assert unmarked == (
        *(theirs.when, theirs.place, theirs.killed, theirs.injured, theirs.shares),
        theirs.site,
    )
    assert write_drafts(again).count("decision") == write_drafts(drafts).count(
        "decision"
    )


def test_an_edit_counts(tmp_path: Path):
    text = write_drafts(read(TEXT)).replace('killed = "2"', 'killed = "2-4"', 1)
    text = text.replace('place = "Vanj"', 'place = "Хоруғ"')
    text = text.replace("about = 1", 'about = "incident:I-0007"')
    text = text.replace("answers = [3]", 'answers = ["claim:C-0001"]')
    drafts = read_back(tmp_path, text)
    assert str(drafts.incidents[0].killed) == "2-4"
    place = drafts.incidents[0].place
    assert place is not None
    assert (place.name, place.lon) == ("Хоруғ", 71.55337)
    assert drafts.claims[0].about == Ref("incident", "I-0007")


EDITS = [
    ('killed = "2"', 'killed = "two"', "killed: 'two' is no number"),
    ('killed = "2"', 'killed = "4-2"', "is no number"),
    ('decision = "open"', 'decision = "yes"', "'yes' is not known"),
    ('kind = "armed_attack"', 'kind = "war"', "'war' is not known"),
    ("about = 1", "about = 99", "is about draft 99, which is no incident or fact"),
    ("about = 1", 'about = "claim:C-1"', "nothing that a claim is about"),
    ("draft = 2", "draft = 1", "draft 1 stands twice"),
    ("when = [", "when = [2025-11-26, ", "no pair of moments"),
    ('harmed = ["CN killed 2"]', 'harmed = ["China 2"]', "not such a list"),
    ("format = 1", "format = 2", "out of range"),
    ('source = "', 'phone = "1"\nsource = "', "a detail of an observed person"),
    ('place = "Vanj"', 'place = "=Vanj"', "begins like a formula"),
    ('sentence = "', 'sentence = "\\u001b', "control character"),
    ("[[claims]]", "[[claim]]", "this key is unknown"),
    ('same_as = ""', 'same_as = "fact:F-1"', "'fact:F-1' is no incident"),
    ('same_as = ""', "same_as = true", "is no incident"),
    ("perhaps = []", "perhaps = 1", "is not a list"),
    ('as_told = ["injured', 'as_told = ["\\u001binjured', "control character"),
    ('injured = "3+"', 'injured = "+3"', "'+3' is no number"),
    ('publisher = "Example Wire"', "", "publisher: the key is missing"),
]


@pytest.mark.parametrize(("before", "after", "words"), EDITS)
def test_a_bad_edit_is_told_with_its_place(
    tmp_path: Path, before: str, after: str, words: str
):
    text = write_drafts(read(TEXT))
    assert before in text
    with pytest.raises(InputError) as caught:
        read_back(tmp_path, text.replace(before, after))
    assert words in str(caught.value)
    assert "drafts.toml" in str(caught.value)


def test_what_an_incident_is_the_same_as_and_an_open_range_come_back(tmp_path: Path):
    text = write_drafts(read(TEXT)).replace('injured = "3+"', 'injured = "0-3+"')
    text = text.replace('same_as = ""', 'same_as = "incident:I-0007"')
    text = text.replace("perhaps = []", 'perhaps = [9, "incident:I-0007"]')
    (incident,) = read_back(tmp_path, text).incidents
    there = Ref("incident", "I-0007")
    assert (incident.same_as, incident.perhaps) == (there, (9, there))
    assert incident.injured == Amount(0, 3, is_open=True)
    assert incident.as_told == ("injured: at least three",)


def test_a_file_of_before_open_ranges_had_words_is_read(tmp_path: Path):
    lines = write_drafts(read(TEXT)).splitlines(keepends=True)
    new = ("as_told", "perhaps", "same_as")
    kept = "".join(line for line in lines if not line.startswith(new))
    (incident,) = read_back(tmp_path, kept).incidents
    assert (incident.same_as, incident.perhaps, incident.as_told) == (None, (), ())


def test_all_faults_are_told_at_once(tmp_path: Path):
    text = (
        write_drafts(read(TEXT))
        .replace('says = "', 'says = "x')
        .replace("at = [", "at = [-")
    )
    with pytest.raises(InputError) as caught:
        read_back(tmp_path, text)
    told = str(caught.value)
    assert told.count("says: ") == len(read(TEXT).claims)
    assert " line " in told
