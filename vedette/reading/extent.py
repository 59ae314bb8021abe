"""What of a theatre's folder says where its elevation grid must lie."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import BorderLine, ElevationGrid
from vedette.reading import sheets
from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.reading.faults import Faults
from vedette.reading.folder import HEAD_FILE, TheatreFolder
from vedette.reading.geometry import read_geojson
from vedette.reading.grid import read_grid
from vedette.reading.head import Head, read_head
from vedette.reading.places import make_border
from vedette.reading.tables import Sheet, read_table

# Beyond border, bases and sites a grid reaches as far as a page's map shows.
MARGIN_DEG = 0.65


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """Where a theatre lies, though its elevation may be missing or wrong.

    Parameters
    ----------
    head
        Its theatre.toml.
    border
        Its line.
    river_km
        Stretches of it that are a river.
    lon, lat
        Border, bases and sites together.
    present
        The grid that the folder holds, or None where there is none to be used.
    """

    head: Head
    border: BorderLine
    river_km: tuple[tuple[float, float], ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    present: ElevationGrid | None

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """West, south, east, north: of the present grid, if it holds all places.

        Else of the places with 0.65 degrees beyond them.
        """
        west, east = float(self.lon.min()), float(self.lon.max())
        south, north = float(self.lat.min()), float(self.lat.max())
        if self.present is not None:
            held = grid_edges(self.present)
            if (
                held[0] <= west
                and held[1] <= south
                and east <= held[2]
                and north <= held[3]
            ):
                return held
        return (
            max(west - MARGIN_DEG, -180.0),
            max(south - MARGIN_DEG, -90.0),
            min(east + MARGIN_DEG, 180.0),
            min(north + MARGIN_DEG, 90.0),
        )


def read_extent(path: Path) -> Extent:
    """Read what is needed of a theatre's folder; every fault of it at once."""
    faults = Faults()
    folder = TheatreFolder(path, faults)
    data = folder.read(HEAD_FILE, CAPS.toml_bytes)
    head = read_head(data, faults) if data is not None else None
    border = _read_border(folder, head, faults) if head is not None else None
    places = [
        _read_places(folder, sheet, faults) for sheet in (sheets.BASES, sheets.SITES)
    ]
    faults.raise_any(quote(str(path), longest=400).strip("'"))
    if head is None or border is None:
        raise AssertionError("a part without a fault is missing")
    lon, lat = np.concatenate([*places, np.column_stack([border.lon, border.lat])]).T
    return Extent(
        head=head,
        border=border,
        river_km=head.values.get("river_km", ()),
        lon=lon,
        lat=lat,
        present=_read_present(folder, head),
    )


def _read_border(
    folder: TheatreFolder, head: Head, faults: Faults
) -> BorderLine | None:
    layer = head.layers.get("border")
    if layer is None or not layer.holds("file"):
        return None
    data = folder.read(layer["file"], CAPS.geojson_bytes, HEAD_FILE)
    geo = read_geojson(data, layer["file"], faults) if data is not None else None
    return make_border(geo) if geo is not None else None


def _read_places(
    folder: TheatreFolder, sheet: Sheet, faults: Faults
) -> NDArray[np.float64]:
    data = folder.read(sheet.file, CAPS.csv_bytes)
    table = read_table(data, sheet, faults) if data is not None else None
    rows = table.rows if table is not None else ()
    held = [(r["lon"], r["lat"]) for r in rows if r.holds("lon") and r.holds("lat")]
    return np.array(held, dtype=np.float64).reshape(-1, 2)


def _read_present(folder: TheatreFolder, head: Head) -> ElevationGrid | None:
    """Read the grid that is there; one with faults is as good as none."""
    layer, faults = head.layers.get("elevation"), Faults()
    if layer is None or not layer.holds("file") or not folder.has(layer["file"]):
        return None
    unheard = TheatreFolder(folder.path, faults)
    data = unheard.read(layer["file"], CAPS.npz_bytes)
    return read_grid(data, layer["file"], faults) if data is not None else None


def grid_edges(grid: ElevationGrid) -> tuple[float, float, float, float]:
    """Outer edges of a grid's cells: west, south, east, north."""
    n_rows, n_cols = grid.height_m.shape
    west, north = grid.west - grid.step_lon / 2, grid.north + grid.step_lat / 2
    return (
        west,
        north - grid.step_lat * n_rows,
        west + grid.step_lon * n_cols,
        north,
    )
