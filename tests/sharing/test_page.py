"""The offline page: its one JSON object, and a file that nothing can break out of."""

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest
from page_package import page_package

from vedette.domain.plans import Shortfall
from vedette.domain.theatre import Theatre
from vedette.sharing.package import Package
from vedette.sharing.page import page_data, render_page
from vedette.sharing.page.compact import MANY_CELLS, pack_cells, short
from vedette.sharing.page.relief import draw_relief, find_extent, shade
from vedette.sharing.page.render import fill_template, safe_json

NASTY = "</script><img src=x onerror=alert(1)><!-- \u2028\u202e& 'quoted'"


@pytest.fixture(scope="module")
def package(small_theatre: Theatre) -> Package:
    return page_package(small_theatre)


@pytest.fixture(scope="module")
def data(package: Package) -> dict:
    return page_data(package)


@pytest.fixture(scope="module")
def page(data: dict) -> str:
    return fill_template(data).decode()


def unpack(cells: dict) -> np.ndarray:
    numbers = np.frombuffer(base64.b64decode(cells["bytes"]), f"<u{cells['bits'] // 8}")
    table = numbers.reshape(cells["rows"], cells["cols"])
    return table * cells["max"] / (2 ** cells["bits"] - 1)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.inside: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = f"{tag}#{dict(attrs).get('id', '')}"

    def handle_data(self, text: str) -> None:
        self.inside[self._open] = self.inside.get(self._open, "") + text

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def embedded(page: str) -> dict:
    return json.loads(Tags(page).inside["script#data"])


# ---- the data ----------------------------------------------------------------------
def test_the_object_is_json_and_has_every_part(data: dict) -> None:
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert set(data) == {
        "format", "theatre", "plan", "time", "map", "sections", "reaches", "light",
        "stake", "options", "worst", "partners", "teams", "layers",
    }  # fmt: skip


def test_tables_hold_the_pictures_numbers(package: Package, data: dict) -> None:
    picture = package.get_picture()
    stake, notice = unpack(data["stake"]), unpack(data["options"][0]["notice"])
    assert np.abs(stake - picture.risk.stake).max() <= picture.risk.stake.max() / 1e4
    assert np.abs(notice - picture.notice).max() <= 1e-4
    assert stake.shape == (len(data["reaches"]["section"]), data["time"]["slots"])


def test_large_tables_take_one_byte_a_cell() -> None:
    packed = pack_cells(np.linspace(0.0, 7.0, MANY_CELLS + 10).reshape(10, -1))
    assert packed["bits"] == 8
    assert unpack(packed).max() == pytest.approx(7.0)


def test_what_is_not_finite_never_reaches_the_page() -> None:
    packed = pack_cells(np.array([[np.nan, np.inf, -1.0, 2.0]]))
    assert unpack(packed).tolist() == [[0.0, 0.0, 0.0, 2.0]]
    assert short(np.nan) is None


def test_every_reach_can_be_cut_from_the_border(data: dict) -> None:
    line, edges = data["map"]["border"], data["reaches"]["edge_km"]
    assert set(edges) <= set(line["km"])
    assert np.all(np.diff(line["km"]) > 0)
    assert len(line["lon"]) == len(line["lat"]) == len(line["km"])


def test_border_keeps_its_place(package: Package, data: dict) -> None:
    line, border = data["map"]["border"], package.theatre.border
    lon = np.interp(border.km, line["km"], line["lon"])
    lat = np.interp(border.km, line["km"], line["lat"])
    assert np.hypot(lon - border.lon, lat - border.lat).max() < 0.0015


def test_numbers_are_the_certificates(package: Package, data: dict) -> None:
    joint, alone = data["options"]
    assert joint["certificate"]["loss"] == package.plan.certificate.loss
    assert alone["certificate"]["bound"] == 18.0
    assert joint["label"] == "With Partner force"
    assert alone["label"] == "Without Partner force"
    assert alone["shortfalls"] == [{"what": "Vehicle 2", "reason": "no hour is left"}]


def test_options_of_one_name_keep_their_own(package: Package) -> None:
    first = package.compared_with[0]
    twins = dataclasses.replace(
        package, compared_with=(first, first._replace(label="host, shorter duties"))
    )
    labels = [option["label"] for option in page_data(twins)["options"]]
    assert labels[1:] == ["host alone", "host, shorter duties"]


def test_worst_cells_come_in_order_each_reach_once(
    package: Package, data: dict
) -> None:
    left = package.get_picture().risk.stake * (1 - package.get_picture().notice)
    losses = [cell["loss"] for cell in data["worst"]]
    assert losses == sorted(losses, reverse=True)
    assert losses[0] == pytest.approx(left.max(), rel=1e-3)
    assert len({cell["reach"] for cell in data["worst"]}) == len(data["worst"])


