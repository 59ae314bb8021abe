"""Whatever the bytes of a file, a reader gives a value or notes faults, no more."""

import contextlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import small_theatre as small
from hypothesis import given, settings
from hypothesis import strategies as st
from small_limits import LIMITS
from small_theatre import write_small_theatre

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre, sheets
from vedette.reading.constants import read_cards, read_model
from vedette.reading.faults import Faults
from vedette.reading.geometry import read_geojson
from vedette.reading.grid import read_grid
from vedette.reading.head import read_head
from vedette.reading.pins import list_pin_faults, load_pins
from vedette.reading.places import make_border, make_tracks
from vedette.reading.tables import read_table

FILES = {
    name: text if isinstance(text, bytes) else text.encode()
    for name, text in small.small_files().items()
}
LIMITS_FILE = small.csv_text(LIMITS).encode()
Reader = Callable[[bytes, Faults], Any]


@st.composite
def spoilt(draw: st.DrawFn, good: bytes) -> bytes:
    """A good file with some bytes replaced, put in, taken out or cut off."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 20)))
        data[at:end] = draw(st.binary(max_size=12))
    return bytes(
        data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data
    )


def value_or_faults(read: Reader, data: bytes) -> None:
    faults = Faults()
    value = read(data, faults)
    assert value is not None or len(faults) > 0
    for fault in faults.found:
        sentence = str(fault)
        assert sentence.isprintable()
        assert len(sentence) < 1500


def table_reader(sheet: Any) -> Reader:
    return lambda data, faults: read_table(data, sheet, faults)


def geo_reader(data: bytes, faults: Faults) -> Any:
    geo = read_geojson(data, "x.geojson", faults)
    if geo is not None:
        border = make_border(geo)
        make_tracks(geo, border)
    return geo


def track_reader(data: bytes, faults: Faults) -> Any:
    border = read_geojson(FILES["ground/border.geojson"], "b.geojson", faults)
    track = read_geojson(data, "x.geojson", faults)
    if border is None or track is None:
        return None
    return make_tracks(track, make_border(border))


def grid_reader(data: bytes, faults: Faults) -> Any:
    grid = read_grid(data, "x.npz", faults)
    if grid is not None:
        assert grid.height_m.dtype == np.int16
        assert np.isfinite([grid.west, grid.north, grid.step_lon, grid.step_lat]).all()
    return grid


def model_reader(data: bytes, faults: Faults) -> Any:
    return read_model(data, "model.toml", faults)


def cards_reader(data: bytes, faults: Faults) -> Any:
    return read_cards(data, "cards.toml", faults)


@given(spoilt(FILES["teams.csv"]) | st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_teams_table(data: bytes) -> None:
    value_or_faults(table_reader(sheets.TEAMS), data)


@given(spoilt(LIMITS_FILE) | st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_limits_table(data: bytes) -> None:
    value_or_faults(table_reader(sheets.LIMITS), data)


@given(data=spoilt(LIMITS_FILE.replace(b"l-", b"p-")) | st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_pins_file(
    small_theatre: Theatre, tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-pins.csv"
    path.write_bytes(data)
    try:
        pins = load_pins(path, small_theatre)
    except InputError as error:
        assert "the pins cannot be used" in str(error)  # noqa: PT017
    else:
        assert list_pin_faults(small_theatre, pins) == []


@given(st.lists(st.lists(st.text(max_size=12), min_size=9, max_size=9), max_size=4))
@settings(max_examples=200, deadline=None)
def test_cells_of_any_text(rows: list[list[str]]) -> None:
    names = [column.name for column in sheets.SITES.columns]
    text = small.csv_text(
        [dict(zip(names, row, strict=True)) for row in [names, *rows]]
    )
    data = text.split("\n", 1)[1].encode("utf-8", "surrogatepass")
    value_or_faults(table_reader(sheets.SITES), data)


@given(spoilt(FILES["ground/track.geojson"]) | st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_geojson_bytes(data: bytes) -> None:
    value_or_faults(geo_reader, data)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
SHAPES = st.sampled_from(
    ["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "Feature"]
)


@given(SHAPES, JSON, JSON)
@settings(max_examples=300, deadline=None)
def test_geojson_of_any_shape(kind: str, coordinates: Any, properties: Any) -> None:
    geometry = {"type": kind, "coordinates": coordinates}
    each = {"type": "Feature", "properties": properties, "geometry": geometry}
    for value in (geometry, each, {"type": "FeatureCollection", "features": [each]}):
        value_or_faults(geo_reader, json.dumps(value).encode())


POSITIONS = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=6
)


@given(POSITIONS, st.floats(0, 5000), st.floats(0, 5000))
@settings(max_examples=200, deadline=None)
def test_lines_anywhere_on_the_globe(
    line: list[tuple[float, float]], km_from: float, km_to: float
) -> None:
    each = small.feature("LineString", line, km_from=km_from, km_to=km_to)
    data = small.collection(each).encode()
    value_or_faults(geo_reader, data)
    value_or_faults(track_reader, data)


@given(spoilt(FILES["ground/elevation.npz"]) | st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_grid_bytes(data: bytes) -> None:
    value_or_faults(grid_reader, data)


HEAD = (
    b"\x93NUMPY\x01\x00v\x00{'descr': '<i2', 'fortran_order': False, 'shape': (3, 2), }"
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["height_m.npy", "west.npy", "../x.npy", "height_m"]),
            spoilt(HEAD.ljust(127) + b"\n" + bytes(12)),
        ),
        max_size=3,
    ),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA]),
)
@settings(max_examples=200, deadline=None)
def test_members_of_any_bytes(members: list[tuple[str, bytes]], method: int) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for number, (name, data) in enumerate(members):
            archive.writestr(name if number == 0 else f"{number}{name}", data)
    value_or_faults(grid_reader, held.getvalue())


@given(spoilt(FILES["theatre.toml"]) | st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_head(data: bytes) -> None:
    value_or_faults(read_head, data)


@given(spoilt(FILES["model.toml"]) | st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_model(data: bytes) -> None:
    value_or_faults(model_reader, data)


@given(spoilt(FILES["cards.toml"]) | st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_cards(data: bytes) -> None:
    value_or_faults(cards_reader, data)


WORDS = ("", "0", "61.433", "20", "-3", "1e3", "04:00", "23:30", "host", "ally", "west",
         "foot-1", "post-01", "field-1", "h1", "post", "airfield", "foot", "helicopter",
         "km_range", "hours", "low", "exercise", "68.3", "38.0", "presence", "seats",
         "on_duty", "every_draw", "chance", "0.5",
         "2025-12-08T06:00+05:00")  # fmt: skip
TABLES = {name: getattr(small, name.upper()) for name in small.TABLES}
TABLES["limits"] = LIMITS
PLACES = [
    (table, at, column)
    for table, rows in TABLES.items()
    for at, row in enumerate(rows)
    for column in row
]


@given(
    changes=st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(WORDS)),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=150, deadline=None)
def test_tables_that_do_not_fit_each_other(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Any]
) -> None:
    tables = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}
    for (table, at, column), word in changes:
        tables[table][at][column] = word
    folder = tmp_path_factory.getbasetemp() / "any-cells"
    write_small_theatre(folder, **tables)
    with contextlib.suppress(InputError):
        theatre = load_theatre(folder)
        assert len(theatre.teams) == len(small.TEAMS)
        assert len(theatre.limits) == len(LIMITS)
