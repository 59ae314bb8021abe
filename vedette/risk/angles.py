"""Angles: intervals and their words; vulnerability from looks, impact from stakes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground, RiskPicture
from vedette.domain.risk import Angle, Band, NearSite
from vedette.domain.theatre import LEVELS, Site

Floats = NDArray[np.float64]

MIDDLE_PART = 0.8  # of attempts whose stake lies within the interval of the impact
MOST_SITES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Watching:
    """What teams could see at best, as the desk hands it in.

    Parameters
    ----------
    together
        Chance that an attempt is noticed in a slot in which every team that can looks
        at its reach, by light, shape (lights, R).
    alone
        The same of the one team that notices best, (lights, R).
    teams
        How many teams have a lawful move that looks at the reach, (R,).
    """

    together: Floats
    alone: Floats
    teams: NDArray[np.int64]


def make_angle(low: float, middle: float, high: float, ends: Sequence[float]) -> Angle:
    """Return an interval with its words; ``ends`` say where low, medium and high end.

    >>> make_angle(0.1, 0.5, 5.0, (0.25, 1.0, 4.0)).band
    Band(low='low', middle='medium', high='critical')
    """
    words = (LEVELS[sum(value >= end for end in ends)] for value in (low, middle, high))
    return Angle(low, middle, high, Band(*words))


def rate_vulnerability(
    ground: Ground, watching: Watching, section: int, ends: Sequence[float]
) -> Angle:
    """Say how likely an attempt goes unnoticed, whoever is sent.

    From all teams that can look at it together, in the light that helps them most, to
    the best of them alone, in the light that helps it least; the middle is that team's
    mean over the lights. Reaches weigh as their length; where nobody can cross, 0.
    """
    weight = _open_length(ground, section)
    if not weight.any():
        return make_angle(0.0, 0.0, 0.0, ends)
    weight = weight / weight.sum()
    together = 1.0 - watching.together @ weight
    alone = 1.0 - watching.alone @ weight
    return make_angle(
        float(together.min()), float(alone.mean()), float(alone.max()), ends
    )


def measure_blind(ground: Ground, watching: Watching, section: int) -> float:
    """Length in km that can be crossed and that no lawful move looks at."""
    return float(_open_length(ground, section)[watching.teams == 0].sum())


def rate_impact(
    ground: Ground, risk: RiskPicture, section: int, ends: Sequence[float]
) -> Angle:
    """Say what an attempt would do: the stakes of the middle 80 % of attempts."""
    mine = ground.section == section
    stake, share = risk.stake[mine].ravel(), risk.forecast[mine].ravel()
    if not share.any():
        return make_angle(0.0, 0.0, 0.0, ends)
    order = np.argsort(stake, kind="stable")
    upto = np.cumsum(share[order])
    tail = (1 - MIDDLE_PART) / 2
    # "1 - 1e-9": the last sum may fall short of the total by a rounding
    at = np.searchsorted(upto, upto[-1] * np.array([tail, 0.5, 1 - tail]) * (1 - 1e-9))
    low, middle, high = stake[order][at].tolist()
    return make_angle(low, middle, high, ends)


def list_near(
    ground: Ground, risk: RiskPicture, sites: Sequence[Site], section: int
) -> tuple[NearSite, ...]:
    """List the sites that give most of a section's stakes, with the hours to them."""
    mine = np.flatnonzero((ground.section == section) & ground.can_cross)
    top = risk.top_site[mine]
    share = risk.forecast[mine].sum(axis=1)
    found = sorted({int(each) for each in top if each >= 0})
    ranked = sorted(found, key=lambda site: (-float(share[top == site].sum()), site))
    return tuple(
        NearSite(
            sites[each].id,
            sites[each].name,
            round(float(risk.travel_h[mine, each].min()), 1),
        )
        for each in ranked[:MOST_SITES]
    )


def share_open(ground: Ground, n_sections: int) -> Floats:
    """Share of each section's length that can be crossed."""
    length = np.diff(ground.edge_km)
    whole = np.bincount(ground.section, length, minlength=n_sections)
    free = np.bincount(ground.section, length * ground.can_cross, minlength=n_sections)
    return np.asarray(free / whole)


def guess_effort(ground: Ground, watching: Watching, n_sections: int) -> Floats:
    """Guess how much was looked, from what all could see: 1 where it is most.

    Nobody keeps the hours of past patrols yet. If teams spread their looks evenly over
    what they can look at, the looks that fall on a section are in proportion to
    ``-ln(1 - together)``. By the light that helps least: crossings come by night.
    """
    least = np.minimum(watching.together.min(axis=0), 1 - 1e-12)
    looks = -np.log1p(-least)
    length = np.diff(ground.edge_km) * ground.can_cross
    sums = np.bincount(ground.section, looks * length, minlength=n_sections)
    whole = np.bincount(ground.section, length, minlength=n_sections)
    mean = np.divide(sums, whole, out=np.zeros(n_sections), where=whole > 0)
    top = float(mean.max(initial=0.0))
    return np.asarray(mean / top) if top > 0 else np.zeros(n_sections)


def _open_length(ground: Ground, section: int) -> Floats:
    """Length of each reach of a section that can be crossed; 0 elsewhere."""
    mine = (ground.section == section) & ground.can_cross
    return np.where(mine, np.diff(ground.edge_km), 0.0)
