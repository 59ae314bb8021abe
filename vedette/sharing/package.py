"""What leaves together: a plan on its theatre, its picture, a draw, other options."""

from dataclasses import dataclass
from typing import NamedTuple

from vedette.domain.book import RosterBook
from vedette.domain.picture import Window
from vedette.domain.plans import Plan, PlanPicture, Roster
from vedette.domain.theatre import Theatre
from vedette.domain.watch import SectionWatch, Watch
from vedette.errors import InputError


class Option(NamedTuple):
    """Another plan to put beside the one that leaves, with a few words that name it."""

    label: str
    plan: Plan
    picture: PlanPicture


class Watched(NamedTuple):
    """What a watcher learns of a plan, in its window, and the sections to tell of."""

    window: Window
    watch: Watch
    sections: tuple[SectionWatch, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """Everything that one call of ``publish`` may draw upon.

    Parameters
    ----------
    theatre
        The frontier that the plan was made for.
    plan
        The plan that leaves.
    picture
        The plan laid over ground and time; None where only small formats are asked
        for, which need no picture (a roster drawn from a plan file).
    roster
        One draw from the plan, or None before the draw.
    compared_with
        Other plans of the same theatre, in the order in which they are shown.
    book
        A book of rosters of the plan, or None.
    watch
        What a watcher learns of the plan, or None.
    """

    theatre: Theatre
    plan: Plan
    picture: PlanPicture | None = None
    roster: Roster | None = None
    compared_with: tuple[Option, ...] = ()
    book: RosterBook | None = None
    watch: Watched | None = None

    def get_picture(self) -> PlanPicture:
        """Return the picture, or say that this package has none."""
        if self.picture is None:
            raise InputError(
                "The package has no plan picture; make one before sharing."
            )
        return self.picture

    def get_roster(self) -> Roster:
        """Return the roster, or say that none was drawn."""
        if self.roster is None:
            raise InputError("No roster was drawn; draw one before sharing it.")
        return self.roster

    def get_book(self) -> RosterBook:
        """Return the book of rosters, or say that none was made."""
        if self.book is None:
            raise InputError("No book of rosters was made; make one before sharing it.")
        return self.book

    def get_watch(self) -> Watched:
        """Return what a watcher learns, or say that nobody has asked."""
        if self.watch is None:
            raise InputError("Nothing was watched; watch the plan before sharing that.")
        return self.watch
