"""Small patrol games drawn in text: rows are reaches, columns slots, cells stakes."""

import numpy as np

from vedette.solver import Limits, PatrolProblem, TimeGraph


def read_stakes(text: str) -> np.ndarray:
    """Return the stakes of a drawing, shape (T, R)."""
    rows = [line.split() for line in text.strip().splitlines()]
    return np.array(rows, dtype=float).T.copy()


def walk(
    n_slots: int, places: list[int], *, step: int = 1, count: int = 1
) -> tuple[TimeGraph, list[int]]:
    """Return a team that stands at one of some places and may step to a near one.

    Arcs look at the place where they end; the pattern of place i is i.
    """
    n = len(places)
    first, head, pattern, slot = [0], [], [], []
    for t in range(n_slots):
        for here in range(n) if t else [None]:
            for there in range(n):
                if here is None or abs(there - here) <= step:
                    head.append(1 + t * n + there)
                    pattern.append(places[there])
                    slot.append(t)
            first.append(len(head))
    last = 1 + n_slots * n
    for _ in range(n):
        head.append(last)
        pattern.append(-1)
        slot.append(0)
        first.append(len(head))
    first.append(len(head))
    return make_graph(first, head, pattern, slot, count)


def make_graph(
    first: list[int], head: list[int], pattern: list[int], slot: list[int], count: int
) -> TimeGraph:
    """Return a timegraph of plain lists."""
    arrays = (np.array(each, dtype=np.int32) for each in (first, head, pattern, slot))
    return TimeGraph(*arrays, count=count)


def game(
    stakes: np.ndarray,
    graphs: list[TimeGraph],
    *,
    p: float | list[float] = 1.0,
    caution: float = 1.0,
    forecast: np.ndarray | None = None,
    limits: Limits | None = None,
) -> PatrolProblem:
    """Return a game in which pattern i looks at reach i with chance p (or p[i])."""
    n = stakes.shape[1]
    if forecast is None:
        forecast = np.full(stakes.shape, 1 / stakes.size)
    return PatrolProblem(
        stake=stakes,
        forecast=forecast,
        caution=caution,
        pattern_start=np.arange(n + 1, dtype=np.int32),
        pattern_reach=np.arange(n, dtype=np.int32),
        pattern_p=np.broadcast_to(np.asarray(p, dtype=float), (n,)).copy(),
        graphs=tuple(graphs),
        limits=limits or Limits(),
    )


def random_game(rng: np.random.Generator) -> PatrolProblem:
    """Return a small game with random stakes, looks, graphs and counts."""
    n_slots, n_reaches = int(rng.integers(1, 6)), int(rng.integers(1, 7))
    stakes = rng.uniform(0, 10, (n_slots, n_reaches)) * (
        rng.random((n_slots, n_reaches)) < 0.8
    )
    stakes[0, 0] = 5.0
    forecast = rng.random(stakes.shape)
    graphs = []
    for _ in range(int(rng.integers(1, 4))):
        low = int(rng.integers(0, n_reaches))
        high = int(rng.integers(low, n_reaches))
        places = list(range(low, high + 1))
        count = int(rng.integers(1, 3))
        graphs.append(walk(n_slots, places, step=int(rng.integers(0, 3)), count=count))
    return game(
        stakes,
        graphs,
        p=rng.uniform(0.05, 1.0, n_reaches).tolist(),
        caution=float(rng.choice([0.0, 0.3, 0.8, 1.0])),
        forecast=forecast / forecast.sum(),
    )


def patrol(
    n_slots: int,
    places: list[int],
    *,
    duty: int,
    rest: int,
    step: int = 1,
    count: int = 1,
    hands_over: bool = False,
) -> TimeGraph:
    """Return a team that walks from its first place, ``duty`` slots at most, and rests.

    With ``hands_over`` a night may begin in the rest of a duty before it, and the odds
    of each rest left (0 to ``rest`` slots, at most a night) are the same at both ends.
    """
    free = {t: (t, 1, 0, 0) for t in range(n_slots + 1)}
    begin = (-1, 0, 0, 0)

    def rested(t: int) -> tuple:
        late = t + rest - n_slots
        return free[min(t + rest, n_slots)], -1, 0, -1, late if late >= 0 else -1

    def looks(t: int, here: int, done: int):
        for there in range(max(0, here - step), min(len(places), here + step + 1)):
            yield (t + 1, 0, there, done + 1), places[there], t, -1, -1

    def ways(node: tuple):
        t, is_free, place, done = node
        if node == begin:
            for left in range(rest + 1 if hands_over else 1):
                yield free[left], -1, 0, left, 0 if left == n_slots else -1
        elif is_free and t < n_slots:
            yield free[t + 1], -1, 0, -1, 0 if t + 1 == n_slots else -1
            yield from looks(t, 0, 0)
        elif not is_free:
            yield rested(t)
            if t < n_slots and done < duty:
                yield from looks(t, place, done)

    return explore(begin, ways, count, keeps_states=hands_over)


def explore(begin: tuple, ways, count: int, *, keeps_states: bool) -> TimeGraph:
    """Return the timegraph of all nodes that lead on from ``begin``, in their order.

    ``ways`` of a node gives (head, pattern, slot, start state, end state) of its arcs.
    """
    found, waiting = {begin: list(ways(begin))}, [begin]
    while waiting:
        for head, *_ in found[waiting.pop()]:
            if head not in found:
                found[head] = list(ways(head))
                waiting.append(head)
    nodes = sorted(found)
    number = {node: index for index, node in enumerate(nodes)}
    first = np.cumsum([0] + [len(found[node]) for node in nodes])
    arcs = [(number[arc[0]], *arc[1:]) for node in nodes for arc in found[node]]
    columns = [np.array(each, dtype=np.int32) for each in zip(*arcs, strict=True)]
    states = columns[3:] if keeps_states else []
    return TimeGraph(first.astype(np.int32), *columns[:3], count, *states)
