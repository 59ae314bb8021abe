"""Whatever the bytes of a file, an import reads events and tells faults, no more."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_files import (
    NOW,
    OWN_MAP,
    ZONE,
    acled_row,
    gdelt_row,
    ged_row,
    mapped,
    own_row,
    tabbed,
    table,
    workbook,
)

from vedette.errors import InputError
from vedette.reading.faults import Faults
from vedette.reading.imports import FORMATS, ImportMap, Maker, Task, read_import
from vedette.reading.imports.mapping import FIELDS, read_map
from vedette.reading.imports.rows import Form
from vedette.register.checks import list_faults

MAP = mapped(OWN_MAP)
TAGS = mapped('[source]\nid = "aid"\nname = "Aid"\nkind = "organisation"\n')
OWN = [own_row(1), own_row(2)]
TAGGED = (
    b"Code,Day,Y,X,Dead\n#event+code,#date,#geo+lat,#geo+lon,#affected+killed\n"
    b"e1,2025-11-03,38.02,68.03,3\ne2,2025-11-04,38.02,68.04,\n"
)
FILES = {
    "acled": (table([acled_row(1), acled_row(2)]), ImportMap()),
    "ged": (table([ged_row(1), ged_row(2)]), ImportMap()),
    "gdelt": (tabbed([gdelt_row(1), gdelt_row(2)]), ImportMap()),
    "csv": (table(OWN, ";"), MAP),
    "csv+tags": (TAGGED, TAGS),
}
BOOK = workbook([list(OWN[0]), *(list(row.values()) for row in OWN)])


@st.composite
def spoilt(draw, good):
    """A good file with some bytes replaced, put in, taken out or cut off."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 20)))
        data[at:end] = draw(st.binary(max_size=12) | st.sampled_from(SIGNS))
    end = draw(st.none() | st.integers(0, len(data)))
    return bytes(data[:end])


SIGNS = [b",", b";", b"\t", b'"', b"\n", b"\r", b"\0", b"#geo+lat", b"1e999", b"=1"]


def read_any(data, name, told):
    """Read a file; all that comes of it can be told, and taken by the register."""
    task = Task.at(ZONE, NOW)
    try:
        found = read_import(data, "x.csv", name, told, task)
    except InputError as error:
        assert "mapping" in str(error)  # noqa: PT017
        return
    for said in task.faults.told():
        assert said.isprintable()
        assert len(said) < 2500
    maker = Maker(found.data_set, "importer", NOW)
    for event in found.events:
        for record in maker.make(event, None):
            faults = [each for each in list_faults(record) if "quote" not in each]
            assert faults == []


@pytest.mark.parametrize("name", list(FILES))
def test_spoilt_files(name):
    data, told = FILES[name]

    @given(spoilt(data) | st.binary(max_size=300))
    @settings(max_examples=300, deadline=None)
    def check(data):
        read_any(data, name.partition("+")[0], told)

    check()


@given(
    spoilt(FILES["csv"][0]),
    st.sampled_from([None, "cp1251", "cp1252"]),
    st.sampled_from([None, ",", ";", "\t", "|"]),
)
@settings(max_examples=200, deadline=None)
def test_spoilt_files_in_any_form(data, encoding, delimiter):
    told = ImportMap(
        source=MAP.source,
        form=Form(delimiter, encoding),
        columns=MAP.columns,
        kinds=MAP.kinds,
    )
    read_any(data, "csv", told)


@pytest.mark.parametrize("name", ["acled", "ged"])
def test_cells_of_any_text(name):
    row = {"acled": acled_row, "ged": ged_row}[name]
    columns = st.sampled_from(sorted(row(1)))
    cells = st.text(max_size=20) | st.sampled_from(["1e5", "-0", "2025-11-03", "3-5"])

    @given(st.dictionaries(columns, cells, max_size=5))
    @settings(max_examples=300, deadline=None)
    def check(changes):
        with contextlib.suppress(UnicodeEncodeError):
            read_any(table([row(1, **changes)]), name, ImportMap())

    check()


@given(st.lists(st.text(max_size=12), min_size=61, max_size=61))
@settings(max_examples=200, deadline=None)
def test_cells_of_any_text_by_position(cells):
    with contextlib.suppress(UnicodeEncodeError):
        read_any(tabbed([cells]), "gdelt", ImportMap())


COLUMNS = {f"c {field}": field for field in FIELDS if not field.startswith("injured")}
WORDS = st.sampled_from(
    (
        *("", "3", "3-5", "38.02", "68.1", "2025-11-03", "22:30", "B", "2", "CN"),
        *("near", "explosion", "https://x.example", "One. Two.", "-1", "=1", "\u202e"),
    )
)


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, WORDS | st.text(max_size=8))))
@settings(max_examples=300, deadline=None)
def test_every_field_of_ones_own(row):
    columns = {name: field for name, field in COLUMNS.items() if field != "killed"}
    told = ImportMap(source=MAP.source, columns=columns)
    with contextlib.suppress(UnicodeEncodeError):
        read_any(table([row]), "csv", told)


@given(spoilt(BOOK) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
@settings(max_examples=200, deadline=None)
def test_spoilt_workbooks(data):
    read_any(data, "csv", MAP)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_members_of_a_workbook_spoilt(data):
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(held, "w") as new:
        chosen = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, data.draw(spoilt(text)) if name == chosen else text)
    read_any(held.getvalue(), "csv", MAP)


@given(spoilt(OWN_MAP.encode()) | st.binary(max_size=300), st.booleans())
@settings(max_examples=300, deadline=None)
def test_spoilt_mappings(data, is_own):
    faults = Faults()
    told = read_map(data, "map.toml", faults, is_own=is_own)
    for fault in faults.found:
        assert str(fault).isprintable()
    for name in FORMATS:
        read_any(FILES[name][0], name, told)
