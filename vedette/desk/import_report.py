"""What an import did, or would do: rows added, changed, gone, left out, at fault."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SHOWN = 20  # of a list, in words; the plain values hold all


class RowNote(NamedTuple):
    """A record of the register, what of it, and its row where there is one."""

    id: str
    what: str = ""
    line: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {"id": self.id, "what": self.what, "row": self.line}


@dataclass(slots=True)
class ImportReport:
    """The outcome of an import, filled while it goes on.

    Parameters
    ----------
    added, changed, deleted
        Incidents with the data set's claim of each.
    withdrawn
        Claims whose row is gone from the data set, but that somebody has graded or
        built upon: they stay, withdrawn, with a flag on all that rests on them.
    stands_again
        Claims that were withdrawn so, and whose row is back.
    kept
        What the data set changed and somebody here has changed too: it stays.
    left_out
        How many rows were not taken, and the first of them, by the reason.
    not_taken
        Columns that nothing was made of.
    """

    file: str
    data_set: str
    is_dry_run: bool
    added: list[RowNote] = field(default_factory=list)
    changed: list[RowNote] = field(default_factory=list)
    deleted: list[RowNote] = field(default_factory=list)
    withdrawn: list[RowNote] = field(default_factory=list)
    stands_again: list[RowNote] = field(default_factory=list)
    kept: list[RowNote] = field(default_factory=list)
    unchanged: int = 0
    covers: str = ""
    left_out: Mapping[str, tuple[int, Sequence[int]]] = field(default_factory=dict)
    not_taken: Sequence[str] = ()
    faults: Sequence[str] = ()
    number_of_faults: int = 0

    @property
    def lists(self) -> dict[str, list[RowNote]]:
        """The lists of records, by what is said above each."""
        return {
            "added": self.added,
            "changed": self.changed,
            "deleted, gone from the data set": self.deleted,
            "withdrawn, gone from the data set but worked on here": self.withdrawn,
            "standing again, back in the data set": self.stands_again,
            "kept as somebody here made it": self.kept,
        }

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        names = ("added", "changed", "deleted", "withdrawn", "stands_again", "kept")
        return {
            "file": self.file,
            "data_set": self.data_set,
            "dry_run": self.is_dry_run,
            **{name: [n.as_json() for n in getattr(self, name)] for name in names},
            "unchanged": self.unchanged,
            "covers": self.covers,
            "left_out": {
                why: {"rows": number, "first": list(lines)}
                for why, (number, lines) in self.left_out.items()
            },
            "columns_not_taken": list(self.not_taken),
            "number_of_faults": self.number_of_faults,
            "faults": list(self.faults),
        }

    def describe(self) -> str:
        """Tell it in words."""
        head = f"{self.file} ({self.data_set}): "
        if self.number_of_faults:
            head += "it cannot be imported as it is."
        elif self.is_dry_run:
            head += "nothing was written, this is a dry run."
        else:
            head += "imported."
        return "\n".join([head, *self._lines()])

    def _lines(self) -> Iterable[str]:
        for title, notes in self.lists.items():
            if notes or title in ("added", "changed"):
                yield f"  {len(notes):>9,} {title}"
            if title != "added" or self.is_dry_run:
                yield from _list_notes(notes)
        yield f"  {self.unchanged:>9,} unchanged"
        for why, (number, lines) in self.left_out.items():
            first = ", ".join(map(str, lines[:5])) + (", ..." if number > 5 else "")
            noun = "row" if number == 1 else "rows"
            yield f"  {number:>9,} left out: {why} ({noun} {first})"
        if self.covers:
            yield f"  Rows can be missed only in what the file covers: {self.covers}."
        if self.not_taken:
            yield f"  Columns not taken: {', '.join(self.not_taken)}."
        if self.number_of_faults:
            noun = "fault" if self.number_of_faults == 1 else "faults"
            yield f"  {self.number_of_faults:>9,} {noun}"
            yield from (f"            - {fault}" for fault in self.faults)


def _list_notes(notes: Sequence[RowNote]) -> Iterable[str]:
    for note in notes[:SHOWN]:
        row = "" if note.line is None else f", row {note.line}"
        what = f": {note.what}" if note.what else ""
        yield f"            {note.id}{row}{what}"
    if len(notes) > SHOWN:
        yield f"            ... and {len(notes) - SHOWN:,} more (--json lists them all)"
