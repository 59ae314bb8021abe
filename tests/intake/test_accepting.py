"""Accepted drafts as records: sources, claims and answers, nothing judged, no names."""

import datetime as dt
from collections import Counter
from itertools import count

import pytest
from read_articles import TUESDAY, ZONE, read, theatre

from benchmarks.intake import SETS, list_answers
from vedette.domain.register import Claim, Fact, Incident, Record, Ref, Source
from vedette.errors import InputError
from vedette.intake import read_article
from vedette.intake.accepting import choose, make_records, say_same
from vedette.intake.records import Desk
from vedette.register.checks import list_faults

TEXT = """Three officials said that at least two Chinese workers had been killed in a
raid on a camp near Vanj on Monday night.

The border service denied the raid. The embassy declined to comment.
"""
NOW = dt.datetime(2025, 12, 2, 12, tzinfo=dt.UTC)


def desk(known: dict[str, str] | None = None) -> Desk:
    numbers = {kind: count(1) for kind in ("source", "incident", "fact", "claim")}
    return Desk(
        next_id=lambda kind: f"{kind[0].upper()}-{next(numbers[kind])}",
        find_source=lambda source: (known or {}).get(source.name),
        on_line=lambda place: None,
        role="analyst",
        now=NOW,
        zone=ZONE,
    )


def accepted(numbers: list[int], known: dict[str, str] | None = None) -> list[Record]:
    return list(make_records(choose(read(TEXT), numbers), desk(known)).records)


def of(kind: type, records: list[Record]) -> list[Record]:
    return [each for each in records if isinstance(each, kind)]


def test_three_unnamed_officials_are_three_sources_with_a_claim_each():
    records = accepted([1, 2, 3, 4])
    number = Counter(type(each) for each in records)
    assert number == {Incident: 1, Source: 5, Claim: 5}
    sources = of(Source, records)
    assert [each.name for each in sources[:3]] == [
        f"Three officials, to Example Wire ({at} of 3)" for at in (1, 2, 3)
    ]
    assert {each.originator for each in sources[:3]} == {"Example Wire"}
    assert {each.anonymity for each in sources[:3]} == {"unnamed"}
    assert sources[3].originator == sources[3].name == "Border service"


def test_a_denial_answers_all_three():
    claims = of(Claim, accepted([1, 2, 3, 4]))
    assert [each.says for each in claims] == [*["asserts"] * 3, "denies", "no_comment"]
    assert claims[3].answers == claims[4].answers == ("C-1", "C-2", "C-3")
    assert of(Claim, accepted([1, 3]))[0].answers == ()


def test_the_record_is_sound_and_nobody_has_judged_it():
    records = accepted([1, 2, 3, 4])
    assert [fault for record in records for fault in list_faults(record)] == []
    for claim in of(Claim, records):
        grade = claim.grade
        assert (str(grade), grade.validation) == ("F6", "not_validated")
        assert (grade.role, grade.at) == ("analyst", NOW)
        assert claim.state in ("reported", "no_comment")
    (incident,) = of(Incident, records)
    assert (incident.killed.low, incident.killed.high) == (2, 2)
    assert incident.note.endswith(
        ' Killed: at least 2, no upper end is told ("at least two Chinese workers").'
        " CN killed: at least 2, no upper end is told."
    )
    assert incident.when.earliest == dt.datetime(2025, 12, 1, 18, tzinfo=ZONE)


def test_a_claim_without_a_date_was_said_on_the_articles_day():
    said = of(Claim, accepted([1, 2]))[0].said
    assert said.earliest.date() == said.latest.date() == TUESDAY
    assert f"{said.latest:%H:%M}" == "23:59"


def test_a_known_body_is_taken_for_itself_and_unnamed_people_never_are():
    known = dict.fromkeys(
        ("Border service", "Three officials, to Example Wire (1 of 3)"), "S-old"
    )
    claims = of(Claim, accepted([1, 2, 3], known))
    assert [each.source for each in claims] == ["S-1", "S-2", "S-3", "S-old"]


