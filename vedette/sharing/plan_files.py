"""``plan.json`` and ``odds.npz``: canonical, so that one plan is always one text."""

import io
import zipfile
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import Plan, PlanParams
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.canonical import canonical_json, hash_of
from vedette.reading.caps import CAPS
from vedette.reading.faults import Faults
from vedette.reading.folder import TheatreFolder
from vedette.reading.limits import plain_limit
from vedette.reading.plans import COLUMNS, ODDS_FILE
from vedette.sharing.clocks import iso
from vedette.sharing.folder import Files
from vedette.units import look_parts, weight_parts

THEATRE_COPY = "theatre"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: bytes must not hold "now"


def plan_files(theatre: Theatre, plan: Plan) -> Files:
    """Return a plan's folder: its two files, and the theatre that it was made for."""
    odds = _odds_bytes(plan)
    content = _content(theatre, plan, hash_of(odds))
    whole = {
        "format": 1,
        "content": content,
        "content_hash": hash_of(canonical_json(content)),
        "effort": asdict(plan.effort),
        "trace": [asdict(each) for each in plan.trace],
    }
    copy = {
        f"{THEATRE_COPY}/{name}": data for name, data in _theatre_files(theatre).items()
    }
    return {"plan.json": canonical_json(whole) + b"\n", ODDS_FILE: odds, **copy}


def _theatre_files(theatre: Theatre) -> Files:
    """Read a theatre's files again, and refuse what is not what was planned with."""
    faults = Faults()
    folder = TheatreFolder(theatre.folder, faults)
    for name in theatre.files:
        folder.read(name, CAPS.folder_bytes)
    faults.raise_any(f"{theatre.folder}: the theatre cannot be copied")
    if folder.content_hash() != theatre.content_hash:
        raise InputError(
            f"{theatre.folder}: the theatre was changed since it was loaded, so the "
            "plan would not fit its copy. Plan again."
        )
    return folder.contents


def _content(theatre: Theatre, plan: Plan, odds_hash: str) -> dict[str, Any]:
    """Return what partners approve; what a run took is told elsewhere."""
    return {
        "theatre": {
            "id": theatre.id,
            "name": theatre.name,
            "folder": THEATRE_COPY,
            "hash": plan.theatre_hash,
        },
        "params": _params(plan.params),
        "start": plan.start.isoformat(),
        "zone": plan.zone,
        "slot_min": plan.slot_min,
        "n_slots": plan.n_slots,
        "n_reaches": plan.n_reaches,
        "reach_km": plan.reach_km,
        "rules": {"moves": 2, "forecast": 2},
        "teams": [{"id": team, "rows": len(t)} for team, t in plan.moves.items()],
        "certificate": asdict(plan.certificate),
        "adversary": {
            **_cells("weight_ppb", weight_parts(plan.weights)),
            "looks": _cells("milli", look_parts(plan.looks)),
        },
        "prices": {team: each.tolist() for team, each in plan.prices.items()},
        "limit_prices": {
            limit: each.tolist()
            for limit, each in plan.limit_prices.items()
            if each.any()
        },
        "hand_over": {
            team: {"start": each.start.tolist(), "end": each.end.tolist()}
            for team, each in plan.hand_over.items()
        },
        "odds": {"file": ODDS_FILE, "sha256": odds_hash},
        "shortfalls": [asdict(each) for each in plan.shortfalls],
        "rests_on": list(plan.rests_on),
        "notice": theatre.notice,
    }


def _params(params: PlanParams) -> dict[str, Any]:
    plain = asdict(params)
    del plain["threads"]  # how it was computed, not what was asked: outside the hash
    earlier = params.earlier
    return plain | {
        "start": iso(params.start),
        "without": list(params.without),
        "pins": [plain_limit(pin) for pin in params.pins],
        "teams_out": list(params.teams_out),
        "rates": dict(params.rates),
        "earlier": earlier
        and {
            "content_hash": earlier.plan_hash,
            "n_slots": earlier.n_slots,
            "moment": earlier.moment,
        },
    }


def _cells(name: str, parts: NDArray[np.int64]) -> dict[str, list[int]]:
    """Return the cells that are not 0, by reach and slot, with their whole parts."""
    reach, slot = np.nonzero(parts)
    values = parts[reach, slot].tolist()
    return {"reach": reach.tolist(), "slot": slot.tolist(), name: values}


def _odds_bytes(plan: Plan) -> bytes:
    """Return all teams' rows as one archive of columns."""
    tables = list(plan.moves.values())
    counts = [len(table) for table in tables]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, kind in COLUMNS.items():
            if name == "team":
                column = np.repeat(np.arange(len(tables)), counts).astype(kind)
            else:
                parts = [np.zeros(0, kind), *(getattr(t, name) for t in tables)]
                column = np.concatenate(parts).astype(kind)
            array = io.BytesIO()
            np.save(array, column, allow_pickle=False)
            member = zipfile.ZipInfo(f"{name}.npy", EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, array.getvalue(), compresslevel=9)
    return held.getvalue()
