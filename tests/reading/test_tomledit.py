"""One table of a TOML file is written anew; everything else stays as it stands."""

import tomllib

import pytest

from vedette.errors import InputError
from vedette.reading.tomledit import replace_table

NAME = ("layers", "elevation")
NEW = {"file": "terrain/elevation.npz", "credit": 'Somebody "else"'}
USUAL = """\
# My theatre.
name = "Mine"

[layers.border]
file = "b.geojson"

[layers.elevation]  # heights
# from last year
file = "old.npz"
credit = "Old"
licence = "Old"

[[partners]]
id = "host"
"""


def test_the_table_is_replaced_and_all_else_stays():
    text = replace_table(USUAL, NAME, NEW)
    assert tomllib.loads(text)["layers"]["elevation"] == NEW
    kept = [
        line for line in USUAL.splitlines() if "Old" not in line and "old" not in line
    ]
    assert [line for line in text.splitlines() if line in kept] == kept
    assert text.splitlines()[7:9] == [
        'file = "terrain/elevation.npz"',
        'credit = "Somebody \\"else\\""',
    ]


def test_a_table_at_the_end_and_one_that_is_missing():
    head, _, _ = USUAL.partition("\n[[partners]]")
    assert tomllib.loads(replace_table(head, NAME, NEW))["layers"]["elevation"] == NEW
    none, _, _ = USUAL.partition("[layers.elevation]")
    added = replace_table(none, NAME, NEW)
    assert added.startswith(none)
    assert tomllib.loads(added)["layers"] == {
        "border": {"file": "b.geojson"},
        "elevation": NEW,
    }


def test_line_ends_are_kept():
    text = replace_table(USUAL.replace("\n", "\r\n"), NAME, NEW)
    assert "\r\n" in text
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(
    "text",
    [
        'layers = { elevation = { file = "old.npz" } }\n',
        '[layers]\nelevation = { file = "old.npz" }\n',
        '[layers]\nelevation.file = "old.npz"\n',
        '[layers.elevation]\nfile = """\n[x]\n"""\n',
        '[layers."elevation"]\nfile = "old.npz"\n',
    ],
)
def test_what_cannot_be_replaced_for_certain_is_refused(text):
    tomllib.loads(text)
    with pytest.raises(InputError, match="Write it as a table of its own"):
        replace_table(text, NAME, NEW)
