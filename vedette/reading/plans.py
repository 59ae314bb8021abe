"""Plans: ``plan.json`` and the odds beside it, with their hashes checked.

A plan that cannot be read is an ``InputError``; one that can be read but does not fit
its own hashes is a ``CertificateError``.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from vedette.domain.plans import (
    MOVE_KINDS,
    Certificate,
    Effort,
    MoveTable,
    Plan,
    PlanParams,
    Progress,
    Shortfall,
)
from vedette.errors import CertificateError, InputError
from vedette.reading.canonical import WRITTEN, canonical_json, hash_of, parse_canonical
from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.head import zone
from vedette.reading.npz import read_arrays
from vedette.reading.plan_schema import PlanFile
from vedette.units import FIRST_YEAR, LAST_YEAR, WEIGHT_PARTS

ODDS_FILE = "odds.npz"
COLUMNS = {
    "team": np.int32,
    "kind": np.int8,
    "t0": np.int16,
    "t1": np.int16,
    "km0": np.float64,
    "km1": np.float64,
    "duty": np.int16,
    "sortie": np.int16,
    "odds": np.float64,
}
LONGEST_KM = 100_000.0


def load_plan(path: Path) -> Plan:
    """Load a plan by its ``plan.json``; ``odds.npz`` is read from beside it."""
    faults = Faults()
    raw = parse_canonical(_read(path, CAPS.plan_bytes), path.name, faults)
    file = _check(raw, path.name, faults) if raw is not None else None
    odds = _read(path.with_name(ODDS_FILE), CAPS.npz_bytes)
    if file is not None and raw is not None:
        _check_hashes(path, file, raw["content"], odds)
    arrays = read_arrays(odds, ODDS_FILE, COLUMNS, faults)
    if file is None or arrays is None:
        faults.raise_any(f"{path}: the plan cannot be read")
        raise InputError(f"{path}: the plan cannot be read.")
    _check_arrays(arrays, file, faults)
    _check_zone(file, path.name, faults)
    weights = _weights(file, path.name, faults)
    start = _moment(file.content.start, path.name, "start", faults)
    asked = file.content.params.start
    if asked is not None:
        _moment(asked, path.name, "params.start", faults)
    faults.raise_any(f"{path}: the plan cannot be read")
    return _as_plan(file, arrays, weights, start)


def _read(path: Path, cap: int) -> bytes:
    """Read a file of at most ``cap`` bytes."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: this is a folder; name {path / 'plan.json'}.")
        if not path.is_file():
            raise InputError(
                f"{path}: there is no such file. Name the plan.json that"
                " `vedette plan solve` wrote, with odds.npz and theatre/ beside it."
            )
        size = path.stat().st_size
        if size > cap:
            raise InputError(
                f"{path}: {size:,} bytes, where {cap:,} are the most. Vedette writes"
                " no plan of that size."
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be read ({error.strerror or error})."
        ) from error


def _check(raw: Mapping[str, Any], name: str, faults: Faults) -> PlanFile | None:
    try:
        return PlanFile.model_validate(raw)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            where = ".".join(map(str, each["loc"]))
            faults.add(name, each["msg"], WRITTEN, field=where)
        return None


def _check_arrays(
    arrays: Mapping[str, NDArray[Any]], file: PlanFile, faults: Faults
) -> None:
    """Check kinds and lengths of the columns, and what the rows may hold at all."""
    rows = sum(team.rows for team in file.content.teams)
    for name, kind in COLUMNS.items():
        array = arrays.get(name)
        if array is None:
            faults.add(ODDS_FILE, "the array is missing", WRITTEN, field=name)
        elif array.dtype != kind or array.shape != (rows,):
            what = f"it is {array.dtype} {array.shape}, not {np.dtype(kind)} ({rows},)"
            faults.add(ODDS_FILE, what, WRITTEN, field=name)
    if not len(faults):
        _check_rows(arrays, file, faults)


