"""The numbers of a plan against their definitions, on routes that are all listed."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lawful_routes import Route, TinyTeam
from tiny_cases import TinyCase, random_air_case, random_ground_case, table_of

from vedette.domain.picture import RiskPicture
from vedette.domain.plans import Certificate
from vedette.verify.bound import Proof, bound_of
from vedette.verify.facts import facts_of
from vedette.verify.numbers import loss_of, make_certificate, notice_of
from vedette.verify.rows import Rows, lay_rows

SEEDS = st.integers(0, 2**32 - 1)


class Drawn:
    """A team whose routes are drawn from a few listed ones."""

    def __init__(self, case: TinyCase, rng: np.random.Generator) -> None:
        self.listed: TinyTeam = case.listed
        routes = list(islice(self.listed.routes(), 2000))
        picked = rng.integers(len(routes), size=4)
        self.routes: list[Route] = [routes[i] for i in picked]
        self.chances = rng.dirichlet(np.ones(4))
        self.facts = facts_of(case.theatre, case.team, case.ground, case.window)
        table = table_of(zip(self.routes, self.chances.tolist(), strict=True))
        self.rows: Rows = lay_rows(case.team, table, self.facts, case.window)
        self.shape = (case.ground.n_reaches, case.window.n_slots)

    def looks(self, route: Route) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """Chance to notice each attempt on one route."""
        seen = np.zeros(self.shape)
        for row in route:
            for cell, p in self.listed.looks(row).items():
                seen[cell] += p
        return seen

    @property
    def notice(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        pairs = zip(self.routes, self.chances, strict=True)
        return sum((c * self.looks(r) for r, c in pairs), start=np.zeros(self.shape))


def risk_like(shape: tuple[int, int], rng: np.random.Generator) -> RiskPicture:
    stake = rng.choice([0.0, 1.0, 5.0, 20.0], shape) * rng.random(shape)
    none = np.zeros((shape[0], 0))
    top = np.full(shape[0], -1, dtype=np.int32)
    forecast = rng.dirichlet(np.ones(stake.size)).reshape(shape)
    return RiskPicture(stake, forecast, top, none, ())


def two_teams(seed: int) -> tuple[Drawn, Drawn]:
    rng = np.random.default_rng(seed)
    ground = random_ground_case(seed)
    air = random_air_case(seed + 1)
    return Drawn(ground, rng), Drawn(
        TinyCase(air.theatre, air.team, ground.ground, ground.window), rng
    )


def certify(
    teams: tuple[Drawn, ...], risk: RiskPicture, c: float, y: object
) -> Certificate:
    facts = {str(i): team.facts for i, team in enumerate(teams)}
    rows = [team.rows for team in teams]
    return make_certificate(risk, c, Proof(np.asarray(y)), facts, rows)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, caution=st.floats(0.0, 1.0))
def test_every_number_is_what_its_definition_says(seed: int, caution: float) -> None:
    teams = two_teams(seed)
    rng = np.random.default_rng(seed)
    risk = risk_like(teams[0].shape, rng)
    y = rng.dirichlet(np.ones(risk.stake.size)).reshape(risk.stake.shape)
    found = certify(teams, risk, caution, y)

    m = [team.notice for team in teams]
    missed = (1 - m[0]) * (1 - m[1])
    h, rho = risk.stake, risk.forecast

    def loss(s: object, stake: object = h) -> float:
        harm = np.asarray(stake) * np.asarray(s)
        return float(caution * harm.max() + (1 - caution) * (rho * harm).sum())

    assert found.loss == pytest.approx(loss(missed), rel=1e-12)
    assert found.promise == pytest.approx(loss(np.exp(-m[0] - m[1])), rel=1e-12)
    assert found.loss_without_teams == pytest.approx(loss(np.ones_like(h)), rel=1e-12)
    assert found.promise >= found.loss * (1 - 1e-12)
    assert 0 <= found.bound <= found.loss * (1 + 1e-12)
    if found.loss > 0:
        gap = (found.loss - found.bound) / found.loss
        assert found.gap == pytest.approx(gap, abs=1e-12)
    room = found.loss_without_teams - found.bound
    part = (found.loss - found.bound) / room if room else 0.0
    assert found.missed == pytest.approx(part, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_unseen_cells_are_counted_and_left_out(seed: int) -> None:
    teams = two_teams(seed)
    rng = np.random.default_rng(seed)
    risk = risk_like(teams[0].shape, rng)
    seen = np.zeros(risk.stake.shape, dtype=bool)
    for team in teams:
        routes = list(islice(team.listed.routes(), 6001))
        assume(len(routes) <= 6000)
        rows = {str(row): row for route in routes for row in route}
        for row in rows.values():
            for cell in team.listed.looks(row):
                seen[cell] = True
    y = np.full(risk.stake.shape, 1 / risk.stake.size)
    found = certify(teams, risk, 0.7, y)
    unseen = ~seen & (risk.stake > 0)
    assert found.unseen_cells == unseen.sum()
    assert found.unseen_stake == risk.stake[unseen].max(initial=0.0)
    rest = np.where(unseen, 0.0, risk.stake)
    missed = (1 - teams[0].notice) * (1 - teams[1].notice)
    loss_seen = loss_of(rest, risk.forecast, 0.7, missed)
    assert found.loss_seen == pytest.approx(loss_seen, rel=1e-12)
    facts = {str(i): team.facts for i, team in enumerate(teams)}
    bound_seen = bound_of(replace(risk, stake=rest), 0.7, Proof(y), facts)
    assert found.bound_seen == pytest.approx(bound_seen, rel=1e-12, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_no_joint_behaviour_beats_the_bound(seed: int) -> None:
    """Even routes drawn together, one pair at a time, lose at least the bound."""
    teams = two_teams(seed)
    rng = np.random.default_rng(seed)
    risk = risk_like(teams[0].shape, rng)
    y = rng.dirichlet(np.full(risk.stake.size, 0.2)).reshape(risk.stake.shape)
    bound = certify(teams, risk, 0.8, y).bound
    together = rng.dirichlet(np.full(16, 0.3)).reshape(4, 4)
    missed = np.zeros(risk.stake.shape)
    for i, first in enumerate(teams[0].routes):
        for j, second in enumerate(teams[1].routes):
            both = (1 - teams[0].looks(first)) * (1 - teams[1].looks(second))
            missed += together[i, j] * both
    assert bound <= loss_of(risk.stake, risk.forecast, 0.8, missed) + 1e-12


def test_a_bound_is_never_below_nothing() -> None:
    """Many teams could notice more than everything, by the union bound's count."""
    team = two_teams(11)[0]
    shape = team.shape
    y = np.zeros(shape)
    y[np.unravel_index(np.argmax(team.notice), shape)] = 1.0
    risk = risk_like(shape, np.random.default_rng(11))
    risk = replace(risk, stake=np.ones(shape))
    few, many = ({str(i): team.facts for i in range(n)} for n in (1, 200))
    assert bound_of(risk, 1.0, Proof(y), few) > 0
    assert bound_of(risk, 1.0, Proof(y), many) == 0.0


