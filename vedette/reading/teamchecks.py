"""Checks of teams and caveats: base, card, slots and hours fit together."""

from collections.abc import Callable, Iterator

from vedette.reading.checks import quote
from vedette.reading.parts import Parts
from vedette.reading.tables import Row, Table
from vedette.units import clock

GROUND_KINDS = ("foot", "vehicle", "boat")


def _team_bases(parts: Parts) -> Iterator[tuple[Table, Row, Row]]:
    """Yield each team's row with the row of its base, where both can be read."""
    if parts.teams is None or parts.bases is None:
        return
    bases = parts.bases.by_id()
    for team in parts.teams.rows:
        base = bases.get(team["base"]) if team.holds("base") else None
        if base is not None:
            yield parts.teams, team, base


def check_team_bases(parts: Parts) -> None:
    """Ground teams start from posts, helicopters from airfields."""
    for table, team, base in _team_bases(parts):
        if not team.holds("kind") or not base.holds("kind"):
            continue
        wanted = "post" if team["kind"] in GROUND_KINDS else "airfield"
        if base["kind"] != wanted:
            parts.fault(
                table,
                team,
                "base",
                f"{quote(team['base'])} is of kind {base['kind']}, and a"
                f" {team['kind']} team starts from one of kind {wanted}",
                f"name a base of kind {wanted}",
            )


def check_team_cards(parts: Parts) -> None:
    """Helicopters have a card whose kind fits; ground teams have none."""
    if parts.teams is None:
        return
    cards = parts.cards.by_id() if parts.cards else {}
    for team in parts.teams.rows:
        if not team.holds("kind", "card"):
            continue
        if team["kind"] in GROUND_KINDS:
            if team["card"] is not None:
                parts.fault(
                    parts.teams, team, "card", f"a {team['kind']} team has no card",
                    "leave it empty",
                )  # fmt: skip
            continue
        if team["card"] is None:
            parts.fault(
                parts.teams, team, "card", "it is empty, and a helicopter needs a card",
                "name the card of its type in cards.toml",
            )  # fmt: skip
            continue
        card = cards.get(team["card"])
        if card is not None and card.holds("kind") and card["kind"] != team["kind"]:
            parts.fault(
                parts.teams, team, "card",
                f"card {quote(team['card'])} is one of a {card['kind']}",
                f"name a card of kind {team['kind']}",
            )  # fmt: skip


def check_team_slots(parts: Parts) -> None:
    """Duty and rest are whole slots."""
    slot_min = parts.head.values.get("slot_min") if parts.head else None
    if parts.teams is None or slot_min is None or 60 % slot_min:
        return
    for team in parts.teams.rows:
        for field in ("duty_h", "rest_h"):
            if not team.holds(field):
                continue
            slots = team[field] * 60.0 / slot_min
            if abs(slots - round(slots)) > 1e-6 or (field == "duty_h" and slots < 0.5):
                parts.fault(
                    parts.teams,
                    team,
                    field,
                    f"{team[field]:g} h are not whole slots of {slot_min} minutes",
                    f"give a multiple of {slot_min / 60:g} h",
                )


def check_team_hours(parts: Parts) -> None:
    """Teams have both hours or none."""
    if parts.teams is None:
        return
    for team in parts.teams.rows:
        if team.holds("earliest_min", "latest_min"):
            _check_hours(parts, parts.teams, team)


def _check_hours(parts: Parts, table: Table, row: Row) -> None:
    earliest, latest = row["earliest_min"], row["latest_min"]
    if (earliest is None) != (latest is None):
        parts.fault(
            table,
            row,
            "earliest" if earliest is None else "latest",
            "one of the two hours is missing",
            "give both earliest and latest, or neither",
        )
    elif earliest is not None and earliest == latest:
        parts.fault(
            table,
            row,
            "latest",
            f"earliest and latest are both {clock(earliest)}, which leaves no time",
            "leave both empty for duty at any hour, or part them",
        )


def check_caveats(parts: Parts) -> None:
    """See that a caveat has the figures of its kind, and no others."""
    if parts.caveats is None:
        return
    for row in parts.caveats.rows:
        if not row.holds("kind", "km_from", "km_to", "earliest_min", "latest_min"):
            continue
        if row["kind"] == "hours":
            _check_hours_caveat(parts, parts.caveats, row)
        elif row["kind"] == "km_range":
            _check_km_caveat(parts, parts.caveats, row)


def _check_hours_caveat(parts: Parts, table: Table, row: Row) -> None:
    _check_hours(parts, table, row)
    if row["earliest_min"] is None and row["latest_min"] is None:
        parts.fault(
            table, row, "earliest", "a caveat of kind hours has no hours",
            "give earliest and latest",
        )  # fmt: skip
    for field in ("km_from", "km_to"):
        if row[field] is not None:
            parts.fault(
                table, row, field, "a caveat of kind hours has no km",
                "leave it empty, or write a second caveat of kind km_range",
            )  # fmt: skip


def _check_km_caveat(parts: Parts, table: Table, row: Row) -> None:
    low, high = row["km_from"], row["km_to"]
    if low is None and high is None:
        parts.fault(
            table, row, "km_from", "a caveat of kind km_range has no km",
            "give km_from, km_to or both",
        )  # fmt: skip
    elif low is not None and high is not None and low >= high:
        parts.fault(
            table, row, "km_to", f"km {low:g} to {high:g} is no stretch",
            "let km_to be the greater",
        )  # fmt: skip
    for field in ("earliest", "latest"):
        if row[f"{field}_min"] is not None:
            parts.fault(
                table, row, field, "a caveat of kind km_range has no hours",
                "leave it empty, or write a second caveat of kind hours",
            )  # fmt: skip


def check_caveat_teams(parts: Parts) -> None:
    """See that a partner limits his own teams only."""
    if parts.caveats is None or parts.teams is None:
        return
    teams = parts.teams.by_id()
    for row in parts.caveats.rows:
        if not row.holds("team", "partner") or row["team"] is None:
            continue
        team = teams.get(row["team"])
        if team is not None and team.holds("partner"):
            if team["partner"] == row["partner"]:
                continue
            parts.fault(
                parts.caveats, row, "team",
                f"team {quote(row['team'])} belongs to partner"
                f" {quote(team['partner'])}, not to {quote(row['partner'])}",
                "a partner limits his own teams only: mend partner or team",
            )  # fmt: skip


TEAM_CHECKS: tuple[Callable[[Parts], None], ...] = (
    check_team_bases,
    check_team_cards,
    check_team_slots,
    check_team_hours,
    check_caveats,
    check_caveat_teams,
)
