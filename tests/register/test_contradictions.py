"""Claims that differ stand side by side, with the span of those that count."""

import datetime as dt

import pytest
from small_register import INCIDENT, claim, night

from vedette.domain.register import (
    Count,
    Figures,
    Harmed,
    Place,
    Quantity,
    Span,
)
from vedette.register.contradictions import compare_claims, sort_stances


def told(id_, says="asserts", state="reported", **figures):
    return claim(id_, INCIDENT, "paper", says, state=state, figures=Figures(**figures))


def compare(*claims):
    return {each.field: each for each in compare_claims(claims)}


def test_ranges_that_overlap_do_not_differ():
    found = compare(told("a", killed=Count(3, 5)), told("b", killed=Count(5, 8)))
    assert (found["killed"].low, found["killed"].high) == (3, 8)
    assert not found["killed"].differs


def test_ranges_apart_differ_and_both_are_kept():
    found = compare(told("a", killed=Count(3, 3)), told("b", killed=Count(5, 5)))
    assert found["killed"].differs
    assert [(each.claim, each.value.low) for each in found["killed"].said] == [
        ("a", 3),
        ("b", 5),
    ]


def test_fallen_claims_are_shown_and_do_not_count():
    fallen = told("b", state="withdrawn", killed=Count(9, 9))
    found = compare(told("a", killed=Count(3, 3)), fallen)
    assert (found["killed"].low, found["killed"].high) == (3, 3)
    assert not found["killed"].differs
    assert [each.has_fallen for each in found["killed"].said] == [False, True]
    only = compare(fallen)
    assert only["killed"].low is None


def test_what_is_denied_is_told_apart_and_does_not_widen_the_span():
    found = compare(
        told("a", killed=Count(3, 3)),
        told("b", "denies", killed=Count(9, 9)),
        told("c", "confirms", "officially_confirmed", killed=Count(4, 4)),
    )["killed"]
    assert (found.low, found.high, found.differs) == (3, 4, True)
    assert [each.mark for each in found.said] == ["", "denied", ""]
    only = compare(told("b", "denies", killed=Count(9, 9)))["killed"]
    assert (only.low, only.differs) == (None, False)


@pytest.mark.parametrize(
    "says, state, mark",
    [
        ("denies", "withdrawn", "denied, fallen"),
        ("withdraws", "reported", "taken back"),
        ("no_comment", "no_comment", "no comment"),
        ("confirms", "superseded", "fallen"),
    ],
)
def test_what_does_not_count_says_why(says, state, mark):
    found = compare(told("a", says, state, when=night(), killed=Count(9, 9)))
    assert {each.said[0].mark for each in found.values()} == {mark}
    assert {each.low for each in found.values()} == {None}


def test_times_differ_where_one_ends_before_the_other_begins():
    day = dt.timedelta(days=1)
    later = Span(night().earliest + day, night().latest + day)
    assert compare(told("a", when=night()), told("b", when=later))["when"].differs
    whole = Span(night().earliest - day, night().latest + day)
    assert not compare(told("a", when=night()), told("b", when=whole))["when"].differs


def test_places_differ_by_degrees_or_else_by_name():
    near = Place("Khorugh", "near", 71.55, 37.49)
    same = Place("Xoruğ", "near", 71.56, 37.49)
    far = Place("Khorugh", "near", 72.0, 37.49)
    assert not compare(told("a", place=near), told("b", place=same))["place"].differs
    assert compare(told("a", place=near), told("b", place=far))["place"].differs
    named = Place("Хоруғ")
    assert not compare(told("a", place=near), told("b", place=named))["place"].differs
    other = Place("Rushan")
    assert compare(told("a", place=named), told("b", place=other))["place"].differs


def test_a_region_does_not_exclude_a_district():
    district = Place("Shohin district", "district", 70.05, 37.84)
    khatlon, badakhshan = Place("Khatlon", "region"), Place("Badakhshan", "region")
    found = compare(told("a", place=district), told("b", place=khatlon))
    assert not found["place"].differs
    found = compare(told("a", place=badakhshan), told("b", place=khatlon))
    assert found["place"].differs


def test_figures_of_two_units_have_no_span():
    km, miles = Quantity(1.0, 1.0, "km"), Quantity(1.0, 1.0, "miles")
    found = compare(told("a", quantity=km), told("b", quantity=miles))["quantity"]
    assert found.differs
    assert found.low is None


def test_the_harmed_are_compared_by_nationality():
    found = compare(
        told("a", harmed=(Harmed("CN", Count(3, 3)), Harmed("TJ", Count(1, 1)))),
        told("b", harmed=(Harmed("CN", Count(5, 5), Count(5, 5)),)),
    )
    assert found["killed of CN"].differs
    assert not found["killed of TJ"].differs
    assert found["injured of CN"].high == 5


def test_stances_contradict_only_while_both_stand():
    yes, no = told("a"), told("b", "denies")
    assert sort_stances([yes, no]).differ
    gone = told("a", state="withdrawn")
    quiet = told("c", "no_comment", "no_comment")
    found = sort_stances([gone, no, quiet])
    assert not found.differ
    assert (found.denies, found.no_comment) == (("b",), ("c",))
