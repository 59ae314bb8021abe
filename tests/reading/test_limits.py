"""limits.csv: a sound one becomes limits, a faulty one is told line by line."""

import datetime as dt
from pathlib import Path

import pytest
import small_theatre as small
from reading_faults import changed, load_faults, one_fault
from small_limits import LIMITS
from small_theatre import write_small_theatre

from vedette.domain.limits import HOLDS, LIMIT_KINDS, Limit
from vedette.reading import load_theatre
from vedette.reading.caps import CAPS
from vedette.reading.limits import COLUMNS

AIR, SEATS, FUEL, SHOW, QUIET, WORKS, NIGHT, SPARE = range(len(LIMITS))
START = dt.datetime.fromisoformat("2025-12-08T08:00:00+05:00")


def test_a_sound_table_becomes_limits(tmp_path: Path) -> None:
    limits = load_theatre(write_small_theatre(tmp_path, limits=LIMITS)).limits
    assert [limit.id for limit in limits] == [row["id"] for row in LIMITS]
    assert {limit.kind for limit in limits} == set(LIMIT_KINDS)
    assert {limit.holds for limit in limits} == set(HOLDS)
    assert limits[SHOW] == Limit(
        "l-show", "presence", "chance", 0.5, "host", None, None, "middle", 25.0, None,
        8 * 60, 12 * 60, None, None, "Fair", "own",
    )  # fmt: skip
    works = limits[WORKS]
    assert (works.daily_from_min, works.daily_to_min) == (None, None)
    assert (works.start, works.end) == (START, START + dt.timedelta(hours=1.5))
    assert limits[AIR].start is limits[AIR].end is limits[AIR].daily_from_min is None
    assert (limits[QUIET].daily_from_min, limits[QUIET].daily_to_min) == (1320, 240)


def test_a_theatre_may_have_none(tmp_path: Path) -> None:
    assert load_theatre(write_small_theatre(tmp_path / "absent")).limits == ()
    header = {"limits.csv": ",".join(COLUMNS) + "\n"}
    empty = write_small_theatre(tmp_path / "empty", files=header)
    assert load_theatre(empty).limits == ()


def test_the_table_is_in_the_hash_where_there_is_one(tmp_path: Path) -> None:
    folder = write_small_theatre(tmp_path)
    without = load_theatre(folder)
    assert "limits.csv" not in without.files
    write_small_theatre(tmp_path, limits=LIMITS[:1])
    one = load_theatre(folder)
    assert "limits.csv" in one.files
    write_small_theatre(tmp_path, limits=LIMITS[:2])
    hashes = {without.content_hash, one.content_hash, load_theatre(folder).content_hash}
    assert len(hashes) == 3
    (folder / "limits.csv").unlink()
    assert load_theatre(folder).content_hash == without.content_hash


def test_a_last_section_may_be_named_to_its_rounded_end(tmp_path: Path) -> None:
    rows = changed(LIMITS, WORKS, km_from="42", km_to=str(small.LENGTH_KM + 0.4))
    assert load_theatre(write_small_theatre(tmp_path, limits=rows)).limits


