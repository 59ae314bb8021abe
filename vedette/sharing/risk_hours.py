"""The risk of each section by hour: one word, one letter, for every output."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from vedette.domain.picture import Window
from vedette.domain.risk import HourRisk
from vedette.domain.theatre import LEVELS, Section, Theatre
from vedette.sharing.clocks import moment
from vedette.sharing.text import plain

ABOUT = "Mean of a section by hour, against an even spread over ground and hours"
MARKS = (".", "o", "#", "!")  # low to critical; told apart without colour


def list_starts(window: Window) -> list[int]:
    """List the first slot of every hour, or every slot where they are longer."""
    return list(range(0, window.n_slots, max(1, 60 // window.slot_min)))


def words_by_hour(hours: HourRisk, section: int) -> list[int]:
    """Return a section's word by hour, as an index into LEVELS: its worst slot's.

    -1 where nobody can cross anywhere in it.
    """
    worst = np.maximum.reduceat(hours.section[section], list_starts(hours.window))
    return [int(word) for word in worst]


def draw_hours(
    theatre: Theatre, hours: HourRisk, only: Section | None = None
) -> Iterator[str]:
    """Draw the risk of each section by hour, one letter for each hour."""
    window = hours.window
    yield f"{ABOUT} ({window.zone}): {legend()}; blank where nobody can cross."
    names = section_names(theatre)
    width = max(map(len, names.values()))
    heads = "".join(f"{moment(window, slot):%H} " for slot in list_starts(window))
    yield " " * (width + 2) + heads
    for index, section in enumerate(theatre.sections):
        if only is None or section.id == only.id:
            words = words_by_hour(hours, index)
            cells = "".join(f" {' ' if w < 0 else MARKS[w]} " for w in words)
            yield f"{names[section.id]:{width}}  {cells}"


def hours_json(theatre: Theatre, hours: HourRisk) -> dict[str, Any]:
    """Return the words of every section by hour as plain values; None: no crossing."""
    window = hours.window
    return {
        "zone": window.zone,
        "from": [moment(window, slot).isoformat() for slot in list_starts(window)],
        "sections": {
            section.id: [
                None if word < 0 else LEVELS[word]
                for word in words_by_hour(hours, index)
            ]
            for index, section in enumerate(theatre.sections)
        },
    }


def legend() -> str:
    """Say which letter stands for which word."""
    return ", ".join(f"{mark} {word}" for mark, word in zip(MARKS, LEVELS, strict=True))


def section_names(theatre: Theatre) -> dict[str, str]:
    """Return what sections are called in tables: id and name."""
    return {each.id: f"{each.id} {plain(each.name)}" for each in theatre.sections}
