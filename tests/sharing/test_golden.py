"""One golden file for each format that is text, made from the package by hand.

The theatre's own copy is not repeated here, and the picture formats have other tests.
"""

import json
from dataclasses import replace

import pytest
from golden import Compare
from small_plan import planned_again

from vedette.sharing import Package
from vedette.sharing.calendars import make_calendars
from vedette.sharing.gpx import make_tracks
from vedette.sharing.maps import make_maps
from vedette.sharing.plan_files import plan_files
from vedette.sharing.roster_file import roster_csv
from vedette.sharing.rota import make_rota
from vedette.sharing.summary import make_summary

HASH = "5eed" * 16  # compressed arrays, and so true hashes, depend on the zlib at hand


@pytest.fixture(scope="module")
def known(package: Package) -> Package:
    plan = replace(package.plan, content_hash=HASH)
    roster = replace(package.get_roster(), plan_hash=HASH)
    return replace(package, plan=plan, roster=roster)


@pytest.mark.parametrize("name", ["plan.json", "plan-again.json"])
def test_plan(package: Package, golden: Compare, name: str) -> None:
    plan = package.plan if name == "plan.json" else planned_again(package.plan)
    text = plan_files(package.theatre, plan)["plan.json"]
    file = json.loads(text)
    hashes = {
        "theatre": file["content"]["theatre"]["hash"],
        "odds": file["content"]["odds"]["sha256"],
        "content": file["content_hash"],
    }
    assert len(set(hashes.values())) == 3
    for what, digits in hashes.items():
        assert text.count(digits.encode()) == 1
        text = text.replace(digits.encode(), f"(hash of {what})".encode())
    golden(name, text)


def test_summary(known: Package, golden: Compare) -> None:
    golden("summary.txt", make_summary(known).encode())


def test_roster(known: Package, golden: Compare) -> None:
    golden("roster.csv", roster_csv(known.theatre, known.get_roster()))


def test_rota(known: Package, golden: Compare) -> None:
    golden("rota.html", make_rota(known))


def test_calendars(known: Package, golden: Compare) -> None:
    calendars = make_calendars(known)
    assert sorted(calendars) == [
        "all-ally.ics", "all-host.ics", "car-1.ics", "foot-1.ics", "foot-2.ics",
        "heli-1.ics",
    ]  # fmt: skip
    golden("heli-1.ics", calendars["heli-1.ics"])


def test_tracks(known: Package, golden: Compare) -> None:
    tracks = make_tracks(known)
    assert sorted(tracks) == ["car-1.gpx", "foot-1.gpx", "foot-2.gpx", "heli-1.gpx"]
    golden("foot-1.gpx", tracks["foot-1.gpx"])
    golden("heli-1.gpx", tracks["heli-1.gpx"])


def test_maps(known: Package, golden: Compare) -> None:
    for name in ("sections.geojson", "duties.geojson"):
        golden(name, make_maps(known)[name])
