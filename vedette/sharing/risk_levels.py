"""Impact levels in plain text and plain values, with the reactions owed."""

from collections.abc import Iterator, Sequence
from typing import Any

from vedette.domain.risk import SectionLevel
from vedette.domain.theatre import Theatre
from vedette.sharing.register_cases import say_moment
from vedette.sharing.risk_hours import section_names
from vedette.sharing.risk_plain import level_json
from vedette.sharing.text import plain

MODEL = (
    "Levels and reactions are modelled on Regulation (EU) 2019/1896, Articles 34 and"
    " 35; a level changes when another role adopts it."
)


def describe_levels(theatre: Theatre, levels: Sequence[SectionLevel]) -> str:
    """Return levels as a table, and below it what each of them obliges to."""
    names = section_names(theatre)
    width = max(map(len, names.values()))
    lines = [f"{'Section':{width}}  {'Level':10}  {'Adopted':34}  Ends"]
    for each in levels:
        name = f"{names[each.section]:{width}}"
        adopted = f"{_adopted(theatre, each):34}"
        lines.append(f"{name}  {plain(each.word):10}  {adopted}  {_end(theatre, each)}")
        lines += [f"    {note}" for note in _list_notes(theatre, each)]
    lines += ["", *_list_reactions(levels), "", MODEL]
    return "\n".join(lines)


def levels_json(theatre: Theatre, levels: Sequence[SectionLevel]) -> dict[str, Any]:
    """Return levels as plain values."""
    names = {each.id: each.name for each in theatre.sections}
    return {
        "theatre": theatre.id,
        "levels": [
            {**level_json(each), "name": names[each.section]} for each in levels
        ],
    }


def _adopted(theatre: Theatre, level: SectionLevel) -> str:
    if level.origin == "theatre":
        return "by the theatre's file"
    if level.since is None or level.fell_back:
        return ""
    return f"{level.since:%d %b %Y} by {level.adopted_by.replace('_', ' ')}"


def _end(theatre: Theatre, level: SectionLevel) -> str:
    if level.expires is not None:
        return say_moment(level.expires, theatre.zone)
    if level.level == "critical":
        return "no end is set; adopt one"
    return ""


def _list_notes(theatre: Theatre, level: SectionLevel) -> Iterator[str]:
    if level.fell_back and level.since is not None:
        yield (
            f"critical ended {say_moment(level.since, theatre.zone)}; it fell back to"
            f" {plain(level.word)}"
        )
    if level.is_flagged:
        yield (
            "flagged: rests on what fell; propose again, or vedette register reassess"
        )
    if level.proposal is not None:
        told = level.proposal
        end = (
            ""
            if told.expires is None
            else f", until {say_moment(told.expires, theatre.zone)}"
        )
        yield (
            f"{told.level} proposed by {told.role.replace('_', ' ')}{end}:"
            f" {plain(told.why)} (rests on {', '.join(told.rests_on)})"
        )


def _list_reactions(levels: Sequence[SectionLevel]) -> Iterator[str]:
    """Give what the levels in force oblige to, each once, the mildest first."""
    owed = {each.word: each.reactions for each in levels}
    ranked = sorted(owed.items(), key=lambda pair: len(pair[1]))
    yield "Owed, each on top of what stands before it:"
    known = 0  # a level obliges to what those below it do, in the same order
    for word, reactions in ranked:
        yield f"  {plain(word)}: {'; '.join(map(plain, reactions[known:]))}"
        known = len(reactions)
