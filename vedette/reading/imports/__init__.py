"""Tables of incidents from elsewhere in, records of the register out.

ACLED, UCDP GED, GDELT and tables of one's own go in, as CSV or XLSX; every row gives
one ``Event``, or a fault with its line and column, or is left out for a reason that is
told. ``records`` makes an incident and a claim of each. No text of an article and no
name of a person is read.
"""

from vedette.reading.imports.event import DataSet, Event, LeftOut, Read
from vedette.reading.imports.mapping import ImportMap, load_map
from vedette.reading.imports.read import FORMATS, check_format, read_import
from vedette.reading.imports.records import Maker, Pair, make_id, make_upstream
from vedette.reading.imports.rowfaults import RowFaults
from vedette.reading.imports.sizes import MOST_BYTES
from vedette.reading.imports.table import Task

__all__ = [
    "FORMATS",
    "MOST_BYTES",
    "DataSet",
    "Event",
    "ImportMap",
    "LeftOut",
    "Maker",
    "Pair",
    "Read",
    "RowFaults",
    "Task",
    "check_format",
    "load_map",
    "make_id",
    "make_upstream",
    "read_import",
]
