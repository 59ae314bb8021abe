"""Made-up ground to fly over: a plain, walls on it, and a border line across it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pyproj import Geod

from vedette.air import AirPlace
from vedette.domain.forces import TypeCard
from vedette.domain.theatre import BorderLine, ElevationGrid

GEOD = Geod(ellps="WGS84")
WEST, NORTH, STEP = 70.0, 38.5, 0.005  # cells of some 440 m by 555 m
PLAIN_M = 500
LINE_LAT = 37.7

CARD: dict[str, Any] = {
    "id": "h1", "name": "Light helicopter", "kind": "helicopter", "cruise_kmh": 200.0,
    "endurance_h": 2.5, "reserve_h": 0.5, "turnaround_min": 30.0,
    "service_ceiling_m": 4500.0, "landing_ceiling_m": 3500.0, "clearance_m": 300.0,
    "fuel_kg_per_h": 400.0, "source": "made up for tests", "signed_by": "",
}  # fmt: skip


def make_card(**changes: Any) -> TypeCard:
    """A type card with some figures of its own."""
    return TypeCard(**{**CARD, **changes})


def make_grid(*walls: Sequence[float], error_m: float = 50.0) -> ElevationGrid:
    """A plain with walls: (west, south, east, north, height), degrees and metres."""
    height = np.full((200, 200), PLAIN_M, dtype=np.int16)
    lon, lat = WEST + STEP * np.arange(200), NORTH - STEP * np.arange(200)
    for west, south, east, north, high in walls:
        rows = (lat >= south - 1e-9) & (lat <= north + 1e-9)
        cols = (lon >= west - 1e-9) & (lon <= east + 1e-9)
        height[np.ix_(rows, cols)] = high
    return ElevationGrid(height, WEST, NORTH, STEP, STEP, error_m)


def make_border(lat: float | Sequence[float] = LINE_LAT) -> BorderLine:
    """A line from west to east; the own side lies north of it."""
    lon = np.linspace(70.1, 70.9, 81)
    lats = np.broadcast_to(np.asarray(lat, dtype=np.float64), lon.shape).copy()
    metres = GEOD.inv(lon[:-1], lats[:-1], lon[1:], lats[1:])[2]
    return BorderLine(lon, lats, np.concatenate([[0.0], np.cumsum(metres) / 1000]))


def place(
    lon: float, lat: float, name: str = "", ground_m: float = PLAIN_M, **more: Any
) -> AirPlace:
    """A place of a flight."""
    known = {"is_airfield": False, **more}
    return AirPlace(name or f"{lat:g},{lon:g}", lon, lat, ground_m, **known)


def geodesic_km(*positions: tuple[float, float]) -> float:
    """Length along places given as (lon, lat)."""
    lon, lat = zip(*positions, strict=True)
    return float(GEOD.line_length(lon, lat)) / 1000
