"""Where incidents lie: degrees from the gazetteer, km and section from the border."""

from collections.abc import Iterable
from dataclasses import replace

from vedette.desk.stores import theatre_of
from vedette.domain.register import Incident, Place, Record
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.register.lines import put_on_line
from vedette.register.places import Gazetteer
from vedette.store import Store


def locate(store: Store, incident: Incident) -> Incident:
    """Lay an incident's place onto the border of the store's theatre."""
    place = incident.place
    theatre = theatre_of(store)
    site = next((s for s in theatre.sites if s.id == incident.site_id), None)
    if incident.site_id is not None and site is None:
        raise InputError(
            f"--site-id {incident.site_id}: {theatre.name} has no such site; see its"
            " sites.csv, or say it in words with --site."
        )
    if place.lon is None or place.lat is None:
        spot = Gazetteer.of_theatre(theatre).find(place.name)
        if spot is None:
            return incident
        precision = spot.precision if place.precision == "unknown" else place.precision
        place = Place(place.name, precision, spot.lon, spot.lat)
    if place.lon is None or place.lat is None:
        return incident
    if not (abs(place.lon) <= 180 and abs(place.lat) <= 90):
        return incident  # the store says what is wrong with it
    (line,) = put_on_line(theatre, [place.lon], [place.lat])
    return replace(incident, place=place, line=line)


def lay_on_line(theatre: Theatre, records: Iterable[Record]) -> list[Record]:
    """Lay all incidents among some records onto the border, where they have degrees."""
    found = list(records)
    placed = [
        (at, record.place.lon, record.place.lat)
        for at, record in enumerate(found)
        if isinstance(record, Incident)
        and record.place.lon is not None
        and record.place.lat is not None
    ]
    lines = put_on_line(
        theatre, [lon for _, lon, _ in placed], [lat for _, _, lat in placed]
    )
    for (at, _, _), line in zip(placed, lines, strict=True):
        record = found[at]
        if isinstance(record, Incident):
            found[at] = replace(record, line=line)
    return found


def find_km(store: Store, near: str) -> float:
    """Find the km of the border that a number or a place's name means."""
    try:
        return float(near)
    except ValueError:
        pass
    theatre = theatre_of(store)
    spot = Gazetteer.of_theatre(theatre).find(near)
    line = None if spot is None else put_on_line(theatre, [spot.lon], [spot.lat])[0]
    if line is None:
        raise InputError(
            f"--near {near}: {theatre.name} knows no such place; give a km of the"
            " border or a name of its gazetteer."
        )
    return line.km
