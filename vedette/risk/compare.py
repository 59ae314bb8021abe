"""What changed between two assessments of one section, and why."""

import datetime as dt
from collections.abc import Iterable, Mapping

from vedette.domain.register import FALLEN
from vedette.domain.risk import Change, RiskRun, SectionRisk

ANGLES = ("threat", "attacks", "crossings", "vulnerability", "impact")


def compare_runs(
    before: RiskRun, after: RiskRun, states: Mapping[str, str]
) -> tuple[Change, ...]:
    """Compare two runs section by section.

    ``states`` are the present states of claims by id; one that is absent was deleted.
    """
    earlier = {each.section: each for each in before.sections}
    other = _list_other(before, after)
    return tuple(
        _compare(earlier[each.section], each, states, other)
        for each in after.sections
        if each.section in earlier
    )


def _compare(
    before: SectionRisk,
    after: SectionRisk,
    states: Mapping[str, str],
    other: tuple[str, ...],
) -> Change:
    was, now = _by_claim(before), _by_claim(after)
    shared = was.keys() & now.keys()
    return Change(
        section=after.section,
        before=before,
        after=after,
        angles=tuple(
            name for name in ANGLES if _words(before, name) != _words(after, name)
        ),
        came=_group((id_, _say(now[id_])) for id_ in now.keys() - was.keys()),
        moved=_group(
            (id_, f"from {_say(was[id_])} to {_say(now[id_])}")
            for id_ in shared
            if was[id_] != now[id_]
        ),
        fell=_group(
            (id_, _why_gone(states.get(id_))) for id_ in was.keys() - now.keys()
        ),
        other=other,
    )


def _group(claims: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Put together the claims of which the same is known."""
    found: dict[str, list[str]] = {}
    for id_, known in sorted(claims):
        found.setdefault(known, []).append(id_)
    return {known: tuple(ids) for known, ids in sorted(found.items())}


def _by_claim(risk: SectionRisk) -> dict[str, str]:
    return {id_: state for state, ids in risk.claims.items() for id_ in ids}


def _words(risk: SectionRisk, name: str) -> object:
    return risk.threat if name == "threat" else getattr(risk, name).band


def _why_gone(state: str | None) -> str:
    """Say why a claim counts no longer; it may still stand, and not count here."""
    if state is None:
        return "deleted"
    if state in FALLEN:
        return f"now {state}"
    return "still standing, but too old, elsewhere, merged or left out"


def _say(state: str) -> str:
    return state.replace("_", " ")


def _list_other(before: RiskRun, after: RiskRun) -> tuple[str, ...]:
    """List what else changed, for all sections alike."""
    told = []
    if before.theatre_hash != after.theatre_hash:
        told.append("the theatre's files changed: ground, sites, teams or constants")
    if before.constants != after.constants:
        told.append("the constants of the risk picture changed (register/risk.toml)")
    if before.with_exercise != after.with_exercise:
        told.append("made-up incidents of an exercise were counted in one of them only")
    ahead = after.at - before.at
    if ahead != dt.timedelta():
        days = ahead / dt.timedelta(days=1)
        told.append(f"{days:+.1f} days passed: what is older counts for less")
    gone = before.counted.record_weeks - after.counted.record_weeks
    if abs(gone) > abs(ahead / dt.timedelta(weeks=1)) + 0.01:
        told.append(
            f"the record goes back {after.counted.record_weeks:.0f} weeks, not"
            f" {before.counted.record_weeks:.0f}"
        )
    return tuple(told)
