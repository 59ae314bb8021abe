"""The risk of sections in plain text and plain values: words and intervals."""

from collections.abc import Iterable, Iterator
from typing import Any

from vedette.domain.risk import Angle, RiskSheet, SectionLevel, SectionRisk
from vedette.domain.theatre import Theatre
from vedette.sharing.register_cases import say_moment
from vedette.sharing.risk_hours import draw_hours, hours_json, section_names
from vedette.sharing.risk_plain import level_json, section_json
from vedette.sharing.text import plain

UNITS = {
    "attacks": "a year per 100 km",
    "crossings": "a year per 100 km",
    "vulnerability": "of attempts in a slot go unnoticed",
    "impact": "harm points",
}
MOST_NAMED = 12


def describe_risk(
    theatre: Theatre, sheet: RiskSheet, flagged: frozenset[str] = frozenset()
) -> str:
    """Return all sections as a table, what was counted, and how far to trust it."""
    run = sheet.run
    levels = {each.section: each for each in sheet.levels}
    names = section_names(theatre)
    width = max(map(len, names.values()))
    lines = [head_line(theatre, sheet), counted_line(sheet), ""]
    lines.append(
        f"{'Section':{width}}  {'Threat':23}  {'attacks, crossings':20} "
        f" {'Vulnerability':25}  {'Impact':25}  Level"
    )
    for risk in run.sections:
        told = (risk.vulnerability.band, risk.impact.band)
        bands = "  ".join(f"{band!s:25}" for band in told)
        rates = f"{_range(risk.attacks)}, {_range(risk.crossings)}"
        mark = "  flagged" if risk.section in flagged else ""
        level = level_words(levels.get(risk.section))
        name = names.get(risk.section, risk.section)
        lines.append(
            f"{name:{width}}  {risk.threat!s:23}  {rates:20}  {bands}  {level}{mark}"
        )
    lines.append("Attacks and crossings: a year per 100 km.")
    lines += ["", *(plain(note) for note in list_notes(sheet))]
    if flagged:
        lines.append(
            "Flagged: rests on a claim that fell since; look again with vedette assess"
            " run."
        )
    if sheet.hours is not None:
        lines += ["", *draw_hours(theatre, sheet.hours)]
    return "\n".join(lines)


def describe_section(
    theatre: Theatre,
    sheet: RiskSheet,
    section_id: str,
    flagged: frozenset[str] = frozenset(),
) -> str:
    """Return one section: its angles, the claims it rests on, and what moves it."""
    section = next(each for each in theatre.sections if each.id == section_id)
    risk = next(each for each in sheet.run.sections if each.section == section_id)
    level = next((e for e in sheet.levels if e.section == section_id), None)
    lines = [
        head_line(theatre, sheet),
        f"{section.id} {plain(section.name)}, km {section.km_from:g} to"
        f" {section.km_to:g}. Level: {level_words(level)}.",
        "",
        f"Threat: {risk.threat}",
        _angle_line("attacks", risk.attacks),
        _angle_line("crossings", risk.crossings),
        f"Vulnerability: {risk.vulnerability.band}",
        _angle_line("vulnerability", risk.vulnerability),
        f"  {_watched(risk)}",
        f"Impact: {risk.impact.band}",
        _angle_line("impact", risk.impact),
        *_site_lines(risk),
        "",
        *_claim_lines(risk),
        "",
        *_shift_lines(risk),
    ]
    if section_id in flagged:
        lines.append("Flagged: a claim that it rests on fell since. vedette assess run")
    lines += ["", *(plain(note) for note in list_notes(sheet))]
    if sheet.hours is not None:
        lines += ["", *draw_hours(theatre, sheet.hours, section)]
    return "\n".join(lines)


def risk_json(
    theatre: Theatre, sheet: RiskSheet, only: str | None = None
) -> dict[str, Any]:
    """Return a run as plain values, or one section of it."""
    run, names = sheet.run, {each.id: each.name for each in theatre.sections}
    levels = {each.section: level_json(each) for each in sheet.levels}
    told: dict[str, Any] = {
        "theatre": theatre.id,
        "run": run.run,
        "at": run.at.isoformat(),
        "with_exercise": run.with_exercise,
        "effort_from": run.effort_from,
        "incidents": run.counted.incidents,
        "firm": run.counted.firm,
        "left_out": dict(run.counted.left_out),
        "record_weeks": round(run.counted.record_weeks, 1),
        "sections": [
            {
                **section_json(risk, names.get(risk.section, "")),
                "level": levels.get(risk.section),
            }
            for risk in run.sections
            if only in (None, risk.section)
        ],
    }
    if sheet.hours is not None:
        told["hours"] = hours_json(theatre, sheet.hours)
    return told


def head_line(theatre: Theatre, sheet: RiskSheet) -> str:
    """Say which run this is, and of which moment."""
    mark = "EXERCISE. " if theatre.is_exercise else ""
    return (
        f"{mark}Risk by section, {plain(theatre.name)}: run {sheet.run.run}, as of"
        f" {say_moment(sheet.run.at, theatre.zone)}."
    )


