"""Lines of the weather: each holds together, and names a section that there is."""

from collections.abc import Callable

from vedette.domain.weather import Weather
from vedette.reading.checks import quote, some_of
from vedette.reading.parts import Parts
from vedette.reading.spells import check_spell, part_spell
from vedette.reading.tables import Row, Tell

FIGURES = ("visibility_km", "cloud_base_m", "wind_kmh", "temp_c")


def as_weather(row: Row) -> Weather:
    """Make a line of the weather of a row that has no fault."""
    return Weather(**part_spell(row.values))


def check_weather(parts: Parts) -> None:
    """Check the weather of a theatre that is being read."""
    table = parts.weather
    if table is None:
        return
    ids = parts.sections.ids() if parts.sections else None
    for row in table.rows:

        def fault(name: str, what: str, advice: str, row: Row = row) -> None:
            parts.fault(table, row, name, what, advice)

        check_spell(row, fault)
        _check_figures(row, fault)
        if ids is None or not row.holds("section") or row["section"] is None:
            continue
        if row["section"] not in ids:
            fault(
                "section",
                f"there is no section {quote(row['section'])}",
                f"name one of sections.csv{some_of(ids)}, or leave it empty for all",
            )


def _check_figures(row: Row, fault: Tell) -> None:
    """See that a line states something, and at what height a temperature was taken."""
    if row.holds("temp_c", "temp_height_m"):
        if row["temp_c"] is not None and row["temp_height_m"] is None:
            fault(
                "temp_height_m",
                "nobody can say what the air above is like without it",
                "give the height above sea level at which temp_c was taken",
            )
        elif row["temp_c"] is None and row["temp_height_m"] is not None:
            fault(
                "temp_c",
                "there is a height but no temperature taken there",
                "give both or neither",
            )
    if row.holds(*FIGURES) and all(row[name] is None for name in FIGURES):
        if row.holds("temp_height_m") and row["temp_height_m"] is not None:
            return  # told above
        fault(
            FIGURES[0],
            "the line states nothing",
            f"fill in one of {', '.join(FIGURES)}, or take the line out",
        )


WEATHER_CHECKS: tuple[Callable[[Parts], None], ...] = (check_weather,)
