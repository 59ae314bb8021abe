"""The case of one plan, built up again from the theatre copy beside it."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, RiskPicture, Window
from vedette.domain.plans import Plan, PlanParams
from vedette.domain.theatre import Theatre
from vedette.errors import CertificateError, InputError
from vedette.reading import load_theatre
from vedette.reading.pins import list_pin_faults
from vedette.risk import assess_risk
from vedette.terrain.ground import survey_ground
from vedette.terrain.sight import survey_sights
from vedette.terrain.sky import make_window
from vedette.units import MINUTES_A_DAY
from vedette.verify.binding import bind_facts
from vedette.verify.demands import Demand, lay_demands
from vedette.verify.facts import Facts, FactsByTeam, gather_facts

THEATRE_COPY = "theatre"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A theatre with its ground, window, stakes, and what is lawful for each team.

    ``demands`` are its limits and then the plan's pins; ``in_force`` the ids of those
    that forbid moves, and do. ``unpinned`` are the facts where pins forbid nothing;
    None where that makes no difference.
    """

    theatre: Theatre
    ground: Ground
    window: Window
    risk: RiskPicture
    facts: FactsByTeam
    demands: tuple[Demand, ...] = ()
    in_force: frozenset[str] = frozenset()
    unpinned: FactsByTeam | None = None


def rebuild_case(plan_path: Path, plan: Plan) -> Case:
    """Load the theatre copy beside a plan and work out everything from it.

    A copy that cannot be used is a fault of the plan, so it is told as one.
    """
    try:
        theatre = load_theatre(plan_path.parent / THEATRE_COPY)
        return work_out(theatre, plan.params)
    except InputError as fault:
        where = f"{plan_path}: the plan does not fit the theatre copy beside it"
        raise CertificateError.listing(where, str(fault).splitlines()) from fault


def work_out(theatre: Theatre, params: PlanParams) -> Case:
    """Work out everything that a plan with these parameters rests on."""
    faults = list_pin_faults(theatre, params.pins)
    if faults:
        raise InputError("\n".join(faults))
    reach_km = theatre.reach_km if params.reach_km is None else params.reach_km
    ground = survey_ground(theatre, reach_km)
    # Not from the cache: what lies there somebody else has written.
    ground = replace(ground, sights=survey_sights(theatre, ground, cache=False))
    window = _window(theatre, params)
    risk = assess_risk(theatre, ground, window, params.rates)
    return lay_case(theatre, ground, window, risk, params)


def lay_case(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    params: PlanParams,
) -> Case:
    """Work out what is lawful for every team, with limits and pins."""
    facts = gather_facts(theatre, ground, window)
    teams = {team.id for team in theatre.teams if takes_part(team, params)}
    limits = lay_demands(theatre, window, theatre.limits, teams)
    pins = lay_demands(theatre, window, params.pins, teams, are_pins=True)
    demands = (*limits, *pins)
    own = params.earlier is None
    bound, in_force = bind_facts(facts, demands, demands, hands_over=own)
    unpinned = None
    if pins:
        unpinned, _ = bind_facts(facts, demands, limits, hands_over=own)
    return Case(theatre, ground, window, risk, bound, demands, in_force, unpinned)


def _window(theatre: Theatre, params: PlanParams) -> Window:
    """Return the window that parameters ask for: whole days, or the rest of one."""
    start = theatre.start if params.start is None else params.start
    if params.earlier is None:
        return make_window(theatre, start, params.days)
    n_slots = params.earlier.n_slots - params.earlier.moment
    if n_slots < 1 or params.earlier.moment < 0 or params.start is None:
        raise InputError(
            f"earlier: no window begins at moment {params.earlier.moment} of "
            f"{params.earlier.n_slots} slots, at {params.start}"
        )
    days = math.ceil(n_slots * theatre.slot_min / MINUTES_A_DAY)
    return make_window(theatre, start, days, n_slots)


def head_faults(plan: Plan, case: Case) -> list[str]:
    """Compare what a plan says of its theatre and window with the case itself."""
    theatre, params = case.theatre, plan.params
    reach_km = theatre.reach_km if params.reach_km is None else params.reach_km
    said_and_so = (
        ("theatre_id", plan.theatre_id, theatre.id),
        ("theatre_hash", plan.theatre_hash, theatre.content_hash),
        ("start", *(t.astimezone(dt.UTC) for t in (plan.start, case.window.start))),
        ("zone", plan.zone, theatre.zone),
        ("slot_min", plan.slot_min, theatre.slot_min),
        ("reach_km", plan.reach_km, reach_km),
        ("n_reaches", plan.n_reaches, case.ground.n_reaches),
        ("n_slots", plan.n_slots, case.window.n_slots),
        # What follows are records of a register, which this program does not see.
        ("rests_on", plan.rests_on[: len(case.risk.rests_on)], case.risk.rests_on),
    )
    faults = [
        f"{name} is {said} in the plan, {so} by its theatre copy"
        for name, said, so in said_and_so
        if said != so
    ]
    if not 0 <= params.caution <= 1:
        faults.append(f"caution is {params.caution}, which is not between 0 and 1")
    return faults + _unknown_faults(theatre, params)


def _unknown_faults(theatre: Theatre, params: PlanParams) -> list[str]:
    """Name whom the plan leaves out and the theatre does not know."""
    partners = {partner.id for partner in theatre.partners}
    teams = {team.id for team in theatre.teams}
    faults = [
        f"the plan leaves out partner {partner}, whom its theatre copy does not know"
        for partner in params.without
        if partner not in partners
    ]
    faults += [
        f"the plan leaves out team {team}, which its theatre copy does not know"
        for team in params.teams_out
        if team not in teams
    ]
    return faults


def takes_part(team: Team, params: PlanParams) -> bool:
    """Tell whether a plan may use a team."""
    return team.partner not in params.without and team.id not in params.teams_out


def usable_facts(
    plan: Plan, case: Case, facts: FactsByTeam | None = None
) -> Mapping[str, Facts]:
    """Return the facts (the case's, if not others) of the teams that a plan may use."""
    kept = case.facts if facts is None else facts
    return {
        team.id: kept[team.id]
        for team in case.theatre.teams
        if takes_part(team, plan.params)
    }
