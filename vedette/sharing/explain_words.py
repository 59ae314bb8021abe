"""A plan explained in plain text: who notices what, what more would give."""

from collections.abc import Sequence
from itertools import pairwise

from vedette.domain.explain import (
    Binding,
    Explanation,
    HourNotice,
    Part,
    Place,
    SectionNotice,
    TeamWorth,
)
from vedette.domain.plans import Plan
from vedette.domain.theatre import Theatre
from vedette.sharing.clocks import moment
from vedette.sharing.screen_text import table, wrapped
from vedette.sharing.text import plain

NAMED = 3  # teams that are named where many have a part
LEAST_PART = 0.005  # of what is noticed, for a team to be named
WORTHS = 10  # kinds of team that are shown
ONE_UNIT = {  # of a limit, by its kind
    "airborne": "one more aircraft in the air",
    "seats": "one more seat",
    "flight_hours": "one more flight hour in this plan",
    "presence": "one team fewer asked for",
    "absence": "one more team let in",
    "on_duty": "one fewer on duty asked for",
    "off_duty": "one fewer off duty asked for",
}
ABOUT_SECTIONS = (
    "Notice: mean chance to be noticed, weighed by stake. Sought: share of the bound's "
    "worst-case attempts. Noticed by: each team's part of what is noticed."
)
ABOUT_WORTHS = (
    "Off the bound: at the plan's weights and prices no roster with one more such team "
    "loses less than the bound less this, and none with one fewer less than the bound "
    "plus this. Off the loss: what one more takes off if all others keep their odds; "
    "a new plan can take off more."
)


class Names:
    """Teams by their names, a few at a time."""

    def __init__(self, theatre: Theatre) -> None:
        self._names = {team.id: plain(team.name) for team in theatre.teams}

    def of(self, team: str) -> str:
        """Return one team's name."""
        return self._names[team]

    def parts(self, parts: Sequence[Part]) -> str:
        """Return the largest parts with their teams."""
        large = [part for part in parts[:NAMED] if part.share >= LEAST_PART]
        named = [f"{self.of(part.team)} {part.share:.0%}" for part in large]
        more = len(parts) - len(named)
        if more > 0:
            named.append(f"{more} more")
        return ", ".join(named) or "nobody"

    def few(self, teams: Sequence[str], most: int = NAMED) -> str:
        """Return the first teams, and how many there are besides."""
        named = ", ".join(self.of(team) for team in teams[:most])
        more = len(teams) - most
        return f"{named} and {more} more" if more > 0 else named


def describe_explanation(
    theatre: Theatre,
    plan: Plan,
    explanation: Explanation,
    sections: Sequence[SectionNotice],
) -> str:
    """Return where the loss comes from, who notices what, and what more would give.

    A single section is told hour by hour.
    """
    names = Names(theatre)
    parts = [_heading(plan, explanation), _sections(plan, sections, names)]
    if len(sections) == 1:
        parts.append(_hours(plan, sections[0].hours, names))
    shown = {section.section for section in sections}
    places = [place for place in explanation.places if place.section in shown]
    if places:
        parts.append(_places(plan, places, names))
    parts.append(_worths(explanation.worths, names))
    if theatre.limits or plan.params.pins:
        parts.append(_bindings(plan, explanation.bindings))
    return "\n".join(parts)


def _heading(plan: Plan, explanation: Explanation) -> str:
    loss, c = plan.certificate.loss, plan.params.caution
    return (
        f"The loss is {loss:.3f} harm points: {explanation.worst_loss:.3f} for the "
        f"worst attempt (caution {c:g}), {explanation.forecast_loss:.3f} by the "
        f"forecast.\nNo roster of these teams loses less than the bound, "
        f"{plan.certificate.bound:.3f}.\n"
    )


