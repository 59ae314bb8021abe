"""Small theatres drawn by a function of position, for exact cases of ground and risk.

The line runs east along a parallel from (68 E, 38 N); the track lies on it unless said
otherwise, so that border km and track km are the same.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from vedette.domain.theatre import (
    LIGHTS,
    BorderLine,
    Carrier,
    ElevationGrid,
    ModelConstants,
    Section,
    Sensor,
    Site,
    Theatre,
    Track,
)

Floats = NDArray[np.float64]
Height = Callable[[Floats, Floats], Any]

WEST, SOUTH, STEP = 68.0, 38.0, 0.005
ROWS, COLS = 121, 201
LAT = 38.0
METRES_PER_DEGREE = float(Geod(ellps="WGS84").inv(68.0, LAT, 68.001, LAT)[2]) * 1000


def make_sensor(
    name: str, half_km: Sequence[float], once: float, rush_kmh: float
) -> Sensor:
    """A sensor with its ranges by light, from day to night without a moon."""
    return Sensor(name, dict(zip(LIGHTS, half_km, strict=True)), once, rush_kmh, "made")


EYE = make_sensor("eye", (0.7, 0.5, 0.25, 0.15, 0.05), once=0.8, rush_kmh=40.0)
GLASS = make_sensor("glass", (1.8, 1.3, 0.7, 0.4, 0.1), once=0.7, rush_kmh=40.0)
HEAT = make_sensor("heat", (0.6, 0.8, 0.8, 0.8, 0.8), once=0.9, rush_kmh=120.0)

MODEL = ModelConstants(
    foot_factor=1.0,
    vehicle_kmh=30.0,
    vehicle_slope_loss=4.0,
    vehicle_max_slope=0.35,
    boat_kmh=15.0,
    corridor_km=5.0,
    attempt_kmh=3.0,
    person_m=1.7,
    part_km=1.0,
    least_share=0.01,
    refraction=0.13,
    sensors={sensor.id: sensor for sensor in (EYE, GLASS, HEAT)},
    carriers={
        "foot": Carrier(1.7, ("eye", "glass")),
        "vehicle": Carrier(3.0, ("glass", "heat")),
        "boat": Carrier(2.0, ("eye",)),
        "helicopter": Carrier(300.0, ("glass", "eye", "heat")),
    },
    moon_least_deg=5.0,
    moon_least_lit=0.25,
    station_km=25.0,
    stake_base=4.0,
    stake_tau_h=2.0,
    stake_hour={"day": 0.5, "civil": 0.8, "nautical": 0.9, "moon": 1.0, "night": 1.0},
    crossing_max_height_m=4700.0,
    crossing_max_slope=0.7,
    forecast_power=1.0,
    forecast_hour={
        "day": 0.5,
        "civil": 1.0,
        "nautical": 1.0,
        "moon": 0.9,
        "night": 1.0,
    },
)


def flat(lon: Floats, lat: Floats) -> Floats:
    """Ground at 500 m everywhere."""
    return np.full(np.broadcast(lon, lat).shape, 500.0)


def make_grid(height: Height = flat, lat: float = LAT) -> ElevationGrid:
    """A grid of some 90 x 65 km whose heights are a function of position."""
    west, north = WEST - 0.1, lat + STEP * (ROWS // 2)
    lon = west + STEP * np.arange(COLS)
    lats = north - STEP * np.arange(ROWS)
    drawn = height(*np.meshgrid(lon, lats))
    return ElevationGrid(
        height_m=np.rint(drawn).astype(np.int16),
        west=west,
        north=north,
        step_lon=STEP,
        step_lat=STEP,
        error_m=10.0,
    )


def make_line(length_deg: float = 0.7, lat: float = LAT) -> BorderLine:
    """A line along a parallel; a vertex every 0.01 degrees."""
    lon = WEST + np.linspace(0.0, length_deg, round(length_deg / 0.01) + 1)
    lats = np.full_like(lon, lat)
    step_m = Geod(ellps="WGS84").inv(lon[:-1], lats[:-1], lon[1:], lats[1:])[2]
    return BorderLine(lon, lats, np.concatenate([[0.0], np.cumsum(step_m)]) / 1000)


def make_track(line: BorderLine, km_from: float, km_to: float) -> Track:
    """A piece of track that lies on the line."""
    km = np.unique(np.concatenate([[km_from, km_to], line.km]))
    km = km[(km >= km_from) & (km <= km_to)]
    return Track(
        lon=np.interp(km, line.km, line.lon),
        lat=np.interp(km, line.km, line.lat),
        km=km - km_from,
        border_km=km,
    )


def make_site(lon: float, lat: float, value: float = 50.0, n: int = 1) -> Site:
    """A site of some value."""
    return Site(f"s{n}", f"Site {n}", "settlement", lon, lat, value, "surveyed", "made")


def make_theatre(
    height: Height = flat,
    section_km: Sequence[float] = (20.0,),
    track_spans: Sequence[tuple[float, float]] | None = None,
    sites: Sequence[Site] = (),
    lat: float = LAT,
    model: ModelConstants = MODEL,
    **changes: Any,
) -> Theatre:
    """A theatre along a parallel, cut into sections at ``section_km``."""
    line = make_line(lat=lat)
    cuts = [0.0, *section_km, line.length_km]
    spans = [(0.0, line.length_km)] if track_spans is None else track_spans
    made = Theatre(
        id="made",
        name="Made ground",
        zone="Asia/Dushanbe",
        start=dt.datetime.fromisoformat("2025-12-08T06:00:00+05:00"),
        is_exercise=True,
        notice="Exercise.",
        slot_min=30,
        reach_km=5.0,
        river_km=((0.0, 20.0),),
        border=line,
        tracks=tuple(make_track(line, *span) for span in spans),
        elevation=make_grid(height, lat),
        sections=tuple(
            Section(f"sec-{i}", f"Section {i}", low, high, "low", "host")
            for i, (low, high) in enumerate(pairwise(cuts))
        ),
        sites=tuple(sites),
        bases=(),
        partners=(),
        cards=(),
        teams=(),
        caveats=(),
        model=model,
        layers=(),
        drawings=MappingProxyType({}),
        folder=Path("made"),
        content_hash="0123456789abcdef" * 4,
    )
    return replace(made, **changes)
