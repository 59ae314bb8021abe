"""Rows of an import laid onto the border: inside, outside, or with degrees swapped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.domain.register import OnLine
from vedette.domain.theatre import Theatre
from vedette.reading.imports import Event, Task
from vedette.register.lines import put_on_line
from vedette.register.values import check_quote

Row = tuple[Event, OnLine | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """Events with where they lie by the border; ``outside``: too far to be taken.

    Those outside still count as rows that the file has; a row at fault is in neither.
    """

    inside: tuple[Row, ...]
    outside: tuple[Row, ...]


def place_events(
    theatre: Theatre,
    events: Sequence[Event],
    task: Task,
    file: str,
    within_km: float,
    *,
    refuse: bool,
) -> Placed:
    """Lay events onto the border; note rows whose degrees look swapped as faults.

    ``refuse``: note those too far off as faults too, instead of setting them apart.
    """
    lines = _find_lines(theatre, ((event.lon, event.lat) for event in events))
    inside: list[Row] = []
    far: list[Row] = []
    for event in events:
        line = lines[event.lon, event.lat]
        is_near = line is not None and line.off_km <= within_km
        (inside if is_near else far).append((event, line))
    swapped = _find_swapped(theatre, [event for event, _ in far], within_km)
    outside: list[Row] = []
    for event, line in far:
        where = f"latitude {event.lat:g}, longitude {event.lon:g}"
        off = (
            "on the far side of the earth" if line is None else f"{line.off_km:,.0f} km"
        )
        if event.line in swapped:
            task.faults.add(
                file,
                f"{where} look swapped: the other way round the place is"
                f" {swapped[event.line]:,.0f} km from the border",
                "swap the two columns, or mend the row",
                line=event.line,
            )
        elif refuse:
            task.faults.add(
                file,
                f"{where} is outside the theatre: {off} from its border",
                f"mend the row, or say --outside leave-out, or more than --within-km"
                f" {within_km:g}",
                line=event.line,
            )
        else:
            outside.append((event, line))
    for event, _ in inside:
        for fault in check_quote(event.quote) if event.quote else ():
            task.faults.add(file, *fault.split("; ", 1), line=event.line)
    return Placed(tuple(inside), tuple(outside))


def _find_lines(
    theatre: Theatre, points: Iterable[tuple[float, float]]
) -> dict[tuple[float, float], OnLine | None]:
    """Find where each point lies by the border; rows of one town share a point."""
    apart = list(dict.fromkeys(points))
    lon, lat = [point[0] for point in apart], [point[1] for point in apart]
    return dict(zip(apart, put_on_line(theatre, lon, lat), strict=True))


def _find_swapped(
    theatre: Theatre, events: Sequence[Event], within_km: float
) -> dict[int, float]:
    """Find the rows that would lie by the border with their degrees swapped."""
    likely = [each for each in events if abs(each.lon) <= 90.0]
    lines = _find_lines(theatre, ((each.lat, each.lon) for each in likely))
    found = ((each.line, lines[each.lat, each.lon]) for each in likely)
    return {
        row: line.off_km
        for row, line in found
        if line is not None and line.off_km <= within_km
    }
