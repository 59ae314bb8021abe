"""What was seen is kept under all that it depends on, whole or not at all."""

import os
from dataclasses import replace

import numpy as np
import pytest
from made_ground import HEAT, MODEL, make_theatre

from vedette.domain.theatre import Carrier
from vedette.reading.caps import CAPS
from vedette.terrain import sight, sight_cache
from vedette.terrain.corridor import lay_corridor
from vedette.terrain.ground import survey_ground
from vedette.terrain.sight import survey_sights
from vedette.terrain.sight_cache import KEPT, find_folder, make_key

THEATRE = make_theatre()
GROUND = survey_ground(THEATRE, 5.0)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A cache of its own for every test."""
    monkeypatch.setenv("VEDETTE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def is_same(one, other):
    return one.keys() == other.keys() and all(
        np.array_equal(getattr(one[kind], name), getattr(other[kind], name))
        and getattr(one[kind], name).dtype == getattr(other[kind], name).dtype
        for kind in one
        for name in ("start", "cell", "range_km")
    )


def forbid_looking(monkeypatch):
    def looked(*_):
        raise AssertionError("it was worked out again")

    monkeypatch.setattr(sight, "_survey_kind", looked)


def test_the_second_time_nothing_is_worked_out(monkeypatch):
    first = survey_sights(THEATRE, GROUND)
    forbid_looking(monkeypatch)
    again = survey_sights(THEATRE, GROUND)
    assert is_same(first.seen, again.seen)
    assert np.array_equal(first.corridor.cell_lon, again.corridor.cell_lon)


def test_without_a_cache_nothing_is_read_or_written(folder, monkeypatch):
    survey_sights(THEATRE, GROUND, cache=False)
    assert not folder.exists()
    survey_sights(THEATRE, GROUND)
    forbid_looking(monkeypatch)
    with pytest.raises(AssertionError, match="again"):
        survey_sights(THEATRE, GROUND, cache=False)


def test_off_means_off(folder, monkeypatch):
    monkeypatch.setenv("VEDETTE_CACHE", "off")
    survey_sights(THEATRE, GROUND)
    assert find_folder() is None
    assert not folder.exists()


def test_the_users_own_folder_is_the_usual_one(monkeypatch, tmp_path):
    monkeypatch.delenv("VEDETTE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find_folder() == tmp_path / "vedette"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_folder() == tmp_path / ".cache" / "vedette"


def shifted_height():
    height = THEATRE.elevation.height_m.copy()
    height[3, 4] += 1
    return replace(THEATRE.elevation, height_m=height)


def with_model(**changes):
    return replace(THEATRE, model=replace(MODEL, **changes))


def with_carrier(carrier):
    return with_model(carriers={**MODEL.carriers, "foot": carrier})


FARTHER = replace(HEAT, half_km={**HEAT.half_km, "night": 2.0})
CHANGES = {
    "a height": replace(THEATRE, elevation=shifted_height()),
    "the grid's place": replace(
        THEATRE, elevation=replace(THEATRE.elevation, west=67.9001)
    ),
    "the line": replace(
        THEATRE, border=replace(THEATRE.border, lat=THEATRE.border.lat + 1e-4)
    ),
    "the track": make_theatre(track_spans=[(0.0, 30.0)]),
    "no track": make_theatre(track_spans=[]),
    "the corridor": with_model(corridor_km=4.0),
    "the parts": with_model(part_km=2.0),
    "the person": with_model(person_m=1.6),
    "refraction": with_model(refraction=0.0),
    "a sensor": with_model(sensors={**MODEL.sensors, "heat": FARTHER}),
    "the eye": with_carrier(Carrier(2.0, ("eye", "heat"))),
    "what is carried": with_carrier(Carrier(1.7, ("eye",))),
    "kinds": with_model(carriers={"foot": MODEL.carriers["foot"]}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_sight_depends_on_changes_the_name(change):
    assert make_key(CHANGES[change], GROUND) != make_key(THEATRE, GROUND)


def test_reaches_and_the_programs_version_change_the_name(monkeypatch):
    key = make_key(THEATRE, GROUND)
    assert make_key(THEATRE, survey_ground(THEATRE, 2.0)) != key
    monkeypatch.setattr(sight_cache, "VERSION", 0)
    assert make_key(THEATRE, GROUND) != key


def test_what_sight_does_not_depend_on_keeps_the_name():
    other = replace(
        THEATRE,
        name="Other",
        elevation=replace(THEATRE.elevation, error_m=99.0),
        model=replace(MODEL, boat_kmh=20.0),
    )
    assert make_key(other, GROUND) == make_key(THEATRE, GROUND)


def spoil(change):
    """A way of writing the kept file again with its arrays changed."""

    def write(path):
        with np.load(path) as held:
            arrays = dict(held)
        np.savez(path, **change(arrays))

    return write


def cut_in_half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_a_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def changed(name, at, value):
    def change(arrays):
        arrays[name] = arrays[name].copy()
        arrays[name].flat[at] = value
        return arrays

    return spoil(change)


SPOILT = {
    "cut": cut_in_half,
    "a byte": flip_a_byte,
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("not an archive"),
    "an object": spoil(lambda held: {**held, "cell": np.array([{}], dtype=object)}),
    "another type": spoil(lambda held: {**held, "cell": held["cell"].astype(np.int64)}),
    "one more array": spoil(lambda held: {**held, "more": np.zeros(3)}),
    "one array less": spoil(
        lambda held: {"start": held["start"], "cell": held["cell"]}
    ),
    "fewer cells": spoil(lambda held: {**held, "cell": held["cell"][:-1]}),
    "fewer parts": spoil(lambda held: {**held, "start": held["start"][:, :-1]}),
    "a kind less": spoil(lambda held: {**held, "start": held["start"][:-1]}),
    "no parts": spoil(lambda held: {**held, "start": held["start"][:0]}),
    "a cell that is none": changed("cell", 5, 1_000_000),
    "a negative cell": changed("cell", 5, -1),
    "no range": changed("range_km", 5, np.nan),
    "a negative range": changed("range_km", 5, -1.0),
    "a start that goes back": changed("start", 3, 1_000_000),
    "a first start": changed("start", 0, 1),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_is_worked_out_again_and_written_anew(folder, monkeypatch, how):
    first = survey_sights(THEATRE, GROUND)
    (path,) = folder.iterdir()
    sound = path.read_bytes()
    SPOILT[how](path)
    assert path.read_bytes() != sound
    assert is_same(survey_sights(THEATRE, GROUND).seen, first.seen)
    forbid_looking(monkeypatch)
    assert is_same(survey_sights(THEATRE, GROUND).seen, first.seen)


def test_a_file_that_is_too_large_is_not_read(folder):
    survey_sights(THEATRE, GROUND)
    (path,) = folder.iterdir()
    with path.open("ab") as file:
        file.truncate(CAPS.npz_bytes + 1)
    kinds = tuple(MODEL.carriers)
    corridor = lay_corridor(THEATRE, GROUND)
    assert sight_cache.find_seen(make_key(THEATRE, GROUND), kinds, corridor) is None


def test_what_would_be_too_large_is_not_kept(folder, monkeypatch):
    monkeypatch.setattr(sight_cache, "CAPS", replace(CAPS, npz_bytes=1000))
    survey_sights(THEATRE, GROUND)
    assert not folder.exists()


def test_a_folder_that_cannot_be_is_no_fault(folder):
    folder.write_text("a file stands in its place")
    assert survey_sights(THEATRE, GROUND).seen["foot"].cell.size


def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch):
    def fail(*_):
        raise OSError("no space left on the device")

    monkeypatch.setattr("vedette.terrain.sight_cache.Path.replace", fail)
    survey_sights(THEATRE, GROUND)
    assert list(folder.iterdir()) == []


def test_only_the_newest_files_are_kept(folder):
    folder.mkdir()
    for age in range(KEPT + 3):
        path = folder / f"sights-{age}.npz"
        path.write_bytes(b"")
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    (folder / "notes.txt").write_text("someone else's")
    survey_sights(THEATRE, GROUND)
    names = {path.name for path in folder.iterdir()}
    own = {f"sights-{make_key(THEATRE, GROUND)}.npz", "notes.txt"}
    assert names == own | {f"sights-{age}.npz" for age in range(KEPT - 1)}


def test_the_folder_is_the_users_alone(folder):
    survey_sights(THEATRE, GROUND)
    assert folder.stat().st_mode & 0o777 == 0o700
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
