"""Forces x ground x rules: each group's lawful moves through time, as a timegraph."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground, Window
from vedette.domain.plans import (
    END,
    NO_SLOT,
    START,
    TAKE_OFF,
    MoveTable,
)
from vedette.domain.theatre import Theatre
from vedette.planning.beats import Beat
from vedette.planning.duty import (
    AT_BASE,
    HOME,
    DutyTemplate,
    air_duty,
    ground_duty,
)
from vedette.planning.groups import Group, Ints
from vedette.planning.places import GroundPlaces, NoMoveError
from vedette.planning.states import (
    FREE,
    IN_AIR,
    ON_AIRFIELD,
    ON_GROUND,
    Cut,
    entry_rests,
    move_kinds,
)
from vedette.planning.stations import AirStations


@dataclass(frozen=True, slots=True, eq=False)
class GroupMoves:
    """All lawful moves of one group, as a graph with a field meaning for every node.

    Parameters
    ----------
    first_arc, head, beat, slot
        The arcs: CSR by tail, heads, beat (-1: sees nothing in the window) and the slot
        of its look.
    state, moment, place, duty, sortie
        Of each node: FREE, ON_GROUND, ON_AIRFIELD or IN_AIR; moment; index into
        ``place_km`` (AT_BASE on an airfield); beginnings of duty and sortie (NO_SLOT).
    place_km
        Border km of the places.
    start_state, end_state
        Of each arc: state of the team at moment 0 and at T that taking it shows, -1 for
        none (rule ``hand-over``).
    entry
        Until which moment the rests last that routes may begin with: they are the
        first arcs, in this order.
    beats
        What the beats spend where.
    rest
        Slots of rest after a duty.
    """

    group: Group
    first_arc: Ints
    head: Ints
    beat: Ints
    slot: Ints
    start_state: Ints
    end_state: Ints
    state: Ints
    moment: Ints
    place: Ints
    duty: Ints
    sortie: Ints
    place_km: NDArray[np.float64]
    entry: Ints
    beats: list[Beat]
    rest: int

    @property
    def n_states(self) -> int:
        """How many states there are: free, with rest left, on duty."""
        return 1 + max(self.group.rest - 1, 0) + self.group.duty

    def table(self, arc: Ints, odds: NDArray[np.float64]) -> MoveTable:
        """Return the named arcs as rows of a plan, ordered by time."""
        rows = self.rows(arc)
        columns = (rows.km1, rows.km0, rows.sortie, rows.duty, rows.kind, rows.t0)
        order = np.lexsort(columns)
        sorted_rows = {
            each.name: getattr(rows, each.name)[order] for each in fields(MoveTable)
        }
        return MoveTable(**{**sorted_rows, "odds": odds[order]})

    def rows(self, arc: Ints) -> MoveTable:
        """Return the named arcs as rows with odds of 1, in the order named."""
        tail = np.searchsorted(self.first_arc, arc, side="right") - 1
        head = self.head[arc]
        kind = move_kinds(self.state[tail], self.state[head])
        t0, t1 = self.moment[tail].astype(np.int32), self.moment[head].astype(np.int32)
        t1 = np.where(kind == END, t0 + self.rest, t1)
        enters = arc < len(self.entry)
        t1[enters] = self.entry[arc[enters]]
        at_base = np.isin(kind, (START, END))
        duty = np.where(kind == START, self.duty[head], self.duty[tail])
        sortie = np.where(kind == TAKE_OFF, self.sortie[head], self.sortie[tail])
        return MoveTable(
            kind=kind.astype(np.int8),
            t0=t0.astype(np.int16),
            t1=t1.astype(np.int16),
            km0=np.where(at_base, np.nan, self._km(tail)),
            km1=np.where(at_base, np.nan, self._km(head)),
            duty=duty.astype(np.int16),
            sortie=sortie.astype(np.int16),
            odds=np.ones(len(arc)),
        )

    def _km(self, node: Ints) -> NDArray[np.float64]:
        place = self.place[node]
        km = self.place_km[np.maximum(place, 0)]
        return np.where(place >= 0, km, np.nan)


def list_moves(
    group: Group, theatre: Theatre, ground: Ground, window: Window
) -> GroupMoves:
    """Return all lawful moves of a group; NoMoveError says why there are none."""
    lengths = group.duty_lengths(window)
    if not lengths:
        raise NoMoveError(group.why_no_duty(window))
    if group.kind == "helicopter":
        stations = AirStations(group, theatre, ground, window.slot_min)
        return _assemble(
            group,
            window,
            {n: air_duty(stations, n) for n in set(lengths.values())},
            lengths,
            stations.km,
            stations.beats,
        )
    places = GroundPlaces(group, ground, window.slot_min)
    templates = {n: ground_duty(places, n) for n in set(lengths.values())}
    return _assemble(group, window, templates, lengths, places.km, places.beats)


def _assemble(
    group: Group,
    window: Window,
    templates: dict[int, DutyTemplate],
    lengths: dict[int, int],
    place_km: NDArray[np.float64],
    beats: list[Beat],
) -> GroupMoves:
    """Lay one copy of the duty behind every moment it may begin at.

    Nodes stand in blocks: free at moment t, then all states of the duty begun at t.
    Every arc then leads to a later block or onwards in its own.
    """
    first, last = -group.duty, window.n_slots
    moments = np.arange(first, last + 1)
    sizes = np.array(
        [
            1 + (len(templates[lengths[t]].elapsed) if t in lengths else 0)
            for t in moments.tolist()
        ]
    )
    free = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)

    def free_at(moment: Ints) -> Ints:
        return np.asarray(free[np.minimum(moment, last) - first])

    parts = [
        _block(int(t), int(node), templates.get(lengths.get(int(t), 0)), group, free_at)
        for t, node in zip(moments[:-1], free[:-1], strict=True)
    ]
    parts[0] = _with_rest_left(parts[0], free_at(entry_rests(group)))
    out_degree = np.concatenate([*(part.out for part in parts), [0]])
    slot = np.concatenate([part.slot for part in parts])
    beat = np.concatenate([part.beat for part in parts])
    in_window = (beat >= 0) & (slot >= 0) & (slot < window.n_slots)
    ends = _Block.ending(last)
    labels = {
        name: np.concatenate([*(getattr(part, name) for part in parts), ends[name]])
        for name in ends
    }
    first_arc = np.concatenate([[0], np.cumsum(out_degree)]).astype(np.int32)
    head = np.concatenate([part.head for part in parts])
    tail = np.repeat(np.arange(len(out_degree)), out_degree)
    cut = Cut(group, labels, tail, head)
    return GroupMoves(
        group=group,
        first_arc=first_arc,
        head=head,
        beat=np.where(in_window, beat, -1).astype(np.int32),
        slot=np.where(in_window, slot, 0).astype(np.int32),
        start_state=cut.at(0),
        end_state=cut.at(last),
        place_km=place_km,
        entry=entry_rests(group),
        beats=beats,
        rest=group.rest,
        **labels,
    )


@dataclass(slots=True)
class _Block:
    """The nodes and arcs that stand behind one free moment."""

    out: Ints
    head: Ints
    beat: Ints
    slot: Ints
    state: Ints
    moment: Ints
    place: Ints
    duty: Ints
    sortie: Ints

    @staticmethod
    def ending(moment: int) -> dict[str, Ints]:
        """Return the labels of the last node, where every route ends."""
        names = ("moment", "place", "duty", "sortie")
        values = (moment, AT_BASE, NO_SLOT, NO_SLOT)
        labels = {
            n: np.array([v], dtype=np.int16) for n, v in zip(names, values, strict=True)
        }
        return labels | {"state": np.array([FREE], dtype=np.int8)}


def _block(
    moment: int,
    node: int,
    duty: DutyTemplate | None,
    group: Group,
    free_at: Callable[[Ints], Ints],
) -> _Block:
    rest_head = free_at(np.array([moment + 1], dtype=np.int32))
    own = _Block.ending(moment)
    nothing, zero = np.array([-1], np.int32), np.array([0], np.int32)
    if duty is None:
        out = np.array([1], np.int32)
        return _Block(out, rest_head, nothing, zero, **own)
    begin = np.array([node + 1], dtype=np.int32)
    home = free_at(moment + duty.elapsed[duty.tail].astype(np.int32) + group.rest)
    head = np.where(duty.head == HOME, home, node + 1 + duty.head).astype(np.int32)
    flying = duty.sortie != NO_SLOT
    on_base = ON_AIRFIELD if group.base.km is None else ON_GROUND
    n = len(duty.elapsed)
    return _Block(
        out=np.concatenate([[2], np.bincount(duty.tail, minlength=n)]).astype(np.int32),
        head=np.concatenate([rest_head, begin, head]),
        beat=np.concatenate([nothing, nothing, duty.beat]),
        slot=np.concatenate([zero, zero, moment + duty.look_at.astype(np.int32)]),
        state=np.concatenate([own["state"], np.where(flying, IN_AIR, on_base)]).astype(
            np.int8
        ),
        moment=np.concatenate([own["moment"], moment + duty.elapsed]).astype(np.int16),
        place=np.concatenate([own["place"], duty.place]).astype(np.int16),
        duty=np.concatenate([own["duty"], np.full(n, moment)]).astype(np.int16),
        sortie=np.concatenate(
            [own["sortie"], np.where(flying, moment + duty.sortie, NO_SLOT)]
        ).astype(np.int16),
    )


def _with_rest_left(first: _Block, free: Ints) -> _Block:
    """Let routes also begin with rest left, free again at some later moments."""
    n = len(free)
    out = first.out.copy()
    out[0] += n
    return replace(
        first,
        out=out,
        head=np.concatenate([free, first.head]),
        beat=np.concatenate([np.full(n, -1, np.int32), first.beat]),
        slot=np.concatenate([np.zeros(n, np.int32), first.slot]),
    )
