"""Books of rosters: ``book.json`` and the rosters it names, with their hashes checked.

A book that cannot be read is an ``InputError``; one that can be read but does not fit
its own hashes is a ``CertificateError``.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vedette.domain.book import MOST_MOVES, MOST_ROSTERS, BookNumbers, RosterBook
from vedette.domain.plans import Roster
from vedette.errors import CertificateError, InputError
from vedette.reading.canonical import WRITTEN, canonical_json, hash_of, parse_canonical
from vedette.reading.caps import CAPS
from vedette.reading.faults import Faults
from vedette.reading.files import read_file
from vedette.reading.plan_schema import Id, Number, Sha256, Text, Whole
from vedette.reading.rosters import load_roster

BOOK_FILE = "book.json"
WANTED = (
    "the book.json that `vedette plan rosters` wrote, with rosters/ and the plan's"
    " files beside it"
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Plan(_Strict):
    file: Literal["plan.json"]
    content_hash: Sha256


class _Numbers(_Strict):
    loss: Number
    bound: Number
    gap: Number
    plan_loss: Number
    different: Whole


class _RosterFile(_Strict):
    file: Text
    sha256: Sha256


class _Content(_Strict):
    theatre: Id
    plan: _Plan
    numbers: _Numbers
    rosters: Annotated[list[_RosterFile], Field(min_length=1, max_length=MOST_ROSTERS)]
    notice: Text


class _Effort(_Strict):
    passes: Whole
    seconds: Number


class BookFile(_Strict):
    """The whole of ``book.json``; docs/reference/files.md in words."""

    format: Literal[1]
    content: _Content
    content_hash: Sha256
    effort: _Effort


def roster_name(number: int) -> str:
    """Return the file of a roster, by its number from 1.

    >>> roster_name(7)
    'rosters/roster-007.csv'
    """
    return f"rosters/roster-{number:03d}.csv"


def load_book(path: Path) -> RosterBook:
    """Load a book by its ``book.json``; rosters are read from beside it."""
    faults = Faults()
    data = read_file(path, CAPS.csv_bytes, WANTED, in_folder=BOOK_FILE)
    raw = parse_canonical(data, path.name, faults)
    file = _check(raw, path.name, faults) if raw is not None else None
    if file is not None:
        _check_names(file, path.name, faults)
    faults.raise_any(f"{path}: the book cannot be read")
    assert raw is not None
    assert file is not None
    _check_hashes(path, file, raw["content"])
    return RosterBook(
        theatre_id=file.content.theatre,
        plan_hash=file.content.plan.content_hash,
        rosters=_load_rosters(path, len(file.content.rosters)),
        numbers=BookNumbers(**file.content.numbers.model_dump()),
        passes=file.effort.passes,
        seconds=file.effort.seconds,
        content_hash=file.content_hash,
    )


def _check(raw: dict[str, Any], name: str, faults: Faults) -> BookFile | None:
    try:
        return BookFile.model_validate(raw)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            where = ".".join(map(str, each["loc"]))
            faults.add(name, each["msg"], WRITTEN, field=where)
        return None


def _check_names(file: BookFile, name: str, faults: Faults) -> None:
    """Check that the rosters are where they should be, and nowhere else."""
    for number, roster in enumerate(file.content.rosters, 1):
        if roster.file != roster_name(number):
            what = f"roster {number} is not {roster_name(number)}"
            faults.add(name, what, WRITTEN, field=f"content.rosters.{number - 1}.file")


def _check_hashes(path: Path, file: BookFile, content: Any) -> None:
    faults = []
    if hash_of(canonical_json(content)) != file.content_hash:
        faults.append(f"{path.name}: its content does not fit content_hash (rule hash)")
    for roster in file.content.rosters:
        data = read_file(path.parent / roster.file, CAPS.roster_bytes, WANTED)
        if hash_of(data) != roster.sha256:
            faults.append(
                f"{roster.file}: it does not fit its hash in {path.name} (rule hash)"
            )
    if faults:
        raise CertificateError.listing(f"{path}: the book was changed", faults)


def _load_rosters(path: Path, count: int) -> tuple[Roster, ...]:
    """Load the rosters in their order, as long as they are not too many moves."""
    rosters, moves = [], 0
    for number in range(1, count + 1):
        rosters.append(load_roster(path.parent / roster_name(number)))
        moves += len(rosters[-1].moves)
        if moves > MOST_MOVES:
            raise InputError(
                f"{path}: its rosters have more than {MOST_MOVES:,} moves together. "
                "Vedette writes no book of that size."
            )
    return tuple(rosters)
