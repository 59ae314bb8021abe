"""Explain a plan, and suggest pins for it: why it is so, and whom to move."""

import datetime as dt
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vedette.desk.plan import PlanView, show_plan
from vedette.domain.explain import Explanation, Place, SectionNotice, Suggestion, Wish
from vedette.domain.picture import Ground
from vedette.domain.theatre import Section, Theatre
from vedette.errors import InputError
from vedette.sharing.clocks import moment

STRETCH = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class ExplainView:
    """A plan with what explains it; ``sections`` are those asked for."""

    shown: PlanView
    explanation: Explanation
    sections: tuple[SectionNotice, ...]

    def describe(self) -> str:
        """Return the explanation in words and tables."""
        from vedette.sharing.explain_words import describe_explanation

        theatre, plan = self.shown.field.theatre, self.shown.plan
        return describe_explanation(theatre, plan, self.explanation, self.sections)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        from vedette.reading.limits import plain_limit

        told, plan = self.explanation, self.shown.plan
        return {
            "plan": str(self.shown.where),
            "plan_hash": plan.content_hash,
            "loss": plan.certificate.loss,
            "bound": plan.certificate.bound,
            "worst_loss": told.worst_loss,
            "forecast_loss": told.forecast_loss,
            "slot_min": plan.slot_min,
            "sections": [self._section(each) for each in self.sections],
            "places": [self._place(each) for each in told.places],
            "teams": [asdict(each) for each in told.worths],
            "limits": [
                {
                    "limit": plain_limit(each.limit),
                    "slots": list(each.slots),
                    "prices": list(each.prices),
                }
                for each in told.bindings
            ],
        }

    def _section(self, section: SectionNotice) -> dict[str, Any]:
        hours = [
            {
                **asdict(hour),
                "at": self._at(hour.slot),
                "worst": self._place(hour.worst),
            }
            for hour in section.hours
        ]
        worst = self._place(section.worst)
        return {**asdict(section), "worst": worst, "hours": hours}

    def _place(self, place: Place) -> dict[str, Any]:
        return {**asdict(place), "at": self._at(place.slot)}

    def _at(self, slot: int) -> str:
        return moment(self.shown.plan, slot).isoformat()


def explain_plan(
    path: Path, *, section: str | None = None, weigh: int = 0
) -> ExplainView:
    """Explain a plan; one section or all."""
    from vedette.planning.explain import explain_plan as explain_odds

    if weigh < 0:
        raise InputError(f"--weigh is {weigh}; give 0 or more.")
    shown = show_plan(path)
    field = shown.field
    if section is not None:
        _find_section(field.theatre, section, "--section")
    told = explain_odds(
        field.theatre,
        field.ground,
        field.window,
        field.risk,
        field.coverage,
        shown.plan,
        weigh=weigh,
    )
    chosen = tuple(each for each in told.sections if section in (None, each.section))
    return ExplainView(shown, told, chosen)


@dataclass(frozen=True, slots=True, eq=False)
class SuggestView:
    """A plan with the pins that could be set for a wish.

    ``again`` is the loss of a plan looked for anew without any of them, None where the
    suggestions were not confirmed.
    """

    shown: PlanView
    wish: Wish
    suggestions: tuple[Suggestion, ...]
    again: float | None

    def describe(self) -> str:
        """Return the suggestions in words and tables."""
        from vedette.sharing.suggest_words import describe_suggestions

        theatre, plan = self.shown.field.theatre, self.shown.plan
        return describe_suggestions(
            theatre, plan, self.wish, self.suggestions, self.again
        )

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        from vedette.reading.limits import plain_limit
        from vedette.sharing.suggest_words import describe_wish

        return {
            "plan": str(self.shown.where),
            "plan_hash": self.shown.plan.content_hash,
            "wanted": describe_wish(self.shown.field.theatre, self.wish),
            "bound": self.shown.plan.certificate.bound,
            "loss": self.shown.plan.certificate.loss,
            "loss_again": self.again,
            "suggestions": [
                {**asdict(each), "pin": each.pin and plain_limit(each.pin)}
                for each in self.suggestions
            ],
        }


