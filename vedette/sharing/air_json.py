"""A flight's check as plain values; times ISO 8601 with the theatre's offset."""

import datetime as dt
from typing import Any

from vedette.air.answer import FlightCheck
from vedette.air.flight import AirLeg, AirPlace, FlightLimit, Stop
from vedette.sharing.air_verdict import tell_verdict
from vedette.sharing.clocks import utc


def flight_json(check: FlightCheck) -> dict[str, Any]:
    """Return everything that a check holds, but for the points of its profiles."""
    asked, turn = check.asked, check.turn_back
    return {
        "lawful": check.is_lawful,
        "verdict": tell_verdict(check),
        "broken": [limit.rule for limit in check.broken],
        "not_stated": [limit.rule for limit in check.unstated],
        "from": _place(asked.base),
        "to": _place(asked.place),
        "task": asked.task,
        "one_way": asked.is_one_way,
        "takes_off": _moment(asked.takes_off),
        "card": {
            "id": asked.card.id,
            "signed_by": asked.card.signed_by or None,
            "exercises_only": not asked.card.signed_by,
            "source": asked.card.source,
            "crew": asked.card.crew,
            "seats": asked.card.seats,
        },
        "air": {
            "measured_m": asked.air.measured_m,
            "temp_c": asked.air.temp_c,
            "qnh_hpa": asked.air.qnh_hpa,
            "warmer_c": round(asked.air.warmer_c(), 2),
            "ceiling_m": round(check.ceiling_m, 1),
        },
        "ground": {
            "cell_m": [round(each, 1) for each in check.cell_m],
            "error_m": check.error_m,
            "margin_m": check.margin_m,
        },
        "legs": [_leg(check, leg) for leg in check.legs],
        "stops": [_stop(stop) for stop in check.stops],
        "fuel": {
            "full_kg": check.full_kg,
            "reserve_kg": check.reserve_kg,
            "bingo_kg": None if turn is None else round(turn.bingo_kg, 1),
        },
        "turn_back": None
        if turn is None
        else {
            "by_fuel": None if turn.by_fuel is None else _moment(turn.by_fuel),
            "by_light": None if turn.by_light is None else _moment(turn.by_light),
            "towards": turn.towards.label,
            "out_and_back_km": round(turn.safe_km, 1),
        },
        "refuel": [
            {
                "at": point.place.label,
                "km": round(point.km, 1),
                "fuel_kg": round(point.fuel_kg, 1),
                "is_reached": point.is_reached,
            }
            for point in check.refuel
        ],
        "limits": [_limit(limit) for limit in check.limits],
        "border_too_high_km": [
            [round(a, 1), round(b, 1)] for a, b in check.too_high_km
        ],
        "weather_asked": {
            "least_visibility_km": asked.card.least_visibility_km,
            "least_cloud_base_m": asked.card.least_cloud_base_m,
            "most_wind_kmh": asked.card.most_wind_kmh,
        },
    }


def _moment(moment: dt.datetime) -> dict[str, str]:
    return {
        "local": moment.isoformat(timespec="seconds"),
        "utc": utc(moment).isoformat(timespec="seconds"),
    }


def _place(place: AirPlace) -> dict[str, Any]:
    return {
        "id": place.id or None,
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "ground_m": place.ground_m,
        "airfield": place.is_airfield,
    }


def _leg(check: FlightCheck, leg: AirLeg) -> dict[str, Any]:
    flies = leg.highest_m + check.margin_m
    return {
        "from": leg.start.label,
        "to": leg.end.label,
        "km": round(leg.length_km, 3),
        "minutes": round(60 * leg.length_km / check.asked.card.cruise_kmh, 1),
        "highest_m": leg.highest_m,
        "highest_at_km": round(leg.highest_at_km, 1),
        "flies_m": flies,
        "counts_m": round(float(check.asked.air.counted_m(flies)), 1),
        "beyond_line_km": round(leg.beyond_km, 1),
        "way": [
            [round(lon, 6), round(lat, 6)]
            for lon, lat in zip(leg.lon.tolist(), leg.lat.tolist(), strict=True)
        ],
        "straight": None
        if leg.avoids is None
        else {
            "km": round(leg.avoids.length_km, 3),
            "highest_m": leg.avoids.highest_m,
            "beyond_line_km": round(leg.avoids.beyond_km, 1),
        },
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "at": stop.place.label,
        "arrives": _moment(stop.arrives),
        "leaves": _moment(stop.leaves),
        "fuel_kg": round(stop.fuel_kg, 1),
        "sun_deg": round(stop.sun_deg, 1),
        "lands": stop.lands,
        "refuels": stop.refuels,
    }


def _limit(limit: FlightLimit) -> dict[str, Any]:
    return {
        "rule": limit.rule,
        "where": limit.where,
        "figure": round(limit.figure, 1),
        "added": {name: round(amount, 1) for name, amount in limit.added},
        "together": round(limit.total, 1),
        "allowed": limit.allowed,
        "at_least": limit.at_least,
        "unit": limit.unit,
        "needed": limit.counts,
        "kept": limit.holds,
        "source": limit.source,
    }
