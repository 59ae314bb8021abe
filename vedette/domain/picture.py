"""What the ground is, what is at stake on it, and what teams could notice there."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The border cut into reaches, with what the elevation grid says of each.

    Parameters
    ----------
    edge_km
        Ends of the reaches along the border, shape (R + 1,); reach r runs from
        ``edge_km[r]`` to ``edge_km[r + 1]`` and never spans two sections.
    section
        Index of each reach's section, shape (R,).
    lon, lat
        Middle of each reach on the line, degrees, shape (R,).
    lowest_m, highest_m
        Of the line within the reach, shape (R,).
    slope
        Median steepness within 1 km of the line, rise over run, shape (R,).
    can_cross
        Whether anybody could cross there at all, shape (R,).
    track_km
        Length of track abreast of the reach, 0 where there is none, shape (R,).
    minutes
        By kind of team, minutes to go through the reach on the track, in the slower
        of the two directions; infinite where that kind cannot pass, shape (R,).
    """

    edge_km: NDArray[np.float64]
    section: NDArray[np.int32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    lowest_m: NDArray[np.float64]
    highest_m: NDArray[np.float64]
    slope: NDArray[np.float64]
    can_cross: NDArray[np.bool_]
    track_km: NDArray[np.float64]
    minutes: Mapping[str, NDArray[np.float64]]

    @property
    def n_reaches(self) -> int:
        """How many reaches there are."""
        return len(self.section)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The time a plan covers, and the light in it.

    ``light`` is an index into ``domain.theatre.LIGHTS``, by section and slot,
    shape (S, T), at the middle of each slot.
    """

    start: dt.datetime
    zone: str
    slot_min: int
    light: NDArray[np.int8]

    @property
    def n_slots(self) -> int:
        """How many slots the window has."""
        return int(self.light.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class RiskPicture:
    """Stakes and forecast by reach and slot, with what they rest on.

    Parameters
    ----------
    stake
        Harm points expected if an attempt goes unnoticed, shape (R, T).
    forecast
        Share of all attempts, sums to 1, shape (R, T).
    top_site
        Index of the site that gives most of a reach's stake, -1 for none, shape (R,).
    travel_h
        Inland travel time on foot from each reach to each site, shape (R, sites);
        infinite where the site lies out of reach.
    rests_on
        Ids of the claims and assessments behind the stakes.
    """

    stake: NDArray[np.float64]
    forecast: NDArray[np.float64]
    top_site: NDArray[np.int32]
    travel_h: NDArray[np.float64]
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CoverageTable:
    """What a team could notice: sweep widths by kind, light and reach, and the areas.

    Parameters
    ----------
    sweep_km
        Effective sweep width by kind of team, shape (lights, R), km.
    area_km2
        Area of each reach's corridor, shape (R,).
    attempt_kmh
        Speed of somebody crossing, which adds to the team's own.
    """

    sweep_km: Mapping[str, NDArray[np.float64]]
    area_km2: NDArray[np.float64]
    attempt_kmh: float
