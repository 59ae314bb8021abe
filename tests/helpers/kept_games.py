"""Patrol games as small JSON files: the fields of a `PatrolProblem` by their names.

Fields that a file does not have are as the program has them without being told.
"""

import json
from dataclasses import asdict, fields
from typing import Any, TypeVar

import numpy as np

from vedette.solver import Limits, PatrolProblem, TimeGraph

Record = TypeVar("Record", TimeGraph, Limits, PatrolProblem)

KINDS: dict[str, type] = {
    **dict.fromkeys(["stake", "forecast", "pattern_p"], np.float64),
    **dict.fromkeys(["start_odds", "end_odds", "charge_amount"], np.float64),
    **dict.fromkeys(["amount", "amount_in_plan"], np.float64),
    "at_least": np.bool_,
    "held": np.float32,
}


def write_game(problem: PatrolProblem) -> str:
    """Return a game as one line of JSON, without fields that hold nothing."""
    return json.dumps(
        asdict(problem, dict_factory=without_empty), default=np.ndarray.tolist
    )


def without_empty(found: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a record's fields, less those of no length."""
    return {
        name: value
        for name, value in found
        if not hasattr(value, "__len__") or len(value)
    }


def read_game(text: str) -> PatrolProblem:
    """Return the game of a JSON file; what is not a field of it is for people."""
    found = json.loads(text)
    graphs = tuple(as_record(TimeGraph, graph) for graph in found["graphs"])
    limits = as_record(Limits, found.get("limits", {}))
    return as_record(PatrolProblem, found | {"graphs": graphs, "limits": limits})


def as_record(kind: type[Record], found: dict[str, Any]) -> Record:
    """Return what a record's own fields say, lists as arrays of their kind."""
    own = {each.name: found[each.name] for each in fields(kind) if each.name in found}
    for name, value in own.items():
        if isinstance(value, list):
            own[name] = np.array(value, dtype=KINDS.get(name, np.int32))
    return kind(**own)
