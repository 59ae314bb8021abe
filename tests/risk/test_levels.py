"""Levels: one role proposes, another adopts, critical ends, reactions are owed."""

import datetime as dt
import itertools

import pytest
from small_risk import AT

from vedette.domain.register import Ref
from vedette.domain.theatre import Section
from vedette.errors import InputError, RuleError
from vedette.risk.levels import (
    adopt_level,
    decline_level,
    propose_level,
    read_level,
    section_of,
)
from vedette.risk.params import load_params

ON = (Ref("claim", "C-1"), Ref("assessment", "risk-middle"))
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def params(small_theatre):
    return load_params(small_theatre)


@pytest.fixture(scope="module")
def section(small_theatre):
    return small_theatre.sections[1]  # middle, high by the theatre's file


@pytest.fixture
def propose(section, params):
    def propose_it(level, record=None, **changes):
        told = {"role": "analyst", "at": AT, "why": "a reason", "rests_on": ON}
        told |= {"origin": "own", "params": params, **changes}
        return propose_level(section, record, level, **told)

    return propose_it


def stands(section, record, params, at=AT):
    return read_level(section, record, at, params)


def adopt(section, record, role="planning_officer", at=AT):
    return adopt_level(section, record, role=role, at=at)


def test_until_one_is_adopted_the_theatres_own_stands(section, params, propose):
    told = stands(section, None, params)
    assert (told.level, told.origin) == ("high", "theatre")
    told = stands(section, propose("low"), params)
    assert (told.level, told.origin) == ("high", "theatre")
    assert (told.proposal.level, told.proposal.role) == ("low", "analyst")


def test_what_another_role_adopts_stands(section, params, propose):
    record = adopt(section, propose("low"))
    told = stands(section, record, params)
    assert (told.level, told.origin, told.proposal) == ("low", "register", None)
    assert (told.proposed_by, told.adopted_by) == ("analyst", "planning_officer")
    assert told.since == AT
    assert record.rests_on == ON
    assert section_of(record) == "middle"


def test_nobody_adopts_his_own(section, params, propose):
    record = propose("low")
    with pytest.raises(RuleError, match="another role has to adopt"):
        adopt(section, record, role="analyst")
    assert stands(section, record, params).level == "high"


def test_without_agreement_the_level_stays(section, params, propose):
    base = adopt(section, propose("medium"))
    again = propose("critical", base, rests_on=(Ref("claim", "C-2"),), why="other")
    assert again.rests_on == (*ON, Ref("claim", "C-2"))  # both can fall
    declined = decline_level(section, again)
    told = stands(section, declined, params)
    assert (told.level, told.why, told.proposal) == ("medium", "a reason", None)
    assert declined.rests_on == ON


def test_declining_the_first_proposal_leaves_the_theatres_own(section, params, propose):
    declined = decline_level(section, propose("critical"))
    assert stands(section, declined, params).level == "high"
    assert declined.rests_on == ()


def test_critical_ends_and_falls_back(section, params, propose):
    record = adopt(section, propose("medium"))
    record = adopt(section, propose("critical", record, until=AT + DAY))
    assert record.expires == AT + DAY
    before = stands(section, record, params, AT + DAY / 2)
    assert (before.level, before.expires) == ("critical", AT + DAY)
    after = stands(section, record, params, AT + DAY)
    assert (after.level, after.fell_back, after.expires) == ("medium", True, None)


def test_critical_prolonged_falls_back_to_what_stood_before_both(
    section, params, propose
):
    record = adopt(section, propose("medium"))
    for days in (1, 3):
        record = adopt(section, propose("critical", record, until=AT + days * DAY))
    assert stands(section, record, params, AT + 2 * DAY).level == "critical"
    assert stands(section, record, params, AT + 4 * DAY).level == "medium"


def test_where_only_critical_ever_stood_it_falls_back_to_high(params):
    section = Section("east", "East", 42.0, 60.0, "critical", "host")
    record = propose_level(
        section, None, "critical", role="analyst", at=AT, why="a reason", rests_on=ON,
        origin="own", params=params,
    )  # fmt: skip
    record = adopt(section, record)
    end = AT + dt.timedelta(days=params.critical_days)
    assert record.expires == end
    assert read_level(section, record, end, params).level == "high"


def test_a_proposal_that_ran_out_is_not_adopted(section, propose):
    record = propose("critical", until=AT + DAY)
    with pytest.raises(RuleError, match="ran out"):
        adopt(section, record, at=AT + DAY)


def test_a_second_role_does_not_push_a_proposal_aside(propose):
    record = propose("low")
    with pytest.raises(RuleError, match="low is proposed already"):
        propose("high", record, role="reviewer")
    mended = propose("medium", record, rests_on=ON[:1])
    assert mended.content["proposal"]["level"] == "medium"
    assert mended.rests_on == ON[:1]


@pytest.mark.parametrize(
    ("level", "changes", "says"),
    [
        ("low", {"rests_on": ()}, "what the proposal rests on"),
        ("high", {"until": AT + DAY}, "only a critical level has an end"),
        ("critical", {"until": AT - DAY}, "lies in the past"),
    ],
)
def test_what_cannot_be_proposed(propose, level, changes, says):
    with pytest.raises(InputError, match=says):
        propose(level, **changes)


def test_nothing_to_adopt_or_decline(section, propose):
    for record in (None, adopt(section, propose("low"))):
        with pytest.raises(RuleError, match="no level is proposed"):
            adopt(section, record)
        with pytest.raises(RuleError, match="no level is proposed"):
            decline_level(section, record)


def test_each_level_owes_what_those_below_it_do(params):
    owed = [params.list_reactions(each) for each in params.levels]
    for below, above in itertools.pairwise(owed):
        assert above[: len(below)] == below
        assert len(above) > len(below)
