"""The gazetteer of a theatre: its places, and all the spellings of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from vedette.domain.theatre import Theatre
from vedette.register.folding import fold
from vedette.register.place_file import load_spellings


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its names; the first one is shown.

    ``precision`` is one of ``PRECISIONS``: a district has its middle for a place.
    """

    names: tuple[str, ...]
    lon: float
    lat: float
    precision: str = "near"
    site_id: str | None = None

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self.names[0]


@dataclass(frozen=True)
class Spellings:
    """Groups of folded names that mean one place, for search."""

    groups: tuple[tuple[str, ...], ...] = ()
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for group in self.groups:
            for name in group:
                self._found.setdefault(name, group)

    def list_for(self, text: str) -> tuple[str, ...]:
        """List the folded forms of a text, one for each spelling of a place in it.

        >>> Spellings((("kolob", "koliab"),)).list_for("near Kulob")
        ('near kolob', 'near koliab')
        """
        plain = fold(text)
        words = plain.split()
        for length in range(min(4, len(words)), 0, -1):
            for at in range(len(words) - length + 1):
                group = self._found.get(" ".join(words[at : at + length]))
                if group is not None:
                    before, after = words[:at], words[at + length :]
                    return tuple(" ".join((*before, n, *after)) for n in group)
        return (plain,)


@dataclass(frozen=True)
class Gazetteer:
    """The places of a theatre, found by any spelling."""

    spots: tuple[Spot, ...]

    @classmethod
    def of_theatre(cls, theatre: Theatre) -> "Gazetteer":
        """Gather settlements, sites and the folder's own table of spellings.

        Where several files know a name, the table of spellings counts before the
        sites, and the sites before the settlements.
        """
        told = load_spellings(theatre)
        spots = [
            Spot((row.name, *row.spellings), row.lon, row.lat, row.precision)
            for row in told
        ]
        spots += [
            Spot((site.name,), site.lon, site.lat, "near", site.id)
            for site in theatre.sites
        ]
        spots += _read_settlements(theatre.drawings.get("settlements", {}))
        return cls(tuple(_join(spots)))

    @cached_property
    def _by_name(self) -> Mapping[str, Spot]:
        return {fold(name): spot for spot in self.spots[::-1] for name in spot.names}

    def find(self, name: str) -> Spot | None:
        """Find a place by one of its names, however it is spelt."""
        return self._by_name.get(fold(name))

    def names(self) -> tuple[str, ...]:
        """List every spelling of every place."""
        return tuple(name for spot in self.spots for name in spot.names)

    def spellings(self) -> Spellings:
        """Return the spellings of places that have several, for search."""
        groups = (tuple(dict.fromkeys(map(fold, spot.names))) for spot in self.spots)
        return Spellings(tuple(group for group in groups if len(group) > 1))


def _read_settlements(drawing: Mapping[str, object]) -> list[Spot]:
    found = []
    features = drawing.get("features", ())
    for feature in features if isinstance(features, list) else ():
        name = feature["properties"].get("name")
        geometry = feature["geometry"]
        if isinstance(name, str) and geometry["type"] == "Point":
            lon, lat = geometry["coordinates"][:2]
            found.append(Spot((name,), float(lon), float(lat)))
    return found


def _join(spots: Iterable[Spot]) -> Iterable[Spot]:
    """Leave out places whose name an earlier one has already."""
    known: set[str] = set()
    for spot in spots:
        if fold(spot.name) not in known:
            known.update(map(fold, spot.names))
            yield spot
