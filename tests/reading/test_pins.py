"""Pins: the same table as limits, for one plan; and pins that came another way."""

from dataclasses import replace
from pathlib import Path

import pytest
import small_theatre as small
from reading_faults import changed
from small_limits import LIMITS
from small_plan import small_pins
from small_theatre import write_small_theatre

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.caps import CAPS
from vedette.reading.limits import COLUMNS, plain_limit
from vedette.reading.pins import list_pin_faults, load_pins

PINS = [{**row, "id": f"p{row['id']}", "origin": ""} for row in LIMITS]


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """The small theatre with limits."""
    folder = tmp_path_factory.mktemp("pins")
    return load_theatre(write_small_theatre(folder, limits=LIMITS))


def write(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "my pins.csv"
    path.write_text(small.csv_text(rows), encoding="utf-8")
    return path


def faults_of(path: Path, theatre: Theatre) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_pins(path, theatre)
    head, *lines = str(caught.value).split("\n")
    assert head.startswith(f"{path}: the pins cannot be used: {len(lines)} fault")
    return [line.removeprefix("  - ") for line in lines]


def test_pins_are_limits_of_their_own_origin(tmp_path: Path, theatre: Theatre) -> None:
    rows = changed(PINS, 0, origin="pin")
    assert load_pins(write(tmp_path, rows), theatre) == tuple(
        replace(limit, id=f"p{limit.id}", origin="pin") for limit in theatre.limits
    )


def test_a_table_may_hold_none(tmp_path: Path, theatre: Theatre) -> None:
    path = write(tmp_path, PINS[:1])
    path.write_text(",".join(COLUMNS) + "\n")
    assert load_pins(path, theatre) == ()


@pytest.mark.parametrize(
    "at, cells, said",
    [
        (0, {"origin": "exercise"}, "my pins.csv line 2, origin: 'exercise' is not the"
         " origin of a pin; leave it empty or write pin"),
        (0, {"id": "L-air"}, "line 2, id: 'L-air' is already the id of a limit of the"
         " theatre; give this pin an id of its own"),
        (1, {"id": "pl-AIR"}, "line 3, id: 'pl-AIR' is already the id of another pin"),
        (0, {"team": "heli-3"}, "line 2, team: there is no team 'heli-3'; name one of"),
        (0, {"team": "foot-1"}, "line 2, team: team 'foot-1' is of partner 'host'"),
        (0, {"partner": "host"}, "line 2, kind: airborne counts aircraft, and no team"),
        (0, {"holds": "chance"}, "line 2, holds: a limit of kind airborne cannot hold"),
        (3, {"km_from": "80"}, "line 5, km_from: km 80 lies beyond the line"),
        (3, {"section": "south"}, "line 5, section: there is no section 'south'"),
        (7, {"amount": "9"}, "line 9, amount: 9 are asked for where 5 can be counted"),
        (7, {"amount": ""}, "line 9, amount: it is empty"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line_and_field(
    tmp_path: Path, theatre: Theatre, at: int, cells: dict[str, str], said: str
) -> None:
    (told,) = faults_of(write(tmp_path, changed(PINS, at, **cells)), theatre)
    assert said in told


def test_all_faults_are_told_at_once(tmp_path: Path, theatre: Theatre) -> None:
    rows = changed(changed(PINS, 0, id="l-air", to="09:00"), 3, amount="2", reason="")
    told = faults_of(write(tmp_path, rows), theatre)
    assert [each.split(":")[0].removeprefix("my pins.csv ") for each in told] == [
        "line 2, from", "line 2, id", "line 5, reason", "line 5, amount",
    ]  # fmt: skip


def test_a_file_that_is_no_table_of_pins(tmp_path: Path, theatre: Theatre) -> None:
    path = write(tmp_path, small.CAVEATS)
    assert any(
        "column 'earliest' is unknown" in each for each in faults_of(path, theatre)
    )
    for wrong in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match=r"no such file\. Name a table of pins"):
            load_pins(wrong, theatre)
    with path.open("r+b") as file:
        file.truncate(CAPS.csv_bytes + 1)
    with pytest.raises(InputError, match="bytes, where 4,000,000 are the most"):
        load_pins(path, theatre)


def test_there_is_a_most_of_them(tmp_path: Path, theatre: Theatre) -> None:
    rows = [{**PINS[0], "id": f"p-{n}"} for n in range(CAPS.limits + 1)]
    (told,) = faults_of(write(tmp_path, rows), theatre)
    assert "line 502: there are more than 500 rows" in told


def test_plain_values_have_the_columns_of_the_table(theatre: Theatre) -> None:
    for row, limit in zip(LIMITS, theatre.limits, strict=True):
        plain = plain_limit(limit)
        assert list(plain) == list(COLUMNS) == list(row)
        assert [plain[name] is None for name in row] == [not row[name] for name in row]
    assert plain_limit(theatre.limits[3])["to"] == "12:00"
    assert plain_limit(theatre.limits[5])["to"] == "2025-12-08T07:30:00+03:00"


def test_pins_of_a_plan_are_checked_against_its_theatre(theatre: Theatre) -> None:
    first, second = small_pins(theatre.start)
    assert list_pin_faults(theatre, (first, second)) == []
    odd = (
        replace(first, team="foot-9", origin="own"),
        replace(second, id="l-air", km_to=99.0, reason="=1"),
        replace(second, id="p\n3", start=None, end=None, daily_from_min=60),
    )
    assert [each.split(";")[0] for each in list_pin_faults(theatre, odd)] == [
        "pin 'p-1', origin: 'own' is not the origin of a pin",
        "pin 'l-air', reason: '=1' begins like a formula, which a spreadsheet would"
        " run",
        "pin 'p\\n3', id: 'p\\n3' cannot be an id",
        "pin 'p-1', team: there is no team 'foot-9'",
        "pin 'l-air', km_to: km 99 lies beyond the line, which ends at km"
        f" {theatre.border.length_km:.3f}",
        "pin 'l-air', id: 'l-air' is already the id of a limit of the theatre",
        "pin 'p\\n3', to: one of the two times is missing",
    ]
