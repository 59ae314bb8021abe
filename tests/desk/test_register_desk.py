"""The register's verbs as functions, on the built-in theatre and a real store."""

import datetime as dt
import shutil

import pytest

from vedette.desk.assessments import (
    add_assessment,
    add_fact,
    keep_plan,
    list_facts,
    reassess,
)
from vedette.desk.claims import (
    add_claim,
    grade_claim,
    list_claims,
    move_claim,
    trace_claim,
)
from vedette.desk.incidents import (
    Wanted,
    add_incident,
    change_incident,
    list_incidents,
    merge_incidents,
    remove_record,
    show_about,
)
from vedette.desk.log import verify_log
from vedette.desk.register import (
    find_named,
    list_flags,
    list_register,
    make_register,
    undo,
)
from vedette.desk.register_export import copy_register, export_register
from vedette.desk.register_words import read_count, read_harmed, read_ref, read_span
from vedette.desk.stores import Acting
from vedette.domain.register import (
    Assessment,
    Claim,
    Fact,
    Grade,
    Incident,
    Place,
    Ref,
    Span,
)
from vedette.errors import CertificateError, InputError, RuleError

NOW = dt.datetime(2025, 12, 4, 9, 0, tzinfo=dt.UTC)
WHO = Acting("analyst", NOW, "for a test")
ATTACK = Ref("incident", "I-2025-11-26")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "made.db"
    make_register(path, "tajik_afghan", WHO, history=30, seed=7)
    return path


@pytest.fixture
def path(made, tmp_path):
    return shutil.copy(made, tmp_path / "store.db")


def make_claim(about, source="S-rferl", says="asserts", **changes):
    grade = Grade("F", 6, "not_validated", "analyst", NOW, "on entry")
    return Claim(
        "", about, source, says, "words", "reported", grade, "own", NOW, **changes
    )


def test_the_built_in_register_stands_as_it_was_published(made):
    found = list_register(made)
    assert found.flags == ()  # entered knowing how each claim had ended
    assert (found.theatre, found.entries) == ("tajik_afghan", 2)
    assert found.records["incident"] == 32
    facts = {each.record.id: state for each, state in list_facts(made)}
    assert facts["F-talks"] == "withdrawn"
    assert facts["F-advice"] == facts["F-offer"] == "officially_confirmed"
    sheet = show_about(made, ATTACK)
    assert sheet.standing == "officially_confirmed"
    assert (sheet.record.line.section, sheet.record.place.precision) == (
        "S07",
        "district",
    )
    differ = {each.field for each in sheet.differences if each.differs}
    assert differ >= {"when", "killed", "injured"}


def test_the_talks_passed_through_every_state(made):
    sheet = show_about(made, Ref("fact", "F-talks"))
    assert [each.claim.record.state for each in sheet.claims] == [
        *["withdrawn"] * 3, *["no_comment"] * 2, *["reported"] * 2,
    ]  # fmt: skip
    assert sheet.claims[0].claim.version == 3
    assert not sheet.stances.says_so
    assert sheet.stances.denies == ("C-talks-6",)


@pytest.mark.parametrize("word", ["Khorog", "Khorugh", "Хоруғ", "Хорог"])
def test_all_spellings_find_the_same(path, word):
    incident = Incident("", "shooting", "Shots", Span(NOW, NOW), Place("Хоруғ"), "own")
    found = add_incident(path, incident, WHO).record
    assert found.id == "I-0001"
    assert (found.place.lon, found.place.precision) == (71.55337, "near")
    assert found.line.section == "S12"
    listed = list_incidents(path, Wanted(text=word))
    assert "I-0001" in {each.incident.id for each in listed}
    near = list_incidents(path, Wanted(near=word, within_km=1))
    assert {each.incident.id for each in near} >= {"I-0001"}


def test_a_place_that_nobody_knows_stays_a_name(path):
    incident = Incident("", "other", "x", Span(NOW, NOW), Place("Atlantis"), "own")
    assert add_incident(path, incident, WHO).record.line is None
    with pytest.raises(InputError, match="knows no such place"):
        list_incidents(path, Wanted(near="Atlantis"))


