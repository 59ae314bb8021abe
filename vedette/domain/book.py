"""A book of rosters: few enough to print, each as likely as the others."""

from dataclasses import dataclass

from vedette.domain.plans import Roster

MOST_ROSTERS = 999  # files are numbered with three digits
MOST_MOVES = 2_000_000  # of all rosters together: some 0.5 GB once read


@dataclass(frozen=True, slots=True)
class BookNumbers:
    """How good a book is; losses are harm points.

    ``loss`` is what the book achieves against somebody who knows it, but not which of
    its rosters is used; ``bound`` is the plan's, and holds for books as well;
    ``gap`` = (loss - bound) / loss. ``plan_loss`` is what the plan's own odds achieve,
    with every team drawn by itself. ``different`` counts rosters that differ.
    """

    loss: float
    bound: float
    gap: float
    plan_loss: float
    different: int


@dataclass(frozen=True, slots=True, eq=False)
class RosterBook:
    """Rosters in a circle: in each, teams begin as the one before left them.

    They belong to the plan with the hash ``plan_hash``; a roster's seed is its number
    in the book, from 1. ``passes`` and ``seconds`` are what finding the book took.
    ``content_hash`` is the SHA-256 of the canonical book, empty until it is written.
    """

    theatre_id: str
    plan_hash: str
    rosters: tuple[Roster, ...]
    numbers: BookNumbers
    passes: int
    seconds: float
    content_hash: str = ""
