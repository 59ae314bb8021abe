"""Mapping files: what the columns and words of a table mean, in TOML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vedette.domain.register import (
    ANONYMITY,
    INCIDENT_KINDS,
    PRECISIONS,
    RELIABILITY,
    SOURCE_KINDS,
    Source,
)
from vedette.reading.caps import CAPS
from vedette.reading.checks import (
    filled,
    identifier,
    name,
    note,
    one_of,
    quote,
    refuse_out_of_scope,
    whole,
)
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.files import read_file
from vedette.reading.imports.cells import STYLES
from vedette.reading.imports.encodings import OLDER
from vedette.reading.imports.event import GradeTold
from vedette.reading.imports.rows import DELIMITERS, Form
from vedette.reading.toml import Key, TomlFile, parse_toml, table

FIELDS = (
    *("id", "date", "date_to", "time", "lat", "lon", "place", "area", "country"),
    *("precision", "kind", "title", "site", "nationality", "killed", "killed_low"),
    *("killed_high", "injured", "injured_low", "injured_high", "quote", "link"),
    *("note", "reliability", "credibility"),
)
MANY = ("area",)  # fields that several columns may fill together
MOST_WORDS = 1_000
OWN_PREFIXES = ("acled", "ged", "gdelt")

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportMap:
    """What a mapping file says; empty where it says nothing.

    ``columns`` gives the field of each column by its name or tag, ``kinds`` and
    ``precisions`` the register's words for those of the table.
    """

    source: Source | None = None
    form: Form = field(default_factory=Form)
    date_style: str | None = None
    decimal: str = "."
    columns: Words = field(default_factory=dict)
    kinds: Words = field(default_factory=dict)
    precisions: Words = field(default_factory=dict)
    grade: GradeTold = field(default_factory=GradeTold)


_OPTIONAL_TEXT = Key(note, is_optional=True)
_SOURCE = {
    "id": Key(identifier),
    "name": Key(name),
    "kind": Key(one_of(SOURCE_KINDS)),
    "originator": Key(name, is_optional=True),
    "anonymity": Key(one_of(ANONYMITY), is_optional=True),
    "note": _OPTIONAL_TEXT,
}
_READ = {
    "delimiter": Key(one_of(("comma", "semicolon", "tab", "bar")), is_optional=True),
    "encoding": Key(one_of(OLDER), is_optional=True),
    "sheet": Key(name, is_optional=True),
    "date_style": Key(one_of(STYLES), is_optional=True),
    "decimal": Key(one_of((".", ",")), is_optional=True),
}
_GRADE = {
    "reliability": Key(one_of(RELIABILITY)),
    "credibility": Key(whole(1, 6)),
    "why": Key(filled),
}
_DELIMITERS = dict(zip(("comma", "semicolon", "tab", "bar"), DELIMITERS, strict=True))
_TABLES = {
    key: Key(table, is_optional=True)
    for key in ("source", "read", "columns", "kinds", "precisions", "grade")
}


def load_map(path: Path, *, is_own: bool) -> ImportMap:
    """Load a mapping file; ``is_own``: for a table of one's own, not a known data set.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    faults = Faults()
    data = read_file(path, CAPS.toml_bytes, "a mapping, in TOML")
    read = read_map(data, path.name, faults, is_own=is_own)
    faults.raise_any(f"{path}: the mapping cannot be used")
    return read


def read_map(data: bytes, file: str, faults: Faults, *, is_own: bool) -> ImportMap:
    """Read a mapping; what cannot be used of it is noted and left out."""
    toml = parse_toml(data, file, faults)
    if toml is None:
        return ImportMap()
    told = toml.read_fields(toml.values, "", _TABLES)
    if is_own and "source" not in toml.values:
        faults.add(
            file,
            "it does not say whose table this is",
            'add [source] with id = "...", name = "..." and kind = "organisation"',
        )
    if not is_own:
        for key in ("source", "columns"):
            if key in told:
                toml.fault(key, "the data set's own is known", "take it out")
    read = _fields(toml, told, "read", _READ)
    form = Form(
        delimiter=_DELIMITERS.get(read.get("delimiter", "")),
        encoding=read.get("encoding"),
        sheet=read.get("sheet"),
    )
    grade = _fields(toml, told, "grade", _GRADE)
    return ImportMap(
        source=_read_source(toml, told) if is_own else None,
        form=form,
        date_style=read.get("date_style"),
        decimal=read.get("decimal", "."),
        columns=_read_words(toml, told, "columns", FIELDS, _check_column),
        kinds=_read_words(toml, told, "kinds", INCIDENT_KINDS),
        precisions=_read_words(toml, told, "precisions", PRECISIONS),
        grade=GradeTold(**grade) if len(grade) == len(_GRADE) else GradeTold(),
    )


def _fields(
    toml: TomlFile, told: Mapping[str, Any], key: str, keys: Mapping[str, Key]
) -> dict[str, Any]:
    return toml.read_fields(told[key], key, keys) if key in told else {}


def _read_source(toml: TomlFile, told: Mapping[str, Any]) -> Source | None:
    fields = _fields(toml, told, "source", _SOURCE)
    if not {"id", "name", "kind"} <= set(fields):
        return None
    if fields["id"] in OWN_PREFIXES:
        toml.fault(
            "source.id",
            f"{quote(fields['id'])} is a data set that Vedette knows by itself",
            "choose another id",
        )
        return None
    if len(fields["id"]) > CAPS.id_chars // 2:
        toml.fault(
            "source.id", "it begins the id of every row, and is too long", "shorten it"
        )
        return None
    return Source(
        originator=fields.pop("originator", fields["name"]),
        anonymity=fields.pop("anonymity", "named"),
        origin="imported",
        **fields,
    )


def _check_column(column: str) -> None:
    if not column.startswith("#"):  # a tag of HXL says for itself what it is
        refuse_out_of_scope(column)


def _read_words(
    toml: TomlFile,
    told: Mapping[str, Any],
    key: str,
    choice: tuple[str, ...],
    check_name: Callable[[str], None] = lambda _: None,
) -> Words:
    """Read a table of somebody's words and ours for them."""
    words = told.get(key, {})
    if len(words) > MOST_WORDS:
        toml.fault(key, f"it has {len(words):,} words", f"keep to {MOST_WORDS:,}")
        return {}
    ours = one_of(choice)
    found: dict[str, str] = {}
    for theirs, word in words.items():
        path = f"{key}.{theirs}"
        shown = f"{key}.{quote(theirs).strip(chr(39))}"
        try:
            check_name(theirs)
            kept = ours(word)
            if key == "columns" and kept in found.values() and kept not in MANY:
                raise WrongValueError(
                    f"two columns are to fill {kept}", "let one of them do so"
                )
        except WrongValueError as wrong:
            toml.faults.add(
                toml.file,
                wrong.what,
                wrong.advice,
                line=toml.lines.get(path.replace(" ", "")),
                field=shown,
            )
        else:
            found[theirs.strip()] = kept
    return found
