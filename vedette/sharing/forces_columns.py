"""What the template of a workbook of forces says of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vedette.domain.forces import CAVEAT_KINDS, STATUSES
from vedette.reading.head import ORIGINS
from vedette.reading.sensors import KINDS


@dataclass(frozen=True, slots=True)
class Hint:
    """What a column is for, and what a spreadsheet may check of it.

    ``choice`` names a list to choose from (see ``forces_file``); ``least`` and ``most``
    bound a number, which is whole if ``is_whole``.
    """

    text: str
    choice: str = ""
    least: float | None = None
    most: float | None = None
    is_whole: bool = False
    width: int = 12


FIXED_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kinds": KINDS,
        "statuses": STATUSES,
        "caveat kinds": CAVEAT_KINDS,
        "origins": ORIGINS,
    }
)
_PARTNER = Hint("Id of the partner, as in theatre.toml.", "partners")
_ORIGIN = Hint("exercise or own.", "origins", width=10)
_MOMENT = (
    "A date and hour on the theatre's clock; or text with an offset, such as "
    "2025-12-08T06:30+05:00. A date without an hour is its first moment, 00:00."
)
_HOUR = "Hour of the day, 00:00 to 23:59; give both hours or neither."
_KM = "km of the border, from its downstream end. For kind km_range; may be empty."

HINTS: Mapping[str, Mapping[str, Hint]] = {
    "assets": {
        "id": Hint("Letters, digits, - and _; unlike every other id."),
        "name": Hint("A name for the team, never of a person.", width=30),
        "partner": _PARTNER,
        "base": Hint("Id of the base it starts from, as in bases.csv.", "bases"),
        "kind": Hint("foot, vehicle, boat or helicopter.", "kinds"),
        "card": Hint("Helicopters: id of the type card in cards.toml.", "cards"),
        "duty_h": Hint("Longest duty, hours; whole slots.", least=0.01, most=24.0),
        "rest_h": Hint("Rest after a duty, hours; whole slots.", least=0.0, most=168.0),
        "starts_every_min": Hint(
            "A duty may begin at these multiples after midnight, minutes.",
            least=1, most=1440, is_whole=True, width=18,
        ),
        "earliest": Hint(f"No duty begins before. {_HOUR}", width=10),
        "latest": Hint(f"Every duty ends by then. {_HOUR}", width=10),
        "origin": _ORIGIN,
        "note": Hint("May be empty.", width=24),
        "detachment": Hint("Id of detachments.csv; may be empty.", "detachments"),
        "crew": Hint(
            "How many people, never who; may be empty.",
            least=1, most=200, is_whole=True, width=8,
        ),
    },
    "availability": {
        "team": Hint("Id of a team of the sheet assets.", "teams"),
        "from": Hint(_MOMENT, width=18),
        "to": Hint(_MOMENT, width=18),
        "status": Hint("Only unavailable keeps a team off duty.", "statuses"),
        "reason": Hint("Why, in a few words; never a person's name.", width=40),
        "origin": _ORIGIN,
    },
    "caveats": {
        "id": Hint("Letters, digits, - and _; unlike every other id."),
        "partner": _PARTNER,
        "team": Hint("A team of the sheet assets; empty: all.", "teams"),
        "kind": Hint(
            "km_range: patrols only there. hours: on duty only then. day_only: only by "
            "day. host_officer: an officer of the host is on board; needs a limit of "
            "kind seats in limits.csv.",
            "caveat kinds", width=14,
        ),
        "km_from": Hint(_KM, least=0.0, most=100_000.0, width=10),
        "km_to": Hint(_KM, least=0.0, most=100_000.0, width=10),
        "earliest": Hint(f"For kind hours. {_HOUR}", width=10),
        "latest": Hint(f"For kind hours. {_HOUR}", width=10),
        "reason": Hint("Why, in a few words.", width=50),
        "origin": _ORIGIN,
    },
}  # fmt: skip
