"""Places as a person writes them: an id, a name, a km of the border, a position."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.checks import quote
from vedette.terrain.elevation import is_inside
from vedette.terrain.line import position_at

KM = re.compile(r"km\s*(\d{1,6}(?:\.\d{1,6})?)", re.IGNORECASE)
BARE_KM = re.compile(r"\s*\d{1,6}(\.\d{1,6})?\s*")
NUMBER = r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*"
POSITION = re.compile(f"{NUMBER},{NUMBER}")
LAYERS = {"settlements": "settlement", "airfields": "airfield"}
NEAR_NAMES, NEAR_ENOUGH = 6, 0.6


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that somebody named; ``km`` along the border where it has one.

    ``kind`` is that of the base or site, ``settlement`` or ``airfield`` of a layer,
    ``border`` for a km, ``position`` for degrees.
    """

    name: str
    lon: float
    lat: float
    kind: str
    km: float | None = None


def find_place(theatre: Theatre, text: str) -> Spot:
    """Find a place of the theatre by what a person writes.

    Parameters
    ----------
    theatre
        Where to look.
    text
        The id or name of a base or site, the name of a settlement or airfield of the
        layers (or an airfield's code), ``km 512`` of the border, or ``lat,lon`` in
        degrees. Case, accents and apostrophes of a name do not matter; ids come
        before names, and bases and sites before the layers.

    Raises
    ------
    InputError
        If there is no such place, with names that come near; if several have the
        name; or if it lies off the elevation grid.
    """
    spot = _at_km(theatre, text) or _at_position(text) or _named(theatre, text)
    if not is_inside(theatre.elevation, spot.lon, spot.lat):
        turned = is_inside(theatre.elevation, spot.lat, spot.lon)
        hint = "; latitude comes first, then longitude" if turned else ""
        raise InputError(
            f"{quote(text)}: latitude {spot.lat:.5f}, longitude {spot.lon:.5f} lies "
            f"outside the elevation grid of {theatre.name}{hint}. Choose a place "
            "inside it."
        )
    return spot


def find_at(theatre: Theatre, text: str) -> Spot:
    """Find a place as `find_place` does; a number alone is a km of the border."""
    is_km = BARE_KM.fullmatch(text) is not None
    return find_place(theatre, f"km {text.strip()}" if is_km else text)


def _at_km(theatre: Theatre, text: str) -> Spot | None:
    found = KM.fullmatch(text.strip())
    if found is None:
        return None
    km, length = float(found[1]), theatre.border.length_km
    if km > length:
        raise InputError(
            f"{quote(text)}: the border of {theatre.name} is {length:,.1f} km long; "
            f"give km 0 to {int(length)}."
        )
    lon, lat = position_at(theatre.border, km)
    return Spot(f"km {found[1]}", float(lon), float(lat), "border", km)


def _at_position(text: str) -> Spot | None:
    found = POSITION.fullmatch(text)
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    return Spot(f"{lat:g},{lon:g}", lon, lat, "position")


def _named(theatre: Theatre, text: str) -> Spot:
    wanted = _fold(text)
    for spots in (
        [(spot, (key,)) for key, spot in _with_ids(theatre)],
        [(spot, (spot.name,)) for _, spot in _with_ids(theatre)],
        list(_of_layers(theatre)),
    ):
        found = [
            spot for spot, names in spots if wanted and wanted in map(_fold, names)
        ]
        if found:
            return _only(text, found)
    raise _unknown(theatre, text)


def _only(text: str, found: list[Spot]) -> Spot:
    """Return the one place of a name; several at one position are one place."""
    if len({(spot.lon, spot.lat) for spot in found}) == 1:
        return found[0]
    raise InputError.listing(
        f"{quote(text)}: several places have this name; give an id or a position:",
        (f"{spot.lat:.5f},{spot.lon:.5f} ({spot.kind})" for spot in found),
    )


def _with_ids(theatre: Theatre) -> Iterator[tuple[str, Spot]]:
    """Yield bases and sites by their ids."""
    for base in theatre.bases:
        yield base.id, Spot(base.name, base.lon, base.lat, base.kind, base.km)
    for site in theatre.sites:
        yield site.id, Spot(site.name, site.lon, site.lat, site.kind)


def _of_layers(theatre: Theatre) -> Iterator[tuple[Spot, tuple[str, ...]]]:
    """Yield the points of the layers, each with the names that it goes by."""
    for layer, kind in LAYERS.items():
        for feature in theatre.drawings.get(layer, {}).get("features", ()):
            geometry, values = feature["geometry"], feature["properties"]
            names = tuple(
                values[key]
                for key in ("name", "ident", "alias")
                if isinstance(values.get(key), str)
            )
            if geometry["type"] == "Point" and names:
                lon, lat = geometry["coordinates"][:2]
                yield Spot(names[0], float(lon), float(lat), kind), names


def _fold(text: str) -> str:
    """Reduce a name to lower-case letters and digits without their accents.

    >>> _fold("Qal‘ah-ye Kūf")
    'qalahyekuf'
    """
    split = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in split if letter.isalnum())


def _unknown(theatre: Theatre, text: str) -> InputError:
    """Say that there is no such place, and name those that come near."""
    names = [key for key, _ in _with_ids(theatre)]
    names += [spot.name for _, spot in _with_ids(theatre)]
    names += [name for _, each in _of_layers(theatre) for name in each]
    by_fold = {_fold(name): name for name in reversed(names)}
    wanted = _fold(text)
    near = [key for key in by_fold if len(wanted) > 2 and wanted in key]
    near += difflib.get_close_matches(wanted, by_fold, NEAR_NAMES, NEAR_ENOUGH)
    shown = [quote(by_fold[key]) for key in dict.fromkeys(near)][:NEAR_NAMES]
    like = f" Near it: {', '.join(shown)}." if shown else ""
    return InputError(
        f"{quote(text)}: {theatre.name} has no such place.{like} Give the id of a "
        "base or site, the name of a settlement or airfield, such as 'km 12' of the "
        "border, or latitude,longitude in degrees."
    )
