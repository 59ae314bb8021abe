"""What leaves together: a plan with its picture and draw, or what else was asked."""

from dataclasses import dataclass
from typing import NamedTuple

from vedette.air.answer import FlightCheck
from vedette.domain.book import RosterBook
from vedette.domain.coverage import LineCoverage, PlaceView
from vedette.domain.history import RegisterCopy
from vedette.domain.picture import Ground, Window
from vedette.domain.plans import Plan, PlanPicture, Roster
from vedette.domain.risk import RiskSheet
from vedette.domain.theatre import Theatre
from vedette.domain.watch import SectionWatch, Watch
from vedette.errors import InputError
from vedette.terrain.isochrones import Isochrones
from vedette.terrain.profile import Profile
from vedette.terrain.ways import GroundPath


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
        The plan that leaves; None for what is told of the theatre alone.
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
    ground, coverage
        The ground looked at, and what is seen of it: one place, or the whole line.
    flight
        A flight that was checked, or None.
    asked
        A profile, path or isochrones that were asked of the ground, or None.
    register
        A copy of a register, whole or one incident of it, or None.
    risk
        An assessment of the sections, with their levels, or None.
    """

    theatre: Theatre
    plan: Plan | None = None
    picture: PlanPicture | None = None
    roster: Roster | None = None
    compared_with: tuple[Option, ...] = ()
    book: RosterBook | None = None
    watch: Watched | None = None
    ground: Ground | None = None
    coverage: PlaceView | LineCoverage | None = None
    flight: FlightCheck | None = None
    asked: Profile | GroundPath | Isochrones | None = None
    register: RegisterCopy | None = None
    risk: RiskSheet | None = None

    def get_plan(self) -> Plan:
        """Return the plan, or say that this package has none."""
        if self.plan is None:
            raise InputError("The package has no plan; make one before sharing it.")
        return self.plan

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

    def get_ground(self) -> Ground:
        """Return the ground looked at, or say that nobody has surveyed it."""
        if self.ground is None:
            raise InputError("The ground was not surveyed; survey it before sharing.")
        return self.ground

    def get_coverage(self) -> PlaceView | LineCoverage:
        """Return what is seen, or say that nobody has asked."""
        if self.coverage is None:
            raise InputError("Coverage was not asked for; ask before sharing it.")
        return self.coverage

    def get_flight(self) -> FlightCheck:
        """Return the flight that was checked, or say that there is none."""
        if self.flight is None:
            raise InputError("No flight was checked; check one before sharing it.")
        return self.flight

    def get_asked(self) -> Profile | GroundPath | Isochrones:
        """Return what was asked of the ground, or say that nothing was."""
        if self.asked is None:
            raise InputError("Nothing was asked of the ground; ask before sharing it.")
        return self.asked

    def get_register(self) -> RegisterCopy:
        """Return the copy of a register, or say that there is none."""
        if self.register is None:
            raise InputError("No register was copied; copy one before sharing it.")
        return self.register

    def get_risk(self) -> RiskSheet:
        """Return the assessment of the sections, or say that there is none."""
        if self.risk is None:
            raise InputError("No section was assessed; assess them before sharing.")
        return self.risk