def counted_line(sheet: RiskSheet) -> str:
    """Say what of the register counts, and what not."""
    counted = sheet.run.counted
    left_out = ", ".join(f"{n:,} {why}" for why, n in counted.left_out.items())
    return (
        f"{counted.incidents:,} incidents count, {counted.firm:,} of them well sourced;"
        f" left out: {left_out or 'none'}. The record goes back"
        f" {counted.record_weeks:.0f} weeks."
    )


def list_notes(sheet: RiskSheet) -> Iterator[str]:
    """Give what a reader must know before he trusts the table."""
    run = sheet.run
    yield (
        "Words in brackets run from the low end of what is known (for the threat:"
        " well-sourced incidents alone) to the high end (all that stand). Where two"
        " sections overlap, their order is not known."
    )
    yield (
        "Low, medium and high end at: "
        + "; ".join(f"{name} {_ends(ends)}" for name, ends in run.bands.items())
        + "."
    )
    blind = [each for each in run.sections if each.effort < 0.1]
    named = ", ".join(f"{each.section} {each.effort:.0%}" for each in blind)
    yield (
        "Where nobody looks nothing is seen: crossings are corrected for effort,"
        f" {run.effort_from}"
        f"{f'; hardly watched, so that quiet says little: {named}' if named else ''}."
        " Attacks are taken to become known anyway."
    )
    made_up = "the made-up history of an exercise counts for nothing"
    if run.with_exercise:
        made_up = "made-up incidents of an exercise count in this run"
    yield f"Rates come from wide stated priors and the incidents above; {made_up}."


def level_words(level: SectionLevel | None) -> str:
    """Return a level in the staff's word, with what hangs on it."""
    if level is None:
        return ""
    told = level.word
    if level.fell_back:
        told += " (critical ended)"
    elif level.is_flagged:
        told += " (flagged)"
    if level.proposal is not None:
        told += f", {level.proposal.level} proposed"
    return told


def interval(name: str, angle: Angle) -> str:
    """Return an angle's interval with its unit.

    >>> from vedette.domain.risk import Band
    >>> interval("impact", Angle(4.0, 9.0, 30.0, Band("low", "medium", "high")))
    '4.0 to 30 harm points'
    """
    if name == "vulnerability":
        return f"{angle.low:.0%} to {angle.high:.0%} {UNITS[name]}"
    return f"{_short(angle.low)} to {_short(angle.high)} {UNITS[name]}"


def _ends(ends: Iterable[float]) -> str:
    return ", ".join(f"{end:g}" for end in ends)


def _range(angle: Angle) -> str:
    """Return an interval short enough for a table.

    >>> from vedette.domain.risk import Band
    >>> _range(Angle(0.0412, 1.0, 12.3, Band("low", "low", "high")))
    '0.04-12'
    """
    return f"{_short(angle.low)}-{_short(angle.high)}"


def _short(value: float) -> str:
    return (
        f"{value:.2f}"
        if value < 1
        else f"{value:.1f}"
        if value < 10
        else f"{value:.0f}"
    )


def _angle_line(name: str, angle: Angle) -> str:
    return f"  {name}: {angle.band}; {interval(name, angle)}"


def _watched(risk: SectionRisk) -> str:
    return (
        f"at most {risk.teams} teams can look at one reach; {risk.blind_km:.0f} km that"
        f" can be crossed are out of sight; looked at {risk.effort:.0%} as much as the"
        " best-watched section"
    )


def _site_lines(risk: SectionRisk) -> Iterator[str]:
    if risk.sites:
        told = ", ".join(
            f"{plain(each.name)} ({each.hours:g} h on foot)" for each in risk.sites
        )
        yield f"  mostly from {told}"


def _claim_lines(risk: SectionRisk) -> Iterator[str]:
    yield (
        f"Rests on {risk.incidents:,} incidents, {risk.firm:,} of them well sourced:"
    )
    for state, ids in risk.claims.items():
        yield f"  {state.replace('_', ' ')}: {_some(ids)}"
    if not risk.claims:
        yield "  no claim: what is stated before any event is known, and quiet weeks"


def _some(ids: tuple[str, ...]) -> str:
    more = len(ids) - MOST_NAMED
    tail = f" and {more:,} more" if more > 0 else ""
    return f"{', '.join(ids[:MOST_NAMED])}{tail}"


def _shift_lines(risk: SectionRisk) -> Iterable[str]:
    if not risk.shifts:
        return [
            "No single claim moves the threat by 1 %: without it each incident would"
            " still count."
        ]
    lines = ["Which claim moves the threat most, left out by itself:"]
    for each in risk.shifts:
        left = interval(each.strand, each.without)
        lines.append(
            f"  {each.claim} ({each.incident}): {each.strand} fall by up to"
            f" {each.change:.0%}, to {left}, {each.without.band}"
        )
    return lines
