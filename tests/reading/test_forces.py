"""Detachments, availability, crews, and caveats without figures, line by line."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import small_theatre as small
from force_books import (
    AVAILABILITY,
    DETACHMENTS,
    load_forces,
    with_forces,
    write_forces,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_faults import changed, load_faults, one_fault
from small_theatre import csv_text, table_rows, write_small_theatre

from vedette.domain.forces import Availability, Detachment
from vedette.reading import load_theatre, sheets
from vedette.reading.faults import Faults
from vedette.reading.tables import read_table

TEAMS = with_forces(small.TEAMS)
FOOT, CAR, HELI = 0, 3, 5
CAVEAT = small.CAVEATS[0]
SEATS = table_rows(
    "id, kind, holds, amount, partner, base, team, section, km_from, km_to, from, to,"
    " reason, origin",
    "l-1, seats, every_draw, 1, ally, , , , , , , , One liaison officer, exercise",
)


def caveat(**cells: str) -> list[dict[str, str]]:
    empty = dict.fromkeys(("km_from", "km_to", "earliest", "latest"), "")
    return [{**CAVEAT, **empty, **cells}]


def test_sound_tables_become_forces(tmp_path: Path) -> None:
    theatre = load_forces(tmp_path)
    assert theatre.detachments[1] == Detachment(
        "d-2", "Upper detachment", "host", "exercise", "on the heights"
    )
    teams = {team.id: team for team in theatre.teams}
    assert (teams["foot-3"].detachment, teams["foot-3"].crew) == ("d-2", 5)
    assert (teams["foot-2"].detachment, teams["foot-2"].crew) == (None, None)
    limited, _, repair = theatre.availability
    start = dt.datetime.fromisoformat("2025-12-08T08:00:00+05:00")
    assert limited == Availability(
        "foot-1", start, start + dt.timedelta(hours=6), "limited", "New crew",
        "exercise",
    )  # fmt: skip
    assert repair.end - repair.start == dt.timedelta(hours=4, minutes=50)


def test_a_theatre_may_do_without(tmp_path: Path) -> None:
    bare = load_theatre(write_small_theatre(tmp_path / "bare"))
    assert bare.detachments == bare.availability == ()
    assert all(team.detachment is team.crew is None for team in bare.teams)
    assert not {"detachments.csv", "availability.csv"} & set(bare.files)
    full = load_forces(tmp_path / "full")
    assert bare.content_hash != full.content_hash


def test_caveats_without_figures(tmp_path: Path) -> None:
    rows = [*caveat(id="c-2", kind="day_only"), *caveat(id="c-3", kind="host_officer")]
    theatre = load_theatre(
        write_small_theatre(tmp_path, caveats=rows, limits=SEATS, files={})
    )
    assert [each.kind for each in theatre.caveats] == ["day_only", "host_officer"]


FAULTS: list[tuple[str, list[dict[str, Any]], str]] = [
    ("teams", changed(TEAMS, FOOT, detachment="d-9"), "teams.csv line 2, detachment:"
     " there is no detachment 'd-9'; name one of detachments.csv (d-1, d-2, d-3)"),
    ("teams", changed(TEAMS, FOOT, detachment="d-3"), "teams.csv line 2, detachment:"
     " 'd-3' belongs to partner 'ally', not to 'host'; name a detachment of the"),
    ("teams", changed(TEAMS, FOOT, crew="0"), "line 2, crew: 0 is out of range;"
     " give a number from 1 to 200 people"),
    ("teams", changed(TEAMS, FOOT, crew="2.5"), "line 2, crew: 2.5 is not whole"),
    ("teams", changed(TEAMS, FOOT, crew="Ann"), "line 2, crew: 'Ann' is no number"),
    ("detachments", [*DETACHMENTS, {**DETACHMENTS[0], "id": "d-4", "partner": "x"}],
     "detachments.csv line 5, partner: there is no partner 'x'; name one of"
     " theatre.toml (ally, host)"),
    ("detachments", changed(DETACHMENTS, 0, name=""), "line 2, name: it is empty"),
    ("availability", changed(AVAILABILITY, 0, team="x"), "availability.csv line 2,"
     " team: there is no team 'x'; name one of teams.csv"),
    ("availability", changed(AVAILABILITY, 0, to="2025-12-08T08:00+05:00"),
     "availability.csv line 2, to: it is not after from; let it end after it begins"),
    ("availability", changed(AVAILABILITY, 1, **{"from": "2025-12-08T11:59+03:00"}),
     "availability.csv line 3, from: it overlaps line 2 of the same team; let one"),
    ("availability", changed(AVAILABILITY, 0, status="ill"), "line 2, status: 'ill' is"
     " not known; choose available, limited or unavailable"),
    ("availability", changed(AVAILABILITY, 0, **{"from": "08:00"}), "line 2, from:"
     " '08:00' is not a date and hour with its offset; write such as"),
    ("availability", changed(AVAILABILITY, 0, to="2025-12-08T09:00"), "line 2, to:"
     " '2025-12-08T09:00' is not a date and hour with its"),
    ("availability", changed(AVAILABILITY, 0, reason=""), "line 2, reason: it is"),
    ("caveats", caveat(kind="day_only", km_from="5"), "caveats.csv line 2, km_from: a"
     " caveat of kind day_only has no figures; leave it empty, or write a second"),
    ("caveats", caveat(kind="day_only", latest="08:00"), "line 2, latest: a caveat of"
     " kind day_only has no figures"),
    ("caveats", caveat(kind="host_officer", team="heli-1"), "caveats.csv line 2, kind:"
     " nothing says how many officers of the host there are for 'heli-1'; add a limit"
     " of kind seats that counts it to limits.csv"),
    ("caveats", caveat(kind="host_officer", partner="host", team="car-1"), "line 2,"
     " kind: a host officer on board is asked of ground teams; name the helicopter"),
]  # fmt: skip


@pytest.mark.parametrize("table, rows, said", FAULTS)
def test_a_fault_has_its_line_and_field(
    tmp_path: Path, table: str, rows: Sequence[dict[str, str]], said: str
) -> None:
    assert said in one_fault(write_forces(tmp_path, **{table: rows}))


def test_a_team_may_name_a_detachment_only_where_there_are_some(tmp_path: Path) -> None:
    folder = write_forces(tmp_path, files={"detachments.csv": None})
    faults = load_faults(folder)
    assert len(faults) == 3
    assert all("there is no detachment" in each for each in faults)
    assert faults[0].endswith("name it in detachments.csv, or leave it empty.")


def test_touching_rows_do_not_overlap_and_teams_do_not_share_theirs(
    tmp_path: Path,
) -> None:
    rows = changed(AVAILABILITY, 2, team="foot-2", **{"from": AVAILABILITY[0]["from"]})
    assert len(load_forces(tmp_path, availability=rows).availability) == 3


@pytest.mark.parametrize(
    "limit, without",
    [
        ({"partner": "ally"}, []),
        ({"base": "field-1"}, []),
        ({"team": "heli-2"}, ["heli-1"]),
        ({"kind": "airborne"}, ["heli-1", "heli-2"]),
    ],
)
def test_officers_must_be_counted_for_every_team_that_needs_one(
    tmp_path: Path, limit: dict[str, str], without: list[str]
) -> None:
    folder = write_forces(
        tmp_path,
        caveats=caveat(kind="host_officer"),
        limits=[{**SEATS[0], "partner": "", **limit}],
    )
    if not without:
        assert load_theatre(folder).caveats[0].kind == "host_officer"
        return
    told = load_faults(folder)
    assert [each.split("for ")[1].split(";")[0] for each in told] == [
        f"'{team}'" for team in without
    ]


def test_no_column_may_name_a_person(tmp_path: Path) -> None:
    rows = [{**row, "phone": "1"} for row in AVAILABILITY]
    assert "'phone' reads like a detail of an observed person" in one_fault(
        write_forces(tmp_path, availability=rows)
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), max_size=4))
def test_whatever_stands_in_availability_gives_rows_or_faults(
    cells: list[list[str]],
) -> None:
    names = [column.name for column in sheets.AVAILABILITY.columns]
    text = csv_text([dict(zip(names, row, strict=True)) for row in [names, *cells]])
    faults = Faults()
    data = text.split("\n", 1)[1].encode("utf-8", "replace")
    table = read_table(data, sheets.AVAILABILITY, faults)
    assert table is not None or len(faults)
    for row in table.rows if table else ():
        if row.holds("start", "end"):
            assert row["start"].tzinfo is not None
            assert row["end"].tzinfo is not None
