"""Plan a patrol game: arrays in, arrays out, with a certificate of how good it is.

In: a `PatrolProblem` (stakes, forecast, caution, look patterns, one timegraph per
group of alike teams) and a stop rule. Out: a `SolveResult`: each team's odds of every
arc, the adversary's weights, loss, promise and bound. Why: regret minimisation on the
timegraphs is fast at this size, and its numbers are judged by what it cannot
influence, the bound.

The letters, once and for all rooms that read this one:

=====  ================================================================
R, T   reaches and slots; an attempt k is one (slot, reach)
h      stake of an attempt, harm points, shape (T, R)
rho    the forecast's share of attempts, sums to 1, (T, R)
c      caution, 0 to 1
y      the adversary's distribution over attempts, (T, R)
w      h (c y + (1 - c) rho): what an unnoticed attempt weighs
z      prizes: what noticing an attempt is worth to a team, (T, R)
L      inequalities that bind teams together (limits); l, u their prices
p      chance that one look notices one attempt
m      chance that one team notices an attempt; M: sum over teams
S      chance that an attempt goes unnoticed
n      count of alike teams that share a graph
=====  ================================================================
"""

from vedette.solver.bound import bound_of
from vedette.solver.feasible import least_shortfall
from vedette.solver.graph import Limits, TimeGraph
from vedette.solver.problem import PatrolProblem
from vedette.solver.regret import solve
from vedette.solver.result import (
    Dual,
    Keep,
    Numbers,
    Round,
    SolveResult,
    Start,
    TeamOdds,
)
from vedette.solver.stop import first_of, gap_below, rounds_done, seconds_past

__all__ = [
    "Dual",
    "Keep",
    "Limits",
    "Numbers",
    "PatrolProblem",
    "Round",
    "SolveResult",
    "Start",
    "TeamOdds",
    "TimeGraph",
    "bound_of",
    "first_of",
    "gap_below",
    "least_shortfall",
    "rounds_done",
    "seconds_past",
    "solve",
]
