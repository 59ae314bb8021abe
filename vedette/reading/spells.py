"""When a line of a table holds: daily between two hours, between two dates, or always.

The two cells, ``from`` and ``to``, are read as ``begins`` and ``ends``: minutes of the
day, moments, or None.
"""

from collections.abc import Mapping
from typing import Any

from vedette.reading.tables import Row, Tell
from vedette.units import clock


def check_spell(row: Row, fault: Tell) -> None:
    """Both times are hours of the day, or both are dates, or both are empty."""
    if not row.holds("begins", "ends"):
        return
    begins, ends = row["begins"], row["ends"]
    if (begins is None) != (ends is None):
        fault(
            "from" if begins is None else "to", "one of the two times is missing",
            "give both from and to, or neither",
        )  # fmt: skip
    elif type(begins) is not type(ends):
        fault(
            "to", "one time is an hour of every day, the other has a date",
            "write both as HH:MM, or both with a date",
        )  # fmt: skip
    elif isinstance(begins, int):
        if begins == ends:
            fault(
                "to",
                f"from and to are both {clock(begins)}, which leaves no time",
                "leave both empty for the whole day, or part them",
            )
    elif begins is not None and ends <= begins:
        fault("to", "it is not after from", "let it end after it begins")


def part_spell(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's values with its two times as fields of the words of the trade."""
    parted = {**values}
    begins, ends = parted.pop("begins"), parted.pop("ends")
    is_daily = isinstance(begins, int)
    return parted | {
        "daily_from_min": begins if is_daily else None,
        "daily_to_min": ends if is_daily else None,
        "start": None if is_daily else begins,
        "end": None if is_daily else ends,
    }
