"""An article taken before is known again, whole, in part, or in another version."""

import datetime as dt
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_articles import ZONE, theatre

from vedette.domain.register import Claim, Fact, Incident, Ref, Source
from vedette.intake import Article, Drafts, read_article
from vedette.intake.accepting import choose, make_records
from vedette.intake.origins import hash_text, read_origin, write_origin
from vedette.intake.records import Desk
from vedette.intake.sentences import Mark
from vedette.intake.taken import Held, find_taken, leave_out

TUESDAY = dt.date(2025, 12, 2)
NOW = dt.datetime(2025, 12, 3, 12, tzinfo=dt.UTC)
TEXT = """Two men were killed in a raid near Vanj on Monday, three officials said.

The border service denied the raid. The embassy declined to comment.
"""
NEWS = """Two at least killed wounded on Monday near Vanj Khorog the ministry of border
service said denied confirmed declined to comment . . . ; , " drone attack talks troops
closed bridge another first 10 p.m. according officials sources it they raid"""
LONGER = TEXT.replace("\n\n", "\n\nThe mine was closed, the company said. ")


def article(text: str, day: dt.date = TUESDAY, link: str = "") -> Drafts:
    told = Article(text, day, "Example Wire", link, "a.txt", hash_text(text))
    return read_article(told, theatre())


def enter(drafts: Drafts, numbers: list[int] | None = None) -> list[Held]:
    """Enter drafts, all of them or those with some numbers."""
    ids = {kind: count(1) for kind in ("source", "incident", "fact", "claim")}
    desk = Desk(
        next_id=lambda kind: f"{kind[0].upper()}-{next(ids[kind])}",
        find_source=lambda source: None,
        on_line=lambda place: None,
        role="analyst",
        now=NOW,
        zone=ZONE,
    )
    every = [each.number for each in drafts.list_all()]
    records = make_records(choose(drafts, numbers or every), desk).records
    sources = {each.id: each for each in records if isinstance(each, Source)}
    return [
        Held(each, sources.get(each.source) if isinstance(each, Claim) else None, NOW)
        for each in records
        if isinstance(each, Incident | Fact | Claim)
    ]


def test_the_same_article_is_known_whole_and_said_so():
    drafts = article(TEXT)
    taken = find_taken(drafts, enter(drafts))
    assert taken.became == {
        1: (Ref("incident", "I-1"),),
        2: tuple(Ref("claim", f"C-{at}") for at in (1, 2, 3)),
        3: (Ref("claim", "C-4"),),
        4: (Ref("claim", "C-5"),),
    }
    assert leave_out(drafts, taken).list_all() == ()
    assert taken.tell(drafts, "nothing is entered.") == (
        "a.txt: this article was taken on 2025-12-03 as incident:I-1, claim:C-1,"
        " claim:C-2, claim:C-3, claim:C-4, claim:C-5; nothing is entered."
    )


def test_other_spaces_and_quote_marks_make_no_other_article():
    held = enter(article(TEXT))
    taken = find_taken(
        article(TEXT.replace("\n", "\n\n").replace(" the ", "  the ")), held
    )
    assert taken.is_same_text
    assert set(taken.became) == {1, 2, 3, 4}


def test_what_was_not_accepted_then_can_be_accepted_now():
    drafts = article(TEXT)
    left = leave_out(drafts, find_taken(drafts, enter(drafts, [1, 2])))
    assert [each.number for each in left.list_all()] == [3, 4]
    assert {claim.about for claim in left.claims} == {Ref("incident", "I-1")}
    assert left.claims[0].answers == tuple(Ref("claim", f"C-{at}") for at in (1, 2, 3))


def test_of_a_changed_version_only_what_is_new_is_proposed():
    held = enter(article(TEXT))
    drafts = article(LONGER, TUESDAY + dt.timedelta(days=1))
    taken = find_taken(drafts, held)
    left = leave_out(drafts, taken)
    assert [type(each).__name__ for each in left.list_all()] == [
        *("DraftFact", "DraftClaim"),
    ]
    assert "another version of this article was taken" in taken.tell(drafts, "")


@pytest.mark.parametrize(
    ("publisher", "days", "links"),
    [
        ("Example Post", 1, ("", "")),
        ("Example Wire", 30, ("", "")),
        ("Example Wire", 1, ("https://example.org/1", "https://example.org/2")),
    ],
)
def test_the_same_words_of_another_article_are_taken(
    publisher: str, days: int, links: tuple[str, str]
):
    held = enter(article(TEXT, link=links[0]))
    drafts = article(LONGER, TUESDAY + dt.timedelta(days=days), links[1])
    other = replace(drafts, article=replace(drafts.article, publisher=publisher))
    assert find_taken(other, held).became == {}


def test_the_same_link_tells_that_it_is_the_article():
    link = "https://example.org/1"
    held = enter(article(TEXT, link=link))
    drafts = article(LONGER, TUESDAY + dt.timedelta(days=30), link)
    assert len(find_taken(drafts, held).became) == 4


def test_a_claim_that_a_person_changed_is_still_known():
    drafts = article(TEXT)
    first, *rest = drafts.claims
    renamed = replace(first, source="guards", count=None, says="confirms")
    held = enter(replace(drafts, claims=(renamed, *rest)))
    assert find_taken(drafts, held).became[2] == (Ref("claim", "C-1"),)


def test_claims_hung_on_another_incident_lead_there():
    drafts = article(TEXT)
    there = Ref("incident", "I-old")
    (incident,) = drafts.incidents
    hung = replace(drafts, incidents=(replace(incident, same_as=there),))
    taken = find_taken(drafts, enter(hung))
    assert taken.became[1] == (there,)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(NEWS.split()), max_size=120).map(" ".join))
def test_whatever_is_entered_is_known_again(text: str):
    drafts = article(text)
    known = {each.number for each in drafts.incidents if each.when}
    known |= {each.number for each in drafts.facts}
    known |= {each.number for each in drafts.claims if each.about in known}
    if known:
        taken = find_taken(drafts, enter(drafts, sorted(known)))
        assert known <= set(taken.became)


def test_where_it_is_from_is_written_and_read():
    told = Article(
        "", TUESDAY, "Wire, of Example", "", "a (b), c.txt", "0123456789abcdef" * 4
    )
    origin = read_origin(write_origin(told, Mark(3, 9)) + " Killed: at least 3.")
    assert origin == (Mark(3, 9), "0123456789abcdef", "Wire, of Example", TUESDAY)
    assert read_origin("Intake: by hand.") is None
    assert read_origin(write_origin(told, Mark(3, 9)).replace("-12-", "-13-")) is None
