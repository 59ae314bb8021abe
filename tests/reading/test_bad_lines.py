"""Border and track: lines that do not join up, and GeoJSON made to do harm."""

import json
from pathlib import Path
from typing import Any

import pytest
import small_theatre as small
from reading_faults import load_faults, one_fault
from small_theatre import collection, feature, write_small_theatre

from vedette.reading.caps import CAPS

BORDER = small.BORDER
TRACK = [small.place(km) for km in range(1, 61)]


def with_border(folder: Path, text: str | bytes) -> Path:
    return write_small_theatre(folder, files={"ground/border.geojson": text})


def with_track(folder: Path, text: str) -> Path:
    return write_small_theatre(folder, files={"ground/track.geojson": text})


def test_a_border_in_two_features_does_not_join_up(tmp_path: Path) -> None:
    text = collection(
        feature("LineString", BORDER[:20]), feature("LineString", BORDER[25:])
    )
    told = one_fault(with_border(tmp_path, text))
    assert told.startswith(
        "ground/border.geojson line 3, features[1]: the border has 2 features and must"
        " be one line: a part ends at 68.1900, 38.0296 and the next begins 5.3 km off"
    )
    assert told.endswith(
        "; join the parts into one LineString that begins at the downstream end."
    )


def test_a_border_of_several_parts_does_not_join_up(tmp_path: Path) -> None:
    text = collection(feature("MultiLineString", [BORDER[:20], BORDER[25:]]))
    told = one_fault(with_border(tmp_path, text))
    assert (
        "line 2, features[0].geometry: the border is a MultiLineString: a part" in told
    )
    assert "the next begins 5.3 km off" in told


def test_a_border_that_jumps_does_not_join_up(tmp_path: Path) -> None:
    text = collection(feature("LineString", [*BORDER[:10], *BORDER[50:]]))
    told = one_fault(with_border(tmp_path, text))
    assert "coordinates[10]: the line does not join up: it jumps 36." in told
    assert "draw what lies between, a vertex at least every 30 km" in told


def one(kind: str, coordinates: Any, **properties: Any) -> str:
    """A collection of one feature."""
    return collection(feature(kind, coordinates, **properties))


def line(*positions: Any) -> str:
    """A collection of one line, whose first position is sound."""
    return one("LineString", [[68, 38], *positions])


BARE = '{"type":"LineString","coordinates":[[68,38],['
BORDER_FAULTS: list[tuple[str | bytes, str]] = [
    ("", "border.geojson line 1: this is not JSON"),
    ("[]", "the file does not hold a JSON object; export the layer as GeoJSON"),
    ("{}", "line 1, type: None is not a kind of GeoJSON that is read here"),
    (collection(), "line 1: there is no line in it; add the border as one"),
    (one("Point", [68, 38]), "the border is a Point; join it into one LineString"),
    (line(), "1 positions are too few; a LineString needs at least 2"),
    (line([68, 38], [68, 38]), "all its positions are the same; draw the whole"),
    (line([500, 38]), "coordinates[1]: [500, 38] lies outside the globe; write lon"),
    (line(["a", 38]), "coordinates[1]: this is not a position; write [longitude,"),
    (line([True, 38]), "coordinates[1]: this is not a position"),
    (line([68]), "coordinates[1]: this is not a position"),
    (line(5), "coordinates[1]: this is not a position"),
    (line([68, 38, 1, 2]), "coordinates[1]: this is not a position"),
    (one("LineString", {"a": 1}), "coordinates: it is not a list; write [ ... ]"),
    (one("LineString", [[179.99, 38], [-179.99, 38]]), "the line crosses longitude"),
    (one("Circle", [68, 38]), "geometry 'Circle' is not read here; use Point, "),
    (collection({"type": "Feature", "geometry": None}), "geometry None is not read"),
    (collection({"type": "Other"}), "features[0]: this is not a feature; give it"),
    (line([float("nan"), 38]), "line 2: NaN is not a number of JSON; give every"),
    (line([float("-inf"), 38]), "line 2: -Infinity is not a number of JSON"),
    (BARE + "1e999,38]]}", "coordinates[1]: [inf, 38] lies outside the globe"),
    (BARE + "9" * 5000 + ",38]]}", "this is not JSON that can be read"),
    ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "brackets nest 100,001 deep"),
    ('{"a":[' + "[]," * 1_000_001 + "[]]}", "there are 1,000,004 of them"),
    ('{"a": "' + '\\"[[[' * 100_000, "this is not JSON (Unterminated string"),
    (one("LineString", BORDER, phone="1"), "properties.phone: 'phone' reads like"),
    (one("LineString", BORDER, name="=1"), "properties.name: '=1' begins like a for"),
    (one("LineString", BORDER, a=[1]), "properties.a: it is not one plain value"),
    (b"\xff\xfe{}", "border.geojson line 1: this is not UTF-8 text"),
]


