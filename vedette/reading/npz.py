"""NumPy archives (``.npz``): measured before they are unpacked.

Nothing in such a file is trusted: the sizes that the archive declares are added up
before a byte is unpacked, unpacking stops at the declared size, the header of each
array is checked against its length, and pickled objects are never loaded.
"""

import io
import lzma
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.reading.faults import Faults, WrongValueError

PIECE = 4096  # unpacked a little at a time: one piece of input is one bounded step
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA)
UNPACK_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    MemoryError,
    RuntimeError,  # an encrypted member, or a method that is not supported
)
HEAD = re.compile(
    rb"\{'descr': '(?P<descr>[<>|](?:[iu][1248]|f[48]))', 'fortran_order':"
    rb" (?P<fortran>True|False), 'shape': \((?P<shape>(?:\d{1,9}, ?)*\d{0,9})\), \} *\n"
)
LONGEST_HEAD = 1024
ADVICE = "write it with numpy.savez_compressed; the reference lists its arrays"


@dataclass(frozen=True, slots=True)
class _Header:
    """What the head of an ``.npy`` member says of its array."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    is_fortran: bool
    starts_at: int


def read_arrays(
    data: bytes, file: str, known: Collection[str], faults: Faults
) -> dict[str, NDArray[Any]] | None:
    """Unpack the arrays of an archive; None where it is not to be unpacked.

    ``known`` are the names an array may have; what is missing is for the caller to
    tell, and so is what an array holds.
    """
    if data.count(b"PK\x01\x02") > 4 * CAPS.zip_members:  # entries of its directory
        faults.add(file, "there are far too many arrays in it", ADVICE)
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive.infolist(), known)
            arrays = {}
            for member in archive.infolist():
                try:
                    content = _unpack(archive, member)
                    arrays[member.filename[:-4]] = _read_array(content)
                except WrongValueError as wrong:
                    field = quote(member.filename[:-4]).strip("'")
                    faults.add(file, wrong.what, wrong.advice, field=field)
            return arrays
    except WrongValueError as wrong:
        faults.add(file, wrong.what, wrong.advice)
    except UNPACK_ERRORS as error:
        faults.add(file, f"this is not a sound .npz file ({_plain(error)})", ADVICE)
    return None


def _plain(error: Exception) -> str:
    return quote(str(error) or type(error).__name__).strip("'")


def _check_archive(members: list[zipfile.ZipInfo], known: Collection[str]) -> None:
    """Check number, names, methods and declared sizes of the members."""
    if len(members) > CAPS.zip_members:
        raise WrongValueError(f"there are {len(members):,} arrays in it", ADVICE)
    size = sum(member.file_size for member in members)
    if size > CAPS.zip_bytes:
        raise WrongValueError(
            f"it unpacks to {size:,} bytes, where {CAPS.zip_bytes:,} are the most",
            "make it smaller: larger cells, a shorter frontier or fewer days",
        )
    names = [member.filename for member in members]
    for name, member in zip(names, members, strict=True):
        if name.removesuffix(".npy") not in known or not name.endswith(".npy"):
            raise WrongValueError(f"array {quote(name)} is unknown", "take it out")
        if names.count(name) > 1:
            raise WrongValueError(f"array {quote(name)} stands twice", "keep one")
        if member.compress_type not in METHODS or member.flag_bits & 0x1:
            raise WrongValueError(
                f"{quote(name)} is packed in a way that is not read here", ADVICE
            )


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Unpack a member piece by piece, no further than its declared size."""
    content = bytearray()
    with archive.open(member) as stream:
        while len(content) < member.file_size:
            piece = stream.read(min(PIECE, member.file_size - len(content)))
            if not piece:
                raise WrongValueError("it is shorter than the archive says", ADVICE)
            content += piece
        if stream.read(1):
            raise WrongValueError("it is longer than the archive says", ADVICE)
    return bytes(content)


def _read_array(content: bytes) -> NDArray[Any]:
    """Read an array whose header has been checked against its length."""
    header = _read_header(content)
    cells = math.prod(header.shape)
    if cells > CAPS.grid_cells:
        raise WrongValueError(
            f"it has {cells:,} cells, where {CAPS.grid_cells:,} are the most",
            "use larger cells or cut the grid to the frontier",
        )
    if len(content) - header.starts_at != cells * header.dtype.itemsize:
        raise WrongValueError(
            f"its length does not fit its shape {quote(str(header.shape))}", ADVICE
        )
    flat = np.frombuffer(content, header.dtype, offset=header.starts_at)
    return flat.reshape(header.shape, order="F" if header.is_fortran else "C")


def _read_header(content: bytes) -> _Header:
    """Read the head of an ``.npy`` member, versions 1 and 2 of the format.

    The head is matched, not evaluated: numpy writes it in this one form.
    """
    length = {b"\x01\x00": "<H", b"\x02\x00": "<I"}.get(content[6:8])
    if content[:6] != b"\x93NUMPY" or length is None:
        raise WrongValueError("it is no .npy array of version 1 or 2", ADVICE)
    starts_at = 8 + struct.calcsize(length)
    starts_at += int.from_bytes(content[8:starts_at], "little")
    head = content[8 + struct.calcsize(length) : min(starts_at, LONGEST_HEAD)]
    found = HEAD.fullmatch(head)
    if found is None:
        raise WrongValueError("it does not hold plain numbers", ADVICE)
    return _Header(
        np.dtype(found["descr"].decode()),
        tuple(int(size) for size in found["shape"].split(b",") if size.strip()),
        found["fortran"] == b"True",
        starts_at,
    )
