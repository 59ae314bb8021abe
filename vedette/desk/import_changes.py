"""What the rows of an import change in the register, and what must stay as it is.

A record that an import made follows its row from then on, field by field; a field that
somebody here changed last is theirs, and stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain, islice
from typing import Any

from vedette.desk.import_report import ImportReport, RowNote
from vedette.domain.history import Versioned
from vedette.domain.register import Claim, Count, Place, Record, Ref, Span
from vedette.reading.imports import Pair
from vedette.register.plain import read_text, write_text
from vedette.store import Change, View
from vedette.store.questions import Present

VERB = "incident import"
AT_ONCE = 2_000
# Of what is kept, these are told: the others are never the row's to say.
TOLD = frozenset(
    ("kind", "title", "when", "place", "killed", "injured", "harmed", "site")
)


@dataclass(slots=True)
class _Found:
    """What comes of one row: records to be put, and what to tell of it."""

    records: list[Record] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    is_taken: bool = False
    stands_again: bool = False


class Comparison:
    """Compares rows with what the register holds of them.

    ``change`` is None in a dry run: then nothing is written, and all is told.
    """

    def __init__(
        self, view: View, report: ImportReport, change: Change | None = None
    ) -> None:
        self._view, self._report, self._change = view, report, change
        self._verbs: dict[int, str] | None = None
        self.taken: list[str] = []  # rows whose ids others have

    def list_records(self, rows: Iterable[tuple[int, Pair]]) -> Iterator[Record]:
        """Yield the records to be put; ``rows`` gives the records of each line."""
        left = iter(rows)
        while batch := list(islice(left, AT_ONCE)):
            names = [
                (f"incident:{pair.incident.id}", f"claim:{pair.claim.id}")
                for _, pair in batch
            ]
            there = self._view.present(chain.from_iterable(names))
            for (line, pair), (incident, claim) in zip(batch, names, strict=True):
                id_ = pair.incident.id
                if incident not in there and claim not in there:
                    self._report.added.append(RowNote(id_, line=line))
                    yield from pair
                elif _is_as_before(pair, there.get(incident), there.get(claim)):
                    self._report.unchanged += 1
                else:
                    yield from self._tell(line, id_, self._follow(pair))

    def was_imported(self, version: Versioned[Any]) -> bool:
        """Whether an import wrote a version."""
        if self._verbs is None:
            self._verbs = {each.seq: each.verb for each in self._view.entries()}
        return self._verbs.get(version.entry, VERB) == VERB  # else it is this change's

    def _tell(self, line: int, id_: str, found: _Found) -> list[Record]:
        """Put into the report what comes of a row."""
        if found.is_taken:
            self.taken.append(
                f"row {line}: {id_} is in the register already, by hand or from another"
                " data set"
            )
        if found.stands_again:
            self._report.stands_again.append(RowNote(id_, line=line))
        if found.changed:
            told = "; ".join(dict.fromkeys(found.changed))
            self._report.changed.append(RowNote(id_, told, line))
        if found.kept:
            told = ", ".join(dict.fromkeys(found.kept))
            self._report.kept.append(RowNote(id_, told, line))
        if not (found.is_taken or found.stands_again or found.changed or found.kept):
            self._report.unchanged += 1
        return found.records

    def _follow(self, pair: Pair) -> _Found:
        """Find what a row changes whose records are there, or were once."""
        found = _Found()
        for new in pair:
            ref = Ref("claim" if isinstance(new, Claim) else "incident", new.id)
            history = self._view.history(ref)
            if history and self._is_taken(new, history):
                found.is_taken = True
            elif history and history[-1].is_deleted:
                if not self.was_imported(history[-1]):
                    found.kept.append("deleted")
                    break  # nor a claim of an incident that is not there
                found.changed.append("it is back")
                found.records.append(new)
            elif history:
                self._merge(ref, new, history, found)
            else:
                found.records.append(new)
        return found

    def _is_taken(self, new: Record, history: Sequence[Versioned[Any]]) -> bool:
        """Whether a record has a row's id and was never made from it.

        Row ``1`` of a data set ``own-2025`` has the id of row ``2025-1`` of ``own``.
        """
        name = "source" if isinstance(new, Claim) else "upstream"
        is_its = getattr(history[-1].record, name) == getattr(new, name)
        return not (is_its and any(map(self.was_imported, history)))

    def _merge(
        self, ref: Ref, new: Record, history: Sequence[Versioned[Any]], found: _Found
    ) -> None:
        """Take from a row what is still its own to say."""
        now = history[-1].record
        if isinstance(new, Claim):
            again = self._find_withdrawal(history)
            if again is not None:
                found.stands_again = True
                if self._change is not None:
                    self._change.restore(ref, again.version - 1, why="its row is back")
                now = replace(now, state=history[again.version - 2].record.state)
            new = _carry(new, now)
        told: dict[str, Any] = {}
        for name in (each.name for each in fields(new)):
            theirs, ours = getattr(new, name), getattr(now, name)
            if theirs == ours:
                continue
            if self._is_upstream(history, name):
                told[name] = theirs
                found.changed.append(_say(name, ours, theirs))
            elif name in TOLD:
                found.kept.append(name)
        if "place" in found.kept:
            told.pop("line", None)
        if told or found.stands_again:
            found.records.append(replace(now, **told))

    def _is_upstream(self, history: Sequence[Versioned[Any]], name: str) -> bool:
        """Whether an import was the last to change a field."""
        for before, after in zip(history[-2::-1], history[:0:-1], strict=True):
            if getattr(before.record, name) != getattr(after.record, name):
                return self.was_imported(after)
        return self.was_imported(history[0])

    def _find_withdrawal(
        self, history: Sequence[Versioned[Any]]
    ) -> Versioned[Any] | None:
        """Find the version by which an import withdrew a claim, if it is still so."""
        if history[-1].record.state != "withdrawn":
            return None
        at = len(history) - 1
        while at and history[at - 1].record.state == "withdrawn":
            at -= 1
        return history[at] if at and self.was_imported(history[at]) else None


def _is_as_before(pair: Pair, incident: Present | None, claim: Present | None) -> bool:
    """Whether the register holds a row as it is."""
    if incident is None or claim is None or incident.is_deleted or claim.is_deleted:
        return False
    if write_text(pair.incident) != incident.text:
        return False
    now = read_text("claim", claim.text)
    if not isinstance(now, Claim) or now.state == "withdrawn":
        return False
    return _carry(pair.claim, now) == now


def _carry(new: Claim, now: Claim) -> Claim:
    """Give a claim what is not its row's to say: its state, and when it was entered."""
    same = [(g.reliability, g.credibility, g.why) for g in (new.grade, now.grade)]
    return replace(
        new,
        state=now.state,
        entered=now.entered,
        grade=now.grade if same[0] == same[1] else new.grade,
    )


def _say(name: str, ours: object, theirs: object) -> str:
    """Say how a field changes, where that can be said in a few words."""
    if name == "figures":
        return "figures"
    short = [_write(each) for each in (ours, theirs)]
    return f"{name} {short[0]} -> {short[1]}" if all(short) else name


def _write(value: object) -> str:
    if isinstance(value, Count):
        return (
            f"{value.low}" if value.low == value.high else f"{value.low}-{value.high}"
        )
    if isinstance(value, Span):
        first, last = value.earliest.date(), value.latest.date()
        return f"{first}" if first == last else f"{first} to {last}"
    if isinstance(value, Place):
        where = value.name or "?"
        return f"{where} ({value.lat:g}, {value.lon:g})" if value.lat else where
    return value if isinstance(value, str) and len(value) < 40 else ""
