"""What changed between two runs, in plain text and plain values."""

from collections.abc import Iterator, Sequence
from typing import Any

from vedette.domain.risk import Change, RiskRun
from vedette.domain.theatre import Theatre
from vedette.sharing.register_cases import say_moment
from vedette.sharing.risk_plain import section_json
from vedette.sharing.risk_words import interval
from vedette.sharing.text import plain

MOST_NAMED = 8
WORDS = {
    "came": "claims that came",
    "moved": "claims that moved",
    "fell": "claims that count no longer",
}


def describe_changes(
    theatre: Theatre, before: RiskRun, after: RiskRun, changes: Sequence[Change]
) -> str:
    """Return what changed and why, section by section; quiet ones are only named."""
    names = {each.id: plain(each.name) for each in theatre.sections}
    first, last = (
        f"run {run.run} (as of {say_moment(run.at, theatre.zone)})"
        for run in (before, after)
    )
    lines = [f"What changed from {first} to {last}:"]
    if changes and changes[0].other:
        lines += ["For all sections alike:"]
        lines += [f"  {plain(reason)}" for reason in changes[0].other]
    for each in changes:
        if not each.is_quiet:
            lines += ["", f"{each.section} {names.get(each.section, '')}"]
            lines += [f"  {line}" for line in _describe(each)]
    quiet = [each.section for each in changes if each.is_quiet]
    if quiet:
        lines += ["", f"Nothing came, moved or fell in {', '.join(quiet)}."]
    return "\n".join(lines)


def changes_json(
    before: RiskRun, after: RiskRun, changes: Sequence[Change]
) -> dict[str, Any]:
    """Return what changed as plain values."""
    return {
        "before": before.run,
        "after": after.run,
        "sections": [
            {
                "section": each.section,
                "angles": list(each.angles),
                **{
                    word: {
                        known: list(ids) for known, ids in getattr(each, word).items()
                    }
                    for word in WORDS
                },
                "other": list(each.other),
                "before": section_json(each.before, ""),
                "after": section_json(each.after, ""),
            }
            for each in changes
        ],
    }


def _describe(change: Change) -> Iterator[str]:
    for name in ("attacks", "crossings", "vulnerability", "impact"):
        was, now = getattr(change.before, name), getattr(change.after, name)
        told, tells = interval(name, was), interval(name, now)
        if was.band != now.band:
            yield f"{name}: {was.band} became {now.band} ({told}, now {tells})"
        elif told != tells:
            yield f"{name}: {now.band} as before ({told}, now {tells})"
    for word, said in WORDS.items():
        for known, ids in getattr(change, word).items():
            more = len(ids) - MOST_NAMED
            tail = f" and {more:,} more" if more > 0 else ""
            yield f"{said} ({known}): {', '.join(ids[:MOST_NAMED])}{tail}"
