"""The register as a map layer: incidents as points, with how well they are placed."""

from collections.abc import Iterator
from typing import Any

from vedette.domain.register import Incident
from vedette.sharing.maps import Feature, make_feature, write_features
from vedette.sharing.package import Package
from vedette.sharing.register_cases import Case, list_cases, say_count
from vedette.sharing.text import plain


def make_register_map(package: Package) -> bytes:
    """Return the incidents that a package's register holds as GeoJSON.

    An incident without degrees has no geometry, and keeps its place's name.
    """
    return write_features(package.theatre, _list_features(package))


def _list_features(package: Package) -> Iterator[Feature]:
    for case in list_cases(package.get_register(), "incident"):
        incident = case.about
        if not isinstance(incident, Incident):
            continue
        place = incident.place
        feature = make_feature("Point", None, _describe(case, incident))
        if place.lon is None or place.lat is None:
            feature["geometry"] = None
        else:
            feature["geometry"]["coordinates"] = [
                round(place.lon, 6),
                round(place.lat, 6),
            ]
        yield feature


def _describe(case: Case, incident: Incident) -> dict[str, Any]:
    line = incident.line
    standing = [each for each in case.claims if not each.has_fallen]
    return {
        "id": incident.id,
        "kind": incident.kind,
        "title": plain(incident.title),
        "standing": case.standing,
        "earliest": incident.when.earliest.isoformat(),
        "latest": incident.when.latest.isoformat(),
        "place": plain(incident.place.name),
        "precision": incident.place.precision,
        "km": None if line is None else line.km,
        "section": None if line is None else line.section,
        "off_km": None if line is None else line.off_km,
        "killed": say_count(incident.killed),
        "injured": say_count(incident.injured),
        "claims": len(case.claims),
        "claims_fallen": len(case.claims) - len(standing),
        "says_so": sum(e.claim.says in ("asserts", "confirms") for e in standing),
        "denies": sum(e.claim.says == "denies" for e in standing),
        "differs": [each.field for each in case.differences if each.differs],
        "flagged": bool(case.flags),
        "merged": list(case.merged),
        "origin": incident.origin,
    }
