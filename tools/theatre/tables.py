"""The theatre's tables: sections, sites, bases and teams, out of authored sources."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from theatre.elevation import Grid
from theatre.files import read_csv
from theatre.places import Place
from theatre.track import Track

POSTS = 30
LOWLAND_M = 700.0  # below: two vehicle teams alike
VALLEY_M = 1500.0  # below: a vehicle and a foot team; above: see ``make_ground_teams``
DUTY_REST_H = {"foot": (8, 12), "vehicle": (6, 10)}
CREWS = {"foot": 6, "vehicle": 4}
DETACHMENTS = 5  # of the host, each with as many posts, as detachments.csv names them

Row = dict[str, Any]
SECTION_COLUMNS = ("id", "name", "km_from", "km_to", "level", "owner", "note")
BASE_COLUMNS = (
    *("id", "name", "kind", "partner", "lon", "lat", "km", "origin", "note"),
)
TEAM_COLUMNS = (
    *("id", "name", "partner", "base", "kind", "card", "duty_h", "rest_h"),
    *("starts_every_min", "earliest", "latest", "origin", "note"),
    *("detachment", "crew"),
)


def make_sections(authored: Path, length_km: float) -> list[Row]:
    """Rows of ``sections.csv``; the last section ends where the line does."""
    rows = []
    for row in read_csv(authored):
        end = f"{length_km:.3f}" if row["km_to"] == "end" else row["km_to"]
        rows.append({**row, "km_to": end, "owner": "host"})
    return rows


def make_posts(tracks: Sequence[Track], grid: Grid) -> list[Row]:
    """Rows of the posts: mid-points of equal parts of the border that has a track.

    The rule, and nothing else, places them: no post stands for a real one.
    """
    spans = np.array([(track.km[0], track.km[-1]) for track in tracks])
    ends = np.cumsum(spans[:, 1] - spans[:, 0])
    rows = []
    for n in range(POSTS):
        along = (n + 0.5) / POSTS * ends[-1]
        piece = int(np.searchsorted(ends, along))
        km = spans[piece, 1] - (ends[piece] - along)
        lon, lat = (
            np.interp(km, tracks[piece].km, tracks[piece].lonlat[:, axis])
            for axis in (0, 1)
        )
        height = int(grid.height_at(np.array([lon]), np.array([lat]))[0])
        rows.append(
            {
                "id": f"P{n + 1:02d}",
                "name": f"Post-{n + 1:02d}",
                "kind": "post",
                "partner": "host",
                "lon": _degrees(lon),
                "lat": _degrees(lat),
                "km": f"{km:.3f}",
                "origin": "exercise",
                "note": f"notional; placed by rule on the modelled track; {height} m",
                "height_m": height,
            }
        )
    return rows


def make_air_bases(authored: Path, airfields: Sequence[Place]) -> list[Row]:
    """Rows of the airfields that teams start from."""
    by_ident = {field.properties["ident"]: field for field in airfields}
    rows = []
    for row in read_csv(authored):
        field = by_ident[row["ident"]]
        height = field.properties["elevation_m"]
        note = "; ".join(filter(None, [f"{row['ident']}, {height} m", row["note"]]))
        rows.append(
            {
                "id": row["id"],
                "name": row["name"],
                "kind": "airfield",
                "partner": row["partner"],
                "lon": _degrees(field.lon),
                "lat": _degrees(field.lat),
                "km": "",
                "origin": "exercise",
                "note": note,
            }
        )
    return rows


def make_ground_teams(posts: Sequence[Row]) -> list[Row]:
    """Rows of the ground teams, two to a post.

    Below ``LOWLAND_M`` two vehicle teams; below ``VALLEY_M`` a vehicle and a foot
    team; higher up two foot teams at even posts, a vehicle and a foot team at odd ones.
    """
    rows = []
    for n, post in enumerate(posts, start=1):
        if post["height_m"] < LOWLAND_M:
            kinds = ("vehicle", "vehicle")
        elif post["height_m"] < VALLEY_M or n % 2:
            kinds = ("vehicle", "foot")
        else:
            kinds = ("foot", "foot")
        for letter, kind in zip("AB", kinds, strict=True):
            duty_h, rest_h = DUTY_REST_H[kind]
            rows.append(
                {
                    "id": f"{post['id']}-{letter}",
                    "name": f"{post['name']} {kind} {letter}",
                    "partner": "host",
                    "base": post["id"],
                    "kind": kind,
                    "duty_h": duty_h,
                    "rest_h": rest_h,
                    "starts_every_min": 60,
                    "origin": "exercise",
                    "note": "notional",
                    "detachment": f"DH{(n - 1) * DETACHMENTS // len(posts) + 1}",
                    "crew": CREWS[kind],
                }
            )
    return rows


def make_air_teams(authored: Path) -> list[Row]:
    """Rows of the helicopters: ``count`` alike for each authored row."""
    rows = []
    for row in read_csv(authored):
        count = int(row.pop("count"))
        for letter in "ABCDEFGH"[:count]:
            team = {**row, "kind": "helicopter", "origin": "exercise"}
            team["id"] = f"{row['id']}-{letter}"
            team["name"] = f"{row['name']} {letter}"
            rows.append({**team, "note": "notional"})
    return rows


def _degrees(value: float) -> str:
    """Degrees as text, to 0.1 m."""
    return f"{value:.6f}"


def pick_columns(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str]
) -> list[Row]:
    """Rows with exactly ``columns``, empty where a row has none."""
    return [{name: row.get(name, "") for name in columns} for row in rows]