def _check_rows(
    arrays: Mapping[str, NDArray[Any]], file: PlanFile, faults: Faults
) -> None:
    """Check that the rows stand by team, and that each may be a move at all."""
    ids = [team.id for team in file.content.teams]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        what = f"team {quote(twice)} is listed twice"
        faults.add("plan.json", what, WRITTEN, field="content.teams")
    counts = [team.rows for team in file.content.teams]
    if not np.array_equal(arrays["team"], np.repeat(np.arange(len(counts)), counts)):
        what = "the rows do not stand team by team as plan.json counts them"
        faults.add(ODDS_FILE, what, WRITTEN, field="team")
    kinds = arrays["kind"]
    if ((kinds < 0) | (kinds >= len(MOVE_KINDS))).any():
        faults.add(ODDS_FILE, "a move is of no known kind", WRITTEN, field="kind")
    for name in ("km0", "km1"):
        km = arrays[name]
        if not (np.isnan(km) | ((km >= 0) & (km <= LONGEST_KM))).all():
            faults.add(ODDS_FILE, "a place is not on a border", WRITTEN, field=name)
    if not np.isfinite(arrays["odds"]).all():
        faults.add(ODDS_FILE, "not all are finite", WRITTEN, field="odds")


def _check_zone(file: PlanFile, name: str, faults: Faults) -> None:
    try:
        zone(file.content.zone)
    except WrongValueError as wrong:
        faults.add(name, wrong.what, wrong.advice, field="content.zone")


def _weights(file: PlanFile, name: str, faults: Faults) -> NDArray[np.float64]:
    content, said = file.content, file.content.adversary
    if content.n_reaches * content.n_slots > CAPS.plan_cells:
        what = f"reaches times slots are more than {CAPS.plan_cells:,}"
        faults.add(name, what, WRITTEN, field="content.n_reaches")
        return np.zeros((0, 0))
    weights = np.zeros((content.n_reaches, content.n_slots))
    if not len(said.reach) == len(said.slot) == len(said.weight_ppb):
        what = "reach, slot and weight_ppb are not of one length"
        faults.add(name, what, WRITTEN, field="content.adversary")
        return weights
    reach = np.array(said.reach, dtype=np.int64)
    slot = np.array(said.slot, dtype=np.int64)
    inside = (reach < content.n_reaches) & (slot < content.n_slots)
    cells = np.unique(reach * content.n_slots + slot)
    if not inside.all() or len(cells) < len(reach):
        what = "a weight stands twice, or outside the plan's reaches and slots"
        faults.add(name, what, WRITTEN, field="content.adversary")
        return weights
    parts = np.array(said.weight_ppb, dtype=np.float64)
    weights[reach, slot] = parts / WEIGHT_PARTS
    return weights


def _moment(text: str, name: str, field: str, faults: Faults) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment
    except ValueError:
        pass
    what = f"it is no date and hour with an offset, {FIRST_YEAR} to {LAST_YEAR}"
    faults.add(name, what, WRITTEN, field=field)
    return dt.datetime.now(dt.UTC)


def _check_hashes(path: Path, file: PlanFile, content: Any, odds: bytes) -> None:
    faults = []
    if hash_of(canonical_json(content)) != file.content_hash:
        faults.append("plan.json: its content does not fit content_hash (rule hash)")
    if hash_of(odds) != file.content.odds.sha256:
        faults.append(f"{ODDS_FILE}: it does not fit the hash in plan.json (rule hash)")
    if faults:
        raise CertificateError.listing(f"{path}: the plan was changed", faults)


def _as_plan(
    file: PlanFile,
    arrays: Mapping[str, NDArray[Any]],
    weights: NDArray[np.float64],
    start: dt.datetime,
) -> Plan:
    content = file.content
    asked = content.params.model_dump()
    if asked["start"] is not None:
        asked["start"] = dt.datetime.fromisoformat(asked["start"])
    asked["without"] = tuple(asked["without"])
    ends = np.cumsum([0, *(team.rows for team in content.teams)])
    columns = [name for name in COLUMNS if name != "team"]
    moves = {
        team.id: MoveTable(**{name: arrays[name][a:b] for name in columns})
        for team, a, b in zip(content.teams, ends[:-1], ends[1:], strict=True)
    }
    return Plan(
        theatre_id=content.theatre.id,
        theatre_hash=content.theatre.hash,
        params=PlanParams(**asked),
        start=start,
        zone=content.zone,
        slot_min=content.slot_min,
        reach_km=content.reach_km,
        n_reaches=content.n_reaches,
        n_slots=content.n_slots,
        moves=MappingProxyType(moves),
        weights=weights,
        prices=MappingProxyType(
            {team: np.array(each, np.float64) for team, each in content.prices.items()}
        ),
        certificate=Certificate(**content.certificate.model_dump()),
        effort=Effort(**file.effort.model_dump()),
        shortfalls=tuple(Shortfall(**s.model_dump()) for s in content.shortfalls),
        rests_on=tuple(content.rests_on),
        trace=tuple(Progress(**p.model_dump()) for p in file.trace),
        content_hash=file.content_hash,
    )
