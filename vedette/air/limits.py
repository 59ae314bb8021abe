"""What a flight is held against, one limit after another."""

from collections.abc import Iterator

from vedette.air.answer import FlightQuestion
from vedette.air.flight import AirLeg, AirPlace, FlightLimit
from vedette.air.trip import NIGHT_DEG, Tanks, Trip
from vedette.domain.theatre import Theatre
from vedette.terrain.sky import sun_height_deg

ANNEX_2 = "ICAO Annex 2, night: the sun 6 degrees down"
OWN_SIDE = "rule own-side"
SIGNED = "rule signed-card"


def list_limits(
    theatre: Theatre, asked: FlightQuestion, trip: Trip
) -> tuple[FlightLimit, ...]:
    """Return every limit of a flight, kept or broken; docs/theory/air.md names them."""
    book = _Book(theatre, asked)
    return (
        book.signed(),
        *book.fields(trip),
        *book.ceilings(trip),
        book.own_side(trip),
        *book.hovers(),
        *book.fuel(trip),
        *book.light(trip),
    )


class _Book:
    """The limits of one flight; every height is raised to what counts in its air."""

    def __init__(self, theatre: Theatre, asked: FlightQuestion) -> None:
        self._asked, self._card, self._air = asked, asked.card, asked.air
        self._error_m = theatre.elevation.error_m
        self._is_exercise = theatre.is_exercise

    def _from_card(self, key: str) -> str:
        return f"card {self._card.id}, {key}"

    def _height(
        self,
        rule: str,
        where: str,
        ground_m: float,
        key: str,
        clearance_m: float = 0.0,
        counts: bool = True,
    ) -> FlightLimit:
        """Return a limit on a height: ground and margins, as they count in the air."""
        least_m = ground_m + clearance_m + self._error_m
        thin_m = float(self._air.counted_m(least_m)) - least_m
        clearance = (("clearance", clearance_m),) if clearance_m else ()
        return FlightLimit(
            rule=rule,
            where=where,
            figure=ground_m,
            added=(*clearance, ("grid's error", self._error_m), ("air", thin_m)),
            allowed=getattr(self._card, key),
            unit="m",
            source=self._from_card(key),
            counts=counts,
        )

    def signed(self) -> FlightLimit:
        """Return whether somebody answers for the card's figures."""
        return FlightLimit(
            rule="signed-card",
            where=self._card.name,
            figure=float(bool(self._card.signed_by)),
            added=(),
            allowed=1.0,
            unit="",
            source=SIGNED,
            at_least=True,
            counts=not self._is_exercise,
        )

    def fields(self, trip: Trip) -> Iterator[FlightLimit]:
        """Yield the ceilings of taking off and landing, each field once."""
        key = "landing_ceiling_m"
        base = trip.calls[0].place
        yield self._height("take-off", base.label, base.ground_m, key)
        for place in self._landings(trip):
            yield self._height("landing", place.label, place.ground_m, key)

    @staticmethod
    def _landings(trip: Trip) -> list[AirPlace]:
        """Return where it lands away from its base."""
        base = trip.calls[0].place
        lands = [call.place for call in trip.calls if call.lands and call.place != base]
        return list(dict.fromkeys(lands))

    def ceilings(self, trip: Trip) -> Iterator[FlightLimit]:
        """Yield the service ceiling over each leg; a way flown back counts once."""
        told: set[frozenset[AirPlace]] = set()
        for leg in trip.legs:
            ends = frozenset((leg.start, leg.end))
            if ends in told:
                continue
            told.add(ends)
            yield self._height(
                "ceiling",
                leg.label,
                leg.highest_m,
                "service_ceiling_m",
                self._card.clearance_m,
            )

    def own_side(self, trip: Trip) -> FlightLimit:
        """Return how much of the flight lies beyond the border line."""
        worst: AirLeg = max(trip.legs, key=lambda leg: leg.beyond_km)
        return FlightLimit(
            rule="own-side",
            where=worst.label,
            figure=worst.beyond_km,
            added=(),
            allowed=0.0,
            unit="km",
            source=OWN_SIDE,
        )

    def hovers(self) -> Iterator[FlightLimit]:
        """Yield the ceilings of hovering at the place, needed or not."""
        place, task = self._asked.place, self._asked.task
        lands_outside = self._asked.lands and not place.is_airfield
        for rule, key, counts in (
            ("hover-ige", "hover_ige_m", lands_outside),
            ("hover-oge", "hover_oge_m", task == "hover"),
        ):
            yield self._height(rule, place.label, place.ground_m, key, counts=counts)

    def fuel(self, trip: Trip) -> Iterator[FlightLimit]:
        """Yield the fuel left at each landing."""
        reserve = Tanks.of(self._card).reserve_kg
        for number, stop in enumerate(trip.stops, 1):
            if stop.lands or number == len(trip.stops):
                yield FlightLimit(
                    rule="fuel",
                    where=stop.place.label,
                    figure=stop.fuel_kg,
                    added=(),
                    allowed=reserve,
                    unit="kg",
                    source=self._from_card("reserve_h"),
                    at_least=True,
                )

    def light(self, trip: Trip) -> Iterator[FlightLimit]:
        """Yield the height of the sun at take-off, at the place, at each landing."""
        base = trip.calls[0].place
        takes_off = self._asked.takes_off
        suns = [
            (f"{base.label}, take-off", sun_height_deg(base.lon, base.lat, takes_off))
        ]
        suns += [(stop.place.label, stop.sun_deg) for stop in trip.stops]
        for where, sun_deg in suns:
            yield FlightLimit(
                rule="daylight",
                where=where,
                figure=sun_deg,
                added=(),
                allowed=NIGHT_DEG,
                unit="degrees",
                source=ANNEX_2,
                at_least=True,
                counts=not self._asked.is_night_fit,
            )