@pytest.mark.parametrize(
    "text, said", BORDER_FAULTS, ids=[said[:30] for _, said in BORDER_FAULTS]
)
def test_border(tmp_path: Path, text: str | bytes, said: str) -> None:
    told = load_faults(with_border(tmp_path, text))
    assert said in told[0]


def test_the_line_of_a_position_is_named(tmp_path: Path) -> None:
    spread = json.dumps(
        json.loads(collection(feature("LineString", [*BORDER[:5], [68.2, 95]]))),
        indent=1,
    )
    told = one_fault(with_border(tmp_path, spread))
    longitude = spread[: spread.index("95")].count("\n")
    assert f"border.geojson line {longitude - 1}, features[0]" in told
    assert "coordinates[5]: [68.2, 95] lies outside the globe" in told


def test_a_bare_line_will_do(tmp_path: Path) -> None:
    from vedette.reading import load_theatre

    text = json.dumps({"type": "LineString", "coordinates": BORDER})
    assert len(load_theatre(with_border(tmp_path, text)).border.km) == len(BORDER)


def test_more_positions_than_the_cap(tmp_path: Path) -> None:
    half = [[68.0, 38.0]] * (CAPS.vertices // 2 + 1)
    text = collection(feature("MultiPoint", half), feature("MultiPoint", half))
    folder = write_small_theatre(tmp_path, files={"ground/rivers.geojson": text})
    assert "rivers.geojson line 3, features[1].geometry.coordinates: the file has" in (
        one_fault(folder)
    )


def test_a_ring_that_does_not_close(tmp_path: Path) -> None:
    text = collection(feature("Polygon", [[[68, 38], [69, 38], [69, 39], [68, 39]]]))
    folder = write_small_theatre(tmp_path, files={"ground/rivers.geojson": text})
    assert "coordinates[0]: the ring does not close; end it at its first" in (
        one_fault(folder)
    )


def piece(positions: Any = TRACK, **properties: Any) -> dict[str, Any]:
    """A piece of the track that says it runs from km 1 to 60, or what is given."""
    return feature("LineString", positions, **{"km_from": 1, "km_to": 60} | properties)


ASTRAY = [*TRACK[:30], [68.4, 39.5], *TRACK[31:]]
TRACK_FAULTS: list[tuple[list[Any], str]] = [
    ([feature("LineString", TRACK, km_to=60)],
     "line 2, features[0].properties.km_from: the property is missing; add it"),
    ([piece(km_from="1")], "properties.km_from: '1' is not a number; give a number"),
    ([piece(TRACK[::-1])], "it says km 1, but the piece's first vertex is abreast of"),
    ([piece(km_from=60, km_to=1)], "the piece runs from km 60 to 1"),
    ([feature("Point", TRACK[0])], "the track is a Point; give each unbroken piece"),
    ([piece(), piece(TRACK[40:], km_from=41)],
     "line 3, features[1].properties.km_from: the piece runs from km 41 to 60, after"
     " one that ends at km 60; put the pieces in order of km, without overlap"),
    ([piece(ASTRAY)], "ground/elevation.npz, height_m: the track abreast of km"),
]  # fmt: skip


@pytest.mark.parametrize(
    "features, said", TRACK_FAULTS, ids=[said[:30] for _, said in TRACK_FAULTS]
)
def test_track(tmp_path: Path, features: Any, said: str) -> None:
    told = load_faults(with_track(tmp_path, collection(*features)))
    assert said in "\n".join(told)


def test_no_track_is_a_fault_of_the_posts_only(tmp_path: Path) -> None:
    told = load_faults(with_track(tmp_path, collection()))
    assert len(told) == 3
    assert all("there is no track abreast of km" in each for each in told)
