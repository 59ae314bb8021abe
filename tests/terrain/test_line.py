"""Positions by kilometre, on the line and on the track abreast of it."""

from dataclasses import replace

import numpy as np
import pytest
from made_ground import WEST, make_theatre

from vedette.domain.theatre import Base, BorderLine
from vedette.terrain import position_at, track_position
from vedette.terrain.line import km_of_base, section_of_base
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


def test_a_post_stands_at_its_own_km() -> None:
    theatre = make_theatre(section_km=(20.0,))
    post = Base("p", "Post", "post", "host", WEST + 0.5, 38.0, 19.99, "made")
    assert km_of_base(theatre, post) == 19.99
    found = [section_of_base(theatre, replace(post, km=km)) for km in (19.99, 20.0)]
    assert found == [0, 1]
    at_end = replace(post, km=theatre.border.length_km)
    assert section_of_base(theatre, at_end) == 1


@pytest.mark.parametrize("km", [7.3, 19.4, 19.6, 44.0])
def test_an_airfield_stands_at_the_whole_km_nearest_to_it(km: float) -> None:
    """Also where the line has no vertex but its ends."""
    theatre = make_theatre(section_km=(20.0,))
    line = theatre.border
    lon, lat = map(float, position_at(line, km))
    field = Base("f", "Field", "airfield", "host", lon, lat + 0.05, None, "made")
    ends = BorderLine(line.lon[[0, -1]], line.lat[[0, -1]], line.km[[0, -1]])
    for each in (theatre, replace(theatre, border=ends)):
        assert km_of_base(each, field) == round(km)
        assert section_of_base(each, field) == int(round(km) >= 20)
