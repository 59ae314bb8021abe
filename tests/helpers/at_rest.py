"""Plan files of a theatre in which everybody rests: lawful, and known by heart."""

import datetime as dt
import math
from pathlib import Path
from typing import Any

import numpy as np
from lawful_routes import NONE, Route
from limited_plan import seal
from small_theatre import write_small_theatre

from vedette.domain.plans import Earlier, HandOver, Plan, PlanParams
from vedette.reading import load_theatre
from vedette.reading.plans import load_plan
from vedette.sharing import Package, publish
from vedette.verify.case import work_out
from vedette.verify.states import count_states

MOMENT = 12


def write_at_rest(home: Path, **changes: Any) -> tuple[Path, Path]:
    """Write a plan of a day and one for its rest from noon; return both plan.json."""
    theatre = load_theatre(write_small_theatre(home / "theatre", **changes))
    whole = _write(home, "whole", PlanParams())
    start = theatre.start + dt.timedelta(hours=6)
    earlier = Earlier(load_plan(whole).content_hash, 48, MOMENT)
    return whole, _write(home, "rest", PlanParams(start=start, earlier=earlier))


def _write(home: Path, name: str, params: PlanParams) -> Path:
    theatre = load_theatre(home / "theatre")
    publish(Package(theatre, _at_rest(home, params)), home / name, formats=("plan",))
    return home / name / "plan.json"


def _at_rest(home: Path, params: PlanParams) -> Plan:
    case = work_out(load_theatre(home / "theatre"), params)
    drawn, prices, hand_over = {}, {}, {}
    counts: dict[int, tuple[str, int]] = {}
    for team, facts in case.facts.items():
        duties = facts.duties
        drawn[team] = [(_rests(duties.first, duties.n_slots), 1.0)]
        first, n_teams = counts.get(id(facts), (team, 0))
        counts[id(facts)] = (first, n_teams + 1)
        n_states, ends = count_states(duties), 1 if params.earlier is None else 2
        prices[first] = np.zeros(ends * n_states)
        free = np.zeros(n_states)
        free[0] = n_teams + 1
        hand_over[first] = HandOver(free, free)
    if params.earlier is None:
        hand_over = {}
    return seal(case, params, drawn, prices=prices, hand_over=hand_over)


def _rests(first: int, last: int) -> Route:
    nan = math.nan
    return tuple(("rest", t, t + 1, nan, nan, NONE, NONE) for t in range(first, last))
