"""Least-time paths between two places on foot, by vehicle, by boat or by air."""

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.terrain import lineways, searches
from vedette.terrain.ways import GroundPath, Place, TravelParams


def find_path(
    theatre: Theatre, start: Place, end: Place, params: TravelParams
) -> GroundPath:
    """Find the path from start to end that takes the least time.

    Raises
    ------
    InputError
        If there is none, with what stands in the way and what to do.
    """
    if (start.lon, start.lat) == (end.lon, end.lat):
        raise InputError(f"{start.name} and {end.name} are the same place; give two.")
    if params.by == "air":
        return lineways.fly(theatre, start, end, params)
    if params.by == "boat":
        return lineways.row(theatre, start, end, params)
    return searches.search(theatre, start, end, params)
