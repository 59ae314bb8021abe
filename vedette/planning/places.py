"""Where a ground team can be, and where one slot can take it."""

import math

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground
from vedette.planning.beats import Beat, overlap_km, stay
from vedette.planning.groups import Group


class NoMoveError(Exception):
    """A team has no lawful move; the message says why."""


class GroundPlaces:
    """Places of one group along the track, by rule ``places``.

    ``km`` and ``minutes`` (time from the base, negative downwards) rise together;
    ``base`` is the index of the base. ``steps[a]`` lists (b, beat index) of rule
    ``step``, and ``beats`` what is seen on the way.
    """

    def __init__(self, group: Group, ground: Ground, slot_min: int) -> None:
        self._ground = ground
        self._corridor = ground.get_sights().corridor
        self._slot_min = slot_min
        self._minutes = ground.minutes[group.kind]
        self._tau_edges = _edge_times(group, ground)
        below = self._walk(group, ground, -1)
        above = self._walk(group, ground, +1)
        base_km = float(group.base.km or 0.0)
        self.km = np.array([*reversed(below), base_km, *above])
        self.minutes = self.tau(self.km)
        self.base = len(below)
        self.beats: list[Beat] = []
        self.steps = [self._list_steps(a) for a in range(len(self.km))]
        self.slots_back = _slots_back(self.steps, self.base)

    def tau(self, km: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the time from the base in minutes, signed by direction."""
        edge_km, edge_tau = self._tau_edges
        return np.interp(km, edge_km, edge_tau)

    def _walk(self, group: Group, ground: Ground, direction: int) -> list[float]:
        edge_km, edge_tau = self._tau_edges
        base_km = float(group.base.km or 0.0)
        ahead = (edge_km - base_km) * direction > 1e-9
        on_edge = np.isin(edge_km, ground.edge_km)
        order = np.flatnonzero(ahead & on_edge)[::direction]
        horizon = group.duty * self._slot_min / 2
        kept, last_tau = [base_km], 0.0
        for index in order:
            km, tau = float(edge_km[index]), abs(float(edge_tau[index]))
            if not group.low_km <= km <= group.high_km:
                break
            if tau - last_tau >= self._slot_min / 3 - 1e-9:
                kept += self._cut(kept[-1], km)
                last_tau = tau
            if tau > horizon:
                break
        return kept[1:]

    def _cut(self, km_a: float, km_b: float) -> list[float]:
        """Return km_b, with cuts before it where the way takes more than a slot."""
        edge_km, edge_tau = self._tau_edges
        tau_a, tau_b = np.interp([km_a, km_b], edge_km, edge_tau)
        parts = math.ceil(abs(tau_b - tau_a) / self._slot_min - 1e-9)
        if parts <= 1:
            return [km_b]
        taus = tau_a + (tau_b - tau_a) * np.arange(1, parts) / parts
        return [*np.interp(taus, edge_tau, edge_km).tolist(), km_b]

    def _list_steps(self, a: int) -> list[tuple[int, int]]:
        near = np.abs(self.minutes - self.minutes[a]) <= self._slot_min + 1e-6
        steps = []
        for b in np.flatnonzero(near):
            steps.append((int(b), len(self.beats)))
            self.beats.append(self._beat(a, int(b)))
        return steps

    def _beat(self, a: int, b: int) -> Beat:
        hours = self._slot_min / 60
        part_km = self._corridor.part_km
        if a == b:
            return stay(part_km, float(self.km[a]), hours)
        part, km = overlap_km(part_km, float(self.km[a]), float(self.km[b]))
        reach = self._corridor.part_reach[part]
        lengths = np.diff(self._ground.edge_km)[reach]
        minutes = self._minutes[reach] * km / lengths
        spent = hours * minutes / minutes.sum()
        return Beat(part, spent, km / spent)


def _edge_times(
    group: Group, ground: Ground
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return km and signed minutes of the passable edges around the base."""
    base_km = group.base.km
    if base_km is None or not group.low_km <= base_km <= group.high_km:
        raise NoMoveError(
            f"its base {group.base.id} lies outside km {group.low_km:g} to "
            f"{group.high_km:g}, where its caveats let it patrol; move the base or "
            "change the caveat"
        )
    minutes = ground.minutes[group.kind]
    home = int(np.clip(np.searchsorted(ground.edge_km, base_km, "right") - 1, 0, None))
    home = min(home, ground.n_reaches - 1)
    if not np.isfinite(minutes[home]):
        raise NoMoveError(
            f"no {group.kind} team can pass the reach at its base (km {base_km:.1f}): "
            "there is no track, or it is too steep"
        )
    first = last = home
    while first > 0 and np.isfinite(minutes[first - 1]):
        first -= 1
    while last < ground.n_reaches - 1 and np.isfinite(minutes[last + 1]):
        last += 1
    edges = ground.edge_km[first : last + 2]
    tau = np.concatenate([[0.0], np.cumsum(minutes[first : last + 1])])
    tau -= np.interp(base_km, edges, tau)
    at = int(np.searchsorted(edges, base_km))
    if at < len(edges) and edges[at] == base_km:
        return edges, tau
    return np.insert(edges, at, base_km), np.insert(tau, at, 0.0)


def _slots_back(steps: list[list[tuple[int, int]]], base: int) -> list[int]:
    """Return the fewest slots from each place to the base, -1 where there is no way."""
    back = [-1] * len(steps)
    back[base] = 0
    ring = [base]
    while ring:
        following = []
        for place in ring:
            for other, _ in steps[place]:  # steps lead both ways
                if back[other] < 0:
                    back[other] = back[place] + 1
                    following.append(other)
        ring = following
    return back
