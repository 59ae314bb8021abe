"""Positions by kilometre, on the line and on the track abreast of it."""

import numpy as np
import pytest
from made_ground import WEST, make_theatre

from vedette.terrain import position_at, track_position
from vedette.units import distance_km


def test_vertices_stand_at_their_own_kilometre() -> None:
    border = make_theatre().border
    lon, lat = position_at(border, border.km)
    assert lon.tolist() == border.lon.tolist()
    assert lat.tolist() == border.lat.tolist()


def test_a_position_is_as_far_along_as_its_km_says() -> None:
    border = make_theatre().border
    lon, lat = position_at(border, [0.0, 12.3])
    assert distance_km(lon[0], lat[0], lon[1], lat[1])[0] == pytest.approx(
        12.3, abs=1e-3
    )


def test_beyond_the_ends_lies_the_end() -> None:
    lon, _ = position_at(make_theatre().border, [-1.0, 1e6])
    assert lon == pytest.approx([WEST, WEST + 0.7])


def test_there_is_no_track_position_where_there_is_no_track() -> None:
    theatre = make_theatre(track_spans=[(0.0, 10.0), (14.0, 30.0)])
    lon, lat = track_position(theatre, [5.0, 12.0, 14.0, 30.0, 31.0])
    assert np.isnan(lon).tolist() == [False, True, False, False, True]
    assert np.isnan(lat).tolist() == [False, True, False, False, True]
    on_line, _ = position_at(theatre.border, [5.0, 14.0, 30.0])
    assert lon[[0, 2, 3]] == pytest.approx(on_line)
