"""The register that comes with a theatre: ``register/published.toml``.

It holds sources, facts, incidents, claims and assessments in the words of
``domain.register``. It is no part of the theatre: it does not enter its hash.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vedette.domain.register import (
    ASSESSMENT_KINDS,
    Assessment,
    Claim,
    Count,
    Fact,
    Figures,
    Grade,
    Harmed,
    Incident,
    Place,
    Quantity,
    Record,
    Ref,
    Source,
    Span,
)
from vedette.domain.theatre import Theatre
from vedette.reading.caps import CAPS
from vedette.reading.checks import Check, number, one_of, quote, text
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.folder import TheatreFolder
from vedette.reading.toml import Key, TomlFile, array_of_tables, parse_toml

PUBLISHED = "register/published.toml"

_TEXT = Key(text(may_be_empty=False))
_MAYBE = Key(text(), is_optional=True)


def load_published(theatre: Theatre, role: str, now: dt.datetime) -> tuple[Record, ...]:
    """Load the register that comes with a theatre, in the order of its file.

    ``role`` is who enters and grades, at the moment ``now``.
    """
    faults = Faults()
    folder = TheatreFolder(theatre.folder, faults)
    if not folder.has(PUBLISHED):
        return ()
    data = folder.read(PUBLISHED, CAPS.toml_bytes)
    toml = parse_toml(data, PUBLISHED, faults) if data is not None else None
    records: list[Record] = []
    if toml is not None:
        arrays = {key: Key(array_of_tables, is_optional=True) for key in TABLES}
        toml.read_fields(toml.values, "", arrays)
        stamp = _Stamp(role, now)
        if not len(faults):
            records = [
                record for key in TABLES for record in _read_array(toml, key, stamp)
            ]
    faults.raise_any(theatre.id)
    return tuple(records)


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Who enters the records, and when."""

    role: str
    now: dt.datetime


def _read_array(toml: TomlFile, key: str, stamp: _Stamp) -> list[Record]:
    keys, make = TABLES[key]
    before = len(toml.faults)
    rows = toml.read_array(key, keys).rows
    if len(toml.faults) > before:
        return []
    return [make(dict(row.values), stamp) for row in rows]


def _moment(value: object) -> dt.datetime:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise WrongValueError(
            f"{quote(value)} is not a date and hour with an offset",
            "write such as 2025-11-26T20:00:00+05:00, no quotes",
        )
    return value


