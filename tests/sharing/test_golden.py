"""One golden file for each format that is text, made from the package by hand.

The theatre's own copy is not repeated here, and the picture formats have other tests.
"""

from golden import Compare

from vedette.sharing import Package
from vedette.sharing.calendars import make_calendars
from vedette.sharing.gpx import make_tracks
from vedette.sharing.maps import make_maps
from vedette.sharing.plan_files import plan_files
from vedette.sharing.roster_file import roster_csv
from vedette.sharing.rota import make_rota
from vedette.sharing.summary import make_summary


def test_plan(package: Package, golden: Compare) -> None:
    golden("plan.json", plan_files(package.theatre, package.plan)["plan.json"])


def test_summary(package: Package, golden: Compare) -> None:
    golden("summary.txt", make_summary(package).encode())


def test_roster(package: Package, golden: Compare) -> None:
    golden("roster.csv", roster_csv(package.theatre, package.get_roster()))


def test_rota(package: Package, golden: Compare) -> None:
    golden("rota.html", make_rota(package))


def test_calendars(package: Package, golden: Compare) -> None:
    calendars = make_calendars(package)
    assert sorted(calendars) == [
        "all-ally.ics", "all-host.ics", "car-1.ics", "foot-1.ics", "foot-2.ics",
        "heli-1.ics",
    ]  # fmt: skip
    golden("heli-1.ics", calendars["heli-1.ics"])


def test_tracks(package: Package, golden: Compare) -> None:
    tracks = make_tracks(package)
    assert sorted(tracks) == ["car-1.gpx", "foot-1.gpx", "foot-2.gpx", "heli-1.gpx"]
    golden("foot-1.gpx", tracks["foot-1.gpx"])
    golden("heli-1.gpx", tracks["heli-1.gpx"])


def test_maps(package: Package, golden: Compare) -> None:
    for name in ("sections.geojson", "duties.geojson"):
        golden(name, make_maps(package)[name])
