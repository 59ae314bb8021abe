"""The main job once through: picture, two options, a check, a draw, what leaves."""

import dataclasses
import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from vedette.desk.assess import run_assessment
from vedette.desk.check import verify_plan, verify_roster
from vedette.desk.log import show_log
from vedette.desk.plan import (
    PLAN_FILE,
    OnProgress,
    picture_on,
    plan_on,
    survey,
)
from vedette.desk.plan_basis import Basis, read_basis, register_plan
from vedette.desk.register import make_register
from vedette.desk.stores import Acting
from vedette.domain.plans import Plan, PlanParams
from vedette.domain.theatre import Theatre
from vedette.errors import OutputExistsError
from vedette.reading import load_theatre
from vedette.sharing import publish
from vedette.sharing.package import Option, Package

THEATRE = "tajik_afghan"
REGISTER = "register.db"
# What a demo writes into its register; whatever follows is somebody's work.
ENTRIES = ("register init", "register init", "assess run", "register plan")


def run_demo(
    out: Path,
    *,
    now: dt.datetime,
    seconds: float,
    seed: int,
    force: bool = False,
    say: Callable[[str], None],
    on_progress: OnProgress | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> "DemoView":
    """Assess, plan with and without the partner, verify, draw, verify that, publish.

    The check runs on files as they will leave, in a temporary folder, before anything
    is published. The register, with the plan kept in it, is left beside them.
    """
    from vedette.planning.asked import check_params
    from vedette.planning.roster import check_seed, draw_roster
    from vedette.reading.plans import load_plan
    from vedette.sharing.folder import refuse_existing
    from vedette.sharing.summary import option_label

    refuse_existing(out, force=force, folder=True)
    _refuse_used(out / REGISTER)
    theatre = load_theatre(THEATRE)
    say(f"{theatre.name}: {theatre.border.length_km:,.1f} km")
    partners = tuple(each.id for each in theatre.partners if each.role == "partner")
    asked = PlanParams(seconds=seconds)
    check_params(theatre, asked)
    check_seed(seed)
    with tempfile.TemporaryDirectory(prefix="vedette-") as scratch:
        register = Path(scratch) / REGISTER
        basis = _assess(register, theatre, now, say)
        joint = dataclasses.replace(asked, rates=basis.rates)
        field = survey(theatre, joint).resting_on(*basis.rests_on)
        plans: list[Plan] = []
        for params in (joint, dataclasses.replace(joint, without=partners)):
            say(f"Planning: {option_label(theatre, params.without)}")
            plans.append(
                plan_on(field, params, on_progress=on_progress, interrupted=interrupted)
            )
        checked = []
        for number, made in enumerate(plans):
            folder = Path(scratch) / str(number)
            publish(Package(theatre, made), folder, formats=["plan"])
            verify_plan(folder / PLAN_FILE)
            checked.append(load_plan(folder / PLAN_FILE))
        say("The second program agrees with both certificates.")
        plan, alone = checked
        roster = draw_roster(plan, seed)
        drawn = Path(scratch) / "roster.csv"
        publish(Package(theatre, plan, roster=roster), drawn, formats=["roster"])
        verify_roster(drawn, Path(scratch) / "0" / PLAN_FILE)
        say(f"A roster is drawn with seed {seed}, and it keeps every rule.")
        register_plan(
            register, Path(scratch) / "0" / PLAN_FILE, Acting("planning_officer", now)
        )
        package = Package(
            theatre,
            plan,
            picture_on(field, plan),
            roster,
            (Option(option_label(theatre, partners), alone, picture_on(field, alone)),),
        )
        say("Drawing the page, figures, rota, calendars and tracks.")
        _refuse_used(out / REGISTER)  # somebody may have worked there meanwhile
        publish(package, out, force=force)
        shutil.move(register, out / REGISTER)
    return DemoView(package, out / REGISTER)


def _refuse_used(register: Path) -> None:
    """Refuse to replace a register that somebody went on with after a demo."""
    if not register.exists():
        return
    if tuple(entry.verb for entry in show_log(register)) != ENTRIES:
        raise OutputExistsError(
            f"{register} was changed since the demo that left it, and would be lost;"
            " move it away, or choose another --out."
        )


def _assess(
    register: Path, theatre: Theatre, now: dt.datetime, say: Callable[[str], None]
) -> Basis:
    """Make the built-in register, assess the sections, return what a plan takes."""
    analyst = Acting("analyst", now)
    made = make_register(register, THEATRE, analyst)
    say(f"Register: {made.records['claim']} claims by {made.records['source']} sources")
    run_assessment(register, analyst)
    say("Every section is assessed from the claims that stand.")
    return read_basis(register, theatre, Acting("planning_officer", now))


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class DemoView:
    """What the demo made, to be told in words; ``register`` is what it rests on."""

    package: Package
    register: Path

    def describe(self) -> str:
        """Return the summary in words and tables."""
        from vedette.sharing.summary import make_summary

        return make_summary(self.package)
