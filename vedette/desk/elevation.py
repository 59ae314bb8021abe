"""A theatre's own elevation: files of the user's laid on a grid, checked, put in."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vedette.desk.own_theatre import check_whole, own_folder
from vedette.desk.swaps import replace_files
from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.reading.caps import CAPS
from vedette.reading.checks import filled
from vedette.reading.extent import Extent, read_extent
from vedette.reading.faults import WrongValueError
from vedette.reading.folder import HEAD_FILE
from vedette.reading.frames import make_frame
from vedette.reading.mosaic import Mosaic, Source, read_mosaic
from vedette.reading.tomledit import replace_table
from vedette.sharing.grid_file import GridNotice, grid_file
from vedette.terrain.carving import carve_river
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.owngrid import Difference, compare_grids, make_own_grid

GRID_FILE, NOTICE_FILE = "terrain/elevation.npz", "terrain/NOTICE.txt"
OTHER_NOTICE_FILE = "terrain/NOTICE-elevation.txt"


@dataclass(frozen=True, slots=True)
class OwnElevation:
    """What is asked for: files, the step of the grid, what is said of it.

    Parameters
    ----------
    files
        GeoTIFF and .hgt files.
    step_s
        Side of the grid's cells, arc-seconds.
    error_m
        The error to state, metres.
    credit, licence
        Whom to credit, and on what terms the heights may be used.
    fill
        Whether voids are filled from the theatre's present grid.
    carve
        Whether the border river is carved so that it only falls.
    """

    files: tuple[Path, ...]
    step_s: float
    error_m: float
    credit: str
    licence: str
    fill: bool = False
    carve: bool = False


@dataclass(frozen=True, slots=True)
class ElevationReport:
    """What was, or would be, written."""

    folder: str
    written: bool
    rows: int
    columns: int
    cell_m: tuple[float, float]
    error_m: float
    west: float
    south: float
    east: float
    north: float
    lowest_m: int
    highest_m: int
    sources: tuple[Source, ...]
    unused: tuple[str, ...]
    filled: int
    carved: int
    difference: Difference | None
    files: tuple[str, ...]
    left_over: str | None

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return asdict(self)


def put_elevation(
    where: str | Path, asked: OwnElevation, *, dry_run: bool = False
) -> ElevationReport:
    """Lay a user's heights on a grid and put it into a theatre, whole or not at all.

    The theatre with its new grid is loaded and checked before anything is changed;
    with ``dry_run`` nothing is.
    """
    folder = own_folder(where)
    credit, licence = _sayings(asked)
    extent = read_extent(folder)
    made = _make(extent, asked)
    if made.filled:
        credit, licence = _both(extent, credit, licence)
    files = _files(folder, extent, asked, made, credit, licence)
    check_whole(folder, files, "the new grid")
    if not dry_run:
        replace_files(folder, files)
    return _report(folder, extent, made, tuple(files), written=not dry_run)


@dataclass(frozen=True, slots=True)
class _Made:
    """A grid, and how it came about."""

    grid: ElevationGrid
    mosaic: Mosaic
    filled: int
    carved: int


def _make(extent: Extent, asked: OwnElevation) -> _Made:
    """Lay the files on a grid, fill its voids and carve the river, as asked."""
    mosaic = read_mosaic(asked.files, make_frame(extent.edges, asked.step_s))
    raw, filled = make_own_grid(
        mosaic, asked.error_m, extent.present if asked.fill else None
    )
    grid = carve_river(raw, extent.border, extent.river_km) if asked.carve else raw
    carved = int((grid.height_m != raw.height_m).sum())
    return _Made(grid, mosaic, filled, carved)


def _files(
    folder: Path,
    extent: Extent,
    asked: OwnElevation,
    made: _Made,
    credit: str,
    licence: str,
) -> dict[str, bytes]:
    """Return what is to be written, by its name in the folder."""
    about = GridNotice(
        file=Path(GRID_FILE).name,
        credit=credit,
        licence=licence,
        step_s=asked.step_s,
        error_m=asked.error_m,
        sources=tuple(source.name for source in made.mosaic.sources),
        filled=made.filled,
        carved=made.carved,
        cells=made.grid.height_m.size,
    )
    layer = {
        "file": GRID_FILE,
        "licence": licence,
        "credit": credit,
        "notice": _notice_file(extent),
    }
    head = (folder / HEAD_FILE).read_text(encoding="utf-8")
    return {
        GRID_FILE: grid_file(made.grid),
        layer["notice"]: about.write(),
        HEAD_FILE: replace_table(head, ("layers", "elevation"), layer).encode(),
    }


def _sayings(asked: OwnElevation) -> tuple[str, str]:
    """Check what is to be said of the grid."""
    said, faults = [], []
    for option, text in (("--credit", asked.credit), ("--licence", asked.licence)):
        try:
            said.append(str(filled(text)))
        except WrongValueError as wrong:
            faults.append(f"{option}: {wrong.what}; {wrong.advice}.")
    if faults:
        raise InputError.listing("What is said of the heights:", faults)
    return said[0], said[1]


def _both(extent: Extent, credit: str, licence: str) -> tuple[str, str]:
    """Credit the old grid too, where it fills voids of the new one."""
    layer = extent.head.layers["elevation"]
    both = (
        f"{credit}; voids filled from: {layer['credit']}",
        licence if layer["licence"] == licence else f"{licence} AND {layer['licence']}",
    )
    if max(map(len, both)) > CAPS.text_chars:
        raise InputError(
            "--fill: the credits of both grids together are longer than "
            f"{CAPS.text_chars} characters; shorten --credit or --licence."
        )
    return both


def _notice_file(extent: Extent) -> str:
    """Name the notice so that no other layer's is overwritten."""
    others = {
        layer["notice"]
        for name, layer in extent.head.layers.items()
        if name != "elevation" and layer.holds("notice")
    }
    return OTHER_NOTICE_FILE if NOTICE_FILE in others else NOTICE_FILE


def _report(
    folder: Path, extent: Extent, made: _Made, files: tuple[str, ...], *, written: bool
) -> ElevationReport:
    grid, present = made.grid, extent.present
    west, south, east, north = made.mosaic.frame.edges
    wide_m, tall_m = cell_size_m(grid, (south + north) / 2)
    old = extent.head.layers.get("elevation")
    old_file = old["file"] if old is not None and old.holds("file") else GRID_FILE
    is_left = old_file != GRID_FILE and (folder / old_file).is_file()
    return ElevationReport(
        folder=folder.name,
        written=written,
        rows=made.mosaic.frame.n_rows,
        columns=made.mosaic.frame.n_cols,
        cell_m=(float(wide_m), float(tall_m)),
        error_m=grid.error_m,
        west=west,
        south=south,
        east=east,
        north=north,
        lowest_m=int(grid.height_m.min()),
        highest_m=int(grid.height_m.max()),
        sources=made.mosaic.sources,
        unused=made.mosaic.unused,
        filled=made.filled,
        carved=made.carved,
        difference=compare_grids(grid, present) if present is not None else None,
        files=files,
        left_over=old_file if is_left else None,
    )
