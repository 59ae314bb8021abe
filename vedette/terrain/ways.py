"""What a way is: its ends, how one goes, its line with clock, heights, crossings."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid, Theatre
from vedette.errors import InputError
from vedette.reading.places import BorderRuler
from vedette.terrain.elevation import cell_size_m, smooth_heights_at
from vedette.terrain.laws import (
    WALKS,
    SpeedLaw,
    air_law,
    boat_law,
    foot_law,
    vehicle_law,
)
from vedette.terrain.profile import profile_line
from vedette.units import distance_km

Floats = NDArray[np.float64]

BY = ("foot", "vehicle", "boat", "air")
# A path that begins on the border line, to some 5 m, does not cross it there.
TOUCH_DEG = 5e-5


class Place(NamedTuple):
    """Where a path begins or ends, and what it is called."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class TravelParams:
    """How one goes.

    Parameters
    ----------
    by
        ``foot``, ``vehicle``, ``boat`` or ``air``.
    walk
        The law on foot: ``tobler`` or ``naismith``.
    off_track
        Whether a vehicle may leave the modelled track, slowly.
    ford
        Whether inland rivers may be waded anywhere; else they are crossed at bridges
        only, as the border river always is.
    kmh
        Speed through the air; None for that of the theatre's slowest type card.
    """

    by: str = "foot"
    walk: str = "tobler"
    off_track: bool = False
    ford: bool = False
    kmh: float | None = None

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        faults = []
        if self.by not in BY:
            faults.append(f"{self.by!r} is no way to go; choose {', '.join(BY)}.")
        if self.walk not in WALKS:
            faults.append(
                f"{self.walk!r} is no law of walking; choose {' or '.join(WALKS)}."
            )
        if self.off_track and self.by != "vehicle":
            faults.append(f"off the track goes a vehicle, not {self.by}.")
        if self.kmh is not None and self.by != "air":
            faults.append(f"a speed is given by air only, not by {self.by}.")
        if faults:
            raise InputError.listing("How to go:", faults)

    def find_law(self, theatre: Theatre) -> SpeedLaw:
        """Return the speed law that these ask for."""
        if self.by == "foot":
            return foot_law(theatre.model, self.walk)
        if self.by == "vehicle":
            return vehicle_law(theatre.model, off_track=self.off_track)
        if self.by == "boat":
            return boat_law(theatre.model)
        return air_law(theatre, self.kmh)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a path that goes over one kind of ground."""

    on: str
    km_from: float
    km_to: float
    minutes: float


@dataclass(frozen=True, slots=True, eq=False)
class GroundPath:
    """A path as a line that can be drawn and followed.

    Parameters
    ----------
    start, end
        The places that it joins.
    by, law, source
        How one goes, the speed law in words, and where the law is from.
    lon, lat, km, minutes
        Of the vertices: degrees, and what lies behind one there, shape (n,).
    height_m
        Ground at the vertices between cell centres, shape (n,).
    stretches
        What it goes on, from begin to end: track, open ground, bridge, river, air.
    highest_m, climb_m, descent_m
        Highest cell that the line passes over; all rises, all falls together: those
        of its ``Profile``, the grid's errors included.
    crosses_km
        Border km at which it crosses the border line.
    cell_m, error_m
        Size of the cells that it was sought on (east-west, north-south), and the
        grid's stated error.
    notes
        What whoever follows it should know.
    """

    start: Place
    end: Place
    by: str
    law: str
    source: str
    lon: Floats
    lat: Floats
    km: Floats
    minutes: Floats
    height_m: Floats
    stretches: tuple[Stretch, ...]
    highest_m: float
    climb_m: float
    descent_m: float
    crosses_km: tuple[float, ...]
    cell_m: tuple[float, float]
    error_m: float
    notes: tuple[str, ...]

    @property
    def length_km(self) -> float:
        """Length in km, as on the flat."""
        return float(self.km[-1])

    @property
    def total_minutes(self) -> float:
        """Minutes from begin to end."""
        return float(self.minutes[-1])


def finish_path(
    theatre: Theatre,
    ends: tuple[Place, Place],
    params: TravelParams,
    line: "Line",
    grid: ElevationGrid,
    notes: tuple[str, ...],
) -> GroundPath:
    """Make a path of a line with its clock: lengths, heights, what it crosses."""
    law = params.find_law(theatre)
    lon, lat = line.lon, line.lat
    step_km = distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    km = np.concatenate([[0.0], np.cumsum(step_km)])
    wide_m, tall_m = cell_size_m(grid, float(lat.min() + lat.max()) / 2)
    profile = profile_line(theatre.elevation, lon, lat)
    return GroundPath(
        start=ends[0],
        end=ends[1],
        by=params.by,
        law=law.name,
        source=law.source,
        lon=lon,
        lat=lat,
        km=km,
        minutes=line.minutes,
        height_m=smooth_heights_at(theatre.elevation, lon, lat),
        stretches=_stretches(line, km),
        highest_m=profile.highest_m,
        climb_m=profile.climb_m,
        descent_m=profile.descent_m,
        crosses_km=_crossings(theatre, line),
        cell_m=(float(wide_m), float(tall_m)),
        error_m=grid.error_m,
        notes=notes,
    )


class Line(NamedTuple):
    """Vertices with the minutes behind one there, and what each step goes on."""

    lon: Floats
    lat: Floats
    minutes: Floats
    on: tuple[str, ...]


def _stretches(line: Line, km: Floats) -> tuple[Stretch, ...]:
    """Put neighbouring steps over the same kind of ground together."""
    edges = [0]
    edges += [at for at in range(1, len(line.on)) if line.on[at] != line.on[at - 1]]
    edges.append(len(line.on))
    return tuple(
        Stretch(
            on=line.on[low],
            km_from=float(km[low]),
            km_to=float(km[high]),
            minutes=float(line.minutes[high] - line.minutes[low]),
        )
        for low, high in pairwise(edges)
    )


def _crossings(theatre: Theatre, line: Line) -> tuple[float, ...]:
    """Border km at which a path crosses the border line, but for its own two ends.

    A boat stays on it. A bridge is crossed once, whatever bends the river makes there.
    """
    import shapely

    border = theatre.border
    places = np.column_stack([line.lon, line.lat])
    bridges = {(each.lon, each.lat) for each in theatre.sites if each.kind == "bridge"}
    inner = zip(places[1:-1].tolist(), line.on[:-1], line.on[1:], strict=True)
    met = [place for place, *on in inner if tuple(place) in bridges and "bridge" in on]
    steps = np.stack([places[:-1], places[1:]], axis=1)
    steps = steps[[on not in ("bridge", "river") for on in line.on]]
    crossed = shapely.intersection(
        shapely.union_all(shapely.linestrings(steps)),
        shapely.LineString(np.column_stack([border.lon, border.lat])),
    )
    ends = shapely.MultiPoint([places[0], places[-1]])
    for part in shapely.get_parts(crossed):
        if not part.is_empty and part.distance(ends) > TOUCH_DEG:
            met.append(part.coords[0])
    if not met:
        return ()
    found = BorderRuler(border).nearest_km(*np.array(met).T)
    return tuple(sorted(round(float(km), 3) for km in found))
