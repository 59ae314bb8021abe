"""JSON text: parsed within limits; where a value stands, so that a fault has a line."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from vedette.reading.caps import CAPS
from vedette.reading.faults import Faults, WrongValueError

Path = tuple[str | int, ...]

STRING = re.compile(r'"(?:[^"\\]|\\.?)*+"?', re.DOTALL)

_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


def count_brackets(content: str) -> tuple[int, int]:
    """Count how deep the brackets of a JSON text nest, and how many open.

    >>> count_brackets('{"a": [[1], "[[["]}')
    (3, 3)
    """
    deepest = depth = 0
    brackets = re.sub(r"[^\[\]{}]+", "", STRING.sub("", content))
    for char in brackets[: 2 * CAPS.json_brackets]:
        depth += 1 if char in "[{" else -1
        deepest = max(deepest, depth)
    return deepest, brackets.count("[") + brackets.count("{")


def _refuse_constant(name: str) -> float:
    raise WrongValueError(
        f"{name} is not a number of JSON", "give every position finite degrees"
    )


def parse_object(content: str, file: str, faults: Faults) -> dict[str, Any] | None:
    """Parse the text into an object; None and a fault where that fails."""
    what, advice, line = "", "export the layer as GeoJSON (RFC 7946)", None
    depth, number = count_brackets(content)
    if depth > CAPS.json_depth or number > CAPS.json_brackets:
        what = (
            f"brackets nest {depth:,} deep and there are {number:,} of them, where"
            f" {CAPS.json_depth} and {CAPS.json_brackets:,} are the most"
        )
    else:
        try:
            value = json.loads(content, parse_constant=_refuse_constant)
            if isinstance(value, dict):
                return value
            what = "the file does not hold a JSON object"
        except WrongValueError as wrong:
            what, advice = wrong.what, wrong.advice
            literal = re.search(r"NaN|-?Infinity", STRING.sub(_keep_lines, content))
            line = content.count("\n", 0, literal.start()) + 1 if literal else None
        except json.JSONDecodeError as error:
            what, line = f"this is not JSON ({error.msg})", error.lineno
        except (ValueError, RecursionError):
            what = "this is not JSON that can be read"
    faults.add(file, what, advice, line=line)
    return None


def _keep_lines(found: re.Match[str]) -> str:
    """Blank out a string without moving what follows."""
    return re.sub(r"[^\n]", " ", found[0])


def write_path(path: Path) -> str:
    """Write a path as people do.

    >>> write_path(("features", 0, "geometry"))
    'features[0].geometry'
    """
    parts = []
    for part in path:
        if isinstance(part, int):
            parts.append(f"[{part}]")
        else:
            shown = "".join(c for c in part if c.isprintable())[:40]
            parts.append(f".{shown}" if parts else shown)
    return "".join(parts)


def find_line(content: str, path: Path) -> int | None:
    r"""Find the line of the value at ``path`` in a JSON text that has been parsed.

    A path that leads nowhere gives the line of the last part that exists.

    >>> find_line('{"a": [1,\n 2]}', ("a", 1))
    2
    """
    at = _skip(content, 1 if content.startswith("\ufeff") else 0)
    for part in path:
        inside = (
            _find_item(content, at, part)
            if isinstance(part, int)
            else _find_member(content, at, part)
        )
        if inside is None:
            break
        at = inside
    return content.count("\n", 0, at) + 1


def _skip(content: str, at: int) -> int:
    """Step over white space."""
    while at < len(content) and content[at] in _SPACE:
        at += 1
    return at


def _after_value(content: str, at: int) -> int:
    """Step over a value, the white space around it, and a comma."""
    _, at = _DECODER.raw_decode(content, at)
    at = _skip(content, at)
    return _skip(content, at + 1) if content[at] == "," else at


def _find_item(content: str, at: int, wanted: int) -> int | None:
    """Find where an item of the list at ``at`` begins."""
    if content[at] != "[":
        return None
    at = _skip(content, at + 1)
    for _ in range(wanted):
        if content[at] == "]":
            return None
        at = _after_value(content, at)
    return None if content[at] == "]" else at


def _find_member(content: str, at: int, wanted: str) -> int | None:
    """Find where a member of the object at ``at`` has its value."""
    if content[at] != "{":
        return None
    at = _skip(content, at + 1)
    while content[at] != "}":
        key, at = scanstring(content, at + 1, True)
        at = _skip(content, _skip(content, at) + 1)
        if key == wanted:
            return at
        at = _after_value(content, at)
    return None
