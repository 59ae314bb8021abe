"""Small loops over prices, compiled: they are run once per team and round."""

from vedette.compiled import compiled
from vedette.solver.kernels import Array, at


@compiled
def multiply(start: Array, column: Array, amount: Array, x: Array, out: Array) -> None:
    """Fill ``out`` with a sparse table's rows times ``x``."""
    for row in range(len(out)):
        total = 0.0
        for i in range(at(start[row]), at(start[row + 1])):
            total += amount[i] * x[at(column[i])]
        out[row] = total


@compiled
def learn_prices(
    excess: Array,
    sign: float,
    weight: float,
    lowest: float,
    price: Array,
    price_sum: Array,
    excess_sum: Array,
    regret: Array,
    tilt: Array,
) -> None:
    """Regret-matching+ of each price between ``lowest`` and 1 times a span.

    ``tilt`` comes out as the share of the span. Prices rise where ``sign`` x ``excess``
    is positive.
    """
    for i in range(len(price)):
        excess_sum[i] += weight * excess[i]
        price_sum[i] += weight * price[i]
        pull = sign * excess[i]
        up = max(regret[0, i] + (1.0 - tilt[i]) * pull, 0.0)
        down = max(regret[1, i] + (lowest - tilt[i]) * pull, 0.0)
        regret[0, i], regret[1, i] = up, down
        total = up + down
        tilt[i] = (up + lowest * down) / (total if total > 0.0 else 1.0)
