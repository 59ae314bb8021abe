"""Lines of the weather in words: those that change nothing."""

from zoneinfo import ZoneInfo

from vedette.domain.picture import Window
from vedette.domain.theatre import Theatre
from vedette.domain.weather import Weather
from vedette.sharing.text import plain
from vedette.terrain.weather import list_idle
from vedette.units import clock

LINES_NAMED = 3


def tell_idle(theatre: Theatre, window: Window | None = None) -> str | None:
    """Say which lines change nothing in a window, or in any plan; None if all count."""
    idle = list_idle(theatre, window)
    if not idle:
        return None
    named = [_line(theatre, each) for each in idle[:LINES_NAMED]]
    if len(idle) > LINES_NAMED:
        named.append(f"and {len(idle) - LINES_NAMED} more")
    number, all_of = len(idle), len(theatre.weather)
    return (
        f"Note: weather.csv: {number} of {all_of} line{'s'[: all_of > 1]} "
        f"change{'s'[: number == 1]} nothing, since no slot"
        f"{'' if window is None else ' of this plan'} begins while "
        f"{'it holds' if number == 1 else 'they hold'}: {'; '.join(named)}. Slots of "
        f"{theatre.slot_min} minutes are counted from the full hour."
    )


def _line(theatre: Theatre, line: Weather) -> str:
    """Name a line by where and when it holds."""
    where = "all sections" if line.section is None else plain(line.section)
    if line.start is not None and line.end is not None:
        zone = ZoneInfo(theatre.zone)
        begin, end = line.start.astimezone(zone), line.end.astimezone(zone)
        form = "%H:%M" if begin.date() == end.date() else "%Y-%m-%d %H:%M"
        return f"{where} on {begin:%Y-%m-%d %H:%M} to {end:{form}}"
    if line.daily_from_min is None or line.daily_to_min is None:
        raise AssertionError("a line that always holds changes something")
    hours = f"{clock(line.daily_from_min)} to {clock(line.daily_to_min)}"
    return f"{where} {hours} every day"