@pytest.mark.parametrize(
    "incident, words",
    [
        (Incident("", "other", "x", Span(NOW, NOW), Place("x"), "own", site_id="L99"),
         "has no such site"),
        (Incident("I-2025-11-26", "other", "x", Span(NOW, NOW), Place("x"), "own"),
         "is there already"),
        (Incident("", "other", "x", Span(NOW, NOW), Place("x", "near", 37.0, 171.0),
                  "own"), "are they swapped"),
    ],
)  # fmt: skip
def test_an_incident_that_cannot_be(path, incident, words):
    with pytest.raises(InputError, match=words):
        add_incident(path, incident, WHO)


def test_a_withdrawal_runs_through_and_a_new_look_clears_it(path):
    moved = move_claim(path, "C-attack1-4", "withdrawn", WHO)
    assert moved.claim.record.state == "withdrawn"
    whats = [str(flag.what) for flag in moved.flags]
    assert whats == [
        "incident:I-2025-11-26", "assessment:A-attacks", "impact_level:L-S07",
        "impact_level:L-S08", "advisory:ADV-1",
    ]  # fmt: skip
    impact = trace_claim(path, Ref("claim", "C-attack1-4"))
    assert [str(each.what) for each in impact.consequences] == whats
    assert all(each.is_flagged for each in impact.consequences)
    assert impact.consequences[-1].path[0] == Ref("claim", "C-attack1-4")
    reassess(path, "assessment:A-attacks", WHO)
    assert "assessment:A-attacks" not in {str(flag.what) for flag in list_flags(path)}
    undo(path, "claim:C-attack1-4", WHO)
    assert list_flags(path) == ()


def test_what_a_new_claim_moved_is_told(path):
    denial = make_claim(ATTACK, "S-mfa-tj", "denies", answers=("C-attack1-2",))
    moved = add_claim(path, denial, WHO)
    assert moved.moved == (("C-attack1-2", "denied"),)
    assert {flag.cause.id for flag in moved.flags} == {"C-attack1-2"}


def test_a_claim_is_graded_and_the_grades_before_stay(path):
    grade = Grade("B", 3, "validated", "reviewer", NOW, "seen twice")
    found = grade_claim(path, "C-offer-1", grade, WHO)
    assert str(found.claim.record.grade) == "B3"
    assert found.flags == ()
    with pytest.raises(InputError, match="A \\(reliable\\)"):
        grade_claim(
            path, "C-offer-1", Grade("X", 3, "validated", "reviewer", NOW, "x"), WHO
        )


def test_a_grade_that_counts_for_less_flags_what_rests_on_it(path):
    grade = Grade("B", 2, "rejected", "reviewer", NOW, "not what it seemed")
    found = grade_claim(path, "claim:C-attack2-2", grade, WHO)
    assert [str(flag.what) for flag in found.flags] == [
        "incident:I-2025-11-darvoz", "assessment:A-attacks", "impact_level:L-S07",
        "impact_level:L-S08", "advisory:ADV-1",
    ]  # fmt: skip
    assert found.flags[0].reason.endswith(
        "to B2 rejected, officially confirmed (counts for nothing)"
    )
    assert found.flags == list_flags(path)
    assert all(
        each.is_flagged
        for each in trace_claim(path, Ref("claim", "C-attack2-2")).consequences
    )


def test_a_merge_shows_the_claims_of_both(path):
    add_claim(path, make_claim(Ref("incident", "X-I-0001")), WHO)
    before = len(show_about(path, ATTACK).claims)
    merge_incidents(path, ATTACK.id, "X-I-0001", WHO)
    sheet = show_about(path, ATTACK)
    assert sheet.merged == (Ref("incident", "X-I-0001"),)
    assert len(sheet.claims) > before
    into = "merged into incident:I-2025-11-26"
    with pytest.raises(RuleError, match=f"{into}; merge into that one.*X-I-0002"):
        merge_incidents(path, "X-I-0001", "X-I-0002", WHO)
    with pytest.raises(RuleError, match=f"{into} already; take that back first"):
        merge_incidents(path, "X-I-0003", "incident:X-I-0001", WHO)
    with pytest.raises(InputError, match="cannot be merged into itself"):
        merge_incidents(path, "X-I-0003", "X-I-0003", WHO)


