"""What each kind of team would notice: sweep widths, areas, and the law of looking.

In: the `Theatre` with its model constants, the `Ground`, the `Window`.
Out: a `CoverageTable`; `notice_probability` turns its entries and a move into odds.
Why: the law is written down once, here; only `verify` computes it again on its own.
"""

from vedette.coverage.law import notice_probability
from vedette.coverage.table import model_coverage

__all__ = ["model_coverage", "notice_probability"]
