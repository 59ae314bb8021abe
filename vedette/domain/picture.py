"""What the ground is, what is at stake on it, and what teams could notice there."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Corridor:
    """The ground along the line: parts to look from, cells to look at.

    Parameters
    ----------
    part_km
        Ends of the parts along the border, shape (P + 1,); every edge of a reach is
        one of them.
    part_reach
        Index of each part's reach, shape (P,).
    cell_lon, cell_lat, cell_m
        Middles of the cells within the corridor in degrees, and the ground's height
        there, shape (C,).
    cell_reach, cell_km2
        Index of the reach that each cell belongs to, and its area, shape (C,).
    """

    part_km: NDArray[np.float64]
    part_reach: NDArray[np.int32]
    cell_lon: NDArray[np.float64]
    cell_lat: NDArray[np.float64]
    cell_m: NDArray[np.float64]
    cell_reach: NDArray[np.int32]
    cell_km2: NDArray[np.float64]

    @property
    def n_parts(self) -> int:
        """How many parts there are."""
        return len(self.part_reach)


@dataclass(frozen=True, slots=True, eq=False)
class SeenCells:
    """The cells of the corridor that are seen from each part.

    From part p those at ``start[p]`` to ``start[p + 1]`` of ``cell`` (n,), each at its
    ``range_km`` (n,); ``start`` has shape (P + 1,).
    """

    start: NDArray[np.int64]
    cell: NDArray[np.int32]
    range_km: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sights:
    """What each kind of team sees of the corridor, from every part."""

    corridor: Corridor
    seen: Mapping[str, SeenCells]


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
    sights
        What is seen from where; None where nobody has looked yet.
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
    sights: Sights | None = None

    def get_sights(self) -> Sights:
        """Return what is seen from where; it must have been surveyed."""
        if self.sights is None:
            raise ValueError("the ground was surveyed without what is seen from it")
        return self.sights

    @property
    def n_reaches(self) -> int:
        """How many reaches there are."""
        return len(self.section)


@dataclass(frozen=True, slots=True, eq=False)
class WeatherTable:
    """The weather by section and slot, shape (S, T) each.

    ``visibility_km`` and ``cloud_base_m`` (above the ground) are infinite, ``wind_kmh``
    and ``warmer_c`` (degrees above the standard atmosphere) 0 where nothing is said.
    """

    visibility_km: NDArray[np.float64]
    cloud_base_m: NDArray[np.float64]
    wind_kmh: NDArray[np.float64]
    warmer_c: NDArray[np.float64]

    def first_slots(self, n_slots: int) -> "WeatherTable":
        """Return the weather of the first slots only."""
        return WeatherTable(
            self.visibility_km[:, :n_slots],
            self.cloud_base_m[:, :n_slots],
            self.wind_kmh[:, :n_slots],
            self.warmer_c[:, :n_slots],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The time a plan covers, the light in it, and the weather where it is foreseen.

    ``light`` is an index into ``domain.theatre.LIGHTS``, by section and slot,
    shape (S, T), at the middle of each slot.
    """

    start: dt.datetime
    zone: str
    slot_min: int
    light: NDArray[np.int8]
    weather: WeatherTable | None = None

    def first_slots(self, n_slots: int) -> "Window":
        """Return the window's first slots only."""
        weather = None if self.weather is None else self.weather.first_slots(n_slots)
        light = self.light[:, :n_slots]
        return replace(self, light=light, weather=weather)

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
class LookTable:
    """What one kind of team notices of each reach from each part, by light.

    Parameters
    ----------
    start, reach
        Reaches looked at from part p: those at ``start[p]`` to ``start[p + 1]`` of
        ``reach``, shapes (P + 1,) and (n,).
    share
        Share of the look that falls on the reach's corridor, over its area in km2,
        shape (lights, n).
    sweep_km, rush_kmh, spread_km
        Sweep width of one who goes slowly, the speed at which it is halved, and how
        far the look spreads, shape (lights,).
    """

    start: NDArray[np.int64]
    reach: NDArray[np.int32]
    share: NDArray[np.float64]
    sweep_km: NDArray[np.float64]
    rush_kmh: NDArray[np.float64]
    spread_km: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CoverageTable:
    """What teams could notice: a look table by kind, over the parts of the line.

    ``part_km`` are the ends of the parts, shape (P + 1,); ``attempt_kmh`` the speed of
    somebody crossing, which adds to the team's own.
    """

    part_km: NDArray[np.float64]
    looks: Mapping[str, LookTable]
    attempt_kmh: float
