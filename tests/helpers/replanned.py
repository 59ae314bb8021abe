"""A small plan, and one for its rest that goes on as it was planned, both by hand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from handed_over import random_hand_over
from lawful_routes import Route, TinyTeam
from limited_plan import (
    Drawn,
    Made,
    laid,
    listed,
    seal,
    some_prices,
    some_risk,
    tiny_theatre,
)
from tiny_cases import START, make_window, table_of

from vedette.domain.plans import Earlier, HandOver, PlanParams
from vedette.verify.case import lay_case
from vedette.verify.hand_over import states_of
from vedette.verify.rows import Rows

MOMENT = 2


def replanned() -> tuple[Made, Made]:
    """A plan of three hours, and one for its rest that goes on as it was planned."""
    tiny, rng = tiny_theatre(), np.random.default_rng(6)
    params = PlanParams()
    case = lay_case(tiny.theatre, tiny.ground, tiny.window, some_risk(tiny), params)
    drawn = {}
    for team in tiny.theatre.teams:
        one = listed(tiny, team.id)
        drawn[team.id] = by_choices(one, random_hand_over(one, list(one.routes()), rng))
    first = seal(
        case, params, drawn, prices=some_prices(case, rng), content_hash="e" * 64
    )
    n_slots = tiny.window.n_slots
    start = START + dt.timedelta(minutes=MOMENT * tiny.window.slot_min)
    params = PlanParams(start=start, earlier=Earlier("e" * 64, n_slots, MOMENT))
    later = replace(
        tiny, window=make_window(tiny.window.light[:, MOMENT:], start=start)
    )
    rest = lay_case(tiny.theatre, tiny.ground, later.window, some_risk(later), params)
    told = {
        team: [(told_from(listed(tiny, team), r, MOMENT), p) for r, p in routes]
        for team, routes in drawn.items()
    }
    groups: dict[int, list[Rows]] = {}
    for rows in laid(rest, {team: table_of(routes) for team, routes in told.items()}):
        groups.setdefault(id(rows.facts), []).append(rows)
    hand_over = {
        group[0].team.id: HandOver(
            states_of(group, 0), states_of(group, n_slots - MOMENT)
        )
        for group in groups.values()
    }
    second = seal(
        rest, params, told, prices=some_prices(rest, rng, 2), hand_over=hand_over
    )
    return Made(first, case, drawn), Made(second, rest, told)


def node_before(team: TinyTeam, row: Any) -> tuple[Any, ...]:
    """Where a team is before it makes a row: the choices are made there."""
    kind, t0, _, km0, _, duty, sortie = row
    if kind in ("rest", "start"):
        return ("free", t0)
    if kind in ("fly", "land"):
        return (duty, t0, sortie, km0)
    if kind == "move":
        return (duty, t0, km0)
    return (duty, t0, "field" if team.team.kind == "helicopter" else team.base_km)


def by_choices(team: TinyTeam, drawn: Sequence[tuple[Route, float]]) -> Drawn:
    """All routes that come of these odds where each choice is made afresh."""
    made: dict[str, float] = {}
    left: dict[tuple[Any, ...], float] = {}
    for route, chance in drawn:
        for row in route:
            made[str(row)] = made.get(str(row), 0.0) + chance
            node = node_before(team, row)
            left[node] = left.get(node, 0.0) + chance
    found = []
    for route in team.routes():
        chance = 1.0
        for row in route:
            chance *= made.get(str(row), 0.0) / left.get(node_before(team, row), 1.0)
        if chance > 0:
            found.append((route, chance))
    return found


def told_from(team: TinyTeam, route: Route, moment: int) -> Route:
    """A route as a plan that begins at a moment tells it."""
    begun: int | None = None
    for row in route:
        if row[0] == "end" and row[5] < moment <= row[1]:
            begun = route.index(next(r for r in route if r[5] == row[5]))
    if begun is not None:
        free_until = route[begun][1] - moment
        return _idle(team, free_until) + _moved(route[begun:], moment)
    for at, row in enumerate(route):
        if row[0] in ("end", "rest") and row[1] < moment < row[2]:
            nan, none = row[3], -9999
            entry = ("rest", -team.D, row[2] - moment, nan, nan, none, none)
            return (entry, *_moved(route[at + 1 :], moment))
    later = tuple(row for row in route if row[1] >= moment)
    return _idle(team, 0) + _moved(later, moment)


def _idle(team: TinyTeam, until: int) -> Route:
    nan, none = float("nan"), -9999
    return tuple(
        ("rest", t, t + 1, nan, nan, none, none) for t in range(-team.D, until)
    )


def _moved(rows: Route, moment: int) -> Route:
    def less(slot: int) -> int:
        return slot if slot == -9999 else slot - moment

    return tuple(
        (kind, t0 - moment, t1 - moment, km0, km1, less(duty), less(sortie))
        for kind, t0, t1, km0, km1, duty, sortie in rows
    )
