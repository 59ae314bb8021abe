"""The elevation grid: what is wrong with it, and files made to do harm."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import small_theatre as small
from reading_faults import load_faults, one_fault
from small_theatre import write_small_theatre

from vedette.reading.caps import CAPS

GRID_FAULTS = [
    ({"west": np.float64(68.2)}, "and misses 18.0 of 61.4 km of the border (km 0.0 to"
     " 18.0); extend it to longitude 68.000 to 68.680"),
    ({"west": np.float64("nan")}, "west: nan is not finite; give a number from -180"),
    ({"step_lon": np.float64(-1.0)}, "step_lon: -1.0 is out of range"),
    ({"error_m": 10}, "error_m: it is int64 of 0 dimensions; save one float64"),
    ({"north": np.zeros(3)}, "north: it is float64 of 1 dimensions; save one float64"),
    ({"height_m": np.zeros((3, 3))}, "height_m: it is float64 of 2 dimensions; save"),
    ({"height_m": np.full((100, 180), -32768, np.int16)}, "height_m: 18,000 cells lie"),
    ({"height_m": np.zeros((1, 180), np.int16)}, "height_m: its shape is (1, 180)"),
    ({"height_m": np.array([[None]])}, "height_m: it does not hold plain numbers"),
    ({"height_m": np.zeros((2, 2, 2), np.int16)}, "height_m: it is int16 of 3 dim"),
    ({"names": np.zeros(2)}, "array 'names.npy' is unknown; take it out"),
    ({"step_lon": np.float64(1.0), "west": np.float64(67.5)}, "leave the globe"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning:numpy")
@pytest.mark.parametrize("arrays, said", GRID_FAULTS)
def test_grid(tmp_path: Path, arrays: dict[str, Any], said: str) -> None:
    told = load_faults(write_small_theatre(tmp_path, elevation=arrays))
    grid = [each for each in told if each.startswith("ground/elevation.npz")]
    assert said in grid[0]


def test_a_grid_that_is_no_archive(tmp_path: Path) -> None:
    files = {"ground/elevation.npz": b"PK\x03\x04 but no more"}
    told = one_fault(write_small_theatre(tmp_path, files=files))
    assert "ground/elevation.npz: this is not a sound .npz file" in told


def test_a_grid_that_lacks_an_array(tmp_path: Path) -> None:
    arrays = small.make_elevation()
    del arrays["step_lat"]
    files = {"ground/elevation.npz": small.npz_bytes(arrays)}
    told = one_fault(write_small_theatre(tmp_path, files=files))
    assert told == "ground/elevation.npz, step_lat: the array is missing; add it."


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_an_archive_that_unpacks_too_far_is_not_unpacked(
    tmp_path: Path, method: int
) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("height_m.npy", bytes(CAPS.zip_bytes + 1))
    files = {"ground/elevation.npz": held.getvalue()}
    told = one_fault(write_small_theatre(tmp_path, files=files))
    assert "it unpacks to 101,000,001 bytes, where 101,000,000 are the most" in told


def test_an_archive_that_says_less_than_it_holds(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("height_m.npy", bytes(50_000_000))
    data = held.getvalue().replace(
        (50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    )
    told = one_fault(write_small_theatre(tmp_path, files={
        "ground/elevation.npz": data
    }))  # fmt: skip
    assert "ground/elevation.npz" in told
    assert "numpy.savez_compressed" in told
