"""Views on a grid of square cells, ours and those of outside judges: GDAL, GRASS."""

import re
import resource
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.terrain.elevation import smooth_heights_at
from vedette.terrain.sight_kernels import viewshed
from vedette.terrain.sightline import REFRACTION, drop_per_m2

Bools = NDArray[np.bool_]

CELL_M = 100.0
EAST, NORTH = 500_000.0, 4_200_000.0  # north-west corner, UTM zone 42
KHOROG = (71.553, 37.490)
HEADER = """ENVI
samples = {columns}
lines = {rows}
bands = 1
header offset = 0
file type = ENVI Standard
data type = 4
interleave = bsq
byte order = 0
map info = {{UTM, 1, 1, {east}, {north}, {cell}, {cell}, 42, North, WGS-84}}
"""
GRASS_STEPS = """
r.in.gdal -o input={ground} output=ground --quiet
g.region raster=ground
r.viewshed -b -c -r input=ground output=seen coordinates={east},{north} \
    observer_elevation={eye} target_elevation={person} max_distance={reach} \
    refraction_coeff={refraction} memory=1000 --quiet
r.out.bin -i input=seen output={out} bytes=1 null=0 --quiet
"""


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Somewhere to look from: heights in metres, the eye's cell, how far and high."""

    height_m: NDArray[np.float32]
    row: int
    col: int
    eye_m: float = 10.0
    person_m: float = 1.7
    reach_m: float = 30_000.0

    @property
    def place(self) -> tuple[float, float]:
        """Easting and northing of the middle of the eye's cell."""
        return EAST + CELL_M * (self.col + 0.5), NORTH - CELL_M * (self.row + 0.5)


def make_fractal(n: int, seed: int, relief_m: float = 3000.0) -> NDArray[np.float32]:
    """Ground as rough as mountains are: a random surface of Hurst exponent 0.9.

    Its spectrum falls as the wave number to the power of -1.9 in amplitude (Voss 1985).
    """
    rng = np.random.default_rng(seed)
    wave = np.hypot(np.fft.fftfreq(n)[:, None], np.fft.rfftfreq(n))
    wave[0, 0] = np.inf
    noise = rng.normal(size=wave.shape) + 1j * rng.normal(size=wave.shape)
    ground = np.fft.irfft2(noise * wave**-1.9, (n, n))
    share = (ground - ground.min()) / np.ptp(ground)
    return (relief_m * share).astype(np.float32)


