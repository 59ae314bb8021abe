"""Who patrols: partners, their teams, aircraft cards, and the limits they set."""

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
    """Planning figures of an aircraft type, with their source and who signed them."""

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


@dataclass(frozen=True, slots=True)
class Caveat:
    """A limit that a partner puts on his own teams; ``team`` None means all of them."""

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
