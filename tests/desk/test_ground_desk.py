"""The ground asked by a person: answers, files by their ending, refusals first."""

import json
from pathlib import Path

import gpxpy
import pytest
from lxml import etree

from vedette.desk.ground import isochrone_ground, path_ground, profile_ground
from vedette.errors import InputError, OutputExistsError
from vedette.terrain.ways import TravelParams

CAR = TravelParams(by="vehicle")
SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "gpx-1.1.xsd"


def test_a_profile_in_words_and_values(small_theatre_folder: Path) -> None:
    view = profile_ground(small_theatre_folder, ["post-01", "km 34", "mine-1"])
    told = view.describe()
    assert told.startswith("Post-01 - km 34 - Upper mine: ")
    assert "stated error" in told
    values = view.as_json()
    json.dumps(values, allow_nan=False)
    assert values["theatre"] == "small"
    assert len(values["km"]) == len(values["height_m"]) == len(values["slope"]) + 1


def test_a_path_in_words_and_values(small_theatre_folder: Path) -> None:
    view = path_ground(small_theatre_folder, "post-01", "post-02", CAR)
    told = view.describe()
    assert told.startswith("By vehicle from Post-01 to Post-02: ")
    assert "track" in told
    assert "planning values of model.toml" in told
    values = view.as_json()
    json.dumps(values, allow_nan=False)
    assert values["minutes"] == values["minutes_at"][-1]
    assert values["stretches"][0]["on"] == "track"


def test_isochrones_in_words_and_values(small_theatre_folder: Path) -> None:
    view = isochrone_ground(small_theatre_folder, "post-02", [1, 0.5], CAR)
    assert "0.5 h" in view.describe()
    assert "km of track" in view.describe()
    values = view.as_json()
    json.dumps(values, allow_nan=False)
    assert [ring["hours"] for ring in values["rings"]] == [0.5, 1]


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the GPX 1.1 schema is not there")
@pytest.mark.parametrize("by", ["foot", "air"])
def test_routes_are_valid(small_theatre_folder: Path, tmp_path: Path, by: str) -> None:
    out, params = tmp_path / "way.gpx", TravelParams(by=by)
    path_ground(small_theatre_folder, "field-1", "km 34", params, out=out)
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(etree.fromstring(out.read_bytes()))


@pytest.mark.parametrize("ending", ["svg", "png", "geojson", "gpx"])
def test_files_by_their_ending(
    small_theatre_folder: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"way.{ending}"
    path_ground(small_theatre_folder, "post-01", "bridge-1", TravelParams(), out=out)
    data = out.read_bytes()
    begins = {
        "svg": b"<?xml",
        "png": b"\x89PNG",
        "geojson": b'{"type"',
        "gpx": b"<?xml",
    }
    assert data.startswith(begins[ending])
    if ending != "png":
        assert b"Exercise" in data
    with pytest.raises(OutputExistsError):
        path_ground(small_theatre_folder, "post-01", "mine-1", TravelParams(), out=out)
    path_ground(
        small_theatre_folder, "post-01", "bridge-1", TravelParams(), out=out, force=True
    )
    assert out.read_bytes() == data  # the same each time


def test_a_route_to_follow_and_one_to_fly(
    small_theatre_folder: Path, tmp_path: Path
) -> None:
    """No height stands in a flown one, where it might be taken for the aircraft's."""
    for by, has_heights in (("foot", True), ("air", False)):
        out = tmp_path / f"{by}.gpx"
        view = path_ground(
            small_theatre_folder, "field-1", "km 34", TravelParams(by=by), out=out
        )
        (route,) = gpxpy.parse(out.read_text()).routes
        assert len(route.points) == len(view.asked.lon)
        assert (route.points[0].name, route.points[-1].name) == ("Airfield-1", "km 34")
        assert all((each.elevation is not None) == has_heights for each in route.points)
        assert f"highest ground {view.asked.highest_m:.0f} m" in route.description


def test_geojson_holds_what_was_asked(
    small_theatre_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reached.geojson"
    slow = TravelParams(by="vehicle", off_track=True)
    view = isochrone_ground(small_theatre_folder, "post-02", [0.5, 1], slow, out=out)
    kinds = [
        (each["geometry"]["type"], each["properties"].get("hours"))
        for each in json.loads(out.read_text())["features"]
    ]
    assert kinds == [
        ("MultiPolygon", 1),
        ("MultiLineString", 1),
        ("MultiPolygon", 0.5),
        ("MultiLineString", 0.5),
        ("Point", None),
    ]
    out = tmp_path / "profile.geojson"
    view = profile_ground(small_theatre_folder, ["post-01", "mine-1"], out=out)
    (line,) = json.loads(out.read_text())["features"]
    assert len(line["geometry"]["coordinates"]) == len(view.asked.km)
    assert line["properties"]["error_m"] == view.asked.error_m


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.gpx"])
def test_endings_are_refused_before_any_work(tmp_path: Path, name: str) -> None:
    """Even a theatre that is not there is not looked for."""
    with pytest.raises(InputError, match="--out"):
        isochrone_ground("no such theatre", "x", [1.0], CAR, out=tmp_path / name)
    with pytest.raises(InputError, match="--out"):
        profile_ground("no such theatre", ["x", "y"], out=tmp_path / name)


@pytest.mark.parametrize("ending", ["svg", "png"])
@pytest.mark.parametrize("by", ["foot", "vehicle", "boat", "air"])
def test_isochrones_are_drawn_for_every_way_to_go(
    small_theatre_folder: Path, tmp_path: Path, by: str, ending: str
) -> None:
    out = tmp_path / f"reached.{ending}"
    isochrone_ground(
        small_theatre_folder, "post-02", [0.25, 0.5], TravelParams(by=by), out=out
    )
    assert out.stat().st_size > 10_000
