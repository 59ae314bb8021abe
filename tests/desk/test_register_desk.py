"""The register as a whole on the built-in theatre: seen, named, exported, verified."""

import pytest
from built_in_register import ATTACK, NOW, WHO

from vedette.desk.assessments import (
    add_assessment,
    add_fact,
    keep_plan,
    list_facts,
    reassess,
)
from vedette.desk.claims import (
    move_claim,
)
from vedette.desk.incidents import (
    show_about,
)
from vedette.desk.log import verify_log
from vedette.desk.register import (
    find_named,
    list_register,
    make_register,
)
from vedette.desk.register_export import copy_register, export_register
from vedette.desk.register_words import read_count, read_harmed, read_ref, read_span
from vedette.desk.stores import Acting
from vedette.domain.register import (
    Assessment,
    Fact,
    Ref,
)
from vedette.errors import CertificateError, InputError


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


def test_an_id_alone_names_the_one_thing_that_has_it(built_in):
    assert find_named(built_in, "F-talks") == Ref("fact", "F-talks")
    assert find_named(built_in, "advisory:ADV-1") == Ref("advisory", "ADV-1")
    same = Assessment("F-talks", "option", "Same id", (ATTACK,), "own")
    add_assessment(built_in, same, WHO)
    words = "id of several things; write one of fact:F-talks, option:F-talks"
    with pytest.raises(InputError, match=words):
        find_named(built_in, "F-talks")
    with pytest.raises(InputError, match="There is fact:F-talks and option:F-talks"):
        show_about(built_in, Ref("incident", "F-talks"))
    with pytest.raises(InputError, match="see what there is"):
        find_named(built_in, "zzzz")


def test_what_is_new_takes_no_id_that_is_in_use(built_in):
    record = Assessment("A-attacks", "assessment", "Another", (ATTACK,), "own")
    with pytest.raises(InputError, match="is there already"):
        add_assessment(built_in, record, WHO)
    with pytest.raises(InputError, match="is there already"):
        add_fact(built_in, Fact("F-talks", "Another", "own"), WHO)


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


def test_an_assessment_is_put_in_and_told_anew(built_in):
    record = Assessment("", "assessment", "A conclusion", (ATTACK,), "own")
    found = add_assessment(built_in, record, WHO)
    assert found.record.id == "A-0001"
    again = reassess(built_in, "assessment:A-0001", WHO, ["fact:F-offer"])
    assert again.record.rests_on == (Ref("fact", "F-offer"),)
    with pytest.raises(InputError, match="follows from its claims"):
        reassess(built_in, "fact:F-offer", WHO, ["fact:F-advice"])
    with pytest.raises(InputError, match="names claim:C-none"):
        reassess(built_in, "assessment:A-0001", WHO, ["claim:C-none"])


def test_a_plan_is_kept_by_its_hash(built_in, monkeypatch):
    from types import SimpleNamespace

    plan = SimpleNamespace(
        content_hash="ab" * 32, theatre_hash="cd" * 32, theatre_id="tajik_afghan",
        start=NOW, rests_on=("sites:0123", "assessment:A-attacks", "C-offer-1"),
    )  # fmt: skip
    monkeypatch.setattr("vedette.reading.plans.load_plan", lambda file: plan)
    who = Acting("planning_officer", NOW)
    found = keep_plan(built_in, built_in, who, ["fact:F-advice"]).record
    assert (found.id, found.content_hash) == ("abababababab", "ab" * 32)
    assert found.rests_on == (
        Ref("assessment", "A-attacks"),
        Ref("claim", "C-offer-1"),
        Ref("fact", "F-advice"),
    )
    assert found.content["also_rests_on"] == ["sites:0123", "C-offer-1"]
    moved = move_claim(built_in, "C-attack1-4", "withdrawn", WHO)
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


def test_the_log_is_verified_against_a_hash_written_down(built_in):
    found = verify_log(built_in)
    assert found.entries == 2
    assert verify_log(built_in, found.head) == found
    with pytest.raises(CertificateError, match="which was written down"):
        verify_log(built_in, "0" * 64)
    with pytest.raises(InputError, match="this is no hash"):
        verify_log(built_in, "abc")


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
