"""GeoJSON (RFC 7946) for any map program: sections, reaches, bases, drawn duties."""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import numpy as np

from vedette.domain.plans import PlanPicture
from vedette.domain.theatre import Theatre
from vedette.sharing.clocks import moment
from vedette.sharing.duties import list_duties
from vedette.sharing.findings import Finding, by_reach, by_section
from vedette.sharing.package import Package
from vedette.sharing.text import plain
from vedette.sharing.ways import Stop, duty_way
from vedette.terrain.line import position_at

Feature = dict[str, Any]


def make_maps(package: Package) -> dict[str, bytes]:
    """Return the layers by file name; docs/reference/files.md says what they hold."""
    theatre, picture = package.theatre, package.get_picture()
    layers = {
        "sections.geojson": _sections(theatre, picture),
        "reaches.geojson": _reaches(theatre, picture),
        "bases.geojson": _bases(theatre),
        "sites.geojson": _sites(theatre),
    }
    if package.roster is not None:
        layers["duties.geojson"] = _duties(package)
    return {name: write_features(theatre, rows) for name, rows in layers.items()}


def _sections(theatre: Theatre, picture: PlanPicture) -> Iterable[Feature]:
    for section, found in zip(
        theatre.sections, by_section(theatre, picture), strict=True
    ):
        yield _line(
            theatre,
            found,
            {
                "id": section.id,
                "name": plain(section.name),
                "level": section.level,
                "owner": section.owner,
                **_numbers(picture, found),
            },
        )


def _reaches(theatre: Theatre, picture: PlanPicture) -> Iterable[Feature]:
    for found in by_reach(picture):
        yield _line(
            theatre,
            found,
            {
                "reach": found.reach,
                "section": theatre.sections[found.section].id,
                "can_cross": bool(picture.ground.can_cross[found.reach]),
                **_numbers(picture, found),
            },
        )


def _numbers(picture: PlanPicture, found: Finding) -> dict[str, Any]:
    window = picture.window
    return {
        "km_from": round(found.km_from, 3),
        "km_to": round(found.km_to, 3),
        "mean_notice": round(found.mean_notice, 4),
        "worst_remaining": round(found.remaining, 3),
        "worst_stake": round(found.stake, 3),
        "worst_notice": round(found.notice, 4),
        "worst_from": moment(window, found.slot).isoformat(),
        "worst_to": moment(window, found.slot + 1).isoformat(),
    }


def _bases(theatre: Theatre) -> Iterable[Feature]:
    for base in theatre.bases:
        teams = [team for team in theatre.teams if team.base == base.id]
        yield make_feature(
            "Point",
            _place(base.lon, base.lat),
            {
                "id": base.id,
                "name": plain(base.name),
                "kind": base.kind,
                "partner": base.partner,
                "km": base.km,
                "teams": len(teams),
                "origin": base.origin,
            },
        )


def _sites(theatre: Theatre) -> Iterable[Feature]:
    for site in theatre.sites:
        yield make_feature(
            "Point",
            _place(site.lon, site.lat),
            {
                "id": site.id,
                "name": plain(site.name),
                "kind": site.kind,
                "value": site.value,
                "precision": site.precision,
                "source": plain(site.source),
            },
        )


def _duties(package: Package) -> Iterable[Feature]:
    theatre, roster = package.theatre, package.get_roster()
    ground = package.get_picture().ground
    for duties in list_duties(theatre, roster).values():
        for duty in duties:
            way = duty_way(theatre, ground, duty, roster.slot_min)
            span = duty.km_span
            yield make_feature(
                "LineString",
                _path(way),
                {
                    "team": duty.team.id,
                    "name": plain(duty.team.name),
                    "partner": duty.team.partner,
                    "kind": duty.team.kind,
                    "base": duty.team.base,
                    "time_from": moment(roster, duty.begin).isoformat(),
                    "time_to": moment(roster, duty.end).isoformat(),
                    "km_from": None if span is None else round(span[0], 3),
                    "km_to": None if span is None else round(span[1], 3),
                    "seed": str(roster.seed),
                },
            )


def _path(way: Iterable[Stop]) -> list[list[float]]:
    """Return the positions of a way without the waits; a line needs two of them."""
    places = [place for place, _ in groupby(_place(stop.lon, stop.lat) for stop in way)]
    return places if len(places) > 1 else 2 * places


def _line(theatre: Theatre, found: Finding, properties: dict[str, Any]) -> Feature:
    """Return the stretch of border between two kilometres, with every vertex."""
    border = theatre.border
    inner = border.km[(border.km > found.km_from) & (border.km < found.km_to)]
    lon, lat = position_at(border, np.array([found.km_from, *inner, found.km_to]))
    places = [_place(x, y) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)]
    return make_feature("LineString", places, properties)


def _place(lon: float, lat: float) -> list[float]:
    return [round(lon, 6), round(lat, 6)]


def make_feature(kind: str, coordinates: Any, properties: Mapping[str, Any]) -> Feature:
    """Return one feature."""
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": dict(properties),
    }


def write_features(theatre: Theatre, features: Iterable[Feature]) -> bytes:
    """Write a collection, one feature to the line, so that two can be diffed."""
    origin = "exercise" if theatre.is_exercise else "own"
    rows = []
    for feature in features:
        feature["properties"].setdefault("origin", origin)
        rows.append(json.dumps(feature, ensure_ascii=False, allow_nan=False))
    head = json.dumps(
        {"notice": plain(theatre.notice), "credits": _credits(theatre)},
        ensure_ascii=False,
    )
    body = ",\n".join(rows)
    text = (
        f'{{"type": "FeatureCollection", "about": {head}, "features": [\n{body}\n]}}\n'
    )
    return text.encode()


def _credits(theatre: Theatre) -> list[str]:
    return [plain(f"{layer.credit} ({layer.licence})") for layer in theatre.layers]
