"""The main job once through: two options, a check, a draw, and all that leaves."""

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path

from vedette.desk.check import verify_plan, verify_roster
from vedette.desk.plan import (
    PLAN_FILE,
    OnProgress,
    picture_on,
    plan_on,
    survey,
)
from vedette.domain.plans import Plan, PlanParams
from vedette.reading import load_theatre
from vedette.sharing import publish
from vedette.sharing.package import Option, Package

THEATRE = "tajik_afghan"


def run_demo(
    out: Path,
    *,
    seconds: float,
    seed: int,
    force: bool = False,
    say: Callable[[str], None],
    on_progress: OnProgress | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> "DemoView":
    """Plan with and without the partner, verify, draw, verify the draw, publish.

    The check runs on files as they will leave, in a temporary folder, before anything
    is published.
    """
    from vedette.planning.asked import check_params
    from vedette.planning.roster import check_seed, draw_roster
    from vedette.reading.plans import load_plan
    from vedette.sharing.folder import refuse_existing
    from vedette.sharing.summary import option_label

    refuse_existing(out, force=force, folder=True)
    theatre = load_theatre(THEATRE)
    say(f"{theatre.name}: {theatre.border.length_km:,.1f} km")
    partners = tuple(each.id for each in theatre.partners if each.role == "partner")
    joint = PlanParams(seconds=seconds)
    check_params(theatre, joint)
    check_seed(seed)
    field = survey(theatre, joint)
    plans: list[Plan] = []
    for params in (joint, dataclasses.replace(joint, without=partners)):
        label = option_label(theatre, params.without)
        say(f"Planning: {label}")
        plans.append(
            plan_on(field, params, on_progress=on_progress, interrupted=interrupted)
        )
    with tempfile.TemporaryDirectory(prefix="vedette-") as scratch:
        checked = []
        for number, plan in enumerate(plans):
            folder = Path(scratch) / str(number)
            publish(Package(theatre, plan), folder, formats=["plan"])
            verify_plan(folder / PLAN_FILE)
            checked.append(load_plan(folder / PLAN_FILE))
        say("The second program agrees with both certificates.")
        plan, alone = checked
        roster = draw_roster(plan, seed)
        drawn = Path(scratch) / "roster.csv"
        publish(Package(theatre, plan, roster=roster), drawn, formats=["roster"])
        verify_roster(drawn, Path(scratch) / "0" / PLAN_FILE)
        say(f"A roster is drawn with seed {seed}, and it keeps every rule.")
    package = Package(
        theatre,
        plan,
        picture_on(field, plan),
        roster,
        (Option(option_label(theatre, partners), alone, picture_on(field, alone)),),
    )
    say("Drawing the page, figures, rota, calendars and tracks.")
    publish(package, out, force=force)
    return DemoView(package)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class DemoView:
    """What the demo made, to be told in words."""

    package: Package

    def describe(self) -> str:
        """Return the summary in words and tables."""
        from vedette.sharing.summary import make_summary

        return make_summary(self.package)
