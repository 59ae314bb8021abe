"""``load_plan``: a file of another form is refused, field by field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from resealed import File, put, reseal, with_arrays

from vedette.errors import InputError
from vedette.reading.caps import CAPS
from vedette.reading.plans import load_plan


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (put("format", value=2), "format"),
        (put("content", "more", value=1), "content.more"),
        (put("content", "start", value="2025-12-08T06:00:00"), "start"),
        (put("content", "zone", value="Mars/Olympus"), "zone"),
        (put("content", "zone", value="../../etc/passwd"), "zone"),
        (put("content", "n_slots", value=True), "content.n_slots"),
        (put("content", "n_reaches", value=20_000), "n_reaches|rows"),
        (put("content", "rules", value={}), "content.rules.moves"),
        (put("content", "rules", "moves", value=3), "content.rules.moves"),
        (put("content", "rules", value={"moves": 2}), "older version of Vedette"),
        (put("content", "rules", "forecast", value=1), "content.rules.forecast"),
        (put("content", "params", "rates", value={"west": -1.0}), "params.rates.west"),
        (put("content", "params", "rates", value={"west": "1"}), "params.rates.west"),
        (put("content", "params", "days", value="1"), "content.params.days"),
        (put("content", "certificate", "loss", value=None), "content.certificate.loss"),
        (put("content", "certificate", "unseen_cells", value=-1), "unseen_cells"),
        (put("content", "adversary", "slot", value=[0, 1]), "content.adversary"),
        (put("content", "adversary", "slot", value=[0, 1, 48]), "content.adversary"),
        (put("content", "adversary", "slot", value=[0, 1, 1]), "content.adversary"),
        (put("content", "adversary", "slot", value=[0, 2, 1]), "out of order"),
        (put("content", "adversary", "weight_ppb", 0, value=10**30), "weight_ppb"),
        (put("content", "adversary", "weight_ppb", 0, value=0.5), "weight_ppb"),
        (put("content", "odds", "file", value="../odds.npz"), "content.odds.file"),
        (put("content", "theatre", "folder", value="/"), "content.theatre.folder"),
        (put("content", "teams", 0, "rows", value=9), "odds.npz"),
        (put("content", "teams", 1, "id", value="foot-1"), "listed twice"),
        (put("effort", value={}), "effort.rounds"),
        (put("trace", value={}), "trace"),
    ],
)
def test_a_file_of_another_form_is_refused_by_field(
    path: Path, change: Callable[[File], None], where: str
) -> None:
    def grown(file: File) -> None:
        change(file)
        if file["content"].get("n_reaches") == 20_000:
            file["content"]["n_slots"] = 20_000

    reseal(path, grown)
    with pytest.raises(InputError, match=where) as caught:
        load_plan(path)
    assert caught.value.exit_code == 2
    assert str(path) in str(caught.value)


PARAMS, LOOKS = ("content", "params"), ("content", "adversary", "looks")
PIN = (*PARAMS, "pins", 0)
HAND_OVER = ("content", "hand_over")
SHORTFALL = ("content", "shortfalls", 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put(*PIN, "id", value="../x"), "pins.0.id: '../x' cannot be an id"),
        (put(*PIN, "id", value="P-2"), "pins.1.id: 'p-2' is already the id of another"),
        (put(*PIN, "kind", value="raid"), "pins.0.kind: 'raid' is not known"),
        (put(*PIN, "kind", value="seats"), "pins.0.section: a limit of kind seats"),
        (put(*PIN, "amount", value=-0.5), "pins.0.amount: -0.5 is out of range"),
        (put(*PIN, "amount", value="1"), "pins.0.amount: Input should be a valid"),
        (put(*PIN, "amount", value=1e300), "pins.0.amount: 1e.300 is out of range"),
        (put(*PIN, "km_to", value=0), "pins.0.km_to: km 0 to 0 is no stretch"),
        (put(*PIN, "from", value="8:00"), "pins.0.from: '8:00' is neither an hour"),
        (put(*PIN, "to", value=None), "pins.0.to: one of the two times is missing"),
        (put(*PIN, "reason", value="=1"), "pins.0.reason: '=1' begins like a formula"),
        (put(*PIN, "reason", value="x" * 601), "pins.0.reason: String should have at"),
        (put(*PIN, "origin", value="own"), "pins.0.origin: Input should be 'pin'"),
        (put(*PIN, "weapon", value=""), "pins.0.weapon: Extra inputs"),
        (put(*PARAMS, "pins", value=[{}] * 501), "params.pins: List should have at"),
        (put(*PARAMS, "teams_out", value=["x" * 65]), "params.teams_out.0"),
        (put(*PARAMS, "keep", value=-1.0), "params.keep"),
        (put(*PARAMS, "keep", value=1e300), "params.keep"),
        (put(*PARAMS, "spread", value=1.0), "params.spread"),
        (put(*PARAMS, "earlier", value={}), "params.earlier.content_hash"),
        (put(*PARAMS, "earlier", value=None), "hand_over: it takes over from a plan"),
        (put(*PARAMS, "earlier", "moment", value=54), "earlier.moment: it is not one"),
        (put(*PARAMS, "earlier", "moment", value=-1), "earlier.moment"),
        (put(*PARAMS, "earlier", "n_slots", value=20_001), "earlier.n_slots"),
        (put(*PARAMS, "earlier", "content_hash", value="0"), "earlier.content_hash"),
        (put(*LOOKS, "milli", value=[1, 2]), "adversary.looks: its lists are not of"),
        (put(*LOOKS, "milli", 0, value=0), "adversary.looks.milli.0"),
        (put(*LOOKS, "milli", 0, value=1_000_001), "adversary.looks.milli.0"),
        (put(*LOOKS, "milli", 0, value=0.5), "adversary.looks.milli.0"),
        (put(*LOOKS, "slot", value=[1, 0, 5]), "adversary.looks: a cell stands twice"),
        (put(*LOOKS, "slot", value=[0, 0, 5]), "adversary.looks: a cell stands twice"),
        (put(*LOOKS, "slot", value=[0, 1, 48]), "adversary.looks: a cell lies outside"),
        (put(*LOOKS, "reach", 2, value=2**53), "adversary.looks: a cell lies outside"),
        (put(*HAND_OVER, "foot-1", "end", value=[1.0]), "hand_over.foot-1: start and"),
        (put(*HAND_OVER, "foot-1", "end", value=[]), "hand_over.foot-1.end"),
        (put(*HAND_OVER, "foot-1", "end", 0, value=-0.1), "hand_over.foot-1.end.0"),
        (put(*HAND_OVER, "foot-1", "end", 0, value=1e5), "hand_over.foot-1.end.0"),
        (put("content", "limit_prices", "p-1", value=[-1.0]), "limit_prices.p-1.0"),
        (put("content", "limit_prices", "p-1", value=[1e13]), "limit_prices.p-1.0"),
        (put("content", "limit_prices", "p-1", value=[0.0] * 20_001), "limit_prices.p"),
        (put("content", "limit_prices", "x" * 65, value=[]), "limit_prices"),
        (put("content", "certificate", "bound_free", value="7"), "bound_free"),
        (put(*SHORTFALL, "slot", value=-2), "shortfalls.1.slot"),
        (put(*SHORTFALL, "slot", value=20_001), "shortfalls.1.slot"),
        (put(*SHORTFALL, "short", value=-0.5), "shortfalls.1.short"),
        (put(*SHORTFALL, "limit", value=""), "shortfalls.1.limit"),
    ],
)
def test_what_binds_a_plan_is_checked_like_its_tables(
    again: Path, change: Callable[[File], None], words: str
) -> None:
    reseal(again, change)
    with pytest.raises(InputError, match=words):
        load_plan(again)


def test_all_faults_are_told_at_once(path: Path) -> None:
    def change(file: File) -> None:
        del file["content"]["zone"]
        file["content"]["n_slots"] = "48"
        file["content"]["certificate"]["gap"] = []

    reseal(path, change)
    with pytest.raises(InputError) as caught:
        load_plan(path)
    for where in ("content.zone", "content.n_slots", "content.certificate.gap"):
        assert where in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda a: a.pop("odds"), "the array is missing"),
        (lambda a: a.update(more=np.zeros(3)), "unknown"),
        (lambda a: a.update(odds=a["odds"].astype(np.float32)), "float32"),
        (lambda a: a.update(odds=a["odds"][:-1]), "odds"),
        (lambda a: a.update(kind=a["kind"] + np.int8(90)), "no known kind"),
        (lambda a: a.update(odds=a["odds"] * np.nan), "not all are finite"),
        (lambda a: a.update(team=a["team"][::-1].copy()), "team by team"),
    ],
)
def test_arrays_of_another_form_are_refused(
    path: Path, change: Callable[[dict[str, Any]], None], words: str
) -> None:
    with_arrays(path, change)
    with pytest.raises(InputError, match=words):
        load_plan(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"format": NaN}',
        '{"format": 1, "format": 1}',
        "[" * 100_000,
        '{"a": ' * 50 + "1" + "}" * 50,
        '{"format": ' + "9" * 5000 + "}",
        '{"content": "\\ud800"}',
        "\ufeff{}",
    ],
)
def test_a_text_that_is_no_plan_is_refused(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(InputError, match="cannot be read"):
        load_plan(path)


def test_a_key_that_stands_twice_is_refused(path: Path) -> None:
    """Readers differ in which one they take: nobody would know what was approved."""
    path.write_text(
        path.read_text().replace('{"content":', '{"format":1,"content":', 1)
    )
    with pytest.raises(InputError, match="'format' stands twice"):
        load_plan(path)


def test_a_wrong_place_is_told_with_what_to_name(path: Path, tmp_path: Path) -> None:
    for wrong in (tmp_path / "no.json", tmp_path):
        with pytest.raises(InputError, match=r"[Nn]ame .*plan\.json"):
            load_plan(wrong)
    path.with_name("odds.npz").unlink()
    with pytest.raises(InputError, match=r"odds\.npz: there is no such file"):
        load_plan(path)


def test_a_file_over_its_cap_is_not_read(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(CAPS.plan_bytes + 1)
    with pytest.raises(InputError, match="are the most"):
        load_plan(path)
