"""Pins that could be set, in plain text and as lines of a table."""

import csv
import io
from collections.abc import Iterable, Sequence

from vedette.domain.explain import Suggestion, Wish
from vedette.domain.limits import Limit
from vedette.domain.plans import Plan
from vedette.domain.theatre import Theatre
from vedette.reading.limits import COLUMNS, plain_limit
from vedette.sharing.explain_words import Names
from vedette.sharing.screen_text import table, wrapped
from vedette.sharing.text import cell, plain
from vedette.units import clock

ABOUT_COSTS = (
    "Bound: by how much the pin raises it at the plan's weights and prices; no roster "
    "that keeps the pin loses less than the bound and this. Loss: how it changes if "
    "all others keep their odds; a new plan can do better. There anyway: the mean "
    "chance that the plan has the team there without a pin."
)
ABOUT_CONFIRMED = (
    "Confirmed: the loss of a plan looked for with the pin, less that of one looked "
    "for in the same way without it ({again:.3f}; the plan as it is loses {loss:.3f})."
)


def describe_suggestions(
    theatre: Theatre,
    plan: Plan,
    wish: Wish,
    suggestions: Sequence[Suggestion],
    again: float | None,
) -> str:
    """Return who could be pinned for what is wanted, and the lines of their pins.

    ``again`` is the loss of a plan looked for anew without any of them.
    """
    names = Names(theatre)
    good = [each for each in suggestions if each.pin and each.is_enough]
    parted = [each for each in suggestions if each.pin and not each.is_enough]
    parts = [f"Wanted: {describe_wish(theatre, wish)}.\n"]
    if good:
        parts.append(_suggested("Could be pinned", good, plan, names, again))
    else:
        parts.append("No team can be held there for so long.\n")
    if parted:
        parts.append(_suggested("For a part only", parted, plan, names, again))
    if good or parted:
        parts.append(wrapped(ABOUT_COSTS))
    if again is not None:
        about = ABOUT_CONFIRMED.format(loss=plan.certificate.loss, again=again)
        parts.append(wrapped(about))
    cannot: dict[str, list[str]] = {}
    for each in suggestions:
        if each.pin is None:
            cannot.setdefault(each.reason, []).append(each.team)
    if cannot:
        lines = [f"  {plain(why)}: {names.few(who)}" for why, who in cannot.items()]
        parts.append("\n".join(["Cannot be pinned:", *lines]) + "\n")
    pins = [each.pin for each in (*good, *parted) if each.pin]
    if pins:
        own = plan.params.pins
        kept = ", the plan's own pins" if own else ""
        parts.append(
            f"To pin one, save the first line{kept} and his as pins.csv, for --pins:\n"
            + pins_csv([*own, *pins])
        )
    return "\n".join(parts)


def describe_wish(theatre: Theatre, wish: Wish) -> str:
    """Return what is wished for in words."""
    where = f"km {wish.km_from:.3f}-{wish.km_to:.3f}" if wish.section is None else ""
    for section in theatre.sections:
        if section.id == wish.section:
            where = plain(section.name)
    begins, ends = _times(wish)
    every = "" if wish.daily_from_min is None else "every day "
    least = "" if wish.least_h is None else f", {wish.least_h:g} h of it or more"
    return f"one team at {where}, {every}{begins} to {ends}{least}"


def pins_csv(pins: Iterable[Limit]) -> str:
    """Return pins as the table that ``--pins`` takes, its header first."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pin in pins:
        writer.writerow([_as_cell(value) for value in plain_limit(pin).values()])
    return held.getvalue()


def _as_cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else cell(str(value))


def _suggested(
    title: str,
    suggestions: Sequence[Suggestion],
    plan: Plan,
    names: Names,
    again: float | None,
) -> str:
    head = [title, "from", "to", "could stay", "there anyway", "bound", "loss"]
    rows = [
        [
            names.of(each.team),
            *_times(each.pin),
            f"{each.longest_h:g} h",
            f"{each.there:.1%}",
            f"{each.cost:+.3f}",
            _change(each.loss_alone, plan.certificate.loss),
        ]
        for each in suggestions
        if each.pin is not None
    ]
    if again is not None and any(each.loss is not None for each in suggestions):
        head.append("confirmed")
        for row, each in zip(rows, suggestions, strict=True):
            row.append(_change(each.loss, again))
    return table([*head, ""], [[*row, ""] for row in rows])


def _change(after: float | None, before: float) -> str:
    # 0.0 is added to lose the sign of a rounded -0.0
    return "" if after is None else f"{round(after - before, 3) + 0.0:+.3f}"


def _times(pin: Limit | Wish) -> list[str]:
    """Return from when to when a pin or wish holds, as short as can be."""
    if pin.start is not None and pin.end is not None:
        return [f"{time:%d %b %H:%M}" for time in (pin.start, pin.end)]
    return [clock(time or 0) for time in (pin.daily_from_min, pin.daily_to_min)]
