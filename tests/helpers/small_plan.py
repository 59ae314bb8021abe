"""A small package made by hand on the small theatre: every number known by heart.

Two foot patrols, a vehicle whose duty began before the window, and a helicopter with
one sortie are drawn; everybody else rests. Nothing here comes out of a solver, so that
files made from it are the same on every machine.
"""

import datetime as dt
import json
from dataclasses import replace
from itertools import pairwise

import numpy as np

from vedette.domain.book import BookNumbers, RosterBook
from vedette.domain.limits import Limit
from vedette.domain.picture import RiskPicture
from vedette.domain.plans import (
    MOVE_KINDS,
    NO_SLOT,
    Certificate,
    Earlier,
    Effort,
    HandOver,
    MoveTable,
    Plan,
    PlanParams,
    PlanPicture,
    Progress,
    Roster,
    RosterMove,
    Shortfall,
    TeamEffort,
)
from vedette.domain.theatre import Theatre
from vedette.sharing import Option, Package
from vedette.sharing.plan_files import plan_files
from vedette.terrain.ground import survey_ground
from vedette.terrain.sky import make_window

SEED = 2026


def ground_duty(
    team: str, begin: int, km: tuple[float, ...], rest: int
) -> list[RosterMove]:
    """A duty along these km, one slot from each to the next."""
    end = begin + len(km) - 1
    return [
        RosterMove(team, "start", begin, begin, km[0], km[0], begin, None),
        *(
            RosterMove(team, "move", begin + n, begin + n + 1, a, b, begin, None)
            for n, (a, b) in enumerate(pairwise(km))
        ),
        RosterMove(team, "end", end, end + rest, km[-1], km[-1], begin, None),
    ]


def air_duty(team: str) -> list[RosterMove]:
    """Wait, fly out to km 25, along to km 50, hold, home; turn round; end."""
    rows: list[tuple[str, int, int, float | None, float | None, int | None]] = [
        ("start", 8, 8, None, None, None),
        ("wait", 8, 9, None, None, None),
        ("take_off", 9, 10, None, 25.0, 9),
        ("fly", 10, 11, 25.0, 50.0, 9),
        ("fly", 11, 12, 50.0, 50.0, 9),
        ("land", 12, 14, 50.0, None, 9),
        ("end", 14, 30, None, None, None),
    ]
    return [RosterMove(team, *row[:5], 8, row[5]) for row in rows]


def drawn_moves() -> tuple[RosterMove, ...]:
    """What is drawn, in the order of ``teams.csv``."""
    return (
        RosterMove("foot-1", "rest", 0, 1, None, None, None, None),
        *ground_duty("foot-1", 4, (30.0, 32.5, 35.0, 35.0, 32.5, 30.0), 16),
        *ground_duty("foot-2", 30, (30.0, 27.5, 25.0, 27.5, 30.0), 16),
        *ground_duty("car-1", -3, (8.0, 15.0, 20.0, 20.0, 15.0, 8.0), 20),
        *air_duty("heli-1"),
    )


def move_table(moves: list[RosterMove], odds: float) -> MoveTable:
    """These moves as rows of a plan, each with these odds."""

    def km(values: list[float | None]) -> np.ndarray:
        return np.array([np.nan if x is None else x for x in values], np.float64)

    def slots(values: list[int | None]) -> np.ndarray:
        return np.array([NO_SLOT if x is None else x for x in values], np.int16)

    return MoveTable(
        np.array([MOVE_KINDS.index(move.kind) for move in moves], np.int8),
        slots([move.t0 for move in moves]),
        slots([move.t1 for move in moves]),
        km([move.km0 for move in moves]),
        km([move.km1 for move in moves]),
        slots([move.duty for move in moves]),
        slots([move.sortie for move in moves]),
        np.full(len(moves), odds),
    )


def small_picture(theatre: Theatre, share: float, teams: list[str]) -> PlanPicture:
    """A stake that grows with km and falls with the hour; more notice in the west."""
    ground, window = survey_ground(theatre, 5.0), make_window(theatre, None, 1)
    n, slots = ground.n_reaches, window.n_slots
    stake = np.outer(np.arange(n), 1.0 - np.arange(slots) / (2 * slots))
    west = (ground.edge_km[1:] <= 30.0)[:, None]
    notice = share * np.where(west, 0.5, 0.25) * np.ones((n, slots))
    risk = RiskPicture(
        stake=stake,
        forecast=np.full((n, slots), 1.0 / (n * slots)),
        top_site=np.zeros(n, np.int32),
        travel_h=np.ones((n, len(theatre.sites))),
        rests_on=("site:bridge-1", "model:stakes"),
    )
    hours = np.linspace(0.0, 1.0, slots)
    effort = TeamEffort(1.0, 2.5, 0.75, 0.0, 11.5, 0.0)
    return PlanPicture(
        ground, window, risk, notice,
        on_duty={team: (hours + 0.1 * at) % 1.0 for at, team in enumerate(teams)},
        efforts=dict.fromkeys(teams, effort),
    )  # fmt: skip


