"""Risk by reach and slot: harm that attempts would bring there and then, in words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground, RiskPicture, Window
from vedette.domain.risk import HourRisk, SectionRisk
from vedette.risk.attempts import share_attempts

Floats = NDArray[np.float64]


def map_hours(
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    sections: Sequence[SectionRisk],
    ends: Sequence[float],
) -> HourRisk:
    """Say of every reach and slot how its share of the harm stands to an even spread.

    Attempts follow the sections' rates, and within a section the stakes and hours, as
    a plan's forecast does; harm is attempts times stake, by km. The ends of a
    section's interval are set against the same even spread, so that they tell how much
    is known, section by section.
    """
    length = np.diff(ground.edge_km)
    whole = np.bincount(ground.section, length, minlength=len(sections))
    low, middle, high = (
        whole * np.array([_rate(each, end) for each in sections])
        for end in ("low", "middle", "high")
    )
    share = share_attempts(middle, ground.section, risk.forecast)
    harm = share * risk.stake / length[:, None]
    open_km = length * ground.can_cross
    even = float((harm * open_km[:, None]).sum() / (open_km.sum() * window.n_slots))
    ratio = harm / even
    named = [
        _name_cells(ratio * (rate / middle)[ground.section][:, None], ground, ends)
        for rate in (low, middle, high)
    ]
    return HourRisk(
        ground=ground,
        window=window,
        low=named[0],
        middle=named[1],
        high=named[2],
        section=_name_sections(ratio, ground, open_km, ends),
    )


def _name_sections(
    ratio: Floats, ground: Ground, open_km: Floats, ends: Sequence[float]
) -> NDArray[np.int8]:
    """Name each section's mean over what can be crossed of it, shape (S, T)."""
    weight = np.zeros((int(ground.section.max()) + 1, len(open_km)))
    weight[ground.section, np.arange(len(open_km))] = open_km
    whole = weight.sum(axis=1, keepdims=True)
    mean = weight @ ratio / np.where(whole > 0, whole, 1.0)
    names = np.searchsorted(ends, mean, side="right").astype(np.int8)
    return np.where(whole > 0, names, np.int8(-1))


def _rate(risk: SectionRisk, end: str) -> float:
    """Return how many attempts of either strand there are, a year per 100 km."""
    return float(getattr(risk.attacks, end) + getattr(risk.crossings, end))


def _name_cells(
    ratio: Floats, ground: Ground, ends: Sequence[float]
) -> NDArray[np.int8]:
    names = np.searchsorted(ends, ratio, side="right").astype(np.int8)
    return np.where(ground.can_cross[:, None], names, np.int8(-1))
