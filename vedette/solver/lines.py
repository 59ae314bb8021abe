"""Lines under what stays unnoticed, where looks are many: docs/theory/numbers.md.

With p the largest chance of any one look at an attempt and q = 1 - p, S is never below
q^n (1 + n p - M), n = 0, 1, 2, ...; n = 0 is the union bound. ``looks`` says which: n
whole looks and a share f of the next stand for the mean of two lines.
"""

from collections.abc import Sequence

import numpy as np

from vedette.solver import kernels
from vedette.solver.graph import Floats
from vedette.solver.problem import PatrolProblem
from vedette.solver.sights import Sights

MOST_LOOKS = 1000.0


def strongest_looks(problem: PatrolProblem, sights: Sequence[Sights]) -> Floats:
    """Return the largest chance p of any one look at each attempt, shape (T, R)."""
    strongest = np.zeros(problem.stake.shape)
    for each in sights:
        kernels.strongest_looks(
            each.look_pattern,
            each.look_slot,
            problem.pattern_start,
            problem.pattern_reach,
            problem.pattern_p,
            strongest,
        )
    return strongest


def slopes_of(looks: Floats, p: Floats) -> tuple[Floats, Floats]:
    """Return slope s and height g of the lines: S >= g - s M."""
    whole = np.floor(looks)
    part = looks - whole
    left = (1.0 - p) ** whole
    slope = left * (1.0 - part * p)
    next_height = (1.0 - p) * (1.0 + (whole + 1.0) * p)
    height = left * ((1.0 - part) * (1.0 + whole * p) + part * next_height)
    return slope, height


def looks_for(slope: Floats, p: Floats) -> Floats:
    """Return the looks whose line has a slope, between 0 and MOST_LOOKS."""
    s = np.clip(slope, 1e-12, 1.0)
    weak = p <= 1e-9
    sure = p >= 1.0 - 1e-9
    log_q = np.log(np.where(weak | sure, 0.5, 1.0 - p))
    whole = np.where(weak | sure, 0.0, np.floor(np.log(s) / log_q + 1e-12))
    left = (1.0 - np.where(sure, 0.0, p)) ** whole
    part = (left - s) / np.where(weak, 1.0, left * p)
    looks = np.where(weak, 0.0, whole + np.clip(part, 0.0, 1.0))
    return np.minimum(looks, MOST_LOOKS)


def under(m_sum: Floats, p: Floats) -> tuple[Floats, Floats]:
    """Return the highest line at M, and its slope: (value, slope), shape (T, R)."""
    at = m_sum / np.where(p > 0, p, 1.0)
    n = np.where(p > 0, np.floor(at), 0.0)
    left = (1.0 - p) ** n
    return left * (1.0 + n * p - m_sum), left
