"""What binds teams together: limits of a theatre, and pins that a planner sets."""

import datetime as dt
from dataclasses import dataclass

LIMIT_KINDS = (
    "airborne",
    "seats",
    "flight_hours",
    "presence",
    "absence",
    "on_duty",
    "off_duty",
)
AT_LEAST = frozenset({"presence", "on_duty", "off_duty"})
HOLDS = ("on_average", "every_draw", "chance")
PIN = "pin"  # the origin of a limit that stands in a plan


@dataclass(frozen=True, slots=True)
class Limit:
    """How much some teams may or must do of something; see docs/theory/limits.md.

    ``partner``, ``base`` and ``team`` say whom it counts (None: any), ``section``,
    ``km_from`` and ``km_to`` where. When it counts is every day between two minutes
    of the day, or between two moments, or always where all four are None.
    """

    id: str
    kind: str
    holds: str
    amount: float
    partner: str | None
    base: str | None
    team: str | None
    section: str | None
    km_from: float | None
    km_to: float | None
    daily_from_min: int | None
    daily_to_min: int | None
    start: dt.datetime | None
    end: dt.datetime | None
    reason: str
    origin: str