@pytest.mark.parametrize(
    "wanted, words",
    [
        (Wanted(section="S99"), "--section 'S99'.*choose S01, .*S18"),
        (Wanted(near="5000"), "runs from km 0 to 1,34"),
        (Wanted(near="-3"), "runs from km 0"),
        (Wanted(since="2025-12-05", until="2025-12-04"), "swap them"),
    ],
)
def test_what_no_incident_can_have_is_refused(path, wanted, words):
    with pytest.raises(InputError, match=words):
        list_incidents(path, wanted)


def test_a_section_without_incidents_is_empty(path):
    at = {each.incident.line.section for each in list_incidents(path, Wanted())}
    empty = next(s for s in (f"S{n:02d}" for n in range(1, 19)) if s not in at)
    assert list_incidents(path, Wanted(section=empty)) == ()


@pytest.mark.parametrize(
    "asked, words",
    [
        ({"source": "S-trtt"}, "no such source. Did you mean source:S-trt?"),
        ({"about": "incident:I-77"}, "no such incident"),
        ({"about": "F-talk"}, "names nothing in the register; did you mean fact:F-t"),
    ],
)
def test_claims_of_what_there_is_not_are_refused(path, asked, words):
    with pytest.raises(InputError, match=words):
        list_claims(path, **asked)


def test_an_id_alone_names_the_one_thing_that_has_it(path):
    assert find_named(path, "F-talks") == Ref("fact", "F-talks")
    assert find_named(path, "advisory:ADV-1") == Ref("advisory", "ADV-1")
    same = Assessment("F-talks", "option", "Same id", (ATTACK,), "own")
    add_assessment(path, same, WHO)
    words = "id of several things; write one of fact:F-talks, option:F-talks"
    with pytest.raises(InputError, match=words):
        find_named(path, "F-talks")
    with pytest.raises(InputError, match="There is fact:F-talks and option:F-talks"):
        show_about(path, Ref("incident", "F-talks"))
    with pytest.raises(InputError, match="see what there is"):
        find_named(path, "zzzz")


def test_what_is_new_takes_no_id_that_is_in_use(path):
    record = Assessment("A-attacks", "assessment", "Another", (ATTACK,), "own")
    with pytest.raises(InputError, match="is there already"):
        add_assessment(path, record, WHO)
    with pytest.raises(InputError, match="is there already"):
        add_fact(path, Fact("F-talks", "Another", "own"), WHO)


def test_degrees_that_are_swapped_are_refused(path):
    place = Place("Khorugh", "near", 37.49, 71.55)
    incident = Incident("", "other", "x", Span(NOW, NOW), place, "own")
    with pytest.raises(InputError, match="the other way round; swap the two"):
        add_incident(path, incident, WHO)
    with pytest.raises(InputError, match="the other way round"):
        change_incident(path, ATTACK.id, {"place": place}, WHO)


def test_no_section_has_two_levels(made):
    copy = copy_register(made, NOW)
    levels = [
        each.record.content.get("section") or each.record.id.removeprefix("L-")
        for each in copy.records
        if getattr(each.record, "kind", "") == "impact_level"
    ]
    assert sorted(set(levels)) == sorted(levels)
    assert {"S07", "S08"} <= set(levels)


def test_the_overview_names_what_was_withdrawn(made):
    (told,) = list_register(made).fallen
    assert (str(told[0]), told[1]) == ("fact:F-talks", "withdrawn")


def test_an_incident_is_changed_and_moves_along_the_line(path):
    told = {"place": Place("Rushan"), "title": "Elsewhere"}
    found = change_incident(path, ATTACK.id, told, WHO)
    assert (found.version, found.record.line.section) == (2, "S11")
    with pytest.raises(InputError, match="say what is to change"):
        change_incident(path, ATTACK.id, {}, WHO)


def test_what_claims_name_is_not_removed(path):
    with pytest.raises(RuleError, match="cannot be deleted"):
        remove_record(path, "incident", ATTACK.id, WHO)
    gone, flags = remove_record(path, "claim", "C-programme-1", WHO)
    assert str(gone) == "claim:C-programme-1"
    assert [str(flag.what) for flag in flags] == ["fact:F-programme"]
    assert "C-programme-1" not in {
        each.record.id for each in copy_register(path, NOW).records
    }


