"""``roster.csv``: one row for each drawn move, to be read by people and programs."""

import csv
import io

from vedette.domain.plans import Roster, RosterMove
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.sharing.clocks import moment, utc
from vedette.sharing.text import cell

COLUMNS = (
    "team", "partner", "kind", "slot_from", "slot_to", "time_from", "time_to",
    "time_from_utc", "km_from", "km_to", "duty", "sortie", "seed", "plan", "theatre",
    "start", "zone", "slot_min", "origin",
)  # fmt: skip


def roster_csv(theatre: Theatre, roster: Roster) -> bytes:
    """Return a roster as a table; docs/reference/files.md says what each column holds.

    What concerns the whole roster stands in every row, so that a table that is sorted,
    filtered or cut still says what it is.
    """
    if not roster.moves:
        raise InputError(
            "The roster is empty: no team of the plan has a lawful move, so there is "
            "nothing to hand out. The plan's shortfalls give the reasons."
        )
    partners = {team.id: team.partner for team in theatre.teams}
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(COLUMNS)
    about = (
        roster.seed,
        roster.plan_hash,
        cell(roster.theatre_id),
        moment(roster, 0).isoformat(),
        cell(roster.zone),
        roster.slot_min,
        "exercise" if theatre.is_exercise else "own",
    )
    for move in roster.moves:
        partner = partners.get(move.team, "")
        writer.writerow((*_row(roster, move, partner), *about))
    return held.getvalue().encode()


def _row(roster: Roster, move: RosterMove, partner: str) -> tuple[object, ...]:
    begin, end = moment(roster, move.t0), moment(roster, move.t1)
    return (
        cell(move.team),
        cell(partner),
        move.kind,
        move.t0,
        move.t1,
        begin.isoformat(),
        end.isoformat(),
        utc(begin).isoformat(),
        _number(move.km0),
        _number(move.km1),
        _number(move.duty),
        _number(move.sortie),
    )


def _number(value: float | None) -> str:
    """Write a number with all its digits, or nothing."""
    return "" if value is None else repr(value)
