"""The track as a profile, and the minutes that teams need through each reach."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid, ModelConstants, Theatre, Track
from vedette.terrain.elevation import smooth_heights_at
from vedette.terrain.laws import vehicle_speed_kmh, walking_speed_kmh

Floats = NDArray[np.float64]

# A way is looked at every 250 m, so that a slope over two steps is one over 500 m.
STEP_KM = 0.25
# Heights along it are averaged over 5 samples, 1 km: about two cells of 15 arc-seconds.
SMOOTHING = 5
# A reach counts as having a track if one unbroken piece covers this share of it.
LEAST_COVER = 0.95
TOUCH_KM = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class TrackProfile:
    """One piece of track in equal steps: n + 1 points with border km and heights."""

    step_km: float
    lon: Floats
    lat: Floats
    border_km: Floats
    height_m: Floats

    @property
    def slope(self) -> Floats:
        """Slope of each step, rise over run, shape (n,)."""
        return np.asarray(np.diff(self.height_m) / (1000 * self.step_km))

    @property
    def sustained(self) -> Floats:
        """Steepest slope over 500 m that touches each step, absolute, shape (n,)."""
        slope = self.slope
        padded = np.concatenate([slope[:1], slope, slope[-1:]])
        pairs = np.abs(padded[1:] + padded[:-1]) / 2
        return np.asarray(np.maximum(pairs[1:], pairs[:-1]))


def reach_minutes(
    theatre: Theatre, edge_km: Floats
) -> tuple[Floats, Mapping[str, Floats]]:
    """Length of track in km, and minutes by kind of team, for each reach.

    On foot and in a vehicle teams go along the track, in the slower of its two
    directions; a boat goes along the line where it is a river. Infinite where a kind
    cannot go through.
    """
    n_reaches = len(edge_km) - 1
    track_km = np.zeros(n_reaches)
    foot, vehicle = np.full(n_reaches, np.inf), np.full(n_reaches, np.inf)
    for track in theatre.tracks:
        track_km += np.diff(np.interp(edge_km, track.border_km, track.km))
        inside = np.clip(edge_km, track.border_km[0], track.border_km[-1])
        share = np.diff(inside) / np.diff(edge_km)
        whole = share >= LEAST_COVER
        profile = profile_track(theatre.elevation, track)
        by_foot = _foot_minutes(profile, edge_km, theatre.model)
        by_vehicle = _vehicle_minutes(profile, edge_km, theatre.model)
        # What a piece leaves uncovered is gone through at its mean pace.
        foot[whole] = by_foot[whole] / share[whole]
        vehicle[whole] = by_vehicle[whole] / share[whole]
    boat = _boat_minutes(theatre, edge_km)
    return track_km, {"foot": foot, "vehicle": vehicle, "boat": boat}


def profile_track(grid: ElevationGrid, track: Track) -> TrackProfile:
    """Heights along a piece of track, smoothed so that cell noise fakes no slopes."""
    n_steps = max(1, int(np.ceil(track.km[-1] / STEP_KM)))
    at_km = np.linspace(0.0, track.km[-1], n_steps + 1)
    lon, lat = (np.interp(at_km, track.km, each) for each in (track.lon, track.lat))
    height = smooth_heights_at(grid, lon, lat)
    return TrackProfile(
        step_km=float(track.km[-1]) / n_steps,
        lon=lon,
        lat=lat,
        border_km=np.interp(at_km, track.km, track.border_km),
        height_m=_moving_mean(height, SMOOTHING),
    )


def _moving_mean(values: Floats, width: int) -> Floats:
    """Mean over ``width`` neighbours; fewer, but as many each side, near the ends.

    Even sides keep a constant slope as it is.
    """
    n = len(values)
    total = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(n)
    side = np.minimum(np.minimum(at, n - 1 - at), width // 2)
    return np.asarray((total[at + side + 1] - total[at - side]) / (2 * side + 1))


def _foot_minutes(
    profile: TrackProfile, edge_km: Floats, model: ModelConstants
) -> Floats:
    """Minutes on foot through each reach, the slower of the two directions."""
    ways = [
        60 * profile.step_km / (walking_speed_kmh(slope) * model.foot_factor)
        for slope in (profile.slope, -profile.slope)
    ]
    there, back = (_between(edge_km, profile.border_km, way) for way in ways)
    return np.asarray(np.maximum(there, back))


def _vehicle_minutes(
    profile: TrackProfile, edge_km: Floats, model: ModelConstants
) -> Floats:
    """Minutes in a vehicle; infinite where 500 m on end are steeper than it climbs."""
    each = 60 * profile.step_km / vehicle_speed_kmh(profile.slope, model)
    minutes = _between(edge_km, profile.border_km, each)
    steep = np.flatnonzero(profile.sustained > model.vehicle_max_slope)
    low, high = profile.border_km[steep], profile.border_km[steep + 1]
    first = np.searchsorted(edge_km[1:], low + TOUCH_KM)
    last = np.searchsorted(edge_km[:-1], high - TOUCH_KM)
    for a, b in zip(first, last, strict=True):
        minutes[a:b] = np.inf
    return minutes


def _between(edge_km: Floats, at_km: Floats, minutes: Floats) -> Floats:
    """Share the minutes of the steps of a way among the reaches they lie abreast of."""
    clock = np.concatenate([[0.0], np.cumsum(minutes)])
    return np.asarray(np.diff(np.interp(edge_km, at_km, clock)))


def _boat_minutes(theatre: Theatre, edge_km: Floats) -> Floats:
    """Minutes in a boat; infinite where a reach is not wholly on a river stretch."""
    low, high = edge_km[:-1], edge_km[1:]
    afloat = np.zeros(len(low), dtype=bool)
    for km_from, km_to in theatre.river_km:
        afloat |= (low >= km_from - TOUCH_KM) & (high <= km_to + TOUCH_KM)
    return np.where(afloat, 60 * (high - low) / theatre.model.boat_kmh, np.inf)
