"""What a watcher may learn of a plan: field -> arrays -> field."""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import FLY, LAND, MOVE, START, TAKE_OFF, WAIT, MoveTable, Plan
from vedette.domain.theatre import Theatre
from vedette.domain.watch import (
    ReachWatch,
    SectionWatch,
    TeamHabit,
    Watch,
    WatchParams,
)
from vedette.planning.flows import TeamFlow, flows_on
from vedette.planning.frame import Frame, frame_problem
from vedette.solver.watch import Watched, Watcher

NEAR_CERTAIN = 0.95  # odds above this can be foretold
PREDICTABLE = 0.5  # share of duties, or of time on duty, that can be foretold


def watch_plan(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    plan: Plan,
    params: WatchParams,
) -> Watch:
    """Watch every reach against a plan's odds, as docs/theory/watcher.md defines it."""
    frame = frame_problem(theatre, ground, window, risk, coverage, plan.params)
    flows = flows_on(frame, plan)
    watcher = Watcher(
        frame.problem,
        [(flow.graph, flow.odds) for flow in flows.values()],
        sees=params.sees,
        back=params.slots,
    )
    seen = [watcher.at(reach) for reach in range(ground.n_reaches)]
    habits = _list_habits(theatre, window, plan)
    sure = {habit.team for habit in habits if habit.near_predictable}
    present = {
        team: np.unique(ground.section[_reaches_of(frame, flow)])
        for team, flow in flows.items()
        if team in sure
    }
    return Watch(
        params=params,
        slot=seen[0].slot,
        value=np.array([each.value for each in seen]),
        expected=np.array([each.value + each.blind_harm for each in seen]),
        sections=tuple(
            _worst_of(theatre, ground, index, seen, present)
            for index in range(len(theatre.sections))
        ),
        habits=habits,
    )


def _worst_of(
    theatre: Theatre,
    ground: Ground,
    index: int,
    seen: list[Watched],
    present: dict[str, NDArray[np.int32]],
) -> SectionWatch:
    """Return the reach of a section where watching is worth most; ties: the first."""
    reach = int(
        max(
            np.flatnonzero(ground.section == index),
            key=lambda reach: float(seen[reach].value.max()),
        )
    )
    here = seen[reach]
    return SectionWatch(
        section=theatre.sections[index].id,
        name=theatre.sections[index].name,
        worst=ReachWatch(
            reach=reach,
            km_from=float(ground.edge_km[reach]),
            km_to=float(ground.edge_km[reach + 1]),
            value=here.value,
            without=here.blind_harm,
            chance=here.chance,
            unnoticed=here.unnoticed,
            unwatched=here.blind,
        ),
        largest=float(here.value.max()),
        mean=float(here.value.mean()),
        at=int(here.value.argmax()),
        predictable=tuple(team for team, where in present.items() if index in where),
    )


def _reaches_of(frame: Frame, flow: TeamFlow) -> NDArray[np.int32]:
    """Return the reaches that a team's moves with odds look at."""
    problem = frame.problem
    pattern = problem.graphs[flow.graph].pattern[flow.odds > 0]
    used = np.zeros(len(problem.pattern_start) - 1, dtype=bool)
    used[pattern[pattern >= 0]] = True
    entries = np.repeat(used, np.diff(problem.pattern_start))
    return np.unique(problem.pattern_reach[entries])


def _list_habits(theatre: Theatre, window: Window, plan: Plan) -> tuple[TeamHabit, ...]:
    return tuple(
        _habit(team.id, team.name, window, plan.moves[team.id])
        for team in theatre.teams
        if len(plan.moves.get(team.id, ()))
    )


def _habit(team: str, name: str, window: Window, moves: MoveTable) -> TeamHabit:
    """Return how near to certain a team's odds are, of what begins in the window."""
    inside = (moves.t0 >= 0) & (moves.t0 < window.n_slots)
    starts = inside & (moves.kind == START)
    on_duty = inside & np.isin(moves.kind, (MOVE, WAIT, TAKE_OFF, FLY, LAND))
    slots = moves.odds * (moves.t1.astype(np.float64) - moves.t0)
    sure = moves.odds > NEAR_CERTAIN
    sure_starts = _share(moves.odds, starts, sure)
    sure_moves = _share(slots, on_duty, sure)
    return TeamHabit(
        team=team,
        name=name,
        duties=float(moves.odds[starts].sum()),
        sure_starts=sure_starts,
        sure_moves=sure_moves,
        near_predictable=max(sure_starts, sure_moves) >= PREDICTABLE,
    )


def _share(
    weight: NDArray[np.float64], of: NDArray[np.bool_], part: NDArray[np.bool_]
) -> float:
    total = float(weight[of].sum())
    return float(weight[of & part].sum()) / total if total > 0 else 0.0
