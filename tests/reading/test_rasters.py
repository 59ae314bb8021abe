"""Users' elevation: degrees and projections, mosaics, voids, files that do harm."""

import sys

import numpy as np
import pytest
from small_rasters import need_rasterio, plane, write_hgt, write_tif

from vedette.errors import InputError
from vedette.reading import rasters
from vedette.reading.frames import make_frame
from vedette.reading.mosaic import read_mosaic

FRAME = make_frame((70.2, 38.2, 70.4, 38.4), 15.0)
ARC = 1 / 3600


@pytest.fixture
def library():
    return need_rasterio()


def wanted(frame=FRAME):
    lon = frame.west + frame.step * np.arange(frame.n_cols)
    lat = frame.north - frame.step * np.arange(frame.n_rows)
    return plane(*np.meshgrid(lon, lat))


def off(mosaic):
    return float(np.nanmax(np.abs(mosaic.height_m - wanted(mosaic.frame))))


@pytest.mark.usefixtures("library")
class TestOnAGridOfDegrees:
    def test_fine_cells_get_their_mean(self, tmp_path):
        """Of a plane, the mean over a cell is its middle's height."""
        path = write_tif(tmp_path / "a.tif", 70.1, 38.5, 3 * ARC, (480, 480))
        mosaic = read_mosaic([path], FRAME)
        assert mosaic.sources[0].is_coarsened
        assert not mosaic.voids.any()
        assert off(mosaic) < 0.05

    def test_a_lone_peak_is_averaged_not_picked(self, tmp_path):
        def peak(lon, lat):
            return np.where((abs(lon - 70.3) < ARC) & (abs(lat - 38.3) < ARC), 1250, 0)

        path = write_tif(
            tmp_path / "a.tif", 70.1, 38.5, 3 * ARC, (480, 480), height=peak
        )
        found = read_mosaic([path], FRAME).height_m
        assert found.max() < 1250
        assert float(found.sum()) * 25 == pytest.approx(
            1250 * (found > 0).sum(), rel=0.5
        )

    def test_coarse_cells_are_bilinear(self, tmp_path):
        path = write_tif(tmp_path / "a.tif", 70.0, 38.6, 40 * ARC, (60, 60))
        mosaic = read_mosaic([path], FRAME)
        assert not mosaic.sources[0].is_coarsened
        assert off(mosaic) < 0.01

    def test_utm_fine_and_coarse(self, tmp_path):
        """Each height lies where it lies, to a metre or so of a slope of 4 %."""
        for step, shape, most in ((90.0, (500, 500), 1.5), (900.0, (50, 50), 0.05)):
            path = write_tif(
                tmp_path / f"{step:g}.tif", 590_000, 4_260_000, step, shape,
                crs="EPSG:32642",
            )  # fmt: skip
            mosaic = read_mosaic([path], FRAME)
            assert not mosaic.voids.any()
            assert off(mosaic) < most

    def test_another_zone_and_another_datum(self, tmp_path):
        utm43 = write_tif(
            tmp_path / "a.tif", 70_000, 4_270_000, 90.0, (600, 600), crs="EPSG:32643"
        )
        assert off(read_mosaic([utm43], FRAME)) < 1.5

    def test_hgt_tiles(self, tmp_path):
        mosaic = read_mosaic([write_hgt(tmp_path, 38, 70)], FRAME)
        assert not mosaic.voids.any()
        assert off(mosaic) < 0.6  # whole metres
        assert mosaic.sources[0].cell_m == pytest.approx(82, abs=2)

    def test_a_frame_lies_at_whole_steps(self):
        assert FRAME.west == pytest.approx(70.2 + 7.5 * ARC)
        assert FRAME.north == pytest.approx(38.4 - 7.5 * ARC)
        assert (FRAME.n_rows, FRAME.n_cols) == (48, 48)


