"""What a change owes as a whole: no circle, standings that fit, flags raised."""

from collections.abc import Iterable, Iterator, Sequence

from vedette.domain.register import Claim, Fact, Incident, Link, Ref
from vedette.errors import RuleError
from vedette.register.links import find_circle
from vedette.register.standing import find_standing
from vedette.register.weight import weigh
from vedette.store.flagging import Flagging
from vedette.store.needs import Needs
from vedette.store.questions import chunks
from vedette.store.rows import read_ref
from vedette.store.view import View
from vedette.store.writing import Pending, Writer


class Closing:
    """Gathers what a change has done, and settles it at its end."""

    def __init__(self, view: View, writer: Writer, needs: Needs) -> None:
        self._view, self._writer, self._needs = view, writer, needs
        self._brought: list[Link] = []
        self._states: dict[Ref, str] = {}
        self._touched: dict[Ref, None] = {}
        self._new: set[str] = set()
        self._asked_for: set[str] = set()  # how these stand only the store can tell
        self._said: dict[str, list[tuple[str, str]]] = {}
        self._fallen: dict[Ref, str] = {}
        self._risen: dict[Ref, str] = {}
        self._gone: dict[Ref, None] = {}
        self._looked_at: dict[Ref, None] = {}
        self._before: dict[str, int] = {}  # claims, and the version they had before

    def wrote(
        self, version: Pending, known: Sequence[Link], *, is_reassessed: bool = False
    ) -> None:
        """Note a version; ``known`` are the links that the one before it had."""
        ref, record = version.me, version.record
        if known:
            self._brought += (each for each in version.links if each not in known)
        else:
            self._brought += version.links
        if isinstance(record, Claim):
            self._states[ref] = record.state
            self._touched[record.about] = None
            said = self._said.setdefault(str(record.about), [])
            said.append((record.says, record.state))
            if version.version > 1:
                self._before.setdefault(version.ref, version.version - 1)
        elif isinstance(record, Incident | Fact):
            self._touched[ref] = None
            if version.is_new:
                self._new.add(version.ref)
        for link in known:  # what a claim was about, or merged into, before
            if link.what.kind in ("incident", "fact"):
                self._touched[link.what] = None
                self._asked_for.add(str(link.what))
        if isinstance(record, Incident) and record.merged_into is not None:
            self._touched[Ref("incident", record.merged_into)] = None
            self._asked_for.update((version.ref, f"incident:{record.merged_into}"))
        if is_reassessed:
            self._looked_at[ref] = None

    def fell(self, ref: Ref, reason: str) -> None:
        """Note that nothing should rest on a thing any longer."""
        self._risen.pop(ref, None)
        self._fallen[ref] = reason

    def deleted(self, ref: Ref, reason: str) -> None:
        """Note that a thing is gone."""
        self.fell(ref, reason)
        self._gone[ref] = None

    def rose(self, ref: Ref, reason: str) -> None:
        """Note that a thing counts again."""
        self._fallen.pop(ref, None)
        self._gone.pop(ref, None)
        self._risen[ref] = reason

    def close(self) -> None:
        """Check the whole, then write standings and flags."""
        self._needs.check()
        self._needs.check_deleted(self._gone)
        self._refuse_circle()
        self._writer.write_states(self._find_standings())
        flagging = Flagging(self._view, self._writer)
        flagging.lift(self._risen, self._get_claims(self._risen))
        flagging.raise_for(self._fallen)
        for some in self._list_regraded():
            flagging.regrade(some)
        brought = [each for each in self._brought if each.what not in self._looked_at]
        flagging.inherit(brought, self._states)
        flagging.clear((*self._looked_at, *self._gone), "looked at again")

    def _get_claims(self, refs: Iterable[Ref]) -> dict[Ref, Claim]:
        found = self._view.records(refs)
        return {ref: each for ref, each in found.items() if isinstance(each, Claim)}

    def _list_regraded(self) -> Iterator[dict[Ref, tuple[Claim, Claim]]]:
        """Give claims that weigh more or less now, and neither fell nor rose."""
        for names in chunks(self._before):
            before = self._view.records_at({ref: self._before[ref] for ref in names})
            changed = {}
            for ref, now in self._get_claims(map(read_ref, names)).items():
                then = before[str(ref)]
                if ref in self._fallen or ref in self._risen:
                    continue
                if isinstance(then, Claim) and weigh(then) != weigh(now):
                    changed[ref] = then, now
            if changed:
                yield changed

    def _refuse_circle(self) -> None:
        whats = {link.what for link in self._brought}
        ons = {link.on for link in self._brought} - whats
        asked = [str(on) for on in ons if not self._is_new_claim(on)]
        resting = whats.union(map(read_ref, self._view.resting(asked)))
        starts = dict.fromkeys(
            link.what for link in self._brought if link.on in resting
        )
        known: dict[Ref, tuple[Ref, ...]] = {}

        def rests_on(ref: Ref) -> tuple[Ref, ...]:
            if ref not in known:
                known[ref] = tuple(link.on for link in self._view.links(ref))
            return known[ref]

        circle = find_circle(starts, rests_on)
        if circle is not None:
            told = " rests on ".join(map(str, circle))
            raise RuleError(
                f"Nothing was written: {told}; nothing can rest on itself. Take one of"
                " these links out."
            )

    def _is_new_claim(self, ref: Ref) -> bool:
        """Whether a claim came with this change; all that it rests on came with it."""
        return ref in self._states and str(ref) not in self._before

    def _find_standings(self) -> list[tuple[str, str]]:
        """Find where everything stands whose claims have changed.

        What is new has no claims but those of this change, so the store is not asked.
        """
        told = {ref: self._said.get(ref, []) for ref in self._new - self._asked_for}
        touched = {ref: None for ref in map(str, self._touched) if ref not in told}
        merged = level = self._view.merged_into(touched)
        while level:  # an incident stands by the claims of those merged into it
            touched |= dict.fromkeys(level.values())
            level = self._view.merged_into(level.values())
            merged = merged | level
        told |= self._view.said_about(list(touched))
        return [
            (ref, "merged" if ref in merged else find_standing(said))
            for ref, said in told.items()
        ]
