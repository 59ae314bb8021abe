"""Places that a sentence names: the theatre's own under any spelling, and others.

A place that the gazetteer does not have keeps its name and has no degrees: an analyst
finds it, or leaves it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.domain.register import Place
from vedette.domain.theatre import Theatre
from vedette.intake.calendar import WEEKDAYS
from vedette.intake.dayforms import NAMES as MONTHS
from vedette.intake.people import LANDS, NATIONS
from vedette.intake.sentences import Word
from vedette.intake.sourcewords import METONYMS
from vedette.intake.tables import word_set
from vedette.register.folding import fold
from vedette.register.places import Gazetteer, Spot

MOST_WORDS = 4  # of one name
LOOSE_LETTERS = 6  # shorter names must be spelt as the gazetteer folds them
SHORT_LETTERS = 4  # names up to here must follow a word of place
BEFORE = word_set(
    "in at near of outside above below around from to on into between beside"
)
UNKNOWN_AFTER = word_set("in at near outside above below around")
AREAS = word_set("district districts region province valley section raion")
SETTLED = word_set("village settlement town city district province region")
RIVER = word_set("river rivers")
IS_NO_PLACE = (
    METONYMS | frozenset(LANDS) | frozenset(NATIONS) | frozenset(MONTHS) | set(WEEKDAYS)
)
CAPITALS = frozenset(["dushanbe"])
KIND_OF_SITE = re.compile(r"\b(?:bridge|airfield|airport|lake|dam|air base)\b", re.I)
WAY_OF_SECTION = re.compile(
    r"\b(?:lower|upper|west|east|north|south|gorge|lowland|valley|river|ridge|plain)\b",
    re.IGNORECASE,
)

DISTRICT, UNKNOWN = "district", "unknown"


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a sentence names, in its words from ``first`` up to ``last``."""

    place: Place
    first: int
    last: int
    site_id: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether the gazetteer has it."""
        return self.place.lon is not None


@dataclass(frozen=True)
class PlaceNames:
    """Every folded name of a theatre's places, and of the districts of its sections."""

    spots: Mapping[str, Spot]
    loose: Mapping[str, Spot]
    districts: Mapping[str, Spot]

    @classmethod
    def of_theatre(cls, theatre: Theatre) -> "PlaceNames":
        """Gather the names."""
        known: dict[str, Spot] = {}
        for spot in Gazetteer.of_theatre(theatre).spots:
            for name in spot.names:
                known.setdefault(fold(name), spot)
        for spot in list(known.values()):
            for name in spot.names:
                for part in _parts(name):
                    known.setdefault(fold(part), spot)
        districts = {fold(spot.name): spot for spot in _districts(theatre)}
        for key, spot in known.items():
            if spot.precision == DISTRICT:
                districts.setdefault(key, spot)
        return cls(known, _loosen(districts | known), districts)

    def find(self, name: str, *, is_district: bool = False) -> Spot | None:
        """Find a place by its name, however it is spelt."""
        key = fold(name)
        if is_district and key in self.districts:
            return self.districts[key]
        spot = self.spots.get(key) or self.districts.get(key)
        if spot is None and len(key) >= LOOSE_LETTERS:
            spot = self.loose.get(_loose(key))
        return spot


def find_places(
    words: Sequence[Word], names: PlaceNames, taken: Collection[int] = ()
) -> list[Named]:
    """Return the places that a sentence names, in order; words ``taken`` are dates."""
    found: list[Named] = []
    at = 0
    while at < len(words):
        named = None
        if at not in taken and words[at].text[:1].isupper():
            named = _known(words, at, names) or _unknown(words, at, names)
        if named is None:
            at += 1
            continue
        found.append(named)
        at = named.last
    return found