def suggest_pins(
    path: Path,
    at: str,
    begins: str,
    ends: str,
    *,
    least_h: float | None = None,
    weigh: int = 0,
    confirm: int = 0,
) -> SuggestView:
    """Rank the teams that could be pinned at a section, reach or stretch of km.

    For as many as ``weigh`` says it is worked out what others leave; for the first few,
    as many as ``confirm`` says, a plan with the pin is looked for.
    """
    from vedette.planning.suggest import confirm_pins
    from vedette.planning.suggest import suggest_pins as suggest_teams

    times = _read_times(begins, ends)
    if least_h is not None and not 0 < least_h < 1e4:
        raise InputError(f"--least is {least_h:g}; give a number of hours above 0.")
    for option, number in (("--weigh", weigh), ("--confirm", confirm)):
        if number < 0:
            raise InputError(f"{option} is {number}; give 0 or more.")
    shown = show_plan(path)
    field = shown.field
    zone = ZoneInfo(field.theatre.zone)
    local: dict[str, Any] = {
        name: time.astimezone(zone) if isinstance(time, dt.datetime) else time
        for name, time in times.items()
    }
    where = _read_place(field.theatre, field.ground, at)
    wish = Wish(**where, **local, least_h=least_h)
    about = (
        field.theatre,
        field.ground,
        field.window,
        field.risk,
        field.coverage,
        shown.plan,
    )
    found, again = suggest_teams(*about, wish, weigh=weigh), None
    if confirm:
        again, first = confirm_pins(*about, found[:confirm])
        found = (*first, *found[confirm:])
    return SuggestView(shown, wish, found, again)


def _read_place(theatre: Theatre, ground: Ground, at: str) -> dict[str, Any]:
    """Read a section's id, a km (its whole reach), or a stretch of km."""
    km = STRETCH.fullmatch(at.strip())
    if not km or any(section.id == at for section in theatre.sections):
        return {"section": _find_section(theatre, at, "--at").id}
    edges, length = ground.edge_km, float(ground.edge_km[-1])
    low = float(km[1])
    high = low if km[2] is None else float(km[2])
    if not low <= high <= length or (km[2] is not None and low == high):
        raise InputError(f"--at {at}: km run from 0 to {length:.3f}, the lower first.")
    if km[2] is None:
        reach = int(edges.searchsorted(low, "right")) - 1
        reach = min(reach, ground.n_reaches - 1)
        low, high = float(edges[reach]), float(edges[reach + 1])
    return {"km_from": low, "km_to": high}


def _read_times(begins: str, ends: str) -> dict[str, Any]:
    """Read two hours of the day, or two moments."""
    first, last = _read_time("--from", begins), _read_time("--to", ends)
    if isinstance(first, int) and isinstance(last, int) and first != last:
        return {"daily_from_min": first, "daily_to_min": last}
    if (
        isinstance(first, dt.datetime)
        and isinstance(last, dt.datetime)
        and first < last
    ):
        return {"start": first, "end": last}
    raise InputError(
        f"--from {begins} --to {ends}: give two different hours of the day, such as "
        "22:00 and 04:00, or two moments with date and offset, the earlier first."
    )


def _read_time(option: str, text: str) -> int | dt.datetime:
    from vedette.reading.checks import hour_or_moment
    from vedette.reading.faults import WrongValueError

    try:
        return hour_or_moment(text)
    except WrongValueError as error:
        raise InputError(f"{option}: {error.what}; {error.advice}.") from None


def _find_section(theatre: Theatre, section: str, option: str) -> Section:
    for each in theatre.sections:
        if each.id == section:
            return each
    known = ", ".join(each.id for each in theatre.sections)
    raise InputError(
        f"{option} {section}: {theatre.name} has no such section; it has {known}."
    )
