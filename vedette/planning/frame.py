"""Field -> arrays: moves, risk, coverage and limits become a PatrolProblem."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import PlanParams, Shortfall
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.beats import clear_air, lay_looks
from vedette.planning.counting import ArcTimes, charge_arcs
from vedette.planning.forbidden import take_away
from vedette.planning.groups import AWAY, Group, list_groups, list_teams
from vedette.planning.limits import Inequalities, lay_limit
from vedette.planning.moves import GroupMoves, list_moves
from vedette.planning.places import NoMoveError
from vedette.planning.weather import keep_to_weather
from vedette.solver import Limits, PatrolProblem, TimeGraph

MOST_ARCS = 40_000_000  # some 4 GB; a week of the built-in theatre has 5 million


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A patrol problem with the field meaning of its graphs, in the same order.

    Parameters
    ----------
    problem
        What the bound speaks of: lawful moves, and limits and pins on average.
    moves
        Behind each graph of the problem.
    inequalities
        Behind the problem's limits, in the same order.
    shortfalls
        What is left open.
    free
        The same problem without what pins forbid; the problem itself where they
        forbid nothing. Its prices still include those of pins.
    within, within_moves
        What the plan keeps to, where a limit holds in every draw: a narrower problem
        on the same attempts and limits, and the moves behind its graphs.
    """

    problem: PatrolProblem
    moves: tuple[GroupMoves, ...]
    inequalities: Inequalities
    shortfalls: tuple[Shortfall, ...]
    free: PatrolProblem
    within: PatrolProblem | None = None
    within_moves: tuple[GroupMoves, ...] = ()

    @property
    def plan_moves(self) -> tuple[GroupMoves, ...]:
        """The moves behind the graphs that the plan's odds stand on."""
        return self.moves if self.within is None else self.within_moves


@dataclass(frozen=True, slots=True, eq=False)
class _Patterns:
    """Look patterns of one group: beat b by light variant v is pattern b * V + v.

    They are numbered from ``first`` on in the problem.
    """

    start: NDArray[np.int64]
    reach: NDArray[np.int32]
    p: NDArray[np.float64]
    variant: NDArray[np.int32]
    first: int

    @property
    def count(self) -> int:
        return len(self.start) - 1


def frame_problem(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    params: PlanParams,
) -> Frame:
    """Lay out every group's moves and looks, and what is at stake, as arrays."""
    lawful, shortfalls = _list_all_moves(theatre, ground, window, params)
    teams = list_teams(theatre, params.without, params.teams_out)
    limits, pins = (
        [lay_limit(each, theatre, window, teams) for each in some]
        for some in (theatre.limits, params.pins)
    )
    own = params.earlier is None  # else an earlier plan says what is handed over
    kept, open_limits = take_away(lawful, limits, window, hands_over=own)
    moves, open_pins = take_away(kept, pins, window, hands_over=own)
    inequalities = Inequalities.of([*open_limits, *open_pins])
    patterns = _list_all_patterns(moves, ground, window, coverage)
    starts = np.concatenate([[0], *(np.diff(own.start) for own in patterns)])
    graphs = [
        _make_graph(each, own, inequalities, window)
        for each, own in zip(moves, patterns, strict=True)
    ]
    inequalities = inequalities.with_able(_count_able(graphs, len(inequalities)))
    problem = PatrolProblem(
        stake=np.ascontiguousarray(risk.stake.T),
        forecast=np.ascontiguousarray(risk.forecast.T),
        caution=params.caution,
        pattern_start=np.cumsum(starts).astype(np.int32),
        pattern_reach=np.concatenate(
            [np.zeros(0, np.int32), *(o.reach for o in patterns)]
        ),
        pattern_p=np.concatenate([np.zeros(0), *(own.p for own in patterns)]),
        graphs=tuple(graphs),
        limits=_limits_of(inequalities),
    )
    free = problem
    if any(a is not b for a, b in zip(kept, moves, strict=True)):
        free = replace(
            problem,
            graphs=tuple(
                graph if a is b else _make_graph(a, own, inequalities, window)
                for a, b, own, graph in zip(kept, moves, patterns, graphs, strict=True)
            ),
        )
    return Frame(problem, tuple(moves), inequalities, tuple(shortfalls), free)


def ask_for(frame: Frame, inequalities: Inequalities) -> Frame:
    """Return a frame that asks for other amounts in its inequalities."""
    limits = _limits_of(inequalities)
    within = frame.within
    return replace(
        frame,
        inequalities=inequalities,
        problem=replace(frame.problem, limits=limits),
        free=replace(frame.free, limits=limits),
        within=None if within is None else replace(within, limits=limits),
    )


def _limits_of(inequalities: Inequalities) -> Limits:
    return Limits(inequalities.amount, inequalities.in_plan, inequalities.at_least)


