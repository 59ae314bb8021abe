"""A register as CSV and XLSX: every text stands as it is, and none is a formula."""

import csv
import io
from dataclasses import fields, replace

import pytest
from openpyxl import load_workbook
from small_register import FACT, GRADE, NOW, SMALL, incident, night

from vedette.domain.history import Flag, RegisterCopy, Versioned
from vedette.domain.register import (
    Claim,
    Count,
    Figures,
    Harmed,
    Incident,
    Place,
    Quantity,
    Ref,
    ref_of,
)
from vedette.sharing.package import Package
from vedette.sharing.register_book import make_register_book
from vedette.sharing.register_files import register_tables

STARTS = ["=", "+", "-", "@", "\t", "\uff1d"]
WHOLE = ("id",)  # checked elsewhere: letters, digits, - and _


def spoil(record, start):
    """Let every text of a record begin like a formula."""
    told = {
        each.name: f"{start}1+1 {each.name}"
        for each in fields(record)
        if isinstance(getattr(record, each.name), str) and each.name not in WHOLE
    }
    if isinstance(record, Incident):
        told |= {"place": Place(f"{start}place"), "site_id": f"{start}L1"}
        told["harmed"] = (Harmed(f"{start}C", Count(1, 1)),)
        del told["merged_into"]
    if isinstance(record, Claim):
        told |= {"grade": replace(GRADE, why=f"{start}why", role=f"{start}role")}
        told["figures"] = Figures(
            night(), Place(f"{start}place"), quantity=Quantity(1.0, 2.0, f"{start}km")
        )
        told |= {"answers": (f"{start}C-1",), "based_on": (f"{start}C-2",)}
    return replace(record, **{k: v for k, v in told.items() if k != "kind"})


@pytest.fixture(params=STARTS, ids=repr)
def spoilt(request):
    start = request.param
    one_of_each = {type(each): each for each in (*SMALL, incident(merged_into="I-9"))}
    records = tuple(
        Versioned(spoil(each, start), 1, "created", f"{start}r", NOW, f"{start}why", 1)
        for each in one_of_each.values()
    )
    flag = Flag(FACT, Ref("claim", "C-1"), (FACT,), f"{start}reason", NOW, 1)
    states = {ref_of(each.record): f"{start}state" for each in records}
    return start, RegisterCopy("small", NOW, "", records, states, (flag,))


def test_no_text_of_a_table_is_a_formula(spoilt):
    start, copy = spoilt
    guarded = 0
    tables = register_tables(copy)
    assert len(tables) == 5
    for content in tables.values():
        text = content.decode()
        for row in csv.DictReader(io.StringIO(text, newline="")):
            for name, value in row.items():
                assert not value.startswith(tuple(STARTS)), (name, value)
                guarded += value.startswith(f"'{start}")
    assert guarded > 40


def test_no_cell_of_a_workbook_is_a_formula(spoilt, small_theatre):
    _, copy = spoilt
    made = make_register_book(Package(small_theatre, register=copy))
    book = load_workbook(io.BytesIO(made))
    texts = [
        cell
        for sheet in book
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert len(texts) > 60
    for cell in texts:
        assert cell.data_type == "s"
        assert not cell.value.startswith(tuple(STARTS)), cell.coordinate


def test_numbers_stay_numbers():
    place = Place("Khorugh", "near", -71.55, -37.49)
    record = incident(place=place)
    copy = RegisterCopy(
        "small", NOW, "", (Versioned(record, 1, "created", "analyst", NOW, "x", 1),),
        {}, (),
    )  # fmt: skip
    (row,) = csv.DictReader(
        io.StringIO(register_tables(copy)["incidents.csv"].decode())
    )
    assert (row["lon"], row["lat"]) == ("-71.55", "-37.49")
