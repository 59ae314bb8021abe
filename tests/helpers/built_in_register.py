"""Who acts on the built-in register in tests, when, and claims to put into it."""

import datetime as dt
from typing import Any

from vedette.desk.stores import Acting
from vedette.domain.register import Claim, Grade, Ref

NOW = dt.datetime(2025, 12, 4, 9, 0, tzinfo=dt.UTC)
WHO = Acting("analyst", NOW, "for a test")
ATTACK = Ref("incident", "I-2025-11-26")


def make_claim(
    about: Ref, source: str = "S-rferl", says: str = "asserts", **changes: Any
) -> Claim:
    """A claim that has no id yet."""
    grade = Grade("F", 6, "not_validated", "analyst", NOW, "on entry")
    return Claim(
        "", about, source, says, "words", "reported", grade, "own", NOW, **changes
    )
