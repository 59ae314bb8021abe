"""One duty as a small graph, the same whenever it begins: a template for `moves`."""

from dataclasses import dataclass

import numpy as np

from vedette.domain.plans import NO_SLOT
from vedette.planning.groups import Ints
from vedette.planning.places import GroundPlaces
from vedette.planning.stations import AirStations

AT_BASE = -1  # place of an aircraft on its airfield
HOME = -1  # head of an arc that ends the duty


@dataclass(frozen=True, slots=True, eq=False)
class DutyTemplate:
    """Nodes and arcs of a duty of at most some slots, counted from its beginning.

    Node 0 is the team at its base as the duty begins. Arcs are ordered by tail, heads
    have higher numbers or are HOME.

    Parameters
    ----------
    elapsed, place, sortie
        Of each node: slots since the duty began, place (or AT_BASE), and the take-off
        in slots since the duty began (NO_SLOT on the ground), shape (nodes,).
    tail, head
        Of each arc, shape (arcs,).
    beat
        Beat of each arc, -1 for none, shape (arcs,).
    look_at
        Slots from the duty's beginning to the slot of the look, shape (arcs,).
    """

    elapsed: Ints
    place: Ints
    sortie: Ints
    tail: Ints
    head: Ints
    beat: Ints
    look_at: Ints


class _Sketch:
    """Collects states and arcs, then numbers them in order of time."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int, int], int] = {}
        self.arcs: list[tuple[int, int, int, int]] = []

    def node(self, elapsed: int, place: int, sortie: int) -> int:
        return self.nodes.setdefault((elapsed, place, sortie), len(self.nodes))

    def arc(self, tail: int, head: int, beat: int, look_at: int) -> None:
        self.arcs.append((tail, head, beat, look_at))

    def finish(self) -> DutyTemplate:
        states = np.array(list(self.nodes), dtype=np.int16).reshape(-1, 3)
        order = np.lexsort((states[:, 1], states[:, 2], states[:, 0]))
        number = np.empty(len(order), dtype=np.int32)
        number[order] = np.arange(len(order))
        arcs = np.array(self.arcs, dtype=np.int32).reshape(-1, 4)
        tail = number[arcs[:, 0]]
        head = np.where(arcs[:, 1] == HOME, HOME, number[arcs[:, 1]])
        ranked = np.lexsort((head, tail))
        states = states[order]
        return DutyTemplate(
            elapsed=states[:, 0],
            place=states[:, 1],
            sortie=states[:, 2],
            tail=tail[ranked],
            head=head[ranked].astype(np.int32),
            beat=arcs[ranked, 2],
            look_at=arcs[ranked, 3].astype(np.int16),
        )


def ground_duty(places: GroundPlaces, length: int) -> DutyTemplate:
    """Return the duty of a ground team of at most ``length`` slots."""
    sketch = _Sketch()
    ring = {places.base: sketch.node(0, places.base, NO_SLOT)}
    for elapsed in range(length + 1):
        following: dict[int, int] = {}
        for place, node in sorted(ring.items()):
            if place == places.base and elapsed > 0:
                sketch.arc(node, HOME, -1, elapsed)
            for other, beat in places.steps[place]:
                back = places.slots_back[other]
                if back < 0 or elapsed + 1 + back > length:
                    continue
                if other not in following:
                    following[other] = sketch.node(elapsed + 1, other, NO_SLOT)
                sketch.arc(node, following[other], beat, elapsed)
        ring = following
    return sketch.finish()


def air_duty(stations: AirStations, length: int) -> DutyTemplate:
    """Return the duty of an aircraft's crew of at most ``length`` slots."""
    sketch = _Sketch()
    for elapsed in range(length + 1):
        base = sketch.node(elapsed, AT_BASE, NO_SLOT)
        if elapsed > 0:
            sketch.arc(base, HOME, -1, elapsed)
        if elapsed < length:
            waited = sketch.node(elapsed + 1, AT_BASE, NO_SLOT)
            sketch.arc(base, waited, -1, elapsed)
        limit = min(stations.usable, length - elapsed - stations.turnaround)
        if limit >= 1:
            _Flight(sketch, stations, elapsed, limit).add()
    return sketch.finish()


class _Flight:
    """Every flight of one crew that takes off ``off`` slots into the duty."""

    def __init__(
        self, sketch: _Sketch, stations: AirStations, off: int, limit: int
    ) -> None:
        self.sketch, self.stations, self.off, self.limit = sketch, stations, off, limit
        self.base = sketch.node(off, AT_BASE, NO_SLOT)
        self.rings: list[dict[int, int]] = [{} for _ in range(limit + 1)]

    def add(self) -> None:
        """Add its states and arcs to the sketch."""
        for station, leg in self.stations.legs.items():
            self._arc(self.base, station, leg.slots, leg.beat, leg.slots - 1)
        for flown in range(1, self.limit):
            for station, node in sorted(self.rings[flown].items()):
                for other, beat in self.stations.steps[station]:
                    self._arc(node, other, flown + 1, beat, flown)
                self._land(node, station, flown)

    def _arc(self, tail: int, station: int, flown: int, beat: int, look: int) -> None:
        """Lead on to a station if there is still a way home from it."""
        if flown + self.stations.slots_back[station] <= self.limit:
            ring = self.rings[flown]
            if station not in ring:
                ring[station] = self.sketch.node(self.off + flown, station, self.off)
            self.sketch.arc(tail, ring[station], beat, self.off + look)

    def _land(self, node: int, station: int, flown: int) -> None:
        leg = self.stations.legs.get(station)
        if leg is not None and flown + leg.slots <= self.limit:
            done = self.off + flown + leg.slots + self.stations.turnaround
            at_base = self.sketch.node(done, AT_BASE, NO_SLOT)
            self.sketch.arc(node, at_base, leg.beat, self.off + flown)
