"""What an aircraft can do on one day: its type card, the air, the ground on its way.

In: a `FlightQuestion` (card, airfield, place, moment, air) and a theatre.
Out: a `FlightCheck`: the way, fuel and light at each turn, when to turn for home, and
every limit with its figure, what was added to it, and where it comes from.
Why: a helicopter that cannot climb over the ridge, or come back, must not be planned.
"""

from vedette.air.answer import FlightCheck, FlightQuestion
from vedette.air.atmosphere import DayAir
from vedette.air.check import check_flight
from vedette.air.flight import AirPlace

__all__ = ["AirPlace", "DayAir", "FlightCheck", "FlightQuestion", "check_flight"]
