"""The risk of sections as one HTML file: table, hours, and each section by itself."""

from collections.abc import Iterator
from typing import Any

from vedette.domain.risk import (
    STRANDS,
    Angle,
    HourRisk,
    RiskSheet,
    SectionLevel,
    SectionRisk,
)
from vedette.domain.theatre import LEVELS, Theatre
from vedette.sharing.clocks import moment
from vedette.sharing.package import Package
from vedette.sharing.register_cases import say_moment, say_word
from vedette.sharing.register_page import fill_page, write_table
from vedette.sharing.risk_hours import (
    ABOUT,
    MARKS,
    legend,
    list_starts,
    section_names,
    words_by_hour,
)
from vedette.sharing.risk_words import (
    UNITS,
    counted_line,
    interval,
    level_words,
    list_notes,
)
from vedette.sharing.text import markup


def make_risk_page(package: Package) -> bytes:
    """Return the assessment that a package holds as one HTML file."""
    theatre, sheet = package.theatre, package.get_risk()
    return fill_page(
        package,
        f"Risk by section, {theatre.name}",
        f"Run {sheet.run.run}, as of {say_moment(sheet.run.at, theatre.zone)}."
        f" {counted_line(sheet)}",
        _write_body(theatre, sheet),
    )


def _write_body(theatre: Theatre, sheet: RiskSheet) -> Iterator[str]:
    yield from (f'<p class="note">{markup(note)}</p>' for note in list_notes(sheet))
    levels = {each.section: each for each in sheet.levels}
    names = section_names(theatre)
    yield "<h2>Sections</h2>"
    yield _write_sections(sheet, names, levels)
    if sheet.hours is not None:
        yield "<h2>By hour</h2>"
        yield from _write_hours(theatre, sheet.hours, names)
    yield "<h2>Section by section</h2>"
    for risk in sheet.run.sections:
        yield _write_section(risk, names[risk.section], levels.get(risk.section))


def _write_sections(
    sheet: RiskSheet, names: dict[str, str], levels: dict[str, SectionLevel]
) -> str:
    heads = "".join(
        f'<th scope="col">{markup(head)}</th>'
        for head in ("section", "level", "threat", "vulnerability", "impact")
    )
    rows = []
    for risk in sheet.run.sections:
        cells = [
            _threat_cell(risk),
            _angle_cell("vulnerability", risk.vulnerability),
            _angle_cell("impact", risk.impact),
        ]
        level = markup(level_words(levels.get(risk.section)))
        name = f'<a href="#{markup(risk.section)}">{markup(names[risk.section])}</a>'
        rows.append(f"<tr><td>{name}</td><td>{level}</td>{''.join(cells)}</tr>")
    body = "\n".join(rows)
    return (
        f'<div class="wide"><table>\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _threat_cell(risk: SectionRisk) -> str:
    strands = ", ".join(
        f"{name} {_bare(name, getattr(risk, name))}" for name in STRANDS
    )
    told = f"{markup(str(risk.threat))}<br>{markup(strands)}"
    return f'<td class="band {risk.threat.middle}">{told}</td>'


def _angle_cell(name: str, angle: Angle) -> str:
    told = f"{markup(str(angle.band))}<br>{markup(_bare(name, angle))}"
    return f'<td class="band {angle.band.middle}">{told}</td>'


def _bare(name: str, angle: Angle) -> str:
    """Return an interval without its unit, which the section by itself tells."""
    return interval(name, angle).removesuffix(UNITS[name]).strip()


def _write_hours(
    theatre: Theatre, hours: HourRisk, names: dict[str, str]
) -> Iterator[str]:
    window = hours.window
    yield (
        f'<p class="note">{ABOUT} ({markup(window.zone)}): {markup(legend())}; blank'
        " where nobody can cross.</p>"
    )
    heads = "".join(
        f'<th scope="col">{moment(window, slot):%H}</th>'
        for slot in list_starts(window)
    )
    rows = []
    for index, section in enumerate(theatre.sections):
        cells = "".join(map(_hour_cell, words_by_hour(hours, index)))
        rows.append(f"<tr><td>{markup(names[section.id])}</td>{cells}</tr>")
    body = "\n".join(rows)
    yield (
        f'<div class="wide"><table>\n<thead><tr><th scope="col">section</th>{heads}'
        f"</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _hour_cell(word: int) -> str:
    if word < 0:
        return "<td></td>"
    return f'<td class="{LEVELS[word]}" title="{LEVELS[word]}">{MARKS[word]}</td>'


def _write_section(risk: SectionRisk, name: str, level: SectionLevel | None) -> str:
    parts = [write_table(("angle", "words", "interval"), _angle_rows(risk))]
    if level is not None:
        owed = "".join(f"<li>{markup(each)}</li>" for each in level.reactions)
        parts.append(f"<p>Level {markup(level_words(level))}; owed:</p><ul>{owed}</ul>")
    told = [
        f"{risk.blind_km:.0f} km that can be crossed are out of sight of every team",
        f"at most {risk.teams} teams can look at one reach",
        f"looked at {risk.effort:.0%} as much as the best-watched section",
    ]
    if risk.sites:
        near = ", ".join(
            f"{site.name} ({site.hours:g} h on foot)" for site in risk.sites
        )
        told.append(f"impact mostly from {near}")
    parts.append(f"<p>{markup('; '.join(told))}.</p>")
    parts.append(
        f"<p>Rests on {risk.incidents:,} incidents, {risk.firm:,} of them well"
        f" sourced.</p>"
    )
    claims = (
        (markup(say_word(state)), markup(", ".join(ids)))
        for state, ids in risk.claims.items()
    )
    if risk.claims:
        parts.append(write_table(("state", "claims"), claims))
    if risk.shifts:
        heads = ("claim left out", "incident", "strand", "falls by up to", "to")
        parts.append(write_table(heads, (_shift_row(each) for each in risk.shifts)))
    inner = "\n".join(parts)
    head = f"{markup(name)}: threat {markup(str(risk.threat))}"
    return (
        f'<details id="{markup(risk.section)}"><summary>{head}</summary>\n{inner}\n'
        "</details>"
    )


def _angle_rows(risk: SectionRisk) -> Iterator[tuple[str, ...]]:
    for name in UNITS:
        angle: Angle = getattr(risk, name)
        yield markup(name), markup(str(angle.band)), markup(interval(name, angle))


def _shift_row(shift: Any) -> tuple[str, ...]:
    left = f"{interval(shift.strand, shift.without)}, {shift.without.band}"
    return (
        markup(shift.claim),
        markup(shift.incident),
        markup(shift.strand),
        f"{shift.change:.0%}",
        markup(left),
    )
