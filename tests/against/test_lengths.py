"""Lengths, everywhere in the program that makes any, against PROJ's geodesics."""

import json
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod

from vedette.domain.theatre import Theatre
from vedette.reading import load_theatre
from vedette.terrain import survey_ground
from vedette.terrain.elevation import cell_size_m, points_on_legs
from vedette.terrain.globe import globe_points
from vedette.terrain.paths import find_path
from vedette.terrain.profile import profile_line
from vedette.terrain.ways import Place, TravelParams
from vedette.units import distance_km

GEOD = Geod(ellps="WGS84")
METRE_KM = 1e-3


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("tajik_afghan")


def length_km(lon, lat) -> float:
    return float(GEOD.line_length(lon, lat)) / 1000


def test_the_border_from_its_file(theatre: Theatre) -> None:
    """1,344.0 km, and every vertex at its km, to a metre."""
    file = Path(theatre.folder, "osm", "border.geojson")
    (feature,) = json.loads(file.read_text())["features"]
    lon, lat = np.array(feature["geometry"]["coordinates"]).T
    assert theatre.border.length_km == pytest.approx(length_km(lon, lat), abs=METRE_KM)
    assert theatre.border.length_km == pytest.approx(1344.0, abs=0.05)
    steps = np.array(GEOD.line_lengths(lon, lat)) / 1000
    assert np.abs(theatre.border.km[1:] - np.cumsum(steps)).max() < METRE_KM


def test_tracks(theatre: Theatre) -> None:
    for track in theatre.tracks:
        assert track.km[-1] == pytest.approx(
            length_km(track.lon, track.lat), abs=METRE_KM
        )


def test_reaches_add_up_to_the_border(theatre: Theatre) -> None:
    edges = survey_ground(theatre, 5.0).edge_km
    assert np.diff(edges).sum() == pytest.approx(theatre.border.length_km, abs=METRE_KM)


def test_legs_between_all_bases(theatre: Theatre) -> None:
    at = np.array([(base.lon, base.lat) for base in theatre.bases])
    a, b = (each.ravel() for each in np.meshgrid(*2 * [np.arange(len(at))]))
    ours = distance_km(*at[a].T, *at[b].T)
    theirs = [
        GEOD.line_length(*zip(p, q, strict=True)) / 1000
        for p, q in zip(at[a].tolist(), at[b].tolist(), strict=True)
    ]
    assert np.abs(ours - theirs).max() < METRE_KM


def test_points_on_a_leg_lie_on_the_geodesic(theatre: Theatre) -> None:
    """Going by all of them is no farther than going straight."""
    ends = [np.array([each]) for each in (67.9, 36.7, 74.8, 39.2)]
    _, lon, lat, along_m = points_on_legs(*ends, 400.0)
    lon, lat = np.append(lon, 74.8), np.append(lat, 39.2)
    straight = GEOD.inv(67.9, 36.7, 74.8, 39.2)[2]
    assert GEOD.line_length(lon, lat) == pytest.approx(straight, abs=1.0)
    assert along_m == pytest.approx(
        np.concatenate([[0.0], np.cumsum(GEOD.line_lengths(lon, lat))[:-1]]), abs=1.0
    )


def test_a_profile(theatre: Theatre) -> None:
    lon, lat = [70.0, 71.5, 73.9], [37.9, 37.5, 38.2]
    profile = profile_line(theatre.elevation, lon, lat)
    assert profile.length_km == pytest.approx(length_km(lon, lat), abs=METRE_KM)


@pytest.mark.parametrize("by", ["foot", "vehicle", "boat", "air"])
def test_paths(theatre: Theatre, by: str) -> None:
    ends = [theatre.get_base(base_id) for base_id in ("P14", "P15")]
    places = [Place(base.name, base.lon, base.lat) for base in ends]
    path = find_path(theatre, *places, TravelParams(by=by))
    assert path.length_km == pytest.approx(length_km(path.lon, path.lat), abs=METRE_KM)
    assert path.stretches[-1].km_to == path.length_km
    if by == "boat":
        ours = abs(ends[1].km - ends[0].km)
        assert path.length_km == pytest.approx(ours, abs=0.2)  # posts lie beside it
    if by == "air":
        straight = GEOD.inv(*places[0][1:], *places[1][1:])[2] / 1000
        assert path.length_km == pytest.approx(straight, abs=METRE_KM)


@pytest.mark.parametrize("lat", [0.0, 36.5, 38.0, 39.6, 60.0])
def test_the_size_of_cells(theatre: Theatre, lat: float) -> None:
    """Of a hundred cells in a row, to a metre."""
    grid = theatre.elevation
    wide, tall = (100 * float(each) for each in cell_size_m(grid, lat))
    east = 100 * grid.step_lon
    # along a parallel, in pieces so short that the geodesic is no shorter
    lon = np.linspace(70.0, 70.0 + east, 1001)
    assert wide == pytest.approx(GEOD.line_length(lon, np.full(len(lon), lat)), abs=1.0)
    half = 50 * grid.step_lat
    south_north = GEOD.inv(70.0, lat - half, 70.0, lat + half)[2]
    assert tall == pytest.approx(south_north, abs=1.0)


def test_positions_in_space() -> None:
    """Ten km straight through the earth are a millimetre shorter than along it."""
    at = globe_points([70.0, 70.1], [38.0, 38.05])
    along = GEOD.inv(70.0, 38.0, 70.1, 38.05)[2]
    assert float(np.linalg.norm(at[1] - at[0])) == pytest.approx(along, abs=0.01)
