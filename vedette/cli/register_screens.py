"""Screens of the register: lists, what is flagged, trees of what rests on what."""

import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from vedette.cli.screens import add_row, make_console, make_table, print_table, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree

    from vedette.desk.claims import Impact
    from vedette.desk.incidents import IncidentLine
    from vedette.desk.register import Sheet
    from vedette.domain.history import Flag
    from vedette.domain.register import Count, Span

MOST_REASONS = 3  # that have a table each; else they stand in a column
ENDS = ({"low", "high"}, {"earliest", "latest"})  # of a range, least first
MOST_BRANCHES = 200  # of a tree; a screen holds no more, --json holds them all


def span_text(span: "Span | None", zone: str) -> str:
    """Write a span as people read it: a day, an hour, or both ends."""
    if span is None:
        return ""
    first, last = (
        moment.astimezone(zoneinfo.ZoneInfo(zone))
        for moment in (span.earliest, span.latest)
    )
    if first == last:
        return f"{first:%Y-%m-%d %H:%M}"
    is_whole = (first.hour, first.minute, last.hour, last.minute) == (0, 0, 23, 59)
    if is_whole and first.date() == last.date():
        return f"{first:%Y-%m-%d}"
    if is_whole:
        return f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    if first.date() == last.date():
        return f"{first:%Y-%m-%d %H:%M} to {last:%H:%M}"
    return f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}"


def count_text(count: "Count | None") -> str:
    """Write a range of people: 3, or 3-5."""
    if count is None:
        return ""
    return f"{count.low}" if count.low == count.high else f"{count.low}-{count.high}"


def print_incidents(lines: Sequence["IncidentLine"], zone: str) -> None:
    """Print a list of incidents."""
    columns = ("id", "when", "km#", "section", "what", "killed#", "standing")
    table = make_table("Incidents", *columns, "claims#", "")
    for each in lines:
        incident, line = each.incident, each.incident.line
        add_row(
            table,
            incident.id,
            span_text(incident.when, zone),
            "" if line is None else f"{line.km:.1f}",
            "" if line is None else line.section,
            incident.title,
            count_text(incident.killed),
            each.standing.replace("_", " "),
            each.claims,
            "flagged" if each.is_flagged else "",
        )
    console = make_console()
    if lines:
        print_table(console, table)
    made_up = sum(each.incident.origin == "exercise" for each in lines)
    told = f", {made_up:,} made up for an exercise" if made_up else ""
    say(console, f"{len(lines):,} incident{'' if len(lines) == 1 else 's'}{told}.")


def print_impact(impact: "Impact") -> None:
    """Print all that rests on a claim, as a tree."""
    console = make_console()
    state = f" [{impact.state.replace('_', ' ')}]" if impact.state else ""
    if not impact.consequences:
        say(console, f"{impact.what}{state}: {impact.title}")
        say(console, "Nothing rests on it.")
        return
    console.print(_make_tree(impact, state))
    number = len(impact.consequences)
    flagged = sum(each.is_flagged for each in impact.consequences)
    what = "thing rests" if number == 1 else "things rest"
    say(console, f"{number:,} {what} on it, {flagged:,} flagged by it.")


def _make_tree(impact: "Impact", state: str) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(f"{impact.what}{state}: {impact.title}"))
    branches = {impact.what: tree}
    for each in impact.consequences[:MOST_BRANCHES]:  # nearer ones come first
        mark = "! " if each.is_flagged else ""
        label = Text(f"{mark}{each.what}: {each.title}")
        branches[each.what] = branches[each.path[-2]].add(label)
    more = len(impact.consequences) - MOST_BRANCHES
    if more > 0:
        tree.add(Text(f"... and {more:,} more: --json lists them all"))
    return tree


def _print_some(
    console: "Console", title: str, flags: Sequence["Flag"], *because: str
) -> None:
    """Print some flags, with the reason of each if there is a column for it."""
    table = make_table("", "what", *because, "by way of")
    for flag in flags:
        way = " > ".join(map(str, flag.path[1:-1])) or "(rests on it directly)"
        add_row(table, flag.what, *(flag.reason for _ in because), way)
    say(console, title)
    print_table(console, table)


def print_flags(flags: Sequence["Flag"]) -> None:
    """Print what is flagged, why, and by which path."""
    console = make_console()
    if not flags:
        say(console, "Nothing is flagged.")
        return
    shown = flags[:MOST_BRANCHES]
    reasons = dict.fromkeys(flag.reason for flag in shown)
    if len(reasons) <= MOST_REASONS:
        for reason in reasons:
            title = f"Flagged, since {reason}:"
            _print_some(console, title, [f for f in shown if f.reason == reason])
    else:
        title = "Flagged: rests on what fell or was graded anew"
        _print_some(console, title, shown, "because")
    number = len({flag.what for flag in flags})
    say(
        console,
        f"{number:,} to look at again: vedette register reassess NAME --why ...",
    )


def print_record(sheet: "Sheet") -> None:
    """Print one record of any kind with its links and flags."""
    from vedette.desk.register import version_json

    console = make_console()
    from vedette.domain.register import ref_of

    state = f" [{sheet.state.replace('_', ' ')}]" if sheet.state else ""
    last = sheet.now
    say(
        console,
        f"{ref_of(last.record)}{state}, version {last.version}, {last.action} by"
        f" {last.role}: {last.why}",
    )
    for name, value in _flatten(version_json(last)["record"]):
        say(console, f"  {name}: {value}")
    for word, refs in (("Rests on", sheet.rests_on), ("Rests upon it", sheet.upon_it)):
        if refs:
            say(console, f"{word}: {', '.join(map(str, refs))}")
    for flag in sheet.flags:
        path = " > ".join(map(str, flag.path))
        say(console, f"Flagged: {flag.reason} ({path})")


def _flatten(
    plain: Mapping[str, object], prefix: str = ""
) -> Iterator[tuple[str, str]]:
    """Give the values of a record that say something, each with its path."""
    for name, value in plain.items():
        if isinstance(value, dict) and set(value) in ENDS:
            ends = dict.fromkeys(map(str, value.values()))
            yield f"{prefix}{name}", " to ".join(ends)
        elif isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name} ")
        elif isinstance(value, list | tuple):
            if value:
                between = ":" if name == "about" else ", "
                yield f"{prefix}{name}", between.join(map(_short, value))
        elif value not in (None, ""):
            yield f"{prefix}{name}", str(value)


def _short(value: object) -> str:
    """Write an item of a list: a reference as kind:id."""
    if isinstance(value, dict):
        return " ".join(f"{name} {told}" for name, told in _flatten(value))
    is_ref = isinstance(value, list | tuple) and len(value) == 2
    return ":".join(map(str, value)) if is_ref else str(value)  # type: ignore[call-overload]
