"""What there is to tell of forces: how a team stands, what a caveat asks."""

import datetime as dt
from dataclasses import dataclass

from vedette.domain.forces import Availability, Caveat, Team
from vedette.domain.limits import Limit
from vedette.domain.theatre import Theatre
from vedette.planning.groups import does_count, list_caveats
from vedette.units import clock


@dataclass(frozen=True, slots=True)
class State:
    """How a team stands at a moment: since when a row of its own says, until when.

    ``until`` is when that ends or, for a team without a row, when the next one begins;
    None: nothing is known to come. ``ahead`` are the rows that begin later.
    """

    status: str
    reason: str
    until: dt.datetime | None
    ahead: tuple[Availability, ...]


def state_at(theatre: Theatre, team: Team, at: dt.datetime) -> State:
    """Return how a team stands at a moment; without a row it is available."""
    rows = [row for row in theatre.availability if row.team == team.id]
    ahead = tuple(sorted((r for r in rows if r.start > at), key=lambda r: r.start))
    now = next((row for row in rows if row.start <= at < row.end), None)
    if now is not None:
        return State(now.status, now.reason, now.end, ahead)
    return State("available", "", ahead[0].start if ahead else None, ahead)


def team_hours(team: Team) -> str:
    """Return between which hours a team is on duty."""
    if team.earliest_min is None or team.latest_min is None:
        return "any"
    return f"{clock(team.earliest_min)}-{clock(team.latest_min)}"


def caveat_sentence(theatre: Theatre, caveat: Caveat) -> str:
    """Return what a caveat asks, in words."""
    if caveat.kind == "km_range":
        return f"patrols only {_stretch(caveat)}"
    if caveat.kind == "hours":
        if caveat.earliest_min is None or caveat.latest_min is None:
            raise AssertionError("a caveat of kind hours has both")
        early, late = clock(caveat.earliest_min), clock(caveat.latest_min)
        over = " over midnight" if caveat.earliest_min > caveat.latest_min else ""
        return f"is on duty only from {early} to {late}{over}"
    if caveat.kind == "day_only":
        return "is on duty only while it is day over its base's section"
    seats = list_seats(theatre, caveat)
    told = " and ".join(f"at most {each.amount:g} ({each.id})" for each in seats)
    return f"has an officer of the host on board; officers at a time: {told}"


def list_seats(theatre: Theatre, caveat: Caveat) -> tuple[Limit, ...]:
    """Return the limits that say how many officers of the host there are."""
    teams = [team for team in theatre.teams if caveat in list_caveats(theatre, team)]
    return tuple(
        limit
        for limit in theatre.limits
        if limit.kind == "seats" and any(does_count(limit, team) for team in teams)
    )


def _stretch(caveat: Caveat) -> str:
    low, high = caveat.km_from, caveat.km_to
    if low is not None and high is not None:
        return f"from km {low:g} to km {high:g}"
    return f"up to km {high:g}" if low is None else f"from km {low:g} on"
