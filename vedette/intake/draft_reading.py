"""A file of drafts, as edited by a person, read back: every value is checked again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vedette.domain.register import (
    ANONYMITY,
    INCIDENT_KINDS,
    ORIGINS,
    PRECISIONS,
    SAYS,
    SOURCE_KINDS,
    Place,
)
from vedette.errors import InputError
from vedette.intake.draft_file import FORMAT
from vedette.intake.draft_values import (
    DRAFT_NUMBER,
    MOST_DRAFTS,
    about,
    amount,
    answers,
    as_told,
    day,
    mark,
    people_count,
    same_as,
    sentence,
    shares,
    span,
    subjects,
)
from vedette.intake.drafts import (
    DECISIONS,
    FACT_KINDS,
    SITE_KINDS,
    Article,
    DraftClaim,
    DraftFact,
    DraftIncident,
    Drafts,
)
from vedette.intake.places import PlaceNames
from vedette.reading.checks import (
    Check,
    filled,
    note,
    number,
    one_of,
    text,
    whole,
)
from vedette.reading.checks import name as short_name
from vedette.reading.faults import Faults
from vedette.reading.files import read_file
from vedette.reading.toml import Key, TomlFile, array_of_tables, parse_toml

MOST_BYTES = 1_000_000


def read_drafts(path: Path, names: PlaceNames) -> tuple[Drafts, str]:
    """Read a file of drafts; return them, and the origin of their records.

    Raises
    ------
    InputError
        With every fault of the file at once.
    """
    faults = Faults()
    data = read_file(path, MOST_BYTES, "a file that vedette intake wrote with --out")
    toml = parse_toml(data, path.name, faults)
    drafts, origin = None, ""
    if toml is not None:
        head = toml.read_fields(toml.values, "", HEAD)
        rows = {key: _read_rows(toml, key, names) for key in ROWS}
        drafts = _gather(toml, head, rows) if not len(faults) else None
        origin = head.get("origin", "")
    faults.raise_any(path.name)
    if drafts is None:
        raise InputError(f"{path.name}: there are no drafts in it.")
    return drafts, origin


def _read_rows(toml: TomlFile, key: str, names: PlaceNames) -> list[dict[str, Any]]:
    found = toml.values.get(key, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return []  # told by the check of the key
    if len(found) > MOST_DRAFTS:
        advice = "make several files of it"
        toml.fault(key, f"there are more than {MOST_DRAFTS:,} of them", advice)
        return []
    return [
        _with_place(dict(row.values), names)
        for row in toml.read_array(key, ROWS[key]).rows
    ]


def _gather(
    toml: TomlFile, head: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]
) -> Drafts | None:
    """Put the rows together, if their numbers fit."""
    drafts = Drafts(
        article=Article(
            text="",
            day=head["day"],
            publisher=head["publisher"],
            link=head["link"],
            name=head["article"],
            content_hash=head["article_hash"],
        ),
        incidents=tuple(DraftIncident(**values) for values in rows["incidents"]),
        facts=tuple(DraftFact(**values) for values in rows["facts"]),
        claims=tuple(DraftClaim(**values) for values in rows["claims"]),
    )
    numbers = [each.number for each in drafts.list_all()]
    for twice in sorted({each for each in numbers if numbers.count(each) > 1}):
        toml.faults.add(toml.file, f"draft {twice} stands twice", "number them anew")
    subjects = {each.number for each in drafts.incidents}
    subjects |= {each.number for each in drafts.facts}
    claims = {each.number for each in drafts.claims}
    for claim in drafts.claims:
        if isinstance(claim.about, int) and claim.about not in subjects:
            _tell(
                toml,
                claim,
                f"is about draft {claim.about}, which is no incident or fact",
            )
        for other in claim.answers:
            if isinstance(other, int) and other not in claims:
                _tell(toml, claim, f"answers draft {other}, which is no claim")
    return drafts


def _tell(toml: TomlFile, claim: DraftClaim, what: str) -> None:
    advice = 'name another draft, or what the register holds as "incident:ID"'
    toml.faults.add(toml.file, f"draft {claim.number} {what}", advice)


def _with_place(values: dict[str, Any], names: PlaceNames) -> dict[str, Any]:
    """Make one place of its fields; the gazetteer has the degrees not given."""
    values = {RENAMED.get(key, key): value for key, value in values.items()}
    if "precision" not in values:
        return values
    called, precision = values.pop("place", ""), values.pop("precision")
    lon, lat = values.pop("lon", None), values.pop("lat", None)
    if called and lon is None and lat is None:
        spot = names.find(called, is_district=precision == "district")
        lon, lat = (spot.lon, spot.lat) if spot else (None, None)
    is_told = bool(called) or lon is not None
    values["place"] = Place(called, precision, lon, lat) if is_told else None
    return values


_KEPT: Mapping[str, Check] = {
    "draft": DRAFT_NUMBER,
    "decision": one_of(DECISIONS),
    "sentence": sentence,
    "at": mark,
}
_PEOPLE: Mapping[str, Check] = {
    "killed": amount,
    "injured": amount,
    "harmed": shares,
}
_WORDS = Key(as_told, is_optional=True)
RENAMED = {"draft": "number", "harmed": "shares", "at": "mark"}
HEAD = {
    "format": Key(whole(FORMAT, FORMAT)),
    "article": Key(short_name),
    "article_hash": Key(note),
    "day": Key(day),
    "publisher": Key(short_name),
    "link": Key(note),
    "origin": Key(one_of(ORIGINS)),
    **dict.fromkeys(
        ("incidents", "facts", "claims"), Key(array_of_tables, is_optional=True)
    ),
}
_DEGREES = Key(number(-180.0, 180.0, "degrees"), is_optional=True)
ROWS: Mapping[str, Mapping[str, Key]] = {
    "incidents": {
        **{key: Key(check) for key, check in _KEPT.items()},
        **{key: Key(check) for key, check in _PEOPLE.items()},
        "kind": Key(one_of(INCIDENT_KINDS)),
        "title": Key(filled),
        "when": Key(span),
        "place": Key(text(120)),
        "precision": Key(one_of(PRECISIONS)),
        "lon": _DEGREES,
        "lat": _DEGREES,
        "site": Key(one_of(("", *SITE_KINDS))),
        "site_id": Key(note, is_optional=True),
        "as_told": _WORDS,
        "perhaps": Key(subjects, is_optional=True),
        "same_as": Key(same_as, is_optional=True),
    },
    "facts": {
        **{key: Key(check) for key, check in _KEPT.items()},
        "kind": Key(one_of(FACT_KINDS)),
        "title": Key(filled),
    },
    "claims": {
        **{key: Key(check) for key, check in _KEPT.items()},
        **{key: Key(check) for key, check in _PEOPLE.items()},
        "about": Key(about),
        "says": Key(one_of(SAYS)),
        "source": Key(short_name),
        "source_kind": Key(one_of(SOURCE_KINDS)),
        "anonymity": Key(one_of(ANONYMITY)),
        "originator": Key(short_name),
        "count": Key(people_count),
        "said": Key(span),
        "answers": Key(answers),
        "as_told": _WORDS,
    },
}
