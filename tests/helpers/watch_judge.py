"""The watcher by brute force: every route of every team, with its chance."""

from collections.abc import Iterator

import numpy as np

from vedette.solver import PatrolProblem, TimeGraph


def even_odds(graph: TimeGraph) -> np.ndarray:
    """Return the odds of a team to whom all ways on are alike."""
    mass, flow = np.zeros(graph.n_nodes), np.zeros(graph.n_arcs)
    mass[0] = 1.0
    for node in range(graph.n_nodes - 1):
        arcs = slice(graph.first_arc[node], graph.first_arc[node + 1])
        flow[arcs] = mass[node] / max(1, arcs.stop - arcs.start)
        np.add.at(mass, graph.head[arcs], flow[arcs])
    return flow


def random_flow(rng: np.random.Generator, graph: TimeGraph) -> np.ndarray:
    """Return the odds of a team that has one or two ways on wherever it is."""
    mass, flow = np.zeros(graph.n_nodes), np.zeros(graph.n_arcs)
    mass[0] = 1.0
    for node in range(graph.n_nodes - 1):
        if mass[node] > 0:
            arcs = np.arange(graph.first_arc[node], graph.first_arc[node + 1])
            some = rng.choice(arcs, min(len(arcs), 2), replace=False)
            share = rng.dirichlet(np.ones(len(some)))
            flow[some] = mass[node] * share
            mass[graph.head[some]] += flow[some]
    return flow


def routes_of(
    graph: TimeGraph, flow: np.ndarray, node: int = 0, chance: float = 1.0
) -> Iterator[tuple[tuple[int, ...], float]]:
    """Give every route that has odds, with its chance."""
    arcs = np.arange(graph.first_arc[node], graph.first_arc[node + 1])
    total = flow[arcs].sum()
    if node == graph.n_nodes - 1:
        yield (), chance
    for arc in arcs[flow[arcs] > 0]:
        share = chance * flow[arc] / total
        for rest, whole in routes_of(graph, flow, int(graph.head[arc]), share):
            yield (arc, *rest), whole


class Judge:
    """The watcher by brute force: every choice of one route for each team."""

    def __init__(self, problem: PatrolProblem, flows, reach: int, sees: float) -> None:
        self.problem, self.reach, self.sees = problem, reach, sees
        n_slots = problem.n_slots
        self.weight = np.ones(1)
        self.teams, self.missed = np.zeros((1, n_slots)), np.ones((1, n_slots))
        for number, flow in flows:
            self.join(problem.graphs[number], flow)

    def join(self, graph: TimeGraph, flow: np.ndarray) -> None:
        """Let every route of one more team meet every choice of the others."""
        routes = list(routes_of(graph, flow))
        teams = np.zeros((len(routes), self.problem.n_slots))
        missed = np.ones(teams.shape)
        for row, (route, _) in enumerate(routes):
            for slot, p in self.looks(graph, route):
                teams[row, slot] += 1
                missed[row, slot] *= 1 - p
        chance = np.array([chance for _, chance in routes])
        self.weight = np.multiply.outer(chance, self.weight).ravel()
        pairs = (len(self.weight), self.problem.n_slots)
        self.teams = (teams[:, None] + self.teams).reshape(pairs)
        self.missed = (missed[:, None] * self.missed).reshape(pairs)

    def looks(self, graph: TimeGraph, route):
        """Give slot and chance of a route's looks at the reach."""
        problem = self.problem
        for arc in route:
            if graph.pattern[arc] >= 0:
                at = slice(*problem.pattern_start[graph.pattern[arc] :][:2])
                for reach, p in zip(
                    problem.pattern_reach[at], problem.pattern_p[at], strict=True
                ):
                    if reach == self.reach:
                        yield graph.slot[arc], p

    def sights(self, now: int, back: int) -> np.ndarray:
        """Return the chance of each thing seen, for every choice of routes."""
        hidden = (1 - self.sees) ** self.teams
        last = [
            (1 - hidden[:, now - ago]) * hidden[:, now - ago + 1 : now].prod(axis=1)
            for ago in range(1, back + 1)
        ]
        return np.array([*last, hidden[:, now - back : now].prod(axis=1)])

    def check(self, watched, back: int) -> None:
        """Compare everything that is told of the reach."""
        stake = self.problem.stake[:, self.reach]
        assert watched.slot.tolist() == list(range(back, self.problem.n_slots - back))
        for row, now in enumerate(watched.slot):
            sights = self.sights(now, back) * self.weight
            chance = sights.sum(axis=1)
            after = sights @ self.missed  # seen, and unnoticed in each slot
            blind = self.weight @ self.missed
            ahead = slice(now + 1, now + back + 1)
            best = (stake[ahead] * after[:, ahead]).max(axis=1).sum()
            alone = (stake[ahead] * blind[ahead]).max()
            close = dict(rtol=0, atol=1e-12)
            np.testing.assert_allclose(watched.chance[row], chance, **close)
            np.testing.assert_allclose(watched.blind[row], blind[now], **close)
            np.testing.assert_allclose(watched.blind_harm[row], alone, **close)
            np.testing.assert_allclose(watched.value[row], best - alone, **close)
            told = np.isfinite(watched.unnoticed[row])
            assert (chance[told] > 0.01 - 1e-12).all()
            assert (chance[~told] < 0.01 + 1e-12).all()
            given = after[told, now] / chance[told]
            np.testing.assert_allclose(watched.unnoticed[row][told], given, rtol=1e-9)
