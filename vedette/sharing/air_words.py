"""A flight's check in plain text: the verdict first, then legs, limits, what else."""

from vedette.air.answer import FlightCheck
from vedette.air.flight import AirLeg, FlightLimit
from vedette.sharing.air_sketch import shown_legs, sketch_profile
from vedette.sharing.air_verdict import tell_verdict
from vedette.sharing.screen_text import table, wrapped
from vedette.sharing.text import plain

UNITS = {"m": " m", "km": " km", "kg": " kg", "degrees": "°"}


def describe_flight(check: FlightCheck) -> str:
    """Return the answer in words: yes or no and why, then all that it rests on."""
    parts = [
        wrapped(tell_verdict(check)),
        wrapped(_card(check)) + wrapped(_air(check)) + wrapped(_ground(check)),
        _legs(check),
        *map(_way, shown_legs(check)),
        sketch_profile(check),
        _limits(check),
        *(wrapped(line) for line in _hints(check)),
    ]
    return "\n".join(part for part in parts if part)


def _card(check: FlightCheck) -> str:
    card = check.asked.card
    signed = (
        f"signed by {plain(card.signed_by)}"
        if card.signed_by
        else "unsigned: it plans exercises only"
    )
    note = f" {plain(card.note)}" if card.note else ""
    return f"Card {card.id}, {signed}.{note} Source: {plain(card.source)}"


def _air(check: FlightCheck) -> str:
    air = check.asked.air
    warmer = air.warmer_c()
    return (
        f"Air: {air.temp_c:g} °C at {plain(check.asked.base.label)}, "
        f"{air.measured_m:,.0f} m, which is {abs(warmer):.0f} degrees "
        f"{'warmer' if warmer >= 0 else 'colder'} than standard; QNH "
        f"{air.qnh_hpa:,.0f} hPa; 6.5 degrees per km upwards; no wind. What counts is "
        "the greatest of height, pressure altitude and density altitude. The service "
        f"ceiling is met at {check.ceiling_m:,.0f} m above sea level."
    )


def _ground(check: FlightCheck) -> str:
    wide, tall = check.cell_m
    return (
        f"Ground: cells of {wide:.0f} m by {tall:.0f} m with a stated error of "
        f"{check.error_m:.0f} m (one standard deviation), which is added to every "
        "height; a way clears the highest of the four cells around each of its points. "
        "Grids of such cells flatten peaks by 100 to 300 m. Not for navigation."
    )


def _legs(check: FlightCheck) -> str:
    head = [
        "Leg", "km", "min", "highest ground", "at km", "flies at", "counts as",
        "arrives", "fuel, kg", "sun",
    ]  # fmt: skip
    rows = []
    for leg, stop in zip(check.legs, check.stops, strict=True):
        flies = leg.highest_m + check.margin_m
        rows.append(
            [
                plain(leg.label),
                f"{leg.length_km:,.0f}",
                f"{60 * leg.length_km / check.asked.card.cruise_kmh:.0f}",
                f"{leg.highest_m:,.0f} m",
                f"{leg.highest_at_km:,.0f}",
                f"{flies:,.0f} m",
                f"{float(check.asked.air.counted_m(flies)):,.0f} m",
                f"{stop.arrives:%H:%M}",
                f"{stop.fuel_kg:,.0f}" if stop.fuel_kg >= 0 else "dry",
                f"{round(stop.sun_deg)}°",
            ]
        )
    return table(head, rows)


def _way(leg: AirLeg) -> str:
    straight = leg.avoids
    if straight is None:
        return ""
    why = [f"over ground of {straight.highest_m:,.0f} m"]
    if straight.beyond_km:
        why.append(f"{straight.beyond_km:,.0f} km of it beyond the border line")
    turns = "; ".join(
        f"{lat:.4f},{lon:.4f}"
        for lon, lat in zip(leg.lon[1:-1].tolist(), leg.lat[1:-1].tolist(), strict=True)
    )
    return wrapped(
        f"{plain(leg.label)} goes around, {leg.length_km:,.0f} km instead of "
        f"{straight.length_km:,.0f} (+{leg.length_km - straight.length_km:,.0f}): "
        f"straight it would be {', '.join(why)}. Turning points (latitude,longitude): "
        f"{turns or 'none'}."
    )


def _limits(check: FlightCheck) -> str:
    head = ["Limit", "figure", "added", "together", "allowed", "kept", "source"]
    rows = [
        [
            f"{limit.rule}  {plain(limit.where)}",
            _amount(limit, limit.figure),
            " ".join(f"+{amount:,.0f} {name}" for name, amount in limit.added) or "-",
            _amount(limit, limit.total),
            "not stated" if limit.allowed is None else _allowed(limit),
            _kept(limit),
            plain(limit.source),
        ]
        for limit in check.limits
    ]
    return table(head, rows)


def _amount(limit: FlightLimit, amount: float) -> str:
    if limit.rule == "signed-card":
        return "signed" if amount else "unsigned"
    return f"{round(amount):,}{UNITS[limit.unit]}"


def _allowed(limit: FlightLimit) -> str:
    if limit.rule == "signed-card":
        return "signed"
    least = ">= " if limit.at_least else "<= "
    return f"{least}{limit.allowed:,.0f}{UNITS[limit.unit]}"


def _kept(limit: FlightLimit) -> str:
    said = {True: "yes", False: "NO", None: "?"}[limit.holds]
    return said if limit.counts else f"{said.lower()}, not needed"


def _hints(check: FlightCheck) -> list[str]:
    """Return when to turn, where to refuel, what the card asks of the weather."""
    hints = [_turn_back(check)] if check.turn_back else []
    if check.refuel:
        hints.append(
            f"Fields to refuel at after {plain(check.asked.place.label)}, straight, "
            "with the fuel left there: "
            + "; ".join(
                f"{plain(point.place.label)} {point.km:,.0f} km, "
                + (f"{point.fuel_kg:,.0f} kg" if point.is_reached else "out of reach")
                for point in check.refuel
            )
            + "."
        )
    if check.too_high_km:
        stretches = ", ".join(f"{a:,.0f}-{b:,.0f}" for a, b in check.too_high_km)
        hints.append(f"Border too high for this aircraft in this air: km {stretches}.")
    hints.append(_weather(check))
    return hints


def _turn_back(check: FlightCheck) -> str:
    turn, place = check.turn_back, plain(check.asked.place.label)
    if turn is None:
        return ""
    said = f"Bingo fuel at {place}: {turn.bingo_kg:,.0f} kg, to reach "
    said += f"{plain(turn.towards.label)} with the reserve. "
    if turn.by_fuel is None:
        said += "Its fuel does not allow it to go that far. "
    else:
        said += f"It must turn back by {turn.by_fuel:%H:%M} if it stays in the air. "
    if turn.by_light is not None:
        said += f"To arrive before night it must turn by {turn.by_light:%H:%M}. "
    return f"{said}Full tanks reach {turn.safe_km:,.0f} km out and back."


def _weather(check: FlightCheck) -> str:
    card = check.asked.card
    asks = [
        (card.least_visibility_km, "visibility of {:g} km"),
        (card.least_cloud_base_m, "cloud base of {:g} m above ground"),
        (card.most_wind_kmh, "wind of at most {:g} km/h"),
    ]
    stated = [words.format(value) for value, words in asks if value is not None]
    if not stated:
        return "Weather: the card states no limits."
    return f"Weather that the card asks for, not checked here: {', '.join(stated)}."
