"""The parts of an XLSX file: checked, unpacked piece by piece, laid anew.

Number, declared sizes and packing of the parts are checked before one is unpacked. Only
parts that hold text are kept, and links to other files are left out. What comes out is
an archive in which no part is larger than it says or grows when it is parsed.
"""

import io
import re
import zipfile
from collections.abc import Collection

from vedette.errors import InputError
from vedette.reading.checks import quote
from vedette.reading.npz import PIECE, UNPACK_ERRORS

MOST_PARTS = 400
MOST_UNPACKED = 16_000_000  # of all parts together
MOST_RATIO, SMALL_PART = 400, 1_000_000  # no honest part of a megabyte packs better
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

ZIP_BEGINS = b"PK\x03\x04"
OLE_BEGINS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")
AS_XLSX = "open it in a spreadsheet and save it as an XLSX workbook"


def lay_anew(data: bytes, shown: str) -> bytes:
    """Check the parts of an XLSX file; return an archive of those that hold text.

    Raises
    ------
    InputError
        In one sentence that begins with ``shown``.
    """
    _check_kind(data, shown)
    if data.count(b"PK\x01\x02") > 4 * MOST_PARTS:  # entries of its directory
        raise InputError(_too_large(shown))
    held = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as archive,
            zipfile.ZipFile(held, "w") as anew,
        ):
            members = archive.infolist()
            _check_members(members, shown)
            for member in members:
                name = member.filename
                if name.endswith((".xml", ".rels")) and "/externalLinks/" not in name:
                    content = _unpack(archive, member)
                    _check_markup(content, shown)
                    anew.writestr(name, content)
    except UNPACK_ERRORS as error:
        reason = quote(str(error) or type(error).__name__, longest=120)[1:-1]
        raise InputError(
            f"{shown}: the file is damaged ({reason}). Fetch or save it anew."
        ) from None
    return held.getvalue()


def _check_kind(data: bytes, shown: str) -> None:
    """Refuse what is not an XLSX file, naming what it is."""
    if data.startswith(ZIP_BEGINS):
        return
    if data.startswith(OLE_BEGINS):
        if ENCRYPTED in data:
            raise InputError(
                f"{shown}: the workbook is encrypted, and no password is asked for "
                "here. Save a copy without one."
            )
        raise InputError(f"{shown}: this is a file of an older kind (.xls); {AS_XLSX}.")
    if not data:
        raise InputError(f"{shown}: the file is empty.")
    if b"\0" not in data[:1000]:
        raise InputError(
            f"{shown}: this is plain text (CSV?), not a workbook with its sheets; "
            f"{AS_XLSX}."
        )
    raise InputError(f"{shown}: this is not a workbook; {AS_XLSX}.")


def _too_large(shown: str) -> str:
    return (
        f"{shown}: it unpacks to far more than a workbook of forces holds. Copy its "
        "sheets into a new one."
    )


def _check_members(members: list[zipfile.ZipInfo], shown: str) -> None:
    """Check number, names, declared sizes and packing of the parts."""
    names = {member.filename for member in members}
    _check_program(names, shown)
    if len(members) > MOST_PARTS or _unpacks_large(members):
        raise InputError(_too_large(shown))
    if len(names) < len(members):
        raise InputError(f"{shown}: two parts of the file share one name.")
    if any(m.flag_bits & 0x1 or m.compress_type not in METHODS for m in members):
        raise InputError(
            f"{shown}: the file is packed with a password, or in a way that is not "
            "read here. Save it anew from a spreadsheet."
        )


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Unpack a part, a little at a time: no further than its declared size."""
    content = bytearray()
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            content += piece
    return bytes(content)


def _unpacks_large(members: list[zipfile.ZipInfo]) -> bool:
    return sum(member.file_size for member in members) > MOST_UNPACKED or any(
        member.file_size > SMALL_PART
        and member.file_size > MOST_RATIO * member.compress_size
        for member in members
    )


def _check_program(names: Collection[str], shown: str) -> None:
    """Refuse what other programs, or macros, have made of a zip archive."""
    if any(name.endswith("vbaProject.bin") for name in names):
        raise InputError(
            f"{shown}: the workbook holds macros. Save it as an XLSX workbook, which "
            "has none."
        )
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise InputError(f"{shown}: this is a workbook of another kind; {AS_XLSX}.")
    if "[Content_Types].xml" not in names:
        raise InputError(f"{shown}: this is an archive, not a workbook; {AS_XLSX}.")


def _check_markup(content: bytes, shown: str) -> None:
    """Refuse parts that could grow when they are parsed, or hide that they do."""
    encoding = ENCODING.match(content[:200].removeprefix(b"\xef\xbb\xbf"))
    known = encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii", b"ascii")
    if not known or b"\0" in content[:4] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(
            f"{shown}: a part of the workbook is not UTF-8 text. Save it anew from a "
            "spreadsheet."
        )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise InputError(
            f"{shown}: a part of the workbook declares a document type, as no "
            "spreadsheet does. It is not read."
        )
