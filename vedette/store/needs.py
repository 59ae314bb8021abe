"""What records name must be there: an incident for a claim, its source, and so on."""

from collections.abc import Collection, Iterable, Sequence

from vedette.domain.register import (
    Assessment,
    Claim,
    Incident,
    Record,
    Ref,
    Source,
)
from vedette.errors import InputError, RuleError
from vedette.store.questions import chunks
from vedette.store.view import View


class Needs:
    """What the records of one change name, and whether it is there."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._written: set[str] = set()
        self._asked: dict[str, str] = {}  # what is named, and who named it first
        self._sources: dict[str, Source] = {}

    def note(self, records: Iterable[tuple[str, Record]]) -> None:
        """Note what records are there, by their names, and what they name."""
        for me, record in records:
            self._written.add(me)
            for named in _list_named(record):
                self._asked.setdefault(named, me)
            if isinstance(record, Source):
                self._sources[record.id] = record

    def check(self) -> None:
        """Refuse names of things that the register does not hold."""
        asked = [each for each in self._asked if each not in self._written]
        missing = set(asked)
        for names in chunks(asked):
            missing -= self._view.living(names)
        if missing:
            faults = [
                f"{self._asked[each]} names {each}, which the register does not hold;"
                " add it first, or mend the name"
                for each in asked
                if each in missing
            ]
            raise InputError.listing("Nothing was written:", faults)
        self._written.update(asked)

    def check_deleted(self, gone: Collection[Ref]) -> None:
        """Refuse to leave a record behind that names something deleted."""
        faults = []
        for names in chunks(map(str, gone)):
            for who, named in self._view.naming(names):
                faults.append(f"{named} cannot be deleted: {who} names it")
        if faults:
            raise RuleError.listing("Nothing was written:", faults[:20])

    def get_source(self, claim: Claim) -> Source:
        """Return the source of a claim."""
        if claim.source not in self._sources:
            found = self._view.find("source", claim.source)
            if found is None:
                raise InputError(
                    f"claim:{claim.id} names source:{claim.source}, which the register"
                    " does not hold; add it first, or mend the name."
                )
            self._sources[claim.source] = found.record
        return self._sources[claim.source]


def _list_named(record: Record) -> Sequence[str]:
    if isinstance(record, Claim):
        claims = [f"claim:{id_}" for id_ in (*record.answers, *record.based_on)]
        return (str(record.about), f"source:{record.source}", *claims)
    if isinstance(record, Assessment):
        return tuple(map(str, record.rests_on))
    if isinstance(record, Incident) and record.merged_into is not None:
        return (f"incident:{record.merged_into}",)
    return ()
