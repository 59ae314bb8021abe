"""Prices of a team's states, learnt so that their odds are the same at both ends."""

import numpy as np

from vedette.solver.problem import Floats


class StatePrices:
    """Prices of the states at both ends, by regret-matching+ between two extremes.

    A price that is paid at the start and charged at the end; where a state is likelier
    at the start than at the end its price falls. Prices stay within ``SPAN`` times the
    most that the team has collected in a round: half a day's work is more than any
    state is worth, and a wider span only learns more slowly (measured).
    """

    SPAN = 0.5

    def __init__(self, n_states: int) -> None:
        self.price = np.zeros(n_states)
        self.price_sum = np.zeros(n_states)
        self.excess_sum = np.zeros(n_states)
        self._span = 0.0
        self._tilt = np.zeros(n_states)
        self._regret = np.zeros((2, n_states))

    def learn(self, excess: Floats, collected: float, weight: float) -> None:
        """Learn from the odds at the start less those at the end."""
        self.price_sum += weight * self.price
        self.excess_sum += weight * excess
        self._regret[0] += (self._tilt - 1.0) * excess
        self._regret[1] += (self._tilt + 1.0) * excess
        np.maximum(self._regret, 0.0, out=self._regret)
        total = self._regret.sum(axis=0)
        higher, lower = self._regret
        self._tilt = (higher - lower) / np.where(total > 0, total, 1.0)
        self._span = max(self._span, self.SPAN * collected)
        self.price = self._span * self._tilt

    def penalty(self, weight_sum: float) -> float:
        """Return what the averages' excess would cost at the highest price."""
        return self._span * float(np.abs(self.excess_sum).sum()) / weight_sum
