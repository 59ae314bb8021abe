"""The rota: who is where when, on paper, with nothing in it that could run."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from chromium import find_chromium
from lxml import html

from vedette.sharing import Package
from vedette.sharing.rota import make_rota

HOURS_IN_A_ROW = 24


def sheets(package: Package) -> list[html.HtmlElement]:
    return html.fromstring(make_rota(package).decode()).findall(".//table")


def row_of(package: Package, name: str) -> html.HtmlElement:
    for row in html.fromstring(make_rota(package).decode()).iter("tr"):
        if row.find("td/b") is not None and row.find("td/b").text == name:
            return row
    raise AssertionError(f"no row of {name}")


def hours(row: html.HtmlElement) -> dict[int, str]:
    """What stands in each hour from the first, where anything does."""
    cells = row.xpath("td[contains(@class, 'hour')]")
    assert len(cells) == HOURS_IN_A_ROW
    return {
        n: cell.text_content()
        for n, cell in enumerate(cells)
        if "on" in cell.get("class").split()
    }


def test_one_sheet_for_each_partner(package: Package) -> None:
    titles = [sheet.find(".//h1").text_content() for sheet in sheets(package)]
    assert titles == ["EXERCISE Rota, Host force", "EXERCISE Rota, Partner force"]


def test_the_mark_stands_in_head_and_foot_of_every_page(package: Package) -> None:
    """Browsers repeat a table's head and foot on each page it runs over."""
    for sheet in sheets(package):
        assert "EXERCISE" in sheet.find("thead").text_content()
        assert "EXERCISE" in sheet.find("tfoot").text_content()
    own = replace(package, theatre=replace(package.theatre, is_exercise=False))
    assert b"EXERCISE" not in make_rota(own)


def test_the_hours_of_a_foot_patrol(package: Package) -> None:
    """On duty 08:00 to 10:30, and the plan starts at 06:00: hours 2, 3, half of 4."""
    row = row_of(package, "Foot 1")
    assert hours(row) == {2: "30-35", 3: "32-35", 4: "30-32"}
    duty = row.find("td[@class='duty']").text_content()
    assert "08 Dec 08:00-10:30" in duty
    assert "(03:00-05:30Z)" in duty
    assert "km 30.0-35.0, Middle valley" in duty
    assert "2.5 h, of them 0 h night; 10 km" in row.find("td").text_content()


def test_the_hours_of_a_helicopter(package: Package) -> None:
    row = row_of(package, "Helicopter 1")
    assert list(hours(row)) == [4, 5, 6]
    assert "in the air 10:30-12:30" in row.find("td[@class='duty']").text_content()
    team = row.find("td").text_content()
    assert "360 km; 2 h in the air, 500 kg fuel" in team


def test_night_is_marked_and_rest_is_empty(package: Package) -> None:
    row = row_of(package, "Foot 2")  # 21:00 to 23:00 in December
    night = row.xpath("td[contains(@class, 'night')]")
    assert len(night) == len(hours(row)) == 2
    assert hours(row_of(package, "Foot 3")) == {}
    assert "no duty" in row_of(package, "Foot 3").text_content()


def test_a_duty_begun_before_shows_its_true_hours(package: Package) -> None:
    row = row_of(package, "Vehicle 1")
    assert "08 Dec 04:30-07:00" in row.text_content()
    assert list(hours(row)) == [0]


def test_teams_of_one_base_stand_together(package: Package) -> None:
    host = sheets(package)[0]
    bases = [row.text_content() for row in host.xpath(".//tr[@class='base']")]
    assert [text.split(",")[0] for text in bases] == ["Post-01", "Post-02", "Post-03"]


def test_a_plan_of_two_days_has_a_sheet_a_day(package: Package) -> None:
    window = package.get_picture().window
    two = replace(window, light=np.tile(window.light, 2))
    longer = replace(package, picture=replace(package.get_picture(), window=two))
    texts = [sheet.find(".//p").text_content() for sheet in sheets(longer)]
    assert len(texts) == 4
    assert "Tue 09 Dec 2025 06:00 to Wed 10 Dec 06:00" in texts[1]


def test_nothing_in_it_can_run_or_fetch(package: Package) -> None:
    name = "<script>alert(1)</script>\"'&\u202e"
    theatre = replace(
        package.theatre,
        name=name,
        notice=name,
        partners=tuple(replace(p, name=name) for p in package.theatre.partners),
        teams=tuple(replace(t, name=name) for t in package.theatre.teams),
        bases=tuple(replace(b, name=name) for b in package.theatre.bases),
        sections=tuple(replace(s, name=name) for s in package.theatre.sections),
    )
    text = make_rota(replace(package, theatre=theatre)).decode()
    page = html.fromstring(text)
    assert not list(page.iter("script", "link", "img", "iframe", "a"))
    assert "\u202e" not in text
    assert page.findtext(".//title") == "EXERCISE Rota, <script>alert(1)</script>\"'&"
    assert not re.search(r"url\(|https?:|@import", text)
    policy = page.find(".//meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none'")


@pytest.mark.skipif(
    find_chromium() is None, reason="there is no Chromium to print with"
)
def test_it_prints_on_a4_one_partner_after_the_other(
    package: Package, tmp_path: Path
) -> None:
    page, pdf = tmp_path / "rota.html", tmp_path / "rota.pdf"
    page.write_bytes(make_rota(package))
    program = shutil.which(str(find_chromium()))
    assert program is not None
    subprocess.run(
        [
            program, "--headless", "--no-sandbox", "--disable-gpu",
            "--no-pdf-header-footer", f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={pdf}", page.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    printed = pdf.read_bytes()
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", printed)
    assert len(boxes) == 2
    for box in boxes:
        left, top, right, bottom = map(float, box.split())
        assert (right - left, bottom - top) == pytest.approx((842.0, 595.0), abs=1.5)
