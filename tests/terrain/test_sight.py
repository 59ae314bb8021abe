"""What each kind of team sees of the corridor: all cells in range with a clear line."""

from dataclasses import replace

import numpy as np
import pytest
from made_ground import EYE, LAT, MODEL, STEP, make_sensor, make_theatre
from pyproj import Geod

from vedette.domain.theatre import Carrier
from vedette.terrain import sight
from vedette.terrain.ground import survey_ground
from vedette.terrain.line import position_at
from vedette.terrain.sight import find_margin, look_places, range_km, survey_sights
from vedette.terrain.sightline import least_eyes_m

GEOD = Geod(ellps="WGS84")
FLAT = make_theatre(section_km=(20.0,), track_spans=((0.0, 30.0), (40.0, 61.0)))


def hills(lon, lat):
    return 800 + 250 * np.sin(170 * lon) * np.cos(230 * lat) + 3000 * np.abs(lat - LAT)


HILLY = make_theatre(hills)


def survey(theatre, reach_km=5.0):
    return survey_sights(theatre, survey_ground(theatre, reach_km), cache=False)


def pairs(seen):
    part = np.repeat(np.arange(len(seen.start) - 1), np.diff(seen.start))
    return part, seen.cell


def all_in_range(theatre, sights, kind):
    """Distances in km from every part to every cell, by geodesics, shape (P, C)."""
    corridor = sights.corridor
    lon, lat = look_places(theatre, corridor, kind)
    ends = np.broadcast_arrays(
        lon[:, None], lat[:, None], corridor.cell_lon, corridor.cell_lat
    )
    return (
        np.where(np.isfinite(ends[0]), GEOD.inv(*np.nan_to_num(ends))[2], np.inf) / 1000
    )


@pytest.mark.parametrize("kind", MODEL.carriers)
def test_on_flat_ground_every_cell_in_range_is_seen(kind):
    sights = survey(FLAT)
    away_km = all_in_range(FLAT, sights, kind)
    part, cell = pairs(sights.seen[kind])
    seen = np.zeros(away_km.shape, dtype=bool)
    seen[part, cell] = True
    far_km = range_km(FLAT.model, kind)
    clear = np.abs(away_km - far_km) > 1e-5
    assert (seen == (away_km <= far_km))[clear].all()
    assert sights.seen[kind].range_km == pytest.approx(away_km[part, cell], rel=1e-5)


def test_one_looks_as_far_as_three_spreads_of_the_best_sensor():
    # A look has halved at sqrt(2 ln 2) spreads.
    assert range_km(MODEL, "boat") == pytest.approx(3 * 0.7 / np.sqrt(2 * np.log(2)))
    night = make_sensor("night", (0.1, 0.1, 0.1, 0.1, 3.0), once=0.8, rush_kmh=40.0)
    model = replace(
        MODEL,
        sensors={"eye": EYE, "night": night},
        carriers={"foot": Carrier(1.7, ("eye", "night"))},
    )
    assert range_km(model, "foot") == pytest.approx(3 * 3.0 / np.sqrt(2 * np.log(2)))


def test_without_a_track_abreast_who_goes_on_it_sees_nothing():
    sights = survey(FLAT)
    middle_km = (sights.corridor.part_km[:-1] + sights.corridor.part_km[1:]) / 2
    gap = (middle_km > 30) & (middle_km < 40)
    assert gap.sum() >= 9
    for kind in ("foot", "vehicle"):
        counts = np.diff(sights.seen[kind].start)
        assert (counts[gap] == 0).all()
        assert (counts[~gap][:-1] > 0).all()
    for kind in ("boat", "helicopter"):
        assert (np.diff(sights.seen[kind].start) > 0).all()


def test_who_is_nowhere_for_a_long_way_sees_nothing():
    theatre = make_theatre(track_spans=())
    seen = survey(theatre).seen
    assert len(seen["foot"].cell) == 0
    assert not seen["foot"].start.any()
    assert len(seen["boat"].cell) > 0


