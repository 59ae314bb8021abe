"""Every speed law in one place, each with its source: how fast by slope and ground."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.domain.theatre import ModelConstants, Theatre
from vedette.errors import InputError

Floats = NDArray[np.float64]
Speed = Callable[[ArrayLike], Floats]

WALKS = ("tobler", "naismith")
# Off a path people walk at this share of the speed on it: Tobler (1993).
OFF_PATH = 0.6
# Naismith (1892), in metres as walkers use it: 5 km/h, and an hour for 600 m of climb.
NAISMITH_S_PER_M, NAISMITH_CLIMB_S_PER_M = 3600 / 5000, 3600 / 600
# Langmuir (1984): 10 minutes for 300 m of descent, less from 5 to 12 degrees, more
# where it is steeper.
LANGMUIR_S_PER_M = 600 / 300
LANGMUIR_EASY, LANGMUIR_STEEP = math.tan(math.radians(5)), math.tan(math.radians(12))
# Off the track a vehicle goes at this share of its speed on it, and not where the
# cells are steeper than this: planning values.
VEHICLE_OFF_TRACK, VEHICLE_OFF_TRACK_SLOPE = 0.33, 0.2


@dataclass(frozen=True, slots=True)
class SpeedLaw:
    """How fast one goes by the slope, in km/h; 0 where one does not pass.

    ``slope`` is rise over run, positive uphill. ``fastest_kmh`` is as much as either
    speed ever gives; ``steepest_track`` is the steepest 500 m of track that one passes.
    """

    name: str
    source: str
    fastest_kmh: float
    on_track: Speed
    off_track: Speed
    steepest_track: float = math.inf
    keeps_to_track: bool = False


def walking_speed_kmh(slope: ArrayLike) -> Floats:
    """Speed on foot on a path in km/h, by Tobler's hiking function (1993).

    ``slope`` is rise over run, positive uphill.

    >>> round(float(walking_speed_kmh(slope=0.0)), 2)
    5.04
    """
    return np.asarray(6 * np.exp(-3.5 * np.abs(np.asarray(slope) + 0.05)))


def naismith_speed_kmh(slope: ArrayLike) -> Floats:
    """Speed on foot in km/h by Naismith's rule (1892) with Langmuir's for descents.

    >>> [round(float(naismith_speed_kmh(slope)), 2) for slope in (0.0, 0.1, -0.1)]
    [5.0, 2.73, 6.92]
    """
    rise = np.asarray(slope, dtype=np.float64)
    fall = np.maximum(-rise, 0.0)
    easier = (fall >= LANGMUIR_EASY) & (fall <= LANGMUIR_STEEP)
    seconds = (
        NAISMITH_S_PER_M
        + NAISMITH_CLIMB_S_PER_M * np.maximum(rise, 0.0)
        - LANGMUIR_S_PER_M * np.where(easier, fall, 0.0)
        + LANGMUIR_S_PER_M * np.where(fall > LANGMUIR_STEEP, fall, 0.0)
    )
    return np.asarray(3.6 / seconds)


def vehicle_speed_kmh(slope: ArrayLike, model: ModelConstants) -> Floats:
    """Speed of a vehicle on the track in km/h: it falls with the slope either way."""
    loss = model.vehicle_slope_loss * np.abs(np.asarray(slope))
    return np.asarray(model.vehicle_kmh * np.exp(-loss))


def foot_law(model: ModelConstants, walk: str = "tobler") -> SpeedLaw:
    """Return the law of somebody who walks on; a patrol that looks needs longer.

    Nobody walks over open ground that is steeper than ``crossing.max_slope``.
    """
    steepest = model.crossing_max_slope
    if walk == "naismith":
        return SpeedLaw(
            name="Naismith's rule with Langmuir's for descents",
            source="W. Naismith (1892), Scottish Mountaineering Club Journal 2; "
            "E. Langmuir (1984), Mountaincraft and Leadership",
            fastest_kmh=float(naismith_speed_kmh(-LANGMUIR_STEEP)),
            on_track=naismith_speed_kmh,
            off_track=_up_to(steepest, naismith_speed_kmh, 1.0),
        )
    return SpeedLaw(
        name=f"Tobler's hiking function, times {OFF_PATH:g} off the track",
        source="W. Tobler (1993), NCGIA Technical Report 93-1",
        fastest_kmh=6.0,
        on_track=walking_speed_kmh,
        off_track=_up_to(steepest, walking_speed_kmh, OFF_PATH),
    )


def vehicle_law(model: ModelConstants, *, off_track: bool = False) -> SpeedLaw:
    """Return the law of a vehicle, on the modelled track and, if asked, beside it."""

    def on_track(slope: ArrayLike) -> Floats:
        return vehicle_speed_kmh(slope, model)

    name = f"{model.vehicle_kmh:g} km/h on level track, less on slopes"
    if off_track:
        name += (
            f"; off it times {VEHICLE_OFF_TRACK:g}, on slopes up to "
            f"{VEHICLE_OFF_TRACK_SLOPE:.0%}"
        )
    return SpeedLaw(
        name=name,
        source="planning values of model.toml",
        fastest_kmh=model.vehicle_kmh,
        on_track=on_track,
        off_track=_up_to(VEHICLE_OFF_TRACK_SLOPE, on_track, VEHICLE_OFF_TRACK),
        steepest_track=model.vehicle_max_slope,
        keeps_to_track=not off_track,
    )


def boat_law(model: ModelConstants) -> SpeedLaw:
    """Return the law of a boat: one speed, up and down the river."""
    kmh = model.boat_kmh
    return _even(f"{kmh:g} km/h through the water", "planning value of model.toml", kmh)


def air_law(theatre: Theatre, kmh: float | None = None) -> SpeedLaw:
    """Return the law of an aircraft: the speed given, or that of the slowest card."""
    if kmh is not None:
        if not 20.0 <= kmh <= 1000.0:
            raise InputError(f"speed: {kmh:g} km/h cannot be flown; give 20 to 1000.")
        return _even(f"{kmh:g} km/h without wind", "as given", kmh)
    if not theatre.cards:
        raise InputError(
            f"{theatre.name} has no type card, so no cruising speed; give one: --kmh."
        )
    card = min(theatre.cards, key=lambda each: each.cruise_kmh)
    name = f"cruise of {card.name}, {card.cruise_kmh:g} km/h, without wind"
    return _even(name, f"type card {card.id}", card.cruise_kmh)


def _even(name: str, source: str, kmh: float) -> SpeedLaw:
    def speed(slope: ArrayLike) -> Floats:
        return np.full(np.shape(slope), kmh)

    return SpeedLaw(name, source, kmh, speed, speed)


def _up_to(steepest: float, speed: Speed, factor: float) -> Speed:
    """Return a speed times a factor, and 0 on slopes steeper than a limit."""

    def limited(slope: ArrayLike) -> Floats:
        passable = np.abs(np.asarray(slope)) <= steepest
        return np.where(passable, factor * speed(slope), 0.0)

    return limited
