"""What a plan achieves, by section, cell and option, as the page tells it."""

from dataclasses import asdict
from typing import Any

from vedette.domain.plans import Certificate, PlanPicture
from vedette.domain.theatre import Theatre
from vedette.sharing.findings import by_section, worst_reaches
from vedette.sharing.package import Option
from vedette.sharing.page.compact import pack_cells, short

WORST_SHOWN = 16


def option_numbers(theatre: Theatre, label: str, option: Option) -> dict[str, Any]:
    """Return one option: its certificate, its sections and its notice table."""
    plan = option.plan
    return {
        "label": label,
        "certificate": _certificate(plan.certificate),
        "caution": short(plan.params.caution),
        "without": list(plan.params.without),
        "teams": len(plan.moves),
        "sections": section_numbers(theatre, option.picture),
        "notice": pack_cells(option.picture.notice),
        "stopped_by": plan.effort.stopped_by,
        "rounds": plan.effort.rounds,
        "seconds": short(plan.effort.seconds, 3),
        "hash": plan.content_hash,
        "shortfalls": [
            {"what": each.what, "reason": each.reason} for each in plan.shortfalls
        ],
    }


def page_labels(theatre: Theatre, options: list[Option]) -> list[str]:
    """Return short names of the options: with whom, or without whom, the host plans.

    Where two options would be called the same, all keep the labels they came with.
    """
    names = [_who(theatre, option.plan.params.without) for option in options]
    if len(set(names)) < len(names):
        return [option.label for option in options]
    return names


def section_numbers(theatre: Theatre, picture: PlanPicture) -> list[dict[str, Any]]:
    """Return for each section its worst cell and the mean chance to be noticed."""
    return [
        {
            "worst": short(found.remaining),
            "reach": found.reach,
            "slot": found.slot,
            "notice": short(found.mean_notice),
        }
        for found in by_section(theatre, picture)
    ]


def worst_cells(picture: PlanPicture) -> list[dict[str, Any]]:
    """Return the reaches with most remaining loss, each with its worst slot."""
    return [
        {"reach": found.reach, "slot": found.slot, "loss": short(found.remaining)}
        for found in worst_reaches(picture, WORST_SHOWN)
    ]


def _who(theatre: Theatre, without: tuple[str, ...]) -> str:
    """Return "With ..." or "Without ..." for the partners beside the host."""
    guests = [each for each in theatre.partners if each.role != "host"]
    away = ", ".join(each.name for each in guests if each.id in without)
    if away:
        return f"Without {away}"
    return f"With {', '.join(each.name for each in guests)}" if guests else "Host alone"


def _certificate(numbers: Certificate) -> dict[str, Any]:
    """Return a plan's certified numbers under their own names, with few digits."""
    return {
        name: value if isinstance(value, int) else short(value)
        for name, value in asdict(numbers).items()
    }
