"""Make a plan: frame the field, solve, and write the arrays back as odds of moves."""

import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, replace

import numpy as np

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import (
    Certificate,
    Effort,
    HandOver,
    MoveTable,
    Plan,
    PlanParams,
    Progress,
)
from vedette.domain.theatre import Theatre
from vedette.planning.allot import allot
from vedette.planning.asked import check_params, first_day, stop_rule
from vedette.planning.frame import Frame, frame_problem
from vedette.planning.groups import list_teams
from vedette.planning.limits import Floats
from vedette.planning.settle import settle
from vedette.planning.shortfalls import ease_averages, list_shortfalls
from vedette.planning.tiling import cut_to_day, tile_day
from vedette.solver import (
    Dual,
    Keep,
    Numbers,
    Round,
    SolveResult,
    Start,
    bound_of,
)
from vedette.solver import solve as solve_game
from vedette.units import quantise_looks, quantise_weights


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
    frame = ease_averages(allot(frame, window, params.threads))
    begun = time.perf_counter()
    start = None
    day = cut_to_day(window, risk)
    if day is not None and frame.within is None:
        own = frame_problem(theatre, ground, *day, coverage, params)
        shorter = replace(params, **first_day(params))
        found = solve_frame(
            own, shorter, on_progress=on_progress, interrupted=interrupted
        )
        start = tile_day(own.moves, found, frame.moves, len(frame.problem.limits))
    result = solve_frame(
        frame,
        params,
        start=start,
        spent=time.perf_counter() - begun,
        on_progress=on_progress,
        interrupted=interrupted,
    )
    return write_plan(theatre, ground, window, risk, params, frame, result)


def solve_frame(
    frame: Frame,
    params: PlanParams,
    *,
    start: Start | None = None,
    keep: Keep | None = None,
    spent: float = 0.0,
    on_progress: Callable[[Progress], None] | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> SolveResult:
    """Solve a frame as ``params`` ask, from a ``start`` and near a plan if given.

    ``spent`` are seconds that went before and count as seconds of this solve.
    """

    def late(now: Round) -> Round:
        return replace(now, seconds=now.seconds + spent)

    def report(now: Round) -> None:
        if on_progress is not None:
            on_progress(as_progress(late(now)))

    stop = stop_rule(params, interrupted)
    found = solve_game(
        frame.problem,
        lambda now: stop(late(now)),
        within=frame.within,
        start=start,
        keep=keep,
        spread=params.spread,
        threads=params.threads,
        least_odds=params.least_odds,
        written_as=_as_written,
        on_round=report,
    )
    return replace(
        found,
        seconds=found.seconds + spent,
        trace=tuple(late(each) for each in found.trace),
    )


def write_plan(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    params: PlanParams,
    frame: Frame,
    result: SolveResult,
    hand_over: Mapping[str, HandOver] | None = None,
) -> Plan:
    """Write a solve's arrays back as a plan."""
    foreseen = frame.inequalities
    frame, numbers = settle(frame, result, params.threads)
    bound_free = _find_bound_free(frame, params, result.dual, numbers)
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
        weights=np.ascontiguousarray(result.dual.weights.T),
        prices={
            moves.group.teams[0].id: _padded(price, moves.n_states)
            for moves, price in zip(frame.moves, result.dual.prices, strict=True)
        },
        limit_prices=_write_limit_prices(frame, result.dual),
        hand_over=hand_over or {},
        looks=np.ascontiguousarray(result.dual.looks.T),
        certificate=_certify(numbers, bound_free),
        effort=Effort(
            rounds=result.rounds,
            seconds=result.seconds,
            peak_mb=peak_memory_mb(),
            stopped_by=result.stopped_by,
            arcs=frame.problem.n_arcs,
        ),
        shortfalls=(
            *frame.shortfalls,
            *list_shortfalls(frame.inequalities, foreseen, window),
        ),
        rests_on=risk.rests_on,
        trace=tuple(as_progress(each) for each in result.trace),
    )


def peak_memory_mb() -> float:
    """Return the most memory this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1024


def _as_written(dual: Dual) -> Dual:
    """Round a dual to what a plan's file can hold."""
    return replace(
        dual,
        weights=quantise_weights(dual.weights),
        looks=quantise_looks(dual.looks),
    )


def _write_moves(
    theatre: Theatre, params: PlanParams, frame: Frame, result: SolveResult
) -> Mapping[str, MoveTable]:
    """Return every team's odds as rows, in the order of ``teams.csv``."""
    tables = {
        team.id: moves.table(odds.arc, odds.odds)
        for moves, group in zip(frame.plan_moves, result.teams, strict=True)
        for team, odds in zip(moves.group.teams, group, strict=True)
    }
    return {
        team.id: tables.get(team.id, MoveTable.empty())
        for team in list_teams(theatre, params.without, params.teams_out)
    }


def _padded(price: Floats, n: int) -> Floats:
    """Return prices for n states or more; states that no move shows are worth 0."""
    return np.pad(price, (0, max(0, n - len(price))))


def _write_limit_prices(frame: Frame, dual: Dual) -> Mapping[str, Floats]:
    """Return the prices of limits and pins that have any, by id."""
    of_demand = {
        demand.limit.id: dual.limit_prices[frame.inequalities.of_demand(number)]
        for number, demand in enumerate(frame.inequalities.demands)
    }
    return {name: prices for name, prices in of_demand.items() if prices.any()}


def _find_bound_free(
    frame: Frame, params: PlanParams, dual: Dual, numbers: Numbers
) -> float:
    """Return the bound by the same dual for all rosters, whatever is pinned."""
    if not params.pins:
        return numbers.bound
    inequalities = frame.inequalities
    limit_prices = dual.limit_prices.copy()
    for number, demand in enumerate(inequalities.demands):
        if demand.limit in params.pins:
            limit_prices[inequalities.of_demand(number)] = 0.0
    prices = tuple(
        _padded(price, graph.n_states)
        for price, graph in zip(dual.prices, frame.free.graphs, strict=True)
    )
    free = replace(dual, prices=prices, limit_prices=limit_prices)
    return bound_of(frame.free, free, params.threads or 1)


def _certify(numbers: Numbers, bound_free: float) -> Certificate:
    """Return the solver's numbers as those of a plan; they have the same names."""
    return Certificate(
        **{
            f.name: getattr(numbers, f.name)
            for f in fields(Certificate)
            if f.name != "bound_free"
        },
        bound_free=bound_free,
    )


def as_progress(now: Round) -> Progress:
    """Return how a solve stands, as a plan tells it."""
    return Progress(
        round=now.index,
        seconds=now.seconds,
        loss=now.loss,
        bound=now.bound,
        gap=now.gap,
        phase=now.phase,
    )
