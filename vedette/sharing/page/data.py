"""The one JSON object that feeds the page; docs/reference/page-data.md describes it."""

import datetime as dt
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from vedette.domain.picture import Window
from vedette.domain.plans import Plan, PlanPicture, Roster, TeamEffort
from vedette.domain.theatre import Theatre
from vedette.planning.stations import station_km
from vedette.sharing.effort import roster_effort
from vedette.sharing.forecast_words import describe_forecast
from vedette.sharing.package import Option, Package
from vedette.sharing.page.compact import pack_cells, rounded, short
from vedette.sharing.page.moves import team_plays
from vedette.sharing.page.numbers import option_numbers, page_labels, worst_cells
from vedette.sharing.page.relief import Box, draw_relief, find_extent
from vedette.sharing.page.shapes import (
    border_shape,
    drawn_lines,
    drawn_places,
    track_shape,
)
from vedette.sharing.summary import option_label
from vedette.sharing.text import plain
from vedette.units import slot_time

FORMAT = 1
METRES_A_DEGREE = 111_320.0
LONG_TEXT = 5_000  # characters; no name, credit or reason is so long


def page_data(package: Package) -> dict[str, Any]:
    """Return all that the page shows, as plain lists, dicts, numbers and text."""
    theatre, plan, picture = package.theatre, package.get_plan(), package.get_picture()
    label = option_label(theatre, plan.params.without)
    options = [Option(label, plan, picture), *package.compared_with]
    labels = page_labels(theatre, options)
    data = {
        "format": FORMAT,
        "theatre": _theatre(theatre),
        "plan": _plan(theatre, plan, package.roster),
        "time": _time(picture.window),
        "map": _map(theatre, picture),
        "sections": _sections(theatre),
        "reaches": {
            "edge_km": rounded(picture.ground.edge_km, 3),
            "section": picture.ground.section.tolist(),
            "site": picture.risk.top_site.tolist(),
            "can_cross": picture.ground.can_cross.astype(int).tolist(),
        },
        "light": ["".join(map(str, row)) for row in picture.window.light.tolist()],
        "stake": pack_cells(picture.risk.stake),
        "options": [
            option_numbers(theatre, name, option)
            for name, option in zip(labels, options, strict=True)
        ],
        "worst": worst_cells(picture),
        "partners": [
            {"id": partner.id, "name": partner.name, "role": partner.role}
            for partner in theatre.partners
        ],
        "teams": _teams(theatre, plan, picture, package.roster),
        "layers": _layers(theatre),
    }
    return {key: clean_text(value) for key, value in data.items()}


def clean_text(value: Any) -> Any:
    """Return the same data, every text on one line and without control characters.

    Packed bytes and pictures are left alone: they hold nothing but base64.
    """
    if isinstance(value, str):
        return value if len(value) > LONG_TEXT else plain(value)
    if isinstance(value, list):
        return [clean_text(each) for each in value]
    if isinstance(value, dict):
        return {key: clean_text(each) for key, each in value.items()}
    return value


def _theatre(theatre: Theatre) -> dict[str, Any]:
    """Return names and notices of the theatre."""
    grid = theatre.elevation
    middle = grid.north - grid.height_m.shape[0] / 2 * grid.step_lat
    width = grid.step_lon * METRES_A_DEGREE * np.cos(np.deg2rad(middle))
    return {
        "id": theatre.id,
        "name": theatre.name,
        "exercise": theatre.is_exercise,
        "notice": _notice(theatre),
        "border_km": round(theatre.border.length_km, 1),
        "cell_m": [round(float(width)), round(grid.step_lat * METRES_A_DEGREE)],
        "elevation_error_m": short(grid.error_m, 3),
        "hash": theatre.content_hash,
    }


def _notice(theatre: Theatre) -> str:
    """Return what every reader must know, in the theatre's words and ours."""
    line = "The border is a map line, not a survey."
    said = "not a survey" in theatre.notice
    return theatre.notice if said else f"{theatre.notice} {line}".strip()


