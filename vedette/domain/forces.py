"""Who patrols: partners, their teams, aircraft cards, and the limits they set."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partner:
    """A force that takes part; ``role`` is host or partner."""

    id: str
    name: str
    role: str
    origin: str


@dataclass(frozen=True, slots=True)
class TypeCard:
    """Planning figures of an aircraft type, with their source and who signed them.

    Ceilings are heights in the standard atmosphere; those of hovering, in and out of
    ground effect, are at planning weight. None means: not stated on the card.
    """

    id: str
    name: str
    kind: str
    cruise_kmh: float
    endurance_h: float
    reserve_h: float
    turnaround_min: float
    service_ceiling_m: float
    landing_ceiling_m: float
    clearance_m: float
    fuel_kg_per_h: float
    source: str
    signed_by: str
    note: str = ""
    hover_ige_m: float | None = None
    hover_oge_m: float | None = None
    fuel_kg: float | None = None
    crew: int | None = None
    seats: int | None = None
    least_visibility_km: float | None = None
    least_cloud_base_m: float | None = None
    most_wind_kmh: float | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """What moves and notices; hours of the day are minutes since midnight.

    ``earliest_min`` and ``latest_min`` are both None where duty may run at any hour.
    """

    id: str
    name: str
    partner: str
    base: str
    kind: str
    card: str | None
    duty_h: float
    rest_h: float
    starts_every_min: int
    earliest_min: int | None
    latest_min: int | None
    origin: str
    note: str = ""
    detachment: str | None = None
    crew: int | None = None


@dataclass(frozen=True, slots=True)
class Detachment:
    """A part of a partner's force that teams belong to."""

    id: str
    name: str
    partner: str
    origin: str
    note: str = ""


STATUSES = ("available", "limited", "unavailable")


@dataclass(frozen=True, slots=True)
class Availability:
    """What a team can do from ``start`` to ``end``, and why; gaps mean available.

    ``status`` is one of STATUSES; only ``unavailable`` keeps a team off duty.
    """

    team: str
    start: dt.datetime
    end: dt.datetime
    status: str
    reason: str
    origin: str


CAVEAT_KINDS = ("km_range", "hours", "day_only", "host_officer")


@dataclass(frozen=True, slots=True)
class Caveat:
    """A limit that a partner puts on his own teams; ``team`` None means all of them.

    ``kind`` is one of CAVEAT_KINDS. ``host_officer`` asks for an officer of the host on
    board; how many there are is a ``seats`` limit of the theatre.
    """

    id: str
    partner: str
    team: str | None
    kind: str
    km_from: float | None
    km_to: float | None
    earliest_min: int | None
    latest_min: int | None
    reason: str
    origin: str
