"""A file that has been read: compared with the register, then told or written."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vedette.desk.import_changes import Comparison
from vedette.desk.import_missing import Coverage, follow_missing
from vedette.desk.import_places import Placed
from vedette.desk.import_report import ImportReport
from vedette.desk.register_words import read_moment
from vedette.desk.stores import Acting
from vedette.domain.register import Record, Source
from vedette.errors import InputError
from vedette.reading.imports import (
    LeftOut,
    Maker,
    Pair,
    Read,
    RowFaults,
    make_id,
    make_upstream,
)
from vedette.store import Change, View

OnProgress = Callable[[str], None]
STEP = 5_000  # rows from one word of progress to the next


@dataclass(frozen=True, slots=True)
class ImportParams:
    """How a file is imported.

    Parameters
    ----------
    format
        One of ``reading.imports.FORMATS``.
    mapping
        A mapping file; a table of one's own needs one.
    encoding
        ``cp1251`` or ``cp1252``; None for UTF-8.
    within_km, outside
        How far from the border a place may lie, and what is done with rows further
        off: ``refuse`` or ``leave-out``; None: refuse in a table of one's own.
    covers
        Days from/to of which the file holds all rows; None: from its first to its last.
    missing
        ``delete`` or ``keep`` what the file lacks; None: delete, within reason.
    """

    format: str
    mapping: Path | None = None
    encoding: str | None = None
    within_km: float = 100.0
    outside: str | None = None
    covers: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A file that has been read, about to be compared and written."""

    file: str
    read: Read
    placed: Placed
    params: ImportParams
    acting: Acting
    zone: dt.tzinfo
    on_progress: OnProgress

    def tell(self, view: View, faults: RowFaults) -> ImportReport:
        """Tell what would be written, and all that is in its way."""
        report = self._report(is_dry_run=True)
        said: list[str] = []
        try:
            self._find_source(view)
            for _ in self._compare(view, report, None, is_whole=not len(faults)):
                pass
        except InputError as error:
            said.append(str(error))
        report.faults = [*faults.told(), *said]
        report.number_of_faults = len(faults) + len(said)
        return report

    def write(self, change: Change) -> ImportReport:
        """Write everything; whatever cannot be raises, and then nothing is written."""
        report = self._report(is_dry_run=False)
        source = self._find_source(change)
        if source is not None:
            change.put(source)
        change.put_many(self._compare(change, report, change, is_whole=True))
        return report

    def _report(self, *, is_dry_run: bool) -> ImportReport:
        report = ImportReport(
            self.file, self.read.data_set.source.name, is_dry_run=is_dry_run
        )
        report.left_out = {
            why: (each.number, each.lines) for why, each in self.read.left_out.items()
        }
        report.not_taken = self.read.not_taken
        return report

    def _find_source(self, view: View) -> Source | None:
        """Return the data set as a source to be put in; None where it is there."""
        source = self.read.data_set.source
        found = view.find("source", source.id)
        if found is None:
            return source
        if found.record.name != source.name:
            raise InputError(
                f"source:{source.id} is {found.record.name!r} in the register, not"
                f" {source.name!r}; name it so in the mapping, or choose another id."
            )
        return None

    def _compare(
        self,
        view: View,
        report: ImportReport,
        change: Change | None,
        *,
        is_whole: bool,
    ) -> Iterator[Record]:
        """Yield the records to be put, and do at the end what is owed for the rest.

        ``is_whole``: every row could be read, so that what is missing can be known.
        """
        comparison = Comparison(view, report, change)
        prefix = self.read.data_set.prefix
        former = view.upstream(prefix)
        yield from comparison.list_records(self._list_rows(view, report))
        if comparison.taken:
            raise InputError.listing(
                f"{self.file}: ids of rows are taken; give those rows others, or the"
                " data set another ([source] in a mapping)",
                comparison.taken[:200],
            )
        is_whole = is_whole and self.read.data_set.is_whole
        if not is_whole or not (former or self.params.covers):
            return
        coverage = self._find_coverage()
        if coverage is None:
            return
        report.covers = coverage.describe()
        follow_missing(
            view,
            comparison,
            report,
            coverage,
            former=former,
            rows=self._list_upstream(),
            policy=self.params.missing,
            change=change,
        )

    def _list_rows(
        self, view: View, report: ImportReport
    ) -> Iterator[tuple[int, Pair]]:
        """Yield the records of each row, by id: so they are written fastest.

        Rows outside the theatre are only followed where the register has them already.
        """
        prefix = self.read.data_set.prefix
        outside = {make_id(prefix, e.row_id): (e, at) for e, at in self.placed.outside}
        known = view.living(f"incident:{id_}" for id_ in outside)
        far = LeftOut()
        rows = list(self.placed.inside)
        for id_, (event, line) in outside.items():
            if f"incident:{id_}" in known:
                rows.append((event, line))
            else:
                far.add(event.line)
        if far.number:
            why = f"more than {self.params.within_km:g} km from the border"
            report.left_out = {**report.left_out, why: (far.number, far.lines)}
        maker = Maker(self.read.data_set, self.acting.role, self.acting.now)
        rows.sort(key=lambda row: row[0].row_id)
        for number, (event, at) in enumerate(rows, 1):
            yield event.line, maker.make(event, at)
            if not number % STEP:
                self.on_progress(f"{number:,} of {len(rows):,} rows compared")

    def _list_upstream(self) -> frozenset[str]:
        prefix = self.read.data_set.prefix
        return frozenset(make_upstream(prefix, e.row_id) for e in self.read.events)

    def _find_coverage(self) -> Coverage | None:
        coverage = Coverage.of(self.read.events)
        if coverage is None or self.params.covers is None:
            return coverage
        first, slash, last = self.params.covers.partition("/")
        if not slash:
            raise InputError(
                f"--covers {self.params.covers}: write two days, such as"
                " 2025-01-01/2025-11-30."
            )
        return replace(
            coverage,
            first=read_moment(first, str(self.zone)),
            last=read_moment(last, str(self.zone), is_end=True),
        )
