"""One table of a TOML file written anew, everything else left as it stands."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from vedette.errors import InputError

ANY_HEADER = re.compile(r"\s*\[")
KEY = re.compile(r"\s*[A-Za-z0-9_\"'-]")


def replace_table(
    content: str, name: tuple[str, str], values: Mapping[str, str]
) -> str:
    """Return the text with the keys of a table such as ``[layers.elevation]`` replaced.

    Comments stay. A table that is missing is added at the end.

    Raises
    ------
    InputError
        If the table is written in a way that this cannot replace for certain.
    """
    path = r"\s*\.\s*".join(map(re.escape, name))
    header = re.compile(rf"\s*\[\s*{path}\s*\]\s*(#.*)?")
    lines = content.splitlines()
    new = [
        f"{key} = {json.dumps(text, ensure_ascii=False)}"
        for key, text in values.items()
    ]
    starts = [at for at, line in enumerate(lines) if header.fullmatch(line)]
    if starts:
        begin = starts[0] + 1
        ends = (at for at in range(begin, len(lines)) if ANY_HEADER.match(lines[at]))
        end = next(ends, len(lines))
        kept = [line for line in lines[begin:end] if not KEY.match(line)]
        lines[begin:end] = [*new, *kept]
    else:
        lines += ["", f"[{'.'.join(name)}]", *new]
    newline = "\r\n" if "\r\n" in content else "\n"
    text = newline.join([*lines, ""])
    _check(content, text, name, values)
    return text


def _check(
    before: str, after: str, name: tuple[str, str], values: Mapping[str, str]
) -> None:
    """See that the new text says what the old one said, but for the table."""
    wanted: dict[str, Any] = tomllib.loads(before)
    group, table = name
    wanted[group] = {**wanted.get(group, {}), table: dict(values)}
    try:
        is_sound = tomllib.loads(after) == wanted
    except ValueError:
        is_sound = False
    if not is_sound:
        raise InputError(
            f"theatre.toml: [{group}.{table}] is written in a way that cannot be "
            "replaced. Write it as a table of its own, one key to the line, and try "
            "again."
        )
