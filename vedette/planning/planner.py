"""Make a plan: frame the field, solve, and write the arrays back as odds of moves."""

import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields

import numpy as np

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import (
    Certificate,
    Effort,
    MoveTable,
    Plan,
    PlanParams,
    Progress,
)
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.frame import Frame, frame_problem
from vedette.solver import SolveResult, first_of, gap_below, rounds_done, seconds_past
from vedette.solver import solve as solve_game
from vedette.solver.problem import Numbers, Round
from vedette.solver.stop import StopRule
from vedette.units import quantise_weights

SECONDS_A_DAY, SECONDS_A_WEEK = 15.0, 60.0  # solving time where none is asked for


def make_plan(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    params: PlanParams,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> Plan:
    """Plan joint patrols for one window.

    ``on_progress`` is told how the solve stands every few rounds; once ``interrupted``
    answers true the best plan so far is returned.
    """
    check_params(theatre, params)
    frame = frame_problem(theatre, ground, window, risk, coverage, params)

    def report(now: Round) -> None:
        if on_progress is not None:
            on_progress(_as_progress(now))

    result = solve_game(
        frame.problem,
        _stop_rule(params, interrupted),
        threads=params.threads,
        least_odds=params.least_odds,
        written_as=quantise_weights,
        on_round=report,
    )
    return Plan(
        theatre_id=theatre.id,
        theatre_hash=theatre.content_hash,
        params=params,
        start=window.start,
        zone=window.zone,
        slot_min=window.slot_min,
        reach_km=theatre.reach_km if params.reach_km is None else params.reach_km,
        n_reaches=ground.n_reaches,
        n_slots=window.n_slots,
        moves=_write_moves(theatre, params, frame, result),
        weights=np.ascontiguousarray(result.weights.T),
        prices={
            moves.group.teams[0].id: np.pad(price, (0, moves.n_states - len(price)))
            for moves, price in zip(frame.moves, result.prices, strict=True)
        },
        certificate=_certify(result.numbers),
        effort=Effort(
            rounds=result.rounds,
            seconds=result.seconds,
            peak_mb=peak_memory_mb(),
            stopped_by=result.stopped_by,
            arcs=frame.problem.n_arcs,
        ),
        shortfalls=frame.shortfalls,
        rests_on=risk.rests_on,
        trace=tuple(_as_progress(each) for each in result.trace),
    )


def check_params(theatre: Theatre, params: PlanParams) -> None:
    """Refuse parameters that no plan can be made with, all at once."""
    faults = []
    known = [partner.id for partner in theatre.partners]
    if not 0 <= params.caution <= 1:
        faults.append(f"--caution is {params.caution:g}; give a number from 0 to 1.")
    if not 0 <= params.gap < 1:
        faults.append(f"--gap is {params.gap:g}; give a share from 0 to below 1.")
    if params.seconds is not None and not 0 < params.seconds < 1e6:
        faults.append(f"--seconds is {params.seconds:g}; give a positive number.")
    if params.rounds is not None and params.rounds < 1:
        faults.append(f"--rounds is {params.rounds}; give 1 or more.")
    if params.threads is not None and not 1 <= params.threads <= 256:
        faults.append(f"--threads is {params.threads}; give 1 to 256.")
    faults += [
        f"--without {each}: {theatre.name} has no such partner; it has "
        f"{', '.join(known)}."
        for each in params.without
        if each not in known
    ]
    if faults:
        raise InputError.listing("The plan cannot be made as asked:", faults)


def peak_memory_mb() -> float:
    """Return the most memory this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1024


def _stop_rule(params: PlanParams, interrupted: Callable[[], bool]) -> StopRule:
    def asked(_: Round) -> str | None:
        return "interrupt" if interrupted() else None

    rules = [asked, gap_below(params.gap)]
    if params.rounds is not None:
        rules.append(rounds_done(params.rounds))
    seconds = params.seconds
    if seconds is None and params.rounds is None:
        seconds = SECONDS_A_DAY if params.days == 1 else SECONDS_A_WEEK
    if seconds is not None:
        rules.append(seconds_past(seconds))
    return first_of(*rules)


def _write_moves(
    theatre: Theatre, params: PlanParams, frame: Frame, result: SolveResult
) -> Mapping[str, MoveTable]:
    """Return every team's odds as rows, in the order of ``teams.csv``."""
    tables = {
        team.id: moves.table(odds.arc, odds.odds)
        for moves, group in zip(frame.moves, result.teams, strict=True)
        for team, odds in zip(moves.group.teams, group, strict=True)
    }
    return {
        team.id: tables.get(team.id, MoveTable.empty())
        for team in theatre.teams
        if team.partner not in params.without
    }


def _certify(numbers: Numbers) -> Certificate:
    """Return the solver's numbers as those of a plan; they have the same names."""
    return Certificate(
        **{f.name: getattr(numbers, f.name) for f in fields(Certificate)}
    )


def _as_progress(now: Round) -> Progress:
    return Progress(
        round=now.index,
        seconds=now.seconds,
        loss=now.loss,
        bound=now.bound,
        gap=now.gap,
        phase=now.phase,
    )
