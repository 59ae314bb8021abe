"""The law of looking: Koopman's random search, the one place where it stands."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def notice_probability(
    sweep_km: ArrayLike,
    speed_kmh: ArrayLike,
    hours: ArrayLike,
    area_km2: ArrayLike,
    attempt_kmh: ArrayLike,
) -> NDArray[np.float64]:
    """Chance that a team notices an attempt while it looks at a reach.

    ``p = 1 - exp(-w sqrt(v^2 + u^2) t / A)``: the law of random search, B. O. Koopman
    (1946), *Search and Screening*, OEG Report 56. Arguments broadcast.

    Parameters
    ----------
    sweep_km
        w, effective sweep width, km.
    speed_kmh
        v, the team's own speed, km/h.
    hours
        t, time spent looking at the reach, h.
    area_km2
        A, area of the reach's corridor, km2; positive.
    attempt_kmh
        u, speed of somebody crossing, km/h.

    Examples
    --------
    >>> p = notice_probability(1.6, speed_kmh=0, hours=0.5, area_km2=25, attempt_kmh=3)
    >>> round(float(p), 4)
    0.0915
    """
    relative_kmh = np.hypot(speed_kmh, attempt_kmh)
    swept = np.asarray(sweep_km) * relative_kmh * np.asarray(hours)
    return np.asarray(-np.expm1(-swept / np.asarray(area_km2)), dtype=np.float64)
