"""The light of days in plain text: one line a day and place."""

import datetime as dt
from collections.abc import Sequence

from vedette.domain.theatre import LIGHTS, ModelConstants
from vedette.sharing.clocks import iso
from vedette.sharing.text import plain
from vedette.terrain.daylight import DayLight

TIMES = (
    "nautical_dawn", "civil_dawn", "sunrise", "sunset",
    "civil_dusk", "nautical_dusk", "moonrise", "moonset",
)  # fmt: skip
HEADS = ("-12", "-6", "rises", "sets", "-6", "-12", "rises", "sets")
NEVER = "-"
LONGEST_PLACE = 20


def describe_light(
    lines: Sequence[tuple[str, DayLight]], zone: str, model: ModelConstants
) -> str:
    """Return times and hours of each day at each place."""
    names = [plain(name)[:LONGEST_PLACE] for name, _ in lines]
    width = max(len("Place"), *map(len, names))
    head = f"{'Day':10}  {'Place':{width}}"
    times = [
        f"{'':{len(head)}}  {'dawn':<12}  {'sun':<12}  {'dusk':<12}  moon",
        f"{head}  " + "  ".join(f"{each:>5}" for each in HEADS) + "  lit%",
    ]
    hours = [f"{head}  " + "  ".join(f"{each:>8}" for each in LIGHTS)]
    for name, (_, day) in zip(names, lines, strict=True):
        start = f"{day.date:%a %d %b}  {name:{width}}"
        told = "  ".join(f"{_clock(getattr(day, each)):>5}" for each in TIMES)
        times.append(f"{start}  {told}  {100 * day.lit:4.0f}")
        spent = "  ".join(f"{day.hours[light]:8.1f}" for light in LIGHTS)
        hours.append(f"{start}  {spent}")
    return "\n".join([
        f"Sun and moon on a level horizon, times of {zone}:",
        *times,
        "-6, -12: the sun stands so many degrees below the horizon (civil and nautical",
        f"twilight). {NEVER}: not on that day. In a valley the sun goes earlier.",
        "",
        "Hours of each light:",
        *hours,
        f"moon: sun below -12 degrees, moon at least {model.moon_least_deg:g} degrees "
        f"high and at least {100 * model.moon_least_lit:g} % lit.",
    ])  # fmt: skip


def light_json(name: str, day: DayLight) -> dict[str, object]:
    """Return one day at one place as plain values."""
    return {
        "date": day.date.isoformat(),
        "place": name,
        **{name: iso(getattr(day, name)) for name in TIMES},
        "moon_lit": round(day.lit, 3),
        "hours": {light: round(each, 2) for light, each in day.hours.items()},
    }


def _clock(moment: dt.datetime | None) -> str:
    return NEVER if moment is None else f"{moment:%H:%M}"
