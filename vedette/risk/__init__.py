"""Which attempts would do how much harm, and how often where: the risk picture.

In: the `Theatre` with its sites, the `Ground`, the `Window` with its light.
Out: a `RiskPicture`: stakes (0 to 100) and the forecast's shares by reach and slot.
Why: a plan is optimised against these two arrays and against nothing else.
"""

from vedette.risk.picture import assess_risk

__all__ = ["assess_risk"]
