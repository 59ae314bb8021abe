"""GPX 1.1: one file for each team, one track for each of its duties."""

import datetime as dt

import numpy as np
from lxml import etree

from vedette.domain.plans import Roster
from vedette.domain.theatre import Theatre
from vedette.sharing.clocks import moment
from vedette.sharing.duties import Duty, list_duties
from vedette.sharing.package import Package
from vedette.sharing.text import file_names, plain
from vedette.sharing.ways import Stop, duty_way
from vedette.terrain.elevation import smooth_heights_at

GPX = "http://www.topografix.com/GPX/1/1"


def make_tracks(package: Package) -> dict[str, bytes]:
    """Return a GPX file for each team that has a duty, by file name.

    Heights are those of the ground, also under an aircraft.
    """
    theatre, roster = package.theatre, package.get_roster()
    duties = list_duties(theatre, roster)
    names = file_names(duties)
    return {
        f"{names[team_id]}.gpx": _write(package, own)
        for team_id, own in duties.items()
        if own
    }


def _write(package: Package, duties: tuple[Duty, ...]) -> bytes:
    theatre, roster = package.theatre, package.get_roster()
    root = new_gpx()
    team = duties[0].team
    about = etree.SubElement(root, f"{{{GPX}}}metadata")
    add_text(about, "name", f"{team.name}, {theatre.name}")
    add_text(about, "desc", _notice(theatre, roster))
    add_text(about, "time", _stamp(roster, 0.0))
    for duty in duties:
        track = etree.SubElement(root, f"{{{GPX}}}trk")
        begin = moment(roster, duty.begin)
        add_text(track, "name", f"{team.name}, duty of {begin:%Y-%m-%d %H:%M}")
        add_text(track, "desc", theatre.notice)
        add_text(track, "type", team.kind)
        segment = etree.SubElement(track, f"{{{GPX}}}trkseg")
        ground = package.get_picture().ground
        _points(
            segment, theatre, roster, duty_way(theatre, ground, duty, roster.slot_min)
        )
    return gpx_bytes(root)


def _points(
    segment: etree._Element, theatre: Theatre, roster: Roster, way: tuple[Stop, ...]
) -> None:
    lon, lat = (
        np.array([stop.lon for stop in way]),
        np.array([stop.lat for stop in way]),
    )
    heights = smooth_heights_at(theatre.elevation, lon, lat)
    for stop, height in zip(way, heights.tolist(), strict=True):
        point = etree.SubElement(segment, f"{{{GPX}}}trkpt")
        point.set("lat", f"{stop.lat:.6f}")
        point.set("lon", f"{stop.lon:.6f}")
        add_text(point, "ele", f"{height:.1f}")
        add_text(point, "time", _stamp(roster, stop.minute))


def new_gpx() -> etree._Element:
    """Return the root of a file without anything in it."""
    root = etree.Element(f"{{{GPX}}}gpx", nsmap={None: GPX})  # type: ignore[dict-item]
    root.set("version", "1.1")
    root.set("creator", "Vedette")
    return root


def gpx_bytes(root: etree._Element) -> bytes:
    """Return a file as it is written."""
    return bytes(
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )


def add_text(parent: etree._Element, name: str, text: str) -> None:
    """Add an element of plain text to another."""
    etree.SubElement(parent, f"{{{GPX}}}{name}").text = plain(text)


def _notice(theatre: Theatre, roster: Roster) -> str:
    return (
        f"{theatre.notice} One draw (seed {roster.seed}) from plan {roster.plan_hash}; "
        "times between two slots are shared along the way."
    )


def _stamp(roster: Roster, minute: float) -> str:
    moment = roster.start.astimezone(dt.UTC) + dt.timedelta(seconds=round(minute * 60))
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
