"""The parts of a flight: places, legs, stops, limits, when to turn for home."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AirPlace:
    """A place of a flight; ``ground_m`` is the height of the cell that it lies in.

    ``id`` is that of a base, empty elsewhere; ``is_airfield`` says whether there is a
    field to land on.
    """

    name: str
    lon: float
    lat: float
    ground_m: float
    is_airfield: bool
    id: str = ""

    @property
    def label(self) -> str:
        """The short form of its name, for tables."""
        return self.id or self.name


@dataclass(frozen=True, slots=True, eq=False)
class AirLeg:
    """A way between two places, straight from one turning point to the next.

    Parameters
    ----------
    start, end
        The places.
    lon, lat
        Turning points in degrees, both ends included.
    km, ground_m
        Profile: distance flown and the ground below, (n,) each.
    beyond_km
        How much of the way lies beyond the border line.
    avoids
        The straight way, where it may not be flown and this one goes around.
    """

    start: AirPlace
    end: AirPlace
    lon: Floats
    lat: Floats
    km: Floats
    ground_m: Floats
    beyond_km: float = 0.0
    avoids: "AirLeg | None" = None

    @property
    def label(self) -> str:
        """Both places in short."""
        return f"{self.start.label} - {self.end.label}"

    @property
    def length_km(self) -> float:
        """How long it is."""
        return float(self.km[-1])

    @property
    def highest_m(self) -> float:
        """The highest ground below it."""
        return float(self.ground_m.max())

    @property
    def highest_at_km(self) -> float:
        """Where that is, counted from its start."""
        return float(self.km[int(self.ground_m.argmax())])

    def turned(self) -> "AirLeg":
        """Return the same way, flown from its end to its start."""
        return AirLeg(
            start=self.end,
            end=self.start,
            lon=self.lon[::-1],
            lat=self.lat[::-1],
            km=self.km[-1] - self.km[::-1],
            ground_m=self.ground_m[::-1],
            beyond_km=self.beyond_km,
            avoids=None if self.avoids is None else self.avoids.turned(),
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a leg ends: when, with how much fuel, in what light.

    ``fuel_kg`` is negative where the tanks would be dry before; ``sun_deg`` is the
    height of the sun's centre; ``leaves`` is later than ``arrives`` after refuelling.
    """

    place: AirPlace
    arrives: dt.datetime
    leaves: dt.datetime
    fuel_kg: float
    sun_deg: float
    lands: bool
    refuels: bool


@dataclass(frozen=True, slots=True)
class FlightLimit:
    """One limit: what was found, what was added to it, what is allowed, by whom.

    Parameters
    ----------
    rule
        Its name in docs/theory/air.md.
    where
        The leg or place that it is about.
    figure, added, allowed, unit
        ``figure`` and all that is ``added`` together are compared with ``allowed``;
        None where the card does not state it.
    at_least
        Whether ``allowed`` is the least and not the most.
    source
        Where ``allowed`` comes from.
    counts
        Whether the flight needs it; else it is told, and breaks nothing.
    """

    rule: str
    where: str
    figure: float
    added: tuple[tuple[str, float], ...]
    allowed: float | None
    unit: str
    source: str
    at_least: bool = False
    counts: bool = True

    @property
    def total(self) -> float:
        """What is compared with what is allowed."""
        return self.figure + sum(amount for _, amount in self.added)

    @property
    def holds(self) -> bool | None:
        """Whether it is kept; None where the card does not state what is allowed."""
        if self.allowed is None:
            return None
        if self.at_least:
            return self.total >= self.allowed - 1e-6
        return self.total <= self.allowed + 1e-6

    @property
    def is_broken(self) -> bool:
        """Whether the flight breaks it."""
        return self.counts and self.holds is False


@dataclass(frozen=True, slots=True)
class RefuelPoint:
    """An airfield to refuel at after the place; ``km`` as the crow flies."""

    place: AirPlace
    km: float
    fuel_kg: float
    is_reached: bool


@dataclass(frozen=True, slots=True)
class TurnBack:
    """When and where to turn for home at the latest.

    Parameters
    ----------
    by_fuel
        Latest moment to leave the place, if it stays in the air until then; None
        where the fuel does not last to the place and on.
    by_light
        Latest moment to leave it and land in light; None where it does not bind.
    bingo_kg
        Fuel with which it must leave the place: the way on and the reserve.
    safe_km
        How far full tanks go out and back again, by the same way.
    towards
        The next field: home, or where it refuels.
    """

    by_fuel: dt.datetime | None
    by_light: dt.datetime | None
    bingo_kg: float
    safe_km: float
    towards: AirPlace
