"""The terrain under the map: a shaded, softly tinted picture of the elevation grid."""

import base64
import io
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import Base, ElevationGrid, Site, Theatre

# Around the border, degrees; more to north and south, where a page has room to fill.
MARGIN_LON, MARGIN_LAT = 0.6, 0.65
PANEL_ASPECT = 2.2  # of the map on a wide screen
MAX_WIDTH_PX = 2000
WEBP_QUALITY = 62
METRES_A_DEGREE = 111_320.0

# Lowland to ice in quiet tones that leave the colours to the border.
TINT_M = (0.0, 300.0, 800.0, 1600.0, 2600.0, 3600.0, 4600.0, 5600.0, 7600.0)
TINT_RGB = (
    (214, 222, 200),
    (220, 227, 205),
    (230, 230, 208),
    (235, 228, 206),
    (233, 221, 202),
    (229, 217, 206),
    (232, 226, 222),
    (244, 243, 243),
    (252, 252, 253),
)
# Light from the north-west, with weaker ones beside it so that no slope is black.
SUNS = ((315.0, 0.5), (270.0, 0.2), (0.0, 0.2), (225.0, 0.1))
SUN_HEIGHT_DEG = 42.0
STEEPER = 1.6


class Box(NamedTuple):
    """A rectangle of degrees."""

    west: float
    south: float
    east: float
    north: float


def find_extent(theatre: Theatre) -> Box:
    """Return the ground the page shows: the border, bases and sites, with margins."""
    points: list[Base | Site] = [*theatre.bases, *theatre.sites]
    lon = np.concatenate([theatre.border.lon, [point.lon for point in points]])
    lat = np.concatenate([theatre.border.lat, [point.lat for point in points]])
    grid = theatre.elevation
    rows, cols = grid.height_m.shape
    east = grid.west + (cols - 1) * grid.step_lon
    south = grid.north - (rows - 1) * grid.step_lat
    box = Box(
        west=max(float(lon.min()) - MARGIN_LON, grid.west),
        south=max(float(lat.min()) - MARGIN_LAT, south),
        east=min(float(lon.max()) + MARGIN_LON, east),
        north=min(float(lat.max()) + MARGIN_LAT, grid.north),
    )
    # high enough to fill the map's panel, as far as the grid goes
    width = (box.east - box.west) * float(np.cos(np.radians(lat.mean())))
    height = max(width / PANEL_ASPECT, box.north - box.south)
    low = max((box.south + box.north - height) / 2, south)
    high = min(low + height, grid.north)
    return box._replace(south=max(high - height, south), north=high)


def draw_relief(grid: ElevationGrid, extent: Box) -> dict[str, Any]:
    """Return the shaded picture as a data address, with the edges of its outer cells.

    The heights' cells are kept where the picture stays under MAX_WIDTH_PX, and
    averaged in blocks where it would not.
    """
    from PIL import Image

    pixels, edges = relief_pixels(grid, extent)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", quality=WEBP_QUALITY, method=6)
    encoded = base64.b64encode(file.getvalue()).decode("ascii")
    return {
        "href": f"data:image/webp;base64,{encoded}",
        **{name: round(edge, 5) for name, edge in edges._asdict().items()},
    }


def relief_pixels(
    grid: ElevationGrid, extent: Box, max_width: int = MAX_WIDTH_PX
) -> tuple[NDArray[np.uint8], Box]:
    """Return the shaded picture, shape (rows, columns, 3), and its outer edges."""
    heights, edges = _crop(grid, extent)
    step = -(-heights.shape[1] // max_width)
    heights, edges = _average_blocks(heights, edges, step)
    cell_x_m = (
        (edges.east - edges.west)
        / heights.shape[1]
        * METRES_A_DEGREE
        * float(np.cos(np.deg2rad((edges.south + edges.north) / 2)))
    )
    cell_y_m = (edges.north - edges.south) / heights.shape[0] * METRES_A_DEGREE
    light = shade(heights, cell_x_m, cell_y_m)
    colour = tint(heights) * light[:, :, None]
    pixels = np.clip(np.rint(colour), 0, 255).astype(np.uint8)
    return pixels, edges


def shade(
    heights: NDArray[np.float64], cell_x_m: float, cell_y_m: float
) -> NDArray[np.float64]:
    """Return how bright each cell stands under several suns, about 0.6 to 1.1.

    Parameters
    ----------
    heights
        Metres, row 0 north.
    cell_x_m, cell_y_m
        Size of a cell in metres.
    """
    rise_south, rise_east = np.gradient(heights * STEEPER)
    rise_east = rise_east / cell_x_m
    rise_north = -rise_south / cell_y_m
    length = np.sqrt(1.0 + rise_east**2 + rise_north**2)
    up = np.sin(np.deg2rad(SUN_HEIGHT_DEG))
    along = np.cos(np.deg2rad(SUN_HEIGHT_DEG))
    light = np.zeros_like(heights)
    for azimuth, weight in SUNS:
        east, north = np.sin(np.deg2rad(azimuth)), np.cos(np.deg2rad(azimuth))
        toward = up - along * (east * rise_east + north * rise_north)
        light += weight * np.clip(toward / length, 0.0, None)
    return np.asarray(1.0 + 0.55 * (np.clip(light, 0.12, 0.86) - up))


def tint(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the colour of each height, shape (rows, columns, 3), 0 to 255."""
    bands = np.asarray(TINT_RGB, dtype=np.float64)
    channels = [np.interp(heights, TINT_M, bands[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1)


def _crop(grid: ElevationGrid, extent: Box) -> tuple[NDArray[np.float64], Box]:
    """Cut the cells inside the extent, and return the outer edges of the cut."""
    rows, cols = grid.height_m.shape
    left = max(round((extent.west - grid.west) / grid.step_lon), 0)
    right = min(round((extent.east - grid.west) / grid.step_lon), cols - 1)
    top = max(round((grid.north - extent.north) / grid.step_lat), 0)
    bottom = min(round((grid.north - extent.south) / grid.step_lat), rows - 1)
    heights = grid.height_m[top : bottom + 1, left : right + 1].astype(np.float64)
    edges = Box(
        west=grid.west + (left - 0.5) * grid.step_lon,
        south=grid.north - (bottom + 0.5) * grid.step_lat,
        east=grid.west + (right + 0.5) * grid.step_lon,
        north=grid.north - (top - 0.5) * grid.step_lat,
    )
    return heights, edges


def _average_blocks(
    heights: NDArray[np.float64], edges: Box, step: int
) -> tuple[NDArray[np.float64], Box]:
    """Average blocks of step x step cells; cells over at east and south are cut."""
    if step == 1:
        return heights, edges
    rows, cols = (size // step * step for size in heights.shape)
    blocks = heights[:rows, :cols].reshape(rows // step, step, cols // step, step)
    width, height = edges.east - edges.west, edges.north - edges.south
    return blocks.mean(axis=(1, 3)), Box(
        west=edges.west,
        south=edges.north - height * rows / heights.shape[0],
        east=edges.west + width * cols / heights.shape[1],
        north=edges.north,
    )
