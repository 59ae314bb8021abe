"""The register as one HTML file: incidents and facts, each with its claims beside it.

The file has no script and asks no network; a claim's link is only followed by a click.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from vedette.domain.history import Flag, RegisterCopy
from vedette.domain.register import Assessment, Claim, Incident
from vedette.sharing.package import Package
from vedette.sharing.register_cases import (
    Case,
    Told,
    list_cases,
    say_count,
    say_figures,
    say_moment,
    say_span,
    say_value,
    say_word,
)
from vedette.sharing.text import markup

FEW = 3  # so many cases are shown open


def make_register_page(package: Package) -> bytes:
    """Return the register that a package holds as one HTML file."""
    theatre, copy = package.theatre, package.get_register()
    return fill_page(
        package,
        f"Register, {theatre.name}",
        f"Taken {say_moment(copy.at, theatre.zone)}; last entry of the log"
        f" {copy.head[:16] or 'none'}.",
        _write_body(copy, theatre.zone),
    )


def fill_page(package: Package, title: str, told: str, body: Iterable[str]) -> bytes:
    """Put a body between head and foot; no script, no network, the notice on top."""
    theatre = package.theatre
    style = files("vedette.sharing").joinpath("register.css").read_text("utf-8")
    mark = '<p class="mark">EXERCISE</p>' if theatre.is_exercise else ""
    credits = "; ".join(f"{each.credit} ({each.licence})" for each in theatre.layers)
    parts = "\n".join(body)
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>{markup(title)}</title>
<style>
{style}</style>
</head>
<body>
{mark}
<h1>{markup(title)}</h1>
<p>{markup(told)}</p>
<p class="notice">{markup(theatre.notice)}</p>
{parts}
<footer>{markup(credits)}</footer>
</body>
</html>
"""
    return page.encode()


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; heads are plain text, cells markup already."""
    top = "".join(f'<th scope="col">{markup(head)}</th>' for head in heads)
    body = "\n".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        f'<div class="wide"><table>\n<thead><tr>{top}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _write_body(copy: RegisterCopy, zone: str) -> Iterator[str]:
    if copy.flags:
        yield _write_flags(copy.flags)
    for kind, title in (("incident", "Incidents"), ("fact", "Facts")):
        cases = sorted(list_cases(copy, kind), key=_when)
        if cases:
            yield f"<h2>{title} ({len(cases):,})</h2>"
            yield from (_write_case(case, zone, len(cases) <= FEW) for case in cases)
    resting = [e.record for e in copy.records if isinstance(e.record, Assessment)]
    if resting:
        yield f"<h2>What rests on them ({len(resting):,})</h2>"
        yield _write_resting(resting, {flag.what.id for flag in copy.flags})


def _when(case: Case) -> tuple[str, str]:
    about = case.about
    at = about.when.earliest.isoformat() if isinstance(about, Incident) else ""
    return at, about.id


def _write_flags(flags: Sequence[Flag]) -> str:
    rows = (
        (
            markup(str(flag.what)),
            markup(flag.reason),
            markup(" > ".join(map(str, flag.path))),
        )
        for flag in flags
    )
    table = write_table(("what", "because", "path"), rows)
    return f'<section class="flags"><h2>To look at again</h2>\n{table}</section>'


def _write_case(case: Case, zone: str, is_open: bool) -> str:
    about = case.about
    told = [markup(about.id), markup(about.title)]
    if isinstance(about, Incident):
        told.insert(1, markup(say_span(about.when, zone)))
    mark = ' <b class="flag">flagged</b>' if case.flags else ""
    head = (
        f'{" · ".join(told)} <span class="state {markup(case.standing)}">'
        f"{markup(say_word(case.standing))}</span>"
        f' <span class="count">{len(case.claims)} claims</span>{mark}'
    )
    parts = [f"<p>{line}</p>" for line in _describe(case)]
    if case.claims:
        heads = (
            "claim",
            "said",
            "who",
            "says",
            "state",
            "grade",
            "statement",
            "figures",
        )
        rows = (_claim_row(each, zone) for each in case.claims)
        parts.append(write_table(heads, rows))
    differing = [each for each in case.differences if each.differs]
    if differing:
        rows_ = (
            (
                markup(each.field),
                "<br>".join(
                    f"{markup(one.claim)}: {markup(say_value(one.value, zone))}"
                    f"{markup(f' ({one.mark})' if one.mark else '')}"
                    for one in each.said
                ),
            )
            for each in differing
        )
        parts.append(write_table(("where they differ", "who says what"), rows_))
    opened = " open" if is_open else ""
    inner = "\n".join(parts)
    return f"<details{opened}><summary>{head}</summary>\n{inner}\n</details>"


def _describe(case: Case) -> Iterator[str]:
    about = case.about
    if isinstance(about, Incident):
        place, line = about.place, about.line
        told = f"{say_word(about.kind)}; {place.name or 'unnamed place'}"
        told += f" ({place.precision})"
        if line is not None:
            told += f", {line.section}, km {line.km:g}, {line.off_km:g} km off the line"
        people = (("killed", about.killed), ("injured", about.injured))
        told += "".join(
            f"; {say_count(count)} {word}" for word, count in people if count
        )
        if about.site:
            told += f"; exposed: {about.site}"
        yield markup(told)
    if case.merged:
        yield markup(f"Merged into it: {', '.join(case.merged)}")
    if about.note:
        yield markup(about.note)


def _claim_row(each: Told, zone: str) -> tuple[str, ...]:
    claim, source = each.claim, each.source
    unnamed = source.anonymity == "unnamed" and "nnamed" not in source.name
    who = f"{source.name}{' (unnamed)' if unnamed else ''}"
    statement = markup(claim.statement)
    if claim.quote:
        statement += f" <q>{markup(claim.quote)}</q>"
    if claim.link:
        statement += (
            f' <a rel="noreferrer noopener" href="{markup(claim.link)}">page</a>'
        )
    state = f'<span class="state {markup(claim.state)}">{markup(say_word(claim.state))}'
    return (
        markup(claim.id),
        markup(say_span(claim.said, zone)),
        markup(who),
        markup(say_word(claim.says)),
        f"{state}</span>",
        markup(f"{claim.grade}, {say_word(claim.grade.validation)}"),
        statement,
        markup(_say_told(claim, zone)),
    )


def _say_told(claim: Claim, zone: str) -> str:
    """Write what a claim says in figures, and whether it denies them."""
    told = say_figures(claim.figures, zone)
    return f"denied: {told}" if told and claim.says == "denies" else told


def _write_resting(records: Sequence[Assessment], flagged: set[str]) -> str:
    rows = (
        (
            markup(str(each.ref)),
            markup(each.title),
            f"{len(each.rests_on):,}",
            '<b class="flag">flagged</b>' if each.id in flagged else "",
        )
        for each in records
    )
    return write_table(("what", "says", "rests on", ""), rows)