def test_teams_on_the_ground_look_from_the_track_and_others_from_the_line():
    north = replace(FLAT.tracks[0], lat=FLAT.tracks[0].lat + 0.01)
    theatre = replace(FLAT, tracks=(north,))
    corridor = survey(theatre).corridor
    middle_km = (corridor.part_km[:-1] + corridor.part_km[1:]) / 2
    on_track = middle_km <= 30
    line = position_at(theatre.border, middle_km)
    for kind, off in (
        ("foot", 0.01),
        ("vehicle", 0.01),
        ("boat", 0),
        ("helicopter", 0),
    ):
        lon, lat = look_places(theatre, corridor, kind)
        assert lon[on_track] == pytest.approx(line[0][on_track])
        assert lat[on_track] == pytest.approx(line[1][on_track] + off)


@pytest.mark.parametrize("kind", MODEL.carriers)
def test_on_hills_it_is_what_single_lines_see(kind):
    sights = survey(HILLY)
    away_km = all_in_range(HILLY, sights, kind)
    lon, lat = look_places(HILLY, sights.corridor, kind)
    corridor = sights.corridor
    hidden = 0
    for part in range(0, corridor.n_parts, 7):
        near = np.flatnonzero(away_km[part] <= range_km(MODEL, kind) - 1e-5)
        least = least_eyes_m(
            HILLY.elevation,
            lon[part],
            lat[part],
            corridor.cell_lon[near],
            corridor.cell_lat[near],
            MODEL.person_m,
            MODEL.refraction,
        )
        first, last = sights.seen[kind].start[part : part + 2]
        seen = sights.seen[kind].cell[first:last]
        expected = near[least <= MODEL.carriers[kind].eye_m]
        assert seen.tolist() == expected.tolist()
        hidden += len(near) - len(expected)
    assert hidden > 0 or kind == "helicopter"


def test_a_wall_along_the_line_hides_the_other_bank():
    north = replace(FLAT.tracks[0], lat=FLAT.tracks[0].lat + 2 * STEP)
    wall = make_theatre(lambda x, y: np.where(np.abs(y - LAT) < STEP / 2, 600, 500))
    theatre = replace(wall, tracks=(north,))
    sights = survey(theatre)
    lat = sights.corridor.cell_lat
    assert lat[sights.seen["foot"].cell].min() > LAT - STEP / 2
    assert lat[sights.seen["helicopter"].cell].min() < LAT - STEP


def test_cells_stand_in_order_and_once():
    seen = survey(HILLY).seen["helicopter"]
    part, cell = pairs(seen)
    order = part * 1_000_000 + cell
    assert (np.diff(order) > 0).all()
    assert seen.start.dtype == np.int64
    assert seen.cell.dtype == np.int32
    assert seen.range_km.dtype == np.float32


def test_blocks_of_parts_make_no_difference(monkeypatch):
    whole = survey(FLAT)
    monkeypatch.setattr(sight, "BLOCK", 7)
    parted = survey(FLAT)
    for kind, seen in whole.seen.items():
        for name in ("start", "cell", "range_km"):
            assert np.array_equal(
                getattr(parted.seen[kind], name), getattr(seen, name)
            ), f"{kind} {name}"


def test_the_margin_is_of_all_cells_in_range():
    sights = survey(HILLY)
    for kind in MODEL.carriers:
        margin = find_margin(HILLY, sights.corridor, kind)
        in_range = (all_in_range(HILLY, sights, kind) <= range_km(MODEL, kind)).sum()
        assert margin.share == pytest.approx(
            len(sights.seen[kind].cell) / in_range, rel=1e-3
        )
        assert margin.if_higher < margin.share < margin.if_lower
        assert margin.error_m == HILLY.elevation.error_m


def test_who_is_nowhere_has_no_margin():
    theatre = make_theatre(track_spans=())
    margin = find_margin(theatre, survey(theatre).corridor, "foot")
    assert (margin.share, margin.if_higher, margin.if_lower) == (0.0, 0.0, 0.0)
