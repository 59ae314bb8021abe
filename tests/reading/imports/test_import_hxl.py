"""The tag row of HXL: found near the top, read instead of a mapping's columns."""

import pytest
from import_files import acled_row, mapped, read, table

from vedette.domain.register import Count
from vedette.reading.imports.hxl import find_field, list_fields

SOURCE = '[source]\nid = "aid"\nname = "Aid agency"\nkind = "organisation"\n'
TAGGED = """List of incidents,,,,,,,,
,,,,,,,,
Code,Date,Y,X,Town,Province,Killed,Of them children,Type
#event+code,#date+occurred,#geo+lat,#geo +lon,#loc+name,#adm1+name,#affected+killed,#affected+killed+children,#event+type
e1,2025-11-03,38.02,68.03,Middle village,Khatlon,3,1,explosion
"""  # noqa: E501 (a line of the table)


@pytest.mark.parametrize(
    ("tag", "field"),
    [
        ("#date", "date"),
        ("#date+end", "date_to"),
        ("#date+reported", None),
        ("#affected+killed+f", None),
        ("#affected+killed+total", "killed"),
        ("#affected+injured+min", "injured_low"),
        ("#adm1+code", None),
        ("#adm2", "area"),
        ("#geo", None),
        ("#event", "kind"),
        ("#meta+url", "link"),
        ("#contact+phone", None),
    ],
)
def test_what_a_tag_means(tag, field):
    assert find_field(tag) == field


def test_several_areas_but_one_of_any_other():
    tags = ("#adm1", "#adm2", "#date", "#date+start", "")
    assert dict(list_fields(tags)) == {0: "area", 1: "area", 2: "date"}


def test_a_tagged_table_needs_no_columns_in_the_mapping():
    found, faults = read(TAGGED.encode(), "csv", mapped(SOURCE))
    assert faults == []
    (event,) = found.events
    assert (event.row_id, event.line) == ("e1", 5)
    assert (event.kind, event.killed) == ("explosion", Count(3, 3))
    assert (event.place, event.lon) == ("Middle village, Khatlon", 68.03)
    assert found.not_taken == ("Of them children",)


def test_a_mapping_counts_before_the_tags_and_may_name_one():
    told = mapped(f'{SOURCE}[columns]\n"#affected+killed+children" = "killed"\n')
    found, faults = read(TAGGED.encode(), "csv", told)
    assert faults == []
    assert found.events[0].killed == Count(1, 1)
    assert found.not_taken == ("Killed",)


def test_tags_alone_without_a_header():
    rows = TAGGED.splitlines(keepends=True)
    found, faults = read("".join(rows[3:]).encode(), "csv", mapped(SOURCE))
    assert faults == []
    assert found.events[0].row_id == "e1"


def test_a_tag_row_below_acleds_header_is_no_row():
    header, row = table([acled_row(1)]).decode().splitlines()
    tags = ",".join(["#meta"] + [""] * (header.count(",") - 1) + ["#date"])
    found, faults = read(f"{header}\n{tags}\n{row}\n".encode(), "acled")
    assert faults == []
    assert len(found.events) == 1


def test_tags_that_do_not_fit_the_header():
    data = TAGGED.replace(",#event+type", "").encode()
    _, faults = read(data, "csv", mapped(SOURCE))
    assert faults[0].startswith("x.csv line 3: the row of tags has 8 cells")


def test_without_a_place_the_table_is_refused():
    data = TAGGED.replace("#geo+lat", "#geo").encode()
    _, faults = read(data, "csv", mapped(SOURCE))
    assert "no column is known to hold lat" in faults[0]
