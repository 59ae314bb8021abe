"""What pins cost one team of the tiny plan, by its routes listed one by one."""

from functools import cache

import numpy as np
from counted_routes import breaks
from limited_plan import listed
from tiny_plan import ends_of, looks_of, tiny_plan

CALM = 0.3  # a caution that leaves the forecast a say


class Judge:
    """What one team's routes are worth, and which of them keep a pin."""

    def __init__(self, team):
        made = tiny_plan(caution=CALM)
        group = "heli-1" if team == "heli-1" else "team-1"
        prices, plan = made.plan.prices[group], made.plan
        self.team = listed(made.case, team)
        self.routes = list(self.team.routes())
        self.rows = {str(row): row for route in self.routes for row in route}
        self.ends = [ends_of(self.team, route) for route in self.routes]
        stake, c = made.risk.stake, plan.params.caution
        prizes = stake * (c * plan.weights + (1 - c) * made.risk.forecast) * slopes()
        self.worth = np.array(
            [
                float((looks_of(self.team, route, stake.shape) * prizes).sum())
                + prices[first]
                - prices[last]
                for route, (first, last) in zip(self.routes, self.ends, strict=True)
            ]
        )

    def kept(self, pin):
        """Which routes keep a pin."""
        broken = {key for key, row in self.rows.items() if breaks(pin, self.team, row)}
        return np.array(
            [not any(str(row) in broken for row in route) for route in self.routes]
        )

    def cost(self, pin):
        """What the best route loses by a pin, None where it cannot be kept.

        States must be handed over in a circle by routes that keep it.
        """
        kept = self.kept(pin)
        n = len(self.team.states())
        way = np.zeros((n, n), dtype=bool)
        for keeps, (first, last) in zip(kept, self.ends, strict=True):
            way[first, last] |= keeps
        for _ in range(n):
            way |= way @ way
        return (
            self.worth.max() - self.worth[kept].max() if way.diagonal().any() else None
        )


@cache
def judge_of(team):
    return Judge(team)


@cache
def slopes():
    """The lines of docs/theory/numbers.md: s = q^n (1 - f p)."""
    made = tiny_plan(caution=CALM)
    strongest = np.zeros(made.risk.stake.shape)
    for team in made.plan.moves:
        one = listed(made.case, team)
        for route in one.routes():
            strongest = np.maximum(strongest, looks_of(one, route, strongest.shape))
    whole = np.floor(made.plan.looks)
    part = made.plan.looks - whole
    return (1 - strongest) ** whole * (1 - part * strongest)
