"""Incidents in the register that a draft may tell of: by kind, time and place."""

import datetime as dt
from dataclasses import replace

import pytest
from read_articles import ZONE, read

from vedette.domain.register import Incident, Place, Ref, Span
from vedette.intake.likely import find_likely

(DRAFT,) = read(
    "Two men were killed in a raid near Vanj on Monday night, police said."
).incidents
NIGHT = Span(
    dt.datetime(2025, 12, 1, 20, tzinfo=ZONE), dt.datetime(2025, 12, 1, 23, tzinfo=ZONE)
)
KEPT = Incident(
    id="I-1",
    kind="armed_attack",
    title="Raid on a camp",
    when=NIGHT,
    place=Place("Rokharv", "near", 71.4, 38.4),
    origin="published",
)


def likely(*incidents: Incident) -> list[str]:
    return [ref.id for ref, _ in find_likely(DRAFT, incidents)]


def test_an_incident_near_by_at_that_time_is_likely_and_told_in_words():
    ((ref, words),) = find_likely(DRAFT, [KEPT])
    assert ref == Ref("incident", "I-1")
    assert words == (
        "Raid on a camp: armed attack, 2025-12-01 20:00 to 23:00, Rokharv, 6 km from it"
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(KEPT, kind="smuggling"),
        replace(KEPT, place=Place("Khorugh", "near", 71.55, 37.49)),
        replace(KEPT, place=Place("Rokharv", "unknown")),
        replace(KEPT, merged_into="I-2"),
        replace(
            KEPT,
            when=Span(
                dt.datetime(2025, 12, 2, 6, tzinfo=ZONE),
                dt.datetime(2025, 12, 3, tzinfo=ZONE),
            ),
        ),
    ],
)
def test_of_another_kind_place_or_time_none_is_likely(other: Incident):
    assert likely(other) == []


def test_two_words_for_an_attack_are_no_other_kind_but_come_later():
    shooting = replace(KEPT, id="I-0", kind="shooting")
    assert likely(shooting, KEPT) == ["I-1", "I-0"]


def test_a_place_without_degrees_is_known_by_its_name():
    assert likely(replace(KEPT, place=Place("Ванҷ"))) == ["I-1"]


def test_without_a_date_or_a_place_nothing_is_likely():
    assert find_likely(replace(DRAFT, when=None), [KEPT]) == []
    assert find_likely(replace(DRAFT, place=None), [KEPT]) == []


def test_three_are_named_at_most():
    assert likely(*(replace(KEPT, id=f"I-{at}") for at in range(9))) == [
        *("I-0", "I-1", "I-2"),
    ]
