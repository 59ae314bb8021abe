"""Whether a flight can be flown, and why not, in one sentence."""

import datetime as dt
from collections.abc import Callable

from vedette.air.answer import FlightCheck
from vedette.air.flight import FlightLimit
from vedette.sharing.clocks import utc
from vedette.sharing.text import plain

Words = Callable[[FlightCheck, FlightLimit], str]
DOES = {"pass": "", "land": ", landing there", "hover": ", hovering there"}


def tell_verdict(check: FlightCheck) -> str:
    """Return the verdict in one sentence."""
    asked = check.asked
    back = "" if asked.is_one_way else " and back"
    flight = (
        f"{plain(asked.card.name)} from {plain(asked.base.name)} to "
        f"{plain(asked.place.name)}{back}{DOES[asked.task]}, take-off "
        f"{_when(asked.takes_off)} at {asked.air.temp_c:g} °C"
    )
    if check.broken:
        why = (REASONS[each.rule](check, each) for each in check.broken)
        return f"No: {flight}, because {'; '.join(dict.fromkeys(why))}."
    said = f"Yes: {flight}: {_how(check)}"
    if check.unstated:
        rules = ", ".join(dict.fromkeys(each.rule for each in check.unstated))
        said += f"; not stated on the card, so look it up: {rules}"
    return f"{said}."


def _how(check: FlightCheck) -> str:
    """Say how a lawful flight goes, by what is unusual in it and by its end."""
    said = []
    refuels = [stop.place.label for stop in check.stops if stop.refuels]
    if refuels:
        said.append(f"refuelling at {', '.join(map(plain, dict.fromkeys(refuels)))}")
    if any(leg.avoids for leg in check.legs):
        said.append("by a way around")
    last = check.stops[-1]
    km = sum(leg.length_km for leg in check.legs)
    said.append(
        f"{km:,.0f} km, on the ground again at {last.arrives:%H:%M} with "
        f"{last.fuel_kg:,.0f} kg of fuel, {last.fuel_kg - check.reserve_kg:,.0f} above "
        "the reserve"
    )
    return ", ".join(said)


def _why_high(check: FlightCheck, limit: FlightLimit) -> str:
    leg = next(leg for leg in check.legs if leg.label == limit.where)
    return (
        f"between {plain(leg.start.label)} and {plain(leg.end.label)} the ground rises "
        f"to {limit.figure:,.0f} m, so that it would have to fly at "
        f"{limit.figure + check.margin_m:,.0f} m, which counts as {limit.total:,.0f} m "
        f"in this air, above its service ceiling of {limit.allowed:,.0f} m, and no way "
        "around is low enough"
    )


def _why_line(check: FlightCheck, limit: FlightLimit) -> str:
    return (
        f"the straight way {plain(limit.where)} runs {limit.figure:,.0f} km beyond the "
        "border line, and there is no way on this side"
    )


def _why_field(check: FlightCheck, limit: FlightLimit) -> str:
    does = "take off" if limit.rule == "take-off" else "land"
    return (
        f"it cannot {does} at {plain(limit.where)}, where the air counts as "
        f"{limit.total:,.0f} m and {limit.allowed:,.0f} m are the most"
    )


def _why_hover(check: FlightCheck, limit: FlightLimit) -> str:
    effect = "in" if limit.rule == "hover-ige" else "out of"
    return (
        f"it cannot hover {effect} ground effect at {plain(limit.where)}, where the "
        f"air counts as {limit.total:,.0f} m and {limit.allowed:,.0f} m are the most"
    )


def _why_fuel(check: FlightCheck, limit: FlightLimit) -> str:
    if limit.figure < 0:
        return f"its tanks would be dry before {plain(limit.where)}"
    return (
        f"it would reach {plain(limit.where)} with {limit.figure:,.0f} kg of fuel, "
        f"less than the reserve of {limit.allowed:,.0f} kg"
    )


def _why_dark(check: FlightCheck, limit: FlightLimit) -> str:
    return (
        f"it is night at {plain(limit.where)} then, the sun {-limit.figure:.0f} "
        "degrees below the horizon"
    )


def _why_unsigned(check: FlightCheck, limit: FlightLimit) -> str:
    return "nobody has signed its card, and this theatre is no exercise"


REASONS: dict[str, Words] = {
    "signed-card": _why_unsigned,
    "take-off": _why_field,
    "landing": _why_field,
    "ceiling": _why_high,
    "own-side": _why_line,
    "hover-ige": _why_hover,
    "hover-oge": _why_hover,
    "fuel": _why_fuel,
    "daylight": _why_dark,
}


def _when(moment: dt.datetime) -> str:
    return f"{moment:%d %b %Y %H:%M} ({utc(moment):%H:%M} UTC)"
