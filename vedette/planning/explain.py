"""Why a plan is as it is: who notices what, what one more team or unit would give.

docs/how-to/explain.md says what the figures mean and what they do not.
"""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.explain import Explanation, HourNotice, Part, Place, SectionNotice
from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import Plan
from vedette.domain.theatre import Theatre
from vedette.planning.groups import local_start
from vedette.planning.priced import PricedPlan, TeamNotice
from vedette.planning.worths import list_bindings, list_worths
from vedette.units import slot_time

Floats = NDArray[np.float64]

PLACES = 10  # worst reaches that are told
ALL_BUT_SURE = 1e-15  # chance to miss that stands for none, where logarithms are shared


def explain_plan(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    plan: Plan,
    *,
    weigh: int = 0,
) -> Explanation:
    """Explain a plan by its odds, weights and prices.

    For so many kinds of team as ``weigh`` says, those of most worth, it is worked out
    what one more takes off the loss while all others keep their odds.
    """
    priced = PricedPlan(theatre, ground, window, risk, coverage, plan)
    problem = priced.problem
    telling = _Telling(theatre, ground, window, priced)
    c = problem.caution
    forecast_loss = (1.0 - c) * problem.forecast * telling.harm
    return Explanation(
        worst_loss=c * float(telling.harm.max()),
        forecast_loss=float(forecast_loss.sum()),
        sections=tuple(
            telling.section(index, forecast_loss)
            for index in range(len(theatre.sections))
        ),
        places=telling.worst_places(),
        worths=list_worths(priced, weigh),
        bindings=list_bindings(priced),
    )


class _Telling:
    """What all teams notice together, and the part of each, by section and hour.

    A team's part of what is noticed of one attempt goes by -ln(1 - m); those of several
    attempts are weighed by what is noticed, stake x (1 - S).
    """

    def __init__(
        self, theatre: Theatre, ground: Ground, window: Window, priced: PricedPlan
    ) -> None:
        self._theatre, self._ground, self._priced = theatre, ground, priced
        self._stake = priced.problem.stake
        self._missing = [
            -np.log(np.maximum(1.0 - each.m, ALL_BUT_SURE)) for each in priced.notices
        ]
        self.unnoticed = priced.unnoticed()
        self._all_missing = np.zeros(self._stake.shape)
        for each, missing in zip(priced.notices, self._missing, strict=True):
            self._all_missing[:, each.columns] += missing
        self.harm = self._stake * self.unnoticed
        self._first = _hour_starts(window)
        self._ends = np.append(self._first[1:], window.n_slots)
        self._weight = self._weigh()
        noticed = self._weight * (1.0 - self.unnoticed)
        self._noticed = self._by_hour(noticed)
        self._credit = [
            self._by_hour(self._part_of(each, missing) * noticed[:, each.columns], each)
            for each, missing in zip(priced.notices, self._missing, strict=True)
        ]

    def section(self, index: int, forecast_loss: Floats) -> SectionNotice:
        """Tell one section, whole and hour by hour."""
        section = self._theatre.sections[index]
        own = self._ground.section == index
        weight = self._by_hour(self._weight)[:, index]
        noticed = self._noticed[:, index]
        credit = np.array([each[:, index] for each in self._credit])
        credit = credit.reshape(len(self._credit), len(self._first))
        spans = list(zip(self._first.tolist(), self._ends.tolist(), strict=True))
        return SectionNotice(
            section=section.id,
            name=section.name,
            notice=float(noticed.sum() / weight.sum()),
            worst=self._worst(own, spans[0][0], spans[-1][1]),
            parts=self._parts(credit.sum(axis=1)),
            forecast_loss=float(forecast_loss[:, own].sum()),
            sought=float(self._priced.dual.weights[:, own].sum()),
            hours=tuple(
                HourNotice(
                    slot=begin,
                    n_slots=end - begin,
                    notice=float(noticed[hour] / weight[hour]),
                    worst=self._worst(own, begin, end),
                    parts=self._parts(credit[:, hour]),
                )
                for hour, (begin, end) in enumerate(spans)
            ),
        )

    def worst_places(self) -> tuple[Place, ...]:
        """Return the worst attempt of each of the worst reaches, the worst first."""
        slots = self.harm.argmax(axis=0)
        most = self.harm.max(axis=0)
        order = np.argsort(-most, kind="stable")[:PLACES]
        return tuple(self._place(slots[r], r) for r in order if most[r] > 0)

    def _weigh(self) -> Floats:
        """Return stakes; 1 where a section has none in a whole hour."""
        of_hours = np.repeat(self._by_hour(self._stake), self._lengths(), axis=0)
        return np.where(of_hours[:, self._ground.section] > 0, self._stake, 1.0)

    def _lengths(self) -> NDArray[np.int64]:
        return np.asarray(self._ends - self._first)

    def _by_hour(self, cells: Floats, of: TeamNotice | None = None) -> Floats:
        """Sum what stands by slot and reach over hours and sections."""
        section = self._ground.section
        which = np.arange(len(self._theatre.sections))
        is_in = (section[:, None] == which[None, :]).astype(np.float64)
        if of is not None:
            is_in = is_in[of.columns]
        return np.asarray(np.add.reduceat(cells, self._first, axis=0) @ is_in)

    def _part_of(self, team: TeamNotice, missing: Floats) -> Floats:
        total = self._all_missing[:, team.columns]
        return np.divide(missing, total, out=np.zeros_like(total), where=total > 0)

    def _worst(self, own: NDArray[np.bool_], begin: int, end: int) -> Place:
        reaches = np.flatnonzero(own)
        harm = self.harm[begin:end, reaches]
        slot, at = np.unravel_index(int(harm.argmax()), harm.shape)
        return self._place(begin + int(slot), int(reaches[at]))

    def _place(self, slot: int, reach: int) -> Place:
        edges = self._ground.edge_km
        missing = np.zeros(len(self._priced.notices))
        others = []
        for at, (each, own) in enumerate(
            zip(self._priced.notices, self._missing, strict=True)
        ):
            column = reach - each.columns.start
            if 0 <= column < own.shape[1]:
                missing[at] = own[slot, column]
                if not missing[at] and self._priced.sees[each.graph][slot, column]:
                    others.append(each.team)
        section = self._theatre.sections[self._ground.section[reach]]
        return Place(
            section=section.id,
            reach=int(reach),
            km_from=float(edges[reach]),
            km_to=float(edges[reach + 1]),
            slot=int(slot),
            stake=float(self._stake[slot, reach]),
            unnoticed=float(self.unnoticed[slot, reach]),
            harm=float(self.harm[slot, reach]),
            parts=self._parts(missing),
            others=tuple(others),
        )

    def _parts(self, credit: Floats) -> tuple[Part, ...]:
        """Return the teams' parts in a whole, the largest first."""
        total = float(credit.sum())
        order = np.argsort(-credit, kind="stable")
        return tuple(
            Part(self._priced.notices[at].team, float(credit[at]) / total)
            for at in order
            if credit[at] > 0
        )


def _hour_starts(window: Window) -> NDArray[np.int64]:
    """Return the slots at which an hour of the theatre's clock begins to be told.

    A clock put back tells an hour twice; these are two hours.
    """
    start = local_start(window)
    moments = [
        slot_time(start, slot, window.slot_min) for slot in range(window.n_slots)
    ]
    hours = [(each.date(), each.hour, each.utcoffset()) for each in moments]
    return np.array(
        [s for s, each in enumerate(hours) if s == 0 or each != hours[s - 1]]
    )
