"""Incidents on the built-in register: found, placed, merged, changed."""

import pytest
from built_in_register import ATTACK, NOW, WHO, make_claim

from vedette.desk.claims import (
    add_claim,
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
from vedette.desk.register_export import copy_register
from vedette.domain.register import (
    Incident,
    Place,
    Ref,
    Span,
)
from vedette.errors import InputError, RuleError


@pytest.mark.parametrize("word", ["Khorog", "Khorugh", "Хоруғ", "Хорог"])
def test_all_spellings_find_the_same(built_in, word):
    incident = Incident("", "shooting", "Shots", Span(NOW, NOW), Place("Хоруғ"), "own")
    found = add_incident(built_in, incident, WHO).record
    assert found.id == "I-0001"
    assert (found.place.lon, found.place.precision) == (71.55337, "near")
    assert found.line.section == "S12"
    listed = list_incidents(built_in, Wanted(text=word))
    assert "I-0001" in {each.incident.id for each in listed}
    near = list_incidents(built_in, Wanted(near=word, within_km=1))
    assert {each.incident.id for each in near} >= {"I-0001"}


def test_a_place_that_nobody_knows_stays_a_name(built_in):
    incident = Incident("", "other", "x", Span(NOW, NOW), Place("Atlantis"), "own")
    assert add_incident(built_in, incident, WHO).record.line is None
    with pytest.raises(InputError, match="knows no such place"):
        list_incidents(built_in, Wanted(near="Atlantis"))


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
def test_an_incident_that_cannot_be(built_in, incident, words):
    with pytest.raises(InputError, match=words):
        add_incident(built_in, incident, WHO)


def test_a_merge_shows_the_claims_of_both(built_in):
    add_claim(built_in, make_claim(Ref("incident", "X-I-0001")), WHO)
    before = len(show_about(built_in, ATTACK).claims)
    merge_incidents(built_in, ATTACK.id, "X-I-0001", WHO)
    sheet = show_about(built_in, ATTACK)
    assert sheet.merged == (Ref("incident", "X-I-0001"),)
    assert len(sheet.claims) > before
    into = "merged into incident:I-2025-11-26"
    with pytest.raises(RuleError, match=f"{into}; merge into that one.*X-I-0002"):
        merge_incidents(built_in, "X-I-0001", "X-I-0002", WHO)
    with pytest.raises(RuleError, match=f"{into} already; take that back first"):
        merge_incidents(built_in, "X-I-0003", "incident:X-I-0001", WHO)
    with pytest.raises(InputError, match="cannot be merged into itself"):
        merge_incidents(built_in, "X-I-0003", "X-I-0003", WHO)


@pytest.mark.parametrize(
    "wanted, words",
    [
        (Wanted(section="S99"), "--section 'S99'.*choose S01, .*S18"),
        (Wanted(near="5000"), "runs from km 0 to 1,34"),
        (Wanted(near="-3"), "runs from km 0"),
        (Wanted(since="2025-12-05", until="2025-12-04"), "swap them"),
    ],
)
def test_what_no_incident_can_have_is_refused(built_in, wanted, words):
    with pytest.raises(InputError, match=words):
        list_incidents(built_in, wanted)


def test_a_section_without_incidents_is_empty(built_in):
    at = {each.incident.line.section for each in list_incidents(built_in, Wanted())}
    empty = next(s for s in (f"S{n:02d}" for n in range(1, 19)) if s not in at)
    assert list_incidents(built_in, Wanted(section=empty)) == ()


def test_degrees_that_are_swapped_are_refused(built_in):
    place = Place("Khorugh", "near", 37.49, 71.55)
    incident = Incident("", "other", "x", Span(NOW, NOW), place, "own")
    with pytest.raises(InputError, match="the other way round; swap the two"):
        add_incident(built_in, incident, WHO)
    with pytest.raises(InputError, match="the other way round"):
        change_incident(built_in, ATTACK.id, {"place": place}, WHO)


def test_an_incident_is_changed_and_moves_along_the_line(built_in):
    told = {"place": Place("Rushan"), "title": "Elsewhere"}
    found = change_incident(built_in, ATTACK.id, told, WHO)
    assert (found.version, found.record.line.section) == (2, "S11")
    with pytest.raises(InputError, match="say what is to change"):
        change_incident(built_in, ATTACK.id, {}, WHO)


def test_what_claims_name_is_not_removed(built_in):
    with pytest.raises(RuleError, match="cannot be deleted"):
        remove_record(built_in, "incident", ATTACK.id, WHO)
    gone, flags = remove_record(built_in, "claim", "C-programme-1", WHO)
    assert str(gone) == "claim:C-programme-1"
    assert [str(flag.what) for flag in flags] == ["fact:F-programme"]
    assert "C-programme-1" not in {
        each.record.id for each in copy_register(built_in, NOW).records
    }