def test_a_plan_without_teams_loses_everything() -> None:
    risk = risk_like((6, 5), np.random.default_rng(3))
    y = risk.forecast
    found = make_certificate(risk, 0.8, Proof(y), {}, [])
    assert found.loss == found.promise == found.loss_without_teams
    assert found.unseen_cells == (risk.stake > 0).sum()
    assert (found.loss_seen, found.bound_seen) == (0.0, 0.0)
    prizes = risk.stake * (0.8 * y + 0.2 * risk.forecast)
    assert found.bound == pytest.approx(prizes.sum())


def test_nothing_at_stake_gives_no_gap() -> None:
    risk = risk_like((6, 5), np.random.default_rng(3))
    calm = RiskPicture(
        np.zeros((6, 5)), risk.forecast, risk.top_site, risk.travel_h, ()
    )
    found = make_certificate(calm, 0.8, Proof(risk.forecast), {}, [])
    assert (found.loss, found.bound, found.gap, found.missed) == (0.0, 0.0, 0.0, 0.0)


def test_drawing_routes_finds_the_same_chances() -> None:
    """20,000 nights drawn: every attempt is missed as often as the plan says."""
    teams = two_teams(11)
    rng = np.random.default_rng(11)
    nights = 20_000
    missed = np.ones((nights, *teams[0].shape))
    for team in teams:
        looks = np.stack([team.looks(route) for route in team.routes])
        drawn = rng.choice(4, size=nights, p=team.chances)
        missed *= rng.random(missed.shape) >= looks[drawn]
    expected = np.prod([1 - notice_of(team.rows) for team in teams], axis=0)
    off = missed.mean(axis=0) - expected
    spread = np.sqrt(expected * (1 - expected) / nights)
    assert expected.min() < 0.95
    assert (np.abs(off) <= 5 * spread + 1e-9).all()
