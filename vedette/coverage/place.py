"""What one team at one place sees of the corridor, and what it notices there."""

import numpy as np
from numpy.typing import NDArray

from vedette.coverage.law import (
    HALF_IN_SPREADS,
    look_rate,
    notice_probability,
    spread_km,
)
from vedette.coverage.table import best_sensor, model_coverage
from vedette.domain.coverage import PlaceView
from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.errors import InputError
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.sight import MOST_SPREADS, look_places
from vedette.terrain.sightline import least_eyes_m
from vedette.units import distance_km

HEIGHTS_M = np.array([1.0, 1.7, 3.0, 6.0, 12.0, 25.0, 50.0, 100.0, 200.0, 300.0, 600.0])


def view_place(
    theatre: Theatre, ground: Ground, window: Window, team: Team, km: float, light: str
) -> PlaceView:
    """Return what a team sees while it stays a slot at a border km, by a light."""
    corridor, model = ground.get_sights().corridor, theatre.model
    part = int(np.searchsorted(corridor.part_km, km, side="right")) - 1
    part = min(max(part, 0), corridor.n_parts - 1)
    lon, lat = (float(each[part]) for each in look_places(theatre, corridor, team.kind))
    if np.isnan(lon):
        raise InputError(
            f"km {km:g}: no track lies abreast of it, so no {team.kind} team can look "
            "from there; choose a km with a track."
        )
    eye_m = model.carriers[team.kind].eye_m
    sensor = best_sensor(model, team.kind, light)
    half = sensor.half_km[light]
    near, away = _near(
        theatre, ground, (lon, lat), MOST_SPREADS * float(spread_km(half))
    )
    least = least_eyes_m(
        theatre.elevation,
        lon,
        lat,
        corridor.cell_lon[near],
        corridor.cell_lat[near],
        person_m=model.person_m,
        refraction=model.refraction,
    )
    table = model_coverage(theatre, ground, window).looks[team.kind]
    at = LIGHTS.index(light)
    entry = slice(*table.start[part : part + 2])
    reach = table.reach[entry]
    card = theatre.find_card(team.card)
    kmh = 0.0 if card is None else card.cruise_kmh  # an aircraft holds by circling
    sweep = table.sweep_km[at] / (1 + kmh / table.rush_kmh[at])
    rate = look_rate(sweep, kmh, model.attempt_kmh, table.share[at, entry])
    area = np.bincount(corridor.cell_reach, weights=corridor.cell_km2)[reach]
    wide, tall = cell_size_m(theatre.elevation, lat)
    return PlaceView(
        team=team.id,
        kind=team.kind,
        km=km,
        lon=lon,
        lat=lat,
        eye_m=eye_m,
        light=light,
        sensor=sensor.id,
        cell=near,
        range_km=away,
        seen=least <= eye_m,
        fade=np.exp(-((away * HALF_IN_SPREADS / half) ** 2) / 2),
        reach=reach,
        share=table.share[at, entry] * area,
        chance=notice_probability(rate, window.slot_min / 60),
        heights_m=HEIGHTS_M,
        seen_by_height=(least[:, None] <= HEIGHTS_M).mean(axis=0),
        cell_m=(float(wide), float(tall)),
        error_m=theatre.elevation.error_m,
    )


def _near(
    theatre: Theatre, ground: Ground, place: tuple[float, float], most_km: float
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the corridor cells within range of a place, and how far they are."""
    corridor = ground.get_sights().corridor
    away = distance_km(*place, corridor.cell_lon, corridor.cell_lat)
    near = np.flatnonzero(away <= most_km)
    return near.astype(np.int32), away[near]
