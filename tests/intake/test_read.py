"""Whole short articles: incidents told apart, claims tied to what they are about."""

import pytest
from read_articles import read, theatre

from vedette.intake import Drafts
from vedette.intake.numbers import Amount
from vedette.intake.telling import describe_drafts

TALKS = """DUSHANBE, Dec 2 (Example Wire) - Tajikistan is in talks with a neighbour on
joint border patrols, three officials told Example Wire.

Tajikistan's Defence Ministry declined to comment. The neighbour's Defence Ministry did
not respond to a request for comment.

The Foreign Ministry denied the report.

Example Wire has since withdrawn the story.
"""


def says(drafts: Drafts) -> list[tuple[int | object, str]]:
    return [(claim.about, claim.says) for claim in drafts.claims]


def test_a_report_of_talks_that_was_denied_and_withdrawn():
    drafts = read(TALKS)
    assert [fact.kind for fact in drafts.facts] == ["talks"]
    assert not drafts.incidents
    assert [says for _, says in says(drafts)] == [
        *("asserts", "no_comment", "no_comment", "denies", "withdraws"),
    ]
    first, *rest = drafts.claims
    assert (first.anonymity, first.count) == ("unnamed", 3)
    assert {claim.about for claim in drafts.claims} == {1}
    assert all(claim.answers == (first.number,) for claim in rest)


def test_every_mark_is_the_sentence_itself():
    drafts = read(TALKS)
    for draft in drafts.list_all():
        words = TALKS[draft.mark.start : draft.mark.end]
        assert " ".join(words.split()) == draft.sentence


def test_incidents_on_other_days_and_at_other_places_are_told_apart():
    drafts = read(
        "Two guards were killed in an attack near Chubek on 20 November, police said."
        " One of the attackers was wounded. In another attack, on 24 November, a"
        " driver was shot dead near Farkhor. Nobody has claimed the shooting."
    )
    first, second = drafts.incidents
    assert (first.killed, first.injured) == (Amount(2, 2), Amount(1, 1))
    assert (second.kind, second.killed) == ("armed_attack", Amount(1, 1))
    assert [each.place and each.place.name for each in drafts.incidents] == [
        *("Chubek", "Farkhor"),
    ]


def test_numbers_that_differ_make_a_range_and_stay_with_who_said_them():
    drafts = read(
        "Three men died in an attack near Vanj on Monday, police said. Residents said"
        " that at least five men had been killed. The Taliban administration said that"
        " nobody had been harmed."
    )
    (incident,) = drafts.incidents
    assert (str(incident.killed), incident.injured) == ("0-5+", Amount(0, 0))
    assert [str(claim.killed) for claim in drafts.claims] == ["3", "5+", "0"]
    assert [claim.says for claim in drafts.claims] == ["asserts", "asserts", "denies"]


def test_what_is_denied_is_no_count_and_nobody_confirms_what_is_told_after_him():
    drafts = read(
        "Three men died in an attack near Vanj on Monday, two sources said. The"
        " interior ministry confirmed the attack. A spokesman denied that five men had"
        " been killed. Residents said that shots were heard for an hour."
    )
    (incident,) = drafts.incidents
    assert incident.killed == Amount(3, 3)
    told = {claim.says: claim for claim in drafts.claims[:3]}
    assert told["denies"].killed is None
    assert told["confirms"].answers == (told["asserts"].number,)


def test_the_place_of_a_dateline_with_a_stop_is_no_place_of_an_incident():
    drafts = read(
        "DUSHANBE, December 2. /EXAMPLE/. Gunmen attacked a post in the Nowhere"
        " district on Monday, police said. No casualties were reported."
    )
    (incident,) = drafts.incidents
    assert incident.place is not None
    assert incident.place.name == "Nowhere"
    assert (incident.killed, incident.injured) == (Amount(0, 0), Amount(0, 0))


def test_dead_who_are_told_of_before_the_attack_is_named():
    drafts = read(
        "The bodies of three herders were found near Vanj, a doctor said. Relatives say"
        " the men were shot on Sunday. Talk of ten dead is rubbish, says the governor."
    )
    (incident,) = drafts.incidents
    assert (incident.kind, incident.killed) == ("shooting", Amount(3, 3))
    assert incident.when is not None
    assert drafts.claims[-1].says == "denies"


def test_what_nobody_is_named_for_is_said_by_the_publisher():
    (claim,) = read("Two men were killed in a raid near Vanj on Monday.").claims
    assert (claim.source, claim.source_kind) == ("Example Wire", "news_agency")


@pytest.mark.parametrize(
    "text",
    [
        "The apricot harvest near Vanj was good, farmers said on Monday. It rained.",
        "In an exercise near Vanj on Monday a mock attack was repelled, the army said.",
        "He died of a heart attack, his family said. He was ninety and lived in Vanj.",
        "The Defence Ministry declined to comment. The embassy denied everything.",
    ],
)
def test_nothing_is_proposed_where_nothing_is_told(text: str):
    assert read(text).list_all() == ()


def test_too_many_drafts_are_cut_off_with_a_note():
    text = " ".join(
        f"{day} {month} {year}: a guard was killed in an attack near Vanj."
        for year in range(1950, 1990)
        for month in ("May", "June")
        for day in range(1, 9)
    )
    drafts = read("A list follows. " + "It begins. " + text)
    assert 200 <= len(drafts.list_all()) < 300
    assert "more than 200 drafts" in drafts.notes[-1]


def test_the_built_in_theatre_is_only_read():
    before = theatre().content_hash
    read(TALKS)
    assert theatre().content_hash == before


def test_a_terminal_shows_every_draft_within_80_columns():
    drafts = read(
        f"{TALKS}\nAt least two men died in a raid near Vanj on Monday, he said."
    )
    told = describe_drafts(drafts, {})
    assert max(map(len, told.splitlines())) < 80
    assert 'Killed: 2+ ("At least two men")' in " ".join(told.split())
    for draft in drafts.list_all():
        assert told.count(f"[{draft.mark.start}-{draft.mark.end}]") >= 1
        assert " ".join(told.split()).count(draft.sentence) == 1
