"""What has been read of a theatre, sound or not, before it is looked at as a whole."""

from dataclasses import dataclass

from vedette.domain.theatre import BorderLine, ElevationGrid, ModelConstants, Track
from vedette.reading.faults import Faults
from vedette.reading.head import Head
from vedette.reading.tables import Row, Table

END_KM = 0.5  # a table's last km may differ so much from the line's length


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a theatre; one that could not be read is None."""

    head: Head | None
    border: BorderLine | None
    tracks: tuple[Track, ...] | None
    elevation: ElevationGrid | None
    model: ModelConstants | None
    sections: Table | None
    sites: Table | None
    bases: Table | None
    teams: Table | None
    caveats: Table | None
    limits: Table | None
    weather: Table | None
    detachments: Table | None
    availability: Table | None
    cards: Table | None
    faults: Faults

    @property
    def partners(self) -> Table | None:
        """The partners of theatre.toml."""
        return self.head.partners if self.head else None

    def list_tables(self) -> list[tuple[str, Table]]:
        """All tables that could be read, each with the word for one of its rows."""
        named = (
            ("partner", self.partners),
            ("section", self.sections),
            ("site", self.sites),
            ("base", self.bases),
            ("card", self.cards),
            ("detachment", self.detachments),
            ("team", self.teams),
            ("caveat", self.caveats),
            ("limit", self.limits),
        )
        return [(word, table) for word, table in named if table is not None]

    def fault(self, table: Table, row: Row, field: str, what: str, advice: str) -> None:
        """Note a fault of one field of a row."""
        self.faults.add(table.file, what, advice, line=row.line, field=field)
