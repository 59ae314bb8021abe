"""Rows that an import lacks and a former one had: the data set has deleted them.

What nobody here has worked on is deleted too, as a version. Where somebody has graded
the claim, changed the incident or built upon it, the claim is withdrawn instead, so
that all that rests on it is flagged and nothing of theirs is gone.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.desk.import_changes import Comparison
from vedette.desk.import_report import ImportReport, RowNote
from vedette.domain.register import Claim, Figures, Ref
from vedette.errors import InputError
from vedette.reading.imports import Event
from vedette.register.plain import read_text
from vedette.register.states import MOVES
from vedette.store import Change, View

# A file that lacks more than this of what it covers is likelier a part than a copy.
LEAST_ROWS, MOST_SHARE = 5, 0.2
AT_ONCE = 2_000
MISSING = ("delete", "keep")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a file holds all rows of: days, and the countries or the box of its points.

    ``box`` is west, south, east, north; only where rows name no country.
    """

    first: dt.datetime
    last: dt.datetime
    countries: frozenset[str]
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, events: Sequence[Event]) -> "Coverage | None":
        """Return what events cover; None where there are none."""
        if not events:
            return None
        lon, lat = [e.lon for e in events], [e.lat for e in events]
        return cls(
            min(event.when.earliest for event in events),
            max(event.when.latest for event in events),
            frozenset(event.country for event in events if event.country),
            (min(lon), min(lat), max(lon), max(lat)),
        )

    def holds(self, told: Figures) -> bool:
        """Whether a row that says this would be in the file."""
        when, place = told.when, told.place
        if when is None or place is None or place.lon is None or place.lat is None:
            return False
        if not self.first <= when.earliest <= when.latest <= self.last:
            return False
        if self.countries:
            return any(
                place.name == each or place.name.endswith(f", {each}")
                for each in self.countries
            )
        west, south, east, north = self.box
        return west <= place.lon <= east and south <= place.lat <= north

    def describe(self) -> str:
        """Tell it in words."""
        where = ", ".join(sorted(self.countries)[:8]) or "the box around its points"
        more = len(self.countries) - 8
        where += f" and {more} more countries" if more > 0 else ""
        return f"{self.first.date()} to {self.last.date()}, {where}"


def follow_missing(
    view: View,
    comparison: Comparison,
    report: ImportReport,
    coverage: Coverage,
    *,
    former: Mapping[str, Ref],
    rows: Collection[str],
    policy: str | None,
    change: Change | None,
) -> None:
    """Delete or withdraw what a file lacks that it would hold if it still stood.

    Parameters
    ----------
    view, comparison, report, coverage
        The register, the comparison of the rows that the file has, what is told, and
        what the file covers.
    former, rows
        The data set's rows that the register has, and those that the file has.
    policy
        One of ``MISSING``; None: delete, unless it is more than a copy would lack.
    change
        None in a dry run.

    Raises
    ------
    InputError
        If so much is missing that somebody has to say what is to be done.
    """
    gone = sorted(ref.id for row, ref in former.items() if row not in rows)
    missing = list(_list_covered(view, gone, coverage))
    if policy == "keep":
        report.kept += (RowNote(id_, "its row is gone") for id_ in missing)
        return
    number, known = len(missing), len(former) - len(gone)
    if policy is None and number > max(LEAST_ROWS, MOST_SHARE * (number + known)):
        raise InputError(
            f"{report.file}: it lacks {number:,} of {number + known:,} rows that the"
            f" register has from {report.data_set} in what the file covers"
            f" ({coverage.describe()}). That looks like a part, not a newer copy."
            " Say --missing delete if those rows were deleted there, or --missing keep."
        )
    for id_, why in _list_worked_on(view, comparison, missing):
        if why:
            _withdraw(id_, why, view, report, change)
        else:
            report.deleted.append(RowNote(id_))
            if change is not None:
                change.delete(Ref("claim", id_), why="its row is gone")
                change.delete(Ref("incident", id_), why="its row is gone")


def _list_covered(view: View, ids: Sequence[str], coverage: Coverage) -> Iterator[str]:
    """Yield those ids whose claim still stands and lies in what a file covers."""
    for at in range(0, len(ids), AT_ONCE):
        names = [f"claim:{id_}" for id_ in ids[at : at + AT_ONCE]]
        there = view.present(names)
        for name in names:
            held = there.get(name)
            if held is None or held.is_deleted:
                continue
            claim = read_text("claim", held.text)
            if not isinstance(claim, Claim) or claim.state == "withdrawn":
                continue
            if coverage.holds(claim.figures):
                yield claim.id


def _list_worked_on(
    view: View, comparison: Comparison, ids: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield ids, each with what somebody here has made of it; nothing if nobody has."""
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        claims, incidents = ([Ref(k, i) for i in some] for k in ("claim", "incident"))
        resting = view.dependents([*claims, *incidents])
        named = {
            on: who for who, on in view.naming(map(str, incidents)) if _apart(who, on)
        }
        for claim, incident in zip(claims, incidents, strict=True):
            upon = [*resting.get(claim, ()), *resting.get(incident, ())]
            others = [str(each) for each in upon if each != incident]
            others += filter(None, [named.get(str(incident))])
            history = [*view.history(claim), *view.history(incident)]
            hands = [each for each in history if not comparison.was_imported(each)]
            if others:
                yield claim.id, f"{others[0]} rests on it or names it"
            elif hands:
                last = hands[-1]
                yield (
                    claim.id,
                    f"{last.role.replace('_', ' ')} worked on it: {last.why}",
                )
            else:
                yield claim.id, ""


def _apart(who: str, on: str) -> bool:
    """Whether a record that names an incident is another than the claim of its row."""
    return who.partition(":")[2] != on.partition(":")[2]


def _withdraw(
    id_: str, why: str, view: View, report: ImportReport, change: Change | None
) -> None:
    """Withdraw the claim of a row that is gone, which flags all that rests on it."""
    state = view.get("claim", id_).record.state
    if "withdrawn" not in MOVES[state]:
        report.kept.append(RowNote(id_, f"its row is gone; it is {state} already"))
        return
    report.withdrawn.append(RowNote(id_, why))
    if change is not None:
        change.move_claim(id_, "withdrawn", why=f"gone from {report.data_set}")
