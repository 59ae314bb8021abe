"""ACLED by its own columns: what is taken of a row, and what never is."""

import dataclasses
import datetime as dt

import pytest
from import_files import NOW, acled_row, mapped, read, table

from vedette.domain.register import Count
from vedette.reading.imports import Maker


def events(*rows, told=None, delimiter=","):
    found, faults = read(table(rows, delimiter), "acled", told)
    assert faults == []
    return found.events


def fault(*rows, told=None):
    found, faults = read(table(rows), "acled", told)
    assert len(found.events) == len(rows) - 1
    (only,) = faults
    return only


def test_a_row_becomes_an_incident_and_a_claim_graded_f6():
    found, _ = read(table([acled_row(26)]), "acled")
    incident, claim = Maker(found.data_set, "importer", NOW).make(found.events[0], None)
    assert (incident.id, incident.upstream) == ("acled-TAJ26", "acled:TAJ26")
    assert (incident.kind, incident.killed) == ("armed_clash", Count(2, 2))
    assert incident.title == "Armed clash, Middle village"
    assert incident.place.name == "Middle village, Khatlon, Tajikistan"
    assert incident.when.earliest.isoformat() == "2025-11-26T00:00:00+05:00"
    assert incident.when.latest.isoformat() == "2025-11-26T23:59:00+05:00"
    assert claim.about == ("incident", "acled-TAJ26")
    assert (str(claim.grade), claim.grade.validation) == ("F6", "not_validated")
    assert claim.statement == "ACLED lists: Armed clash, 2 killed."
    assert claim.figures.killed == Count(2, 2)


def test_notes_actors_and_sources_are_not_taken():
    found, _ = read(table([acled_row(26)]), "acled")
    pair = Maker(found.data_set, "importer", NOW).make(found.events[0], None)
    for record in pair:
        told = str(dataclasses.asdict(record))
        assert "Surname" not in told
        assert "Military" not in told


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [("1", "11-26", "11-26"), ("2", "11-23", "11-29"), ("3", "11-01", "11-30")],
)
def test_a_vague_day_is_a_range(precision, first, last):
    (event,) = events(acled_row(26, time_precision=precision))
    assert event.when.earliest.date() == dt.date.fromisoformat(f"2025-{first}")
    assert event.when.latest.date() == dt.date.fromisoformat(f"2025-{last}")


@pytest.mark.parametrize(
    ("code", "precision"), [("1", "near"), ("2", "district"), ("3", "region")]
)
def test_precision_of_the_place(code, precision):
    assert events(acled_row(1, geo_precision=code))[0].precision == precision


@pytest.mark.parametrize(
    ("main", "sub", "kind"),
    [
        ("Battles", "Armed clash", "armed_clash"),
        ("Explosions/Remote violence", "Grenade", "explosion"),
        ("Explosions/Remote violence", "Air/drone strike", "armed_attack"),
        ("Violence against civilians", "Attack", "armed_attack"),
        (
            "Violence against civilians",
            "Abduction/forced disappearance",
            "abduction",
        ),
        ("Strategic developments", "Other", "other"),
    ],
)
def test_kinds(main, sub, kind):
    (event,) = events(acled_row(1, event_type=main, sub_event_type=sub))
    assert event.kind == kind


def test_both_of_acleds_date_styles_and_any_delimiter():
    rows = acled_row(1), acled_row(2, event_date="02 November 2025")
    for delimiter in ",;\t|":
        found = events(*rows, delimiter=delimiter)
        assert [e.when.earliest.day for e in found] == [1, 2]


def test_a_mapping_names_another_date_style_and_a_grade():
    told = mapped(
        '[read]\ndate_style = "day/month/year"\n[grade]\nreliability = "B"\n'
        'credibility = 3\nwhy = "checked by us"\n',
        is_own=False,
    )
    found, faults = read(table([acled_row(1, event_date="03/11/2025")]), "acled", told)
    assert faults == []
    assert found.events[0].when.earliest.date() == dt.date(2025, 11, 3)
    grade = Maker(found.data_set, "importer", NOW).make(found.events[0], None)[1].grade
    assert (str(grade), grade.why) == ("B3", "checked by us")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event_date": "03/04/2025"}, "line 3, event_date: '03/04/2025' is no day"),
        ({"event_date": "03/04/2025"}, "looks like day/month/year or month/day/year"),
        ({"event_date": "2025-02-30"}, "is no day of the calendar"),
        ({"event_date": "2026-02-03"}, "still to come"),
        ({"event_type": "Picnics"}, "'Picnics' is no type of event"),
        ({"latitude": "138.1"}, "line 3, latitude: 138.1 is not on earth"),
        ({"latitude": "nan"}, "'nan' is no number"),
        ({"longitude": "68,5"}, "'68,5' is no number"),
        ({"fatalities": "-1"}, "'-1' is no number of people"),
        ({"fatalities": "2.5"}, "'2.5' is no number of people"),
        ({"geo_precision": "9"}, "it runs from 1 to 3"),
        ({"event_id_cnty": ""}, "line 3, event_id_cnty: it is empty"),
        ({"event_id_cnty": "TAJ1"}, "'TAJ1' is the id of row 2 too"),
    ],
)
def test_faults_are_told_with_row_and_column(change, said):
    assert said in fault(acled_row(1), acled_row(2, **change))


def test_a_table_without_acleds_columns():
    found, faults = read(b"a,b\n1,2\n", "acled")
    assert found.events == ()
    assert len(faults) == 1
    assert "this is no table of ACLED: event_id_cnty, event_date" in faults[0]
    assert "(a, b)" in faults[0]


def test_columns_that_may_be_absent():
    row = acled_row(4)
    for name in ("time_precision", "geo_precision", "sub_event_type", "admin1"):
        del row[name]
    (event,) = events(row)
    assert (event.precision, event.words) == ("unknown", "Battles")
    assert event.place == "Middle village, Tajikistan"
