"""One change of a store: everything in it is written, or nothing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from vedette.domain.history import Versioned
from vedette.domain.register import (
    Claim,
    Fact,
    Incident,
    Link,
    Record,
    Ref,
    Source,
    ref_of,
)
from vedette.errors import InputError, RuleError
from vedette.register.checks import list_faults
from vedette.register.links import has_fallen, list_links
from vedette.register.plain import write_text
from vedette.register.roles import check_role, refuse_unlawful
from vedette.register.states import Voice, first_state, list_effects, move_claim
from vedette.store.closing import Closing
from vedette.store.needs import Needs
from vedette.store.questions import AT_ONCE, Present
from vedette.store.rows import read_record
from vedette.store.tables import entries, marks
from vedette.store.view import View
from vedette.store.writing import Pending, Writer

ORDER = {Source: 0, Incident: 1, Fact: 1, Claim: 2}  # then assessments
NOTHING = Present(0, True, "")
LETTERS = {"impact_level": "L", "stake": "K", "advisory": "V"}  # others: the first


class Change(View):
    """A change under way; it sees what it has written itself.

    Made by ``Store.change`` only, which writes it to the log and ends it.
    """

    def __init__(
        self, connection: Connection, role: str, why: str, now: dt.datetime
    ) -> None:
        check_role(role)
        super().__init__(connection, role, now)
        self._why = why
        last = connection.execute(select(func.max(entries.c.seq))).scalar() or 0
        mark = connection.execute(select(func.max(marks.c.id))).scalar() or 0
        self.seq = last + 1
        self.writer = Writer(connection, self.seq, mark + 1)
        self._needs = Needs(self)
        self._closing = Closing(self, self.writer, self._needs)
        self._absent: set[str] = set()  # looked for, and not there

    def present(self, refs: Iterable[str]) -> dict[str, Present]:
        """Return those records that are there; what was not is not asked for again."""
        asked = [ref for ref in refs if ref not in self._absent]
        found = super().present(asked)
        self._absent.update(ref for ref in asked if ref not in found)
        return found

    def put(
        self, record: Record, *, reassess: bool = False, why: str = ""
    ) -> Versioned[Any]:
        """Create a record, or change it where it is there and differs.

        With ``reassess`` it counts as looked at again: its flags are cleared.
        """
        self._put_batch([record], reassess=reassess, why=why)
        return self.get(*ref_of(record))

    def put_many(self, records: Iterable[Record], *, why: str = "") -> int:
        """Create or change many records; return how many versions that made.

        They may come in any order, but sources before claims that confirm something.
        """
        before = self.writer.rows
        left = iter(records)
        while batch := list(islice(left, AT_ONCE)):
            batch.sort(key=lambda record: ORDER.get(type(record), 3))
            self._put_batch(batch, reassess=False, why=why)
        return self.writer.rows - before

    def delete(self, ref: Ref, *, why: str = "") -> None:
        """Write a version that says that a record is gone."""
        refuse_unlawful(self._role, ref.kind)
        old = self.get(*ref)
        pending = self._next(old, old.record, "deleted", why)
        self.writer.write_versions([pending])
        self._closing.wrote(pending, pending.links)
        self._closing.deleted(ref, f"{ref} was deleted")

    def restore(
        self, ref: Ref, version: int | None = None, *, why: str = ""
    ) -> Versioned[Any]:
        """Undo: write a version that holds what an earlier one held.

        ``version`` None means the one before the last, or what a deletion took away.
        """
        refuse_unlawful(self._role, ref.kind)
        history = self.history(ref)
        if not history:
            raise InputError(f"{ref}: there was never such a thing in the register.")
        last = history[-1]
        wanted = version or (last.version if last.is_deleted else last.version - 1)
        if not 1 <= wanted <= last.version:
            raise InputError(
                f"{ref}: version {wanted} cannot be brought back; it has"
                f" {last.version}, and the first has none before it."
            )
        record = history[wanted - 1].record
        self._replace(last, record, "restored", why)
        return self.get(*ref)

    def reassess(self, what: Record | Ref, *, why: str = "") -> Versioned[Any]:
        """Look at something again, changed or not: a new version without flags."""
        record = self.get(*what).record if isinstance(what, Ref) else what
        return self.put(record, reassess=True, why=why)

    def move_claim(
        self, claim_id: str, to: str, by: str | None = None, *, why: str = ""
    ) -> Versioned[Claim]:
        """Move a claim to another state, if the rules allow it.

        ``by`` is the id of the claim that is the reason, if there is one.
        """
        refuse_unlawful(self._role, "claim")
        old = self.get("claim", claim_id)
        reason = None if by is None else self._voice(self.get("claim", by).record)
        moved = move_claim(self._voice(old.record), to, reason)
        self._replace(old, moved, "changed", why)
        return self.get("claim", claim_id)

    def next_id(self, kind: str) -> str:
        """Return an id that was never in use, such as C-0018."""
        letter = LETTERS.get(kind, kind[0].upper())
        numbers = (self._number(id_, letter) for id_ in self.all_ids(kind))
        return f"{letter}-{max(numbers, default=0) + 1:04d}"

    def finish(self) -> None:
        """Check what the change as a whole must keep, and raise the flags it brings."""
        self._closing.close()

    @staticmethod
    def _number(id_: str, letter: str) -> int:
        begins, _, number = id_.partition("-")
        is_ours = begins == letter and number.isascii() and number.isdigit()
        return int(number) if is_ours and len(number) < 10 else 0

    def _put_batch(self, batch: list[Record], *, reassess: bool, why: str) -> None:
        faults = [fault for record in batch for fault in list_faults(record)]
        if faults:
            raise InputError.listing("Nothing was written:", faults)
        named = [(ref_of(record), record) for record in batch]
        for kind in {me.kind for me, _ in named}:
            refuse_unlawful(self._role, kind)
        by_ref = {str(me): (me, record) for me, record in named}
        if len(by_ref) < len(batch):
            raise InputError("Nothing was written: one id is given to two records.")
        old = self.present(by_ref)
        self._needs.note((ref, record) for ref, (_, record) in by_ref.items())
        pending = list(self._prepare(by_ref, old, reassess=reassess, why=why))
        self.writer.write_versions(pending)
        self._absent -= by_ref.keys()
        for each in pending:
            self._follow(each, old.get(each.ref), reassess=reassess)

    def _prepare(
        self,
        by_ref: Mapping[str, tuple[Ref, Record]],
        old: Mapping[str, Present],
        *,
        reassess: bool,
        why: str,
    ) -> Iterator[Pending]:
        """Give the versions that a batch makes; what is there already makes none."""
        for ref, (me, record) in by_ref.items():
            version, is_gone, there = old.get(ref, NOTHING)
            text = write_text(record)
            if isinstance(record, Claim) and text != there:
                settled = self._settle(record, there if not is_gone else "")
                if settled is not record:
                    record, text = settled, write_text(settled)
            if text == there and not is_gone and not reassess:
                continue
            action = "reassessed" if reassess and version else "changed"
            if is_gone:
                action = "restored" if version else "created"
            reason, links = why or self._why, list_links(record, me)
            number, is_new = version + 1, not version
            yield Pending(me, ref, record, text, number, action, reason, is_new, links)

    def _settle(self, claim: Claim, there: str) -> Claim:
        """Give a new claim its first state; let an old one keep the state it has.

        An import that brings a row again says "reported", whatever became of it here.
        """
        if there:
            state = read_claim(f"claim:{claim.id}", there).state
            if claim.state not in (state, "reported"):
                raise RuleError(
                    f"claim:{claim.id}: it is {state}; states move by the rules only"
                    " (claim confirm, deny, withdraw, ...)"
                )
        elif claim.says == "asserts":
            state = "reported"
        else:
            state = first_state(self._voice(claim))
        return claim if claim.state == state else replace(claim, state=state)

    def _follow(self, each: Pending, old: Present | None, *, reassess: bool) -> None:
        """Note what a new version means for flags, standings and answered claims."""
        known: tuple[Link, ...] = ()
        if old is not None:
            known = list_links(read_record(each.ref, old.text))
            if old.is_deleted:
                self._closing.rose(each.me, f"{each.ref} stands again")
        self._closing.wrote(each, known, is_reassessed=reassess)
        if isinstance(each.record, Claim) and each.record.answers and each.is_new:
            self._answer(each.record)

    def _answer(self, claim: Claim) -> None:
        """Move the claims that a new one answers, where the rules allow it."""
        self._needs.check()
        answered = {
            each: self._voice(self.get("claim", each).record) for each in claim.answers
        }
        for effect in list_effects(self._voice(claim), answered):
            if effect.to is not None:
                self.move_claim(effect.claim, effect.to, claim.id, why=effect.why)

    def _voice(self, claim: Claim) -> Voice:
        return Voice(claim, self._needs.get_source(claim))

    def _next(
        self, old: Versioned[Any], record: Record, action: str, why: str
    ) -> Pending:
        me, text, reason = ref_of(record), write_text(record), why or self._why
        number, links = old.version + 1, list_links(record)
        return Pending(me, str(me), record, text, number, action, reason, False, links)

    def _replace(
        self, old: Versioned[Any], record: Record, action: str, why: str
    ) -> None:
        """Write another version of a record, and note whether it fell or rose."""
        pending = self._next(old, record, action, why)
        self.writer.write_versions([pending])
        self._needs.note([(pending.ref, record)])
        self._closing.wrote(pending, list_links(old.record))
        ref = pending.me
        if has_fallen(record):
            self._closing.fell(ref, f"{ref} is {getattr(record, 'state', 'gone')}")
        elif old.is_deleted or has_fallen(old.record):
            self._closing.rose(ref, f"{ref} stands again")


def read_claim(ref: str, text: str) -> Claim:
    """Return the claim that the store keeps."""
    record = read_record(ref, text)
    if not isinstance(record, Claim):
        raise InputError(f"{ref}: this is no claim.")
    return record
