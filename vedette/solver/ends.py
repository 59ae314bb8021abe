"""Give the states at the window's last moment fixed odds, changing as little as can be.

Routes are weighed by a factor for the state in which they end: of all flows with those
odds that keep what is held, the nearest in relative entropy (I. Csiszar 1975, Annals of
Probability 3). The factors' logarithms are where a convex function is least, found by
Newton's method: scaling the factors in turn takes thousands of rounds where some odds
can only just be met.
"""

import numpy as np

from vedette.errors import InputError
from vedette.solver import end_kernels, flow_kernels
from vedette.solver.graph import Floats, TimeGraph

SAME = 1e-13
GOOD_ENOUGH = 1e-10
STEPS = 200
LONGEST_STEP = 2.0  # of a logarithm at once
LITTLE = 1e-3  # of the earlier flow, so that no state that is due is out of reach
STIFF = 1e-14  # keeps Newton's equations solvable


def mend_ends(graph: TimeGraph, flow: Floats, earlier: Floats) -> Floats:
    """Return a unit flow near ``flow`` whose states end with the odds that are due.

    ``earlier`` is a unit flow that has these odds, or could with other choices, and
    makes the same held choices as ``flow``.
    """
    flow = (1.0 - LITTLE) * flow + LITTLE * earlier
    shares = np.zeros((graph.n_nodes, graph.n_states))
    mass, fixed = np.zeros(graph.n_nodes), np.zeros(graph.n_states)
    end_kernels.end_shares(graph.first_arc, graph.head, graph.end_state, flow, shares)
    end_kernels.first_choices(
        graph.first_arc,
        graph.head,
        graph.end_state,
        graph.held_nodes,
        flow,
        mass,
        fixed,
    )
    due = graph.end_odds - fixed
    is_due = due > SAME
    chooses = (mass > 0) & (shares[:, is_due].sum(axis=1) > 0)  # no mere rounding
    level = _find_levels(shares[chooses][:, is_due], mass[chooses], due[is_due])
    factor = np.zeros(graph.n_states)
    factor[is_due] = np.exp(level)
    by_arc = np.ones(graph.n_arcs)
    shows = graph.end_state >= 0
    by_arc[shows] = factor[graph.end_state[shows]]
    mended = np.zeros(graph.n_arcs)
    flow_kernels.tilt_flow(
        graph.first_arc, graph.head, graph.held_nodes, flow, by_arc, mended
    )
    for each in (mended, earlier):
        found = np.bincount(graph.end_state[shows], each[shows], graph.n_states)
        if np.abs(found - graph.end_odds).max() <= GOOD_ENOUGH:
            return each
    raise InputError("The odds of states at the window's end could not be met.")


def _find_levels(share: Floats, mass: Floats, due: Floats) -> Floats:
    """Return the logarithms of the factors by which the states get their odds.

    ``share`` says how likely each state is from where choices begin, which routes reach
    with odds ``mass``; the sum of mass x log(share @ exp(level)) - due @ level is least
    where all odds are as they are due.
    """
    level = np.zeros(len(due))
    for _ in range(STEPS):
        top = np.where(share > 0, level, -np.inf).max(axis=1, initial=-np.inf)
        tilted = share * np.exp(np.minimum(level - top[:, None], 0.0))
        tilted /= tilted.sum(axis=1, keepdims=True)
        excess = mass @ tilted - due
        if np.abs(excess).max(initial=0.0) < SAME:
            break
        curve = np.diag(mass @ tilted) - (tilted * mass[:, None]).T @ tilted
        curve += np.diag(np.full(len(due), STIFF))
        step = np.linalg.lstsq(curve, -excess, rcond=1e-15)[0]
        step -= step @ due / due.sum()  # a common factor changes nothing
        level += np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return np.asarray(level - level.max(initial=-np.inf))