def test_a_fact_needs_no_date():
    drafts = read("The mine near Vanj was closed, the ministry said.")
    records = make_records(choose(drafts, [1, 2]), desk()).records
    assert [type(each) for each in records] == [Fact, Source, Claim]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([2], "draft 2 is a claim about draft 1, which is not accepted"),
        ([1, 99], "there is no draft 99"),
        ([], "no draft is accepted"),
    ],
)
def test_what_cannot_be_accepted_is_told(numbers: list[int], words: str):
    with pytest.raises(InputError, match=words):
        choose(read(TEXT), numbers)


def test_an_incident_without_a_date_is_not_accepted():
    with pytest.raises(InputError, match="draft 1 has no date"):
        choose(read("Two men were killed in a raid near Vanj."), [1])


TWO = """Gunmen attacked a mine in the Darvoz district on Sunday night, officials said.
A guard was killed in a shooting on Monday, police said.
"""


def test_of_a_draft_that_is_another_no_incident_is_made():
    drafts = say_same(read(TWO), {2: 1})
    assert drafts.incidents[1].perhaps == (1,)
    made = make_records(choose(drafts, [1, 2, 3, 4]), desk())
    assert len(of(Incident, list(made.records))) == 1
    assert made.became[1] == made.became[2]
    assert {each.about for each in of(Claim, list(made.records))} == {made.became[1][0]}


def test_a_draft_that_is_in_the_register_needs_no_date():
    there = Ref("incident", "I-7")
    drafts = say_same(read("Two men were killed in a raid near Vanj."), {1: there})
    made = make_records(choose(drafts, [1, 2]), desk())
    assert made.became[1] == (there,)
    assert [type(each) for each in made.records] == [Source, Claim]


@pytest.mark.parametrize(
    ("same", "numbers", "words"),
    [
        ({2: 1}, [2, 4], "the same as draft 1, which is no other incident that is"),
        ({1: 2, 2: 1}, [1, 2], "the same as draft 2, which is itself the same"),
        ({3: 1}, [1, 2], "draft 3 is no incident"),
    ],
)
def test_what_a_draft_cannot_be_the_same_as_is_told(
    same: dict[int, int | Ref], numbers: list[int], words: str
):
    with pytest.raises(InputError, match=words):
        choose(say_same(read(TWO), same), numbers)


def test_the_register_takes_whatever_is_read_from_an_article():
    for drafts in (
        read_article(answer.article, theatre())
        for half in SETS
        for answer in list_answers(half)
    ):
        dated = [each.number for each in drafts.incidents if each.when]
        told = {*dated, *(each.number for each in drafts.facts)}
        told |= {each.number for each in drafts.claims if each.about in told}
        if not told:
            continue
        records = make_records(choose(drafts, told), desk()).records
        assert [fault for each in records for fault in list_faults(each)] == []


def test_a_short_form_ends_no_quote():
    drafts = read(
        "Two men were killed in a raid near Vanj on Monday, Gov. Example said."
    )
    claim = of(Claim, list(make_records(choose(drafts, [1, 2]), desk()).records))[0]
    assert claim.quote.endswith("on Monday, Gov Example said.")
    assert list_faults(claim) == []


def test_a_statement_is_in_our_words_and_a_quote_without_the_dateline():
    drafts = read(f"KHOROG, Dec. 2 (Example Wire) - {TEXT}")
    claim = of(Claim, list(make_records(choose(drafts, [1, 2]), desk()).records))[0]
    assert claim.quote.startswith("Three officials said that")
    assert claim.statement == (
        "Three officials (asserts): Armed attack, Vanj, 2025-12-01 (2+ killed)."
    )


def test_a_long_sentence_is_cut_to_a_quote():
    long = ", and on" * 60
    text = f"Two men were killed in a raid near Vanj on Monday{long}, police said."
    records = make_records(choose(read(text), [1, 2]), desk()).records
    (claim,) = of(Claim, list(records))
    assert len(claim.quote) <= 400
    assert claim.quote.endswith(" ...")
    assert list_faults(claim) == []
