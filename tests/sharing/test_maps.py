"""GeoJSON: sound by RFC 7946, and the numbers are those of the picture."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from vedette.sharing import Package
from vedette.sharing.findings import by_reach, by_section, remaining_loss, worst_reaches
from vedette.sharing.maps import make_maps
from vedette.units import distance_km


@pytest.fixture(scope="module")
def layers(package: Package) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in make_maps(package).items()}


def positions(feature: dict[str, Any]) -> Iterator[list[float]]:
    shape = feature["geometry"]
    return iter(
        [shape["coordinates"]] if shape["type"] == "Point" else shape["coordinates"]
    )


def test_layers_are_sound_and_say_what_they_are(layers: dict[str, Any]) -> None:
    assert sorted(layers) == [
        "bases.geojson", "duties.geojson", "reaches.geojson", "sections.geojson",
        "sites.geojson",
    ]  # fmt: skip
    for layer in layers.values():
        assert layer["type"] == "FeatureCollection"
        assert layer["about"]["notice"].startswith("Exercise")
        assert layer["features"]
        for feature in layer["features"]:
            assert feature["type"] == "Feature"
            assert feature["properties"]["origin"] == "exercise"
            for lon, lat in positions(feature):
                assert 67.9 < lon < 68.8
                assert 37.9 < lat < 38.3


def test_sections_join_up_to_the_whole_line(
    package: Package, layers: dict[str, Any]
) -> None:
    features = layers["sections.geojson"]["features"]
    lines = [feature["geometry"]["coordinates"] for feature in features]
    for a, b in pairwise(lines):
        assert a[-1] == b[0]
    lon, lat = np.array([place for line in lines for place in line]).T
    length = distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum()
    assert length == pytest.approx(package.theatre.border.length_km, rel=1e-4)


def test_numbers_are_those_of_the_picture(
    package: Package, layers: dict[str, Any]
) -> None:
    """The stake of reach r in slot 0 is r; noticed at 0.5 to km 30, 0.25 beyond."""
    left = remaining_loss(package.get_picture())
    for r, feature in enumerate(layers["reaches.geojson"]["features"]):
        said = feature["properties"]
        share = 0.5 if said["km_to"] <= 30 else 0.25
        assert said["worst_remaining"] == pytest.approx(left[r].max(), abs=5e-4)
        assert said["worst_remaining"] == pytest.approx(r * (1 - share), abs=5e-4)
        assert said["worst_from"] == "2025-12-08T06:00:00+05:00"
        assert said["mean_notice"] == (share if r else 0.0)  # reach 0: no stake
    east = layers["sections.geojson"]["features"][-1]["properties"]
    assert (east["worst_remaining"], east["worst_stake"]) == (8.25, 11.0)


def test_findings_agree_with_each_other(package: Package) -> None:
    picture = package.get_picture()
    reaches = by_reach(picture)
    for index, found in enumerate(by_section(package.theatre, picture)):
        own = [each for each in reaches if each.section == index]
        assert found.remaining == max(each.remaining for each in own)
    worst = worst_reaches(picture, 3)
    assert [each.reach for each in worst] == [11, 10, 9]
    assert len(worst_reaches(picture, 99)) == 11  # one reach has nothing to lose


def test_duties_are_lines_from_base_to_base(layers: dict[str, Any]) -> None:
    features = layers["duties.geojson"]["features"]
    said = [feature["properties"] for feature in features]
    assert [each["team"] for each in said] == ["foot-1", "foot-2", "car-1", "heli-1"]
    for feature in features:
        line = feature["geometry"]["coordinates"]
        assert line[0] == line[-1]
        assert len(line) >= 2
        assert all(a != b for a, b in pairwise(line))
    assert (said[0]["km_from"], said[0]["km_to"]) == (30.0, 35.0)


def test_without_a_roster_there_is_no_layer_of_duties(package: Package) -> None:
    plan_only = Package(package.theatre, package.plan, package.picture)
    assert "duties.geojson" not in make_maps(plan_only)
