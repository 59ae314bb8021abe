"""Which looks lie on some whole lawful route of a helicopter; see ``seen``."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.verify.chain import Lawful, Whole, whole_duties
from vedette.verify.duties import Duties
from vedette.verify.forbidden import Forbidden
from vedette.verify.spans import Sums
from vedette.verify.stations import Stations
from vedette.verify.steps import ahead, arrive

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Sky:
    """What each take-off may do; row o is the one at moment ``take_off[o]``.

    ``steps`` is by moments from the first take-off on, (moments, stations, shifts),
    and so is ``legs``, whether a leg may look at that moment, (moments, stations).
    """

    stations: Stations
    take_off: NDArray[np.int64]
    steps: Mask
    legs: Mask
    leg: Sums
    wait: Sums
    field: Sums

    @property
    def air_slots(self) -> int:
        return max(self.stations.air_slots, 0)

    def steps_after(self, flown: int) -> Mask:
        """Return the steps of the slot after so many, (take-offs, stations, shifts)."""
        return self.steps[flown : flown + len(self.take_off)]

    def legs_out(self, flown: int) -> Mask:
        """Tell to which stations a leg brings in just so many slots."""
        clear = self.leg.none_over(self.take_off, self.take_off + flown)
        clear &= self.field.none_over(self.take_off, self.take_off + 1)
        fit = self.stations.has_leg & (self.stations.leg_slots == flown)
        looks = self.legs[flown - 1 : flown - 1 + len(self.take_off)]
        return np.asarray(clear[:, None] & fit[None, :] & looks)

    def legs_home(self, flown: int) -> tuple[Mask, NDArray[np.int64]]:
        """Tell from which stations it may land, and the slots until ready again."""
        need = self.stations.leg_slots
        fit = self.stations.has_leg & (flown + need <= self.air_slots)
        begin = (self.take_off + flown)[:, None]
        landed = begin + need[None, :]
        clear = self.leg.none_over(begin, landed)
        clear &= self.wait.none_over(landed, landed + self.stations.turn_slots)
        clear &= self.field.none_over(landed - 1, landed)
        clear &= self.legs[flown : flown + len(self.take_off)]
        ready = np.where(fit, flown + need + self.stations.turn_slots, 0)
        return np.asarray(clear & fit[None, :]), ready


def seen_in_air(
    stations: Stations, duties: Duties, forbidden: Forbidden
) -> Lawful | None:
    """Tell which looks and duties lie on whole routes; None where no route is left."""
    sky = _open_sky(stations, duties, forbidden)
    aloft = _aloft(sky)
    sorties = _sorties(sky, aloft)
    field = _at_airfield(sky, duties, sorties)
    lengths = np.arange(duties.longest + 1)
    room = duties.room_at(duties.starts)
    lawful = field & (lengths >= 1)[None, :] & (lengths[None, :] <= room[:, None])
    if stations.unsigned:
        lawful[:] = False
    whole = whole_duties(duties, lawful, forbidden.idle)
    if whole is None:
        return None
    used = _used_sorties(sky, duties, sorties, field, whole)
    return Lawful(_mark(sky, duties, aloft, used), whole.duties)


def _open_sky(stations: Stations, duties: Duties, forbidden: Forbidden) -> _Sky:
    first, shape = duties.first, stations.may_fly.shape
    n_take_offs = duties.n_slots - first + duties.longest
    n_moments = n_take_offs + max(stations.air_slots, 0) + 1
    steps = np.zeros((n_moments, *shape), dtype=np.bool_)
    steps[:] = stations.may_fly
    by_slot = forbidden.step[: stations.may_fly.size].T.reshape(-1, *shape)
    steps[-first : -first + duties.n_slots] &= ~by_slot
    legs = np.ones((n_moments, len(stations.km)), dtype=np.bool_)
    legs[-first : -first + duties.n_slots] = ~forbidden.step[stations.may_fly.size :].T
    return _Sky(
        stations=stations,
        take_off=np.arange(n_take_offs) + first,
        steps=steps,
        legs=legs,
        leg=Sums.of(forbidden.leg),
        wait=Sums.of(forbidden.wait),
        field=Sums.of(forbidden.field),
    )


def _aloft(sky: _Sky) -> Mask:
    """Tell where each sortie can be after 0, 1, ... slots, (F + 1, take-offs, m)."""
    shape = (sky.air_slots + 1, len(sky.take_off), len(sky.stations.km))
    aloft = np.zeros(shape, dtype=np.bool_)
    for flown in range(1, sky.air_slots + 1):
        leaving = aloft[flown - 1, :, :, None] & sky.steps_after(flown - 1)
        aloft[flown] = arrive(leaving, sky.stations.span) | sky.legs_out(flown)
    return aloft


def _sorties(sky: _Sky, aloft: Mask) -> Mask:
    """Tell how many slots each sortie can take until ready, (take-offs, slots)."""
    longest = sky.air_slots + sky.stations.turn_slots
    sorties = np.zeros((len(sky.take_off), longest + 1), dtype=np.bool_)
    for flown in range(1, sky.air_slots):
        lands, ready = sky.legs_home(flown)
        for station in np.flatnonzero(ready):
            done = aloft[flown, :, station] & lands[:, station]
            sorties[:, ready[station]] |= done
    return sorties


def _at_airfield(sky: _Sky, duties: Duties, sorties: Mask) -> Mask:
    """Tell after how many slots of each duty it can be there, (starts, D + 1)."""
    starts, longest = duties.starts, duties.longest
    field = np.zeros((len(starts), longest + 1), dtype=np.bool_)
    field[:, 0] = True
    for slot in range(longest):
        now = starts + slot
        field[:, slot + 1] |= field[:, slot] & sky.wait.none_over(now, now + 1)
        most = min(sorties.shape[1] - 1, longest - slot)
        flown = sorties[now - duties.first, 1 : most + 1]
        field[:, slot + 1 : slot + most + 1] |= field[:, slot, None] & flown
    return field


def _used_sorties(
    sky: _Sky, duties: Duties, sorties: Mask, field: Mask, whole: Whole
) -> Mask:
    """Tell which sorties lie on a whole route."""
    starts, longest = duties.starts, duties.longest
    home = whole.may_end.copy()
    used = np.zeros_like(sorties)
    for slot in range(longest - 1, -1, -1):
        now = starts + slot
        most = min(sorties.shape[1] - 1, longest - slot)
        flown = sorties[now - duties.first, 1 : most + 1]
        flown = flown & home[:, slot + 1 : slot + most + 1]
        begun = whole.may_begin & field[:, slot]
        used[now - duties.first, 1 : most + 1] |= flown & begun[:, None]
        waits = home[:, slot + 1] & sky.wait.none_over(now, now + 1)
        home[:, slot] |= flown.any(axis=1) | waits
    return used


def _mark(sky: _Sky, duties: Duties, aloft: Mask, used: Mask) -> Mask:
    """Mark the looks of sorties that are used, each in its slot."""
    stations = sky.stations
    seen = np.zeros((stations.n_looks, duties.n_slots), dtype=np.bool_)
    flights, legs = slice(stations.may_fly.size), slice(stations.may_fly.size, None)

    def mark(looks: slice, slot: NDArray[np.int64], made: Mask) -> None:
        inside = (slot >= 0) & (slot < duties.n_slots)
        seen[looks, slot[inside]] |= made.reshape(len(slot), -1)[inside].T

    home = np.zeros(aloft.shape[1:], dtype=np.bool_)
    for flown in range(sky.air_slots, 0, -1):
        now = sky.take_off + flown
        onward = sky.steps_after(flown) & ahead(home, stations.span)
        mark(flights, now, aloft[flown, :, :, None] & onward)
        lands, ready = sky.legs_home(flown)
        lands &= used[:, ready]
        mark(legs, now, aloft[flown] & lands)
        home = onward.any(axis=2) | lands
        mark(legs, now - 1, sky.legs_out(flown) & home)
    return seen
