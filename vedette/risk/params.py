"""The constants of the risk picture by section, laid out as the program uses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vedette.domain.risk import STRANDS
from vedette.domain.theatre import LEVELS, Theatre
from vedette.errors import InputError
from vedette.reading.canonical import canonical_json, hash_of
from vedette.reading.checks import quote
from vedette.risk.params_file import ANGLES, PLACED, load_values
from vedette.risk.priors import RatePriors

SHARED = ("memory_low_weeks", "memory_high_weeks", "spread_km", "effort_error")


@dataclass(frozen=True, slots=True)
class LevelWords:
    """What a staff calls an impact level, and what it obliges to."""

    word: str
    reactions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskParams:
    """The constants of the risk picture by section.

    Parameters
    ----------
    kinds
        Kinds of incident, by strand of the threat.
    priors
        What is held of each strand before any event is known.
    off_km
        How far off the line an incident still speaks for it.
    record_weeks
        How far back a record goes at least.
    place_km
        Error of a place's km by its precision, one sigma.
    bands
        Where low, medium and high end, by angle.
    critical_days
        How long a critical level stands.
    levels
        Words and reactions by level.
    effort
        Effort by section, where a staff knows it.
    hash
        SHA-256 over all of it.
    """

    kinds: Mapping[str, tuple[str, ...]]
    priors: Mapping[str, RatePriors]
    off_km: float
    record_weeks: float
    place_km: Mapping[str, float]
    bands: Mapping[str, tuple[float, ...]]
    critical_days: float
    levels: Mapping[str, LevelWords]
    effort: Mapping[str, float]
    hash: str

    def strand_of(self, kind: str) -> str | None:
        """Return the strand that a kind of incident belongs to, or None."""
        found = (strand for strand, kinds in self.kinds.items() if kind in kinds)
        return next(found, None)

    def read_level(self, word: str) -> str:
        """Return the level that is meant, by our word for it or the staff's."""
        for level, said in self.levels.items():
            if word.strip().casefold() in (level, said.word.casefold()):
                return level
        known = ", ".join(each.word for each in self.levels.values())
        raise InputError(f"{quote(word)} is no impact level; choose {known}.")

    def list_reactions(self, level: str) -> tuple[str, ...]:
        """List what a level obliges to, what those below it do included."""
        upto = LEVELS[: LEVELS.index(level) + 1]
        return tuple(each for name in upto for each in self.levels[name].reactions)


def load_params(theatre: Theatre) -> RiskParams:
    """Load the constants for a theatre: the program's, and over them its own."""
    values = load_values(theatre)
    shared = {key: values[f"rates.{key}"] for key in SHARED}
    return RiskParams(
        kinds={strand: values[f"rates.{strand}.kinds"] for strand in STRANDS},
        priors={strand: _make_priors(values, strand, shared) for strand in STRANDS},
        off_km=values["counting.off_km"],
        record_weeks=values["counting.record_weeks"],
        place_km={precision: values[f"places.{precision}"] for precision in PLACED},
        bands={angle: values[f"bands.{angle}"] for angle in ANGLES},
        critical_days=values["levels.critical_days"],
        levels={
            level: LevelWords(
                values[f"levels.{level}.word"], values[f"levels.{level}.reactions"]
            )
            for level in LEVELS
        },
        effort={
            section.id: values[f"effort.{section.id}"]
            for section in theatre.sections
            if f"effort.{section.id}" in values
        },
        hash=hash_of(canonical_json(dict(values))),
    )


def _make_priors(
    values: Mapping[str, Any], strand: str, shared: Mapping[str, float]
) -> RatePriors:
    low, high = (values[f"rates.{strand}.weekly_{end}"] for end in ("low", "high"))
    return RatePriors(low, high, **shared)
