"""iCalendar: one file for each team and each partner, an event per duty and sortie."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from icalendar import Calendar, Event

from vedette.domain.plans import Roster
from vedette.domain.theatre import Theatre
from vedette.sharing.clocks import moment, utc
from vedette.sharing.duties import Duty, Sortie, list_duties
from vedette.sharing.package import Package
from vedette.sharing.text import exercise_mark, file_names, plain


def make_calendars(package: Package) -> dict[str, bytes]:
    """Return the calendars by file name: ``TEAM.ics`` and ``all-PARTNER.ics``.

    Times are given in the theatre's zone, with the zone's own rules in the file. An
    event's UID comes from plan, seed, team and time, and its stamp from the roster, so
    that importing the same roster twice changes nothing.
    """
    theatre, roster = package.theatre, package.get_roster()
    duties = list_duties(theatre, roster)
    names = file_names(duties)
    calendars = {
        f"{names[team.id]}.ics": _write(theatre, roster, team.name, duties[team.id])
        for team in theatre.teams
        if duties[team.id]
    }
    partners = file_names(partner.id for partner in theatre.partners)
    for partner in theatre.partners:
        own = [
            duty
            for team in theatre.teams
            if team.partner == partner.id
            for duty in duties[team.id]
        ]
        if own:
            calendars[f"all-{partners[partner.id]}.ics"] = _write(
                theatre, roster, partner.name, own
            )
    return calendars


def _write(
    theatre: Theatre, roster: Roster, name: str, duties: Iterable[Duty]
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Vedette//roster//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{exercise_mark(theatre)}{plain(name)}")
    calendar.add("x-wr-caldesc", plain(theatre.notice))
    for duty in duties:
        calendar.add_component(_duty_event(theatre, roster, duty))
        for sortie in duty.sorties:
            calendar.add_component(_sortie_event(theatre, roster, duty, sortie))
    # A year to either side, so that the rules hold a change of clocks if there is one.
    year = dt.timedelta(days=366)
    calendar.add_missing_timezones(
        first_date=(roster.start - year).date(), last_date=(roster.start + year).date()
    )
    return bytes(calendar.to_ical())


def _duty_event(theatre: Theatre, roster: Roster, duty: Duty) -> Event:
    base = theatre.get_base(duty.team.base)
    lines = [f"Seed {roster.seed}, plan {roster.plan_hash}.", plain(theatre.notice)]
    if duty.km_span:
        low, high = duty.km_span
        lines.insert(0, f"Border km {low:.1f} to {high:.1f}.")
    event = _event(theatre, roster, duty, "duty", duty.begin, duty.end)
    event.add(
        "summary",
        f"{exercise_mark(theatre)}{plain(duty.team.name)}: duty, {plain(base.name)}",
    )
    event.add("description", "\n".join(lines))
    event.add("location", plain(base.name))
    event.add("geo", (round(base.lat, 5), round(base.lon, 5)))
    return event


def _sortie_event(
    theatre: Theatre, roster: Roster, duty: Duty, sortie: Sortie
) -> Event:
    base = theatre.get_base(duty.team.base)
    stations = [move.km1 for move in sortie.moves if move.km1 is not None]
    event = _event(theatre, roster, duty, "sortie", sortie.begin, sortie.end)
    event.add("summary", f"{exercise_mark(theatre)}{plain(duty.team.name)}: sortie")
    event.add(
        "description",
        "Stations at border km "
        + ", ".join(f"{km:.1f}" for km in dict.fromkeys(stations))
        + f".\n{plain(theatre.notice)}",
    )
    event.add("location", plain(base.name))
    return event


def _event(
    theatre: Theatre, roster: Roster, duty: Duty, kind: str, begin: int, end: int
) -> Event:
    event = Event()
    key = (theatre.id, roster.plan_hash, roster.seed, duty.team.id, kind, begin, end)
    digest = hashlib.sha256(repr(key).encode()).hexdigest()
    event.add("uid", f"{digest[:32]}@vedette.invalid")
    event.add("dtstamp", utc(roster.start))
    event.add("dtstart", _clear_time(roster, begin))
    event.add("dtend", _clear_time(roster, end))
    event.add("categories", [kind, plain(duty.team.kind)])
    return event


def _clear_time(roster: Roster, slot: int) -> dt.datetime:
    """Return local time, or UTC where the local hour is there twice that night."""
    local = moment(roster, slot)
    return utc(local) if local.fold else local
