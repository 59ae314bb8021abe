"""What is asked of a flight, and what is answered."""

import datetime as dt
from dataclasses import dataclass

from vedette.air.atmosphere import DayAir
from vedette.air.flight import (
    AirLeg,
    AirPlace,
    FlightLimit,
    RefuelPoint,
    Stop,
    TurnBack,
)
from vedette.domain.forces import TypeCard

# What is done at the place; see docs/theory/air.md.
TASKS = ("pass", "land", "hover")


@dataclass(frozen=True, slots=True)
class FlightQuestion:
    """What is asked.

    Parameters
    ----------
    card
        The aircraft.
    base, place
        From where, and to where.
    takes_off
        When, with its offset.
    air
        The air, as measured at the base.
    task
        What is done at the place, one of ``TASKS``.
    refuel
        Airfields whose fuel may be used.
    is_night_fit
        Whether crew, aircraft and fields are fit for the night.
    is_one_way
        Whether it stays at the place.
    """

    card: TypeCard
    base: AirPlace
    place: AirPlace
    takes_off: dt.datetime
    air: DayAir
    task: str = "pass"
    refuel: tuple[AirPlace, ...] = ()
    is_night_fit: bool = False
    is_one_way: bool = False

    @property
    def lands(self) -> bool:
        """Whether it lands at the place."""
        return self.task == "land" or self.is_one_way


@dataclass(frozen=True, slots=True, eq=False)
class FlightCheck:
    """The answer: the flight found, its limits, and what else there is to tell.

    Parameters
    ----------
    asked
        The question.
    is_exercise
        Whether the theatre is one, so that an unsigned card may be used.
    legs, stops
        The way, and where each leg ends.
    limits
        All that it was held against.
    full_kg, reserve_kg
        Fuel in full tanks, and the part of it that is never planned with.
    turn_back
        When to leave the place at the latest; None for a flight that stays there.
    refuel
        Fields to refuel at after the place.
    ceiling_m
        The height above sea level that meets the service ceiling in the day's air.
    too_high_km
        Stretches of the border that lie too high to be flown over.
    cell_m
        East-west and north-south size of the grid's cells at the place.
    error_m
        The grid's stated error, one standard deviation.
    """

    asked: FlightQuestion
    is_exercise: bool
    legs: tuple[AirLeg, ...]
    stops: tuple[Stop, ...]
    limits: tuple[FlightLimit, ...]
    full_kg: float
    reserve_kg: float
    turn_back: TurnBack | None
    refuel: tuple[RefuelPoint, ...]
    ceiling_m: float
    too_high_km: tuple[tuple[float, float], ...]
    cell_m: tuple[float, float]
    error_m: float

    @property
    def broken(self) -> tuple[FlightLimit, ...]:
        """The limits that it breaks."""
        return tuple(limit for limit in self.limits if limit.is_broken)

    @property
    def unstated(self) -> tuple[FlightLimit, ...]:
        """The limits that it needs and the card does not state."""
        return tuple(
            limit for limit in self.limits if limit.counts and limit.holds is None
        )

    @property
    def is_lawful(self) -> bool:
        """Whether no limit is broken."""
        return not self.broken

    @property
    def margin_m(self) -> float:
        """How far above the ground it flies: clearance and the grid's error."""
        return self.asked.card.clearance_m + self.error_m