@pytest.mark.usefixtures("library")
class TestMosaics:
    def test_no_seam_between_tiles(self, tmp_path):
        """The seam runs through the middle of cells of the frame."""
        west = write_tif(tmp_path / "w.tif", 70.1, 38.5, 3 * ARC, (480, 243))
        east = write_tif(
            tmp_path / "e.tif", 70.1 + 243 * 3 * ARC, 38.5, 3 * ARC, (480, 237)
        )
        mosaic = read_mosaic([west, east], FRAME)
        assert not mosaic.voids.any()
        assert off(mosaic) < 0.05

    def test_tiles_of_two_projections(self, tmp_path):
        degrees = write_tif(tmp_path / "w.tif", 70.1, 38.5, 3 * ARC, (480, 243))
        utm = write_tif(
            tmp_path / "e.tif", 610_000, 4_260_000, 90.0, (500, 400), crs="EPSG:32642"
        )
        mosaic = read_mosaic([degrees, utm], FRAME)
        assert not mosaic.voids.any()
        assert off(mosaic) < 1.5

    def test_where_tiles_overlap_the_mean_of_both(self, tmp_path):
        def low(lon, lat):
            return np.full(lon.shape, 100.0)

        def high(lon, lat):
            return np.full(lon.shape, 200.0)

        paths = [
            write_tif(
                tmp_path / f"{n}.tif", 70.1, 38.5, 3 * ARC, (480, 480), height=each
            )
            for n, each in enumerate((low, high))
        ]
        assert read_mosaic(paths, FRAME).height_m == pytest.approx(150.0, abs=1e-3)

    def test_tiles_elsewhere_are_not_used(self, tmp_path):
        here = write_hgt(tmp_path, 38, 70)
        mosaic = read_mosaic([here, write_hgt(tmp_path, 10, 10)], FRAME)
        assert mosaic.unused == ("N10E010.hgt",)
        with pytest.raises(InputError, match="None of the files covers"):
            read_mosaic([tmp_path / "N10E010.hgt"], FRAME)

    def test_what_no_tile_covers_is_void(self, tmp_path):
        path = write_tif(tmp_path / "w.tif", 70.1, 38.5, 3 * ARC, (480, 240))
        voids = read_mosaic([path], FRAME).voids
        assert voids[:, 24:].all()
        assert not voids[:, :24].any()


@pytest.mark.usefixtures("library")
class TestVoids:
    @pytest.mark.parametrize("mark", [-32768, -9999])
    def test_marked_or_not(self, tmp_path, mark):
        def holed(lon, lat):
            return np.where((lon > 70.29) & (lat < 38.31), mark, plane(lon, lat))

        paths = [
            write_tif(
                tmp_path / f"{nodata}.tif", 70.1, 38.5, 3 * ARC, (480, 480),
                height=holed, dtype="int16", nodata=nodata,
            )
            for nodata in (mark, None)
        ]  # fmt: skip
        first, second = (read_mosaic([path], FRAME) for path in paths)
        assert 0.1 < first.voids.mean() < 0.4
        assert (first.voids == second.voids).all()
        assert off(first) < 8.0  # what is left of a cell at the hole's edge

    def test_nan(self, tmp_path):
        def holed(lon, lat):
            return np.where(lon > 70.3, np.nan, plane(lon, lat))

        path = write_tif(
            tmp_path / "a.tif", 70.0, 38.6, 40 * ARC, (60, 60), height=holed
        )
        voids = read_mosaic([path], FRAME).voids
        assert voids[:, 26:].all()
        assert not voids[:, :22].any()


