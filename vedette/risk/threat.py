"""The threat by section: rates from priors and what counts, and what each claim does.

An interval runs from the low end with well-sourced incidents alone to the high end with
all that stand: how surely a thing is known widens the interval and is no weight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.risk import Angle, Shift
from vedette.risk.angles import make_angle
from vedette.risk.counting import Spoken
from vedette.risk.priors import (
    PER_KM,
    GammaRates,
    RatePriors,
    SectionRates,
    fade_events,
    fade_weeks,
    prior_rates,
    rate_counts,
    spread_events,
)

Floats = NDArray[np.float64]

WEEKS_A_YEAR = 365.25 / 7
LEAST_PART = 0.01  # of an event on a section, faded: less says nothing of it
LEAST_OPEN = 0.01  # share of a section; one that nobody can cross has no rate
MOST_SHIFTS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The line as rates need it.

    ``edges_km`` are the sections' ends, (S + 1,); ``open_share`` is the share of each
    section's length that can be crossed, (S,): what is held of it before any event is
    known is in proportion.
    """

    edges_km: Floats
    open_share: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """One strand of the threat, rated: a year per 100 km, shape (S,) each.

    ``part`` is what each event still counts for in each section, (events, S).
    """

    name: str
    spoken: tuple[Spoken, ...]
    low: Floats
    middle: Floats
    high: Floats
    part: Floats
    rating: "Rating"


@dataclass(frozen=True, slots=True, eq=False)
class Rating:
    """How a strand's events become rates; kept to ask what one claim does.

    ``counts`` are those of all events and of the firm ones, (2, M, S); ``fade`` is
    (M, events), ``mass`` (events, S), ``weeks`` (M,).
    """

    line: Line
    prior: GammaRates
    effort: Floats
    effort_error: float
    weeks: Floats
    fade: Floats
    mass: Floats
    counts: Floats

    def rate(self, counts: Floats, only: slice = slice(None)) -> SectionRates:
        """Rate sections, or only some, from counts: a year per 100 km."""
        prior = GammaRates(self.prior.shape[only], self.prior.weeks[only])
        weekly = rate_counts(
            prior, counts, self.weeks, self.effort[only], self.effort_error
        )
        scale = WEEKS_A_YEAR * PER_KM / np.diff(self.line.edges_km)[only]
        return SectionRates(
            weekly.mean * scale, weekly.low * scale, weekly.high * scale
        )


def rate_strand(
    name: str,
    spoken: Sequence[Spoken],
    record_weeks: float,
    line: Line,
    priors: RatePriors,
    effort: Floats,
) -> Strand:
    """Rate one strand of the threat in every section."""
    km, error, ago = (
        np.array([getattr(each, field) for each in spoken], dtype=np.float64)
        for field in ("km", "error_km", "weeks_ago")
    )
    fade = fade_events(ago, priors)
    mass = spread_events(km, error, line.edges_km, priors)
    firm = np.array([bool(each.firm) for each in spoken], dtype=np.float64)
    held = prior_rates(line.edges_km, priors)
    rating = Rating(
        line=line,
        prior=GammaRates(
            held.shape, held.weeks / np.maximum(line.open_share, LEAST_OPEN)
        ),
        effort=effort,
        effort_error=priors.effort_error,
        weeks=fade_weeks(record_weeks, priors),
        fade=fade,
        mass=mass,
        counts=np.stack([fade @ mass, (fade * firm) @ mass]),
    )
    every, sure = (rating.rate(counts) for counts in rating.counts)
    return Strand(
        name=name,
        spoken=tuple(spoken),
        low=sure.low,
        middle=every.mean,
        high=every.high,
        part=fade.mean(axis=0)[:, None] * mass,
        rating=rating,
    )


def find_shifts(strand: Strand, ends: Sequence[float]) -> list[tuple[Shift, ...]]:
    """Leave out one claim after the other; rank them by section, the largest first.

    A claim does something only where it is the last one that an incident counts by, or
    the last that makes it firm. Rates are linear in counts, so the change of each mean
    is a product of matrices; only the first few are rated again in full.
    """
    rating = strand.rating
    found = list(_list_falls(strand.spoken))
    if not found:
        return [() for _ in strand.middle]
    event = np.array([at for at, _, _, _ in found])
    lost = np.array([[every, sure] for _, _, every, sure in found], dtype=np.float64)
    looked = rating.effort * rating.weeks[:, None]
    total = rating.prior.weeks + looked  # (M, S)
    # mean over memories of fade / total, by event and section
    worth = np.einsum("me,ms->es", rating.fade, 1 / total) / len(total)
    drop = worth[event] * rating.mass[event]
    means = ((rating.prior.shape + rating.counts) / total).mean(axis=1)  # (2, S)
    change = (lost[:, :, None] * drop[:, None, :] / means).max(axis=1)
    shifts = []
    for section in range(len(strand.middle)):
        order = np.argsort(-change[:, section], kind="stable")[:MOST_SHIFTS]
        kept = order[change[order, section] >= LEAST_PART]
        angles = _leave_out(rating, event[kept], lost[kept], section, ends)
        shifts.append(
            tuple(
                Shift(
                    claim=found[at][1],
                    incident=strand.spoken[event[at]].id,
                    strand=strand.name,
                    change=float(change[at, section]),
                    without=angle,
                )
                for at, angle in zip(kept.tolist(), angles, strict=True)
            )
        )
    return shifts


Fall = tuple[int, str, bool, bool]  # event, claim, whether all and firm lose it


def _list_falls(spoken: Sequence[Spoken]) -> Iterator[Fall]:
    for at, each in enumerate(spoken):
        for claim in each.claims:
            is_last = len(each.claims) == 1
            makes_firm = each.firm == {claim.id}
            if is_last or makes_firm:
                yield at, claim.id, is_last, makes_firm


def _leave_out(
    rating: Rating,
    event: NDArray[np.intp],
    lost: Floats,
    section: int,
    ends: Sequence[float],
) -> list[Angle]:
    """Rate one section again, each time without one claim."""
    gone = rating.fade[:, event] * rating.mass[event, section]  # (M, claims)
    only = slice(section, section + 1)
    every, firm = (
        rating.rate(np.maximum(counts[:, only] - gone * loses, 0.0)[:, :, None], only)
        for counts, loses in zip(rating.counts, lost.T, strict=True)
    )
    ends_of = zip(
        firm.low[:, 0].tolist(),
        every.mean[:, 0].tolist(),
        every.high[:, 0].tolist(),
        strict=True,
    )
    return [make_angle(low, middle, high, ends) for low, middle, high in ends_of]
