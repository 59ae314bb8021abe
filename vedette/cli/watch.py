"""``vedette plan watch``: what somebody who watches one reach may learn of a plan."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.plan import AsJson, Force, PlanFile
from vedette.cli.screens import print_view


def watch(
    plan: PlanFile,
    section: Annotated[
        str | None,
        typer.Option(metavar="ID", help="One section, hour by hour; all if not."),
    ] = None,
    sees: Annotated[
        float,
        typer.Option(help="Chance that he sees a team at his reach in a slot, 0 to 1."),
    ] = 1.0,
    slots: Annotated[
        int, typer.Option(help="How many slots he looks back, and ahead.")
    ] = 8,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FIGURE", help="Draw it: an SVG file."),
    ] = None,
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Tell what a watcher at one reach learns from the patrols he sees there.

    For the staff only: it says where and when a plan is weakest.
    """
    from vedette.desk.watch import watch_plan
    from vedette.domain.watch import WatchParams

    params = WatchParams(sees=sees, slots=slots)
    view = watch_plan(plan, params, section=section, out=out, force=force)
    print_view(view, json=json, out=out)
