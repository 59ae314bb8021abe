"""The elevation layer of a theatre as a file, and the notice that goes with it."""

import io
import zipfile
from dataclasses import dataclass

import numpy as np

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.reading.caps import CAPS

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
SCALARS = ("west", "north", "step_lon", "step_lat", "error_m")


def grid_file(grid: ElevationGrid) -> bytes:
    """Write a grid as an ``.npz`` file; the same grid gives the same bytes."""
    arrays = {name: np.array(float(getattr(grid, name))) for name in SCALARS}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in {"height_m": grid.height_m, **arrays}.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=FIXED_DATE)
            entry.compress_type = zipfile.ZIP_LZMA
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, member.getvalue())
    data = held.getvalue()
    if len(data) > CAPS.npz_bytes:
        raise InputError(
            f"The grid takes {len(data):,} bytes, where {CAPS.npz_bytes:,} are the most"
            "; take a larger step."
        )
    return data


@dataclass(frozen=True, slots=True)
class GridNotice:
    """What the notice of a grid says, for whoever gets the theatre."""

    file: str
    credit: str
    licence: str
    step_s: float
    error_m: float
    sources: tuple[str, ...]
    filled: int
    carved: int
    cells: int

    def write(self) -> bytes:
        """Write the notice."""
        lines = [
            self.file,
            f"{self.credit}. Licence: {self.licence}.",
            "",
            f"Cells of {self.step_s:g} arc-seconds, whole metres, made from: "
            f"{', '.join(self.sources)}.",
            f"Stated error: {self.error_m:g} m, as given by whoever made this grid.",
        ]
        if self.filled:
            lines.append(f"{self.filled:,} of {self.cells:,} cells were voids, filled.")
        if self.carved:
            lines.append(
                f"{self.carved:,} cells under and beside the border river were lowered "
                "so that it only falls."
            )
        lines.append("It must not be used for navigation.")
        return "\n".join([*lines, ""]).encode()
