"""docs/reference/files.md names every format, file, column, key and property."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from small_plan import planned_again

from vedette.domain.limits import HOLDS, LIMIT_KINDS
from vedette.reading.limits import COLUMNS as LIMIT_COLUMNS
from vedette.reading.plans import COLUMNS as ARRAYS
from vedette.sharing import Package
from vedette.sharing.figures import draw_figures
from vedette.sharing.maps import make_maps
from vedette.sharing.plan_files import plan_files
from vedette.sharing.release import FORMATS
from vedette.sharing.roster_file import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "files.md").read_text()
SECTIONS = dict(re.findall(r"(?ms)^## (.+?)$(.*?)(?=^## |\Z)", PAGE))


def words(text: str) -> set[str]:
    """Everything between back-quotes."""
    return set(re.findall(r"`([^`]+)`", text))


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_has_a_row(name: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    assert words(row) >= set(FORMATS[name].makes.split(", "))


def test_every_column_of_the_roster() -> None:
    assert words(SECTIONS["roster.csv"]) >= set(COLUMNS)


def test_every_array_of_the_odds() -> None:
    assert words(SECTIONS["odds.npz"]) >= set(ARRAYS)


def test_every_key_of_a_plan(package: Package) -> None:
    plan = planned_again(package.plan)
    file = json.loads(plan_files(package.theatre, plan)["plan.json"])
    said = words(SECTIONS["plan.json"])
    assert said >= {*file, *file["content"], *file["content"]["params"]}
    content = file["content"]
    for name in ("theatre", "odds", "adversary"):
        assert said >= set(content[name]), name
    assert said >= set(content["adversary"]["looks"])
    assert said >= set(content["shortfalls"][1])
    assert said >= set(content["params"]["earlier"])
    assert said >= set(content["hand_over"]["foot-1"])


def test_every_column_and_kind_of_limits() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/theatre-folder.md").read_text()
    said = page[page.index("`limits.csv`") : page.index("## cards.toml")]
    assert f"`{', '.join(LIMIT_COLUMNS)}`" in said
    for word in (*LIMIT_KINDS, *HOLDS):
        assert re.search(rf"\b{word}\b", said), word


def test_every_property_of_the_maps(package: Package) -> None:
    said = words(SECTIONS["Maps (GeoJSON)"])
    for name, data in make_maps(package).items():
        layer: dict[str, Any] = json.loads(data)
        assert name in said
        assert said >= set(layer["features"][0]["properties"]), name


def test_every_figure(package: Package) -> None:
    assert words(SECTIONS["Figures (figures/)"]) == set(draw_figures(package))
