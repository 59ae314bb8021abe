"""What each kind of team would notice: looks, their widths, and the law of looking.

In: the `Theatre` with its model constants, the `Ground` and what is seen from it.
Out: a `CoverageTable`; the law turns its entries and a move into odds.
Why: the law is written down once, here; only `verify` computes it again on its own.
"""

from vedette.coverage.law import look_rate, notice_probability, sweep_width_km
from vedette.coverage.table import model_coverage

__all__ = ["look_rate", "model_coverage", "notice_probability", "sweep_width_km"]