def _sections(plan: Plan, sections: Sequence[SectionNotice], names: Names) -> str:
    head = [
        "Section", "notice", "worst left", "at km", "from", "sought", "noticed by",
    ]  # fmt: skip
    rows = [
        [
            plain(each.name),
            f"{each.notice:.1%}",
            f"{each.worst.harm:.2f}",
            f"{each.worst.km_from:.0f}",
            _when(plan, each.worst.slot),
            f"{each.sought:.1%}",
            names.parts(each.parts),
        ]
        for each in sections
    ]
    return table(head, rows) + wrapped(ABOUT_SECTIONS)


def _hours(plan: Plan, hours: Sequence[HourNotice], names: Names) -> str:
    head = [
        "Hour", "notice", "worst left", "at km", "noticed there", "noticed by",
    ]  # fmt: skip
    return table(
        head,
        [
            [
                _when(plan, each.slot),
                f"{each.notice:.1%}",
                f"{each.worst.harm:.2f}",
                f"{each.worst.km_from:.0f}",
                f"{1.0 - each.worst.unnoticed:.1%}",
                names.parts(each.parts),
            ]
            for each in hours
        ],
    )


def _places(plan: Plan, places: Sequence[Place], names: Names) -> str:
    lines = [f"{'Most left open':18}  {'from':12}  {'stake':>6}  {'notice':>6}  left"]
    for each in places:
        lines += [
            f"km {f'{each.km_from:.1f}-{each.km_to:.1f}':15}  "
            f"{_when(plan, each.slot)}  {each.stake:6.2f}  "
            f"{1.0 - each.unnoticed:6.1%}  {each.harm:.2f}",
            f"    noticed by {names.parts(each.parts)}",
        ]
        if each.others:
            lines.append(f"    could look, and do not: {names.few(each.others)}")
    return "\n".join(lines) + "\n"


def _worths(worths: Sequence[TeamWorth], names: Names) -> str:
    rows = []
    for each in worths[:WORTHS]:
        alike = "" if len(each.teams) == 1 else f" (one of {len(each.teams)})"
        off_loss = "" if each.off_loss is None else f"{each.off_loss:.3f}"
        rows.append(
            [f"{names.of(each.teams[0])}{alike}", f"{each.off_bound:.3f}", off_loss, ""]
        )
    head = ["One more team like", "off the bound", "off the loss", ""]
    text, left = table(head, rows), worths[WORTHS:]
    if left:
        text += f"{len(left)} more kinds: {left[0].off_bound:.3f} or less.\n"
    return text + wrapped(ABOUT_WORTHS)


def _bindings(plan: Plan, bindings: Sequence[Binding]) -> str:
    if not bindings:
        return "No limit or pin has a price: none keeps the bound up.\n"
    rows = []
    for each in bindings:
        limit = each.limit
        unit, share = ONE_UNIT[limit.kind], 1.0
        if limit.holds == "chance":
            unit, share = "a chance lower by 0.1", 0.1
        rows.append(
            [
                plain(limit.id),
                unit,
                f"{share * sum(each.prices):.3f}",
                _spells(plan, each.slots),
            ]
        )
    about = (
        "With one unit more, in each of these slots, no roster loses less than the "
        "bound less this."
    )
    head = ["Limits that bind", "one unit", "off the bound", "when"]
    return table(head, rows) + wrapped(about)


def _spells(plan: Plan, slots: Sequence[int]) -> str:
    """Return slots as spells, one after another."""
    if slots[0] < 0:
        return "all along"
    breaks = [at + 1 for at, (a, b) in enumerate(pairwise(slots)) if b > a + 1]
    told = [
        f"{_when(plan, slots[a])}-{moment(plan, slots[b - 1] + 1):%H:%M}"
        for a, b in pairwise([0, *breaks, len(slots)])
    ]
    more = len(told) - NAMED
    return "; ".join(told[:NAMED]) + (f"; {more} more" if more > 0 else "")


def _when(plan: Plan, slot: int) -> str:
    return f"{moment(plan, slot):%d %b %H:%M}"
