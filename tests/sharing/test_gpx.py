"""GPX: valid by its schema, read back by another program, true to roster and ground."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import gpxpy
import numpy as np
import pytest
from fields import QUICK, field_of, quick_plan
from lxml import etree

from vedette.domain.theatre import Theatre
from vedette.planning.picture import picture_plan
from vedette.planning.roster import draw_roster
from vedette.sharing import Package
from vedette.sharing.gpx import make_tracks
from vedette.terrain.elevation import smooth_heights_at
from vedette.terrain.line import position_at, track_position
from vedette.units import distance_km

SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "gpx-1.1.xsd"


@pytest.fixture(scope="module")
def drawn(small_theatre: Theatre) -> Package:
    """A real plan and a real draw."""
    field, plan = field_of(small_theatre, QUICK), quick_plan(small_theatre, QUICK)
    picture = picture_plan(
        small_theatre, field.ground, field.window, field.risk, field.coverage, plan
    )
    return Package(small_theatre, plan, picture, draw_roster(plan, 3))


def points(data: bytes) -> list[gpxpy.gpx.GPXTrackPoint]:
    return [point for point, *_ in gpxpy.parse(data.decode()).walk()]


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the GPX 1.1 schema is not there")
def test_files_are_valid(package: Package, drawn: Package) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    for each in (package, drawn):
        for data in make_tracks(each).values():
            schema.assertValid(etree.fromstring(data))


def test_one_track_a_duty_with_its_hours(drawn: Package) -> None:
    files = make_tracks(drawn)
    for team in drawn.theatre.teams:
        begins = [
            move.t0
            for move in drawn.get_roster().moves
            if move.team == team.id and move.kind == "start"
        ]
        assert (f"{team.id}.gpx" in files) == bool(begins)
        if begins:
            tracks = gpxpy.parse(files[f"{team.id}.gpx"].decode()).tracks
            starts = [t.segments[0].points[0].time for t in tracks]
            due = [drawn.plan.start + dt.timedelta(minutes=30 * b) for b in begins]
            assert starts == due


def test_clocks_run_and_every_duty_begins_and_ends_at_its_base(drawn: Package) -> None:
    for name, data in make_tracks(drawn).items():
        team = next(t for t in drawn.theatre.teams if f"{t.id}.gpx" == name)
        base = drawn.theatre.get_base(team.base)
        for track in gpxpy.parse(data.decode()).tracks:
            way = track.segments[0].points
            times = [point.time for point in way]
            assert times == sorted(times)
            assert len({(p.time, p.latitude, p.longitude) for p in way}) == len(way)
            due = (base.lon, base.lat)
            if base.km is not None:  # on the track, abreast of the post
                due = track_position(drawn.theatre, base.km)
            for end in (way[0], way[-1]):
                assert float(end.longitude) == pytest.approx(float(due[0]), abs=2e-6)
                assert float(end.latitude) == pytest.approx(float(due[1]), abs=2e-6)


def test_heights_are_those_of_the_ground(drawn: Package) -> None:
    for data in make_tracks(drawn).values():
        way = points(data)
        lon = np.array([p.longitude for p in way])
        lat = np.array([p.latitude for p in way])
        ground = smooth_heights_at(drawn.theatre.elevation, lon, lat)
        assert np.abs(ground - [p.elevation for p in way]).max() < 0.06


def test_nobody_is_faster_than_the_rules_allow(drawn: Package) -> None:
    """On the ground no faster than the fastest reach; in the air at cruise at most."""
    ground = drawn.get_picture().ground
    for name, data in make_tracks(drawn).items():
        team = next(t for t in drawn.theatre.teams if f"{t.id}.gpx" == name)
        card = drawn.theatre.find_card(team.card)
        if card is None:
            top = float((ground.track_km / ground.minutes[team.kind]).max() * 60)
        else:
            top = card.cruise_kmh
        way = points(data)
        for a, b in pairwise(way):
            far = float(
                distance_km(a.longitude, a.latitude, b.longitude, b.latitude)[0]
            )
            # Times are told to the second, which is up to a second at either end.
            hours = ((b.time - a.time).total_seconds() + 1.0) / 3600
            assert far <= 1.02 * top * hours + 0.001, (name, a, b)


def test_a_foot_team_stays_on_the_track(package: Package) -> None:
    way = points(make_tracks(package)["foot-1.gpx"])
    km = np.linspace(29.5, 35.5, 2000)
    lon, lat = track_position(package.theatre, km)
    for point in way:
        assert distance_km(point.longitude, point.latitude, lon, lat).min() < 0.02
    # At moment 6 (09:00) it is at km 35 and waits there for a slot.
    lon35, lat35 = track_position(package.theatre, 35.0)
    waits = [p.time for p in way if abs(p.longitude - float(lon35)) < 2e-6]
    hours = [f"{time:%H:%M}" for time in waits]
    assert hours == ["04:00", "04:30"]
    assert float(lat35) == pytest.approx(
        next(p.latitude for p in way if p.time == waits[0]), abs=2e-6
    )


def test_a_helicopter_is_on_station_in_its_spare_time(package: Package) -> None:
    """16 km to go at 180 km/h: 5.4 min of the slot; the other 24.6 are on station."""
    way = points(make_tracks(package)["heli-1.gpx"])
    lon, lat = (float(x) for x in position_at(package.theatre.border, 25.0))
    over = [p for p in way if abs(p.longitude - lon) + abs(p.latitude - lat) < 4e-6]
    base = package.theatre.get_base("field-1")
    leg_min = float(distance_km(base.lon, base.lat, lon, lat)[0]) / 180 * 60
    took_off = package.plan.start + dt.timedelta(minutes=9 * 30)
    arrived = (over[0].time - took_off).total_seconds() / 60
    assert arrived == pytest.approx(leg_min, abs=1 / 60)
    assert over[-1].time == took_off + dt.timedelta(minutes=30)


def test_the_notice_goes_with_every_file_and_hostile_text_is_text(
    package: Package,
) -> None:
    team = replace(package.theatre.teams[0], name="<b>&\x00\x1b]]></name>")
    theatre = replace(package.theatre, teams=(team, *package.theatre.teams[1:]))
    files = make_tracks(replace(package, theatre=theatre))
    for data in files.values():
        assert "Exercise" in gpxpy.parse(data.decode()).description
    track = gpxpy.parse(files["foot-1.gpx"].decode()).tracks[0]
    assert track.name.startswith("<b>& ]]></name>, duty of 2025-12-08 08:00")
