"""JSON in its one canonical form, so that a hash means the same to everybody."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.jsontext import count_brackets
from vedette.reading.tables import decode

WRITTEN = "Vedette writes these files; take the file as it was written"


def canonical_json(value: Any) -> bytes:
    r"""Return JSON with sorted keys and no spaces, in UTF-8.

    Numbers are written with the fewest digits that give the same number back.

    >>> canonical_json({"b": [1.0, None], "a": "km"})
    b'{"a":"km","b":[1.0,null]}'
    """
    text = json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return text.encode()


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def parse_canonical(data: bytes, file: str, faults: Faults) -> dict[str, Any] | None:
    """Parse JSON that a program wrote; None and a fault where it is none.

    Refused is also what two readers might read differently: a key that stands twice,
    numbers that are not finite.
    """
    content = decode(data, file, faults)
    if content is None:
        return None
    depth, brackets = count_brackets(content)
    if depth > CAPS.json_depth or brackets > CAPS.json_brackets:
        faults.add(file, "its brackets nest too deep or are too many", WRITTEN)
        return None
    line: int | None = None
    try:
        value = json.loads(
            content, parse_constant=_refuse_constant, object_pairs_hook=_no_repeats
        )
        if isinstance(value, dict):
            return value
        what = "it does not hold a JSON object"
    except WrongValueError as wrong:
        what = wrong.what
    except json.JSONDecodeError as error:
        what, line = f"this is not JSON ({error.msg})", error.lineno
    except (ValueError, RecursionError):
        what = "this is not JSON that can be read"
    faults.add(file, what, WRITTEN, line=line)
    return None


def _refuse_constant(name: str) -> float:
    raise WrongValueError(f"{name} is not a number of JSON", WRITTEN)


def _no_repeats(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongValueError(f"the key {quote(twice)} stands twice", WRITTEN)
    return found
