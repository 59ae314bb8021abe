"""iCalendar: right hours in any zone, and the same event each time it is imported."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from vedette.domain.plans import Roster, RosterMove
from vedette.sharing import Package
from vedette.sharing.calendars import make_calendars


def events(data: bytes) -> list[Event]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def span(event: Event) -> tuple[dt.datetime, dt.datetime]:
    return tuple(
        event.decoded(name).astimezone(dt.UTC) for name in ("dtstart", "dtend")
    )  # type: ignore[return-value]


def at(package: Package, slot: int) -> dt.datetime:
    return (package.plan.start + dt.timedelta(minutes=30 * slot)).astimezone(dt.UTC)


def test_an_event_for_each_duty_and_each_sortie(package: Package) -> None:
    duty, sortie = events(make_calendars(package)["heli-1.ics"])
    assert span(duty) == (at(package, 8), at(package, 14))
    assert span(sortie) == (at(package, 9), at(package, 13))  # on the ground again
    assert str(duty["summary"]) == "EXERCISE Helicopter 1: duty, Airfield-1"
    assert "km 25.0 to 50.0" in str(duty["description"])
    assert "Exercise" in str(sortie["description"])


def test_local_hours_are_the_theatres(package: Package) -> None:
    (duty,) = events(make_calendars(package)["foot-1.ics"])
    begin = duty.decoded("dtstart")
    assert f"{begin:%H:%M}" == "08:00"
    assert begin.utcoffset() == dt.timedelta(hours=5)


def test_a_partners_calendar_holds_all_his_teams(package: Package) -> None:
    files = make_calendars(package)
    own = [
        uid for n in ("foot-1", "foot-2", "car-1") for uid in uids(files[f"{n}.ics"])
    ]
    assert sorted(uids(files["all-host.ics"])) == sorted(own)


def uids(data: bytes) -> list[str]:
    return [str(event["uid"]) for event in events(data)]


def test_the_same_roster_is_the_same_events(package: Package) -> None:
    first, again = make_calendars(package), make_calendars(package)
    assert first == again
    ids = [
        uid for name, data in first.items() if "all-" not in name for uid in uids(data)
    ]
    assert len(set(ids)) == len(ids) == 5
    other = replace(package, roster=replace(package.get_roster(), seed=1))
    assert not set(ids) & {
        u for data in make_calendars(other).values() for u in uids(data)
    }


@pytest.mark.parametrize(
    ("start", "slot", "local"),
    [
        # 29 March 2026: at 02:00 the clock is put forward to 03:00.
        ("2026-03-28T22:00", 12, "05:00"),
        # 25 October 2026: at 03:00 it is put back to 02:00.
        ("2026-10-24T22:00", 12, "03:00"),
        ("2026-10-24T22:00", 8, "02:00"),  # the first 02:00
        ("2026-10-24T22:00", 10, "01:00"),  # the second one, told in UTC
    ],
)
def test_clocks_that_change_in_the_night(
    package: Package, start: str, slot: int, local: str
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    moves = (
        RosterMove("foot-1", "start", slot, slot, 30.0, 30.0, slot, None),
        RosterMove("foot-1", "move", slot, slot + 1, 30.0, 30.0, slot, None),
        RosterMove("foot-1", "end", slot + 1, slot + 17, 30.0, 30.0, slot, None),
    )
    begin = dt.datetime.fromisoformat(start).replace(tzinfo=zone)
    roster = Roster("small", "ab" * 32, 1, begin, "Europe/Berlin", 30, moves)
    (duty,) = events(make_calendars(replace(package, roster=roster))["foot-1.ics"])
    passed = duty.decoded("dtstart").astimezone(dt.UTC) - begin.astimezone(dt.UTC)
    assert passed == dt.timedelta(minutes=30 * slot)
    assert f"{duty.decoded('dtstart'):%H:%M}" == local


def test_zone_rules_travel_with_the_file(package: Package) -> None:
    """A program that knows no zones reads the change of clocks from the file itself."""
    roster = replace(package.get_roster(), zone="Europe/Berlin")
    data = make_calendars(replace(package, roster=roster))["foot-1.ics"]
    zones = Calendar.from_ical(data).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Europe/Berlin"]
    assert {part.name for part in zones[0].subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_hostile_text_stays_inside_its_line(package: Package) -> None:
    name = "A\r\nBEGIN:VEVENT\r\nUID:x;,\\\u202e"
    team = replace(package.theatre.teams[0], name=name)
    theatre = replace(package.theatre, teams=(team, *package.theatre.teams[1:]))
    data = make_calendars(replace(package, theatre=theatre))["foot-1.ics"]
    (duty,) = events(data)
    assert "A BEGIN:VEVENT UID:x;,\\" in str(duty["summary"])
