"""What ``plan.json`` holds, beyond its form: cells, hours, pins, a plan before it."""

import datetime as dt
from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import Earlier, HandOver, PlanParams
from vedette.reading.canonical import WRITTEN
from vedette.reading.caps import CAPS
from vedette.reading.faults import Faults
from vedette.reading.known import Known
from vedette.reading.limits import as_limit
from vedette.reading.pins import check_plain_pins
from vedette.reading.plan_schema import EarlierSaid, PlanFile
from vedette.reading.tables import Tell
from vedette.units import FIRST_YEAR, LAST_YEAR, LOOK_PARTS, WEIGHT_PARTS

Floats = NDArray[np.float64]


def read_weights(file: PlanFile, name: str, faults: Faults) -> Floats:
    """Return the adversary's weights, shape (R, T)."""
    if file.content.n_reaches * file.content.n_slots > CAPS.plan_cells:
        what = f"reaches times slots are more than {CAPS.plan_cells:,}"
        faults.add(name, what, WRITTEN, field="content.n_reaches")
    said, where = file.content.adversary, "content.adversary"
    parts = _on_grid(said.reach, said.slot, said.weight_ppb, file, name, where, faults)
    return parts / WEIGHT_PARTS


def read_looks(file: PlanFile, name: str, faults: Faults) -> Floats:
    """Return the numbers of looks behind the bound, shape (R, T)."""
    said, where = file.content.adversary.looks, "content.adversary.looks"
    parts = _on_grid(said.reach, said.slot, said.milli, file, name, where, faults)
    return parts / LOOK_PARTS


def _on_grid(
    reach: Sequence[int],
    slot: Sequence[int],
    values: Sequence[int],
    file: PlanFile,
    name: str,
    where: str,
    faults: Faults,
) -> Floats:
    """Lay values on the plan's cells; nothing where these are too many."""
    n_reaches, n_slots = file.content.n_reaches, file.content.n_slots
    if n_reaches * n_slots > CAPS.plan_cells:
        return np.zeros((0, 0))
    grid = np.zeros((n_reaches, n_slots))
    if not len(reach) == len(slot) == len(values):
        what = "its lists are not of one length"
        faults.add(name, what, WRITTEN, field=where)
        return grid
    rows, columns = np.array(reach, np.int64), np.array(slot, np.int64)
    if not ((rows < n_reaches) & (columns < n_slots)).all():
        what = "a cell lies outside the plan's reaches and slots"
        faults.add(name, what, WRITTEN, field=where)
    elif not (np.diff(rows * n_slots + columns) > 0).all():
        what = "a cell stands twice, or out of order"
        faults.add(name, what, WRITTEN, field=where)
    else:
        grid[rows, columns] = values
    return grid


def read_moment(text: str, name: str, field: str, faults: Faults) -> dt.datetime:
    """Return a date and hour with its offset."""
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment
    except ValueError:
        pass
    what = f"it is no date and hour with an offset, {FIRST_YEAR} to {LAST_YEAR}"
    faults.add(name, what, WRITTEN, field=field)
    return dt.datetime.now(dt.UTC)


def read_params(file: PlanFile, name: str, faults: Faults) -> PlanParams | None:
    """Return what was asked for; None where something of it has a fault."""
    before, said, where = len(faults), file.content.params, "content.params"

    def tell_of(at: int) -> Tell:
        pin = f"{where}.pins.{at}"
        return lambda field, what, advice: faults.add(
            name, what, advice, field=f"{pin}.{field}"
        )

    start = said.start
    if start is not None:
        read_moment(start, name, "params.start", faults)
    pins = [pin.model_dump(by_alias=True) for pin in said.pins]
    rows = check_plain_pins(pins, tell_of, Known())
    if said.earlier is not None and said.earlier.moment >= said.earlier.n_slots:
        what = f"it is not one of the {said.earlier.n_slots} slots of that plan"
        faults.add(name, what, WRITTEN, field=f"{where}.earlier.moment")
    if len(faults) > before:
        return None
    plain = said.model_dump(
        exclude={"start", "without", "pins", "teams_out", "earlier"}
    )
    return PlanParams(
        **plain,
        start=None if start is None else dt.datetime.fromisoformat(start),
        without=tuple(said.without),
        pins=tuple(map(as_limit, rows)),
        teams_out=tuple(said.teams_out),
        earlier=_as_earlier(said.earlier),
    )


def _as_earlier(said: EarlierSaid | None) -> Earlier | None:
    if said is None:
        return None
    return Earlier(said.content_hash, said.n_slots, said.moment)


def read_hand_over(
    file: PlanFile, name: str, faults: Faults
) -> MappingProxyType[str, HandOver]:
    """Return the odds of states that a plan takes over from one before it."""
    said, where = file.content.hand_over, "content.hand_over"
    if said and file.content.params.earlier is None:
        what = "it takes over from a plan that params.earlier does not name"
        faults.add(name, what, WRITTEN, field=where)
    for team, each in said.items():
        if len(each.start) != len(each.end):
            what = "start and end are not of one length"
            faults.add(name, what, WRITTEN, field=f"{where}.{team}")
    return MappingProxyType(
        {
            team: HandOver(np.array(each.start), np.array(each.end))
            for team, each in said.items()
        }
    )
