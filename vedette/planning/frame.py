"""Field -> arrays: moves, risk and coverage become a PatrolProblem."""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import PlanParams, Shortfall
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.beats import beat_chances
from vedette.planning.groups import list_groups
from vedette.planning.moves import GroupMoves, list_moves
from vedette.planning.places import NoMoveError
from vedette.solver import PatrolProblem, TimeGraph

MOST_ARCS = 40_000_000  # some 4 GB; a week of the built-in theatre has 5 million


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A patrol problem with the field meaning of its graphs, in the same order."""

    problem: PatrolProblem
    moves: tuple[GroupMoves, ...]
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Patterns:
    """Look patterns of one group: beat b by light variant v is pattern b * V + v."""

    start: NDArray[np.int64]
    reach: NDArray[np.int32]
    p: NDArray[np.float64]
    variant: NDArray[np.int32]

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
    moves, shortfalls = _list_all_moves(theatre, ground, window, params.without)
    patterns = [_list_patterns(each, ground, window, coverage) for each in moves]
    graphs = []
    first = 0
    for each, own in zip(moves, patterns, strict=True):
        graphs.append(_make_graph(each, own, first))
        first += own.count
    starts = np.concatenate([[0], *(np.diff(own.start) for own in patterns)])
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
    )
    return Frame(problem, tuple(moves), tuple(shortfalls))


def _list_all_moves(
    theatre: Theatre, ground: Ground, window: Window, without: tuple[str, ...]
) -> tuple[list[GroupMoves], list[Shortfall]]:
    moves, shortfalls = [], []
    for group in list_groups(theatre, without, window.slot_min):
        try:
            moves.append(list_moves(group, theatre, ground, window))
            _refuse_too_large(moves)
        except NoMoveError as error:
            names = ", ".join(team.name for team in group.teams)
            shortfalls.append(
                Shortfall(what=f"{names}: no lawful move", reason=str(error))
            )
    return moves, shortfalls


def _refuse_too_large(moves: list[GroupMoves]) -> None:
    arcs = sum(len(each.head) for each in moves)
    if arcs > MOST_ARCS:
        raise InputError(
            f"The plan would have more than {MOST_ARCS:,} moves to weigh; plan fewer "
            "days, or take longer slots (slot_min in theatre.toml)."
        )


def _list_patterns(
    moves: GroupMoves, ground: Ground, window: Window, coverage: CoverageTable
) -> _Patterns:
    sizes = [len(beat.reach) for beat in moves.beats]
    touched = np.unique(np.concatenate([beat.reach for beat in moves.beats]))
    sections = np.unique(ground.section[touched])
    lights, variant = np.unique(window.light[sections], axis=1, return_inverse=True)
    by_section = np.zeros((lights.shape[1], int(ground.section.max()) + 1), np.int8)
    by_section[:, sections] = lights.T
    chance = beat_chances(
        moves.beats, by_section[:, ground.section], moves.group.kind, coverage
    )
    n_variants = len(chance)
    start = np.concatenate([[0], np.cumsum(sizes)])
    pick = np.concatenate(
        [np.tile(np.arange(a, b), n_variants) for a, b in itertools.pairwise(start)]
    )
    which = np.concatenate([np.repeat(np.arange(n_variants), size) for size in sizes])
    reach = np.concatenate([beat.reach for beat in moves.beats])
    return _Patterns(
        start=np.concatenate([[0], np.cumsum(np.repeat(sizes, n_variants))]),
        reach=reach[pick].astype(np.int32),
        p=chance[which, pick],
        variant=variant.reshape(-1).astype(np.int32),
    )


def _make_graph(moves: GroupMoves, patterns: _Patterns, first: int) -> TimeGraph:
    n_variants = patterns.count // len(moves.beats)
    sees = np.array([len(beat.reach) > 0 for beat in moves.beats])
    looking = (moves.beat >= 0) & sees[moves.beat]
    pattern = first + moves.beat * n_variants + patterns.variant[moves.slot]
    return TimeGraph(
        first_arc=moves.first_arc,
        head=moves.head,
        pattern=np.where(looking, pattern, -1).astype(np.int32),
        slot=np.where(looking, moves.slot, 0).astype(np.int32),
        count=len(moves.group.teams),
        start_state=moves.start_state,
        end_state=moves.end_state,
    )
