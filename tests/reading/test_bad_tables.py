"""Tables: the line and the column of each fault, one fault at a time."""

from pathlib import Path

import pytest
import small_theatre as small
from reading_faults import changed, one_fault
from small_theatre import write_small_theatre

TEAMS, CAVEATS = small.TEAMS, small.CAVEATS
SECTIONS, BASES = small.SECTIONS, small.BASES

TEAM_FAULTS = [
    (0, {"base": "field-1"}, "teams.csv line 2, base: 'field-1' is of kind airf"),
    (5, {"base": "post-01"}, "line 7, base: 'post-01' is of kind post, an"),
    (5, {"card": ""}, "line 7, card: it is empty, and a helicopter needs a card"),
    (5, {"card": "h9"}, "line 7, card: there is no card 'h9'; name one of cards.toml"),
    (0, {"card": "h1"}, "line 2, card: a foot team has no card; leave it empty"),
    (0, {"partner": "x"}, "line 2, partner: there is no partner 'x'"),
    (0, {"duty_h": "5.75"}, "duty_h: 5.75 h are not whole slots of 30 minutes; give a"),
    (0, {"rest_h": "0.7"}, "rest_h: 0.7 h are not whole slots of 30 minutes"),
    (0, {"duty_h": "0.2"}, "line 2, duty_h: 0.2 h are not whole slots"),
    (0, {"duty_h": "1e3"}, "line 2, duty_h: 1e3 is out of range; give a number"),
    (0, {"duty_h": "inf"}, "line 2, duty_h: 'inf' is no number"),
    (0, {"duty_h": "4,5"}, "line 2, duty_h: '4,5' is no number; write a number with a"),
    (0, {"duty_h": "1_0"}, "line 2, duty_h: '1_0' is no number"),
    (0, {"duty_h": "٤"}, "line 2, duty_h: '٤' is no number"),
    (0, {"starts_every_min": "0.5"}, "starts_every_min: 0.5 is out of range"),
    (0, {"starts_every_min": "60.5"}, "starts_every_min: 60.5 is not whole"),
    (0, {"earliest": "06:00"}, "line 2, latest: one of the two hours is missing"),
    (0, {"latest": "06:00"}, "line 2, earliest: one of the two hours is missing"),
    (2, {"latest": "05:00"}, "line 4, latest: earliest and latest are both 05:00"),
    (2, {"latest": "24:00"}, "line 4, latest: '24:00' is not an hour of the day"),
    (0, {"kind": "horse"}, "line 2, kind: 'horse' is not known; choose foot, vehicle"),
    (0, {"origin": ""}, "line 2, origin: it is empty; choose exercise or own"),
    (0, {"name": "=1+1"}, "line 2, name: '=1+1' begins like a formula"),
    (0, {"name": " @SUM(A1)"}, "line 2, name: '@SUM(A1)' begins like a formula"),
    (0, {"name": "＝1"}, "line 2, name: '＝1' begins like a formula"),
    (0, {"name": "a\tb"}, "line 2, name: 'a\\tb' holds a control character"),
    (0, {"name": "a\nb"}, "line 2, name: 'a\\nb' holds a control character"),
    (0, {"name": "a\x1b[31m"}, "name: 'a\\x1b[31m' holds a control character"),
    (0, {"name": "a\u202eb"}, "name: 'a\\u202eb' holds a control character"),
    (0, {"name": ""}, "line 2, name: it is empty; fill it in"),
    (0, {"name": "n" * 121}, "' has 121 characters; keep to 120"),
    (0, {"id": "../x"}, "line 2, id: '../x' cannot be an id; use letters"),
    (0, {"id": "-x"}, "line 2, id: '-x' cannot be an id"),
    (0, {"id": ""}, "line 2, id: it is empty; use letters"),
    (1, {"id": "FOOT-1"}, "line 3, id: 'FOOT-1' is already the id of a team (te"),
    (1, {"id": "post-01"}, "line 3, id: 'post-01' is already the id of a base"),
]  # fmt: skip


