"""Paths that need no search: through the air, and along the border river."""

import numpy as np

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.places import BorderRuler
from vedette.terrain.elevation import points_on_legs
from vedette.terrain.line import position_at
from vedette.terrain.walls import river_line
from vedette.terrain.ways import GroundPath, Line, Place, TravelParams, finish_path
from vedette.units import distance_km

# A leg through the air is drawn with a point this often, so that maps bend it right.
AIR_STEP_M = 5000.0
# A boat is launched and landed no farther than this from the place asked for.
LAUNCH_KM = 2.0


def fly(theatre: Theatre, start: Place, end: Place, params: TravelParams) -> GroundPath:
    """Return the geodesic from start to end, at one speed."""
    lon0, lat0, lon1, lat1 = (
        np.array([each]) for each in (start.lon, start.lat, end.lon, end.lat)
    )
    _, lon, lat, _ = points_on_legs(lon0, lat0, lon1, lat1, AIR_STEP_M)
    lon, lat = np.append(lon, end.lon), np.append(lat, end.lat)
    km = np.cumsum(distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:]))
    law = params.find_law(theatre)
    minutes = np.concatenate([[0.0], 60 * km / law.fastest_kmh])
    line = Line(lon, lat, minutes, ("air",) * len(km))
    notes = (
        "Straight over the ground: neither ceilings, weather nor fuel are asked here.",
    )
    return finish_path(theatre, (start, end), params, line, theatre.elevation, notes)


def row(theatre: Theatre, start: Place, end: Place, params: TravelParams) -> GroundPath:
    """Return the way along the border river, from abreast of start to abreast of end.

    The river's flow does not count.
    """
    km_a, off_a = _launch(theatre, start)
    km_b, off_b = _launch(theatre, end)
    low, high = sorted((km_a, km_b))
    if not any(a <= low and high <= b for a, b in theatre.river_km):
        raise InputError(
            f"No way by boat from {start.name} to {end.name}: the border is not river "
            f"all along from km {low:.1f} to {high:.1f}. River lies at km "
            f"{_stretches(theatre)}."
        )
    if high - low < 1e-6:
        raise InputError(
            f"{start.name} and {end.name} lie abreast of the same km of the river; "
            "give two places."
        )
    along = np.array(river_line(theatre.border, low, high).coords)
    lon, lat = (along if km_a < km_b else along[::-1]).T
    km = np.cumsum(distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:]))
    law = params.find_law(theatre)
    minutes = np.concatenate([[0.0], 60 * km / law.fastest_kmh])
    line = Line(lon, lat, minutes, ("river",) * len(km))
    notes = [
        f"From km {km_a:.1f} to km {km_b:.1f} of the border river; its flow, shallows "
        "and rapids do not count."
    ]
    notes += [
        f"{place.name} lies {off:.1f} km from the water; that way is not in it."
        for place, off in ((start, off_a), (end, off_b))
        if off >= 0.05
    ]
    return finish_path(
        theatre, (start, end), params, line, theatre.elevation, tuple(notes)
    )


def find_launch_on_river(
    theatre: Theatre, place: Place
) -> tuple[float, tuple[float, float]]:
    """Return the km where a boat is launched for a place, and the stretch of river."""
    km, _ = _launch(theatre, place)
    return km, next((a, b) for a, b in theatre.river_km if a <= km <= b)


def _launch(theatre: Theatre, place: Place) -> tuple[float, float]:
    """Return the km abreast of a place, and how far off; refuse one far from it."""
    ruler = BorderRuler(theatre.border)
    km = float(ruler.nearest_km(np.array([place.lon]), np.array([place.lat]))[0])
    off = float(distance_km(place.lon, place.lat, *position_at(theatre.border, km))[0])
    if not any(a <= km <= b for a, b in theatre.river_km):
        raise InputError(
            f"{place.name}: no border river runs abreast of it (km {km:.1f}); it runs "
            f"at km {_stretches(theatre)}."
        )
    if off > LAUNCH_KM:
        raise InputError(
            f"{place.name} lies {off:.1f} km from the border river; a boat is launched "
            f"at most {LAUNCH_KM:g} km off. Give the place on the river: km {km:.1f}."
        )
    return km, off


def _stretches(theatre: Theatre) -> str:
    return ", ".join(f"{a:g} to {b:g}" for a, b in theatre.river_km) or "none"