def _list_of(check: Check) -> Check:
    def check_list(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise WrongValueError(f"{quote(value)} is not a list", "write it as [...]")
        return tuple(map(check, value))

    return check_list


def _pair_of(make: Callable[[Any, Any], Any], check: Check) -> Check:
    def check_pair(value: object) -> Any:
        if not isinstance(value, list) or len(value) != 2:
            raise WrongValueError(
                f"{quote(value)} is not a pair", "write such as [from, to]"
            )
        return make(*map(check, value))

    return check_pair


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError(f"{quote(value)} is not whole", "give a whole number")
    return value


def _ref(value: object) -> Ref:
    kind, _, id_ = str(value).partition(":")
    if not kind or not id_:
        raise WrongValueError(f"{quote(value)} names nothing", "write such as fact:F-1")
    return Ref(kind, id_)


_SPAN = Key(_pair_of(Span, _moment), is_optional=True)
_COUNT = Key(_pair_of(Count, _whole), is_optional=True)
_REFS = Key(_list_of(_ref))
_IDS = Key(_list_of(text(may_be_empty=False)), is_optional=True)
_DEGREES = Key(number(-180.0, 180.0, "degrees"), is_optional=True)
_PLACE = {"place": _MAYBE, "precision": _MAYBE, "lon": _DEGREES, "lat": _DEGREES}
_PEOPLE = {
    "killed": _COUNT,
    "injured": _COUNT,
    "nationality": _MAYBE,
    "killed_nationality": _MAYBE,
}
_ANY_NUMBER = number(-1e12, 1e12)

_SOURCE = {
    **dict.fromkeys(("id", "name", "kind", "originator", "anonymity"), _TEXT),
    **{"origin": _TEXT, "note": _MAYBE},
}
_FACT = {**dict.fromkeys(("id", "title", "origin"), _TEXT), "note": _MAYBE}
_INCIDENT = {
    **dict.fromkeys(("id", "kind", "title", "origin"), _TEXT),
    **{"when": Key(_pair_of(Span, _moment)), **_PLACE, **_PEOPLE},
    **{"site": _MAYBE, "site_id": _MAYBE, "note": _MAYBE},
}
_CLAIM = {
    **dict.fromkeys(("id", "source", "says", "statement", "origin"), _TEXT),
    **{"about": Key(_ref), "said": _SPAN, "quote": _MAYBE, "link": _MAYBE},
    **{"answers": _IDS, "based_on": _IDS, "note": _MAYBE},
    **{"reliability": _TEXT, "credibility": Key(_whole), "validation": _TEXT},
    **{"graded_why": _TEXT, "when": _SPAN, **_PLACE, **_PEOPLE},
    **{"quantity": Key(_pair_of(lambda a, b: (a, b), _ANY_NUMBER), is_optional=True)},
    "unit": _MAYBE,
}
_ASSESSMENT = {
    **dict.fromkeys(("id", "title", "text", "origin"), _TEXT),
    **{"kind": Key(one_of(ASSESSMENT_KINDS)), "rests_on": _REFS},
}


def _make_source(values: dict[str, Any], _: _Stamp) -> Source:
    return Source(**values)


def _make_fact(values: dict[str, Any], _: _Stamp) -> Fact:
    return Fact(**values)


def _make_incident(values: dict[str, Any], _: _Stamp) -> Incident:
    place = _take_place(values) or Place("")
    harmed = _take_harmed(values)
    return Incident(place=place, harmed=harmed, **values)


def _make_claim(values: dict[str, Any], stamp: _Stamp) -> Claim:
    place, harmed = _take_place(values), _take_harmed(values)
    told = {key: values.pop(key, None) for key in ("when", "killed", "injured")}
    quantity, unit = values.pop("quantity", None), values.pop("unit", "")
    grade = Grade(
        reliability=values.pop("reliability"),
        credibility=values.pop("credibility"),
        validation=values.pop("validation"),
        role=stamp.role,
        at=stamp.now,
        why=values.pop("graded_why"),
    )
    figures = Figures(
        place=place,
        harmed=harmed,
        quantity=quantity and Quantity(quantity[0], quantity[1], unit),
        **told,
    )
    return Claim(
        state="reported", grade=grade, entered=stamp.now, figures=figures, **values
    )


def _make_assessment(values: dict[str, Any], _: _Stamp) -> Assessment:
    return Assessment(**values)


def _take_place(values: dict[str, Any]) -> Place | None:
    told = {key: values.pop(key) for key in _PLACE if key in values}
    told["name"] = told.pop("place", "")
    return Place(**told) if len(told) > 1 or told["name"] else None


def _take_harmed(values: dict[str, Any]) -> tuple[Harmed, ...]:
    """Return the counts as those of one nationality, where the file names it.

    ``killed_nationality`` is that of the dead alone.
    """
    nationality = values.pop("nationality", "")
    of_dead = values.pop("killed_nationality", "")
    killed, injured = values.get("killed"), values.get("injured")
    if nationality:
        return (Harmed(nationality, killed, injured),)
    return (Harmed(of_dead, killed),) if of_dead else ()


TABLES: Mapping[
    str, tuple[Mapping[str, Key], Callable[[dict[str, Any], _Stamp], Record]]
] = {
    "sources": (_SOURCE, _make_source),
    "facts": (_FACT, _make_fact),
    "incidents": (_INCIDENT, _make_incident),
    "claims": (_CLAIM, _make_claim),
    "assessments": (_ASSESSMENT, _make_assessment),
}
