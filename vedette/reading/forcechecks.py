"""Checks of detachments, availability, and caveats that other tables must answer."""

from collections.abc import Callable
from itertools import pairwise

from vedette.reading.checks import quote
from vedette.reading.parts import Parts
from vedette.reading.tables import Row

NO_FIGURES = ("km_from", "km_to", "earliest", "latest")


def check_detachments(parts: Parts) -> None:
    """See that a team belongs to a detachment of its own partner."""
    if parts.teams is None:
        return
    known = parts.detachments.by_id() if parts.detachments else {}
    for team in parts.teams.rows:
        if not team.holds("detachment", "partner") or team["detachment"] is None:
            continue
        if parts.detachments is None:
            parts.fault(
                parts.teams, team, "detachment",
                f"there is no detachment {quote(team['detachment'])}",
                "name it in detachments.csv, or leave it empty",
            )  # fmt: skip
            continue
        own = known.get(team["detachment"])
        if own is not None and own.holds("partner"):
            if own["partner"] == team["partner"]:
                continue
            parts.fault(
                parts.teams, team, "detachment",
                f"{quote(team['detachment'])} belongs to partner "
                f"{quote(own['partner'])}, not to {quote(team['partner'])}",
                "name a detachment of the team's own partner",
            )  # fmt: skip


def check_availability(parts: Parts) -> None:
    """See that every row ends after it begins, and that no two of a team overlap."""
    table = parts.availability
    if table is None:
        return
    by_team: dict[str, list[Row]] = {}
    for row in table.rows:
        if not row.holds("team", "start", "end"):
            continue
        if row["end"] <= row["start"]:
            parts.fault(
                table, row, "to", "it is not after from", "let it end after it begins"
            )
            continue
        by_team.setdefault(row["team"], []).append(row)
    for rows in by_team.values():
        rows.sort(key=lambda row: row["start"])
        for before, after in pairwise(rows):
            if after["start"] < before["end"]:
                parts.fault(
                    table, after, "from",
                    f"it overlaps line {before.line} of the same team",
                    "let one end before the other begins",
                )  # fmt: skip


def check_plain_caveats(parts: Parts) -> None:
    """See that day_only and host_officer have no figures, and find their answer."""
    table = parts.caveats
    if table is None:
        return
    for row in table.rows:
        if not row.holds("kind") or row["kind"] not in ("day_only", "host_officer"):
            continue
        for name in NO_FIGURES:
            field = name if name.startswith("km") else f"{name}_min"
            if row.holds(field) and row[field] is not None:
                parts.fault(
                    table, row, name, f"a caveat of kind {row['kind']} has no figures",
                    "leave it empty, or write a second caveat",
                )  # fmt: skip
        if row["kind"] == "host_officer":
            _check_officer(parts, row)


def _check_officer(parts: Parts, row: Row) -> None:
    """See that the teams fly, and that a limit says how many officers there are."""
    table, teams = parts.caveats, parts.teams
    if table is None or teams is None or not row.holds("partner", "team"):
        return
    mine = [
        team
        for team in teams.rows
        if team.holds("id", "partner", "kind", "base")
        and team["partner"] == row["partner"]
        and row["team"] in (None, team["id"])
    ]
    if any(team["kind"] != "helicopter" for team in mine):
        parts.fault(
            table, row, "kind", "a host officer on board is asked of ground teams",
            "name the helicopter team it holds for; seats are those of aircraft",
        )  # fmt: skip
        return
    seats = [
        limit
        for limit in (parts.limits.rows if parts.limits else ())
        if limit.holds("kind", "partner", "base", "team") and limit["kind"] == "seats"
    ]
    for team in mine:
        if not any(
            limit["partner"] in (None, team["partner"])
            and limit["base"] in (None, team["base"])
            and limit["team"] in (None, team["id"])
            for limit in seats
        ):
            parts.fault(
                table, row, "kind",
                f"nothing says how many officers of the host there are for "
                f"{quote(team['id'])}",
                "add a limit of kind seats that counts it to limits.csv",
            )  # fmt: skip


FORCE_CHECKS: tuple[Callable[[Parts], None], ...] = (
    check_detachments,
    check_availability,
    check_plain_caveats,
)