def _plan(theatre: Theatre, plan: Plan, roster: Roster | None) -> dict[str, Any]:
    """Return what identifies the plan and the draw."""
    return {
        "hash": plan.content_hash,
        "days": plan.params.days,
        "reach_km": short(plan.reach_km),
        "seed": None if roster is None else str(roster.seed),
        "forecast": describe_forecast(theatre, plan.params.rates),
        "rests_on": list(plan.rests_on),
    }


def _time(window: Window) -> dict[str, Any]:
    """Return the window, with the zone's offset from UTC wherever it changes.

    ``offset_min`` lists ``[slot, minutes]``: from that slot on the zone's wall clock
    is so many minutes ahead of UTC. The page needs no table of time zones.
    """
    zone = ZoneInfo(window.zone)
    offsets: list[list[int]] = []
    for slot in range(window.n_slots + 1):
        moment = slot_time(window.start, slot, window.slot_min).astimezone(zone)
        ahead = round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)
        if not offsets or offsets[-1][1] != ahead:
            offsets.append([slot, ahead])
    return {
        "start": window.start.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "zone": window.zone,
        "slot_min": window.slot_min,
        "slots": window.n_slots,
        "offset_min": offsets,
    }


def _map(theatre: Theatre, picture: PlanPicture) -> dict[str, Any]:
    """Return everything that has a place on the map."""
    extent = find_extent(theatre)
    edges = picture.ground.edge_km
    return {
        "extent": {name: round(edge, 5) for name, edge in extent._asdict().items()},
        "relief": draw_relief(theatre.elevation, extent),
        "border": border_shape(theatre.border, edges),
        "tracks": [track_shape(track) for track in theatre.tracks],
        "stations": np.round(station_km(edges, theatre.model.station_km), 3).tolist(),
        **_drawings(theatre, extent),
        "sites": [
            {
                "name": site.name,
                "kind": site.kind,
                "at": rounded((site.lon, site.lat), 4),
                "value": short(site.value),
                "precision": site.precision,
            }
            for site in theatre.sites
        ],
        "bases": [
            {
                "id": base.id,
                "name": base.name,
                "kind": base.kind,
                "partner": base.partner,
                "at": rounded((base.lon, base.lat), 4),
                "km": None if base.km is None else round(base.km, 2),
            }
            for base in theatre.bases
        ],
    }


def _drawings(theatre: Theatre, extent: Box) -> dict[str, Any]:
    """Return the layers that are only drawn."""
    return {
        "lakes": drawn_lines(theatre, "lakes", extent),
        "rivers": drawn_lines(theatre, "rivers", extent),
        "settlements": drawn_places(theatre, "settlements", extent),
        "airfields": drawn_places(theatre, "airfields", extent),
    }


def _sections(theatre: Theatre) -> list[dict[str, Any]]:
    """Return the sections as the theatre states them."""
    return [
        {
            "id": section.id,
            "name": section.name,
            "km": rounded((section.km_from, section.km_to), 3),
            "level": section.level,
            "owner": section.owner,
        }
        for section in theatre.sections
    ]


def _teams(
    theatre: Theatre, plan: Plan, picture: PlanPicture, roster: Roster | None
) -> list[dict[str, Any]]:
    """Return the plan's teams with their efforts, duties and drawn moves.

    Efforts are those of the drawn roster, or without one the plan's averages.
    """
    plays = team_plays(theatre, picture.ground, roster)
    efforts = picture.efforts
    if roster is not None:
        efforts = roster_effort(theatre, picture.window, roster)
    return [
        {
            "id": team.id,
            "name": team.name,
            "partner": team.partner,
            "kind": team.kind,
            "base": team.base,
            "effort": _effort(efforts.get(team.id)),
            **plays.get(team.id, {"duties": [], "moves": []}),
        }
        for team in theatre.teams
        if team.id in plan.moves
    ]


def _effort(effort: TeamEffort | None) -> dict[str, float | None] | None:
    """Return what a team does, with few digits."""
    if effort is None:
        return None
    return {name: short(value, 3) for name, value in asdict(effort).items()}


def _layers(theatre: Theatre) -> list[dict[str, Any]]:
    """Return licence, credit and notice of every layer."""
    return [
        {
            "name": layer.name,
            "licence": layer.licence,
            "credit": layer.credit,
            "notice": layer.notice,
        }
        for layer in theatre.layers
    ]
