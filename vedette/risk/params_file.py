"""``risk.toml``: the constants of the risk picture, read and checked.

The file beside this one holds all of them with their sources; a theatre's
``register/risk.toml`` may hold any of them over again.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from vedette.domain.register import INCIDENT_KINDS, PRECISIONS
from vedette.domain.risk import STRANDS
from vedette.domain.theatre import LEVELS, Theatre
from vedette.reading.caps import CAPS
from vedette.reading.checks import Check, name, note, number, one_of, quote
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.folder import TheatreFolder
from vedette.reading.toml import Key, TomlFile, parse_toml, table

OURS, OWN = "risk.toml", "register/risk.toml"
ANGLES = (*STRANDS, "vulnerability", "impact", "hours")
PLACED = PRECISIONS[: PRECISIONS.index("country")]  # better known than by country
MOST_REACTIONS = 12

Values = dict[str, Any]


def load_values(theatre: Theatre) -> Mapping[str, Any]:
    """Load the values by path, such as ``bands.impact``; a theatre's own go first."""
    faults = Faults()
    ours = (files("vedette.risk") / OURS).read_bytes()
    values = _flatten(parse_toml(ours, OURS, faults), ())
    folder = TheatreFolder(theatre.folder, faults)
    if folder.has(OWN):
        data = folder.read(OWN, CAPS.toml_bytes)
        toml = None if data is None else parse_toml(data, OWN, faults)
        values |= _flatten(toml, [section.id for section in theatre.sections])
        if toml is not None and not len(faults):
            _check_together(toml, values)
    faults.raise_any(theatre.id)
    return values


def _flatten(toml: TomlFile | None, sections: Sequence[str]) -> Values:
    """Check every table of a file; return what it holds by path."""
    if toml is None:
        return {}
    effort = {id_: _maybe(number(0.0, 1.0)) for id_ in sections}
    tables = {**TABLES, "effort": effort}
    values: Values = {}
    waiting: list[tuple[str, Mapping[str, Any]]] = [("", toml.values)]
    while waiting:
        path, told = waiting.pop()
        prefix = f"{path}." if path else ""
        inner = {_child(path, each): Key(table, is_optional=True) for each in tables}
        inner.pop("", None)
        sound = toml.read_fields(told, path, {**tables.get(path, {}), **inner})
        for key, value in sound.items():
            if key in inner:
                waiting.append((prefix + key, value))
            else:
                values[prefix + key] = value
    return values


def _child(path: str, below: str) -> str:
    """Return the name of a table directly below another, empty where it is not."""
    prefix = f"{path}." if path else ""
    rest = below.removeprefix(prefix)
    return rest if below.startswith(prefix) and "." not in rest else ""


def _check_together(toml: TomlFile, values: Values) -> None:
    """Refuse values that are sound alone and not together."""
    pairs = [("rates.memory_low_weeks", "rates.memory_high_weeks")]
    pairs += [(f"rates.{s}.weekly_low", f"rates.{s}.weekly_high") for s in STRANDS]
    for low, high in pairs:
        if values[low] >= values[high]:
            toml.fault(
                high, f"it is not above {low}, {values[low]:g}", "mend one of the two"
            )
    both = set.intersection(*(set(values[f"rates.{s}.kinds"]) for s in STRANDS))
    if both:
        kinds = ", ".join(sorted(both))
        toml.fault("rates", f"{kinds} stand in both strands", "leave each in one")
    words = [values[f"levels.{level}.word"].casefold() for level in LEVELS]
    if len(set(words)) < len(words):
        toml.fault("levels", "two levels have one word", "give each its own")


def _maybe(check: Check) -> Key:
    return Key(check, is_optional=True)


def _list_of(check: Check, most: int) -> Check:
    def check_list(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not 0 < len(value) <= most:
            raise WrongValueError(
                f"{quote(value)} is not a list of 1 to {most}", "write it as [...]"
            )
        return tuple(map(check, value))

    return check_list


def _rising(value: object) -> tuple[float, ...]:
    ends: tuple[float, ...] = _list_of(number(0.0, 1e6), 3)(value)
    if len(ends) != 3 or not 0 < ends[0] < ends[1] < ends[2]:
        raise WrongValueError(
            "these are not three rising numbers above 0",
            "say where low, medium and high end, such as [1, 4, 16]",
        )
    return ends


def _tables() -> Iterator[tuple[str, Mapping[str, Key]]]:
    source = {"source": _maybe(note)}
    weeks = _maybe(number(0.1, 5200.0, "weeks"))
    kinds = _list_of(one_of(INCIDENT_KINDS), len(INCIDENT_KINDS))
    yield (
        "rates",
        {
            **source,
            **dict.fromkeys(("memory_low_weeks", "memory_high_weeks"), weeks),
            "spread_km": _maybe(number(0.1, 1000.0, "km")),
            "effort_error": _maybe(number(0.0, 1.0)),
        },
    )
    for strand in STRANDS:
        yield (
            f"rates.{strand}",
            {
                "kinds": _maybe(kinds),
                "weekly_low": _maybe(number(1e-6, 1e3)),
                "weekly_high": _maybe(number(1e-6, 1e3)),
            },
        )
    yield (
        "counting",
        {
            **source,
            "off_km": _maybe(number(0.1, 1000.0, "km")),
            "record_weeks": weeks,
        },
    )
    km = _maybe(number(0.0, 1000.0, "km"))
    yield "places", {**source, **dict.fromkeys(PLACED, km)}
    yield "bands", {**source, **dict.fromkeys(ANGLES, _maybe(_rising))}
    yield "levels", {**source, "critical_days": _maybe(number(1.0, 366.0, "days"))}
    said = {"word": _maybe(name), "reactions": _maybe(_list_of(note, MOST_REACTIONS))}
    for level in LEVELS:
        yield f"levels.{level}", said


TABLES: Mapping[str, Mapping[str, Key]] = dict(_tables())
