"""Which team could be pinned somewhere, and what that would cost.

Two estimates. By how much the pin raises the plan's bound at its weights and prices:
the worth of the team's best route, less that of its best route that keeps the pin. No
roster that keeps the pin loses less than the bound and this together. And the loss if
all others keep their odds: with a new plan the pin costs no more than that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.explain import Suggestion, Wish
from vedette.domain.forces import Team
from vedette.domain.limits import Limit
from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import Plan
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.counting import ArcTimes
from vedette.planning.forbidden import narrow, shut_arcs
from vedette.planning.groups import does_count, list_teams
from vedette.planning.limits import Demand, lay_limit
from vedette.planning.priced import PricedPlan
from vedette.planning.replan import replan
from vedette.planning.routes import most_on_a_route, whole_arcs
from vedette.planning.wishes import Steps, as_limit
from vedette.planning.worths import lone_loss

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

CONFIRM_ROUNDS = 100  # of a plan looked for with a pin, from the plan without it
LONGEST_ID = 60  # of a pin, so that it can be told apart by a number behind it


def suggest_pins(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    plan: Plan,
    wish: Wish,
    *,
    weigh: int = 0,
) -> tuple[Suggestion, ...]:
    """Return every team for a wish: the cheapest that can do it first.

    Then those that can be there for a part of it only, the longest first, then those
    that cannot be pinned. The loss that others leave is worked out for so many as
    ``weigh`` says, the cheapest by the bound; these are ranked by it.
    """
    limits = (*theatre.limits, *plan.params.pins)
    teams = list_teams(theatre, plan.params.without, plan.params.teams_out)
    demand = lay_limit(as_limit(wish), theatre, window, teams)
    asked = _Asked(
        demand,
        Steps(wish, window, demand.counts),
        window,
        PricedPlan(theatre, ground, window, risk, coverage, plan),
        limits,
    )
    finders = [_Finder(asked, graph) for graph in range(len(asked.priced.moves))]
    found = [each for finder in finders for each in finder.suggest()]
    known = {each.team: None for each in found}
    found += [
        Suggestion(team.id, 0.0, reason="it has no lawful move at all")
        for team in teams
        if team.id not in known
    ]
    order = {team.id: rank for rank, team in enumerate(theatre.teams)}
    found.sort(key=lambda each: (*_rank(each), order[each.team]))
    finder_of = {team.id: finder for finder in finders for team in finder.group.teams}
    found = [
        replace(each, loss_alone=finder_of[each.team].lone_loss(each.team))
        if each.pin and rank < weigh
        else each
        for rank, each in enumerate(found)
    ]
    return tuple(sorted(found, key=lambda each: (*_rank(each), order[each.team])))


def confirm_pins(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    plan: Plan,
    suggestions: Sequence[Suggestion],
) -> tuple[float, tuple[Suggestion, ...]]:
    """Look for a plan with each suggested pin, from this plan on.

    Returns the loss of a plan looked for in the same way without any of them, and the
    suggestions with the losses found: the differences are what the pins cost.
    """
    if plan.params.earlier is not None:
        raise InputError(
            "A plan for the rest of a window cannot be planned again with other pins "
            "from where it begins; leave --confirm out."
        )

    def loss_with(*pins: Limit) -> float:
        params = replace(
            plan.params,
            pins=(*plan.params.pins, *pins),
            rounds=CONFIRM_ROUNDS,
            seconds=None,
            gap=0.0,
            keep=0.0,
        )
        made = replan(theatre, ground, window, risk, coverage, params, plan)
        return made.plan.certificate.loss

    return loss_with(), tuple(
        each if each.pin is None else replace(each, loss=loss_with(each.pin))
        for each in suggestions
    )


def _rank(each: Suggestion) -> tuple[float, ...]:
    alone = np.inf if each.loss_alone is None else each.loss_alone
    dear = (alone, each.cost, -each.there)
    if each.is_enough:
        return (0, 0.0, *dear)
    return (2 if each.pin is None else 1, -each.longest_h, *dear)


@dataclass(frozen=True, slots=True, eq=False)
class _Stay:
    """A group's cheapest stay: steps from ``begin`` to before ``end``."""

    begin: int
    end: int
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What is asked of every group, and of which plan; ``limits`` include its pins."""

    demand: Demand
    steps: Steps
    window: Window
    priced: PricedPlan
    limits: tuple[Limit, ...]


class _Finder:
    """Finds when a group's teams could be there, and at what cost."""

    def __init__(self, asked: _Asked, graph: int) -> None:
        self._asked, self._graph = asked, graph
        self._moves = asked.priced.moves[graph]
        self.group = self._moves.group
        self._stay: _Stay | None = None
        self._times = ArcTimes(self._moves, asked.window)
        self._counted = self._times.counted(asked.demand)
        self._worth = asked.priced.arc_worths(graph)
        self._best = most_on_a_route(self._moves, self._worth)

    def suggest(self) -> list[Suggestion]:
        """Return what each team of the group could do."""
        teams = self.group.teams
        reason, longest = self._why_never(), 0
        if not reason:
            longest = self._find_longest()
            if not longest:
                reason = "its rest then could not be handed over to the next day"
        if reason:
            return [Suggestion(team.id, 0.0, reason=reason) for team in teams]
        stay = self._find_stay(min(longest, self._asked.steps.least))
        hours = longest * self._asked.window.slot_min / 60
        if not self._sees(stay):
            reason = "it would notice nothing there then"
            return [Suggestion(team.id, hours, reason=reason) for team in teams]
        self._stay = stay
        return [self._pin(team, stay, hours) for team in teams]

    def lone_loss(self, team: str) -> float | None:
        """Return the loss if a team keeps the pin suggested, and others their odds."""
        if self._stay is None:
            return None
        priced, stay = self._asked.priced, self._stay
        limits = priced.problem.limits
        left = limits.amount_in_plan - priced.use(team)
        left = np.where(limits.at_least, left, np.maximum(left, 0.0))
        kept = whole_arcs(self._moves, ~self._shut(stay.begin, stay.end))
        return lone_loss(priced, self._graph, priced.unnoticed(team), left, kept)

    def _pin(self, team: Team, stay: _Stay, longest_h: float) -> Suggestion:
        asked = self._asked
        return Suggestion(
            team=team.id,
            longest_h=longest_h,
            pin=replace(
                asked.steps.limit(stay.begin, stay.end),
                id=_free_id(f"pin-{team.id}", asked.limits),
                team=team.id,
            ),
            is_enough=stay.end - stay.begin >= asked.steps.least,
            cost=stay.cost,
            there=self._there(team, asked.steps.counts(stay.begin, stay.end)),
        )

    def _why_never(self) -> str:
        """Say why the group is never there when it is wanted; empty if it can be."""
        group, demand = self.group, self._asked.demand
        if group.high_km <= demand.low_km or group.low_km >= demand.high_km:
            return f"its caveats keep it on km {group.low_km:g} to {group.high_km:g}"
        if not (self._counted.end > self._counted.begin).any():
            named = [
                limit.id
                for limit in self._asked.limits
                if limit.holds == "every_draw" and does_count(limit, group.teams[0])
            ]
            out = f", or kept out by {', '.join(named)}" if named else ""
            return f"too far from its base{out}"
        if not self._counted.any_in(demand.counts).any():
            return "no lawful duty of it is there then"
        return ""

    def _shut(self, begin: int, end: int) -> Mask:
        asked = self._asked
        return shut_arcs(self._times, asked.demand, asked.steps.counts(begin, end))

    def _find_longest(self) -> int:
        """Return the most steps in a row that a team can be held there."""
        longest, end, n = 0, 0, len(self._asked.steps)
        for begin in range(n):
            end = max(end, begin)
            while end < n and self._holds(begin, end + 1):
                end += 1
            longest = max(longest, end - begin)
        return longest

    def _holds(self, begin: int, end: int) -> bool:
        return narrow(self._moves, ~self._shut(begin, end)) is not None

    def _find_stay(self, length: int) -> _Stay:
        """Return the cheapest stay of a length that a team can be held for."""
        stays = []
        for begin in range(len(self._asked.steps) - length + 1):
            shut = self._shut(begin, begin + length)
            kept = np.where(shut, -np.inf, self._worth)
            cost = self._best - most_on_a_route(self._moves, kept)
            stays.append(_Stay(begin, begin + length, max(0.0, cost)))
        stays.sort(key=lambda each: each.cost)
        return next(each for each in stays if self._holds(each.begin, each.end))

    def _sees(self, stay: _Stay) -> bool:
        """Tell whether some move there could notice anything at all."""
        problem, steps = self._asked.priced.problem, self._asked.steps
        there = self._counted.any_in(steps.counts(stay.begin, stay.end))
        pattern = problem.graphs[self._graph].pattern[there]
        used = np.zeros(len(problem.pattern_start) - 1, dtype=np.bool_)
        used[pattern[pattern >= 0]] = True
        entries = np.repeat(used, np.diff(problem.pattern_start))
        return bool((problem.pattern_p[entries] > 0).any())

    def _there(self, team: Team, slots: Mask) -> float:
        """Return the mean chance in some slots that the plan has a team there."""
        odds = [
            each.odds for each in self._asked.priced.notices if each.team == team.id
        ]
        spent = self._counted.number_in(slots)
        return float(sum(own @ spent for own in odds) / slots.sum())


def _free_id(wanted: str, limits: Iterable[Limit]) -> str:
    """Return an id that no limit or pin has yet."""
    used = {limit.id.casefold() for limit in limits}
    wanted = wanted[:LONGEST_ID]
    tried, number = wanted, 1
    while tried.casefold() in used:
        number += 1
        tried = f"{wanted}-{number}"
    return tried
