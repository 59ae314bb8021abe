"""The articles that intake is measured on: enough, labelled, answers that fit."""

import pytest
from read_articles import ZONE, place_names

from benchmarks.intake import (
    ARTICLES,
    FIELDS,
    SETS,
    Tally,
    _told_incident,
    find_quote,
    list_answers,
    pair,
)
from vedette.domain.register import (
    ANONYMITY,
    INCIDENT_KINDS,
    SAYS,
    SOURCE_KINDS,
)
from vedette.intake.drafts import FACT_KINDS, SITE_KINDS
from vedette.intake.sentences import split_sentences

LABEL = "MADE UP for a benchmark of Vedette: nothing of this took place.\n"
ALL = [answer for half in SETS for answer in list_answers(half)]


def test_there_are_enough_of_each_set():
    assert [len(list_answers(half)) for half in SETS] == [48, 15, 6, 6]


@pytest.mark.parametrize("answer", ALL, ids=lambda answer: answer.name)
def test_each_is_labelled_and_its_answers_fit(answer):
    text = answer.article.text
    assert text.startswith(LABEL)
    marks = {each.mark for each in split_sentences(text)[0]}
    subjects = {each["id"] for each in (*answer.incidents, *answer.facts)}
    for incident in answer.incidents:
        assert incident["kind"] in INCIDENT_KINDS
        assert incident.get("site", "camp") in SITE_KINDS
        _told_incident(incident, place_names(), ZONE)
    assert {each["kind"] for each in answer.facts} <= set(FACT_KINDS)
    for claim in answer.claims:
        assert claim["about"] in subjects
        assert claim["says"] in SAYS
        assert claim["source"] in SOURCE_KINDS
        assert claim["anonymity"] in ANONYMITY
        assert find_quote(claim["quote"], text) in marks


def test_nothing_else_lies_among_them():
    for half in SETS:
        names = {path.suffix for path in (ARTICLES / half).iterdir()}
        assert names == {".txt", ".toml"}


def test_precision_and_recall_count_what_is_right():
    tally = Tally()
    tally.add({"date": 1, "place": "a"}, {"date": 1, "place": "b"})
    tally.add({"date": 2}, None)
    tally.add(None, {"date": 3})
    tally.add({"nationality": frozenset("ab")}, {"nationality": frozenset("bc")})
    told = [tally.right["date"], tally.proposed["date"], tally.there["date"]]
    assert told == [1, 2, 2]
    assert tally.right["place"] == 0
    assert [each["nationality"] for each in (tally.right, tally.there)] == [1, 2]
    assert set(tally.proposed) <= set(FIELDS)


def test_pairs_are_those_that_agree_most():
    pairs = pair([{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}], lambda x, y: int(x == y))
    assert sorted(pairs) == [(0, 1), (1, 0)]
