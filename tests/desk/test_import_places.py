"""Rows outside the theatre, and with degrees that look swapped."""

import pytest
from import_files import OWN_MAP, acled_row, own_row
from import_register import ROWS, ids

from vedette.errors import InputError


def test_swapped_degrees_are_a_fault(register):
    rows = [*ROWS, acled_row(13, latitude="68.2", longitude="38.02")]
    with pytest.raises(
        InputError, match=r"line 14: latitude 68\.2, longitude 38\.02 look"
    ):
        register.take(rows)


def test_rows_outside_the_theatre_are_left_out_of_a_data_set_and_told(register):
    report = register.take([*ROWS, acled_row(13, latitude="34.5", longitude="61")])
    assert report.left_out == {"more than 100 km from the border": (1, [14])}
    assert register.find("incident", "acled-TAJ13") is None
    assert (
        register.take(
            [*ROWS, acled_row(13, latitude="34.5", longitude="61")], within_km=2000.0
        ).left_out
        == {}
    )


def test_rows_outside_are_refused_in_a_table_of_ones_own(register):
    mapping = register.file(OWN_MAP.encode(), "map.toml")
    rows = [own_row(1), own_row(2, Lat="0", Lon="0")]
    with pytest.raises(InputError, match="line 3: latitude 0, longitude 0 is outside"):
        register.take(rows, "csv", mapping=mapping)
    report = register.take(rows, "csv", mapping=mapping, outside="leave-out")
    assert len(report.added) == 1


def test_a_row_that_moved_outside_is_still_followed(register):
    register.take(ROWS)
    moved = [*ROWS[:11], acled_row(12, latitude="34.5", longitude="61")]
    report = register.take(moved)
    assert ids(report.changed) == ["acled-TAJ12"]
    assert register.get("incident", "acled-TAJ12").record.place.lat == 34.5


def test_a_row_at_fault_is_not_counted_as_left_out_too(register):
    swapped = acled_row(13, latitude="68.2", longitude="38.02")
    far = acled_row(14, latitude="34.5", longitude="61")
    told = register.take([*ROWS, swapped, far], dry=True)
    assert told.number_of_faults == 1
    assert told.left_out == {"more than 100 km from the border": (1, [15])}


def test_rows_of_one_town_share_its_km_and_others_have_their_own(register):
    town = {"latitude": "38.02", "longitude": "68.05"}
    register.take([acled_row(1, **town), acled_row(2), acled_row(3, **town)])
    one, apart, other = (
        register.get("incident", f"acled-TAJ{n}").record.line for n in (1, 2, 3)
    )
    assert one == other
    assert one.km != apart.km
