"""A user's elevation goes into his own theatre whole or not at all."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_rasters import write_tif
from small_theatre import write_small_theatre

from vedette.desk.elevation import OwnElevation, put_elevation
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.terrain.line import position_at

ARC = 1 / 3600


def hills(lon, lat):
    return 900 + 200 * np.sin(40 * lon) * np.cos(40 * lat)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def tile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiles")
    return write_tif(
        folder / "tile.tif", 67.0, 39.0, 6 * ARC, (1200, 1500), height=hills
    )


@pytest.fixture
def asked(tile: Path) -> OwnElevation:
    return OwnElevation((tile,), 18.0, 7.0, "Made hills", "CC0-1.0")


def test_grid_notice_and_layer_are_written(
    small_theatre_folder: Path, asked: OwnElevation
) -> None:
    before = load_theatre(small_theatre_folder)
    report = put_elevation(small_theatre_folder, asked)
    after = load_theatre(small_theatre_folder)
    assert report.written
    assert report.left_over == "ground/elevation.npz"
    assert after.elevation.error_m == 7.0
    assert after.elevation.step_lon == pytest.approx(18 * ARC)
    layer = next(each for each in after.layers if each.name == "elevation")
    assert layer.credit == "Made hills"
    assert layer.file == "terrain/elevation.npz"
    notice = (small_theatre_folder / layer.notice).read_text()
    assert "tile.tif" in notice
    assert "Stated error: 7 m" in notice
    assert replace(
        after, elevation=before.elevation, layers=(), content_hash=""
    ).id == (before.id)
    lon = after.elevation.west + after.elevation.step_lon * 100
    lat = after.elevation.north - after.elevation.step_lat * 50
    assert after.elevation.height_m[50, 100] == pytest.approx(hills(lon, lat), abs=1.5)


def test_the_new_grid_covers_what_the_old_one_did(
    small_theatre_folder: Path, asked: OwnElevation
) -> None:
    old = load_theatre(small_theatre_folder).elevation
    report = put_elevation(small_theatre_folder, asked)
    assert report.west <= old.west - old.step_lon / 2 + 1e-9
    assert report.north >= old.north + old.step_lat / 2 - 1e-9
    assert report.difference is not None


def test_nothing_changes_on_a_dry_run(
    small_theatre_folder: Path, asked: OwnElevation
) -> None:
    before = tree(small_theatre_folder)
    report = put_elevation(small_theatre_folder, asked, dry_run=True)
    assert not report.written
    assert tree(small_theatre_folder) == before


def test_the_same_files_make_the_same_theatre(
    tmp_path: Path, asked: OwnElevation
) -> None:
    hashes = set()
    for name in ("one", "two"):
        folder = write_small_theatre(tmp_path / name)
        put_elevation(folder, asked)
        hashes.add(load_theatre(folder).content_hash)
    assert len(hashes) == 1


def test_a_theatre_without_a_sound_grid_gets_one(
    tmp_path: Path, asked: OwnElevation
) -> None:
    """The way to begin with a frontier of one's own."""
    folder = write_small_theatre(tmp_path / "t")
    (folder / "ground" / "elevation.npz").unlink()
    report = put_elevation(folder, asked)
    assert load_theatre(folder).elevation.error_m == 7.0
    assert report.difference is None
    assert report.west < 68.0 - 0.6


def test_the_river_is_carved_if_asked(
    small_theatre_folder: Path, asked: OwnElevation
) -> None:
    report = put_elevation(small_theatre_folder, replace(asked, carve=True))
    theatre = load_theatre(small_theatre_folder)
    grid = theatre.elevation
    lon, lat = position_at(theatre.border, np.arange(0.0, 40.0, 0.1))
    row = np.rint((grid.north - lat) / grid.step_lat).astype(int)
    col = np.rint((lon - grid.west) / grid.step_lon).astype(int)
    assert (np.diff(grid.height_m[row, col].astype(int)) >= 0).all()
    assert report.carved > 0


class TestVoids:
    @pytest.fixture
    def half(self, tmp_path: Path, asked: OwnElevation) -> OwnElevation:
        tile = write_tif(
            tmp_path / "half.tif", 67.0, 39.0, 6 * ARC, (1200, 800), height=hills
        )
        return replace(asked, files=(tile,), licence="ODbL-1.0")

    def test_refused(self, small_theatre_folder: Path, half: OwnElevation) -> None:
        before = tree(small_theatre_folder)
        with pytest.raises(InputError, match="have no height"):
            put_elevation(small_theatre_folder, half)
        assert tree(small_theatre_folder) == before

    def test_filled_and_both_credited(
        self, small_theatre_folder: Path, half: OwnElevation
    ) -> None:
        report = put_elevation(small_theatre_folder, replace(half, fill=True))
        assert report.filled > 1000
        theatre = load_theatre(small_theatre_folder)
        layer = next(each for each in theatre.layers if each.name == "elevation")
        assert layer.credit.startswith("Made hills; voids filled from: ")
        assert layer.licence == "ODbL-1.0 AND CC0-1.0"


class TestRefused:
    def test_the_built_in_theatre(self, asked: OwnElevation) -> None:
        with pytest.raises(InputError, match="comes with the program"):
            put_elevation("tajik_afghan", asked)

    def test_what_is_said_of_it(
        self, small_theatre_folder: Path, asked: OwnElevation
    ) -> None:
        odd = replace(asked, credit="=cmd()", licence="")
        with pytest.raises(InputError) as caught:
            put_elevation(small_theatre_folder, odd)
        assert "--credit" in str(caught.value)
        assert "--licence" in str(caught.value)

    def test_a_theatre_that_would_not_be_sound(
        self, small_theatre_folder: Path, asked: OwnElevation
    ) -> None:
        (small_theatre_folder / "teams.csv").write_text("id,name\nx,y\n")
        before = tree(small_theatre_folder)
        with pytest.raises(InputError, match="nothing was written") as caught:
            put_elevation(small_theatre_folder, asked)
        assert "teams.csv" in str(caught.value)
        assert tree(small_theatre_folder) == before

    def test_a_folder_without_a_border(
        self, tmp_path: Path, asked: OwnElevation
    ) -> None:
        folder = write_small_theatre(tmp_path / "t")
        (folder / "ground" / "border.geojson").write_text("{}")
        with pytest.raises(InputError, match=r"border\.geojson"):
            put_elevation(folder, asked)


def test_a_notice_of_another_layer_is_not_overwritten(
    tmp_path: Path, asked: OwnElevation
) -> None:
    folder = write_small_theatre(tmp_path / "t")
    head = (folder / "theatre.toml").read_text()
    (folder / "terrain").mkdir()
    (folder / "terrain" / "NOTICE.txt").write_text("of the track")
    parts = head.split("[layers.track]")
    parts[1] = parts[1].replace("ground/NOTICE.txt", "terrain/NOTICE.txt", 1)
    (folder / "theatre.toml").write_text("[layers.track]".join(parts))
    load_theatre(folder)
    put_elevation(folder, asked)
    assert (folder / "terrain" / "NOTICE.txt").read_text() == "of the track"
    layers = tomllib.loads((folder / "theatre.toml").read_text())["layers"]
    assert layers["elevation"]["notice"] == "terrain/NOTICE-elevation.txt"
