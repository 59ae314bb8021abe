"""Make a book of few rosters for a plan: frame, find, and arrays back to rosters."""

from collections.abc import Callable

import numpy as np

from vedette.domain.book import MOST_MOVES, MOST_ROSTERS, BookNumbers, RosterBook
from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import Plan, Progress, Roster, RosterMove
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.allot import allot
from vedette.planning.frame import Frame, frame_problem
from vedette.planning.planner import as_progress
from vedette.planning.roster import as_move
from vedette.solver.book import BookResult, Budget, find_book
from vedette.solver.graph import Ints
from vedette.solver.result import Round

MARGIN = 1.25  # a book's rosters may have more moves than the plan has on average
SECONDS = 30.0  # where neither passes nor seconds are asked for


def make_book(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    plan: Plan,
    count: int,
    *,
    passes: int | None = None,
    seconds: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> RosterBook:
    """Find a book of at most ``count`` different rosters of a plan's teams.

    It is improved for so many passes, which repeats to the byte, or for so many
    seconds; once ``interrupted`` answers true the best book so far is returned.
    """
    check_book(theatre, plan, count, passes, seconds)
    frame = frame_problem(theatre, ground, window, risk, coverage, plan.params)
    frame = allot(frame, window, plan.params.threads)
    if passes is None and seconds is None:
        seconds = SECONDS

    def report(now: Round) -> None:
        if on_progress is not None:
            on_progress(as_progress(now))

    found = find_book(
        frame.problem if frame.within is None else frame.within,
        count,
        Budget(passes, seconds),
        np.random.default_rng(count),
        bound=plan.certificate.bound,
        on_pass=report,
        interrupted=interrupted,
    )
    rosters = _list_rosters(theatre, plan, frame, found)
    loss, bound = found.loss, plan.certificate.bound
    return RosterBook(
        theatre_id=theatre.id,
        plan_hash=plan.content_hash,
        rosters=rosters,
        numbers=BookNumbers(
            loss=loss,
            bound=bound,
            gap=(loss - bound) / loss if loss > 0 else 0.0,
            plan_loss=plan.certificate.loss,
            different=len({roster.moves for roster in rosters}),
        ),
        passes=found.passes,
        seconds=found.seconds,
    )


def check_book(
    theatre: Theatre,
    plan: Plan,
    count: int,
    passes: int | None = None,
    seconds: float | None = None,
) -> None:
    """Refuse a book that cannot be made, with all the reasons."""
    faults = []
    if not 1 <= count <= MOST_ROSTERS:
        faults.append(f"--at-most is {count}; give 1 to {MOST_ROSTERS} rosters.")
    if passes is not None and passes < 1:
        faults.append(f"--passes is {passes}; give 1 or more.")
    if seconds is not None and not 0 < seconds < 1e6:
        faults.append(f"--seconds is {seconds:g}; give a positive number.")
    if plan.params.earlier is not None:
        faults.append(
            "It is a plan for the rest of a window, which ends in other states than it "
            "begins in; a book needs a window that hands over what it was handed."
        )
    faults += [
        f"{limit.id} holds {limit.holds.replace('_', ' ')}, which a book does not look "
        "after yet; let it hold in every draw, or draw from the plan's odds."
        for limit in (*theatre.limits, *plan.params.pins)
        if limit.holds != "every_draw"
    ]
    moves = sum(float(table.odds.sum()) for table in plan.moves.values())
    if moves == 0:
        faults.append("No team of the plan has a lawful move; see its shortfalls.")
    elif count * moves > MOST_MOVES / MARGIN:
        faults.append(
            f"--at-most is {count}, which would be some {count * moves:,.0f} moves; "
            f"no more than {MOST_MOVES:,} can be read. Print fewer rosters, or plan "
            "fewer days."
        )
    if faults:
        raise InputError.listing("No book of rosters can be made as asked:", faults)


def _list_rosters(
    theatre: Theatre, plan: Plan, frame: Frame, found: BookResult
) -> tuple[Roster, ...]:
    """Return the rosters with their teams in the order of ``teams.csv``."""
    rosters = []
    for number, routes in enumerate(found.routes, 1):
        moves = {
            team.id: _moves_of(frame, graph, team.id, route)
            for graph, group in enumerate(routes)
            for team, route in zip(
                frame.plan_moves[graph].group.teams, group, strict=True
            )
        }
        rosters.append(
            Roster(
                theatre_id=theatre.id,
                plan_hash=plan.content_hash,
                seed=number,
                start=plan.start,
                zone=plan.zone,
                slot_min=plan.slot_min,
                moves=tuple(
                    move for team in theatre.teams for move in moves.get(team.id, ())
                ),
            )
        )
    return tuple(rosters)


def _moves_of(
    frame: Frame, graph: int, team: str, route: Ints
) -> tuple[RosterMove, ...]:
    table = frame.plan_moves[graph].rows(route)
    return tuple(as_move(team, table, row) for row in range(len(table)))
