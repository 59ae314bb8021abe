"""TOML files: parsed within limits, every key checked, each value's line known."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vedette.reading.caps import CAPS
from vedette.reading.checks import Check, quote, refuse_out_of_scope
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.tables import Row, Table, decode

HEADER = re.compile(r"(\[\[?)([^\[\]#]+)\]\]?\s*(?:#.*)?")
ASSIGNMENT = re.compile(r"([^=#\[{]+)=")
LONG_KEY = re.compile(r"(?:[\w\"'-]++\s*+\.\s*+){%d}" % CAPS.key_parts)  # noqa: UP031


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table: its check, and whether it may be left out."""

    check: Check
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file: its values, and the line of each path such as ``a.b[0].c``."""

    file: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    faults: Faults

    def find_line(self, path: str) -> int | None:
        """Return the line of a path; a key of an inline table has that table's."""
        return self.lines.get(path, self.lines.get(path.rpartition(".")[0]))

    def fault(self, path: str, what: str, advice: str) -> None:
        """Note a fault of the value at a path."""
        self.faults.add(
            self.file, what, advice, line=self.find_line(path), field=path or None
        )

    def read_fields(
        self, values: Mapping[str, Any], path: str, keys: Mapping[str, Key]
    ) -> dict[str, Any]:
        """Check one table against its keys; return the sound values."""
        prefix = f"{path}." if path else ""
        for name in values:
            if name not in keys:
                self._refuse_key(prefix, name, keys)
        sound: dict[str, Any] = {}
        for name, key in keys.items():
            if name not in values:
                if not key.is_optional:
                    self.faults.add(
                        self.file,
                        "the key is missing",
                        "add it",
                        line=self.find_line(path),
                        field=prefix + name,
                    )
                continue
            try:
                sound[name] = key.check(values[name])
            except WrongValueError as wrong:
                self.fault(prefix + name, wrong.what, wrong.advice)
        return sound

    def read_array(self, name: str, keys: Mapping[str, Key]) -> Table:
        """Check every table of an array; one that is absent has no rows."""
        rows = []
        for at, values in enumerate(self.values.get(name, [])):
            path = f"{name}[{at}]"
            sound = self.read_fields(values, path, keys)
            rows.append(Row(self.lines.get(path), sound))
        return Table(self.file, tuple(rows))

    def _refuse_key(self, prefix: str, name: str, keys: Mapping[str, Key]) -> None:
        what, advice = (
            "this key is unknown",
            f"take it out or mend its spelling; known here: {', '.join(keys)}",
        )
        try:
            refuse_out_of_scope(name)
        except WrongValueError as scope:
            what, advice = f"the key {scope.what}", scope.advice
        path = prefix + name
        shown = prefix + quote(name).strip("'")
        line = self.find_line(path)
        self.faults.add(self.file, what, advice, line=line, field=shown)


def table(value: object) -> Mapping[str, Any]:
    """Check that a value is a table."""
    if not isinstance(value, dict):
        raise WrongValueError(f"{quote(value)} is not a table", "write it as [name]")
    return value


def array_of_tables(value: object) -> list[Mapping[str, Any]]:
    """Check that a value is an array of tables."""
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise WrongValueError(
            f"{quote(value)} is not an array of tables", "write each one as [[name]]"
        )
    return value


def parse_toml(data: bytes, file: str, faults: Faults) -> TomlFile | None:
    """Parse a file; None where it is not TOML."""
    content = decode(data, file, faults)
    if content is None:
        return None
    for at, line in enumerate(content.split("\n"), 1):
        if len(line) > CAPS.toml_line_chars or LONG_KEY.search(line):
            faults.add(
                file,
                f"the line is longer than {CAPS.toml_line_chars:,} characters"
                if len(line) > CAPS.toml_line_chars
                else f"a key has more than {CAPS.key_parts} parts",
                "break it up",
                line=at,
            )
            return None
    try:
        values = tomllib.loads(content)
    except RecursionError:
        faults.add(file, "the values are nested too deep", "flatten them")
        return None
    except ValueError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        what = quote(str(error).split(" (at")[0]).strip("'\"")
        faults.add(
            file,
            f"this is not TOML: {what}",
            "mend the line; text stands in double quotes, one key to the line",
            line=int(found[1]) if found else None,
        )
        return None
    return TomlFile(file, values, find_lines(content), faults)


def find_lines(content: str) -> dict[str, int]:
    r"""Find the line of each header and key by its path.

    Good for files written as people write them; a path that is not found has no line.

    >>> find_lines("a = 1\n[[b]]\nc = 2\n")
    {'a': 1, 'b': 2, 'b[0]': 2, 'b[0].c': 3}
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    for at, line in enumerate(content.split("\n"), 1):
        if header := HEADER.fullmatch(line.strip()):
            path = header[2].replace('"', "").replace(" ", "")
            lines.setdefault(path, at)
            if header[1] == "[[":
                counts[path] = counts.get(path, -1) + 1
                path = f"{path}[{counts[path]}]"
                lines[path] = at
            prefix = f"{path}."
        elif assignment := ASSIGNMENT.match(line.strip()):
            key = assignment[1].replace('"', "").replace(" ", "")
            lines.setdefault(prefix + key, at)
    return lines