@pytest.mark.parametrize("at, cells, said", TEAM_FAULTS)
def test_teams(tmp_path: Path, at: int, cells: dict[str, str], said: str) -> None:
    folder = write_small_theatre(tmp_path, teams=changed(TEAMS, at, **cells))
    assert said in one_fault(folder)


BASE_FAULTS = [
    (0, {"km": ""}, "bases.csv line 2, km: it is empty, and a post needs its bord"),
    (3, {"km": "25"}, "bases.csv line 5, km: an airfield has no km; leave it empty"),
    (0, {"km": "0.1"}, "bases.csv line 2, km: there is no track abreast of km 0.1"),
    (0, {"km": "20"}, "km from the track abreast of km 20; mend lon, lat or km"),
    (3, {"lat": "39.5"}, "line 5, lon: the base at 68.2781, 39.5 lies outside the e"),
    (0, {"partner": "x"}, "bases.csv line 2, partner: there is no partner 'x'"),
    (0, {"lon": "500"}, "bases.csv line 2, lon: 500 is out of range; give a number"),
]  # fmt: skip


@pytest.mark.parametrize("at, cells, said", BASE_FAULTS)
def test_bases(tmp_path: Path, at: int, cells: dict[str, str], said: str) -> None:
    folder = write_small_theatre(tmp_path, bases=changed(BASES, at, **cells))
    assert said in one_fault(folder)


SECTION_FAULTS = [
    ({"km_from": "19"}, "line 3, km_from: the section begins at km 19 where km 20 is"
     " reached: an overlap of 1.000 km; let each section begin where"),
    ({"km_from": "20.5"}, "a hole of 0.500 km"),
    ({"level": "severe"}, "line 3, level: 'severe' is not known; choose low, medium"),
    ({"owner": "x"}, "line 3, owner: there is no partner 'x'"),
    ({"id": "west"}, "line 3, id: 'west' is already the id of a section (sections.csv"),
]  # fmt: skip


@pytest.mark.parametrize("cells, said", SECTION_FAULTS)
def test_sections(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    folder = write_small_theatre(tmp_path, sections=changed(SECTIONS, 1, **cells))
    assert said in one_fault(folder)


def test_sections_end_with_the_border(tmp_path: Path) -> None:
    folder = write_small_theatre(tmp_path, sections=changed(SECTIONS, 2, km_to="70"))
    told = one_fault(folder)
    assert (
        "line 4, km_to: the last section ends at km 70, the border at km 61.4" in told
    )


def test_a_theatre_needs_a_section(tmp_path: Path) -> None:
    header = ",".join(SECTIONS[0]) + "\n"
    folder = write_small_theatre(tmp_path, files={"sections.csv": header})
    assert "sections.csv: there is no section; give" in one_fault(folder)


CAVEAT_FAULTS = [
    ({"km_from": ""}, "caveats.csv line 2, km_from: a caveat of kind km_range has no"),
    ({"km_to": "5"}, "caveats.csv line 2, km_to: km 10 to 5 is no stretch"),
    ({"earliest": "05:00"}, "line 2, earliest: a caveat of kind km_range has no hours"),
    ({"kind": "hours", "km_from": ""}, "a caveat of kind hours has no hours; give"),
    ({"kind": "hours", "earliest": "05:00", "latest": "06:00"}, "km_from: a caveat of"),
    ({"team": "foot-1"}, "line 2, team: team 'foot-1' belongs to partner 'host', not"),
    ({"team": "foot-9"}, "line 2, team: there is no team 'foot-9'; name one of teams"),
    ({"reason": ""}, "line 2, reason: it is empty; fill it in"),
]  # fmt: skip


@pytest.mark.parametrize("cells, said", CAVEAT_FAULTS)
def test_caveats(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    folder = write_small_theatre(tmp_path, caveats=changed(CAVEATS, 0, **cells))
    assert said in one_fault(folder)
