"""The spellings of places that come with a theatre: ``register/places.csv``."""

from dataclasses import dataclass

from vedette.domain.register import PRECISIONS
from vedette.domain.theatre import Theatre
from vedette.reading.caps import CAPS
from vedette.reading.checks import cell, name, number, one_of
from vedette.reading.faults import Faults
from vedette.reading.folder import TheatreFolder
from vedette.reading.tables import Sheet, read_table

SPELLINGS = "register/places.csv"


@dataclass(frozen=True, slots=True)
class SpeltPlace:
    """A place of ``places.csv``: a settlement or district under all its names."""

    name: str
    spellings: tuple[str, ...]
    lon: float
    lat: float
    precision: str


def _spellings(value: str) -> tuple[str, ...]:
    return tuple(name(each) for each in value.split("|") if each.strip())


SHEET = Sheet.of(
    SPELLINGS,
    {
        "name": name,
        "spellings": _spellings,
        "lon": cell(number(-180.0, 180.0, "degrees")),
        "lat": cell(number(-90.0, 90.0, "degrees")),
        "precision": one_of(PRECISIONS),
    },
)


def load_spellings(theatre: Theatre) -> tuple[SpeltPlace, ...]:
    """Load the spellings of places that come with a theatre; none where it has none."""
    faults = Faults()
    folder = TheatreFolder(theatre.folder, faults)
    if not folder.has(SPELLINGS):
        return ()
    data = folder.read(SPELLINGS, CAPS.csv_bytes)
    table = read_table(data, SHEET, faults) if data is not None else None
    faults.raise_any(theatre.id)
    return tuple(SpeltPlace(**row.values) for row in table.rows) if table else ()
