"""Tiny cases with all their routes, and odds of them that meet the hand-over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from hypothesis import assume
from lawful_routes import Route, TinyTeam
from tiny_cases import TinyCase, table_of

from vedette.verify.facts import Facts, facts_of
from vedette.verify.rows import Rows, lay_rows

MOST_ROUTES = 6000
Ends = tuple[str, str]
Maker = Callable[[int], TinyCase]
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Tiny:
    """A tiny case with its facts and all its routes."""

    def __init__(self, case: TinyCase) -> None:
        self.case = case
        self.listed: TinyTeam = case.listed
        self.routes: list[Route] = list(self.listed.routes())
        self.facts: Facts = facts_of(case.theatre, case.team, case.ground, case.window)
        self.shape = (case.ground.n_reaches, case.window.n_slots)
        self.states = self.listed.states()

    def rows(self, drawn: Sequence[tuple[Route, float]], team: str = "team-1") -> Rows:
        own = replace(self.case.team, id=team)
        return lay_rows(own, table_of(drawn), self.facts, self.case.window)

    def worth(self, prizes: Floats, route: Route) -> float:
        looks = [self.listed.looks(row) for row in route]
        return sum(
            p * float(prizes[cell]) for seen in looks for cell, p in seen.items()
        )

    def shown(self, route: Route) -> tuple[int, int]:
        first, last = ends_of(self.listed, route)
        return self.states.index(first), self.states.index(last)

    def hand_over_of(self, route: Route) -> Floats:
        """One for the state at the start, less one for that at the end."""
        change = np.zeros(len(self.states))
        first, last = self.shown(route)
        change[first] += 1
        change[last] -= 1
        return change


def listed_case(maker: Maker, seed: int, most: int = MOST_ROUTES) -> Tiny:
    """A tiny case drawn from a seed, given up where it has too many routes to list."""
    case = maker(seed)
    assume(len(list(islice(case.listed.routes(), most + 1))) <= most)
    return Tiny(case)


def ends_of(listed: TinyTeam, route: Route) -> Ends:
    """The states of a route at the window's start and at its end."""
    return listed.state(route, 0), listed.state(route, listed.T)


def random_cycle(
    listed: TinyTeam, routes: Sequence[Route], rng: np.random.Generator
) -> list[Route]:
    """A random round of routes, the first of which goes on where the last ended."""
    ends = {route: ends_of(listed, route) for route in routes}
    while True:
        begun = {first for first, _ in ends.values()}
        kept = {route: both for route, both in ends.items() if both[1] in begun}
        if len(kept) == len(ends):
            break
        ends = kept
    walk = [list(ends)[rng.integers(len(ends))]]
    states = [ends[walk[0]][0]]
    while ends[walk[-1]][1] not in states:
        states.append(ends[walk[-1]][1])
        onward = [route for route, both in ends.items() if both[0] == states[-1]]
        walk.append(onward[rng.integers(len(onward))])
    return walk[states.index(ends[walk[-1]][1]) :]


def random_hand_over(
    listed: TinyTeam, routes: Sequence[Route], rng: np.random.Generator
) -> list[tuple[Route, float]]:
    """Chances of a few routes with which a team meets the hand-over by itself."""
    cycles = [random_cycle(listed, routes, rng) for _ in range(3)]
    chances = rng.dirichlet(np.ones(len(cycles))).tolist()
    return [
        (route, chance / len(cycle))
        for cycle, chance in zip(cycles, chances, strict=True)
        for route in cycle
    ]
