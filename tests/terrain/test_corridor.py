"""Every cell within the corridor, no other, each with the reach it lies nearest to."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from made_ground import MODEL, STEP, WEST, make_theatre
from pyproj import Geod, Transformer

from vedette.domain.theatre import BorderLine, ElevationGrid
from vedette.terrain.corridor import lay_corridor
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.ground import survey_ground
from vedette.terrain.line import position_at

GEOD = Geod(ellps="WGS84")
PLANE = Transformer.from_crs("EPSG:4326", "EPSG:32642", always_xy=True)
MADE = make_theatre(section_km=(2.0, 20.0, 41.0))


def bent_theatre():
    """A line that winds so that its bends come near one another."""
    turn = np.linspace(0.0, 3 * np.pi, 400)
    lon = WEST + 0.05 + 0.05 * turn / np.pi + 0.04 * np.sin(2 * turn)
    lat = 38.0 + 0.03 * np.sin(turn)
    step_m = GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2]
    line = BorderLine(lon, lat, np.concatenate([[0.0], np.cumsum(step_m)]) / 1000)
    return replace(MADE, border=line, sections=MADE.sections[:1], tracks=())


def finer(grid, times):
    """The same ground on cells that many times smaller."""
    middle = (times - 1) / (2 * times)
    return ElevationGrid(
        np.repeat(np.repeat(grid.height_m, times, axis=0), times, axis=1),
        grid.west - grid.step_lon * middle,
        grid.north + grid.step_lat * middle,
        grid.step_lon / times,
        grid.step_lat / times,
        grid.error_m,
    )


def plane_line(theatre, low_km, high_km):
    """A piece of the line in a plane (UTM)."""
    km = np.linspace(low_km, high_km, 2000)
    return shapely.linestrings(*PLANE.transform(*position_at(theatre.border, km)))


@pytest.mark.parametrize("theatre", [MADE, bent_theatre()], ids=["straight", "bent"])
@pytest.mark.parametrize("width_km", [5.0, 1.4])
def test_all_cells_near_enough_each_with_its_nearest_reach(theatre, width_km):
    theatre = replace(theatre, model=replace(MODEL, corridor_km=width_km))
    grid, ground = theatre.elevation, survey_ground(theatre, 5.0)
    corridor = lay_corridor(theatre, ground)
    row = np.rint((grid.north - corridor.cell_lat) / grid.step_lat).astype(int)
    col = np.rint((corridor.cell_lon - grid.west) / grid.step_lon).astype(int)
    inside = np.zeros(grid.height_m.shape, dtype=int)
    np.add.at(inside, (row, col), 1)
    rows, cols = np.indices(inside.shape)
    lon, lat = grid.west + grid.step_lon * cols, grid.north - grid.step_lat * rows
    points = shapely.points(*PLANE.transform(lon, lat))
    away_m = shapely.distance(plane_line(theatre, 0, theatre.border.length_km), points)
    # The plane's own scale makes a metre in 2.5 km.
    clear = np.abs(away_m - 500 * width_km) > 2
    assert (inside == (away_m <= 500 * width_km))[clear].all()
    pieces = [
        plane_line(theatre, *ground.edge_km[reach : reach + 2])
        for reach in range(ground.n_reaches)
    ]
    to_own_m = shapely.distance(np.array(pieces)[corridor.cell_reach], points[row, col])
    # The line is met every 25 m, so the ends of reaches are told apart to 13 m.
    assert (to_own_m <= away_m[row, col] + 13).all()


def test_heights_and_areas_are_those_of_the_cells():
    theatre = make_theatre(lambda lon, lat: 1000 * (lon - 67.9) + 100 * (lat - 37))
    corridor = lay_corridor(theatre, survey_ground(theatre, 5.0))
    drawn = 1000 * (corridor.cell_lon - 67.9) + 100 * (corridor.cell_lat - 37)
    assert corridor.cell_m == pytest.approx(drawn, abs=0.51)
    wide, tall = cell_size_m(theatre.elevation, corridor.cell_lat)
    assert corridor.cell_km2 == pytest.approx(wide * tall / 1e6)
    # Straight ground: the line's length times the width, and a half circle at each end.
    area_km2 = theatre.border.length_km * 5.0 + np.pi * 2.5**2
    assert corridor.cell_km2.sum() == pytest.approx(area_km2, rel=0.03)


def test_parts_are_cut_as_even_as_can_be_and_never_span_two_reaches():
    ground = survey_ground(MADE, 5.0)
    corridor = lay_corridor(MADE, ground)
    assert set(ground.edge_km) <= set(corridor.part_km)
    assert corridor.n_parts == len(corridor.part_km) - 1
    for reach in range(ground.n_reaches):
        low, high = ground.edge_km[reach], ground.edge_km[reach + 1]
        length = np.diff(corridor.part_km)[corridor.part_reach == reach]
        assert len(length) == max(1, round(high - low))
        assert length == pytest.approx((high - low) / len(length))
    assert (np.diff(corridor.part_reach) >= 0).all()


def test_a_reach_shorter_than_half_a_part_is_one_part():
    ground = survey_ground(MADE, 1.0)
    wide = replace(MADE, model=replace(MODEL, part_km=4.0))
    corridor = lay_corridor(wide, ground)
    assert corridor.part_km.tolist() == ground.edge_km.tolist()
    assert corridor.part_reach.tolist() == list(range(ground.n_reaches))


@pytest.mark.parametrize("times, kept", [(2, 1), (3, 2), (5, 3), (10, 5)])
def test_finer_cells_are_thinned_to_250_metres(times, kept):
    # Cells of 439 by 555 m: a half, a third, ... of them until 250 m are reached.
    theatre = replace(MADE, elevation=finer(MADE.elevation, times))
    grid, ground = theatre.elevation, survey_ground(theatre, 5.0)
    corridor = lay_corridor(theatre, ground)
    col = (corridor.cell_lon - grid.west) / grid.step_lon
    row = (grid.north - corridor.cell_lat) / grid.step_lat
    assert col == pytest.approx(np.rint(col), abs=1e-6)
    by_col = np.unique(np.diff(np.unique(np.rint(col))))
    by_row = np.unique(np.diff(np.unique(np.rint(row))))
    wide, tall = (float(each) for each in cell_size_m(grid, 38.0))
    assert by_col.min() * wide >= 250.0 > (by_col.min() - 1) * wide
    assert by_row.min() * tall >= 250.0 > (by_row.min() - 1) * tall
    assert kept - 1 <= by_row.min() <= by_col.min() <= kept + 1
    area_km2 = theatre.border.length_km * 5.0 + np.pi * 2.5**2
    # A row of cells more or less makes some 7 %.
    assert corridor.cell_km2.sum() == pytest.approx(area_km2, rel=0.08)


def test_a_reach_without_a_cell_has_the_one_nearest_to_its_middle():
    narrow = replace(MADE, model=replace(MODEL, corridor_km=0.1))
    # The line runs along a row of cells; half a cell north of it, none is near.
    line = replace(MADE.border, lat=MADE.border.lat + STEP / 2 - 1e-6)
    theatre = replace(narrow, border=line, tracks=())
    ground = survey_ground(theatre, 5.0)
    corridor = lay_corridor(theatre, ground)
    assert np.bincount(corridor.cell_reach).tolist() == [1] * ground.n_reaches
    assert np.abs(corridor.cell_lon - ground.lon).max() <= STEP / 2 + 1e-9
    assert np.abs(corridor.cell_lat - ground.lat).max() <= STEP / 2 + 1e-9


def test_short_reaches_have_a_cell_each_and_cells_are_in_order():
    ground = survey_ground(MADE, 0.5)
    corridor = lay_corridor(MADE, ground)
    assert (np.bincount(corridor.cell_reach, minlength=ground.n_reaches) > 0).all()
    key = list(
        zip(corridor.cell_reach, -corridor.cell_lat, corridor.cell_lon, strict=True)
    )
    assert key == sorted(key)
    assert corridor.cell_reach.dtype == corridor.part_reach.dtype == np.int32


def test_the_grids_edge_cuts_the_corridor_off():
    grid = MADE.elevation
    # Rows from 0.01 degrees north of the line on: the corridor loses its north.
    first = round((grid.north - 38.01) / STEP)
    low = replace(grid, height_m=grid.height_m[first:], north=grid.north - STEP * first)
    theatre = replace(MADE, elevation=low)
    whole = lay_corridor(MADE, survey_ground(MADE, 5.0))
    corridor = lay_corridor(theatre, survey_ground(theatre, 5.0))
    kept = whole.cell_lat < 38.01 + STEP / 2
    assert 0 < len(corridor.cell_lat) < len(whole.cell_lat)
    assert corridor.cell_lat == pytest.approx(whole.cell_lat[kept])
    assert corridor.cell_reach.tolist() == whole.cell_reach[kept].tolist()
