"""UCDP GED by its own columns, whole and cut; the real files beside the checkout."""

import csv
import datetime as dt

import pytest
from import_files import NOW, ged_row, need_ucdp, read, table

from vedette.domain.register import Count
from vedette.reading.imports import Maker


def events(*rows):
    found, faults = read(table(rows), "ged")
    assert faults == []
    return found.events


def test_a_row_becomes_an_incident_and_a_claim():
    found, faults = read(table([ged_row(7)]), "ged")
    assert faults == []
    incident, claim = Maker(found.data_set, "importer", NOW).make(found.events[0], None)
    assert (incident.id, incident.kind) == ("ged-480007", "armed_clash")
    assert (incident.killed, incident.place.precision) == (Count(2, 5), "exact")
    assert claim.note == "Sides as published: Government of Somewhere; Group B"
    assert claim.statement.endswith("2 to 5 killed.")
    assert "paper" not in str((incident, claim))


def test_a_range_of_days():
    (event,) = events(ged_row(7, date_end="2025-11-12"))
    assert event.when.earliest.date() == dt.date(2025, 11, 7)
    assert event.when.latest.date() == dt.date(2025, 11, 12)


@pytest.mark.parametrize(
    ("change", "killed"),
    [
        ({"low": "4", "best": "3", "high": "2"}, Count(2, 4)),
        ({"low": "", "high": ""}, Count(3, 3)),
        ({"low": "", "best": "", "high": "", "deaths_b": "6"}, Count(7, 7)),
    ],
)
def test_killed(change, killed):
    assert events(ged_row(7, **change))[0].killed == killed


def test_faults():
    rows = (
        ged_row(1, date_end="2025-10-01"),
        ged_row(2, type_of_violence="4"),
        ged_row(3, deaths_a="x"),
        ged_row(3, where_prec="8", low="", best="", high="", deaths_b="many"),
    )
    found, faults = read(table(rows), "ged")
    assert "line 2, date_end: it ends on 2025-10-01, before it began" in faults[0]
    assert "line 3, type_of_violence: '4' is no type of violence" in faults[1]
    assert "'480003' is the id of row 4 too" in faults[2]
    assert "it runs from 1 to 7" in faults[3]
    assert "line 5, deaths_b: 'many' is no number" in faults[4]
    assert (
        len(found.events) == 1
    )  # deaths by side are not asked for beside low and high


def test_the_real_afghan_file():
    path = need_ucdp("ged191_afghanistan_subset310.csv")
    found, faults = read(path.read_bytes(), "ged", file=path.name)
    assert faults == []
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(found.events) == len(rows) == 310
    for event, row in zip(found.events, rows, strict=True):
        assert event.row_id == row["id"]
        assert event.killed.low == int(row["deaths_a"]) + int(row["deaths_b"])
        assert event.when.earliest.date().isoformat() == row["date_start"]


def test_the_real_syrian_file():
    path = need_ucdp("ucdp_syria_iraq_line_60km.csv")
    found, faults = read(path.read_bytes(), "ged", file=path.name)
    assert faults == []
    assert len(found.events) == 1224
    assert {event.country for event in found.events} == {"Syria"}
    assert all(event.killed.low <= event.killed.high for event in found.events)
