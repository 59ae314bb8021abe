"""The state of a team at a moment: free, resting with slots left, or on duty.

States are numbered as in ``plan.json``: free, then resting with 1 to R - 1 slots left,
then on duty for 1 to D slots. Every route has exactly one at each moment.
"""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import END
from vedette.verify.duties import Duties
from vedette.verify.rows import Rows

FREE = 0
Moments = NDArray[np.int64]
States = NDArray[np.int64]


def count_states(duties: Duties) -> int:
    """Return how many states a team can be in: 1 + max(R - 1, 0) + D."""
    return 1 + duties.most_left + duties.longest


def state_in_duty(
    duties: Duties, begun: Moments, ended: Moments, moment: int
) -> States:
    """Return the state that a duty shows at a moment, FREE where it shows none.

    A team is free when neither a duty nor a rest says otherwise, so what lies far from
    the moment shows nothing.
    """
    on_duty = (begun < moment) & (ended >= moment)
    served = duties.most_left + moment - begun
    rests = np.where(ended < moment, state_in_rest(ended + duties.rest, moment), FREE)
    return np.where(on_duty, served, rests)


def state_in_rest(until: Moments, moment: int) -> States:
    """Return the state of a team that rests at a moment, until another."""
    return np.maximum(until - moment, FREE)


def odds_of_states(rows: Rows, moment: int) -> NDArray[np.float64]:
    """Return a team's odds of each state at a moment, shape (states,).

    They follow from its duties' ends and the rest it comes in with; it is free with
    all the odds that remain.
    """
    duties = rows.facts.duties
    ends, enters = rows.is_kind(END), rows.enters_resting
    in_duty = state_in_duty(duties, rows.duty, rows.t0, moment)
    state = np.where(ends, in_duty, state_in_rest(rows.t1, moment))
    n_states = count_states(duties)
    shown = (ends | enters) & (state != FREE) & (state < n_states)
    odds = np.nan_to_num(rows.table.odds[shown], nan=0.0, posinf=0.0, neginf=0.0)
    total = np.bincount(state[shown], odds, minlength=n_states).astype(np.float64)
    total[FREE] = 1.0 - total.sum()
    return total


def name_state(duties: Duties, state: int) -> str:
    """Say a state in words.

    >>> import numpy as np
    >>> name_state(Duties(48, 12, 20, *[np.zeros(0)] * 5), 21)
    'on duty for 2 slots'
    """
    if state == FREE:
        return "free"
    if state <= duties.most_left:
        return f"resting with {_slots(state)} left"
    return f"on duty for {_slots(state - duties.most_left)}"


def _slots(count: int) -> str:
    return "1 slot" if count == 1 else f"{count} slots"