def test_teams_play_their_moves_and_rest_is_none(data: dict) -> None:
    teams = {team["id"]: team for team in data["teams"]}
    assert teams["foot-1"]["duties"] == [[4, 9]]
    assert teams["foot-1"]["moves"][0] == ["g", 4, 6, 30.0, 34.0]
    assert teams["foot-2"]["moves"] == []


def test_a_flight_is_out_over_and_home(data: dict) -> None:
    flown = next(team for team in data["teams"] if team["id"] == "heli-1")["moves"]
    kinds = [row[0] for row in flown]
    assert kinds[:4] == ["b", "o", "a", "a"]
    assert kinds[-2:] == ["h", "b"]  # the leg home, then the turnaround
    for before, after in pairwise(flown):
        assert before[2] == after[1]
        assert before[1] < before[2]


def test_without_a_roster_nobody_moves(small_theatre: Theatre) -> None:
    data = page_data(page_package(small_theatre, with_roster=False))
    assert data["plan"]["seed"] is None
    assert all(team["moves"] == team["duties"] == [] for team in data["teams"])
    assert data["teams"][0]["effort"]["travel_km"] == 24.0


def test_the_clock_is_the_zones(data: dict) -> None:
    assert data["time"]["start"] == "2025-12-08T01:00:00Z"
    assert data["time"]["offset_min"] == [[0, 300]]
    assert set("".join(data["light"])) <= set("01234")


# ---- the relief --------------------------------------------------------------------
def test_relief_lies_where_the_map_expects_it(package: Package) -> None:
    theatre = package.theatre
    extent = find_extent(theatre)
    relief = draw_relief(theatre.elevation, extent)
    step = theatre.elevation.step_lon
    assert relief["href"].startswith("data:image/webp;base64,")
    assert abs(relief["west"] - extent.west) <= step
    assert abs(relief["north"] - extent.north) <= step
    assert extent.west <= theatre.border.lon.min()
    assert extent.east >= theatre.border.lon.max()


def test_slopes_to_the_light_are_brighter() -> None:
    east_west = np.add.outer(np.zeros(9), np.arange(9) * 300.0)
    to_west, to_east = shade(east_west, 500.0, 500.0), shade(-east_west, 500.0, 500.0)
    assert to_west[4, 4] > to_east[4, 4]  # light comes from the north-west
    assert np.ptp(shade(np.full((5, 5), 900.0), 500.0, 500.0)) == 0


# ---- the file ----------------------------------------------------------------------
def test_the_file_holds_the_data_and_is_small(data: dict, page: str) -> None:
    assert embedded(page) == data
    assert len(page.encode()) < 1_500_000


def test_the_same_package_gives_the_same_bytes(package: Package) -> None:
    assert render_page(package) == render_page(package)


def test_nothing_outside_is_asked_for(page: str) -> None:
    for tag, attributes in Tags(page).tags:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert attributes.get(name, "#").startswith("#"), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"url\(\s*['\"]?(?!#)", page)
    assert "@import" not in page
    plain = page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "http" not in plain


def test_the_policy_names_the_inline_parts_and_nothing_else(page: str) -> None:
    parts = Tags(page)
    policy = next(
        attributes["content"]
        for tag, attributes in parts.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for name, inline in (("style-src", "style#"), ("script-src", "script#")):
        digest = hashlib.sha256(parts.inside[inline].encode()).digest()
        assert rules[name] == f"'sha256-{base64.b64encode(digest).decode()}'"


def nasty_package(package: Package) -> Package:
    """Every name and reason that a user can write carries markup."""
    theatre = package.theatre

    def spoil(rows: tuple, *fields: str) -> tuple:
        return tuple(
            dataclasses.replace(row, **{field: NASTY for field in fields})
            for row in rows
        )

    spoilt = dataclasses.replace(
        theatre,
        name=NASTY,
        notice=NASTY,
        sections=spoil(theatre.sections, "name"),
        sites=spoil(theatre.sites, "name", "kind"),
        bases=spoil(theatre.bases, "name"),
        teams=spoil(theatre.teams, "name"),
        partners=spoil(theatre.partners, "name"),
        layers=spoil(theatre.layers, "credit", "licence", "notice"),
    )
    plan = dataclasses.replace(
        package.plan, shortfalls=(Shortfall(NASTY, NASTY),), rests_on=(NASTY,)
    )
    return dataclasses.replace(package, theatre=spoilt, plan=plan)


def test_nasty_names_stay_text(package: Package, page: str) -> None:
    spoilt = render_page(nasty_package(package)).decode()
    assert [tag for tag, _ in Tags(spoilt).tags] == [tag for tag, _ in Tags(page).tags]
    assert "<img" not in spoilt
    assert "\u2028" not in spoilt
    name = embedded(spoilt)["theatre"]["name"]
    assert name == "</script><img src=x onerror=alert(1)><!-- & 'quoted'"


def test_json_is_written_without_markup() -> None:
    text = safe_json({"name": NASTY})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"name": NASTY}
