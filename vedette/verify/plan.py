"""Check a plan: its head, its teams, every rule, every flow, and all its numbers."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from vedette.domain.plans import Certificate, Plan
from vedette.errors import CertificateError
from vedette.reading.plans import load_plan
from vedette.verify.bound import Proof
from vedette.verify.case import Case, head_faults, rebuild_case, usable_facts
from vedette.verify.earlier import held_faults
from vedette.verify.facts import Facts
from vedette.verify.flow import check_flow
from vedette.verify.hand_over import check_hand_over, check_taken_over
from vedette.verify.limits import forbidden_faults, limit_faults
from vedette.verify.numbers import make_certificate
from vedette.verify.proof import SAME_TO, proof_faults, proof_of
from vedette.verify.rows import Rows, lay_rows
from vedette.verify.rules import check_rows
from vedette.verify.shortfalls import Shorts, excess_faults, read_shortfalls


def verify_plan(path: Path, earlier_path: Path | None = None) -> Certificate:
    """Check the plan at ``path`` (its ``plan.json``) and return its numbers afresh.

    The theatre copy is read from the folder ``theatre`` beside it. A plan for the rest
    of a window is also compared with the earlier one, where that is named. Raises one
    ``CertificateError`` that names everything that does not stand up.
    """
    plan = load_plan(path)
    earlier = None if earlier_path is None else load_plan(earlier_path)
    case = rebuild_case(path, plan)
    faults, certificate = find_faults(plan, case, earlier)
    if faults:
        raise CertificateError.listing(f"{path}: the plan does not stand up", faults)
    return certificate


def find_faults(
    plan: Plan, case: Case, earlier: Plan | None = None
) -> tuple[list[str], Certificate]:
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
    if plan.params.earlier is None:
        faults += check_hand_over(rows)
    else:
        faults += check_taken_over(rows, usable, plan.hand_over)
    own_faults, shorts = check_limits(plan, case, rows)
    faults += own_faults
    if earlier is not None:
        faults += held_faults(plan, case, rows, usable, earlier)
    shape = case.risk.stake.shape
    proof = proof_of(plan, shorts)
    bound_faults = proof_faults(plan, shape, usable, rows, case.demands)
    faults += bound_faults
    if bound_faults:
        proof = Proof(case.risk.forecast)
    certificate = _certificate(plan, case, usable, rows, proof)
    faults += number_faults(plan.certificate, certificate, not bound_faults)
    return faults, certificate


def check_limits(plan: Plan, case: Case, rows: list[Rows]) -> tuple[list[str], Shorts]:
    """Check everything about limits, pins and shortfalls; return the latter as well."""
    teams = {team_rows.team.id: team_rows for team_rows in rows}
    faults, shorts = read_shortfalls(plan.shortfalls, case.demands)
    for demand in case.demands:
        faults += limit_faults(demand, teams, shorts.get(demand.id), case.window)
    in_force = [demand for demand in case.demands if demand.id in case.in_force]
    for team_rows in rows:
        faults += forbidden_faults(team_rows, in_force)
    faults += excess_faults(case.demands, teams, shorts, case.in_force, case.window)
    return faults, shorts


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
            out = partner if partner in plan.params.without else team_id
            faults.append(
                f"{team_id}: has odds, but the plan leaves out {out} (rule teams)"
            )
    for team_id, facts in usable.items():
        if not len(plan.moves.get(team_id, ())) and facts.can_look:
            faults.append(f"{team_id}: has lawful moves, but no odds (rule teams)")
    return faults


def _certificate(
    plan: Plan,
    case: Case,
    usable: Mapping[str, Facts],
    rows: list[Rows],
    proof: Proof,
) -> Certificate:
    """Compute the numbers from the plan's odds and a proof that can be used."""
    unpinned = None
    if case.unpinned is not None:
        unpinned = usable_facts(plan, case, case.unpinned)
    caution = plan.params.caution
    return make_certificate(
        case.risk, caution, proof, usable, rows, case.demands, unpinned
    )


def number_faults(said: Certificate, so: Certificate, can_bound: bool) -> list[str]:
    """Compare each number of a plan with the one computed afresh."""
    rests_on_bound = {"bound", "gap", "missed", "bound_seen", "bound_free"}
    room = so.loss_without_teams - so.bound
    steep = 1.0 + (so.loss_without_teams / room if room > 0 else 0.0)
    slack = {"gap": SAME_TO, "missed": SAME_TO * steep}
    slack |= dict.fromkeys(("bound", "bound_seen", "bound_free"), SAME_TO)
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
