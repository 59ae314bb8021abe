"""Where along the border a base stands, for rules ``day-only`` and ``weather``."""

import math

import numpy as np

from vedette.domain.theatre import Base, Theatre
from vedette.terrain.line import position_at
from vedette.units import distance_km


def section_of_base(theatre: Theatre, base: Base) -> int:
    """Return the place of a base's section among all; at an edge, the upper one."""
    km = base.km
    if km is None:
        whole = np.arange(math.floor(theatre.border.length_km) + 1, dtype=np.float64)
        spots = position_at(theatre.border, whole)
        km = float(whole[np.argmin(distance_km(base.lon, base.lat, *spots))])
    return max(
        place for place, section in enumerate(theatre.sections) if section.km_from <= km
    )
