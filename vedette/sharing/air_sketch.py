"""The profile of a flight drawn in letters, for a terminal."""

import numpy as np
from numpy.typing import NDArray

from vedette.air.answer import FlightCheck
from vedette.air.flight import AirLeg
from vedette.sharing.text import plain

Floats = NDArray[np.float64]

COLUMNS, ROWS = 72, 12
LEGEND = "# ground  : ground and margins  - flown  = service ceiling in this air"


def shown_legs(check: FlightCheck) -> tuple[AirLeg, ...]:
    """Return the legs to draw: all, without a way back that is the way there."""
    legs, half = check.legs, len(check.legs) // 2
    mirrored = len(legs) % 2 == 0 and all(
        (there.start, there.end) == (back.end, back.start)
        for there, back in zip(legs[:half], legs[::-1], strict=False)
    )
    return legs[:half] if mirrored and half else legs


def sketch_profile(check: FlightCheck) -> str:
    """Draw ground, margins, flown height and ceiling, one letter a stretch."""
    legs = shown_legs(check)
    ground, flown = _columns(check, legs)
    top = max(float(flown.max()), check.ceiling_m)
    bottom = float(ground.min())
    step = max((top - bottom) / (ROWS - 1), 1.0)
    lines = []
    for row in range(ROWS, -1, -1):
        low = bottom + (row - 0.5) * step
        letters = [
            _letter(low, step, *each, check)
            for each in zip(ground.tolist(), flown.tolist(), strict=True)
        ]
        lines.append(f"{low + step / 2:6,.0f} m |{''.join(letters).rstrip()}")
    names = " - ".join([legs[0].start.label, *(leg.end.label for leg in legs)])
    km = sum(leg.length_km for leg in legs)
    return "\n".join([*lines, f"{plain(names)}, {km:,.0f} km. {LEGEND}", ""])


def _columns(check: FlightCheck, legs: tuple[AirLeg, ...]) -> tuple[Floats, Floats]:
    """Return the highest ground and the flown height of each column."""
    lengths = np.array([leg.length_km for leg in legs])
    before = np.concatenate([[0.0], np.cumsum(lengths)])
    km = np.concatenate(
        [leg.km + done for leg, done in zip(legs, before, strict=False)]
    )
    height = np.concatenate([leg.ground_m for leg in legs])
    flies = [np.full(len(leg.km), leg.highest_m + check.margin_m) for leg in legs]
    edges = np.linspace(0.0, before[-1], COLUMNS + 1)
    column = np.clip(np.searchsorted(edges, km, side="right") - 1, 0, COLUMNS - 1)
    ground, flown = np.full(COLUMNS, -np.inf), np.full(COLUMNS, -np.inf)
    np.maximum.at(ground, column, height)
    np.maximum.at(flown, column, np.concatenate(flies))
    return _filled(ground), _filled(flown)


def _filled(values: Floats) -> Floats:
    """Give columns without a point of their own the value before them."""
    known = np.maximum.accumulate(np.where(np.isfinite(values), np.arange(COLUMNS), 0))
    return np.asarray(values[known])


def _letter(
    low: float, step: float, ground: float, flown: float, check: FlightCheck
) -> str:
    middle = low + step / 2
    if ground >= middle:
        return "#"
    if low <= check.ceiling_m < low + step:
        return "="
    if low <= flown < low + step:
        return "-"
    return ":" if ground + check.margin_m >= middle else " "
