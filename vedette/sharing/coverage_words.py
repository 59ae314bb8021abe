"""Coverage in plain text and plain values: one place, the whole line, the law."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.coverage.law import spread_km, sweep_width_km
from vedette.coverage.table import best_sensor
from vedette.domain.coverage import LineCoverage, PlaceView
from vedette.domain.picture import Ground
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.sharing.text import plain

NO_WEATHER = (
    "Weather is left out: the lines of weather.csv shorten looks in haze and ground "
    "aircraft, so less than this is noticed while they hold."
)
USUAL_KMH = {"foot": 3.0, "vehicle": 25.0, "boat": 15.0, "helicopter": 220.0}


def describe_place(theatre: Theatre, ground: Ground, view: PlaceView) -> str:
    """Return what one team sees at one place, reach by reach."""
    seen = float(view.seen.mean()) if len(view.seen) else 0.0
    lines = [
        f"{view.team} ({view.kind}) at km {view.km:.1f}, eye {view.eye_m:g} m above "
        f"the ground, by {view.light} with the {view.sensor}:",
        f"sees {seen:.0%} of the corridor within its range "
        f"({len(view.cell):,} cells of {view.cell_m[0]:.0f} x {view.cell_m[1]:.0f} m; "
        f"the grid's heights are good to some {view.error_m:.0f} m, so single cells "
        "are indicative).",
        "",
        f"{'Reach, km':>17}  {'section':24}  {'of its look':>11}  "
        f"{'notices in a slot':>17}",
    ]
    for reach, share, chance in zip(view.reach, view.share, view.chance, strict=True):
        low, high = ground.edge_km[reach : reach + 2]
        name = plain(theatre.sections[ground.section[reach]].name)[:24]
        lines.append(
            f"{low:8.1f}-{high:<8.1f}  {name:24}  {share:11.0%}  {chance:17.0%}"
        )
    rest = max(0.0, 1 - float(view.share.sum()))
    lines.append(
        f"{rest:.0%} of the look is lost behind ground, off the corridor, or in shares "
        "too small to count."
    )
    by_height = ", ".join(
        f"{height:g} m {share:.0%}"
        for height, share in zip(view.heights_m, view.seen_by_height, strict=True)
    )
    lines += ["", f"Seen of the same cells from other heights: {by_height}."]
    return "\n".join([*lines, *_weather_note(theatre)])


def _weather_note(theatre: Theatre) -> list[str]:
    """Say that the weather is left out, where any is foreseen."""
    return ["", NO_WEATHER] if theatre.weather else []


def place_json(ground: Ground, view: PlaceView) -> dict[str, Any]:
    """Return what one team sees at one place as plain values."""
    return {
        "team": view.team,
        "kind": view.kind,
        "km": view.km,
        "lon": view.lon,
        "lat": view.lat,
        "eye_m": view.eye_m,
        "light": view.light,
        "in_clear_air": True,
        "sensor": view.sensor,
        "cells": len(view.cell),
        "seen_share": float(view.seen.mean()) if len(view.seen) else 0.0,
        "cell_m": list(view.cell_m),
        "error_m": view.error_m,
        "reaches": [
            {
                "km_from": float(ground.edge_km[reach]),
                "km_to": float(ground.edge_km[reach + 1]),
                "share": float(share),
                "chance": float(chance),
            }
            for reach, share, chance in zip(
                view.reach, view.share, view.chance, strict=True
            )
        ],
        "seen_by_height": dict(
            zip(
                map(str, view.heights_m.tolist()),
                view.seen_by_height.tolist(),
                strict=True,
            )
        ),
    }


def section_rows(theatre: Theatre, line: LineCoverage) -> list[dict[str, Any]]:
    """Return what could be seen at best, section by section, as plain values.

    Means over a section's reaches, each by its length.
    """
    ground = line.ground
    length = np.diff(ground.edge_km)
    rows = []
    for number, section in enumerate(theatre.sections):
        mine = ground.section == number
        weight = length[mine] / length[mine].sum()
        seen = {
            kind: float(each.seen[mine] @ weight) for kind, each in line.kinds.items()
        }
        together = {
            light: float(line.together[at, mine] @ weight)
            for at, light in enumerate(LIGHTS)
        }
        rows.append(
            {
                "section": section.id,
                "name": section.name,
                "seen": seen,
                "teams": int(line.looking[mine].max()),
                "unwatched_km": float(length[mine & (line.looking == 0)].sum()),
                "best": {
                    k: float(_best(each.best, mine)) for k, each in line.kinds.items()
                },
                "together": together,
            }
        )
    return rows


def _best(best: NDArray[np.float64], mine: NDArray[np.bool_]) -> float:
    return float(best[0, mine].max())


def describe_line(theatre: Theatre, line: LineCoverage) -> str:
    """Return what all teams could see at best, section by section."""
    lines = [f"{'Kind':12}  {'teams':>5}  {'lawful moves':>12}  {'ways to look':>12}"]
    lines += [
        f"{each.kind:12}  {each.teams:5}  {each.moves:12,}  {each.beats:12,}"
        for each in line.kinds.values()
    ]
    kinds = list(line.kinds)
    width = max(len(plain(section.name)) for section in theatre.sections)
    head = f"{'Section':{width}}  " + "  ".join(f"{kind[:10]:>10}" for kind in kinds)
    lines += [
        "",
        "Share of the corridor that is seen from anywhere, the most teams that can "
        "look at one of its reaches,",
        "and the chance that an attempt is noticed in a slot in which all of them do "
        "(mean over reaches, in clear air):",
        f"{head}  {'teams':>5}  {'day':>5}  {'night':>5}  {'out of sight':>12}",
    ]
    for row in section_rows(theatre, line):
        cells = "  ".join(f"{row['seen'][kind]:10.0%}" for kind in kinds)
        lines.append(
            f"{plain(row['name']):{width}}  {cells}  {row['teams']:5}  "
            f"{row['together']['day']:5.0%}  {row['together']['night']:5.0%}  "
            f"{row['unwatched_km']:9.0f} km"
        )
    lines += [f"Not counted: {plain(each)}." for each in line.idle]
    return "\n".join([*lines, *_weather_note(theatre)])


def line_json(theatre: Theatre, line: LineCoverage) -> dict[str, Any]:
    """Return what all teams could see at best as plain values."""
    return {
        "in_clear_air": True,
        "kinds": [
            {
                "kind": k.kind,
                "teams": k.teams,
                "moves": k.moves,
                "ways_to_look": k.beats,
            }
            for k in line.kinds.values()
        ],
        "sections": section_rows(theatre, line),
        "not_counted": list(line.idle),
    }


def describe_law(theatre: Theatre) -> str:
    """Return the sensors of a theatre, and what each kind of team makes of them."""
    model = theatre.model
    lights = "  ".join(f"{light:>8}" for light in LIGHTS)
    wide = max(8, max(len(plain(name)) for name in model.sensors)) + 10
    lines = [
        "Range at which somebody on foot is noticed half as often as close by, km, in "
        "clear air:",
        f"{'Sensor':12}  {lights}  {'once':>5}  {'rush km/h':>9}  width / range",
    ]
    for sensor in model.sensors.values():
        half = "  ".join(f"{sensor.half_km[light]:8.2f}" for light in LIGHTS)
        ratio = float(sweep_width_km(1.0, sensor.once, 0.0, sensor.rush_kmh))
        lines.append(
            f"{plain(sensor.id):12}  {half}  {sensor.once:5.2f}  "
            f"{sensor.rush_kmh:9.0f}  {ratio:.2f}"
        )
    lines += [
        "Land searches gave 1.8 (easy to see), 1.6 and 1.1 (hard), 1.645 on average "
        "(Koester and others 2014).",
        "",
        "Sweep width at a usual speed and, after the stroke, how far cells are looked "
        "at, both in km; the sensor used:",
        f"{'Kind':12}  {'km/h':>5}  "
        + "  ".join(f"{light:>{wide}}" for light in LIGHTS),
    ]
    for kind in model.carriers:
        lines.append(
            f"{kind:12}  {USUAL_KMH[kind]:5.0f}  "
            + "  ".join(f"{each:>{wide}}" for each in _widths(theatre, kind))
        )
    sources = dict.fromkeys(sensor.source for sensor in model.sensors.values())
    return "\n".join([*lines, *(f"Source: {plain(each)}." for each in sources)])


def _widths(theatre: Theatre, kind: str) -> Sequence[str]:
    found = []
    for light in LIGHTS:
        sensor = best_sensor(theatre.model, kind, light)
        width = sweep_width_km(
            sensor.half_km[light], sensor.once, USUAL_KMH[kind], sensor.rush_kmh
        )
        reach = 3 * float(spread_km(sensor.half_km[light]))
        found.append(f"{plain(sensor.id)} {float(width):.2f} / {reach:.1f}")
    return found
