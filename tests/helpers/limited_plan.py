"""A small plan with limits and pins, made by hand from listed routes.

Nothing here comes from a solver: odds are mixtures of whole lawful routes, and amounts
of limits are what these routes count, so that each limit is kept and not by much.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from counted_routes import breaks, make_limit, route_counts
from handed_over import random_hand_over
from lawful_routes import Route, TinyTeam
from tiny_cases import (
    TinyCase,
    make_card,
    make_case,
    make_caveat,
    make_ground,
    make_team,
    make_window,
    table_of,
)

from vedette.domain.limits import Limit
from vedette.domain.picture import RiskPicture
from vedette.domain.plans import Effort, Plan, PlanParams, Shortfall
from vedette.units import quantise_weights
from vedette.verify.bound import Proof
from vedette.verify.case import Case, lay_case, usable_facts
from vedette.verify.numbers import make_certificate
from vedette.verify.rows import Rows, lay_rows
from vedette.verify.shortfalls import read_shortfalls
from vedette.verify.states import count_states

Drawn = list[tuple[Route, float]]
EFFORT = Effort(1, 0.0, 1.0, "rounds", 1)
HOUR = {"daily_from_min": 420, "daily_to_min": 480}


def tiny_theatre() -> TinyCase:
    """Two alike foot patrols and a helicopter on four reaches."""
    teams = (
        make_team(duty_h=1.0, rest_h=1.5),
        make_team(id="team-2", duty_h=1.0, rest_h=1.5),
        make_team(
            id="heli-1", partner="ally", base="field-1", kind="helicopter", card="h1",
            duty_h=2.0, rest_h=1.0, starts_every_min=60,
        ),
    )  # fmt: skip
    ground = make_ground([0.0, 10.0, 20.0, 40.0, 61.0], [20.0, 20.0, 30.0, 30.0])
    window = make_window(np.zeros((2, 6)))
    case = make_case(
        ground,
        window,
        teams[0],
        caveats=[make_caveat(partner="ally", km_from=15.0, km_to=52.0)],
        card=make_card(cruise_kmh=90.0, turnaround_min=20.0),
    )
    return replace(case, theatre=replace(case.theatre, teams=teams))


def listed(case: TinyCase, team_id: str) -> TinyTeam:
    """One of the teams, with all its routes."""
    (team,) = (team for team in case.theatre.teams if team.id == team_id)
    return TinyTeam(case.theatre, team, case.ground, case.window)


def some_risk(case: TinyCase) -> RiskPicture:
    """Stakes of some ten points, and a forecast."""
    shape = (case.ground.n_reaches, case.window.n_slots)
    rng = np.random.default_rng(7)
    none = np.zeros((shape[0], 0))
    top = np.full(shape[0], -1, dtype=np.int32)
    forecast = rng.dirichlet(np.ones(shape[0] * shape[1])).reshape(shape)
    return RiskPicture(5 + 10 * rng.random(shape), forecast, top, none, ())


@dataclass(frozen=True)
class Made:
    """A plan with its case, and the whole routes that its odds are made of."""

    plan: Plan
    case: Case
    drawn: Mapping[str, Drawn]


def laid(case: Case, moves: Mapping[str, Any]) -> list[Rows]:
    """The rows of all teams that have odds."""
    teams = {team.id: team for team in case.theatre.teams}
    return [
        lay_rows(teams[team], table, case.facts[team], case.window)
        for team, table in moves.items()
    ]


def seal(
    case: Case, params: PlanParams, drawn: Mapping[str, Drawn], **told: Any
) -> Plan:
    """A plan with these odds, and numbers that fit them and what else is ``told``."""
    theatre, window = case.theatre, case.window
    plan = Plan(
        theatre_id=theatre.id,
        theatre_hash=theatre.content_hash,
        params=params,
        start=window.start,
        zone=theatre.zone,
        slot_min=theatre.slot_min,
        reach_km=theatre.reach_km,
        n_reaches=case.ground.n_reaches,
        n_slots=window.n_slots,
        moves={team: table_of(routes) for team, routes in drawn.items()},
        weights=quantise_weights(case.risk.forecast[:, ::-1]),
        prices={},
        certificate=None,  # type: ignore[arg-type]
        effort=EFFORT,
        shortfalls=(),
        rests_on=case.risk.rests_on,
    )
    return certified(replace(plan, **told), case)


def certified(plan: Plan, case: Case) -> Plan:
    """The same plan with numbers that fit it."""
    _, shorts = read_shortfalls(plan.shortfalls, case.demands)
    proof = Proof(
        plan.weights, plan.looks, plan.prices, plan.hand_over, plan.limit_prices, shorts
    )
    certificate = make_certificate(
        case.risk,
        plan.params.caution,
        proof,
        usable_facts(plan, case),
        laid(case, plan.moves),
        case.demands,
        None if case.unpinned is None else usable_facts(plan, case, case.unpinned),
    )
    return replace(plan, certificate=certificate)


def limited_plan() -> Made:
    """A plan under five limits and two pins, one of which forbids moves."""
    tiny, rng = tiny_theatre(), np.random.default_rng(6)
    ban = make_limit(
        "absence", id="p-ban", holds="every_draw", amount=0.0, team="team-2",
        km_from=20.0, origin="pin",
    )  # fmt: skip
    teams = {team.id: listed(tiny, team.id) for team in tiny.theatre.teams}
    drawn: dict[str, Drawn] = {}
    for team_id, team in teams.items():
        routes = list(team.routes())
        if team_id == "team-2":
            routes = [r for r in routes if not any(breaks(ban, team, row) for row in r)]
        drawn[team_id] = random_hand_over(team, routes, rng)
    limits, pins, short = _limits(teams, drawn)
    theatre = replace(tiny.theatre, limits=limits)
    params = PlanParams(pins=(ban, *pins))
    case = lay_case(theatre, tiny.ground, tiny.window, some_risk(tiny), params)
    shape = case.risk.stake.shape
    plan = seal(
        case, params, drawn,
        prices=some_prices(case, rng),
        limit_prices={
            demand.id: rng.exponential(scale=0.02, size=len(demand.keys))
            for demand in case.demands
        },
        looks=np.round(rng.exponential(scale=0.5, size=shape), 3),
        shortfalls=(
            Shortfall("Heli 1: rests", "it has no lawful move"),
            Shortfall("l-short: 0.5 lacking", "too few teams", "l-short", 2, short),
        ),
    )  # fmt: skip
    return Made(plan, case, drawn)


def some_prices(case: Case, rng: np.random.Generator, ends: int = 1) -> dict[str, Any]:
    """Some hand-over prices for each group."""
    firsts = {id(facts): team for team, facts in reversed(case.facts.items())}
    return {
        team: rng.normal(scale=0.05, size=ends * count_states(case.facts[team].duties))
        for team in reversed(firsts.values())
    }


def _limits(
    teams: Mapping[str, TinyTeam], drawn: Mapping[str, Drawn]
) -> tuple[tuple[Limit, ...], tuple[Limit, ...], float]:
    """Limits and pins with amounts that the drawn routes just keep."""

    def average(limit: Limit, *counted: str) -> Any:
        return sum(
            chance * np.array(route_counts(limit, teams[team], route))
            for team in counted
            for route, chance in drawn[team]
        )

    foot, both = {"partner": "host"}, ("team-1", "team-2")
    watch = make_limit("on_duty", id="l-watch", **foot, **HOUR)
    watch = replace(watch, amount=float(average(watch, *both).min()))
    fuel = make_limit("flight_hours", id="l-fuel", team="heli-1")
    week = 7 * 24 / 3  # windows of three hours
    fuel = replace(fuel, amount=float(average(fuel, "heli-1")[0]) * week)
    seen = make_limit("presence", id="l-seen", holds="chance", **foot, **HOUR)
    alone = [average(seen, team) for team in both]
    there = 1 - (1 - alone[0]) * (1 - alone[1])
    seen = replace(seen, amount=float(there.min()))
    crews = make_limit("on_duty", id="l-short", amount=2.5, **foot, **HOUR)
    crews = replace(crews, daily_to_min=450)
    short = 2.5 - float(average(crews, *both)[0])
    spare = make_limit("airborne", id="l-air", holds="every_draw", amount=1.0)
    seats = make_limit("seats", id="p-seats", origin="pin")
    seats = replace(seats, amount=float(average(seats, "heli-1").max()))
    return (watch, fuel, seen, crews, spare), (seats,), short
