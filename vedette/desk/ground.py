"""The ground, asked by a person: profiles, least-time paths, isochrones."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.desk.outs import check_out
from vedette.desk.spots import find_place
from vedette.domain.theatre import Theatre
from vedette.reading import load_theatre
from vedette.sharing import Package, publish
from vedette.terrain.isochrones import Isochrones, find_isochrones
from vedette.terrain.paths import find_path
from vedette.terrain.profile import Profile, profile_line
from vedette.terrain.ways import GroundPath, Place, TravelParams

# What the ending of a file's name asks for, and by which verbs it can be had.
FORMATS = {
    ".svg": "ground_svg",
    ".png": "ground_png",
    ".geojson": "ground_geojson",
    ".gpx": "ground_gpx",
}


@dataclass(frozen=True, slots=True, eq=False)
class GroundView:
    """What was asked of a theatre's ground, and the answer."""

    theatre: Theatre
    asked: Profile | GroundPath | Isochrones

    def describe(self) -> str:
        """Return the answer in words and a table."""
        from vedette.sharing import ground_words as words

        if isinstance(self.asked, Profile):
            return words.describe_profile(self.asked)
        if isinstance(self.asked, GroundPath):
            return words.describe_path(self.asked)
        return words.describe_isochrones(self.asked)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain values."""
        from vedette.sharing import ground_words as words

        if isinstance(self.asked, Profile):
            found = words.profile_json(self.asked)
        elif isinstance(self.asked, GroundPath):
            found = words.path_json(self.asked)
        else:
            found = words.isochrones_json(self.asked)
        return {"theatre": self.theatre.id, **found}


def profile_ground(
    where: str | Path,
    places: Sequence[str],
    *,
    out: Path | None = None,
    force: bool = False,
) -> GroundView:
    """Return the profile of the ground under the straight lines between places."""
    check_out(out, (".svg", ".png", ".geojson"), force=force)
    theatre = load_theatre(where)
    spots = [find_place(theatre, text) for text in places]
    profile = profile_line(
        theatre.elevation,
        [spot.lon for spot in spots],
        [spot.lat for spot in spots],
        tuple(spot.name for spot in spots),
    )
    return _finish(GroundView(theatre, profile), out, force=force)


def path_ground(
    where: str | Path,
    start: str,
    end: str,
    params: TravelParams,
    *,
    out: Path | None = None,
    force: bool = False,
) -> GroundView:
    """Return the path of least time between two places."""
    check_out(out, FORMATS, force=force)
    theatre = load_theatre(where)
    ends = (_place(theatre, start), _place(theatre, end))
    path = find_path(theatre, *ends, params)
    return _finish(GroundView(theatre, path), out, force=force)


def isochrone_ground(
    where: str | Path,
    start: str,
    hours: Sequence[float],
    params: TravelParams,
    *,
    out: Path | None = None,
    force: bool = False,
) -> GroundView:
    """Return what is reached from a place within each of some numbers of hours."""
    check_out(out, (".svg", ".png", ".geojson"), force=force)
    theatre = load_theatre(where)
    found = find_isochrones(theatre, _place(theatre, start), hours, params)
    return _finish(GroundView(theatre, found), out, force=force)


def _place(theatre: Theatre, text: str) -> Place:
    spot = find_place(theatre, text)
    return Place(spot.name, spot.lon, spot.lat)


def _finish(view: GroundView, out: Path | None, *, force: bool) -> GroundView:
    if out is not None:
        package = Package(view.theatre, asked=view.asked)
        publish(package, out, formats=[FORMATS[out.suffix.lower()]], force=force)
    return view
