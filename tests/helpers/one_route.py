"""Two hand-made routes, one on the ground and one in the air, lawful as they stand.

Ground: places at km 0, 10, 20 (base), 30, 40, 20 minutes apart; duties of 4 slots from
full hours, 2 slots of rest. Air: stations every 10 km, 30 km a slot, 3 slots aloft.
"""

import math
import re
from dataclasses import replace

import numpy as np
from lawful_routes import NONE, Row
from tiny_cases import (
    LENGTH_KM,
    TinyCase,
    make_card,
    make_case,
    make_caveat,
    make_ground,
    make_team,
    make_window,
    table_of,
)

from vedette.domain.plans import MoveTable
from vedette.verify.facts import facts_of
from vedette.verify.flow import check_flow
from vedette.verify.rows import lay_rows
from vedette.verify.rules import check_rows

NAN = math.nan
EDGES = [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, LENGTH_KM]
WINDOW = make_window(np.zeros((2, 8)))

GROUND_CASE = make_case(
    make_ground(EDGES, [20.0, 20.0, 20.0, 20.0, math.inf, 20.0]),
    WINDOW,
    make_team(
        duty_h=2.0, rest_h=1.0, starts_every_min=60, latest_min=1140, earliest_min=300
    ),
    base_km=20.0,
    caveats=[make_caveat(km_to=45.0)],
)
GROUND_ROUTE: tuple[Row, ...] = (
    *(("rest", t, t + 1, NAN, NAN, NONE, NONE) for t in range(-4, 0)),
    ("start", 0, 0, NAN, NAN, 0, NONE),
    ("move", 0, 1, 20.0, 30.0, 0, NONE),
    ("move", 1, 2, 30.0, 40.0, 0, NONE),
    ("move", 2, 3, 40.0, 30.0, 0, NONE),
    ("move", 3, 4, 30.0, 20.0, 0, NONE),
    ("end", 4, 6, NAN, NAN, 0, NONE),
    ("rest", 6, 7, NAN, NAN, NONE, NONE),
    ("rest", 7, 8, NAN, NAN, NONE, NONE),
)

AIR_TEAM = make_team(
    partner="ally", base="field-1", kind="helicopter", card="h1",
    duty_h=3.0, rest_h=1.0, starts_every_min=60,
)  # fmt: skip
AIR_CASE = make_case(
    make_ground(EDGES, [20.0] * 6, [500.0] * 5 + [3900.0]),
    WINDOW,
    AIR_TEAM,
    card=make_card(cruise_kmh=60.0, endurance_h=2.0, turnaround_min=30.0),
    caveats=[make_caveat(partner="ally", km_from=4.0)],
    airfield=(68.3, 38.05),
    station_km=10.0,
)
AIR_ROUTE: tuple[Row, ...] = (
    *(("rest", t, t + 1, NAN, NAN, NONE, NONE) for t in range(-6, 0)),
    ("start", 0, 0, NAN, NAN, 0, NONE),
    ("wait", 0, 1, NAN, NAN, 0, NONE),
    ("take_off", 1, 2, NAN, 20.0, 0, 1),
    ("fly", 2, 3, 20.0, 30.0, 0, 1),
    ("land", 3, 5, 30.0, NAN, 0, 1),
    ("wait", 5, 6, NAN, NAN, 0, NONE),
    ("end", 6, 8, NAN, NAN, 0, NONE),
)


def faults_of(case: TinyCase, table: MoveTable) -> list[str]:
    facts = facts_of(case.theatre, case.team, case.ground, case.window)
    rows = lay_rows(case.team, table, facts, case.window)
    return [*check_rows(rows), *check_flow(rows)]


def rules_in(faults: list[str]) -> set[str]:
    return {
        name for fault in faults for name in re.findall(r"\(rule ([\w-]+)\)", fault)
    }


def change(route: tuple[Row, ...], row: int, **fields: object) -> MoveTable:
    table = table_of([(route, 1.0)])
    columns = {}
    for name, value in fields.items():
        column = getattr(table, name).copy()
        column[row] = value
        columns[name] = column
    return replace(table, **columns)
