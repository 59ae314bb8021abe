"""In which encoding a text is: UTF-8, or an older one where a person says so."""

import codecs

from vedette.reading.faults import Faults

OLDER = ("cp1251", "cp1252")  # Cyrillic and Western, of Windows
PIECE = 1 << 20
PACKED = {b"\x1f\x8b": "packed by gzip", b"PK": "a zip file", b"BZh": "packed by bzip2"}
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def find_encoding(
    data: bytes, file: str, told: str | None, faults: Faults
) -> str | None:
    """Return the codec that reads a text; None and a fault where none does.

    ``told`` is what a person says of it: one of ``OLDER``, or None for UTF-8.
    """
    packed = next((what for sign, what in PACKED.items() if data.startswith(sign)), "")
    if packed:
        faults.add(file, f"this is {packed}", "unpack it, and name the file inside")
        return None
    if data.startswith(WIDE):
        faults.add(
            file,
            "this is text in UTF-16",
            "save it as UTF-8 (in a spreadsheet: 'CSV UTF-8')",
        )
        return None
    at = find_bad_byte(data, "utf-8")
    if told is not None:
        return _check_told(data, file, told, at is None, faults)
    mixed = None if at is None else _find_utf_8_line(data)
    if at is not None and mixed is not None:
        faults.add(
            file,
            f"this is not UTF-8 text while line {mixed} is: the file mixes encodings,"
            " or is damaged",
            "save all of it as UTF-8",
            line=_line_of(data, at),
        )
        return None
    if at is not None:
        faults.add(
            file,
            "this is not UTF-8 text",
            "save the file as UTF-8; if it is in an old Cyrillic or Western encoding,"
            " say so with --encoding cp1251 or cp1252",
            line=_line_of(data, at),
        )
        return None
    return "utf-8-sig"


def _check_told(
    data: bytes, file: str, told: str, is_utf_8: bool, faults: Faults
) -> str | None:
    """Check that a text is in the one-byte encoding that somebody says it is in."""
    if is_utf_8:
        if data.isascii():
            return told
        faults.add(file, f"this is UTF-8 text, not {told}", "leave the encoding out")
        return None
    at = find_bad_byte(data, told)
    mixed = _find_utf_8_line(data)
    if at is not None:
        faults.add(
            file,
            f"byte 0x{data[at]:02X} is no letter of {told}",
            "find out how the file was saved, or save it as UTF-8",
            line=_line_of(data, at),
        )
    elif mixed is not None:
        faults.add(
            file,
            f"this line is UTF-8 while others are {told}: the file mixes encodings",
            "save all of it as UTF-8",
            line=mixed,
        )
    return told if at is None and mixed is None else None


def find_bad_byte(data: bytes, encoding: str) -> int | None:
    r"""Find the first byte that an encoding does not allow, piece by piece.

    >>> find_bad_byte("Хоруғ".encode() + b"\xff", "utf-8")
    10
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    held = 0  # bytes of an unfinished letter that the decoder keeps from before
    for at in range(0, len(data), PIECE):
        try:
            decoder.decode(data[at : at + PIECE], final=at + PIECE >= len(data))
        except UnicodeDecodeError as error:
            return at - held + error.start
        held = len(decoder.getstate()[0])
    return None


def _find_utf_8_line(data: bytes) -> int | None:
    """Find a line that is UTF-8 beyond ASCII: no other encoding looks so by chance."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.isascii() and find_bad_byte(line, "utf-8") is None:
            return number
    return None


def _line_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
