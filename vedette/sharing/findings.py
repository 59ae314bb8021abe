"""What a plan leaves open, by cell, reach and section: numbers for all outputs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import PlanPicture
from vedette.domain.theatre import Theatre

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Finding:
    """The worst cell of a reach or section, and what stands around it.

    ``remaining`` is stake times the chance to go unnoticed there, in harm points;
    ``mean_notice`` the mean chance to be noticed over the cells that carry a stake,
    each reach weighing as its length.
    """

    km_from: float
    km_to: float
    section: int
    reach: int
    slot: int
    stake: float
    notice: float
    remaining: float
    mean_notice: float


def remaining_loss(picture: PlanPicture) -> Floats:
    """Return stake times chance to go unnoticed, harm points, shape (R, T)."""
    return np.asarray(picture.risk.stake * (1.0 - picture.notice))


def by_reach(picture: PlanPicture) -> tuple[Finding, ...]:
    """Return what stands in each reach."""
    edges = picture.ground.edge_km
    return tuple(
        _find(picture, np.array([reach]), edges[reach], edges[reach + 1])
        for reach in range(picture.ground.n_reaches)
    )


def by_section(theatre: Theatre, picture: PlanPicture) -> tuple[Finding, ...]:
    """Return what stands in each section."""
    return tuple(
        _find(
            picture,
            np.flatnonzero(picture.ground.section == index),
            section.km_from,
            section.km_to,
        )
        for index, section in enumerate(theatre.sections)
    )


def worst_reaches(picture: PlanPicture, count: int) -> tuple[Finding, ...]:
    """Return the reaches where most is left open, worst first."""
    found = sorted(by_reach(picture), key=lambda each: (-each.remaining, each.reach))
    return tuple(each for each in found[:count] if each.remaining > 0)


def _find(
    picture: PlanPicture, reaches: NDArray[np.intp], km_from: float, km_to: float
) -> Finding:
    left = remaining_loss(picture)[reaches]
    at, slot = np.unravel_index(int(left.argmax()), left.shape)
    reach = int(reaches[at])
    length = np.diff(picture.ground.edge_km)[reaches, None]
    weight = np.where(picture.risk.stake[reaches] > 0, length, 0.0)
    total = float(weight.sum())
    mean = float((weight * picture.notice[reaches]).sum()) / total if total else 0.0
    return Finding(
        km_from=float(km_from),
        km_to=float(km_to),
        section=int(picture.ground.section[reach]),
        reach=reach,
        slot=int(slot),
        stake=float(picture.risk.stake[reach, slot]),
        notice=float(picture.notice[reach, slot]),
        remaining=float(left[at, slot]),
        mean_notice=mean,
    )
