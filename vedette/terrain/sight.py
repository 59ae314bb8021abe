"""What every kind of team sees of the corridor, from every part of the line."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Corridor, Ground, SeenCells, Sights
from vedette.domain.theatre import ModelConstants, Theatre
from vedette.terrain.corridor import lay_corridor
from vedette.terrain.elevation import smooth_heights_at
from vedette.terrain.globe import globe_points
from vedette.terrain.line import position_at, track_position
from vedette.terrain.sight_cache import find_seen, keep_seen, make_key
from vedette.terrain.sightline import SightMargin, drop_per_m2, grid_places

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ON_TRACK = ("foot", "vehicle")  # the others keep to the line
HALF_IN_SPREADS = math.sqrt(2 * math.log(2))
# How far is looked, in spreads of the farthest look: beyond lies 1 % of it.
MOST_SPREADS = 3.0
# Parts that are seen to at a time, so that memory stays small.
BLOCK = 512


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Lines from places to the cells within range of each, by place."""

    start: NDArray[np.int64]
    cell: NDArray[np.int32]
    length_m: Floats


def survey_sights(theatre: Theatre, ground: Ground, *, cache: bool = True) -> Sights:
    """Find out which cells each kind of team sees, up to its range, from every part.

    A part without a place for that kind, no track lying abreast, sees nothing. What was
    found before for the same ground is taken from the user's cache unless told not to.
    """
    corridor = lay_corridor(theatre, ground)
    key = make_key(theatre, ground) if cache else ""
    kinds = tuple(theatre.model.carriers)
    seen = find_seen(key, kinds, corridor) if cache else None
    if seen is None:
        seen = {kind: _survey_kind(theatre, corridor, kind) for kind in kinds}
        if cache:
            keep_seen(key, seen)
    return Sights(corridor, seen)


def range_km(model: ModelConstants, kind: str) -> float:
    """How far a kind of team looks at all, with its best sensor by its best light."""
    sensors = (model.sensors[name] for name in model.carriers[kind].sensors)
    half = max(max(sensor.half_km.values()) for sensor in sensors)
    return MOST_SPREADS * half / HALF_IN_SPREADS


def look_places(
    theatre: Theatre, corridor: Corridor, kind: str
) -> tuple[Floats, Floats]:
    """Where a kind of team looks from, in degrees, for every part; NaN for nowhere."""
    middle_km = (corridor.part_km[:-1] + corridor.part_km[1:]) / 2
    if kind in ON_TRACK:
        return track_position(theatre, middle_km)
    return position_at(theatre.border, middle_km)


def find_margin(theatre: Theatre, corridor: Corridor, kind: str) -> SightMargin:
    """Of all cells within range of all parts, the share that is seen, with its margin.

    The margin is what happens if all ground between stood higher or lower by the grid's
    stated error.
    """
    error = theatre.elevation.error_m
    counts = np.zeros(4)
    for lines, place in _list_lines(theatre, corridor, kind):
        counts += [
            len(lines.cell),
            *(
                _are_clear(theatre, corridor, kind, place, lines, up).sum()
                for up in (0.0, error, -error)
            ),
        ]
    share, if_higher, if_lower = counts[1:] / max(counts[0], 1.0)
    return SightMargin(float(share), float(if_higher), float(if_lower), error)


def _survey_kind(theatre: Theatre, corridor: Corridor, kind: str) -> SeenCells:
    """Keep the lines of one kind of team that nothing stands in."""
    counts, cells, ranges = [], [], []
    for lines, place in _list_lines(theatre, corridor, kind):
        clear = _are_clear(theatre, corridor, kind, place, lines)
        part = np.repeat(np.arange(len(place[0])), np.diff(lines.start))
        counts.append(np.bincount(part[clear], minlength=len(place[0])))
        cells.append(lines.cell[clear])
        ranges.append((lines.length_m[clear] / 1000).astype(np.float32))
    start = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    return SeenCells(
        start.astype(np.int64), np.concatenate(cells), np.concatenate(ranges)
    )


def _list_lines(
    theatre: Theatre, corridor: Corridor, kind: str
) -> Iterator[tuple[_Lines, tuple[Floats, Floats]]]:
    """Lines to all cells within range, for a block of parts at a time."""
    from scipy.spatial import cKDTree

    lon, lat = look_places(theatre, corridor, kind)
    cells = cKDTree(globe_points(corridor.cell_lon, corridor.cell_lat))
    most_m = 1000 * range_km(theatre.model, kind)
    for first in range(0, corridor.n_parts, BLOCK):
        place = lon[first : first + BLOCK], lat[first : first + BLOCK]
        somewhere = np.flatnonzero(np.isfinite(place[0]))
        eyes = cKDTree(globe_points(*(each[somewhere] for each in place)))
        pairs = eyes.sparse_distance_matrix(cells, most_m, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs["j"], pairs["i"]))]
        counts = np.bincount(somewhere[pairs["i"]], minlength=len(place[0]))
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        yield _Lines(start, pairs["j"].astype(np.int32), pairs["v"].copy()), place


def _are_clear(
    theatre: Theatre,
    corridor: Corridor,
    kind: str,
    place: tuple[Floats, Floats],
    lines: _Lines,
    up_m: float = 0.0,
) -> Bools:
    """Whether nothing stands in each line, the ground between ``up_m`` higher."""
    from vedette.terrain.sight_kernels import sight_lines

    grid, model = theatre.elevation, theatre.model
    anywhere = np.where(np.isfinite(place[0]), place, [[grid.west], [grid.north]])
    eye = smooth_heights_at(grid, *anywhere) + model.carriers[kind].eye_m
    clear = np.empty(len(lines.cell), dtype=bool)
    sight_lines(
        grid.height_m,
        *grid_places(grid, *anywhere),
        eye - up_m,
        lines.start,
        lines.cell,
        lines.length_m,
        *grid_places(grid, corridor.cell_lon, corridor.cell_lat),
        corridor.cell_m + (model.person_m - up_m),
        drop_per_m2(model.refraction),
        clear,
    )
    return clear
