"""What limits may name: the ids of a theatre, its teams, and where its sections lie."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from vedette.domain.theatre import Theatre
from vedette.reading.parts import Parts

WHOM = ("partner", "base", "team")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a theatre; nothing at all where it is not at hand.

    ``ids`` holds by column the file that tells them, and the ids. ``teams`` is None
    where one of them cannot be read, so that nobody counts too few.
    """

    ids: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    teams: Sequence[Mapping[str, Any]] | None = None
    sections: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    length_km: float | None = None

    @classmethod
    def of_parts(cls, parts: Parts) -> "Known":
        """Gather what could be read of a theatre."""
        tables = {
            "partner": parts.partners,
            "base": parts.bases,
            "team": parts.teams,
            "section": parts.sections,
        }
        teams = parts.teams.rows if parts.teams else ()
        are_sound = all(team.holds("id", "partner", "base", "kind") for team in teams)
        sections = parts.sections.rows if parts.sections else ()
        return cls(
            ids={
                name: (table.file, table.ids())
                for name, table in tables.items()
                if table is not None
            },
            teams=[team.values for team in teams]
            if parts.teams is not None and are_sound
            else None,
            sections={
                each["id"]: (each["km_from"], each["km_to"])
                for each in sections
                if each.holds("id", "km_from", "km_to")
            },
            length_km=parts.border.length_km if parts.border else None,
        )

    @classmethod
    def of_theatre(cls, theatre: Theatre) -> "Known":
        """Gather the same from a theatre that is loaded."""
        things: dict[str, tuple[str, Sequence[Any]]] = {
            "partner": ("theatre.toml", theatre.partners),
            "base": ("bases.csv", theatre.bases),
            "team": ("teams.csv", theatre.teams),
            "section": ("sections.csv", theatre.sections),
        }
        return cls(
            ids={
                name: (file, frozenset(each.id for each in kept))
                for name, (file, kept) in things.items()
            },
            teams=[asdict(team) for team in theatre.teams],
            sections={each.id: (each.km_from, each.km_to) for each in theatre.sections},
            length_km=theatre.border.length_km,
        )
