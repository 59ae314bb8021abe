"""Register and risk as files: pages without scripts, layers, workbooks, figures."""

import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from small_register import claim, incident, source
from small_risk import AT

from vedette.domain.history import Flag, RegisterCopy, Versioned
from vedette.domain.picture import Window
from vedette.domain.register import Assessment, Place, Ref, ref_of
from vedette.domain.risk import (
    Counted,
    HourRisk,
    NearSite,
    Proposal,
    RiskRun,
    RiskSheet,
    SectionLevel,
    SectionRisk,
    Shift,
)
from vedette.errors import InputError
from vedette.risk.angles import make_angle
from vedette.sharing import Package, publish
from vedette.sharing.register_map import make_register_map
from vedette.sharing.register_page import make_register_page
from vedette.sharing.release import FORMATS
from vedette.sharing.risk_formats import RISK_FORMATS
from vedette.sharing.risk_map import make_risk_map
from vedette.sharing.risk_page import make_risk_page
from vedette.terrain.ground import survey_ground

BAD = "<script>alert('x')</script> & \"quoted\""
ENDS = {name: (1.0, 4.0, 16.0) for name in ("attacks", "crossings", "impact")}
ENDS |= {"vulnerability": (0.3, 0.6, 0.85), "hours": (0.5, 1.5, 4.0)}
HERE = Ref("incident", "I-1")


@pytest.fixture(scope="module")
def risk(small_theatre):
    def angle(name, low, middle, high):
        return make_angle(low, middle, high, ENDS[name])

    sections = tuple(
        SectionRisk(
            section=each.id,
            attacks=angle("attacks", 0.1, 2.0, 5.0),
            crossings=angle("crossings", 0.2, 1.0, 3.0),
            vulnerability=angle("vulnerability", 0.1, 0.4, 0.7),
            impact=angle("impact", 2.0, 8.0, 20.0),
            effort=0.05,
            blind_km=1.0,
            teams=4,
            incidents=1,
            firm=0,
            claims={"reported": ("C-1",)},
            sites=(NearSite("mine-1", BAD, 1.5),),
            shifts=(
                Shift("C-1", "I-1", "attacks", 0.3, angle("attacks", 0.1, 1.0, 3.0)),
            ),
        )
        for each in small_theatre.sections
    )
    run = RiskRun(
        run=4,
        at=AT,
        theatre_hash="a",
        constants="b",
        with_exercise=False,
        effort_from="guessed",
        bands=ENDS,
        counted=Counted(1, 0, {"made up for an exercise": 2}, 26.0),
        sections=sections,
    )
    levels = [
        SectionLevel(each.id, each.level, each.level, "theatre", reactions=("control",))
        for each in small_theatre.sections
    ]
    levels[1] = replace(
        levels[1], proposal=Proposal("critical", "analyst", AT, BAD, ("claim:C-1",))
    )
    ground = survey_ground(small_theatre, small_theatre.reach_km)
    words = np.tile(np.arange(48, dtype=np.int8) % 4, (ground.n_reaches, 1))
    words[0] = -1
    window = Window(small_theatre.start, "Asia/Dushanbe", 30, words[:3])
    hours = HourRisk(ground, window, words, words, words, words[1:4])
    return RiskSheet(run, tuple(levels), hours)


@pytest.fixture(scope="module")
def register():
    records = (
        source("paper", name=BAD),
        incident(title=BAD, place=Place(BAD, "near", 71.55, 37.49)),
        incident("I-2", place=Place("nowhere", "unknown"), line=None),
        incident("I-3", merged_into="I-1"),
        claim("C-1", HERE, "paper", quote="=1+1", link="https://example.org/a?b=1&c=2"),
        claim("C-2", Ref("incident", "I-3"), "paper", state="withdrawn"),
        Assessment("A-1", "assessment", BAD, (HERE,), "exercise"),
    )
    flag = Flag(
        Ref("assessment", "A-1"), Ref("claim", "C-2"), (HERE,), "it fell", AT, 1
    )
    return RegisterCopy(
        theatre="small",
        at=AT,
        head="abc",
        records=tuple(
            Versioned(each, 1, "created", "analyst", AT, "entered", 1)
            for each in records
        ),
        standings={ref_of(each): "reported" for each in records},
        flags=(flag,),
    )


@pytest.fixture(scope="module")
def both(small_theatre, register, risk):
    return Package(small_theatre, register=register, risk=risk)


class Tags(HTMLParser):
    """Gathers tags and what they fetch; a tag that is left open is a fault."""

    ALONE = ("meta", "br", "img", "col")

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.fetched = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.fetched += [v for k, v in attrs if k in ("src", "srcset", "data")]
        if tag not in self.ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("make", [make_register_page, make_risk_page])
