"""The built-in theatre's data are what their notices say, read without Vedette."""

import csv
import hashlib
import itertools
import json
import tomllib
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely

FOLDER = Path(__file__).parents[2] / "vedette" / "theatres" / "tajik_afghan"
HASHES = Path(__file__).with_name("hashes.txt")
GEOD = pyproj.Geod(ellps="WGS84")
PLANE = pyproj.Transformer.from_crs(
    "EPSG:4326",
    "+proj=lcc +lat_1=36.9 +lat_2=38.3 +lat_0=37.6 +lon_0=71.3 +units=km",
    always_xy=True,
)
# Scope guard: no person under watch, no weapon, no target is described anywhere.
REFUSED_COLUMNS = (
    *("name_of_person", "person", "surname", "phone", "msisdn", "imei", "face"),
    *("photo", "plate", "passport", "biometric", "weapon", "ammunition", "armament"),
    *("target", "strike", "kill", "suspect"),
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


def read_geojson(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))["features"]


def read_csv(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_toml(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def to_plane(lonlat):
    return np.column_stack(PLANE.transform(lonlat[:, 0], lonlat[:, 1]))


class Border:
    """The border line: kilometres along it and the nearest of them to a place."""

    def __init__(self, lonlat):
        self.lonlat = lonlat
        a, b = lonlat[:-1], lonlat[1:]
        step_m = GEOD.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]
        self.km = np.concatenate([[0.0], np.cumsum(step_m)]) / 1000
        self.plane = shapely.LineString(to_plane(lonlat))
        steps = np.diff(to_plane(lonlat), axis=0)
        self.plane_km = np.concatenate([[0.0], np.cumsum(np.hypot(*steps.T))])

    def at(self, km):
        return np.column_stack(
            [np.interp(km, self.km, self.lonlat[:, axis]) for axis in (0, 1)]
        )

    def nearest_km(self, lonlat):
        along = shapely.line_locate_point(self.plane, shapely.points(to_plane(lonlat)))
        return np.interp(along, self.plane_km, self.km)


class Ground:
    """The elevation grid, read at the nearest cell."""

    def __init__(self, arrays):
        self.__dict__.update({name: arrays[name] for name in arrays.files})

    def at(self, lonlat):
        row = np.rint((self.north - lonlat[:, 1]) / self.step_lat).astype(int)
        col = np.rint((lonlat[:, 0] - self.west) / self.step_lon).astype(int)
        assert row.min() >= 0
        assert col.min() >= 0
        return self.height_m[row, col].astype(int)


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


def list_data_files():
    # model.toml is authored by hand and checked by the loader's tests.
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    names = [path.relative_to(FOLDER).as_posix() for path in paths]
    return [name for name in names if name != "model.toml"]


def test_files_are_those_that_the_tool_made():
    found = {
        name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        for name in list_data_files()
    }
    lines = HASHES.read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert list(told) == sorted(told)
    assert found == told, "run tools/build_theatre.py, then look at what changed"


def test_data_stay_small():
    size = sum((FOLDER / name).stat().st_size for name in list_data_files())
    assert size < 4_000_000


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


def test_no_post_or_team_carries_a_name_from_a_gazetteer():
    layers = ("settlements", "airfields")
    places = [
        feature["properties"]["name"].casefold()
        for layer in layers
        for feature in read_geojson(f"places/{layer}.geojson")
    ]
    posts = [base for base in read_csv("bases.csv") if base["kind"] == "post"]
    ids = {post["id"] for post in posts}
    ground_teams = [team for team in read_csv("teams.csv") if team["base"] in ids]
    for row in [*posts, *ground_teams]:
        assert not any(place in row["name"].casefold() for place in places)


def test_every_force_is_marked_as_exercise():
    tables = ("bases", "teams", "caveats", "detachments", "availability")
    for name in tables:
        assert {row["origin"] for row in read_csv(f"{name}.csv")} == {"exercise"}
    for row in read_csv("availability.csv"):
        assert row["reason"].startswith("Exercise: ")
    for row in read_csv("detachments.csv"):
        assert "notional" in row["name"]
        assert "notional" in row["note"]
    theatre = read_toml("theatre.toml")
    assert theatre["exercise"] is True
    assert {partner["origin"] for partner in theatre["partners"]} == {"exercise"}
    assert all(card["signed_by"] == "" for card in read_toml("cards.toml")["cards"])


def test_teams_fit_their_bases_and_cards():
    bases = {base["id"]: base for base in read_csv("bases.csv")}
    cards = {card["id"] for card in read_toml("cards.toml")["cards"]}
    teams = read_csv("teams.csv")
    assert len({team["id"] for team in teams}) == len(teams)
    for team in teams:
        base = bases[team["base"]]
        assert team["partner"] == base["partner"]
        if team["kind"] == "helicopter":
            assert base["kind"] == "airfield"
            assert team["card"] in cards
        else:
            assert base["kind"] == "post"
            assert team["card"] == ""
    on_the_ground = [team for team in teams if team["kind"] != "helicopter"]
    assert len(on_the_ground) == 60
    host_air = [t for t in teams if t["card"] and t["partner"] == "host"]
    partner_air = [t for t in teams if t["card"] and t["partner"] == "partner"]
    assert len(host_air) == 4
    assert 6 <= len(partner_air) <= 8


def test_teams_belong_to_detachments_of_their_partner_along_the_line():
    partner = {row["id"]: row["partner"] for row in read_csv("detachments.csv")}
    teams = read_csv("teams.csv")
    assert {team["detachment"] for team in teams} == set(partner)
    assert all(partner[team["detachment"]] == team["partner"] for team in teams)
    posts = [team["detachment"] for team in teams if team["base"].startswith("P")]
    assert posts == sorted(posts)
    assert {int(team["crew"]) for team in teams} == {3, 4, 6}
    cards = {card["id"]: card for card in read_toml("cards.toml")["cards"]}
    for team in teams:
        assert not team["card"] or int(team["crew"]) == cards[team["card"]]["crew"]


def test_sites_say_how_well_they_are_placed():
    sites = read_csv("sites.csv")
    assert 25 <= len(sites) <= 40
    for site in sites:
        assert site["precision"] in {"snapped", "approximate"}
        assert site["source"]
        assert 0 <= float(site["value"]) <= 100
        if site["kind"] in {"mine", "camp"}:
            assert "exercise" in site["note"]
            assert site["name"].startswith("Exercise")


def test_every_layer_names_its_licence_and_has_a_notice():
    for name, layer in read_toml("theatre.toml")["layers"].items():
        assert layer["licence"], name
        assert layer["credit"], name
        assert (FOLDER / layer["file"]).is_file(), name
        notice = (FOLDER / layer["notice"]).read_text(encoding="utf-8")
        assert Path(layer["file"]).name in notice, name


def test_no_column_describes_a_person_a_weapon_or_a_target():
    columns = set()
    for name in list_data_files():
        if name.endswith(".csv"):
            columns |= set(read_csv(name)[0])
        if name.endswith(".geojson"):
            columns |= {key for f in read_geojson(name) for key in f["properties"]}
    for card in read_toml("cards.toml")["cards"]:
        columns |= set(card)
    assert not {c for c in columns for word in REFUSED_COLUMNS if word in c.casefold()}


def test_no_file_names_a_machine_or_a_person_s_folder():
    for name in list_data_files():
        if not name.endswith(".npz"):
            text = (FOLDER / name).read_text(encoding="utf-8")
            assert not any(path in text for path in ("/home/", "/tmp/", "C:\\"))
