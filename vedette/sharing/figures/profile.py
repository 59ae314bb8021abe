"""The ground under a line, drawn: heights with the grid's error, and slopes."""

from matplotlib.axes import Axes

from vedette.sharing.figures.style import (
    COLOURS,
    EMPTY,
    FAINT,
    INK,
    paper,
    png,
    svg,
)
from vedette.sharing.package import Package
from vedette.sharing.text import plain
from vedette.terrain.profile import Profile
from vedette.terrain.ways import GroundPath

LEAST_RELIEF_M = 200.0  # of the drawn height: level ground must not look like hills
ON = {
    "track": COLOURS[0],
    "open ground": COLOURS[1],
    "bridge": INK,
    "river": COLOURS[2],
    "air": COLOURS[3],
}


def draw_profile(package: Package, profile: Profile, form: str) -> bytes:
    """Draw a profile, as SVG or PNG."""
    names = " – ".join(map(plain, profile.names))
    with paper(package, f"The ground from {names}", 11.0, 6.4) as figure:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[3.2, 1.0])
        draw_heights(upper, profile)
        for km, name in zip(profile.vertex_km, profile.names, strict=False):
            upper.axvline(km, color=INK, linewidth=0.6)
            is_last = km == profile.vertex_km[-1]
            upper.annotate(
                plain(name), (km, 0.97), xycoords=("data", "axes fraction"),
                xytext=(-4 if is_last else 4, 0), textcoords="offset points",
                ha="right" if is_last else "left", va="top", fontsize=8.5,
            )  # fmt: skip
        _draw_slope(lower, profile)
        lower.set_xlabel("km along the line")
        return png(figure) if form == "png" else svg(figure)


def draw_heights(axes: Axes, profile: Profile, path: GroundPath | None = None) -> None:
    """Draw heights over km with the stated error; a path's stretches below them."""
    km, height, error = profile.km, profile.height_m, profile.error_m
    axes.fill_between(
        km, height - error, height + error, color=COLOURS[0], alpha=0.22, linewidth=0,
        label=f"stated error of the grid, {error:g} m",
    )  # fmt: skip
    axes.plot(km, height, color=COLOURS[0], linewidth=1.4, label="ground")
    low, high = float(height.min()) - error, float(profile.highest_m) + error
    room = max(high - low, LEAST_RELIEF_M)
    low, high = low - 0.06 * room, low + 1.12 * room
    axes.fill_between(km, low, height, color=EMPTY, linewidth=0, zorder=0)
    if path is not None:
        _mark_stretches(axes, path)
    axes.set_ylim(low, high)
    axes.set_xlim(0.0, profile.length_km)
    axes.set_ylabel("m above sea level")
    wide, tall = profile.cell_m
    axes.set_title(
        f"Lowest {profile.lowest_m:,.0f} m, highest {profile.highest_m:,.0f} m, climb "
        f"{profile.climb_m:,.0f} m, descent {profile.descent_m:,.0f} m; cells of "
        f"{wide:.0f} m x {tall:.0f} m",
        fontsize=9,
    )
    axes.grid(axis="y", alpha=0.25)
    axes.legend(loc="lower right", fontsize=8, framealpha=0.9)


def _mark_stretches(axes: Axes, path: GroundPath) -> None:
    """Draw a bar below the profile in the colour of what the path goes on."""
    named = set()
    for stretch in path.stretches:
        label = "_" if stretch.on in named else f"on {stretch.on}"
        named.add(stretch.on)
        axes.plot(
            [stretch.km_from, stretch.km_to], [0.02, 0.02],
            transform=axes.get_xaxis_transform(), color=ON[stretch.on], linewidth=5,
            solid_capstyle="butt", label=label,
        )  # fmt: skip


def _draw_slope(axes: Axes, profile: Profile) -> None:
    """Draw the steepness of each step, uphill above and downhill below."""
    axes.fill_between(
        profile.km, [*(100 * profile.slope), 100 * profile.slope[-1]], step="post",
        color=COLOURS[1], alpha=0.75, linewidth=0,
    )  # fmt: skip
    axes.axhline(0.0, color=FAINT, linewidth=0.8)
    axes.set_ylabel("Slope, %")
    axes.grid(axis="y", alpha=0.25)
