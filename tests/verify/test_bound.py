"""The bound with limits, states taken over, and lines where looks are many."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import hand_over_of, make_limit, random_limit, route_counts
from handed_over import Tiny, listed_case
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tiny_cases import TinyCase, random_air_case, random_ground_case

from vedette.domain.limits import AT_LEAST
from vedette.domain.picture import RiskPicture
from vedette.domain.plans import HandOver
from vedette.verify.binding import bind_facts
from vedette.verify.bound import Proof, bound_of, largest_looks, lines
from vedette.verify.demands import lay_demands
from vedette.verify.numbers import loss_of

SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def risk_of(stake: Floats, rng: np.random.Generator) -> RiskPicture:
    none = np.zeros((stake.shape[0], 0))
    top = np.full(stake.shape[0], -1, dtype=np.int32)
    forecast = rng.dirichlet(np.ones(stake.size)).reshape(stake.shape)
    return RiskPicture(stake, forecast, top, none, ())


def seen_on(tiny: Tiny, route: object) -> Floats:
    """Chance to notice each attempt on one route."""
    seen = np.zeros(tiny.shape)
    for row in route:  # type: ignore[attr-defined]
        for cell, p in tiny.listed.looks(row).items():
            seen[cell] += p
    return seen


# Lines


@given(
    chances=st.lists(st.floats(0, 1), max_size=6),
    spare=st.floats(0, 1),
    looks=st.integers(0, 5000),
)
def test_a_line_is_never_above_what_looks_leave(
    chances: list[float], spare: float, looks: int
) -> None:
    largest = max(chances, default=0.0)
    chance = largest + spare * (1 - largest)
    slope, level = lines(np.array([looks / 1000]), np.array([chance]))
    missed = np.prod(1 - np.array(chances))
    assert level[0] - slope[0] * sum(chances) <= missed + 1e-12
    assert 0 <= slope[0] <= 1


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
def test_no_looks_are_the_union_bound(chance: float) -> None:
    slope, level = lines(np.zeros(1), np.array([chance]))
    assert (slope[0], level[0]) == (1.0, 1.0)


def test_so_many_looks_of_one_chance_are_met_exactly() -> None:
    """The line of n looks touches at n and at n + 1; a share lies between two lines."""
    p = 0.3
    for n in range(5):
        slope, level = lines(np.array([float(n)]), np.array([p]))
        for k in (n, n + 1):
            assert level[0] - slope[0] * k * p == pytest.approx(0.7**k, rel=1e-12)
    between, at = lines(np.array([1.25, 1.0, 2.0]), np.array([p] * 3))
    assert between[0] == pytest.approx(0.75 * between[1] + 0.25 * between[2])
    assert at[0] == pytest.approx(0.75 * at[1] + 0.25 * at[2])


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=6, deadline=None)
@given(seed=SEEDS)
def test_the_largest_look_is_that_of_any_lawful_row(maker: object, seed: int) -> None:
    tiny = listed_case(maker, seed, 1000)  # type: ignore[arg-type]
    expected = np.zeros(tiny.shape)
    for row in {str(row): row for route in tiny.routes for row in route}.values():
        for cell, p in tiny.listed.looks(row).items():
            expected[cell] = max(expected[cell], p)
    found = largest_looks(tiny.shape, [tiny.facts])
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_what_is_forbidden_is_no_look() -> None:
    tiny = Tiny(random_ground_case(21))
    ban = make_limit("absence", holds="every_draw", amount=0.0)
    theatre, window = tiny.case.theatre, tiny.case.window
    demands = lay_demands(theatre, window, [ban], {"team-1"})
    facts, _ = bind_facts({"team-1": tiny.facts}, demands, demands)
    assert largest_looks(tiny.shape, [tiny.facts]).max() > 0
    assert largest_looks(tiny.shape, facts.values()).max() == 0


# Limits and states


class Joint:
    """A foot patrol and a helicopter whose routes are drawn together, and limits."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        ground = listed_case(random_ground_case, seed, 600)
        air = random_air_case(seed + 1)
        # The same ground and window for both.
        shared = TinyCase(air.theatre, air.team, ground.case.ground, ground.case.window)
        flying = listed_case(lambda _: shared, 0, 600)
        self.teams = {"team-1": ground, "heli-1": flying}
        self.picked = {
            team: [tiny.routes[i] for i in self.rng.integers(len(tiny.routes), size=4)]
            for team, tiny in self.teams.items()
        }
        self.together = self.rng.dirichlet(np.full(16, 0.3)).reshape(4, 4)
        own = tuple(replace(t.case.team, id=team) for team, t in self.teams.items())
        self.theatre = replace(air.theatre, teams=own)
        self.window = ground.case.window
        self.facts = {team: tiny.facts for team, tiny in self.teams.items()}

    def chances(self, team: str) -> Floats:
        return self.together.sum(axis=1 if team == "team-1" else 0)

    def missed(self) -> Floats:
        (foot, heli) = self.teams.items()
        total = np.zeros(foot[1].shape)
        for i, one in enumerate(self.picked[foot[0]]):
            for j, other in enumerate(self.picked[heli[0]]):
                both = 1 - seen_on(foot[1], one)
                both *= 1 - seen_on(heli[1], other)
                total += self.together[i, j] * both
        return total

    def kept_limits(self) -> tuple[object, ...]:
        """Limits with amounts that these rosters just keep on average."""
        limits = []
        for n in range(3):
            limit = random_limit(self.rng, id=f"l-{n}", base=None)
            whom = ["", "team-1", "heli-1"][self.rng.integers(3)]
            limit = replace(limit, team=whom or None)
            found = np.zeros(0)
            for team, tiny in self.teams.items():
                if whom in ("", team):
                    each = [
                        np.array(route_counts(limit, tiny.listed, route))
                        for route in self.picked[team]
                    ]
                    part = self.chances(team) @ np.array(each)
                    found = part if not found.size else found + part
            worst = np.min if limit.kind in AT_LEAST else np.max
            amount = float(worst(found)) if found.size else 0.0
            if limit.kind == "flight_hours":
                amount *= 10080 / (self.window.n_slots * self.window.slot_min)
            limits.append(replace(limit, amount=amount))
        return tuple(limits)

    def hand_over(self) -> dict[str, HandOver]:
        """The states in which these rosters begin and end."""
        told = {}
        for team, tiny in self.teams.items():
            pairs = zip(self.picked[team], self.chances(team), strict=True)
            ends = [(*tiny.shown(route), float(chance)) for route, chance in pairs]
            told[team] = hand_over_of(ends, len(tiny.states))
        return told


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_no_joint_behaviour_that_keeps_the_limits_beats_the_bound(seed: int) -> None:
    """Whatever the prices, looks and weights; routes drawn together, pair by pair."""
    joint = Joint(seed)
    rng, shape = joint.rng, next(iter(joint.teams.values())).shape
    risk = risk_of(rng.exponential(scale=5.0, size=shape), rng)
    teams = set(joint.teams)
    limits = joint.kept_limits()
    demands = lay_demands(joint.theatre, joint.window, limits, teams)  # type: ignore[arg-type]
    loss = loss_of(risk.stake, risk.forecast, 0.8, joint.missed())
    for scale in (0.0, 0.1, 1.0, 10.0):
        proof = Proof(
            weights=rng.dirichlet(np.full(risk.stake.size, 0.3)).reshape(shape),
            looks=np.round(
                rng.exponential(scale=rng.choice([0.1, 2.0]), size=shape), 3
            ),
            prices={
                team: rng.normal(scale=scale, size=2 * len(tiny.states))
                for team, tiny in joint.teams.items()
            },
            hand_over=joint.hand_over(),
            limit_prices={
                demand.id: rng.exponential(scale=scale, size=len(demand.keys))
                for demand in demands
            },
        )
        assert bound_of(risk, 0.8, proof, joint.facts, demands) <= loss + 1e-9


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_the_right_prices_give_the_best_bound(seed: int) -> None:
    """HiGHS finds the best odds of all routes, and the prices that prove it."""
    joint = Joint(seed)
    rng, shape = joint.rng, next(iter(joint.teams.values())).shape
    risk = risk_of(rng.exponential(scale=5.0, size=shape), rng)
    limits, fixed = joint.kept_limits(), joint.hand_over()
    demands = lay_demands(joint.theatre, joint.window, limits, set(joint.teams))  # type: ignore[arg-type]
    y = rng.dirichlet(np.ones(risk.stake.size)).reshape(shape)
    prizes = risk.stake * y
    worth, most, states, ones = [], [], [], []
    sizes = [2 * len(tiny.states) for tiny in joint.teams.values()]
    for at, (team, tiny) in enumerate(joint.teams.items()):
        for route in tiny.routes:
            worth.append(tiny.worth(prizes, route))
            row: list[float] = []
            for demand in demands:
                counts = route_counts(demand.limit, tiny.listed, route)
                counts = counts if team in demand.teams else [0.0] * len(counts)
                row += [-c if demand.at_least else c for c in counts]
            most.append(row)
            first, last = tiny.shown(route)
            shown = np.zeros(sum(sizes))
            shown[sum(sizes[:at]) + first] = 1.0
            shown[sum(sizes[:at]) + len(tiny.states) + last] = -1.0
            states.append(shown)
            ones.append(np.eye(2)[at])
    amounts = [
        (-1 if demand.at_least else 1) * each
        for demand in demands
        for each in demand.relaxed(None)
    ]
    due = np.concatenate([[*odds.start, *-odds.end] for odds in fixed.values()])
    slack = 1e-9 if amounts else 0.0
    best = linprog(
        -np.array(worth),
        A_ub=np.array(most).T if amounts else None,
        b_ub=np.array(amounts) + slack if amounts else None,
        A_eq=np.vstack([np.array(states).T, np.array(ones).T]),
        b_eq=np.concatenate([due, np.ones(2)]),
        method="highs",
    )
    assert best.status == 0
    duals = best.eqlin.marginals[: sum(sizes)]
    cuts = np.cumsum(sizes)[:-1]
    ends = dict(zip(joint.teams, np.split(duals, cuts), strict=True))
    parts = np.cumsum([len(demand.keys) for demand in demands])[:-1]
    found = np.split(-best.ineqlin.marginals, parts) if amounts else [[]] * 3
    proof = Proof(
        weights=y,
        prices=ends,
        hand_over=fixed,
        limit_prices={
            demand.id: np.maximum(np.array(each), 0.0)
            for demand, each in zip(demands, found, strict=True)
        },
    )
    expected = max(0.0, float(prizes.sum()) + best.fun)
    bound = bound_of(risk, 1.0, proof, joint.facts, demands)
    assert bound == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_a_shortfall_lowers_the_bound_by_its_price() -> None:
    tiny = Tiny(random_ground_case(21))
    risk = risk_of(np.full(tiny.shape, 50.0), np.random.default_rng(1))
    theatre, window = tiny.case.theatre, tiny.case.window
    for kind in ("on_duty", "absence", "off_duty"):
        limit = make_limit(kind, amount=1.0)
        demands = lay_demands(theatre, window, [limit], {"team-1"})
        price = np.linspace(0.1, 0.2, window.n_slots)
        proof = Proof(risk.forecast, limit_prices={"l-1": price})
        facts = {"team-1": tiny.facts}
        whole = bound_of(risk, 0.8, proof, facts, demands)
        short = np.full(window.n_slots, 0.25)
        less = bound_of(
            risk, 0.8, replace(proof, shorts={"l-1": short}), facts, demands
        )
        assert whole - less == pytest.approx(0.25 * price.sum())
