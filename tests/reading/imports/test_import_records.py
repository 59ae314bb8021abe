"""Records of rows: ids that last, and nothing that the register would refuse."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_files import (
    NOW,
    OWN_MAP,
    acled_row,
    gdelt_row,
    ged_row,
    mapped,
    own_row,
    read,
    tabbed,
    table,
)

from vedette.domain.register import OnLine
from vedette.reading.imports import Maker, make_id
from vedette.register.checks import list_faults

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
LINE = OnLine(12.0, "west", 1.0)
FILES = {
    "acled": table([acled_row(1)]),
    "ged": table([ged_row(1)]),
    "gdelt": tabbed([gdelt_row(1)]),
    "csv": table([own_row(1)]),
}


@pytest.mark.parametrize("name", list(FILES))
def test_the_register_takes_what_comes_of_a_row(name):
    found, _ = read(FILES[name], name, mapped(OWN_MAP) if name == "csv" else None)
    pair = Maker(found.data_set, "importer", NOW).make(found.events[0], LINE)
    assert [*list_faults(pair.incident), *list_faults(pair.claim)] == []
    assert list_faults(found.data_set.source) == []
    assert pair.incident.line == LINE


def test_a_place_known_by_its_country_only_lies_on_no_km():
    found, _ = read(table([ged_row(1, where_prec="6")]), "ged")
    pair = Maker(found.data_set, "importer", NOW).make(found.events[0], LINE)
    assert pair.incident.line is None


@given(st.text(min_size=1, max_size=120), st.text(min_size=1, max_size=120))
def test_ids_are_ids_and_differ_where_rows_do(one, other):
    assert ID.fullmatch(make_id("watch", one))
    assert (make_id("watch", one) == make_id("watch", other)) == (one == other)


# Without a bare carriage return: the writer of the test's table leaves it unquoted,
# and then it rightly ends the row.
ANY = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=200
)


@given(place=ANY, kind=ANY, country=ANY)
def test_whatever_acled_calls_a_place(place, kind, country):
    row = acled_row(1, location=place, sub_event_type=kind, country=country)
    found, faults = read(table([row]), "acled")
    assert faults == []
    for record in Maker(found.data_set, "importer", NOW).make(found.events[0], LINE):
        assert list_faults(record) == []
