"""Positions by kilometre: on the border line, and on the track abreast of it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.domain.theatre import Base, BorderLine, Theatre
from vedette.units import distance_km

Floats = NDArray[np.float64]


def position_at(border: BorderLine, km: ArrayLike) -> tuple[Floats, Floats]:
    """Longitude and latitude in degrees at kilometres along the border line.

    Straight between the vertices; a km beyond an end gives that end.
    """
    lon = np.interp(np.asarray(km, dtype=np.float64), border.km, border.lon)
    lat = np.interp(np.asarray(km, dtype=np.float64), border.km, border.lat)
    return np.asarray(lon), np.asarray(lat)


def track_position(theatre: Theatre, km: ArrayLike) -> tuple[Floats, Floats]:
    """Longitude and latitude in degrees of the track abreast of border kilometres.

    NaN where no track lies abreast.
    """
    wanted = np.asarray(km, dtype=np.float64)
    lon, lat = np.full(wanted.shape, np.nan), np.full(wanted.shape, np.nan)
    for track in theatre.tracks:
        inside = (wanted >= track.border_km[0]) & (wanted <= track.border_km[-1])
        lon = np.where(inside, np.interp(wanted, track.border_km, track.lon), lon)
        lat = np.where(inside, np.interp(wanted, track.border_km, track.lat), lat)
    return lon, lat


def km_of_base(theatre: Theatre, base: Base) -> float:
    """Return the border km of a base; of an airfield, the whole km nearest to it."""
    if base.km is not None:
        return base.km
    km = np.arange(np.floor(theatre.border.length_km) + 1)
    away_km = distance_km(base.lon, base.lat, *position_at(theatre.border, km))
    return float(km[np.argmin(away_km)])


def section_of_base(theatre: Theatre, base: Base) -> int:
    """Return the index of a base's section; at an edge of two, the upper one."""
    begins = [section.km_from for section in theatre.sections]
    return int(np.searchsorted(begins, km_of_base(theatre, base), side="right")) - 1
