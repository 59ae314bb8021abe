"""Risk by section: assess all sections, show them, compare two runs."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vedette.desk.plan import Field, survey, window_of
from vedette.desk.risk_runs import (
    find_records,
    last_run,
    records_of_run,
    refuse_changed,
    run_of,
)
from vedette.desk.section import read_levels
from vedette.desk.stores import Acting, changing, open_at, theatre_of
from vedette.domain.picture import Ground, RiskPicture, Window
from vedette.domain.plans import PlanParams
from vedette.domain.register import Ref
from vedette.domain.risk import Change, HourRisk, RiskRun, RiskSheet
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.risk.angles import Watching
from vedette.risk.kept import KIND, keep_risk, read_run, risk_id
from vedette.risk.params import load_params
from vedette.store import Query, Store


@dataclass(frozen=True, slots=True, eq=False)
class RiskView:
    """A run as it is shown; ``only`` is the one section asked for, if it is one."""

    theatre: Theatre
    sheet: RiskSheet
    flagged: frozenset[str]
    only: str | None = None

    def describe(self) -> str:
        """Return it in words and tables."""
        from vedette.sharing.risk_words import describe_risk, describe_section

        if self.only is not None:
            return describe_section(self.theatre, self.sheet, self.only, self.flagged)
        return describe_risk(self.theatre, self.sheet, self.flagged)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        from vedette.sharing.risk_words import risk_json

        return risk_json(self.theatre, self.sheet, self.only)


@dataclass(frozen=True, slots=True, eq=False)
class ChangeView:
    """What changed between two runs."""

    theatre: Theatre
    before: RiskRun
    after: RiskRun
    changes: tuple[Change, ...]

    def describe(self) -> str:
        """Return it in words."""
        from vedette.sharing.risk_changes import describe_changes

        return describe_changes(self.theatre, self.before, self.after, self.changes)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        from vedette.sharing.risk_changes import changes_json

        return changes_json(self.before, self.after, self.changes)


def run_assessment(
    path: Path,
    acting: Acting,
    *,
    theatre_name: str | None = None,
    at: dt.datetime | None = None,
    with_exercise: bool = False,
) -> RiskView:
    """Assess every section from what stands in the register, and keep it there.

    ``at`` is the moment of the picture: now, or the start of a theatre that is an
    exercise. An earlier assessment of a section is looked at again by this.
    """
    from vedette.risk.assess import assess_sections
    from vedette.risk.counting import count_register

    store = open_at(path)
    theatre = _find_theatre(store, theatre_name)
    params = load_params(theatre)
    if at is None:
        at = theatre.start if theatre.is_exercise else acting.now
    field = survey(theatre, _on_day(theatre, at))
    watching = _watch(field)
    words = f"risk of {len(theatre.sections)} sections"
    with changing(store, acting, "assess run", words) as change:
        earlier = find_records(change, theatre)
        run = assess_sections(
            theatre,
            field.ground,
            field.risk,
            watching,
            count_register(
                (each.record for each in change.list(Query("incident"))),
                (each.record for each in change.list(Query("claim"))),
                at,
                params,
                with_exercise=with_exercise,
            ),
            params,
            at=at,
            run=1 + max(map(run_of, earlier.values()), default=0),
            with_exercise=with_exercise,
        )
        origin = "exercise" if theatre.is_exercise else "own"
        for risk in run.sections:
            change.put(keep_risk(run, risk, origin), reassess=True)
        levels = read_levels(change, theatre, params, acting.now)
    return RiskView(theatre, RiskSheet(run, levels), frozenset())


def show_assessment(
    path: Path,
    now: dt.datetime,
    *,
    section: str | None = None,
    hours: bool = False,
    theatre_name: str | None = None,
) -> RiskView:
    """Show the last run: all sections, or one with its claims and what moves it."""
    store = open_at(path)
    theatre = _find_theatre(store, theatre_name)
    params = load_params(theatre)
    if section is not None and section not in {each.id for each in theatre.sections}:
        known = ", ".join(each.id for each in theatre.sections)
        raise InputError(f"--section {section}: there is none; {known}.")
    with store.reading() as view:
        run = last_run(path, view, theatre)
        levels = read_levels(view, theatre, params, now)
        refs = {Ref(KIND, risk_id(each.id)): each.id for each in theatre.sections}
        flagged = frozenset(refs[flag.what] for flag in view.flags(refs))
    sheet = RiskSheet(run, levels)
    if hours:
        sheet = replace(sheet, hours=_map_hours(theatre, run))
    return RiskView(theatre, sheet, flagged, section)


def compare_assessments(
    path: Path, *, earlier: int | None = None, theatre_name: str | None = None
) -> ChangeView:
    """Say what changed since the run before the last, or since an earlier one, why."""
    from vedette.risk.compare import compare_runs

    store = open_at(path)
    theatre = _find_theatre(store, theatre_name)
    with store.reading() as view:
        after = last_run(path, view, theatre)
        number = after.run - 1 if earlier is None else earlier
        if not 1 <= number < after.run:
            raise InputError(
                f"run {number}: there is nothing to compare with; the last run is"
                f" {after.run}, those before it are numbered from 1."
            )
        before = read_run(records_of_run(view, theatre, number))
        refs = [Ref("claim", id_) for id_ in before_and_after(before, after)]
        living = view.living(map(str, refs))
        states = view.standings(ref for ref in refs if str(ref) in living)
    now = {ref.id: state for ref, state in states.items()}
    return ChangeView(theatre, before, after, compare_runs(before, after, now))


def before_and_after(before: RiskRun, after: RiskRun) -> frozenset[str]:
    """Return the claims on which one of two runs rests and the other does not."""
    was, now = (
        frozenset[str]().union(*(each.all_claims for each in run.sections))
        for run in (before, after)
    )
    return was ^ now


def _find_theatre(store: Store, name: str | None) -> Theatre:
    return theatre_of(store) if name is None else load_theatre(name)


def _on_day(theatre: Theatre, at: dt.datetime) -> PlanParams:
    """Ask for the day of a moment, from the hour at which plans begin."""
    start = theatre.start.astimezone(ZoneInfo(theatre.zone))
    day = at.astimezone(ZoneInfo(theatre.zone)).date()
    return PlanParams(start=dt.datetime.combine(day, start.timetz()))


def _watch(field: Field) -> Watching:
    """Return what all teams could see at best, and the best of them alone."""
    import numpy as np

    from vedette.planning.line_coverage import cover_line

    line = cover_line(field.theatre, field.ground, field.window, field.coverage)
    alone = [each.best for each in line.kinds.values()]
    return Watching(
        together=line.together,
        alone=np.maximum.reduce([np.zeros_like(line.together), *alone]),
        teams=line.looking,
    )


def _map_hours(theatre: Theatre, run: RiskRun) -> HourRisk:
    """Lay a run over the hours of its day; refused where the theatre changed since."""
    from vedette.risk.hours import map_hours

    refuse_changed(theatre, run)
    ground, window, risk = _lay_ground(theatre, run.at)
    bands = load_params(theatre).bands
    return map_hours(ground, window, risk, run.sections, bands["hours"])


def _lay_ground(
    theatre: Theatre, at: dt.datetime
) -> tuple[Ground, Window, RiskPicture]:
    """Survey ground, light and stakes, without what is seen of it."""
    from vedette.risk import assess_risk
    from vedette.terrain.ground import survey_ground

    ground = survey_ground(theatre, theatre.reach_km)
    window = window_of(theatre, _on_day(theatre, at))
    return ground, window, assess_risk(theatre, ground, window)