@pytest.mark.usefixtures("library")
class TestRefused:
    def refused(self, *paths):
        with pytest.raises(InputError) as caught:
            read_mosaic(paths, FRAME)
        return str(caught.value)

    def good(self, tmp_path, name="a.tif", **changes):
        return write_tif(tmp_path / name, 70.1, 38.5, 9 * ARC, (160, 160), **changes)

    @pytest.mark.parametrize(
        "changes, words",
        [
            ({"bands": 3}, "it has 3 bands"),
            ({"dtype": "uint8", "height": lambda x, y: x * 0}, "a picture rather than"),
            ({"crs": None}, "no coordinate reference system"),
            (
                {"height": lambda x, y: x * 0 + 20_000},
                "cells lie below -500 m or above 9,000 m",
            ),
            ({"height": lambda x, y: x * 0 - 600}, "cells lie below"),
        ],
    )
    def test_what_is_no_elevation(self, tmp_path, changes, words):
        assert words in self.refused(self.good(tmp_path, **changes))

    def test_feet_and_scaled_cells(self, tmp_path):
        rasterio = need_rasterio()
        feet, scaled = self.good(tmp_path, "f.tif"), self.good(tmp_path, "s.tif")
        with rasterio.open(feet, "r+") as raster:
            raster.units = ("ft",)
        with rasterio.open(scaled, "r+") as raster:
            raster.scales = (0.1,)
        told = self.refused(feet, scaled)
        assert "f.tif: its heights are in 'ft'; convert them to metres" in told
        assert "s.tif: its cells are scaled by 0.1" in told

    def test_every_fault_of_every_file_at_once(self, tmp_path):
        one = self.good(tmp_path, "one.tif", bands=2)
        two = self.good(tmp_path, "two.tif", crs=None)
        told = self.refused(one, two, tmp_path / "three.tif", tmp_path / "four.vrt")
        assert told.count("\n  - ") == 4
        assert "three.tif: it cannot be opened (No such file or directory)" in told
        assert "four.vrt: its name does not end in" in told

    def test_what_pretends_to_be_a_geotiff(self, tmp_path):
        """A virtual raster could name files and hosts of its choice."""
        inner = self.good(tmp_path, "inner.tif")
        virtual = tmp_path / "virtual.tif"
        virtual.write_text(
            '<VRTDataset rasterXSize="160" rasterYSize="160"><SRS>EPSG:4326</SRS>'
            "<GeoTransform>70.1,0.0025,0,38.5,0,-0.0025</GeoTransform>"
            '<VRTRasterBand dataType="Float32" band="1"><SimpleSource>'
            f"<SourceFilename>{inner}</SourceFilename></SimpleSource></VRTRasterBand>"
            "</VRTDataset>"
        )
        assert "cannot be read as GeoTIFF or .hgt" in self.refused(virtual)
        text = tmp_path / "text.hgt"
        text.write_text("not heights")
        assert "cannot be read" in self.refused(text)

    def test_side_files_are_not_opened(self, tmp_path):
        """Beside a sound file lies one that would make half of it void."""
        path = self.good(tmp_path)
        (tmp_path / "a.tif.aux.xml").write_text(
            '<PAMDataset><PAMRasterBand band="1"><NoDataValue>1500</NoDataValue>'
            "<Offset>5000</Offset><Scale>2</Scale></PAMRasterBand></PAMDataset>"
        )
        assert off(read_mosaic([path], FRAME)) < 0.05

    def test_a_file_cut_short(self, tmp_path):
        path = self.good(tmp_path, compress="deflate")
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
        assert "a.tif: it cannot be read" in self.refused(path)

    def test_a_size_that_would_fill_the_machine(self, tmp_path):
        """A file of a few kB may say that it holds two thousand million cells."""
        rasterio = need_rasterio()
        path = tmp_path / "huge.tif"
        with rasterio.open(
            path, "w", driver="GTiff", height=50_000, width=50_000, count=1,
            dtype="int16", crs="EPSG:4326", sparse_ok=True, tiled=True,
            transform=rasterio.Affine(ARC, 0, 70, 0, -ARC, 39),
        ):  # fmt: skip
            pass
        assert path.stat().st_size < 1_000_000
        assert "it has 50,000 rows and 50,000 columns" in self.refused(path)

    def test_pieces_that_would_fill_the_machine(self, tmp_path, monkeypatch):
        monkeypatch.setattr(rasters, "CAPS", rasters.RasterCaps(block_cells=100))
        assert "it is packed in pieces of" in self.refused(self.good(tmp_path))

    def test_a_file_too_large(self, tmp_path, monkeypatch):
        monkeypatch.setattr(rasters, "CAPS", rasters.RasterCaps(file_bytes=1000))
        assert "where 1,000 are the most" in self.refused(self.good(tmp_path))

    def test_too_many_files(self, tmp_path, monkeypatch):
        monkeypatch.setattr(rasters, "CAPS", rasters.RasterCaps(files=1))
        path = self.good(tmp_path)
        assert "2 files are too many" in self.refused(path, path)
        assert "at least one" in self.refused()

    def test_folders_and_pipes(self, tmp_path):
        (tmp_path / "folder.tif").mkdir()
        assert "it is not a plain file" in self.refused(tmp_path / "folder.tif")

    @pytest.mark.parametrize("step", [0.1, 1000.0, float("nan")])
    def test_steps_that_cannot_be_used(self, step):
        with pytest.raises(InputError, match="arc-seconds"):
            make_frame((70.0, 38.0, 71.0, 39.0), step)

    def test_a_step_that_makes_too_many_cells(self):
        with pytest.raises(
            InputError, match=r"from about 2\.\d arc-seconds on it fits"
        ):
            make_frame((67.0, 36.4, 75.5, 39.7), 1.0)


def test_without_the_library(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "rasterio", None)
    (tmp_path / "a.tif").write_bytes(b"")
    with pytest.raises(InputError, match=r"pip install 'vedette\[geotiff\]'"):
        read_mosaic([tmp_path / "a.tif"], FRAME)
