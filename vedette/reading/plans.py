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
    HandOver,
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
from vedette.reading.files import read_file
from vedette.reading.head import zone
from vedette.reading.npz import read_arrays
from vedette.reading.plan_content import (
    read_hand_over,
    read_looks,
    read_moment,
    read_params,
    read_weights,
)
from vedette.reading.plan_schema import PlanFile

PLAN_FILE, ODDS_FILE = "plan.json", "odds.npz"
WANTED = (
    "the plan.json that `vedette plan solve` wrote, with odds.npz and theatre/"
    " beside it"
)
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
    data = read_file(path, CAPS.plan_bytes, WANTED, in_folder=PLAN_FILE)
    raw = parse_canonical(data, path.name, faults)
    file = _check(raw, path.name, faults) if raw is not None else None
    odds = read_file(path.with_name(ODDS_FILE), CAPS.npz_bytes, WANTED)
    if file is not None and raw is not None:
        _check_hashes(path, file, raw["content"], odds)
    arrays = read_arrays(odds, ODDS_FILE, COLUMNS, faults)
    if file is None or arrays is None:
        faults.raise_any(f"{path}: the plan cannot be read")
        raise InputError(f"{path}: the plan cannot be read.")
    _check_arrays(arrays, file, faults)
    _check_zone(file, path.name, faults)
    start = read_moment(file.content.start, path.name, "start", faults)
    params = read_params(file, path.name, faults)
    weights = read_weights(file, path.name, faults)
    looks = read_looks(file, path.name, faults)
    hand_over = read_hand_over(file, path.name, faults)
    faults.raise_any(f"{path}: the plan cannot be read")
    assert params is not None
    return _as_plan(file, arrays, params, start, weights, looks, hand_over)


def _check(raw: Mapping[str, Any], name: str, faults: Faults) -> PlanFile | None:
    content = raw.get("content")
    if isinstance(content, dict) and _is_older(content.get("rules")):
        what = "the plan was made by an older version of Vedette, by other rules"
        faults.add(name, what, "plan again", field="content.rules")
        return None
    try:
        return PlanFile.model_validate(raw)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            where = ".".join(map(str, each["loc"]))
            faults.add(name, each["msg"], WRITTEN, field=where)
        return None


def _is_older(rules: object) -> bool:
    """Whether a plan names a rule book that was in force before this one."""
    return isinstance(rules, dict) and (
        rules.get("moves") == 1 or rules == {"moves": 2}  # before forecasts had rates
    )


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
    params: PlanParams,
    start: dt.datetime,
    weights: NDArray[np.float64],
    looks: NDArray[np.float64],
    hand_over: Mapping[str, HandOver],
) -> Plan:
    content = file.content
    ends = np.cumsum([0, *(team.rows for team in content.teams)])
    columns = [name for name in COLUMNS if name != "team"]
    moves = {
        team.id: MoveTable(**{name: arrays[name][a:b] for name in columns})
        for team, a, b in zip(content.teams, ends[:-1], ends[1:], strict=True)
    }
    return Plan(
        theatre_id=content.theatre.id,
        theatre_hash=content.theatre.hash,
        params=params,
        start=start,
        zone=content.zone,
        slot_min=content.slot_min,
        reach_km=content.reach_km,
        n_reaches=content.n_reaches,
        n_slots=content.n_slots,
        moves=MappingProxyType(moves),
        weights=weights,
        prices=_as_arrays(content.prices),
        certificate=Certificate(**content.certificate.model_dump()),
        effort=Effort(**file.effort.model_dump()),
        shortfalls=tuple(Shortfall(**s.model_dump()) for s in content.shortfalls),
        rests_on=tuple(content.rests_on),
        trace=tuple(Progress(**p.model_dump()) for p in file.trace),
        content_hash=file.content_hash,
        limit_prices=_as_arrays(content.limit_prices),
        hand_over=hand_over,
        looks=looks,
    )


def _as_arrays(
    lists: Mapping[str, list[float]],
) -> MappingProxyType[str, NDArray[np.float64]]:
    return MappingProxyType(
        {name: np.array(each, np.float64) for name, each in lists.items()}
    )
