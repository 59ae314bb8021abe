"""Prices of a team's states, learnt so that their odds are the same at both ends."""

import numpy as np

from vedette.solver.problem import Floats


class StatePrices:
    """Prices of the states at both ends, by regret-matching+ between two extremes.

    A price that is earned at the start and paid at the end; where a state is likelier
    at the start than at the end its price falls. Prices stay within a span, a share of
    the most that the team has collected in a round. A narrow span learns faster, but
    may be too narrow to be obeyed (rest that outlasts the window): where a price stays
    at its extreme and the odds still differ, the span doubles.
    """

    FIRST_SHARE = 0.5
    REVIEW_EVERY = 100  # rounds

    def __init__(self, n_states: int) -> None:
        self.price = np.zeros(n_states)
        self.price_sum = np.zeros(n_states)
        self.excess_sum = np.zeros(n_states)
        self._share = self.FIRST_SHARE
        self._collected = 0.0
        self._rounds, self._weights = 0, 0.0
        self._tilt = np.zeros(n_states)
        self._regret = np.zeros((2, n_states))

    @property
    def _span(self) -> float:
        return self._share * self._collected

    def learn(self, excess: Floats, collected: float, weight: float) -> None:
        """Learn from the odds at the start less those at the end."""
        self.price_sum += weight * self.price
        self.excess_sum += weight * excess
        self._rounds, self._weights = self._rounds + 1, self._weights + weight
        self._regret[0] += (self._tilt - 1.0) * excess
        self._regret[1] += (self._tilt + 1.0) * excess
        np.maximum(self._regret, 0.0, out=self._regret)
        total = self._regret.sum(axis=0)
        higher, lower = self._regret
        self._tilt = (higher - lower) / np.where(total > 0, total, 1.0)
        self._collected = max(self._collected, collected)
        if self._rounds % self.REVIEW_EVERY == 0:
            differs = np.abs(self.excess_sum) > 1e-3 * self._weights
            if (differs & (np.abs(self._tilt) > 0.95)).any():
                self._share *= 2.0
        self.price = self._span * self._tilt

    def penalty(self, weight_sum: float) -> float:
        """Return what the averages' excess would cost at the highest price."""
        return self._span * float(np.abs(self.excess_sum).sum()) / weight_sum
