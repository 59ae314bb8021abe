"""GDELT's events by position: violence only, no names, graded as what they are."""

import pytest
from import_files import NOW, gdelt_row, mapped, read, tabbed

from vedette.reading.imports import Maker


@pytest.mark.parametrize("version", [1, 2])
def test_a_row_of_either_version(version):
    found, faults = read(tabbed([gdelt_row(5, version=version)]), "gdelt")
    assert faults == []
    incident, claim = Maker(found.data_set, "importer", NOW).make(found.events[0], None)
    assert (incident.id, incident.kind) == ("gdelt-1270000005", "armed_clash")
    assert (incident.place.lat, incident.place.lon) == (38.02, 68.05)
    assert (incident.place.precision, incident.place.name) == ("near", "")
    assert incident.title == "Armed clash (CAMEO 19, fight)"
    assert (claim.link, str(claim.grade)) == ("https://news.example/story", "F6")
    assert claim.note == "Sources counted: 4"
    assert not found.data_set.is_whole


def test_before_april_2013_there_was_no_address():
    found, faults = read(tabbed([gdelt_row(5, version=1)[:57]]), "gdelt")
    assert faults == []
    assert found.events[0].link == ""


def test_talk_and_rows_without_a_place_are_left_out_and_told():
    rows = (
        gdelt_row(1, EventRootCode="04"),
        gdelt_row(2),
        gdelt_row(3, ActionGeo_Lat=""),
        gdelt_row(4, EventRootCode="17"),
    )
    found, faults = read(tabbed(rows), "gdelt")
    assert faults == []
    assert len(found.events) == 1
    told = {why: each.lines for why, each in found.left_out.items()}
    assert told == {
        "the CAMEO code is not one of violence": [1, 4],
        "no place is given": [3],
    }


def test_a_mapping_takes_more_codes():
    told = mapped('[kinds]\n17 = "intimidation"\n', is_own=False)
    found, _ = read(tabbed([gdelt_row(4, EventRootCode="17")]), "gdelt", told)
    assert found.events[0].kind == "intimidation"


def test_faults():
    rows = (
        gdelt_row(1)[:40],
        gdelt_row(2, SQLDATE="2025-11-02"),
        gdelt_row(3, EventRootCode="shots"),
        gdelt_row(4, ActionGeo_Lat="95"),
        gdelt_row(5, SOURCEURL="BBC Monitoring"),
    )
    found, faults = read(tabbed(rows), "gdelt")
    assert "line 1: the row has 40 cells, where GDELT's have 57, 58 or 61" in faults[0]
    assert "line 2, SQLDATE: '2025-11-02' is no day written as yearm" in faults[1]
    assert "'shots' is no root of a CAMEO code" in faults[2]
    assert "95 is not on earth" in faults[3]
    assert len(faults) == 4
    assert [event.link for event in found.events] == [""]
