"""Checks across files: what one says must fit what the others say.

Each check is one small function over the parts that could be read; it says nothing of
a part or a field that is missing, since that has been told already.
"""

from collections.abc import Callable

from vedette.reading.checks import quote, some_of
from vedette.reading.forcechecks import FORCE_CHECKS
from vedette.reading.groundchecks import GROUND_CHECKS
from vedette.reading.limitchecks import LIMIT_CHECKS
from vedette.reading.parts import END_KM, Parts
from vedette.reading.tables import Row, Table
from vedette.reading.teamchecks import TEAM_CHECKS
from vedette.reading.weather import WEATHER_CHECKS

SAME_KM = 1e-6


def check_ids(parts: Parts) -> None:
    """Every id names one thing only, whatever its case."""
    seen: dict[str, str] = {}
    for word, table in parts.list_tables():
        for row in table.rows:
            if not row.holds("id"):
                continue
            key = row["id"].casefold()
            if key in seen:
                parts.fault(
                    table,
                    row,
                    "id",
                    f"{quote(row['id'])} is already the id of {seen[key]}",
                    f"give this {word} an id of its own",
                )
            else:
                at = f" line {row.line}" if row.line else ""
                seen[key] = f"a {word} ({table.file}{at})"


def check_host(parts: Parts) -> None:
    """Exactly one partner is the host."""
    table = parts.partners
    if table is None or not all(row.holds("role") for row in table.rows):
        return
    hosts = [row for row in table.rows if row["role"] == "host"]
    if not hosts:
        parts.faults.add(
            table.file, "no partner is the host", 'give one role = "host"',
            field="partners",
        )  # fmt: skip
    for row in hosts[1:]:
        parts.fault(
            table, row, "role", "there is more than one host",
            'give all but one role = "partner"',
        )  # fmt: skip


def check_references(parts: Parts) -> None:
    """Whatever a row names by its id exists."""
    for table, field, word, known in (
        (parts.sections, "owner", "partner", parts.partners),
        (parts.bases, "partner", "partner", parts.partners),
        (parts.teams, "partner", "partner", parts.partners),
        (parts.teams, "base", "base", parts.bases),
        (parts.teams, "card", "card", parts.cards),
        (parts.teams, "detachment", "detachment", parts.detachments),
        (parts.detachments, "partner", "partner", parts.partners),
        (parts.availability, "team", "team", parts.teams),
        (parts.caveats, "partner", "partner", parts.partners),
        (parts.caveats, "team", "team", parts.teams),
    ):
        if table is None or known is None:
            continue
        ids = known.ids()
        for row in table.rows:
            if not row.holds(field) or row[field] is None or row[field] in ids:
                continue
            parts.fault(
                table,
                row,
                field,
                f"there is no {word} {quote(row[field])}",
                f"name one of {known.file}{some_of(ids)}",
            )


def check_sections(parts: Parts) -> None:
    """Sections join up, without hole or overlap, from 0 to the border's length."""
    table = parts.sections
    if table is None:
        return
    if not table.rows:
        parts.faults.add(
            table.file, "there is no section", "give the border at least one"
        )
        return
    end: float | None = 0.0
    for row in table.rows:
        if row.holds("km_from") and end is not None:
            _check_joint(parts, table, row, end)
        if row.holds("km_from", "km_to") and row["km_to"] <= row["km_from"]:
            parts.fault(
                table,
                row,
                "km_to",
                f"the section ends at km {row['km_to']:g} and begins at"
                f" km {row['km_from']:g}",
                "let km_to be the greater; km rises from the downstream end",
            )
        end = row["km_to"] if row.holds("km_to") else None
    if parts.border is None or end is None:
        return
    if abs(end - parts.border.length_km) > END_KM:
        parts.fault(
            table,
            table.rows[-1],
            "km_to",
            f"the last section ends at km {end:g}, the border at"
            f" km {parts.border.length_km:.3f}",
            "let the last section end where the border does",
        )


def _check_joint(parts: Parts, table: Table, row: Row, end: float) -> None:
    hole = row["km_from"] - end
    if abs(hole) > SAME_KM:
        kind = "a hole" if hole > 0 else "an overlap"
        parts.fault(
            table,
            row,
            "km_from",
            f"the section begins at km {row['km_from']:g} where km {end:g} is reached:"
            f" {kind} of {abs(hole):.3f} km",
            "let each section begin where the line before it ends, the first at km 0",
        )


CHECKS: tuple[Callable[[Parts], None], ...] = (
    check_ids,
    check_host,
    check_references,
    check_sections,
    *TEAM_CHECKS,
    *FORCE_CHECKS,
    *LIMIT_CHECKS,
    *WEATHER_CHECKS,
    *GROUND_CHECKS,
)


def check_all(parts: Parts) -> None:
    """Run every check; faults go where the parts note them."""
    for check in CHECKS:
        check(parts)
