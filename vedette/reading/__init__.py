"""Files in, domain objects out.

A theatre folder goes in and a frozen ``Theatre`` comes out, or one ``InputError`` that
tells every fault of the folder at once, with file, line, field and what to do.
Whatever a file holds, reading it costs no more than the table in ``caps`` allows.
"""

from vedette.reading.theatre import load_theatre

__all__ = ["load_theatre"]
