"""The case of one plan, built up again from the theatre copy beside it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vedette.domain.picture import Ground, RiskPicture, Window
from vedette.domain.plans import Plan
from vedette.domain.theatre import Theatre
from vedette.errors import CertificateError, InputError
from vedette.reading import load_theatre
from vedette.risk import assess_risk
from vedette.terrain.ground import survey_ground
from vedette.terrain.sky import make_window
from vedette.verify.facts import Facts, gather_facts

THEATRE_COPY = "theatre"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A theatre with its ground, window, stakes, and what is lawful for each team."""

    theatre: Theatre
    ground: Ground
    window: Window
    risk: RiskPicture
    facts: Mapping[str, Facts]


def rebuild_case(plan_path: Path, plan: Plan) -> Case:
    """Load the theatre copy beside a plan and work out everything from it.

    A copy that cannot be used is a fault of the plan, so it is told as one.
    """
    try:
        return _rebuild(plan_path, plan)
    except InputError as fault:
        where = f"{plan_path}: the plan does not fit the theatre copy beside it"
        raise CertificateError.listing(where, str(fault).splitlines()) from fault


def _rebuild(plan_path: Path, plan: Plan) -> Case:
    theatre = load_theatre(plan_path.parent / THEATRE_COPY)
    params = plan.params
    reach_km = theatre.reach_km if params.reach_km is None else params.reach_km
    ground = survey_ground(theatre, reach_km)
    start = theatre.start if params.start is None else params.start
    window = make_window(theatre, start, params.days)
    risk = assess_risk(theatre, ground, window)
    return Case(theatre, ground, window, risk, gather_facts(theatre, ground, window))


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
        ("rests_on", plan.rests_on, case.risk.rests_on),
    )
    faults = [
        f"{name} is {said} in the plan, {so} by its theatre copy"
        for name, said, so in said_and_so
        if said != so
    ]
    if not 0 <= params.caution <= 1:
        faults.append(f"caution is {params.caution}, which is not between 0 and 1")
    partners = {partner.id for partner in theatre.partners}
    faults += [
        f"the plan leaves out partner {partner}, whom its theatre copy does not know"
        for partner in params.without
        if partner not in partners
    ]
    return faults


def usable_facts(plan: Plan, case: Case) -> Mapping[str, Facts]:
    """Return the facts of the teams that the plan may use."""
    left_out = set(plan.params.without)
    return {
        team.id: case.facts[team.id]
        for team in case.theatre.teams
        if team.partner not in left_out
    }