def _count_able(graphs: Sequence[TimeGraph], n_limits: int) -> NDArray[np.int32]:
    """Return how many teams have a move that counts in each inequality."""
    able = np.zeros(n_limits, dtype=np.int32)
    for graph in graphs:
        able[np.unique(graph.charge_row)] += graph.count
    return able


def _list_all_moves(
    theatre: Theatre, ground: Ground, window: Window, params: PlanParams
) -> tuple[list[GroupMoves], list[Shortfall]]:
    moves: list[GroupMoves] = []
    shortfalls = []
    for group in list_groups(
        theatre, params.without, window.slot_min, params.pins, params.teams_out
    ):
        try:
            lawful = list_moves(group, theatre, ground, window)
            left, grounded = keep_to_weather(lawful, theatre, ground, window)
            moves.append(left)
            shortfalls += [] if grounded is None else [grounded]
            if group.is_away(window):
                shortfalls.append(_lack(group, "no duty in this window", AWAY))
            _refuse_too_large(moves)
        except NoMoveError as error:
            shortfalls.append(_lack(group, "no lawful move", str(error)))
    return moves, shortfalls


def _lack(group: Group, what: str, reason: str) -> Shortfall:
    names = ", ".join(team.name for team in group.teams)
    return Shortfall(what=f"{names}: {what}", reason=reason)


def _refuse_too_large(moves: list[GroupMoves]) -> None:
    arcs = sum(len(each.head) for each in moves)
    if arcs > MOST_ARCS:
        raise InputError(
            f"The plan would have more than {MOST_ARCS:,} moves to weigh; plan fewer "
            "days, or take longer slots (slot_min in theatre.toml)."
        )


def _list_all_patterns(
    moves: Sequence[GroupMoves], ground: Ground, window: Window, coverage: CoverageTable
) -> list[_Patterns]:
    patterns: list[_Patterns] = []
    first = 0
    for each in moves:
        patterns.append(_list_patterns(each, ground, window, coverage, first))
        first += patterns[-1].count
    return patterns


def _list_patterns(
    moves: GroupMoves,
    ground: Ground,
    window: Window,
    coverage: CoverageTable,
    first: int,
) -> _Patterns:
    looks = lay_looks(moves.beats, moves.group.kind, coverage)
    sections = np.unique(ground.section[looks.reach])
    light = window.light[sections]
    clear = clear_air(looks, window)[sections]
    kinds, variant = np.unique(
        np.concatenate([light, clear]), axis=1, return_inverse=True
    )
    n_variants, n_sections = kinds.shape[1], int(ground.section.max()) + 1
    lights = np.zeros((n_variants, n_sections), np.int8)
    clears = np.ones((n_variants, n_sections))
    lights[:, sections], clears[:, sections] = np.split(kinds.T, 2, axis=1)
    chance = looks.chances(lights[:, ground.section], clears[:, ground.section])
    sizes = np.diff(looks.start)
    pick = np.concatenate(
        [
            np.tile(np.arange(a, b), n_variants)
            for a, b in itertools.pairwise(looks.start)
        ]
    )
    which = np.concatenate([np.repeat(np.arange(n_variants), size) for size in sizes])
    p = chance[which, pick]
    noticed = p > 0  # by some lights a look does not reach as far as by others
    pattern = np.repeat(np.arange(len(moves.beats)), sizes * n_variants) * n_variants
    counts = np.bincount((pattern + which)[noticed], minlength=len(sizes) * n_variants)
    return _Patterns(
        start=np.concatenate([[0], np.cumsum(counts)]),
        reach=looks.reach[pick][noticed].astype(np.int32),
        p=p[noticed],
        variant=variant.reshape(-1).astype(np.int32),
        first=first,
    )


def _make_graph(
    moves: GroupMoves, patterns: _Patterns, inequalities: Inequalities, window: Window
) -> TimeGraph:
    n_variants = patterns.count // len(moves.beats)
    pattern = moves.beat * n_variants + patterns.variant[moves.slot]
    looking = (moves.beat >= 0) & (np.diff(patterns.start) > 0)[pattern]
    graph = TimeGraph(
        first_arc=moves.first_arc,
        head=moves.head,
        pattern=np.where(looking, patterns.first + pattern, -1).astype(np.int32),
        slot=np.where(looking, moves.slot, 0).astype(np.int32),
        count=len(moves.group.teams),
        start_state=moves.start_state,
        end_state=moves.end_state,
    )
    if not any(moves.group.teams[0] in d.teams for d in inequalities.demands):
        return graph
    charges = charge_arcs(
        ArcTimes(moves, window), inequalities, moves.group.teams, window.slot_min
    )
    return replace(
        graph,
        charge=charges.of_arc,
        charge_start=charges.start,
        charge_row=charges.row,
        charge_amount=charges.amount,
    )
