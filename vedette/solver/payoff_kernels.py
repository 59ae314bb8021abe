"""What a group's teams notice, brought into arrays of all reaches, compiled.

The columns of a group's ``m`` begin at reach ``origin`` of the whole.
"""

from vedette.compiled import compiled
from vedette.solver.kernels import Array


@compiled
def add(total: Array, origin: int, m: Array, count: float) -> None:
    """Add ``count`` x m to ``total``."""
    for slot in range(m.shape[0]):
        for column in range(m.shape[1]):
            total[slot, origin + column] += count * m[slot, column]


@compiled
def leave(left: Array, origin: int, m: Array, count: int) -> None:
    """Multiply ``left`` by what ``count`` alike teams leave unnoticed."""
    for slot in range(m.shape[0]):
        for column in range(m.shape[1]):
            left[slot, origin + column] *= (1.0 - m[slot, column]) ** count


@compiled
def pass_on(left: Array, origin: int, m: Array, count: int, prize: Array) -> None:
    """Multiply ``prize`` by what is left; then leave less, as `leave` does."""
    for slot in range(m.shape[0]):
        for column in range(m.shape[1]):
            prize[slot, column] *= left[slot, origin + column]
            left[slot, origin + column] *= (1.0 - m[slot, column]) ** count
