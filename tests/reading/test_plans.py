"""``load_plan``: what was written comes back; what was changed or made up is told."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resealed import File, reseal
from small_plan import planned_again

from vedette.domain.plans import MoveTable, Plan
from vedette.errors import CertificateError, InputError
from vedette.reading.plans import load_plan
from vedette.sharing import Package, publish
from vedette.sharing.plan_files import plan_files


def assert_same(found: Plan, plan: Plan) -> None:
    for field in fields(Plan):
        a, b = getattr(found, field.name), getattr(plan, field.name)
        if field.name == "moves":
            assert list(a) == list(b)
            for team in b:
                assert_same_table(a[team], b[team])
        elif field.name in ("weights", "looks"):
            assert np.array_equal(a, b)
        elif field.name in ("prices", "limit_prices"):
            assert {k: v.tolist() for k, v in a.items()} == {
                k: v.tolist() for k, v in b.items()
            }
        elif field.name == "hand_over":
            assert {k: (v.start.tolist(), v.end.tolist()) for k, v in a.items()} == {
                k: (v.start.tolist(), v.end.tolist()) for k, v in b.items()
            }
        else:
            assert a == b, field.name


def assert_same_table(found: MoveTable, table: MoveTable) -> None:
    for field in fields(MoveTable):
        a, b = getattr(found, field.name), getattr(table, field.name)
        assert a.dtype == b.dtype
        assert np.array_equal(a, b, equal_nan=a.dtype.kind == "f"), field.name


def test_a_plan_comes_back_as_it_was(package: Package, path: Path) -> None:
    assert_same(load_plan(path), package.plan)


def test_one_for_the_rest_of_a_window_does_too(package: Package, again: Path) -> None:
    found = load_plan(again)
    assert_same(
        replace(found, content_hash=""),
        replace(planned_again(package.plan), content_hash=""),
    )
    assert found.params.pins[1].end.isoformat() == "2025-12-08T09:00:00+05:00"


@pytest.mark.parametrize("which", ["path", "again"])
def test_written_again_it_is_the_same_bytes(
    package: Package, which: str, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(which)
    files = plan_files(package.theatre, load_plan(path))
    assert files["plan.json"] == path.read_bytes()
    assert files["odds.npz"] == path.with_name("odds.npz").read_bytes()


def test_prices_of_nothing_are_not_written(package: Package, again: Path) -> None:
    plan = load_plan(again)
    more = {**plan.limit_prices, "p-2": np.zeros(3)}
    files = plan_files(package.theatre, replace(plan, limit_prices=more))
    assert files["plan.json"] == again.read_bytes()


def test_a_plan_of_older_rules_is_told_what_to_do(path: Path) -> None:
    def older(file: File) -> None:
        file["content"]["rules"]["moves"] = 1
        del file["content"]["params"]["pins"]

    reseal(path, older)
    with pytest.raises(InputError, match="made by an older version") as caught:
        load_plan(path)
    assert "content.rules" in str(caught.value)
    assert str(caught.value).endswith("plan again.")
    assert str(caught.value).count("\n") == 1


def test_what_a_run_took_is_not_in_the_hash(package: Package) -> None:
    slower = replace(
        package.plan, effort=replace(package.plan.effort, seconds=99.0), trace=()
    )
    files = plan_files(package.theatre, slower)
    file = json.loads(files["plan.json"])
    assert file["content_hash"] == package.plan.content_hash
    assert file["effort"]["seconds"] == 99.0


def test_weights_are_whole_parts_of_a_billion(package: Package) -> None:
    files = plan_files(package.theatre, package.plan)
    parts = json.loads(files["plan.json"])["content"]["adversary"]["weight_ppb"]
    assert sum(parts) == 1_000_000_000
    assert all(isinstance(part, int) for part in parts)


def test_an_archive_tells_no_time_and_no_system(package: Package) -> None:
    odds = plan_files(package.theatre, package.plan)["odds.npz"]
    with zipfile.ZipFile(io.BytesIO(odds)) as archive:
        assert {each.date_time for each in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }


def other_loss(path: Path) -> None:
    text = path.read_text()
    assert text.count('"loss":7.25,"loss_seen"') == 1
    path.write_text(text.replace('"loss":7.25,"loss_seen"', '"loss":7.0,"loss_seen"'))


def a_broken_byte(path: Path) -> None:
    odds = bytearray(path.with_name("odds.npz").read_bytes())
    odds[len(odds) // 2] ^= 0x10
    path.with_name("odds.npz").write_bytes(odds)


def cut_short(path: Path) -> None:
    odds = path.with_name("odds.npz")
    odds.write_bytes(odds.read_bytes()[:-200])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (other_loss, "plan.json: its content does not fit content_hash"),
        (a_broken_byte, "odds.npz: it does not fit the hash"),
        (cut_short, "odds.npz: it does not fit the hash"),
    ],
)
def test_a_change_is_told_by_the_hash_that_no_longer_fits(
    path: Path, change: Callable[[Path], None], words: str
) -> None:
    change(path)
    with pytest.raises(CertificateError, match=words) as caught:
        load_plan(path)
    assert caught.value.exit_code == 5
    assert str(caught.value).count("hash") == words.count("hash") + 1  # rule hash


def test_both_hashes_are_told_together(path: Path) -> None:
    other_loss(path)
    a_broken_byte(path)
    with pytest.raises(CertificateError, match=r"(?s)plan\.json.*odds\.npz"):
        load_plan(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def fuzzed(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("fuzz") / "out"
    publish(Package(package.theatre, planned_again(package.plan)), out)
    return out / "plan.json"


@settings(max_examples=150, deadline=None)
@given(data=st.data(), value=JSON)
def test_any_value_anywhere_is_a_clear_answer(
    fuzzed: Path, package: Package, data: st.DataObject, value: Any
) -> None:
    """Whatever stands in whatever place: a plan, or one of our two errors."""
    plan = planned_again(package.plan)
    file = json.loads(plan_files(package.theatre, plan)["plan.json"])
    inside: Any = file
    while True:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        key = data.draw(st.sampled_from(keys))
        deeper = isinstance(inside[key], dict | list) and inside[key]
        if not deeper or data.draw(st.booleans()):
            break
        inside = inside[key]
    inside[key] = value
    fuzzed.write_text(json.dumps(file))
    try:
        load_plan(fuzzed)
    except (InputError, CertificateError) as error:
        assert "plan" in str(error)  # noqa: PT017
