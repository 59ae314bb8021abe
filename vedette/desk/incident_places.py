"""Where incidents lie: degrees from the gazetteer, km and section from the border."""

from collections.abc import Iterable
from dataclasses import replace

from vedette.desk.stores import theatre_of
from vedette.domain.register import Incident, Place, Record
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.checks import quote
from vedette.register.lines import put_on_line
from vedette.register.places import Gazetteer
from vedette.store import Store

FAR_KM = 300.0  # farther off than any incident of a frontier


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


def refuse_swapped(store: Store, incident: Incident) -> None:
    """Refuse degrees that lie far off the border, and near it the other way round."""
    place, line = incident.place, incident.line
    if place.lon is None or place.lat is None or abs(place.lon) > 90:
        return
    if line is not None and line.off_km <= FAR_KM:
        return
    (other,) = put_on_line(theatre_of(store), [place.lat], [place.lon])
    if other is not None and other.off_km <= FAR_KM:
        raise InputError(
            f"lon {place.lon:g}, lat {place.lat:g} lies far off the border, and"
            f" {other.off_km:.0f} km off it the other way round; swap the two."
        )


def refuse_unknown(theatre: Theatre, section: str | None, km: float | None) -> None:
    """Refuse a section or a km that a theatre has not: nothing can ever be there."""
    known = [each.id for each in theatre.sections]
    if section is not None and section not in known:
        raise InputError(
            f"--section {quote(section)}: {theatre.name} has no such section; choose"
            f" {', '.join(known)}."
        )
    end = theatre.sections[-1].km_to
    if km is not None and not 0 <= km <= end:
        raise InputError(
            f"--near {km:g}: the border of {theatre.name} runs from km 0 to {end:,.0f}."
        )
