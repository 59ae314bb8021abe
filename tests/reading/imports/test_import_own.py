"""A table of one's own by its mapping: columns, words, days, numbers, grades."""

import datetime as dt

import pytest
from import_files import NOW, OWN_MAP, mapped, own_row, read, table

from vedette.domain.register import Count, Harmed
from vedette.errors import InputError
from vedette.reading.imports import ImportMap, Maker

MAP = mapped(OWN_MAP)


def with_columns(**columns):
    """The mapping with more columns, each named after its field."""
    more = "".join(f'"{each}" = "{field}"\n' for each, field in columns.items())
    return mapped(OWN_MAP.replace("\n[kinds]", f"{more}\n[kinds]"))


def test_a_row_becomes_an_incident_and_a_claim():
    found, faults = read(table([own_row(3)], ";"), "csv", MAP)
    assert faults == []
    incident, claim = Maker(found.data_set, "importer", NOW).make(found.events[0], None)
    assert incident.id.startswith("watch-2025-3-")
    assert incident.upstream == "watch:2025/3"
    assert (incident.kind, incident.killed) == ("explosion", Count(1, 2))
    assert (incident.place.lon, incident.place.lat) == (68.03, 38.02)
    assert claim.source == found.data_set.source.id == "watch"
    assert claim.statement == "Border Watch lists: IED, 1 to 2 killed."


def test_a_table_needs_a_mapping_that_says_whose_it_is():
    with pytest.raises(InputError, match="needs a mapping file"):
        read(table([own_row(3)]), "csv", ImportMap())


def test_days_in_three_styles_are_told_with_their_rows():
    rows = (own_row(1), own_row(2, Day="2025-11-02"), own_row(3, Day="11/03/2025"))
    found, faults = read(table(rows), "csv", MAP)
    assert [event.line for event in found.events] == [2]
    assert faults[0].startswith("x.csv line 3, Day: '2025-11-02' is no day written as")
    assert "it looks like year-month-day" in faults[0]
    assert "line 4, Day" in faults[1]
    assert "looks like day/month/year or month/day/year" in faults[1]


def test_surplus_and_missing_cells_are_refused_by_row():
    data = table([own_row(1), own_row(2), own_row(3)], ";").decode().splitlines()
    data[2] += ";surplus"
    data[3] = data[3].rsplit(";", 1)[0]
    found, faults = read("\n".join(data).encode(), "csv", MAP)
    assert len(found.events) == 1
    assert "line 3: the row has 8 cells and the header 7" in faults[0]
    assert "line 4: the row has 6 cells and the header 7" in faults[1]


def test_a_table_parted_otherwise_than_the_mapping_says():
    told = mapped(OWN_MAP.replace("[read]", '[read]\ndelimiter = "tab"'))
    _, faults = read(table([own_row(1)], ";"), "csv", told)
    assert "there is no column 'Ref no', which the mapping takes for id" in faults[0]


def test_hours_ends_counts_and_grades():
    told = with_columns(
        till="date_to", hour="time", lo="injured_low", hi="injured_high",
        who="nationality", src="reliability", info="credibility", url="link",
        said="quote", site="site", note="note", title="title", land="country",
    )  # fmt: skip
    more = {
        "till": "", "hour": "22:30", "lo": "2", "hi": "", "who": "cn", "src": "b",
        "info": "2", "url": "https://x.example/1", "said": "Three were hurt.",
        "site": "a camp", "note": "by radio", "title": "Blast at a camp",
        "land": "Tajikistan",
    }  # fmt: skip
    found, faults = read(table([own_row(3, **more)]), "csv", told)
    assert faults == []
    incident, claim = Maker(found.data_set, "importer", NOW).make(found.events[0], None)
    assert incident.when.earliest == incident.when.latest
    assert incident.when.latest == dt.datetime(2025, 11, 3, 17, 30, tzinfo=dt.UTC)
    assert incident.injured == Count(2, 2)
    assert incident.harmed == (Harmed("CN", Count(1, 2), Count(2, 2)),)
    assert (incident.title, incident.site) == ("Blast at a camp", "a camp")
    assert incident.place.name == "Middle village, Tajikistan"
    assert (claim.quote, claim.link) == (more["said"], more["url"])
    assert str(claim.grade) == "B2"


@pytest.mark.parametrize(
    ("column", "field", "value", "said"),
    [
        ("a", "time", "25:00", "not an hour of the day"),
        ("a", "date_to", "01.10.2025", "before it began"),
        ("a", "nationality", "Chinese", "write two letters"),
        ("a", "link", "ftp://x", "is no web address"),
        ("a", "reliability", "G", "is no grade of a source"),
        ("a", "reliability", "B", "only one half of the grade"),
        ("a", "credibility", "7", "is no grade of information"),
        ("a", "precision", "roughly", "is no precision of a place"),
        ("a", "note", "=1+1", "begins like a formula"),
        ("a", "title", "x" * 201, "has 201 characters"),
        ("a", "country", "a\tb", "control character"),
    ],
)
def test_faults_of_single_cells(column, field, value, said):
    told = with_columns(**{column: field})
    found, faults = read(table([own_row(3, **{column: value})]), "csv", told)
    assert found.events == ()
    assert said in faults[0]
    assert faults[0].startswith(f"x.csv line 2, {column}: ") or "half" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"What": "ambush"}, "'ambush' is no kind of incident"),
        ({"Dead": "5-3"}, "is no number of people"),
        ({"Dead": "some"}, "is no number of people"),
        ({"Lat": "38.02"}, "is no number; write degrees such as 38,5"),
        ({"Lat": "98,02"}, "see whether latitude and longitude are swapped"),
        ({"Day": ""}, "line 2, Day: it is empty"),
    ],
)
def test_faults_of_mapped_cells(change, said):
    _, faults = read(table([own_row(3, **change)]), "csv", MAP)
    assert said in faults[0]


def test_without_a_column_of_ids_a_row_is_known_by_its_cells():
    told = mapped(OWN_MAP.replace('"Ref no" = "id"\n', ""))
    rows = own_row(1), own_row(2), own_row(1)
    found, faults = read(table(rows), "csv", told)
    again, _ = read(table(rows[1::-1]), "csv", told)
    assert {e.row_id for e in found.events} == {e.row_id for e in again.events}
    assert found.not_taken == ("Ref no",)
    assert len(faults) == 1
    assert "line 4, id" in faults[0]
    assert "is the id of row 2 too" in faults[0]


def test_columns_that_do_not_go_together():
    both = with_columns(a="killed_low")
    _, faults = read(table([own_row(1, a="1")]), "csv", both)
    assert "of killed_low and killed_high only one has a column" in faults[0]
    assert "there are columns for killed and for killed_low" in faults[1]


def test_our_own_words_may_have_spaces_and_capitals():
    found, _ = read(table([own_row(1, What="Armed Attack")]), "csv", MAP)
    assert found.events[0].kind == "armed_attack"
