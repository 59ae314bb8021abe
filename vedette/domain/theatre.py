"""One frontier: its line, ground, sections, sites, bases, and model constants."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import (
    Availability,
    Caveat,
    Detachment,
    Partner,
    Team,
    TypeCard,
)
from vedette.domain.limits import Limit
from vedette.domain.weather import Weather

LEVELS = ("low", "medium", "high", "critical")
# By the sun's height; below -12 degrees by the moon's: docs/theory/ground.md.
LIGHTS = ("day", "civil", "nautical", "moon", "night")
SITE_KINDS = ("bridge", "dam", "lake", "airfield", "settlement", "mine", "camp")
FIRST_DARK = LIGHTS.index("moon")  # from here on a horizon can no longer be made out


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of border with one impact level and one owner."""

    id: str
    name: str
    km_from: float
    km_to: float
    level: str
    owner: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Something that an attempt would harm; ``value`` in harm points, 0 to 100.

    ``kind`` is one of SITE_KINDS.
    """

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    value: float
    precision: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """Where teams start and end a duty: a post on the track, or an airfield."""

    id: str
    name: str
    kind: str
    partner: str
    lon: float
    lat: float
    km: float | None
    origin: str
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class BorderLine:
    """The border as a line; ``km`` is the geodesic length from the first vertex."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    km: NDArray[np.float64]

    @property
    def length_km(self) -> float:
        """The whole length in km."""
        return float(self.km[-1])


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One unbroken piece of the track along the border.

    ``border_km`` gives for every vertex the km of the border it lies abreast of,
    never decreasing; ``km`` is the length along the track itself.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    km: NDArray[np.float64]
    border_km: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ElevationGrid:
    """Heights in metres, row 0 north, column 0 west; a regular grid of degrees.

    ``west`` and ``north`` are the centre of the first cell, the steps positive.
    """

    height_m: NDArray[np.int16]
    west: float
    north: float
    step_lon: float
    step_lat: float
    error_m: float


@dataclass(frozen=True, slots=True)
class Layer:
    """A file of the theatre with its licence, credit and notice."""

    name: str
    file: str
    licence: str
    credit: str
    notice: str


@dataclass(frozen=True, slots=True, eq=False)
class Theatre:
    """One frontier, loaded whole.

    ``content_hash`` is the SHA-256 over its ``files``, named from its ``folder``.
    """

    id: str
    name: str
    zone: str
    start: dt.datetime
    is_exercise: bool
    notice: str
    slot_min: int
    reach_km: float
    river_km: tuple[tuple[float, float], ...]
    border: BorderLine
    tracks: tuple[Track, ...]
    elevation: ElevationGrid
    sections: tuple[Section, ...]
    sites: tuple[Site, ...]
    bases: tuple[Base, ...]
    partners: tuple[Partner, ...]
    cards: tuple[TypeCard, ...]
    teams: tuple[Team, ...]
    caveats: tuple[Caveat, ...]
    model: "ModelConstants"
    layers: tuple[Layer, ...]
    drawings: Mapping[str, Mapping[str, Any]]
    folder: Path
    content_hash: str
    files: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    weather: tuple[Weather, ...] = ()
    detachments: tuple[Detachment, ...] = ()
    availability: tuple[Availability, ...] = ()

    def get_base(self, base_id: str) -> Base:
        """Return a base by its id."""
        return next(base for base in self.bases if base.id == base_id)

    def get_partner(self, partner_id: str) -> Partner:
        """Return a partner by its id."""
        return next(partner for partner in self.partners if partner.id == partner_id)

    def find_card(self, card_id: str | None) -> TypeCard | None:
        """Return a type card by its id, or None for teams without one."""
        return next((card for card in self.cards if card.id == card_id), None)


@dataclass(frozen=True, slots=True)
class Sensor:
    """What one looks with; see docs/theory/looks.md.

    ``half_km`` gives by light the range at which somebody on foot is noticed half as
    often as close by; ``once`` how often, on average, one who goes by slowly notices
    him close by; ``rush_kmh`` the speed at which that is halved.
    """

    id: str
    half_km: Mapping[str, float]
    once: float
    rush_kmh: float
    source: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """How a kind of team looks: ``eye_m`` above the ground, with these sensors."""

    eye_m: float
    sensors: tuple[str, ...]


EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ModelConstants:
    """The constants of ``model.toml``; the file gives the source of each table.

    ``exposure`` is the share of a site's value that is exposed, by its kind and by
    light; a kind that it does not name is exposed whole at every hour.
    """

    foot_factor: float
    vehicle_kmh: float
    vehicle_slope_loss: float
    vehicle_max_slope: float
    boat_kmh: float
    corridor_km: float
    attempt_kmh: float
    person_m: float
    part_km: float
    least_share: float
    refraction: float
    sensors: Mapping[str, Sensor]
    carriers: Mapping[str, Carrier]
    moon_least_deg: float
    moon_least_lit: float
    station_km: float
    stake_base: float
    stake_tau_h: float
    stake_hour: Mapping[str, float]
    crossing_max_height_m: float
    crossing_max_slope: float
    forecast_power: float
    forecast_hour: Mapping[str, float]
    exposure: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
