"""Places laid onto the border: nearest km, its section, and how far off it lies."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.register import OnLine
from vedette.domain.theatre import Theatre
from vedette.reading.places import BorderRuler
from vedette.terrain.line import position_at
from vedette.units import distance_km

Floats = NDArray[np.float64]


def put_on_line(
    theatre: Theatre, lon: Sequence[float] | Floats, lat: Sequence[float] | Floats
) -> tuple[OnLine | None, ...]:
    """Return where places lie by the border, to 0.1 km; None for the far side of earth.

    One ruler is laid for all of them, so ask for many at once.
    """
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if not len(lon):
        return ()
    km = BorderRuler(theatre.border).nearest_km(lon, lat)
    off = distance_km(lon, lat, *position_at(theatre.border, np.nan_to_num(km)))
    ends = np.array([section.km_to for section in theatre.sections[:-1]])
    section = np.searchsorted(ends, km, side="right")
    return tuple(
        OnLine(round(k, 1), theatre.sections[s].id, round(o, 1)) if k == k else None
        for k, s, o in zip(km.tolist(), section.tolist(), off.tolist(), strict=True)
    )
