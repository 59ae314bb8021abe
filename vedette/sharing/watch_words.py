"""A watched plan in plain text: where watching pays, and what a sight tells."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from vedette.domain.plans import Plan
from vedette.domain.watch import SectionWatch, TeamHabit, Watch
from vedette.sharing.clocks import moment
from vedette.sharing.text import plain

SMALLEST = 0.005  # change of a chance that is worth a word


def describe_watch(plan: Plan, watch: Watch, sections: Sequence[SectionWatch]) -> str:
    """Return the sections, the sight that tells most in each, and habits of teams.

    A single section is told hour by hour.
    """
    parts = [_heading(plan, watch), _sections(plan, watch, sections)]
    if len(sections) == 1:
        parts.append(_hours(plan, watch, sections[0]))
    parts.append(_sights(plan, watch, sections))
    parts.append(_habits(watch, sections))
    return "\n".join(parts)


def _heading(plan: Plan, watch: Watch) -> str:
    slots = watch.params.slots
    reach, row = np.unravel_index(int(watch.expected.argmax()), watch.expected.shape)
    most = float(watch.expected[reach, row])
    without = float((watch.expected - watch.value).max())
    return (
        f"Somebody who watches one reach, sees a patrol there with chance "
        f"{watch.params.sees:g} in each slot, and\nremembers {slots} slots "
        f"({_hours_of(plan, slots)}), then picks the best moment of the next {slots}.\n"
        f"The most he may expect anywhere is {most:.2f} harm points; "
        f"without watching {without:.2f}.\n"
    )


def _sections(plan: Plan, watch: Watch, sections: Sequence[SectionWatch]) -> str:
    """Return where watching is worth most in each section."""
    width = max(len("Section"), *(len(plain(each.name)) for each in sections))
    lines = [
        f"{'Section':{width}}  {'most at km':>13}  {'from':>12}  {'adds':>6}  "
        f"{'to':>6}  {'mean added':>10}"
    ]
    for each in sections:
        worst = each.worst
        where = f"{worst.km_from:.1f}-{worst.km_to:.1f}"
        lines.append(
            f"{plain(each.name):{width}}  {where:>13}  "
            f"{_when(plan, watch, each.at):%d %b %H:%M}  {each.largest:6.2f}  "
            f"{worst.without[each.at]:6.2f}  {each.mean:10.2f}"
        )
    lines.append(
        "Harm points: what watching adds to what is to be expected without it."
    )
    return "\n".join(lines) + "\n"


def _hours(plan: Plan, watch: Watch, section: SectionWatch) -> str:
    """Return the chance to go unnoticed after each sight, one line an hour."""
    slots, worst = watch.params.slots, section.worst
    heads = [*(f"{ago}" for ago in range(1, slots + 1)), "none"]
    lines = [
        "Chance that an attempt in the slot goes unnoticed, %, once a patrol was last "
        "seen so many slots before",
        f"{'From':12}  {'adds':>6}  {'unwatched':>9}  "
        + " ".join(f"{head:>4}" for head in heads),
    ]
    for row in range(len(watch.slot)):
        cells = (
            "   ." if np.isnan(each) else f"{100 * each:4.0f}"
            for each in worst.unnoticed[row]
        )
        lines.append(
            f"{_when(plan, watch, row):%d %b %H:%M}  {worst.value[row]:6.2f}  "
            f"{100 * worst.unwatched[row]:9.0f}  " + " ".join(cells)
        )
    lines.append("A dot: seen with a chance below 1 %.")
    return "\n".join(lines) + "\n"


def _sights(plan: Plan, watch: Watch, sections: Sequence[SectionWatch]) -> str:
    """Return a sentence on each section where a sight tells something."""
    told = []
    for each in sections:
        words = _tells_most(plan, each)
        if words:
            when = _when(plan, watch, each.at)
            told.append(f"{plain(each.name)}, {when:%d %b %H:%M}: {words}")
    return "\n".join([*told, ""]) if told else "No sight tells anything.\n"


def _tells_most(plan: Plan, section: SectionWatch) -> str:
    """Say which sight changes most at the hour when watching is worth most."""
    after = section.worst.unnoticed[section.at]
    before = float(section.worst.unwatched[section.at])
    change = np.nan_to_num(after - before)
    most = int(np.abs(change).argmax())
    if abs(change[most]) < SMALLEST:
        return ""
    if most == len(after) - 1:
        sight = f"seeing none for {_slots(most)} ({_hours_of(plan, most)})"
    else:
        sight = f"seeing a patrol {_slots(most + 1)} ago"
    verb = "raises" if change[most] > 0 else "lowers"
    return (
        f"{sight} {verb} the chance to go unnoticed from {_percent(before)} to "
        f"{_percent(after[most])}."
    )


def _habits(watch: Watch, sections: Sequence[SectionWatch]) -> str:
    here = {team for each in sections for team in each.predictable}
    named = [each for each in watch.habits if each.team in here]
    if not named:
        return "No team there is near-predictable.\n"
    lines = [
        "Near-predictable, whatever a watcher sees (they may be wanted elsewhere, or "
        "have no other choice):"
    ]
    return "\n".join([*lines, *(f"  {_habit(each)}" for each in named)]) + "\n"


def _habit(team: TeamHabit) -> str:
    return (
        f"{plain(team.name)}: {team.sure_starts:.0%} of its duties begin at a moment "
        f"that is all but certain; {team.sure_moves:.0%} of its moves are."
    )


def _when(plan: Plan, watch: Watch, row: int) -> dt.datetime:
    return moment(plan, int(watch.slot[row]))


def _percent(chance: float) -> str:
    """Write a chance in percent; only a certain one is 0 or 100.

    >>> _percent(0.997), _percent(1.0)
    ('over 99%', '100%')
    """
    if 0.995 <= chance < 1:
        return "over 99%"
    return "under 1%" if 0 < chance < 0.005 else f"{chance:.0%}"


def _slots(number: int) -> str:
    return f"{number} slot" if number == 1 else f"{number} slots"


def _hours_of(plan: Plan, slots: int) -> str:
    return f"{slots * plan.slot_min / 60:g} h"
