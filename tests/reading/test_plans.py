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
from small_plan import small_package

from vedette.domain.plans import MoveTable, Plan
from vedette.domain.theatre import Theatre
from vedette.errors import CertificateError, InputError
from vedette.reading.canonical import canonical_json, hash_of
from vedette.reading.caps import CAPS
from vedette.reading.plans import load_plan
from vedette.sharing import Package, publish
from vedette.sharing.plan_files import plan_files

File = dict[str, Any]


@pytest.fixture(scope="module")
def package(small_theatre: Theatre) -> Package:
    return small_package(small_theatre)


@pytest.fixture
def path(package: Package, tmp_path: Path) -> Path:
    publish(Package(package.theatre, package.plan), tmp_path / "out")
    return tmp_path / "out" / "plan.json"


def reseal(path: Path, change: Callable[[File], None]) -> None:
    """Change a plan file and give it the hash of what it now holds."""
    file = json.loads(path.read_text())
    change(file)
    file["content_hash"] = hash_of(canonical_json(file["content"]))
    path.write_bytes(canonical_json(file))


def with_arrays(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the arrays beside a plan file and make all hashes fit."""
    odds = path.with_name("odds.npz")
    with np.load(odds) as found:
        arrays = {name: found[name] for name in found.files}
    change(arrays)
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)
    odds.write_bytes(held.getvalue())
    digest = hash_of(held.getvalue())
    reseal(path, lambda file: file["content"]["odds"].update(sha256=digest))


def assert_same(found: Plan, plan: Plan) -> None:
    for field in fields(Plan):
        a, b = getattr(found, field.name), getattr(plan, field.name)
        if field.name == "moves":
            assert list(a) == list(b)
            for team in b:
                assert_same_table(a[team], b[team])
        elif field.name == "weights":
            assert np.array_equal(a, b)
        elif field.name == "prices":
            assert {k: v.tolist() for k, v in a.items()} == {
                k: v.tolist() for k, v in b.items()
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


def test_written_again_it_is_the_same_bytes(package: Package, path: Path) -> None:
    files = plan_files(package.theatre, load_plan(path))
    assert files["plan.json"] == path.read_bytes()
    assert files["odds.npz"] == path.with_name("odds.npz").read_bytes()


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


def put(*keys: Any, value: Any) -> Callable[[File], None]:
    def change(file: File) -> None:
        inside = file
        for key in keys[:-1]:
            inside = inside[key]
        inside[keys[-1]] = value

    return change


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
        (put("content", "params", "days", value="1"), "content.params.days"),
        (put("content", "certificate", "loss", value=None), "content.certificate.loss"),
        (put("content", "certificate", "unseen_cells", value=-1), "unseen_cells"),
        (put("content", "adversary", "slot", value=[0, 1]), "content.adversary"),
        (put("content", "adversary", "slot", value=[0, 1, 48]), "content.adversary"),
        (put("content", "adversary", "slot", value=[0, 1, 1]), "content.adversary"),
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
    publish(Package(package.theatre, package.plan), out)
    return out / "plan.json"


@settings(max_examples=150, deadline=None)
@given(data=st.data(), value=JSON)
def test_any_value_anywhere_is_a_clear_answer(
    fuzzed: Path, package: Package, data: st.DataObject, value: Any
) -> None:
    """Whatever stands in whatever place: a plan, or one of our two errors."""
    file = json.loads(plan_files(package.theatre, package.plan)["plan.json"])
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
