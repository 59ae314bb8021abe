"""One incident or fact on a screen: its claims side by side, and where they differ."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from vedette.cli.register_screens import count_text, span_text
from vedette.cli.screens import add_row, make_console, make_table, print_table, say
from vedette.domain.register import FALLEN

if TYPE_CHECKING:
    from rich.table import Table

    from vedette.desk.incidents import AboutSheet, Told
    from vedette.domain.register import Claim, Figures
    from vedette.register.contradictions import Difference


def print_sheet(sheet: "AboutSheet") -> None:
    """Print an incident or fact with its claims side by side."""
    console = make_console()
    record, state = sheet.record, sheet.standing.replace("_", " ")
    say(console, f"{record.id}: {record.title}")
    if sheet.standing in FALLEN:
        state = f"{state.upper()}: it counts for nothing"
    say(console, f"Stands as {state}. {_stances(sheet)}")
    for line in _describe(sheet):
        say(console, line)
    if sheet.merged:
        say(console, f"Merged into it: {', '.join(map(str, sheet.merged))}")
    if sheet.claims:
        print_table(console, _claims_table(sheet.claims, sheet.zone))
    told = _leave_out_repeated(sheet.differences)
    if told:
        print_table(console, _differences_table(told, sheet.zone))
    for flag in sheet.flags:
        again = f"vedette register reassess {flag.what}"
        say(console, f"Flagged: {flag.reason}. Look again: {again} --why ...")


def _stances(sheet: "AboutSheet") -> str:
    stances = sheet.stances
    if stances.differ:
        told = f"{len(stances.says_so)} say so, {len(stances.denies)} deny it."
        return f"Sources contradict each other: {told}"
    return f"{len(sheet.claims)} claim{'' if len(sheet.claims) == 1 else 's'}."


def _describe(sheet: "AboutSheet") -> Iterable[str]:
    """Give what the staff's own record of an incident says."""
    from vedette.domain.register import Incident

    record = sheet.record
    if isinstance(record, Incident):
        place, line = record.place, record.line
        where = f"{place.name or 'unnamed place'} ({place.precision})"
        if line is not None:
            where += f", km {line.km:.1f}, {line.section}, {line.off_km:.1f} km off"
        yield f"{record.kind.replace('_', ' ')}, {span_text(record.when, sheet.zone)}"
        yield where
        people = (("killed", record.killed), ("injured", record.injured))
        told = [f"{count_text(count)} {word}" for word, count in people if count]
        if told:
            yield ", ".join(told)
        if record.site:
            yield f"Exposed: {record.site}"
        if record.merged_into:
            yield f"Merged into incident:{record.merged_into}"
    if record.note:
        yield record.note


def _claims_table(claims: Sequence["Told"], zone: str) -> "Table":
    columns = ("claim", "said", "who", "says", "state", "grade", "statement", "figures")
    table = make_table("Claims, side by side", *columns)
    for each in claims:
        claim = each.claim.record
        unnamed = " (unnamed)" if each.source.anonymity == "unnamed" else ""
        add_row(
            table,
            claim.id,
            span_text(claim.said, zone),
            f"{each.source.name}{'' if 'nnamed' in each.source.name else unnamed}",
            claim.says.replace("_", " "),
            claim.state.replace("_", " "),
            f"{claim.grade} {claim.grade.validation.replace('_', ' ')}",
            claim.statement + (f' "{claim.quote}"' if claim.quote else ""),
            told_text(claim, zone),
        )
    return table


def told_text(claim: "Claim", zone: str) -> str:
    """Write what a claim says in figures, and whether it denies them."""
    told = figures_text(claim.figures, zone)
    return f"denied: {told}" if told and claim.says == "denies" else told


def figures_text(figures: "Figures", zone: str) -> str:
    """Write what a claim says in figures."""
    quantity = figures.quantity
    told = [
        span_text(figures.when, zone),
        "" if figures.place is None else figures.place.name,
        f"{count_text(figures.killed)} killed" if figures.killed else "",
        f"{count_text(figures.injured)} injured" if figures.injured else "",
        "" if quantity is None else f"{_range(quantity)} {quantity.unit}",
    ]
    return "; ".join(filter(None, told))


def _range(quantity: Any) -> str:
    low, high = f"{quantity.low:,.10g}", f"{quantity.high:,.10g}"
    return low if low == high else f"{low}-{high}"


def _leave_out_repeated(found: Sequence["Difference"]) -> Sequence["Difference"]:
    """Leave out counts of a nationality that are those of all, claim by claim."""
    of_all = {each.field: set(each.said) for each in found}
    return [
        each
        for each in found
        if " of " not in each.field
        or not of_all.get(each.field.partition(" of ")[0], set()) >= set(each.said)
    ]


def _differences_table(found: Sequence["Difference"], zone: str) -> "Table":
    columns = ("of", "", "span", "said by")
    table = make_table("What the claims say of each thing", *columns)
    for each in found:
        said = "; ".join(
            f"{one.claim}: {_value(one.value, zone)}{_in_brackets(one.mark)}"
            for one in each.said
        )
        word = "differs" if each.differs else ""
        add_row(table, each.field, word, _span_of(each, zone), said)
    return table


def _in_brackets(mark: str) -> str:
    return f" ({mark})" if mark else ""


def _value(value: Any, zone: str) -> str:
    from vedette.domain.register import Count, Place, Quantity, Span

    if isinstance(value, Span):
        return span_text(value, zone)
    if isinstance(value, Count):
        return count_text(value)
    if isinstance(value, Quantity):
        return f"{_range(value)} {value.unit}"
    return value.name if isinstance(value, Place) else str(value)


def _span_of(each: "Difference", zone: str) -> str:
    from vedette.domain.register import Count, Span

    if each.low is None:
        return ""
    if isinstance(each.low, dt.datetime):
        return span_text(Span(each.low, each.high), zone)
    if isinstance(each.low, int):
        return count_text(Count(each.low, each.high))
    low, high = f"{each.low:,.10g}", f"{each.high:,.10g}"
    return low if low == high else f"{low}-{high}"