FAULTS = [
    (AIR, {"id": ""}, "limits.csv line 2, id: it is empty; use letters"),
    (AIR, {"id": "L-SEATS"}, "line 3, id: 'l-seats' is already the id of a limit"),
    (AIR, {"id": "heli-1"}, "line 2, id: 'heli-1' is already the id of a team (teams"),
    (AIR, {"kind": "raids"}, "line 2, kind: 'raids' is not known; choose airborne,"),
    (AIR, {"holds": "always"}, "line 2, holds: 'always' is not known; choose on_ave"),
    (AIR, {"amount": ""}, "line 2, amount: it is empty; write a number"),
    (AIR, {"amount": "-1"}, "line 2, amount: -1 is out of range; give a number from"),
    (AIR, {"amount": "1e9"}, "line 2, amount: 1e9 is out of range"),
    (AIR, {"amount": "nan"}, "line 2, amount: 'nan' is no number"),
    (AIR, {"amount": "1.5"}, "line 2, amount: 1.5 is not whole, and a draw has whole"),
    (SPARE, {"amount": "0.5"}, "line 9, amount: 0.5 is not whole"),
    (AIR, {"partner": "x"}, "line 2, partner: there is no partner 'x'; name one of"
     " theatre.toml (ally, host)"),
    (AIR, {"base": "x"}, "line 2, base: there is no base 'x'; name one of bases.csv"),
    (AIR, {"team": "x"}, "line 2, team: there is no team 'x'; name one of teams.csv"),
    (SHOW, {"section": "x"}, "line 5, section: there is no section 'x'; name one of"
     " sections.csv (east, middle, west)"),
    (AIR, {"team": "foot-1"}, "line 2, team: team 'foot-1' is of partner 'host', not"
     " 'ally'; mend team or partner, or leave partner empty"),
    (NIGHT, {"team": "car-1"}, "line 8, team: team 'car-1' is of base 'post-01', not"),
    (AIR, {"base": "post-01"}, "line 2, partner: there is no team of partner 'ally' and"
     " base 'post-01'; count teams that there are"),
    (AIR, {"partner": "host"}, "line 2, kind: airborne counts aircraft, and no team"),
    (SEATS, {"base": "post-01"}, "line 3, kind: seats counts aircraft, and no team"),
    (FUEL, {"team": "car-1"}, "line 4, kind: flight_hours counts aircraft, and no te"),
    (AIR, {"section": "west"}, "line 2, section: a limit of kind airborne counts the"),
    (SPARE, {"km_from": "0"}, "line 9, km_from: a limit of kind off_duty counts the"),
    (FUEL, {"km_to": "9"}, "line 4, km_to: a limit of kind flight_hours counts the"),
    (AIR, {"holds": "chance", "amount": "0.5"}, "line 2, holds: a limit of kind"
     " airborne cannot hold with a chance, only presence can; choose on_average"),
    (NIGHT, {"holds": "chance"}, "line 8, holds: a limit of kind on_duty cannot"),
    (SHOW, {"amount": "0"}, "line 5, amount: 0 is no chance that can be kept; give"),
    (SHOW, {"amount": "1"}, "line 5, amount: 1 is no chance that can be kept"),
    (SPARE, {"amount": "6"}, "line 9, amount: 6 are asked for where 5 can be counted;"
     " ask for 5 at most, or count more teams"),
    (NIGHT, {"amount": "2.5"}, "line 8, amount: 2.5 are asked for where 2 can be co"),
    (SHOW, {"holds": "on_average", "amount": "5.5"}, "line 5, amount: 5.5 are asked"),
    (SHOW, {"km_from": "20", "km_to": "15"}, "line 5, km_to: km 20 to 15 is no stret"),
    (SHOW, {"km_to": "25"}, "line 5, km_to: km 25 to 25 is no stretch; let it be the"),
    (SHOW, {"km_from": "70"}, "line 5, km_from: km 70 lies beyond the line, which ends"
     " at km 61.4"),
    (SHOW, {"km_to": "62"}, "line 5, km_to: km 62 lies beyond the line, which ends"),
    (SHOW, {"km_from": "-1"}, "line 5, km_from: -1 is out of range"),
    (SHOW, {"km_from": "42"}, "line 5, section: km 42 to 61.43"),
    (SHOW, {"km_from": "", "km_to": "20"}, "line 5, section: km 0 to 20 and section"
     " 'middle', km 20 to 42, have no stretch in common; mend one of them"),
    (SHOW, {"from": ""}, "line 5, from: one of the two times is missing; give both"),
    (SHOW, {"to": ""}, "line 5, to: one of the two times is missing"),
    (SHOW, {"to": "24:00"}, "line 5, to: '24:00' is neither an hour of the day nor a"
     " date and hour with its offset; write such as 06:30, or 2025-12-08T06:30+05:00"),
    (SHOW, {"to": "08:00"}, "line 5, to: from and to are both 08:00, which leaves no"),
    (SHOW, {"to": "2025-12-08T09:00+05:00"}, "line 5, to: one time is an hour of every"
     " day, the other has a date; write both as HH:MM, or both with a date"),
    (WORKS, {"to": "08:00"}, "line 7, to: one time is an hour of every day"),
    (WORKS, {"to": "2025-12-09"}, "line 7, to: '2025-12-09' is neither an hour of"),
    (WORKS, {"to": "2025-12-09T08:00"}, "line 7, to: '2025-12-09T08:00' is neither"),
    (WORKS, {"to": "2025-12-08T08:00+05:00"}, "line 7, to: it is not after from; let"),
    (WORKS, {"to": "2025-12-08T09:00+08:00"}, "line 7, to: it is not after from"),
    (WORKS, {"to": "9999-12-31T23:59-23:59"}, "line 7, to: '9999-12-31T23:59-23:59'"
     " lies outside every plan, or between two minutes; give a whole minute of"),
    (WORKS, {"to": "2025-12-09T08:00:01+05:00"}, "lies outside every plan, or between"),
    (WORKS, {"to": "2025-12-09T08:00:00.5+05:00"}, "lies outside every plan, or bet"),
    (AIR, {"reason": ""}, "line 2, reason: it is empty; fill it in"),
    (AIR, {"reason": "=1+1"}, "line 2, reason: '=1+1' begins like a formula"),
    (AIR, {"origin": "pin"}, "line 2, origin: 'pin' is not known; choose exercise or"),
]  # fmt: skip


