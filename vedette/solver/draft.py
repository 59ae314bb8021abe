"""The rosters of a book as they stand, and how one team's routes in them are bettered.

In place of c max h S stands the smooth

    c (top + T log sum exp((h S - top) / T)),     top = max h S,

at some temperature T. A change of one route in one roster changes it by a sum over
attempts (after log x <= x - 1), and a route looks at an attempt at most once: so the
route that helps most is found by dynamic programming, also over the states that some
rosters in a row hand on to each other.
"""

import numpy as np

from vedette.solver import route_kernels
from vedette.solver.crew import Crew, list_crews
from vedette.solver.graph import Floats, Ints
from vedette.solver.payoff import loss_of
from vedette.solver.problem import PatrolProblem

STALE = 0.1  # below this heat the worst attempt of a while ago is far above the others
TINY = 1e-300

Routes = tuple[tuple[tuple[Ints, ...], ...], ...]


class Draft:
    """All rosters, their exact loss, and how warm the smooth one is.

    ``looks`` holds each team's pattern by slot in each roster, -1 where it has none.
    """

    def __init__(self, problem: PatrolProblem, count: int) -> None:
        self._problem, self._count = problem, count
        self.crews = list_crews(problem, count)
        shape = (count, len(self.crews), problem.n_slots)
        self._looks = np.full(shape, -1, dtype=np.int32)
        for crew in self.crews:
            for roster in range(count):
                self._write_down(crew, roster)
        self.add_up()

    def add_up(self) -> None:
        """Work out S of the book and its exact loss, from nothing but the routes."""
        everybody = np.arange(len(self.crews), dtype=np.int32)
        total = np.zeros(self._problem.stake.shape)
        for roster in range(self._count):
            left = np.ones(self._problem.stake.shape)
            self._fade(roster, everybody, 0, left)
            total += left
        self._unnoticed = total / self._count
        self.loss = loss_of(self._problem, self._unnoticed)

    def routes(self) -> Routes:
        """Return the routes by roster, graph and team."""
        graphs = range(len(self._problem.graphs))
        return tuple(
            tuple(
                tuple(crew.routes[roster] for crew in self.crews if crew.graph == graph)
                for graph in graphs
            )
            for roster in range(self._count)
        )

    def cool(self, share: float) -> None:
        """Set the temperature, as a share of the worst attempt's harm at present."""
        self._share = share
        self._top = float((self._problem.stake * self._unnoticed).max())
        self._warmth = max(share * self._top, 1e-9)
        self._heat, _ = self._heat_of(0, self._problem.n_reaches)

    def improve(self, crew: Crew, first: int, together: int) -> None:
        """Give a team better routes in some rosters in a row, all but the outer states.

        First, backwards, what each state handed on is worth; then the routes, each
        against the book as it is by then. Taken back if the smooth loss has grown.
        """
        rosters = [(first + i) % self._count for i in range(together)]
        last_state = int(crew.starts[(first + together) % self._count])
        old = [(crew.routes[r], int(crew.starts[r])) for r in rosters]
        sights = crew.ways.sights
        unnoticed = self._unnoticed[:, sights.columns].copy()
        hot, mean = self._heat_of(sights.origin, sights.width)
        onward = [crew.ways.only(last_state)]
        for roster in reversed(rosters[1:]):
            self._look_back(crew, roster, None, onward[0])
            onward.insert(0, crew.ways.by_start())
        state = int(crew.starts[first])
        for roster, then in zip(rosters, onward, strict=True):
            self._look_back(crew, roster, state, then)
            self._take(crew, roster, crew.ways.follow(), state)
            state = crew.ways.last_state(crew.routes[roster])
        hot_now, mean_now = self._heat_of(sights.origin, sights.width)
        if self._has_grown(hot_now - hot, mean_now - mean):
            for roster, (route, start) in zip(rosters, old, strict=True):
                crew.routes[roster], crew.starts[roster] = route, start
                self._write_down(crew, roster)
            self._unnoticed[:, sights.columns] = unnoticed
            return
        self._heat += hot_now - hot
        if self._heat < STALE:
            self.cool(self._share)

    def _has_grown(self, hotter: float, mean: float) -> bool:
        """Tell whether the smooth loss is larger than it was."""
        caution = self._problem.caution
        heat = max(self._heat + hotter, TINY)
        worst = self._warmth * np.log(heat / self._heat)
        return bool(caution * worst + (1.0 - caution) * mean > 1e-12)

    def _look_back(
        self, crew: Crew, roster: int, start: int | None, onward: Floats
    ) -> None:
        """Work out a team's best ways in one roster, with what the last state earns."""
        ways, origin = crew.ways, crew.ways.sights.origin
        ways.left[:] = 1.0
        self._fade(roster, crew.around, origin, ways.left)
        ways.was[:] = ways.left
        self._fade(roster, crew.alone, origin, ways.was)
        ways.earn(
            self._unnoticed, 1.0 / self._count, self._top, self._warmth, self._heat
        )
        self._allow(crew, start, onward)
        ways.look_back()

    def _allow(self, crew: Crew, start: int | None, onward: Floats) -> None:
        """Say which arcs a team may take in a roster.

        The one place where arcs are closed: what a roster's other teams leave of a
        limit in every draw belongs here too.
        """
        crew.ways.allow(start, onward)

    def _take(self, crew: Crew, roster: int, route: Ints, start: int) -> None:
        """Give a team a route in a roster; `_look_back` has just been done for it."""
        ways, columns = crew.ways, crew.ways.sights.columns
        crew.routes[roster], crew.starts[roster] = route, start
        self._write_down(crew, roster)
        now = ways.left.copy()
        self._fade(roster, crew.alone, ways.sights.origin, now)
        self._unnoticed[:, columns] += (now - ways.was) / self._count

    def _write_down(self, crew: Crew, roster: int) -> None:
        graph, route = crew.ways.sights.graph, crew.routes[roster]
        looking = route[graph.pattern[route] >= 0]
        looks = self._looks[roster, crew.number]
        looks[:] = -1
        looks[graph.slot[looking]] = graph.pattern[looking]

    def _fade(self, roster: int, teams: Ints, origin: int, left: Floats) -> None:
        problem = self._problem
        route_kernels.fade(
            self._looks[roster],
            teams,
            problem.pattern_start,
            problem.pattern_reach,
            problem.pattern_p,
            origin,
            left,
        )

    def _heat_of(self, origin: int, width: int) -> tuple[float, float]:
        problem = self._problem
        hot, mean = route_kernels.heat(
            problem.stake,
            problem.forecast,
            self._unnoticed,
            self._top,
            self._warmth,
            origin,
            width,
        )
        return float(hot), float(mean)