def _known(words: Sequence[Word], at: int, names: PlaceNames) -> Named | None:
    for length in range(min(MOST_WORDS, len(words) - at), 0, -1):
        name = " ".join(word.text for word in words[at : at + length])
        name = re.sub(r"['’]s$", "", name)
        last = at + length
        after = words[last].low if last < len(words) else ""
        spot = names.find(name, is_district=after in AREAS)
        if spot is None or not _is_meant(words, at, last, name):
            continue
        precision = spot.precision
        if spot.site_id and after in ("bridge", "airfield", "airport", "dam"):
            precision = "exact"
        place = Place(spot.name, precision, spot.lon, spot.lat)
        return Named(place, at, last, spot.site_id)
    return None


def _is_meant(words: Sequence[Word], at: int, last: int, name: str) -> bool:
    """Whether a name of a place is meant for it: no month, no river, no short word."""
    before = [word.low for word in words[max(0, at - 2) : at]]
    after = words[last].low if last < len(words) else ""
    if name.lower() in IS_NO_PLACE - CAPITALS:
        return False
    if before[-1:] == ["the"] and after not in (*AREAS, "bridge", "airfield", "dam"):
        return False  # the Panj
    if after in RIVER or before[-1:] == ["river"]:
        return False
    return len(name) > SHORT_LETTERS or bool(BEFORE & set(before)) or after in AREAS


def _unknown(words: Sequence[Word], at: int, names: PlaceNames) -> Named | None:
    """Return a place that is named as one and that the gazetteer does not have."""
    before = [word.low for word in words[max(0, at - 2) : at]]
    if before[-1:] == ["the"] and _is_area(words, at):
        before = before[:-1]  # "in the Example district"
    if not (before and before[-1] in UNKNOWN_AFTER) and not (
        len(before) == 2 and before[0] in SETTLED and before[1] == "of"
    ):
        return None
    last = at
    while last < min(len(words), at + MOST_WORDS) and words[last].text[:1].isupper():
        last += 1
    for inner in range(at + 1, last):  # Lake Zorkul
        known = _known(words, inner, names)
        if known is not None and known.last == last:
            return known
    name = " ".join(word.text for word in words[at:last])
    name = re.sub(r"['’]s$", "", name)
    if words[at].low in IS_NO_PLACE or not words[at].text[0].isalpha():
        return None
    if len(name) < 3 or words[last - 1].text.endswith(("'s", "’s")):
        return None
    return Named(Place(name, UNKNOWN), at, last)


def _is_area(words: Sequence[Word], at: int) -> bool:
    """Whether a name is that of an area: "the Example district"."""
    behind = (each for each in words[at : at + MOST_WORDS] if each.text[0].islower())
    return next((word.low in AREAS for word in behind), False)


def _parts(name: str) -> Iterator[str]:
    """Yield the names inside a site's name: ``Bridge Tem``, ``Moskva (Hamadoni)``."""
    plain = KIND_OF_SITE.sub(" ", name).replace("(", "|").replace(")", "|")
    if not name.lower().startswith("exercise"):
        yield from (part.strip() for part in plain.split("|") if part.strip())


def _districts(theatre: Theatre) -> Iterator[Spot]:
    """Yield the districts that the names of sections tell, each with its middle."""
    import numpy as np

    from vedette.terrain.line import position_at

    reach: dict[str, list[float]] = {}
    for section in theatre.sections:
        for part in re.split(r"\band\b|,", section.name):
            name = WAY_OF_SECTION.sub(" ", part).strip()
            if name:
                kms = reach.setdefault(" ".join(name.split()), [])
                kms += [section.km_from, section.km_to]
    for name, kms in reach.items():
        middle = np.asarray([(min(kms) + max(kms)) / 2])
        lon, lat = position_at(theatre.border, middle)
        yield Spot((name,), float(lon[0]), float(lat[0]), DISTRICT)


def _loose(key: str) -> str:
    return key.replace(" ", "").replace("a", "o").replace("e", "i")


def _loosen(known: Mapping[str, Spot]) -> dict[str, Spot]:
    loosened: dict[str, Spot | None] = {}
    for key, spot in known.items():
        loose = _loose(key)
        is_new = loosened.setdefault(loose, spot) is spot
        loosened[loose] = spot if is_new else None
    return {key: spot for key, spot in loosened.items() if spot is not None}
