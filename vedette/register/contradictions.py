"""Where claims about one thing differ: figures, times and places, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from vedette.domain.register import FALLEN, Claim, Count, Figures, Place, Quantity, Span
from vedette.register.folding import fold
from vedette.register.states import SAID_SO
from vedette.units import distance_km

APART_KM = 5.0  # places that lie nearer to one another are not told apart
WIDE = ("region", "country")
# How figures are told that a claim neither asserts nor confirms.
APART = {"denies": "denied", "no_comment": "no comment", "withdraws": "taken back"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim tells of one thing.

    ``says`` is what the claim says of its incident or fact: figures that it denies are
    none that it tells. ``has_fallen``: nobody should rely on it any longer.
    """

    claim: str
    value: Any
    says: str
    has_fallen: bool

    @property
    def counts(self) -> bool:
        """Whether the span is drawn over it."""
        return self.says in SAID_SO and not self.has_fallen

    @property
    def mark(self) -> str:
        """Why it does not count, in a word or two; empty where it does.

        >>> Said("C-1", 5, "denies", False).mark
        'denied'
        """
        told = (APART.get(self.says, ""), "fallen" if self.has_fallen else "")
        return ", ".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that claims speak of.

    ``field`` names it (killed, when, place, ...); ``low`` and ``high`` span what claims
    that stand assert or confirm of it, None for what has no order. ``differs`` says
    whether two of them exclude each other. What others deny is only told beside it.
    """

    field: str
    said: tuple[Said, ...]
    low: Any
    high: Any
    differs: bool


@dataclass(frozen=True, slots=True)
class Stances:
    """Who says it is so and who says not, by the ids of claims that stand."""

    says_so: tuple[str, ...]
    denies: tuple[str, ...]
    no_comment: tuple[str, ...]

    @property
    def differ(self) -> bool:
        """Whether some say so and others not."""
        return bool(self.says_so and self.denies)


def compare_claims(claims: Sequence[Claim]) -> tuple[Difference, ...]:
    """Lay side by side what claims say of each thing, in the order of ``FIELDS``."""
    found = (
        _compare(field, claims, read, span) for field, (read, span) in FIELDS.items()
    )
    harmed = sorted({each.nationality for c in claims for each in c.figures.harmed})
    nations = (
        _compare(
            f"{part} of {nation}", claims, _read_harmed(nation, part), _span_counts
        )
        for nation in harmed
        for part in ("killed", "injured")
    )
    return tuple(each for each in (*found, *nations) if each is not None)


def sort_stances(claims: Sequence[Claim]) -> Stances:
    """Sort claims that stand by what they say."""
    standing = [claim for claim in claims if claim.state not in FALLEN]

    def ids(*says: str) -> tuple[str, ...]:
        return tuple(claim.id for claim in standing if claim.says in says)

    return Stances(ids(*SAID_SO), ids("denies"), ids("no_comment"))


def _compare(
    field: str,
    claims: Sequence[Claim],
    read: Callable[[Figures], Any],
    span: Callable[[Sequence[Any]], tuple[Any, Any, bool]],
) -> Difference | None:
    said = tuple(
        Said(claim.id, value, claim.says, claim.state in FALLEN)
        for claim in claims
        if (value := read(claim.figures)) is not None
    )
    if not said:
        return None
    counting = [each.value for each in said if each.counts]
    low, high, differs = span(counting) if counting else (None, None, False)
    return Difference(field, said, low, high, differs)


def _read_harmed(nation: str, part: str) -> Callable[[Figures], Count | None]:
    def read(figures: Figures) -> Count | None:
        found = (each for each in figures.harmed if each.nationality == nation)
        each = next(found, None)
        return None if each is None else getattr(each, part)

    return read


def _span_counts(values: Sequence[Count]) -> tuple[int, int, bool]:
    """Span ranges; they exclude each other where one ends before another begins."""
    lows, highs = [each.low for each in values], [each.high for each in values]
    return min(lows), max(highs), max(lows) > min(highs)


def _span_times(values: Sequence[Span]) -> tuple[Any, Any, bool]:
    lows, highs = [each.earliest for each in values], [each.latest for each in values]
    return min(lows), max(highs), max(lows) > min(highs)


def _span_quantities(values: Sequence[Quantity]) -> tuple[Any, Any, bool]:
    """Span figures of one unit; figures of several units have no span."""
    if len({each.unit for each in values}) > 1:
        return None, None, True
    lows, highs = [each.low for each in values], [each.high for each in values]
    return min(lows), max(highs), max(lows) > min(highs)


def _span_places(values: Sequence[Place]) -> tuple[None, None, bool]:
    """Compare places: a region or country with its like, all others with theirs.

    A region does not exclude a district, which may lie in it.
    """
    wide = [place for place in values if place.precision in WIDE]
    close = [place for place in values if place.precision not in WIDE]
    return None, None, _have_other_names(wide) or _are_other_places(close)


def _are_other_places(values: Sequence[Place]) -> bool:
    """Compare places by their degrees where all have some, else by their names."""
    degrees = [
        (p.lon, p.lat) for p in values if p.lon is not None and p.lat is not None
    ]
    if values and len(degrees) == len(values):
        return _lie_apart(degrees)
    return _have_other_names(values)


def _have_other_names(values: Sequence[Place]) -> bool:
    return len({fold(place.name) for place in values}) > 1


def _lie_apart(degrees: Sequence[tuple[float, float]]) -> bool:
    if len(set(degrees)) == 1:
        return False
    import numpy as np

    lon, lat = np.array(degrees).T
    far = distance_km(lon[:, None], lat[:, None], lon, lat)
    return bool((far > APART_KM).any())


FIELDS: dict[str, tuple[Callable[[Figures], Any], Callable[[Any], Any]]] = {
    "when": (lambda figures: figures.when, _span_times),
    "place": (lambda figures: figures.place, _span_places),
    "killed": (lambda figures: figures.killed, _span_counts),
    "injured": (lambda figures: figures.injured, _span_counts),
    "quantity": (lambda figures: figures.quantity, _span_quantities),
}
