"""The HTML file: template, style, script and data in one, sealed against the rest."""

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

from vedette.sharing.package import Package
from vedette.sharing.page.data import page_data

# In this order they are one style and one script; each file is one part of the page.
STYLES = ("page.css", "print.css")
SCRIPTS = (
    "base.js",
    "state.js",
    "map.js",
    "gestures.js",
    "labels.js",
    "teams.js",
    "strip.js",
    "time.js",
    "panels.js",
    "tables.js",
    "main.js",
)


def render_page(package: Package) -> bytes:
    """Return the whole page as one UTF-8 HTML file that asks nothing of any network."""
    return fill_template(page_data(package))


def fill_template(data: dict[str, Any]) -> bytes:
    """Put the data, style and script into the template.

    The page's own policy names the hashes of its one style and one script and forbids
    everything else, so nothing in the data can run or fetch, whatever it says.
    """
    style = "\n".join(_read(name) for name in STYLES)
    body = "\n".join(_read(name) for name in SCRIPTS)
    script = f'(() => {{\n"use strict";\n{body}\n}})();\n'
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )
    page = _read("page.html")
    for mark, text in (
        ("@POLICY@", policy),
        ("@STYLE@", style),
        ("@SCRIPT@", script),
        ("@DATA@", safe_json(data)),
    ):
        before, found, after = page.partition(mark)
        if not found:
            raise ValueError(f"page.html has lost its mark {mark}")
        page = before + text + after
    return page.encode("utf-8")


def safe_json(data: dict[str, Any]) -> str:
    r"""Write JSON that no HTML parser can mistake for markup.

    Non-ASCII characters, ``<``, ``>`` and ``&`` are written as escapes of JSON.

    >>> safe_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _digest(text: str) -> str:
    """Return a source expression of the content security policy for inline text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _read(name: str) -> str:
    """Return one of the files beside this one."""
    return files("vedette.sharing.page").joinpath(name).read_text("utf-8")