def small_option(theatre: Theatre, label: str, without: tuple[str, ...]) -> Option:
    """A plan by hand, sealed with the hash that its file has."""
    share, loss = (0.5, 9.5) if without else (1.0, 7.25)
    teams = [team.id for team in theatre.teams if team.partner not in without]
    picture = small_picture(theatre, share, teams)
    moves = {team: [m for m in drawn_moves() if m.team == team] for team in teams}
    weights = np.zeros_like(picture.risk.stake)
    weights[-1, :3] = 0.5, 0.25, 0.25
    plan = Plan(
        theatre_id=theatre.id,
        theatre_hash=theatre.content_hash,
        params=PlanParams(
            caution=0.8,
            gap=0.01,
            rounds=40,
            without=without,
            least_odds=1e-3,
        ),
        start=picture.window.start,
        zone=theatre.zone,
        slot_min=theatre.slot_min,
        reach_km=theatre.reach_km,
        n_reaches=picture.ground.n_reaches,
        n_slots=picture.window.n_slots,
        moves={team: move_table(rows, 0.75) for team, rows in moves.items()},
        weights=weights,
        prices={"foot-1": np.array([0.0, 0.25, -0.5]), "heli-1": np.array([1 / 3])},
        certificate=Certificate(
            loss, 12.0, loss + 0.5, 7.0, (loss - 7.0) / loss, (loss - 7.0) / 5.0,
            2, 0.25, loss - 0.125, 6.875, 7.0,
        ),
        effort=Effort(40, 1.5, 120.0, "rounds", 4321),
        shortfalls=(Shortfall("Foot 3: no lawful move", "its hours leave no room"),),
        rests_on=picture.risk.rests_on,
        trace=(
            Progress(10, 0.5, 11.0, 3.0, 0.73, "promise"),
            Progress(20, 1.0, 9.0, 6.5, 0.28, "promise"),
            Progress(40, 1.5, loss, 7.0, (loss - 7.0) / loss, "loss"),
        ),
        looks=2.5 * weights,
    )  # fmt: skip
    sealed = json.loads(plan_files(theatre, plan)["plan.json"])["content_hash"]
    return Option(label, replace(plan, content_hash=sealed), picture)


def small_pins(start: dt.datetime) -> tuple[Limit, ...]:
    """Two pins: a patrol in the middle every morning; nobody in the west for once."""
    nowhere = (None, None, None)
    return (
        Limit("p-1", "presence", "on_average", 0.5, "host", None, "foot-1", "middle",
              None, 40.0, 8 * 60, 12 * 60, None, None, "Market day", "pin"),
        Limit("p-2", "absence", "every_draw", 0.0, *nowhere, None, 0.0, 10.25,
              None, None, start, start + dt.timedelta(hours=3), "Road works", "pin"),
    )  # fmt: skip


def planned_again(plan: Plan) -> Plan:
    """The plan as if it were one for the rest of a window, with pins it cannot keep."""
    looks = np.zeros_like(plan.weights)
    looks[0, :2], looks[-1, 5] = (0.001, 3.0), 1.25
    return replace(
        plan,
        params=replace(
            plan.params, start=plan.start, pins=small_pins(plan.start),
            teams_out=("car-2",), keep=0.5, spread=0.125,
            earlier=Earlier("0dd5" * 16, plan.n_slots + 6, 6),
        ),
        certificate=replace(plan.certificate, bound_free=6.5),
        shortfalls=(
            *plan.shortfalls,
            Shortfall("p-1: half a patrol", "it is at rest", "p-1", 4, 0.25),
        ),
        limit_prices={"p-1": np.array([0.0, 1.5, 0.75])},
        hand_over={"foot-1": HandOver(np.array([1.5, 0.5]), np.array([1.0, 1.0]))},
        looks=looks,
    )  # fmt: skip


def small_package(theatre: Theatre) -> Package:
    """The joint plan with its roster, and the host's plan alone beside it."""
    joint = small_option(theatre, "both", ())
    alone = small_option(theatre, "host alone", ("ally",))
    roster = Roster(
        theatre.id,
        joint.plan.content_hash,
        SEED,
        joint.plan.start,
        theatre.zone,
        theatre.slot_min,
        drawn_moves(),
    )
    return Package(
        theatre, joint.plan, joint.picture, roster, (alone,), small_book(roster)
    )


def small_book(roster: Roster) -> RosterBook:
    """A book of the one roster, with numbers made up."""
    numbers = BookNumbers(9.5, 7.0, 2.5 / 9.5, 7.25, different=1)
    rosters = (replace(roster, seed=1),)
    return RosterBook(roster.theatre_id, roster.plan_hash, rosters, numbers, 3, 0.5)
