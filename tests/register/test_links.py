"""What rests on what: links, circles, and what a fall reaches."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_register import FACT, INCIDENT, assessment, claim, incident

from vedette.domain.register import Link, Ref
from vedette.register.links import find_circle, list_links, trace_impact


def ref(number: int) -> Ref:
    return Ref("assessment", f"A-{number}")


def test_a_claim_brings_its_links():
    told = claim("C-9", FACT, "paper", "denies", answers=("C-1",), based_on=("C-2",))
    me = Ref("claim", "C-9")
    assert set(list_links(told)) == {
        Link(FACT, me),
        Link(Ref("claim", "C-1"), me),
        Link(me, Ref("claim", "C-2")),
    }


def test_no_comment_moves_nothing_so_nothing_rests_on_it():
    told = claim("C-9", FACT, "paper", "no_comment", answers=("C-1",))
    assert list_links(told) == (Link(FACT, Ref("claim", "C-9")),)


def test_a_merged_incident_and_an_assessment_bring_links():
    merged = incident("I-2", merged_into="I-1")
    assert list_links(merged) == (Link(INCIDENT, Ref("incident", "I-2")),)
    assert list_links(incident()) == ()
    twice = assessment("A-1", FACT, FACT)
    assert list_links(twice) == (Link(Ref("assessment", "A-1"), FACT),)


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_a_circle_is_found_where_there_is_one(edges):
    graph = {n: sorted(b for a, b in edges if a == n) for n in range(8)}
    found = find_circle(map(ref, graph), lambda r: map(ref, graph[int(r.id[2:])]))
    # A graph is free of circles if nodes can be taken off one after the other.
    left = set(graph)
    while free := {n for n in left if not left & set(graph[n])}:
        left -= free
    assert (found is not None) == bool(left)
    if found is not None:
        assert found[0] == found[-1]
        for one, other in itertools.pairwise(found):
            assert (int(one.id[2:]), int(other.id[2:])) in edges


def test_a_fall_reaches_all_by_the_shortest_path():
    above = {0: [1, 2], 1: [3], 2: [3, 4], 3: [5], 4: [], 5: []}
    asked = []

    def dependents(refs):
        asked.append(len(refs))
        return {r: [ref(n) for n in above[int(r.id[2:])]] for r in refs}

    found = trace_impact(ref(0), dependents)
    assert {r.id: len(path) for r, path in found.items()} == {
        "A-1": 2, "A-2": 2, "A-3": 3, "A-4": 3, "A-5": 4,
    }  # fmt: skip
    assert found[ref(5)] == (ref(0), ref(1), ref(3), ref(5))
    assert asked == [1, 2, 2, 1]  # one question for each step away


def test_a_long_chain_needs_no_recursion():
    found = find_circle(
        [ref(0)], lambda r: [ref(int(r.id[2:]) + 1)][: 5000 - int(r.id[2:])]
    )
    assert found is None


@pytest.mark.parametrize("length", [1, 3])
def test_something_that_rests_on_itself(length):
    found = find_circle([ref(0)], lambda r: [ref((int(r.id[2:]) + 1) % length)])
    assert found == (*map(ref, range(length)), ref(0))
