"""Checks of limits and pins: each holds together, and fits the theatre around it.

A check takes a row, what is known of the theatre, and whom to tell of a fault. It says
nothing of a field that could not be read, nor of what is not known.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vedette.domain.limits import AT_LEAST
from vedette.reading.checks import quote, some_of
from vedette.reading.constants import AIRCRAFT
from vedette.reading.known import WHOM, Known
from vedette.reading.parts import END_KM, Parts
from vedette.reading.spells import check_spell
from vedette.reading.tables import Row, Table, Tell

OF_AIRCRAFT = ("airborne", "seats", "flight_hours")
OF_A_STRETCH = ("presence", "absence")


def check_row(row: Row, known: Known, fault: Tell) -> None:
    """Run every check on one limit or pin."""
    for check in CHECKS:
        check(row, known, fault)


def _check_holds(row: Row, known: Known, fault: Tell) -> None:
    """See that only presence has a chance, and that amounts can be counted."""
    if not row.holds("kind", "holds"):
        return
    kind, holds = row["kind"], row["holds"]
    if holds == "chance" and kind != "presence":
        fault(
            "holds",
            f"a limit of kind {kind} cannot hold with a chance, only presence can",
            "choose on_average or every_draw",
        )
        return
    if not row.holds("amount"):
        return
    amount = row["amount"]
    if holds == "chance" and not 0 < amount < 1:
        fault(
            "amount",
            f"{amount:g} is no chance that can be kept",
            "give one above 0 and below 1, such as 0.9",
        )
    is_count = holds == "every_draw" and kind != "flight_hours"
    if is_count and amount != int(amount):
        fault(
            "amount",
            f"{amount:g} is not whole, and a draw has whole numbers only",
            "give a whole number, or let it hold on_average",
        )


def _check_stretch(row: Row, known: Known, fault: Tell) -> None:
    """Only presence and absence are somewhere, and there is a stretch of the line."""
    if not row.holds("kind", "section", "km_from", "km_to"):
        return
    if row["kind"] not in OF_A_STRETCH:
        for name in ("section", "km_from", "km_to"):
            if row[name] is not None:
                fault(
                    name,
                    f"a limit of kind {row['kind']} counts the whole line",
                    "leave it empty",
                )
        return
    end = math.inf if known.length_km is None else known.length_km
    low = 0.0 if row["km_from"] is None else row["km_from"]
    high = end if row["km_to"] is None else row["km_to"]
    at = known.sections.get(row["section"], (0.0, math.inf))
    if low >= end or high > end + END_KM:
        fault(
            "km_from" if low >= end else "km_to",
            f"km {low if low >= end else high:g} lies beyond the line, which ends at"
            f" km {end:.3f}",
            "give a km of the line",
        )
    elif low >= high:
        fault("km_to", f"km {low:g} to {high:g} is no stretch", "let it be the greater")
    elif max(low, at[0]) >= min(high, at[1]):
        fault(
            "section",
            f"km {low:g} to {high:g} and section {quote(row['section'])}, km"
            f" {at[0]:g} to {at[1]:g}, have no stretch in common",
            "mend one of them, or leave it empty",
        )


def _check_times(row: Row, known: Known, fault: Tell) -> None:
    check_spell(row, fault)


def _check_names(row: Row, known: Known, fault: Tell) -> None:
    """Whatever a limit names by its id exists."""
    for name in (*WHOM, "section"):
        if name not in known.ids or not row.holds(name) or row[name] is None:
            continue
        file, ids = known.ids[name]
        if row[name] not in ids:
            fault(
                name, f"there is no {name} {quote(row[name])}",
                f"name one of {file}{some_of(ids)}",
            )  # fmt: skip


def _check_counted(row: Row, known: Known, fault: Tell) -> None:
    """See that teams are counted, and that they can do what the limit speaks of."""
    if known.teams is None or not row.holds("kind", *WHOM):
        return
    asked = {name: row[name] for name in WHOM if row[name] is not None}
    if not all(
        name in known.ids and asked[name] in known.ids[name][1] for name in asked
    ):
        return
    counted = [team for team in known.teams if _fits(team, asked)]
    if not counted:
        _tell_nobody(known.teams, asked, fault)
        return
    does_fly = any(team["kind"] in AIRCRAFT for team in counted)
    if row["kind"] in OF_AIRCRAFT and not does_fly:
        fault(
            "kind", f"{row['kind']} counts aircraft, and no team counted is one",
            "count teams of kind helicopter, or choose another kind",
        )  # fmt: skip
    most = len(counted) if row["kind"] in AT_LEAST else math.inf
    if row.holds("amount") and row["amount"] > most:
        fault(
            "amount",
            f"{row['amount']:g} are asked for where {most} can be counted",
            f"ask for {most} at most, or count more teams",
        )


def _fits(team: Mapping[str, Any], asked: Mapping[str, str]) -> bool:
    return all(
        team["id" if name == "team" else name] == value for name, value in asked.items()
    )


def _tell_nobody(
    teams: Sequence[Mapping[str, Any]], asked: Mapping[str, str], fault: Tell
) -> None:
    """Say why nobody is counted: a team that fits not, or no team that fits."""
    team = next((each for each in teams if each["id"] == asked.get("team")), None)
    for name in WHOM[:2]:
        if team is not None and asked.get(name, team[name]) != team[name]:
            fault(
                "team",
                f"team {quote(team['id'])} is of {name} {quote(team[name])}, not"
                f" {quote(asked[name])}",
                f"mend team or {name}, or leave {name} empty",
            )
    if team is None:
        whose = " and ".join(f"{name} {quote(value)}" for name, value in asked.items())
        what = f"there is no team of {whose}" if whose else "there is no team"
        fault(next(iter(asked), "team"), what, "count teams that there are")


CHECKS: tuple[Callable[[Row, Known, Tell], None], ...] = (
    _check_holds,
    _check_stretch,
    _check_times,
    _check_names,
    _check_counted,
)


def check_limits(parts: Parts) -> None:
    """Check the limits of a theatre that is being read."""
    if parts.limits is None:
        return
    known = Known.of_parts(parts)
    for row in parts.limits.rows:
        check_row(row, known, _telling(parts, parts.limits, row))


def _telling(parts: Parts, table: Table, row: Row) -> Tell:
    return lambda name, what, advice: parts.fault(table, row, name, what, advice)


LIMIT_CHECKS: tuple[Callable[[Parts], None], ...] = (check_limits,)
