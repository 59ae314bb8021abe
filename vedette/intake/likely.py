"""Which incidents in the register a draft may tell of: by kind, time and place."""

from collections.abc import Iterable

from vedette.domain.register import Incident, Place, Ref, Span
from vedette.intake.drafts import DraftIncident
from vedette.intake.telling import span_text
from vedette.register.folding import fold
from vedette.units import distance_km

NEAR_KM, DISTRICT_KM = 25.0, 60.0  # places of one scene, and where one is a district
MOST_LIKELY = 3  # of one draft
# Two papers call one event by several of these; all other kinds only by their own.
VIOLENT = frozenset(
    ("armed_attack", "armed_clash", "drone_attack", "explosion", "shooting")
)


def find_likely(
    draft: DraftIncident, incidents: Iterable[Incident]
) -> list[tuple[Ref, str]]:
    """Return the incidents that a draft may be, the likeliest first, in words.

    Its kind is the same or both are attacks of some kind, their times overlap, and
    their places are near. Without a date or a place nothing is likely.
    """
    found = []
    for each in incidents:
        if each.merged_into is None and _may_be(draft, each):
            km = _apart_km(draft.place, each.place)
            found.append((draft.kind != each.kind, km or 0.0, each.id, each))
    return [
        (Ref("incident", each.id), _words(each, draft.place))
        for *_, each in sorted(found, key=lambda pair: pair[:3])[:MOST_LIKELY]
    ]


def _may_be(draft: DraftIncident, incident: Incident) -> bool:
    if draft.when is None or draft.place is None:
        return False
    if not _overlap(draft.when, incident.when):
        return False
    is_attack = {draft.kind, incident.kind} <= VIOLENT
    if draft.kind != incident.kind and not is_attack:
        return False
    km = _apart_km(draft.place, incident.place)
    if km is None:
        return fold(draft.place.name) == fold(incident.place.name)
    precisions = (draft.place.precision, incident.place.precision)
    is_narrow = all(each in ("exact", "near") for each in precisions)
    return km <= (NEAR_KM if is_narrow else DISTRICT_KM)


def _overlap(one: Span, other: Span) -> bool:
    """Whether two spans share time; one that ends as the other begins does not."""
    begin = max(one.earliest, other.earliest)
    end = min(one.latest, other.latest)
    is_moment = one.earliest == one.latest or other.earliest == other.latest
    return begin < end or (is_moment and begin == end)


def _apart_km(one: Place | None, other: Place) -> float | None:
    """Return how far apart two places lie; None where one has no degrees."""
    if one is None or one.lon is None or one.lat is None:
        return None
    if other.lon is None or other.lat is None:
        return None
    return float(distance_km(one.lon, one.lat, other.lon, other.lat)[0])


def _words(incident: Incident, place: Place | None) -> str:
    km = _apart_km(place, incident.place)
    far = "" if km is None else f", {km:.0f} km from it"
    kind = incident.kind.replace("_", " ")
    title = incident.title.rstrip(".")
    return f"{title}: {kind}, {span_text(incident.when)}, {incident.place.name}{far}"