def test_a_page_runs_nothing_fetches_nothing_and_says_what_it_is(both, make):
    page = make(both).decode()
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    assert not tags.fetched
    assert not {"script", "link", "iframe", "object", "form"} & set(tags.tags)
    assert "default-src 'none'" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "EXERCISE" in page
    assert "everything here is made up" in page
    assert not re.search(r"\bon\w+=", page.split("<body>")[1])


def test_an_incident_stands_with_its_claims_and_those_merged_into_it(both):
    page = make_register_page(both).decode()
    (case,) = re.findall(r"<details[^>]*><summary>I-1 .*?</details>", page, re.S)
    assert "C-1" in case
    assert "C-2" in case
    assert 'class="state withdrawn"' in case
    assert "Merged into it: I-3" in case
    assert 'href="https://example.org/a?b=1&amp;c=2"' in case
    assert "<summary>I-3" not in page
    assert "To look at again" in page


def test_points_say_how_well_they_are_placed(both):
    layer = json.loads(make_register_map(both))
    by_id = {each["properties"]["id"]: each for each in layer["features"]}
    assert set(by_id) == {"I-1", "I-2"}
    assert by_id["I-1"]["geometry"]["coordinates"] == [71.55, 37.49]
    assert by_id["I-2"]["geometry"] is None
    told = by_id["I-1"]["properties"]
    assert (told["precision"], told["claims"], told["claims_fallen"]) == ("near", 2, 1)
    assert (told["says_so"], told["merged"]) == (1, ["I-3"])
    assert told["origin"] == "exercise"


def test_sections_are_lines_with_angles_and_level(both, small_theatre):
    layer = json.loads(make_risk_map(both))
    assert len(layer["features"]) == len(small_theatre.sections)
    west = layer["features"][0]
    assert west["geometry"]["type"] == "LineString"
    told = west["properties"]
    assert told["threat_band"] == "medium (low to high)"
    assert (told["attacks"], told["attacks_low"], told["attacks_high"]) == (
        "medium", 0.1, 5.0
    )  # fmt: skip
    assert (told["level"], told["origin"]) == ("low", "exercise")


@pytest.mark.parametrize("name", ["register_xlsx", "risk_xlsx"])
def test_no_cell_is_a_formula_and_alike_books_are_alike(both, name):
    from openpyxl import load_workbook

    (data,) = FORMATS[name].write(both).values()
    assert data == next(iter(FORMATS[name].write(both).values()))
    book = load_workbook(io.BytesIO(data))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [each for each in cells if each.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any("vba" in member for member in archive.namelist())


def test_a_workbook_holds_every_record_and_guards_a_quote(both):
    from openpyxl import load_workbook

    (data,) = FORMATS["register_xlsx"].write(both).values()
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == [
        "about", "incidents", "claims", "sources", "assessments", "flags"
    ]  # fmt: skip
    head, first, *_ = book["claims"].iter_rows(values_only=True)
    assert dict(zip(head, first, strict=True))["quote"] == "'=1+1"
    (data,) = FORMATS["risk_xlsx"].write(both).values()
    hours = load_workbook(io.BytesIO(data))["hours"]
    rows = list(hours.iter_rows(values_only=True))
    assert rows[1][1:3] == ("medium", "critical")  # the worse slot of each hour


@pytest.mark.parametrize("name", ["risk_hours", "risk_angles"])
def test_a_figure_is_a_picture(both, name):
    (data,) = FORMATS[name].write(both).values()
    assert data.startswith(b"\x89PNG")


def test_what_was_not_assessed_does_not_leave(small_theatre, register, risk, tmp_path):
    with pytest.raises(InputError, match="needs an assessment"):
        publish(
            Package(small_theatre, register=register), tmp_path / "x",
            formats=["risk_html"],
        )  # fmt: skip
    unmapped = Package(small_theatre, risk=replace(risk, hours=None))
    assert b"By hour" not in make_risk_page(unmapped)
    with pytest.raises(InputError, match="not mapped by hour"):
        FORMATS["risk_hours"].write(unmapped)


def test_all_of_them_leave_by_publish_and_only_when_asked_for(both, tmp_path):
    names = [each[0] for each in RISK_FORMATS]
    written = publish(both, tmp_path / "all", formats=names)
    assert {each.name for each in written} == {
        "SHA256SUMS", *(each[1] for each in RISK_FORMATS)
    }  # fmt: skip
    assert all(FORMATS[name].alone for name in names)