def project_khorog(grid: ElevationGrid, n: int) -> NDArray[np.float32]:
    """Heights of n x n cells of 100 m around Khorog, from a grid in degrees."""
    from pyproj import Transformer

    to_plane = Transformer.from_crs("EPSG:4326", "EPSG:32642", always_xy=True)
    east, north = to_plane.transform(*KHOROG)
    off = CELL_M * (np.arange(n) - n // 2)
    lon, lat = to_plane.transform(
        *np.meshgrid(east + off, north - off), direction="INVERSE"
    )
    return smooth_heights_at(grid, lon, lat).astype(np.float32)


def look(outlook: Outlook) -> Bools:
    """What our own kernel sees, on the whole grid."""
    n = round(outlook.reach_m / CELL_M) + 1
    padded = replace(
        outlook,
        height_m=np.pad(outlook.height_m, n, mode="edge"),
        row=outlook.row + n,
        col=outlook.col + n,
    )
    seen = np.zeros(padded.height_m.shape, dtype=bool)
    seen[window_of(padded, n)] = look_around(cut_view(padded, n))
    rows, columns = np.indices(outlook.height_m.shape)
    away = CELL_M * np.hypot(rows - outlook.row, columns - outlook.col)
    return seen[n:-n, n:-n] & (away <= outlook.reach_m)


def window_of(outlook: Outlook, n: int) -> tuple[slice, slice]:
    """The square of 2 n + 1 cells around an eye."""
    row, col = outlook.row, outlook.col
    return slice(row - n, row + n + 1), slice(col - n, col + n + 1)


def cut_view(outlook: Outlook, n: int) -> Outlook:
    """The same outlook on the square of 2 n + 1 cells around it."""
    square = np.ascontiguousarray(outlook.height_m[window_of(outlook, n)])
    return replace(outlook, height_m=square, row=n, col=n)


def look_around(outlook: Outlook) -> Bools:
    """What our own kernel sees on a square around the eye: the part that is timed."""
    eye = outlook.height_m[outlook.row, outlook.col] + np.float32(outlook.eye_m)
    from_eye = outlook.height_m - eye
    seen = np.zeros(from_eye.shape, dtype=bool)
    viewshed(
        from_eye,
        CELL_M,
        CELL_M,
        outlook.person_m,
        outlook.reach_m,
        drop_per_m2(REFRACTION),
        float(from_eye.max()),
        seen,
    )
    return seen


def look_by_gdal(outlook: Outlook, folder: Path) -> tuple[Bools, float]:
    """What ``gdal_viewshed`` sees, and the processor's seconds that it took."""
    ground, out = write_ground(outlook.height_m, folder), folder / "seen.img"
    east, north = outlook.place
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(
        *("gdal_viewshed", "-q", "-f", "ENVI", "-cc", str(1 - REFRACTION)),
        *("-oz", str(outlook.eye_m), "-tz", str(outlook.person_m)),
        *("-md", str(outlook.reach_m), "-ox", str(east), "-oy", str(north)),
        *("-vv", "1", "-iv", "0", "-ov", "0", str(ground), str(out)),
    )
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = sum(ended[:2]) - sum(begun[:2])
    # It writes the part within reach only: its header says where that lies.
    header = out.with_suffix(".hdr").read_text(encoding="utf-8")
    shape = [_number(rf"{name}\s*=\s*(\S+)", header) for name in ("lines", "samples")]
    part = np.fromfile(out, dtype=np.uint8).reshape([round(size) for size in shape])
    row = round((NORTH - _number(r"UTM, 1, 1, [^,]+, ([^,]+)", header)) / CELL_M)
    col = round((_number(r"UTM, 1, 1, ([^,]+)", header) - EAST) / CELL_M)
    whole = np.zeros(outlook.height_m.shape, dtype=bool)
    whole[row : row + part.shape[0], col : col + part.shape[1]] = part == 1
    return whole, cpu_s


def look_by_grass(outlook: Outlook, folder: Path) -> Bools:
    """What GRASS's ``r.viewshed`` sees."""
    east, north = outlook.place
    steps, out = folder / "steps.sh", folder / "seen.bin"
    steps.write_text(
        "set -e"
        + GRASS_STEPS.format(
            ground=write_ground(outlook.height_m, folder),
            east=east,
            north=north,
            eye=outlook.eye_m,
            person=outlook.person_m,
            reach=outlook.reach_m,
            refraction=REFRACTION,
            out=out,
        ),
        encoding="utf-8",
    )
    _run("grass", "--tmp-location", "EPSG:32642", "--exec", "bash", str(steps))
    return np.fromfile(out, dtype=np.uint8).reshape(outlook.height_m.shape) == 1


def write_ground(height_m: NDArray[np.float32], folder: Path) -> Path:
    """Write heights as a raw grid that both judges read."""
    path = folder / "ground.img"
    height_m.astype("<f4").tofile(path)
    rows, columns = height_m.shape
    path.with_suffix(".hdr").write_text(
        HEADER.format(rows=rows, columns=columns, east=EAST, north=NORTH, cell=CELL_M),
        encoding="utf-8",
    )
    return path


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"no {pattern} in this header:\n{text}")
    return float(found[1])


def _run(*arguments: str) -> None:
    done = subprocess.run(arguments, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} ended with this:\n{done.stderr}")


def count_overlap(ours: Sequence[Bools], theirs: Sequence[Bools]) -> float:
    """Cells that both see, over cells that either sees, of all views together."""
    pairs = list(zip(ours, theirs, strict=True))
    both = sum(int((one & other).sum()) for one, other in pairs)
    return both / max(sum(int((one | other).sum()) for one, other in pairs), 1)
