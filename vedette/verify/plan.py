"""Check a plan: its head, its teams, every rule, every flow, and all its numbers."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np

from vedette.domain.plans import Certificate, Plan
from vedette.errors import CertificateError
from vedette.reading.plans import load_plan
from vedette.verify.case import Case, head_faults, rebuild_case, usable_facts
from vedette.verify.facts import Facts
from vedette.verify.flow import check_flow
from vedette.verify.hand_over import check_hand_over, price_faults
from vedette.verify.numbers import make_certificate
from vedette.verify.rows import Rows, lay_rows
from vedette.verify.rules import check_rows

SAME_TO = 1e-9


def verify_plan(path: Path) -> Certificate:
    """Check the plan at ``path`` (its ``plan.json``) and return its numbers afresh.

    The theatre copy is read from the folder ``theatre`` beside it. Raises one
    ``CertificateError`` that names everything that does not stand up.
    """
    plan = load_plan(path)
    case = rebuild_case(path, plan)
    faults, certificate = find_faults(plan, case)
    if faults:
        raise CertificateError.listing(f"{path}: the plan does not stand up", faults)
    return certificate


def find_faults(plan: Plan, case: Case) -> tuple[list[str], Certificate]:
    """Return everything that is wrong with a plan, and its numbers computed afresh."""
    faults = head_faults(plan, case)
    usable = usable_facts(plan, case)
    faults += team_faults(plan, case, usable)
    rows = [
        lay_rows(team, plan.moves[team.id], usable[team.id], case.window)
        for team in case.theatre.teams
        if team.id in usable and len(plan.moves.get(team.id, ()))
    ]
    for team_rows in rows:
        faults += [*check_rows(team_rows), *check_flow(team_rows)]
    faults += check_hand_over(rows)
    bound_faults = [
        *_weights_faults(plan, case),
        *price_faults(plan.prices, usable, rows),
    ]
    faults += bound_faults
    certificate = _certificate(plan, case, usable, rows, not bound_faults)
    faults += number_faults(plan.certificate, certificate, not bound_faults)
    return faults, certificate


def team_faults(plan: Plan, case: Case, usable: Mapping[str, Facts]) -> list[str]:
    """Name teams that have rows but may not, or have none but must."""
    faults: list[str] = []
    known = {team.id: team for team in case.theatre.teams}
    for team_id, table in plan.moves.items():
        if team_id not in known:
            faults.append(
                f"{team_id}: the theatre copy knows no such team (rule teams)"
            )
        elif team_id not in usable and len(table):
            partner = known[team_id].partner
            faults.append(
                f"{team_id}: has odds, but the plan leaves out {partner} (rule teams)"
            )
    for team_id, facts in usable.items():
        if facts.can_look and not len(plan.moves.get(team_id, ())):
            faults.append(f"{team_id}: has lawful moves, but no odds (rule teams)")
    return faults


def _weights_faults(plan: Plan, case: Case) -> list[str]:
    """Check that the adversary's weights are a distribution over attempts."""
    weights, shape = plan.weights, case.risk.stake.shape
    if weights.shape != shape:
        return [f"the weights have shape {weights.shape}, not {shape} (rule weights)"]
    if not np.all(np.isfinite(weights) & (weights >= 0)):
        return ["a weight is negative or not a number (rule weights)"]
    total = float(weights.sum())
    if abs(total - 1.0) > SAME_TO:
        return [f"the weights sum to {total:.12g}, not to 1 (rule weights)"]
    return []


def _certificate(
    plan: Plan,
    case: Case,
    usable: Mapping[str, Facts],
    rows: list[Rows],
    can_bound: bool,
) -> Certificate:
    """Compute the numbers; faulty weights or prices give way to forecast and none."""
    weights = plan.weights if can_bound else case.risk.forecast
    prices = plan.prices if can_bound else None
    caution = plan.params.caution
    return make_certificate(case.risk, caution, weights, usable, rows, prices)


def number_faults(said: Certificate, so: Certificate, can_bound: bool) -> list[str]:
    """Compare each number of a plan with the one computed afresh."""
    rests_on_bound = {"bound", "gap", "missed", "bound_seen"}
    room = so.loss_without_teams - so.bound
    steep = 1.0 + (so.loss_without_teams / room if room > 0 else 0.0)
    slack = {"gap": SAME_TO, "missed": SAME_TO * steep}
    slack |= {"bound": SAME_TO, "bound_seen": SAME_TO}
    faults: list[str] = []
    for field in fields(Certificate):
        name = field.name
        if name in rests_on_bound and not can_bound:
            continue
        claimed, found = float(getattr(said, name)), float(getattr(so, name))
        if not abs(claimed - found) <= SAME_TO * abs(found) + slack.get(name, 1e-12):
            faults.append(
                f"{name} is {claimed!r} in the plan, {found!r} computed afresh "
                f"(rule {name})"
            )
    return faults
