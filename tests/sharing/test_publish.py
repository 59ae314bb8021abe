"""Everything leaves through ``publish``: whole or not at all, over nobody's data."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from fields import field_of, quick_plan
from small_theatre import write_small_theatre

from vedette.domain.plans import PlanParams
from vedette.domain.watch import WatchParams
from vedette.errors import InputError, OutputExistsError
from vedette.planning.watcher import watch_plan
from vedette.reading import load_theatre
from vedette.reading.plans import load_plan
from vedette.reading.rosters import load_roster
from vedette.sharing import Option, Package, publish
from vedette.sharing.package import Watched
from vedette.sharing.release import FORMATS

LIST = "SHA256SUMS"


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder, hidden files too."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def quick(package: Package) -> Package:
    """Plan and roster only: enough for the rules of writing, and fast."""
    return Package(package.theatre, package.plan, roster=package.roster)


def watched(package: Package) -> Package:
    """The package with what a watcher learns of a quick plan of its theatre."""
    theatre = package.theatre
    few = PlanParams(rounds=25, gap=0.0, threads=1, least_odds=0.1)
    field = field_of(theatre, few)
    watch = watch_plan(
        theatre, field.ground, field.window, field.risk, field.coverage,
        quick_plan(theatre, few), WatchParams(),
    )  # fmt: skip
    return replace(package, watch=Watched(field.window, watch, watch.sections))


def test_a_full_package_leaves_in_every_format(
    package: Package, tmp_path: Path
) -> None:
    written = publish(watched(package), tmp_path / "out")
    names = {path.relative_to(tmp_path / "out").as_posix() for path in written}
    assert {
        str(p) for p in snapshot(tmp_path / "out") if (tmp_path / "out" / p).is_file()
    } == names
    for each in FORMATS.values():
        if each.alone:
            continue
        for made in each.makes.split(", "):
            assert any(n == made or n.startswith(made) for n in names), made
    assert "options/host_alone/plan.json" in names
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_the_list_holds_every_file_with_its_hash(
    package: Package, tmp_path: Path
) -> None:
    written = publish(quick(package), tmp_path / "out")
    lines = (tmp_path / "out" / LIST).read_text().splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    names = {path.relative_to(tmp_path / "out").as_posix() for path in written}
    assert set(listed) == names - {LIST}
    for name, digest in listed.items():
        content = (tmp_path / "out" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest


def test_the_same_package_is_the_same_bytes(package: Package, tmp_path: Path) -> None:
    publish(package, tmp_path / "a")
    publish(package, tmp_path / "b")
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


def test_what_was_written_reads_back(package: Package, tmp_path: Path) -> None:
    publish(quick(package), tmp_path / "out")
    plan = load_plan(tmp_path / "out" / "plan.json")
    assert plan.content_hash == package.plan.content_hash
    assert load_roster(tmp_path / "out" / "roster.csv") == package.roster
    copy = load_theatre(tmp_path / "out" / "theatre")
    assert copy.content_hash == package.theatre.content_hash


def test_formats_without_their_parts_are_left_out(
    package: Package, tmp_path: Path
) -> None:
    publish(Package(package.theatre, package.plan), tmp_path / "out")
    top = {path.name for path in (tmp_path / "out").iterdir()}
    assert top == {"plan.json", "odds.npz", "theatre", LIST}


def test_wrong_wishes_are_told_together_and_nothing_is_written(
    package: Package, tmp_path: Path
) -> None:
    bare = Package(package.theatre, package.plan)
    with pytest.raises(InputError) as caught:
        publish(bare, tmp_path / "out", formats=("pdf", "roster", "figures", "options"))
    told = str(caught.value)
    for word in ("pdf is not a format", "a drawn roster", "picture", "another plan"):
        assert word in told
    with pytest.raises(InputError, match="the formats are"):
        publish(bare, tmp_path / "out", formats=())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", ["folder", "empty", "file", "dangling"])
def test_what_exists_is_not_touched_without_force(
    package: Package, tmp_path: Path, there: str
) -> None:
    out = tmp_path / "out"
    if there == "file":
        out.write_text("mine")
    elif there == "dangling":
        out.symlink_to(tmp_path / "nowhere")
    else:
        out.mkdir()
        if there == "folder":
            (out / "notes.txt").write_text("mine")
    before = snapshot(tmp_path)
    with pytest.raises(OutputExistsError, match="exists already"):
        publish(quick(package), out)
    with pytest.raises(OutputExistsError, match="exists already"):
        publish(quick(package), out, formats=("roster",))
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("there", ["folder", "file", "plan_only"])
def test_force_does_not_replace_what_is_not_ours(
    package: Package, tmp_path: Path, there: str
) -> None:
    out = tmp_path / "out"
    if there == "file":
        out.write_text("mine")
    else:
        out.mkdir()
        (out / ("plan.json" if there == "plan_only" else "notes.txt")).write_text(
            "mine"
        )
    before = snapshot(tmp_path)
    with pytest.raises(OutputExistsError, match=r"not written by Vedette|not a folder"):
        publish(quick(package), out, force=True)
    assert snapshot(tmp_path) == before


def test_force_replaces_ours_and_keeps_what_others_put_there(
    package: Package, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    publish(quick(package), out)
    (out / "remarks").mkdir()
    (out / "remarks" / "notes.txt").write_text("mine")
    (out / "plan.json").write_text("spoilt")
    publish(Package(package.theatre, package.plan), out, force=True)
    assert (out / "remarks" / "notes.txt").read_text() == "mine"
    assert not (out / "roster.csv").exists()
    load_plan(out / "plan.json")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    publish(quick(package), out, force=True)
    assert (out / "remarks" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["roster.csv", "roster.csv/notes.txt", "ics"])
def test_force_does_not_write_over_what_others_put_there(
    package: Package, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    publish(Package(package.theatre, package.plan), out)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    before = snapshot(tmp_path)
    with pytest.raises(OutputExistsError, match=f"put there by hand.*{name}"):
        publish(quick(package), out, force=True)
    assert snapshot(tmp_path) == before


def test_force_takes_an_empty_folder_and_follows_a_link(
    package: Package, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    publish(quick(package), tmp_path / "link", force=True)
    assert (tmp_path / "link").is_symlink()
    load_plan(tmp_path / "real" / "plan.json")


def test_one_format_of_one_file_is_that_file(package: Package, tmp_path: Path) -> None:
    out = tmp_path / "new" / "tuesday"
    assert publish(quick(package), out, formats=("roster",)) == (out,)
    assert load_roster(out) == package.roster
    out.write_text(out.read_text().splitlines()[0])
    publish(quick(package), out, formats=("roster",), force=True)
    assert load_roster(out) == package.roster
    with pytest.raises(OutputExistsError, match="not a file"):
        publish(quick(package), out.parent, formats=("roster",), force=True)
    notes = out.with_name("notes")
    notes.write_text("mine")
    with pytest.raises(OutputExistsError, match="not a file of the kind"):
        publish(quick(package), notes, formats=("roster",), force=True)
    assert notes.read_text() == "mine"
    notes.unlink()
    assert [path.name for path in out.parent.iterdir()] == ["tuesday"]


@pytest.mark.parametrize("formats", [("plan",), ("roster",)])
def test_a_place_that_cannot_be_written_leaves_nothing(
    package: Package, tmp_path: Path, formats: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("mine")
    before = snapshot(tmp_path)
    for out in (tmp_path / "file" / "out", tmp_path / "new" / "deep" / ("x" * 250)):
        with pytest.raises(InputError, match="cannot be written"):
            publish(quick(package), out, formats=formats)
        assert snapshot(tmp_path) == before


def test_a_theatre_changed_since_it_was_loaded_stops_everything(
    package: Package, tmp_path: Path
) -> None:
    folder = write_small_theatre(tmp_path / "small")
    theatre = load_theatre(folder)
    sites = folder / "sites.csv"
    sites.write_text(sites.read_text().replace("Upper mine", "Upper camp"))
    plan = replace(package.plan, theatre_hash=theatre.content_hash)
    with pytest.raises(InputError, match="changed since it was loaded"):
        publish(Package(theatre, plan), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_labels_cannot_lead_out_of_the_folder(package: Package, tmp_path: Path) -> None:
    option = package.compared_with[0]
    hostile = Option("../../out/of here: \x00*", option.plan, option.picture)
    wrapped = replace(quick(package), compared_with=(hostile,))
    publish(wrapped, tmp_path / "in" / "out", formats=("options",))
    found = list((tmp_path / "in" / "out" / "options").iterdir())
    assert [path.name for path in found] == ["out_of_here"]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
