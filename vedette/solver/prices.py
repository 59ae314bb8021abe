"""Prices, learnt by regret-matching+ between extremes until what they are for holds.

Prices stay within a span, a share of the most that has been collected in a round. A
narrow span learns faster, but may be too narrow to be obeyed (rest that outlasts the
window, a demand far from every post): where a price stays at its extreme and the
averages still miss, the span doubles.
"""

import numpy as np

from vedette.solver.graph import Floats, Limits, TimeGraph

REVIEW_EVERY = 100  # rounds
SATURATED = 0.95
MISSED = 1e-3


class _Prices:
    """Prices between ``lowest`` and 1 times a span, one per row of something kept."""

    def __init__(self, n: int, lowest: float, first_share: float) -> None:
        self.price = np.zeros(n)
        self.price_sum = np.zeros(n)
        self.excess_sum = np.zeros(n)
        self._lowest = lowest
        self._share = first_share
        self._collected = 0.0
        self._rounds, self._weights = 0, 0.0
        self._tilt = np.zeros(n)
        self._regret = np.zeros((2, n))

    def __len__(self) -> int:
        """Return how many prices there are."""
        return len(self.price)

    @property
    def span(self) -> float:
        """The highest price there may be."""
        return self._share * self._collected

    def begin_at(self, price: Floats, collected: float) -> None:
        """Begin with prices known from before."""
        self._collected = max(self._collected, collected)
        most = float(np.abs(price).max(initial=0.0))
        if self._collected > 0 and most > 0:
            self._share = max(self._share, 1.05 * most / self._collected)
            self._tilt = price / self.span
            # regrets that stand for this tilt, and give way in some ten rounds
            self._regret[0] = 0.1 * (self._tilt - self._lowest)
            self._regret[1] = 0.1 * (1.0 - self._tilt)
        self.price = np.array(price, dtype=np.float64)

    def _learn(self, pull: Floats, collected: float, weight: float) -> None:
        """Let prices rise where ``pull`` is positive and fall where it is negative."""
        self.price_sum += weight * self.price
        self._rounds, self._weights = self._rounds + 1, self._weights + weight
        self._regret[0] += (1.0 - self._tilt) * pull
        self._regret[1] += (self._lowest - self._tilt) * pull
        np.maximum(self._regret, 0.0, out=self._regret)
        total = self._regret.sum(axis=0)
        mixed = self._regret[0] + self._lowest * self._regret[1]
        self._tilt = mixed / np.where(total > 0, total, 1.0)
        self._collected = max(self._collected, collected)
        if self._rounds % REVIEW_EVERY == 0 and self._is_too_narrow():
            self._share *= 2.0
        self.price = self.span * self._tilt

    def _is_too_narrow(self) -> bool:
        misses = np.abs(self._missing()) > MISSED * self._weights
        return bool((misses & (np.abs(self._tilt) > SATURATED)).any())

    def _missing(self) -> Floats:
        return self.excess_sum


class StatePrices(_Prices):
    """Prices of one group's states at both ends of the window.

    A route earns what `Sights.shown` says; what every lawful plan earns, prices x
    ``due``, is taken off the bound. Where a state is likelier at the start (rarer at
    the end) than it should be, its price falls.
    """

    def __init__(self, graph: TimeGraph) -> None:
        self.due = np.concatenate([graph.start_odds, -graph.end_odds])
        if not len(self.due):
            self.due = np.zeros(graph.n_states)
        # Odds that are fixed were another plan's, and may lie far from what pays now.
        share = 2.0 if len(graph.start_odds) else 0.5
        super().__init__(len(self.due), lowest=-1.0, first_share=share)

    def learn(self, shown: Floats, collected: float, weight: float) -> None:
        """Learn from what one team's odds show, in the rows of `Sights.shown`."""
        excess = shown - self.due
        self.excess_sum += weight * excess
        self._learn(-excess, collected, weight)

    @property
    def lack(self) -> float:
        """How much the averages' odds of states are off, all states together."""
        return float(np.abs(self.excess_sum).sum()) / max(self._weights, 1e-300)

    @property
    def dear(self) -> float:
        """What a unit of that costs where plans are scored: the highest price."""
        return self.span


class LimitPrices(_Prices):
    """Prices of the inequalities between teams, 0 or above."""

    def __init__(self, limits: Limits, amount: Floats) -> None:
        super().__init__(len(limits), lowest=0.0, first_share=1.0)
        self._sign, self._amount = limits.sign, amount

    @property
    def toll(self) -> Floats:
        """What a route pays (earns, where negative) per unit it counts, (L,)."""
        return self._sign * self.price

    def learn(self, use: Floats, collected: float, weight: float) -> None:
        """Learn from what all teams count together."""
        excess = self._sign * (use - self._amount)
        self.excess_sum += weight * excess
        self._learn(excess, collected, weight)

    @property
    def lack(self) -> float:
        """How much the averages break limits, all of them together."""
        over = np.maximum(self.excess_sum, 0.0)
        return float(over.sum()) / max(self._weights, 1e-300)

    @property
    def dear(self) -> float:
        """What a unit of that costs where plans are scored: more than any price.

        The span may still be too narrow, and a plan that breaks a limit must not pass
        for a good one.
        """
        return 4.0 * self.span

    def _missing(self) -> Floats:
        return np.maximum(self.excess_sum, 0.0)
