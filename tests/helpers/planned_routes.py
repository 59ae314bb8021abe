"""Planning's graph of one tiny team, route by route, as rows of the rule book."""

from collections.abc import Iterator

import numpy as np
from lawful_routes import Route
from listed_routes import list_routes
from tiny_cases import TinyCase

from vedette.domain.plans import MOVE_KINDS
from vedette.planning.groups import list_groups
from vedette.planning.moves import GroupMoves, list_moves
from vedette.planning.places import NoMoveError
from vedette.planning.weather import keep_to_weather
from vedette.solver import TimeGraph


def planned_moves(case: TinyCase, *, in_weather: bool = True) -> GroupMoves | None:
    """The team's moves as planning lays them out; None if there are none."""
    group = list_groups(case.theatre, (), case.window.slot_min)[0]
    try:
        moves = list_moves(group, case.theatre, case.ground, case.window)
        if not in_weather:
            return moves
        return keep_to_weather(moves, case.theatre, case.ground, case.window)[0]
    except NoMoveError:
        return None


def routes_of(moves: GroupMoves) -> Iterator[tuple[tuple[int, ...], Route]]:
    """Give every route of a graph: its arcs, and the rows they stand for."""
    nothing = np.full(len(moves.head), -1, dtype=np.int32)
    graph = TimeGraph(moves.first_arc, moves.head, nothing, nothing)
    rows = rows_of(moves)
    for arcs in list_routes(graph):
        yield arcs, tuple(rows[arc] for arc in arcs)


def rows_of(moves: GroupMoves) -> Route:
    """Every arc as a row of the rule book."""
    table = moves.rows(np.arange(len(moves.head), dtype=np.int32))
    columns = (table.t0, table.t1, table.km0, table.km1, table.duty, table.sortie)
    return tuple(
        (MOVE_KINDS[kind], *rest)
        for kind, *rest in zip(
            table.kind, *(column.tolist() for column in columns), strict=True
        )
    )


def named(route: Route) -> str:
    """A route as text that is the same however its km were worked out."""
    return str(
        [(*row[:3], f"{row[3]:.6f}", f"{row[4]:.6f}", *row[5:]) for row in route]
    )