@pytest.mark.parametrize("at, cells, said", FAULTS)
def test_a_fault_has_its_line_and_field(
    tmp_path: Path, at: int, cells: dict[str, str], said: str
) -> None:
    folder = write_small_theatre(tmp_path, limits=changed(LIMITS, at, **cells))
    assert said in one_fault(folder)


def test_nobody_can_be_counted_where_there_is_no_team(tmp_path: Path) -> None:
    header = {"teams.csv": ",".join(small.TEAMS[0]) + "\n"}
    rows = changed(LIMITS[:1], AIR, partner="")
    folder = write_small_theatre(tmp_path, limits=rows, files=header)
    assert "limits.csv line 2, team: there is no team; count" in one_fault(folder)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    rows = changed(LIMITS, AIR, amount="x", to="09:00")
    rows = changed(rows, SHOW, amount="1", km_to="99", section="x")
    rows = changed(rows, SPARE, partner="x", reason="")
    told = load_faults(write_small_theatre(tmp_path, limits=rows))
    assert [each.split(":")[0] for each in told] == [
        "limits.csv line 2, amount",
        "limits.csv line 2, from",
        "limits.csv line 5, amount",
        "limits.csv line 5, km_to",
        "limits.csv line 5, section",
        "limits.csv line 9, reason",
        "limits.csv line 9, partner",
    ]


@pytest.mark.parametrize(
    "other, said",
    [
        ({"teams": changed(small.TEAMS, 5, kind="x")}, "teams.csv line 7, kind"),
        ({"teams": changed(small.TEAMS, 0, id="")}, "teams.csv line 2, id"),
        ({"sections": changed(small.SECTIONS, 1, km_to="x")}, "sections.csv line 3"),
        ({"files": {"teams.csv": None}}, "teams.csv: the file is missing"),
    ],
)
def test_a_fault_elsewhere_is_told_once(
    tmp_path: Path, other: dict[str, object], said: str
) -> None:
    """Nobody is told that a limit counts too few while teams cannot be read."""
    folder = write_small_theatre(tmp_path, limits=LIMITS, **other)
    assert one_fault(folder).startswith(said)


@pytest.mark.parametrize("name", ["bases", "sections"])
def test_a_table_without_a_header_is_told_once(tmp_path: Path, name: str) -> None:
    files = {f"{name}.csv": "id\n"}
    told = load_faults(write_small_theatre(tmp_path, limits=LIMITS, files=files))
    assert all(each.startswith(f"{name}.csv line 1") for each in told)


def test_a_column_of_its_own_is_refused(tmp_path: Path) -> None:
    rows = [{**row, "weapon": "x"} for row in LIMITS]
    told = one_fault(write_small_theatre(tmp_path, limits=rows))
    assert "limits.csv line 1, weapon: column 'weapon' reads like a detail of w" in told


def test_there_is_a_most_of_them(tmp_path: Path) -> None:
    rows = [{**LIMITS[0], "id": f"l-{n}"} for n in range(CAPS.limits)]
    assert len(load_theatre(write_small_theatre(tmp_path, limits=rows)).limits) == 500
    rows.append({**LIMITS[0], "id": "one-more"})
    told = one_fault(write_small_theatre(tmp_path, limits=rows))
    assert told.startswith("limits.csv line 502: there are more than 500 rows")


def test_what_lies_there_is_never_passed_over(tmp_path: Path) -> None:
    """A limit that is not read would not be kept, and nobody would know."""
    folder = write_small_theatre(tmp_path / "t")
    (folder / "limits.csv").mkdir()
    assert one_fault(folder).startswith("limits.csv: it is not a file")
    (folder / "limits.csv").rmdir()
    (folder / "limits.csv").symlink_to(tmp_path / "gone.csv")
    assert one_fault(folder).startswith("limits.csv: it lies outside the theatre fold")
    (folder / "limits.csv").unlink()
    (folder / "limits.csv").write_bytes(b"\xff\xfe")
    assert one_fault(folder).startswith("limits.csv line 1: this is not UTF-8 text")