def test_an_assessment_is_put_in_and_told_anew(path):
    record = Assessment("", "assessment", "A conclusion", (ATTACK,), "own")
    found = add_assessment(path, record, WHO)
    assert found.record.id == "A-0001"
    again = reassess(path, "assessment:A-0001", WHO, ["fact:F-offer"])
    assert again.record.rests_on == (Ref("fact", "F-offer"),)
    with pytest.raises(InputError, match="follows from its claims"):
        reassess(path, "fact:F-offer", WHO, ["fact:F-advice"])
    with pytest.raises(InputError, match="names claim:C-none"):
        reassess(path, "assessment:A-0001", WHO, ["claim:C-none"])


def test_a_plan_is_kept_by_its_hash(path, monkeypatch):
    from types import SimpleNamespace

    plan = SimpleNamespace(
        content_hash="ab" * 32, theatre_hash="cd" * 32, theatre_id="tajik_afghan",
        start=NOW, rests_on=("sites:0123", "assessment:A-attacks", "C-offer-1"),
    )  # fmt: skip
    monkeypatch.setattr("vedette.reading.plans.load_plan", lambda file: plan)
    who = Acting("planning_officer", NOW)
    found = keep_plan(path, path, who, ["fact:F-advice"]).record
    assert (found.id, found.content_hash) == ("abababababab", "ab" * 32)
    assert found.rests_on == (
        Ref("assessment", "A-attacks"),
        Ref("claim", "C-offer-1"),
        Ref("fact", "F-advice"),
    )
    assert found.content["also_rests_on"] == ["sites:0123", "C-offer-1"]
    moved = move_claim(path, "C-attack1-4", "withdrawn", WHO)
    assert Ref("plan", "abababababab") in {flag.what for flag in moved.flags}


def test_the_export_holds_everything_and_labels_it(made):
    import csv
    import io
    import json

    whole = json.loads(export_register(made, "json", "", NOW))
    assert whole["theatre"] == "tajik_afghan"
    kinds = {each["kind"] for each in whole["records"]}
    assert {"source", "incident", "fact", "claim", "assessment"} <= kinds
    rows = list(
        csv.DictReader(
            io.StringIO(export_register(made, "csv", "claims", NOW).decode())
        )
    )
    assert len(rows) == sum(each["kind"] == "claim" for each in whole["records"])
    talks = {row["state"] for row in rows if row["about"] == "fact:F-talks"}
    assert talks == {"withdrawn", "no_comment", "reported"}
    incidents = export_register(made, "csv", "incidents", NOW).decode()
    assert "CN:3-5:1-5" in incidents
    with pytest.raises(InputError, match="choose json or csv"):
        export_register(made, "pdf", "", NOW)
    with pytest.raises(InputError, match="choose sources"):
        export_register(made, "csv", "rumours", NOW)


def test_the_log_is_verified_against_a_hash_written_down(path):
    found = verify_log(path)
    assert found.entries == 2
    assert verify_log(path, found.head) == found
    with pytest.raises(CertificateError, match="which was written down"):
        verify_log(path, "0" * 64)
    with pytest.raises(InputError, match="this is no hash"):
        verify_log(path, "abc")


@pytest.mark.parametrize(
    "act, words",
    [
        (lambda: read_ref("rumour:1"), "names nothing in the register"),
        (lambda: read_ref("fact:F-1", "claim"), "is not a claim"),
        (lambda: read_count("a few"), "no number of people"),
        (lambda: read_harmed(("CN",)), "NATION:KILLED:INJURED"),
        (lambda: read_span("yesterday", None, "UTC"), "neither a day nor a moment"),
    ],
)
def test_what_cannot_be_read_is_told(act, words):
    with pytest.raises(InputError, match=words):
        act()


def test_days_and_moments_are_read_in_the_zone_of_the_theatre():
    day = read_span("2025-11-26", None, "Asia/Dushanbe")
    assert day.earliest.isoformat() == "2025-11-26T00:00:00+05:00"
    assert day.latest.isoformat() == "2025-11-26T23:59:00+05:00"
    moment = read_span("2025-11-26T22:30+03:00", None, "Asia/Dushanbe")
    assert moment.earliest == moment.latest
    assert moment.earliest.isoformat() == "2025-11-26T22:30:00+03:00"
    assert read_span(None, None, "UTC") is None


def test_a_history_out_of_bounds(tmp_path):
    with pytest.raises(InputError, match="from 0 to 100,000"):
        make_register(tmp_path / "a.db", "tajik_afghan", WHO, history=-1)
    assert list(tmp_path.iterdir()) == []
