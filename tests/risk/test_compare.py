"""What changed between two runs, and which claims did it."""

import datetime as dt
from dataclasses import replace

from small_risk import AT

from vedette.domain.risk import Counted, RiskRun, SectionRisk
from vedette.risk.angles import make_angle
from vedette.risk.compare import compare_runs
from vedette.risk.kept import is_kept, keep_risk, read_run, risk_id

ENDS = (1.0, 2.0, 3.0)
SAME = make_angle(0.1, 0.2, 0.3, ENDS)


def risk(claims, **changes):
    told = dict.fromkeys(("attacks", "crossings", "vulnerability", "impact"), SAME)
    told |= {"effort": 1.0, "blind_km": 0.0, "teams": 3, "incidents": 1, "firm": 0}
    told |= {"sites": (), "shifts": (), "claims": claims, "section": "west", **changes}
    return SectionRisk(**told)


def run(section, **changes):
    told = {"run": 1, "at": AT, "theatre_hash": "a", "constants": "b"}
    told |= {"with_exercise": False, "effort_from": "", "bands": {"impact": ENDS}}
    told |= {"counted": Counted(1, 0, {}, 26.0), "sections": (section,), **changes}
    return RiskRun(**told)


BEFORE = run(risk({"reported": ("C-1", "C-2"), "corroborated": ("C-3", "C-4")}))


def test_claims_come_move_and_fall():
    after = run(risk({"officially_confirmed": ("C-1",), "reported": ("C-9",)}))
    states = {"C-1": "officially_confirmed", "C-3": "reported", "C-4": "withdrawn"}
    (told,) = compare_runs(BEFORE, after, states)
    assert told.came == {"reported": ("C-9",)}
    assert told.moved == {"from reported to officially confirmed": ("C-1",)}
    assert told.fell == {
        "deleted": ("C-2",),
        "now withdrawn": ("C-4",),
        "still standing, but too old, elsewhere, merged or left out": ("C-3",),
    }
    assert told.other == ()
    assert not told.is_quiet


def test_words_that_changed_are_named():
    worse = make_angle(0.1, 1.2, 2.5, ENDS)
    after = run(replace(BEFORE.sections[0], attacks=worse))
    (told,) = compare_runs(BEFORE, after, {})
    assert told.angles == ("threat", "attacks")


def test_the_same_again_is_quiet():
    (told,) = compare_runs(BEFORE, BEFORE, {})
    assert told.is_quiet


def test_what_holds_for_all_sections_is_told():
    after = replace(
        BEFORE,
        at=AT + dt.timedelta(days=7),
        theatre_hash="x",
        constants="y",
        with_exercise=True,
        counted=Counted(1, 0, {}, 90.0),
    )
    (told,) = compare_runs(BEFORE, after, {})
    assert len(told.other) == 5
    assert any("+7.0 days" in reason for reason in told.other)


def test_a_record_that_only_grew_older_is_no_reason():
    week = dt.timedelta(weeks=1)
    old = replace(BEFORE, counted=Counted(1, 0, {}, 30.0))
    after = replace(old, at=AT + week, counted=Counted(1, 0, {}, 31.0))
    (told,) = compare_runs(old, after, {})
    assert [reason[:4] for reason in told.other] == ["+7.0"]


def test_what_the_register_keeps_is_read_as_it_was():
    record = keep_risk(BEFORE, BEFORE.sections[0], "own")
    assert record.id == risk_id("west")
    assert is_kept(record)
    assert [ref.id for ref in record.rests_on] == ["C-1", "C-2", "C-3", "C-4"]
    assert read_run({"west": record}) == BEFORE
    assert not is_kept(replace(record, content={}))
