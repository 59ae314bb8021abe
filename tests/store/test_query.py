"""Records are found by place, section, standing, text, time and flags."""

import datetime as dt

import pytest
from small_register import (
    FACT,
    INCIDENT,
    changing,
    claim,
    incident,
    night,
    small_store,
)

from vedette.domain.register import Figures, OnLine, Place, Ref
from vedette.register.folding import fold
from vedette.store import Query


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = small_store(tmp_path_factory.mktemp("query"))
    later, west = night(30), OnLine(420.0, "S07", 1.0)
    with changing(store) as change:
        change.put_many(
            [
                incident("I-2", title="Crossing", when=later, line=west),
                incident("I-3", title="Fire", place=Place("Панҷ"), line=None),
                incident("I-4", origin="own", upstream="acled:AFG1", note="100% sure"),
                claim(
                    "C-9", Ref("incident", "I-3"), "paper",
                    figures=Figures(place=Place("Ишкошим")),
                ),
            ]
        )  # fmt: skip
        change.move_claim("C-1", "withdrawn")
    return store


def ids(store, **asked):
    with store.reading() as view:
        return [each.record.id for each in view.list(Query(**asked))]


@pytest.mark.parametrize(
    "asked, expected",
    [
        ({}, ["I-1", "I-3", "I-4", "I-2"]),
        ({"section": "S12"}, ["I-1", "I-4"]),
        ({"near_km": 415.0}, ["I-2"]),
        ({"near_km": 415.0, "within_km": 4.0}, []),
        ({"state": "unsourced"}, ["I-4", "I-2"]),
        ({"state": "reported"}, ["I-1", "I-3"]),
        ({"origin": "own"}, ["I-4"]),
        ({"text": (fold("Хоруғ"),)}, ["I-1", "I-4", "I-2"]),
        ({"text": (fold("Panj"),)}, ["I-3"]),
        ({"text": (fold("Ishkoshim"),)}, ["I-3"]),  # said by a claim about it
        ({"text": (fold("I-4"),)}, ["I-4"]),
        ({"text": ("nothing", fold("fire"))}, ["I-3"]),
        ({"text": ("100%",)}, []),  # folded texts have no such sign
        ({"since": dt.datetime(2025, 11, 29, tzinfo=dt.UTC)}, ["I-2"]),
        ({"until": dt.datetime(2025, 11, 29, tzinfo=dt.UTC)}, ["I-1", "I-3", "I-4"]),
        ({"limit": 2}, ["I-1", "I-3"]),
        ({"kind": "claim", "about": INCIDENT}, ["C-3", "C-4"]),
        ({"kind": "claim", "source": "paper"}, ["C-4", "C-9"]),
        ({"kind": "claim", "state": "withdrawn"}, ["C-1"]),
        ({"kind": "fact", "flagged": True}, ["F-1"]),
        ({"kind": "fact", "flagged": False}, []),
        ({"kind": "assessment", "flagged": True}, ["A-1"]),
        ({"kind": "assessment", "flagged": False}, ["A-2"]),
    ],
)
def test_what_is_asked_for_is_found(store, asked, expected):
    assert ids(store, **asked) == expected


@pytest.mark.parametrize("by", [-1, 0, 1])
def test_what_ends_or_begins_at_the_very_moment_is_found(store, by):
    """A span that is asked for holds both its ends."""
    second = dt.timedelta(seconds=by)
    ends = ids(store, since=night().latest + second)
    begins = ids(store, until=night().earliest + second)
    assert ("I-1" in ends) == (by <= 0)
    assert ("I-1" in begins) == (by >= 0)


def test_an_underscore_is_no_wildcard(store):
    assert ids(store, text=("f_re",)) == []


def test_rows_of_a_data_set_are_known_by_their_names(store):
    with store.reading() as view:
        assert view.upstream("acled") == {"acled:AFG1": Ref("incident", "I-4")}
        assert view.upstream("ged") == {}


def test_many_records_at_once(store):
    with store.reading() as view:
        found = view.present(["claim:C-1", "claim:C-77", "fact:F-1"])
        assert set(found) == {"claim:C-1", "fact:F-1"}
        assert (found["claim:C-1"].version, found["claim:C-1"].is_deleted) == (2, False)
        assert view.records([FACT])[FACT].title == "Talks on something"
        assert view.count_by_source()["source:paper"] == 2
