"""Profiles, paths and isochrones in words and small tables."""

from typing import Any

from vedette.sharing.screen_text import lay_out
from vedette.sharing.text import plain
from vedette.terrain.isochrones import Isochrones
from vedette.terrain.profile import Profile
from vedette.terrain.ways import GroundPath

MOST_STRETCHES = 12


def describe_profile(profile: Profile) -> str:
    """Return what the ground under a line is like."""
    names = " - ".join(map(plain, profile.names))
    rows = [
        ("lowest", f"{profile.lowest_m:,.0f} m"),
        ("highest", f"{profile.highest_m:,.0f} m"),
        ("climb", f"{profile.climb_m:,.0f} m"),
        ("descent", f"{profile.descent_m:,.0f} m"),
        ("steepest", f"{profile.steepest:.0%}"),
        ("begins at", f"{profile.height_m[0]:,.0f} m"),
        ("ends at", f"{profile.height_m[-1]:,.0f} m"),
    ]
    return "\n".join(
        [
            f"{names}: {profile.length_km:,.1f} km, straight over the ground.",
            *lay_out(rows, indent=2),
            _grid_line(profile.cell_m, profile.error_m),
        ]
    )


def describe_path(path: GroundPath) -> str:
    """Return how a path goes, how long it takes, and what it goes on."""
    head = (
        f"{_how(path.by)} from {plain(path.start.name)} to {plain(path.end.name)}: "
        f"{path.length_km:,.1f} km in {hours(path.total_minutes)}."
    )
    rows = [("highest ground", f"{path.highest_m:,.0f} m")]
    if path.by in ("foot", "vehicle"):
        rows += [
            ("climb", f"{path.climb_m:,.0f} m"),
            ("descent", f"{path.descent_m:,.0f} m"),
        ]
    lines = [head, *lay_out(rows, indent=2), *_stretches(path)]
    if path.crosses_km:
        at = ", ".join(f"{km:.1f}" for km in path.crosses_km[:8])
        more = ", ..." if len(path.crosses_km) > 8 else ""
        lines.append(f"It crosses the border line at km {at}{more}.")
    lines += [f"{plain(note)}" for note in path.notes]
    lines.append(f"Speed: {plain(path.law)} ({plain(path.source)}).")
    lines.append(_grid_line(path.cell_m, path.error_m))
    return "\n".join(lines)


def describe_isochrones(found: Isochrones) -> str:
    """Return what is reached within each number of hours."""
    lines = [f"{_how(found.by)} from {plain(found.start.name)}:"]
    rows = []
    for ring in found.rings:
        reached = []
        if not ring.area.is_empty:
            reached.append(f"{ring.area_km2:,.0f} km²")
        if not ring.line.is_empty:
            what = "river" if found.by == "boat" else "track"
            reached.append(f"{ring.line_km:,.0f} km of {what}")
        rows.append((f"{ring.hours:g} h", " and ".join(reached) or "nothing"))
    lines += lay_out(rows, indent=2)
    lines += [plain(note) for note in found.notes]
    lines.append(f"Speed: {plain(found.law)} ({plain(found.source)}).")
    lines.append(_grid_line(found.cell_m, found.error_m))
    return "\n".join(lines)


def profile_json(profile: Profile) -> dict[str, Any]:
    """Return a profile as plain values."""
    return {
        "names": list(profile.names),
        "length_km": round(profile.length_km, 3),
        "lowest_m": round(profile.lowest_m, 1),
        "highest_m": round(profile.highest_m, 1),
        "climb_m": round(profile.climb_m, 1),
        "descent_m": round(profile.descent_m, 1),
        "steepest": round(profile.steepest, 4),
        **grid_json(profile.cell_m, profile.error_m),
        "km": profile.km.round(4).tolist(),
        "lon": profile.lon.round(6).tolist(),
        "lat": profile.lat.round(6).tolist(),
        "height_m": profile.height_m.round(1).tolist(),
        "slope": profile.slope.round(4).tolist(),
    }


def path_json(path: GroundPath) -> dict[str, Any]:
    """Return a path as plain values."""
    return {
        "from": path.start.name,
        "to": path.end.name,
        "by": path.by,
        "law": path.law,
        "source": path.source,
        "length_km": round(path.length_km, 3),
        "minutes": round(path.total_minutes, 2),
        "climb_m": round(path.climb_m, 1),
        "descent_m": round(path.descent_m, 1),
        "highest_m": round(path.highest_m, 1),
        "crosses_km": list(path.crosses_km),
        "stretches": [
            {
                "on": stretch.on,
                "km_from": round(stretch.km_from, 3),
                "km_to": round(stretch.km_to, 3),
                "minutes": round(stretch.minutes, 1),
            }
            for stretch in path.stretches
        ],
        "notes": list(path.notes),
        **grid_json(path.cell_m, path.error_m),
        "lon": path.lon.round(6).tolist(),
        "lat": path.lat.round(6).tolist(),
        "km": path.km.round(4).tolist(),
        "minutes_at": path.minutes.round(2).tolist(),
        "height_m": path.height_m.round(1).tolist(),
    }


def isochrones_json(found: Isochrones) -> dict[str, Any]:
    """Return isochrones as plain values; their shapes go into a GeoJSON file."""
    return {
        "from": found.start.name,
        "by": found.by,
        "law": found.law,
        "source": found.source,
        "rings": [
            {
                "hours": ring.hours,
                "area_km2": round(ring.area_km2, 2),
                "line_km": round(ring.line_km, 2),
            }
            for ring in found.rings
        ],
        "notes": list(found.notes),
        **grid_json(found.cell_m, found.error_m),
    }


def hours(minutes: float) -> str:
    """Write a length of time.

    >>> hours(125.2), hours(44.6)
    ('2 h 05 min', '45 min')
    """
    whole = round(minutes)
    return f"{whole // 60} h {whole % 60:02d} min" if whole >= 60 else f"{whole} min"


def _how(by: str) -> str:
    return {"foot": "On foot"}.get(by, f"By {by}")


def _stretches(path: GroundPath) -> list[str]:
    """Tell what a path goes on; one that changes often, by sums."""
    if len(path.stretches) > MOST_STRETCHES:
        kinds = dict.fromkeys(stretch.on for stretch in path.stretches)
        parts = [[s for s in path.stretches if s.on == on] for on in kinds]
        return lay_out(
            [
                (
                    f"{each[0].on}, {len(each)} stretches",
                    f"{sum(s.km_to - s.km_from for s in each):,.1f} km",
                    hours(sum(s.minutes for s in each)),
                )
                for each in parts
            ],
            indent=2,
        )
    return lay_out(
        [
            (
                f"km {stretch.km_from:,.1f} to {stretch.km_to:,.1f}",
                stretch.on,
                hours(stretch.minutes),
            )
            for stretch in path.stretches
        ],
        indent=2,
    )


def _grid_line(cell_m: tuple[float, float], error_m: float) -> str:
    wide, tall = cell_m
    return (
        f"Elevation in cells of {wide:,.0f} m x {tall:,.0f} m, stated error "
        f"{error_m:g} m. Not for navigation."
    )


def grid_json(cell_m: tuple[float, float], error_m: float) -> dict[str, Any]:
    """Return the grid behind an answer as plain values."""
    return {"cell_m": [round(side, 1) for side in cell_m], "error_m": error_m}
