"""The built-in theatre: its line, grid, sections, track and posts as they should be."""

import itertools

import numpy as np
import pytest
import shapely
from built_in import (
    FOLDER,
    GEOD,
    Border,
    Ground,
    read_csv,
    read_geojson,
    read_toml,
    to_plane,
)

# Place, lon, lat, expected metres, tolerance: towns of DATA.md and a flattened peak.
KNOWN_HEIGHTS = [
    ("Khorugh", 71.55337, 37.49039, 2130, 120),
    ("Ishkoshim", 71.61331, 36.72484, 2500, 80),
    ("Dushanbe", 68.77905, 38.53575, 800, 60),
    ("Panji Poyon", 68.57721, 37.19443, 340, 40),
    ("Murghob", 73.96667, 38.17028, 3630, 60),
    ("Kulob", 69.78454, 37.91459, 595, 60),
    ("Vanj", 71.45474, 38.37078, 1780, 120),
    ("Rushan", 71.55745, 37.94487, 1985, 120),
    ("Lake Karakul", 73.45, 39.05, 3914, 20),
    ("Lake Zorkul", 73.70, 37.43, 4126, 40),
    ("Peak Somoni", 72.0158, 38.9431, 7495, 450),
]


@pytest.fixture(scope="module")
def border():
    (feature,) = read_geojson("osm/border.geojson")
    return Border(np.array(feature["geometry"]["coordinates"]))


@pytest.fixture(scope="module")
def ground():
    with np.load(FOLDER / "terrain" / "elevation.npz", allow_pickle=False) as arrays:
        return Ground(arrays)


@pytest.fixture(scope="module")
def tracks():
    return [
        (np.array(f["geometry"]["coordinates"]), f["properties"])
        for f in read_geojson("track/track.geojson")
    ]


def test_border_has_its_full_length_and_starts_downstream(border):
    assert len(border.lonlat) == 7351
    assert border.km[-1] == pytest.approx(1344.0, abs=0.1)
    assert border.lonlat[0, 0] < border.lonlat[-1, 0]
    assert border.plane.is_simple


def test_river_only_falls_towards_km_0(border, ground):
    for km_from, km_to in read_toml("theatre.toml")["river_km"]:
        for step_km in (0.1, 0.03):
            heights = ground.at(border.at(np.arange(km_from, km_to, step_km)))
            assert (np.diff(heights) >= 0).all()
            assert heights[0] < 320
            assert heights[-1] > 4000


def test_elevation_covers_the_border_and_every_base(border, ground):
    assert ground.height_m.dtype == np.int16
    assert ground.height_m.shape == (792, 2040)
    assert 50 < ground.error_m < 200
    ground.at(border.lonlat)
    ground.at(
        np.array([(float(b["lon"]), float(b["lat"])) for b in read_csv("bases.csv")])
    )
    assert ground.height_m.min() > 200
    assert ground.height_m.max() < 7800


@pytest.mark.parametrize("name, lon, lat, expected_m, tolerance_m", KNOWN_HEIGHTS)
def test_known_places_stand_about_right(
    ground, name, lon, lat, expected_m, tolerance_m
):
    found = ground.at(np.array([(lon, lat)]))[0]
    assert found == pytest.approx(expected_m, abs=tolerance_m), name


def test_sections_join_up_from_end_to_end(border):
    sections = read_csv("sections.csv")
    assert 12 <= len(sections) <= 18
    edges = [(float(s["km_from"]), float(s["km_to"])) for s in sections]
    assert edges[0][0] == 0
    assert all(a[1] == b[0] for a, b in itertools.pairwise(edges))
    assert edges[-1][1] == pytest.approx(border.km[-1], abs=0.001)
    assert {s["level"] for s in sections} == {"low", "medium", "high", "critical"}
    reaches = sum(max(1, round((b - a) / 5)) for a, b in edges)
    assert 265 <= reaches <= 275


def test_track_stays_on_one_bank_and_goes_up_the_line(border, tracks):
    shapely.prepare(border.plane)
    last_km = -1.0
    for lonlat, properties in tracks:
        assert properties["origin"] == "modelled"
        assert not border.plane.intersects(shapely.LineString(to_plane(lonlat)))
        km = border.nearest_km(lonlat)
        assert (np.diff(km) >= 0).all()
        assert properties["km_from"] == pytest.approx(km[0], abs=0.05)
        assert properties["km_to"] == pytest.approx(km[-1], abs=0.05)
        assert properties["km_from"] > last_km
        last_km = properties["km_to"]


def test_track_is_on_the_host_s_bank(border, tracks):
    # Going up the line the host lies to the left, so line and track, closed into a
    # ring, run clockwise round the strip between them.
    for lonlat, properties in tracks:
        km = np.linspace(properties["km_from"], properties["km_to"], 20_000)
        strip = np.vstack([to_plane(lonlat), to_plane(border.at(km))[::-1]])
        x, y = strip.T
        area = np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2
        assert area < 0


def test_track_covers_the_river_and_can_be_driven(border, ground, tracks):
    river_track, properties = tracks[0]
    assert properties["km_from"] < 1
    assert properties["km_to"] > 1130
    heights = ground.at(river_track)
    above = heights - ground.at(border.at(border.nearest_km(river_track)))
    assert np.percentile(above, 95) < 100
    for lonlat, _ in tracks:
        assert ground.at(lonlat).max() <= 4700
        a, b = lonlat[:-1], lonlat[1:]
        step_m = GEOD.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]
        slope = np.abs(np.diff(ground.at(lonlat))) / step_m
        assert slope.max() < read_toml("model.toml")["travel"]["vehicle_max_slope"]


def test_posts_are_numbered_and_stand_on_the_track(border, tracks):
    posts = [base for base in read_csv("bases.csv") if base["kind"] == "post"]
    assert 28 <= len(posts) <= 32
    assert [p["name"] for p in posts] == [
        f"Post-{n:02d}" for n in range(1, len(posts) + 1)
    ]
    lines = [shapely.LineString(to_plane(lonlat)) for lonlat, _ in tracks]
    for post in posts:
        lonlat = np.array([(float(post["lon"]), float(post["lat"]))])
        point = shapely.Point(to_plane(lonlat)[0])
        assert min(line.distance(point) for line in lines) < 0.5
        spans = [(p["km_from"], p["km_to"]) for _, p in tracks]
        assert any(low <= float(post["km"]) <= high for low, high in spans)
        # Inside a bend the nearest km may run ahead of the interpolated one.
        assert border.nearest_km(lonlat)[0] == pytest.approx(float(post["km"]), abs=5)
