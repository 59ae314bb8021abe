"""Plans made again: with other pins or teams, or for the rest of their window."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.desk.plan import PLAN_FILE, OnProgress, load_with_theatre, survey
from vedette.domain.plans import Earlier, Plan, PlanParams
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.sharing import publish
from vedette.sharing.clocks import moment
from vedette.sharing.package import Package
from vedette.sharing.text import plain
from vedette.units import MINUTES_A_DAY

if TYPE_CHECKING:
    from vedette.desk.stores import Acting
    from vedette.planning.replan import Replan

SECONDS = 2.0  # of solving for every day that is left, where nothing else is asked
KEEP = 5.0  # harm points
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Changes:
    """What is asked of a plan made again.

    Parameters
    ----------
    at
        From when on, an hour of the day or a date and hour; None: the same window.
    teams_out
        Teams that take no part any more.
    pins
        A file of pins in place of the plan's own.
    keep
        What a whole change of the odds is worth, in harm points.
    gap, seconds, rounds, threads
        As for ``plan solve``; None: the gap and threads of the plan, and a few seconds.
    """

    at: str | None = None
    teams_out: tuple[str, ...] = ()
    pins: Path | None = None
    keep: float = KEEP
    gap: float | None = None
    seconds: float | None = None
    rounds: int | None = None
    threads: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReplanView:
    """A plan made again and written, with what changed.

    ``kept`` says how it stands in the register that it was put into, if it was.
    """

    where: Path
    theatre: Theatre
    made: "Replan"
    kept: str = ""

    def describe(self) -> str:
        """Return in a few lines what it is for, what it gains and what changes."""
        plan, made = self.made.plan, self.made
        numbers = plan.certificate
        names = {team.id: plain(team.name) for team in self.theatre.teams}
        out = ", ".join(names[team] for team in plan.params.teams_out)
        most = sorted(made.changes.items(), key=lambda each: -each[1])[:MOST_TOLD]
        told = ", ".join(f"{names[team]} {share:.0%}" for team, share in most)
        lines = [
            f"From {moment(plan, 0):%a %d %b %Y %H:%M} on, {plan.n_slots} slots"
            + (f", without {out}." if out else "."),
            f"Loss: {made.loss_before:.3f} if the others go on as planned, "
            f"{numbers.loss:.3f} by this plan; bound {numbers.bound:.3f}, gap "
            f"{numbers.gap:.1%}.",
            f"{made.distance:.1%} of what teams do changes; most: {told}.",
            *(f"Left open: {each.what}: {each.reason}." for each in plan.shortfalls),
        ]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        plan, made = self.made.plan, self.made
        return {
            "plan": str(self.where),
            "start": plan.start.isoformat(),
            "slots": plan.n_slots,
            "teams_out": list(plan.params.teams_out),
            "loss_before": made.loss_before,
            "distance": made.distance,
            "changes": dict(made.changes),
            **asdict(plan.certificate),
            **asdict(plan.effort),
            "shortfalls": [asdict(each) for each in plan.shortfalls],
        }


def replan_plan(
    path: Path,
    out: Path,
    changes: Changes,
    *,
    store: Path | None = None,
    acting: "Acting | None" = None,
    force: bool = False,
    on_progress: OnProgress | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> ReplanView:
    """Make a plan again and write the new one's folder.

    The theatre is the copy beside the earlier plan, and attempts are expected as there,
    unless a ``store`` says how they are expected now; the plan is then kept there.
    Everything that can be refused is refused before solving begins.
    """
    from vedette.planning.replan import replan
    from vedette.reading.pins import load_pins
    from vedette.sharing.folder import refuse_existing

    theatre, earlier = load_with_theatre(path)
    params = _params(theatre, earlier, changes)
    if changes.pins is not None:
        params = replace(params, pins=load_pins(changes.pins, theatre))
    refuse_existing(out, force=force, folder=True)
    basis = earlier.rests_on
    if store is not None and acting is not None:
        from vedette.desk.plan_basis import read_basis, register_plan

        found = read_basis(store, theatre, acting)
        params, basis = replace(params, rates=found.rates), found.rests_on
    field = survey(theatre, params).resting_on(*basis)
    made = replan(
        theatre,
        field.ground,
        field.window,
        field.risk,
        field.coverage,
        params,
        earlier,
        on_progress=on_progress,
        interrupted=interrupted,
    )
    publish(Package(theatre, made.plan), out, formats=["plan"], force=force)
    kept = ""
    if store is not None and acting is not None:
        kept = register_plan(store, out / PLAN_FILE, acting)
    return ReplanView(out / PLAN_FILE, theatre, made, kept)


def _params(theatre: Theatre, earlier: Plan, changes: Changes) -> PlanParams:
    before = earlier.params
    slot = None if changes.at is None else find_slot(theatre, earlier, changes.at)
    left = earlier.n_slots - (slot or 0)
    seconds = changes.seconds
    if seconds is None and changes.rounds is None:
        seconds = SECONDS * max(1.0, left * earlier.slot_min / MINUTES_A_DAY)
    out = {*before.teams_out, *changes.teams_out}
    known = [team.id for team in theatre.teams if team.id in out]
    return replace(
        before,
        start=before.start if slot is None else moment(earlier, slot),
        gap=before.gap if changes.gap is None else changes.gap,
        seconds=seconds,
        rounds=changes.rounds,
        threads=changes.threads,
        teams_out=(*known, *sorted(out - set(known))),
        earlier=None
        if slot is None
        else Earlier(earlier.content_hash, earlier.n_slots, slot),
        keep=changes.keep,
    )


def find_slot(theatre: Theatre, plan: Plan, at: str) -> int:
    """Return the slot of a plan that begins at an hour, or at a date and hour."""
    moments = [moment(plan, slot) for slot in range(plan.n_slots)]
    try:
        when = dt.datetime.fromisoformat(at)
        found = [slot for slot, each in enumerate(moments) if each == when]
    except ValueError:
        found = [s for s, each in enumerate(moments) if f"{each:%H:%M}" == at]
    first, last = moments[0], moments[-1]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            f"--at {at}: the plan has {len(found)} such hours; give the date too, as "
            f"in {moments[found[0]].isoformat()}."
        )
    raise InputError(
        f"--at {at}: no slot of the plan begins then. It has slots of {plan.slot_min} "
        f"min from {first.isoformat()} to {last.isoformat()}; give an hour of the day, "
        "such as 03:00, or a date and hour with offset."
    )
