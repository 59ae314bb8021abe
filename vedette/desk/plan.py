"""Plans: solve one, show one, draw a roster from one."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import Plan, PlanParams, PlanPicture, Progress, Roster
from vedette.domain.theatre import Theatre
from vedette.errors import CertificateError
from vedette.reading import load_theatre
from vedette.sharing import publish
from vedette.sharing.package import Package

if TYPE_CHECKING:
    from vedette.desk.stores import Acting

PLAN_FILE = "plan.json"
THEATRE_COPY = "theatre"
OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A theatre surveyed for one window: all that a plan is made from."""

    theatre: Theatre
    ground: Ground
    window: Window
    risk: RiskPicture
    coverage: CoverageTable

    def resting_on(self, *refs: str) -> "Field":
        """Return it with more that its risk rests on; what is known is not doubled."""
        rests_on = tuple(dict.fromkeys((*self.risk.rests_on, *refs)))
        return replace(self, risk=replace(self.risk, rests_on=rests_on))


@dataclass(frozen=True, slots=True, eq=False)
class PlanView:
    """A plan on disk, with what there is to show of it.

    ``kept`` says how it stands in the register that it was put into, if it was.
    """

    where: Path
    field: Field
    plan: Plan
    kept: str = ""

    def describe(self) -> str:
        """Return the summary in words and tables."""
        from vedette.sharing.summary import make_summary

        try:
            picture = picture_on(self.field, self.plan)
        except KeyError:
            raise CertificateError(_does_not_fit(self.where, "moves")) from None
        return make_summary(Package(self.field.theatre, self.plan, picture))

    def note(self) -> str | None:
        """Say what of the theatre changes nothing in the plan; None if all counts."""
        from vedette.sharing.weather_words import tell_idle

        return tell_idle(self.field.theatre, self.field.window)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        plan, theatre = self.plan, self.field.theatre
        return {
            "plan": str(self.where),
            "plan_hash": plan.content_hash,
            "theatre": theatre.id,
            "border_km": round(theatre.border.length_km, 3),
            "sections": len(theatre.sections),
            "reaches": plan.n_reaches,
            "slots": plan.n_slots,
            "start": plan.start.isoformat(),
            "teams": len(plan.moves),
            **asdict(plan.certificate),
            **asdict(plan.effort),
            "shortfalls": [asdict(each) for each in plan.shortfalls],
        }


def solve_plan(
    where: str | Path,
    out: Path,
    params: PlanParams,
    *,
    pins: Path | None = None,
    store: Path | None = None,
    acting: "Acting | None" = None,
    force: bool = False,
    on_progress: OnProgress | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> PlanView:
    """Plan joint patrols for a theatre and write the plan's folder.

    ``pins`` is a file of what a planner has decided by hand. With a ``store``, and who
    is ``acting``, attempts are expected as the register's risk picture says; the plan
    rests on it, and is kept there. Everything that can be refused is refused before
    solving begins.
    """
    from vedette.planning.asked import check_params
    from vedette.reading.pins import load_pins
    from vedette.reading.plans import load_plan
    from vedette.sharing.folder import refuse_existing

    theatre = load_theatre(where)
    if pins is not None:
        params = replace(params, pins=load_pins(pins, theatre))
    check_params(theatre, params)
    refuse_existing(out, force=force, folder=True)
    basis: tuple[str, ...] = ()
    if store is not None and acting is not None:
        from vedette.desk.plan_basis import read_basis, register_plan

        found = read_basis(store, theatre, acting)
        params, basis = replace(params, rates=found.rates), found.rests_on
    field = survey(theatre, params).resting_on(*basis)
    plan = plan_on(field, params, on_progress=on_progress, interrupted=interrupted)
    publish(Package(theatre, plan), out, formats=["plan"], force=force)
    kept = ""
    if store is not None and acting is not None:
        kept = register_plan(store, out / PLAN_FILE, acting)
    return PlanView(out / PLAN_FILE, field, load_plan(out / PLAN_FILE), kept)


def survey(theatre: Theatre, params: PlanParams) -> Field:
    """Survey ground, light, risk and coverage for a plan's window."""
    from vedette.coverage import model_coverage
    from vedette.risk import assess_risk
    from vedette.terrain.ground import survey_ground
    from vedette.terrain.sight import survey_sights

    reach_km = theatre.reach_km if params.reach_km is None else params.reach_km
    ground = survey_ground(theatre, reach_km)
    ground = replace(ground, sights=survey_sights(theatre, ground))
    window = window_of(theatre, params)
    risk = assess_risk(theatre, ground, window, params.rates)
    return Field(theatre, ground, window, risk, model_coverage(theatre, ground, window))


def window_of(theatre: Theatre, params: PlanParams) -> Window:
    """Return the slots to plan: whole days, or what is left of an earlier window."""
    from vedette.terrain.sky import make_window

    earlier = params.earlier
    left = None if earlier is None else earlier.n_slots - earlier.moment
    return make_window(theatre, params.start, params.days, left)


def plan_on(
    field: Field,
    params: PlanParams,
    *,
    on_progress: OnProgress | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> Plan:
    """Make a plan on a surveyed field."""
    from vedette.planning.planner import make_plan

    return make_plan(
        field.theatre,
        field.ground,
        field.window,
        field.risk,
        field.coverage,
        params,
        on_progress=on_progress,
        interrupted=interrupted,
    )


def picture_on(field: Field, plan: Plan) -> PlanPicture:
    """Lay a plan over its field."""
    from vedette.planning.picture import picture_plan

    return picture_plan(
        field.theatre, field.ground, field.window, field.risk, field.coverage, plan
    )


def show_plan(path: Path) -> PlanView:
    """Load a plan with its theatre copy, and survey its field."""
    theatre, plan = load_with_theatre(path)
    field = survey(theatre, plan.params)
    if plan.n_reaches != field.ground.n_reaches:
        raise CertificateError(_does_not_fit(path, "reaches"))
    return PlanView(path, field.resting_on(*plan.rests_on), plan)


def load_with_theatre(path: Path) -> tuple[Theatre, Plan]:
    """Load a plan and its theatre copy; refuse what does not belong together.

    Only what showing and drawing rest on; ``vedette verify`` checks everything.
    """
    from vedette.reading.plans import load_plan

    plan = load_plan(path)
    theatre = load_theatre(path.parent / THEATRE_COPY)
    window = window_of(theatre, plan.params)
    said_and_so = {
        "theatre": (plan.theatre_hash, theatre.content_hash),
        "start": (plan.start.timestamp(), window.start.timestamp()),
        "zone": (plan.zone, window.zone),
        "slots": ((plan.slot_min, plan.n_slots), (window.slot_min, window.n_slots)),
        "teams": (set(plan.moves) - {team.id for team in theatre.teams}, set()),
    }
    for what, (said, so) in said_and_so.items():
        if said != so:
            raise CertificateError(_does_not_fit(path, what))
    return theatre, plan


def _does_not_fit(path: Path, what: str) -> str:
    return (
        f"{path}: the plan's {what} do not fit the theatre copy beside it. One of them "
        f"was changed; ask vedette verify {path} what else is wrong."
    )


def draw_plan(path: Path, seed: int, out: Path, *, force: bool = False) -> Roster:
    """Draw a roster from a plan's odds and write it to one file."""
    from vedette.planning.roster import draw_roster
    from vedette.sharing.folder import refuse_existing

    theatre, plan = load_with_theatre(path)
    refuse_existing(out, force=force, folder=False)
    package = Package(theatre, plan, roster=draw_roster(plan, seed))
    publish(package, out, formats=["roster"], force=force)
    return package.get_roster()
