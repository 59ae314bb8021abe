"""Forecasts of real events, told week by week; docs/theory/forecast.md has the rules.

``forecast`` scores 2019 once, ``forecast_choose`` is what was looked at before.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.border_events import (
    DATA,
    SCORED_FROM,
    day_of,
    load_events,
    share_left_out,
)
from benchmarks.forecast_rivals import RIVALS, Chosen, Told, choose, tell_weeks
from benchmarks.forecast_table import OURS, Scored, list_calibration, list_scores
from benchmarks.measure import Figure, Settings
from benchmarks.share_and_level import tell_by_shares
from vedette.risk.forecast import forecast_week
from vedette.risk.forecast_events import WEEK_DAYS, ForecastParams, PastEvents
from vedette.risk.forecast_fit import Excitement
from vedette.risk.forecast_rates import count_weeks, log_chance

Floats = NDArray[np.float64]

N_REACHES = (60, 120)  # of some 10 and 5 km
YEAR_WEEKS = 52
SCORED_WEEKS = 47  # whole ones to the end of November 2019, where the data end
# The last pocket, Baghuz, fell on 23 March 2019, in the week that began on the 19th.
AFTER_FALL = dt.date(2019, 3, 26)
OTHERS = (
    {"background_km": 0.5},
    {"background_km": 2.0},
    {"flat_share": 0.05},
    {"flat_share": 0.2},
    {"fade_days": 200.0},
    {"fade_days": 800.0},
    {"least_km": 0.25},
    {"least_km": 1.0},
    {"size_power": 0.0},
    {"size_power": 0.75},
    {"size_power": 1.0},
)
ABSENT = Figure("data", f"none beside the checkout ({'/'.join(DATA.parts[-4:])})")


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Events cut into reaches and weeks, of which the last are to be told."""

    events: PastEvents
    edges: Floats
    first_day: NDArray[np.int64]
    told: range

    @classmethod
    def of(cls, events: PastEvents, n_reaches: int, until: dt.date, n: int) -> "Record":
        """Cut a record up to a date, of which the last n weeks are to be told."""
        end = day_of(until)
        first_day = np.arange(end % WEEK_DAYS or WEEK_DAYS, end, WEEK_DAYS)
        edges = np.linspace(0.0, events.length_km, n_reaches + 1)
        weeks = range(len(first_day) - n, len(first_day))
        return cls(events, edges, first_day, weeks)

    @property
    def counts(self) -> Floats:
        """What happened in the weeks that are told."""
        told = self.first_day[self.told.start :]
        return count_weeks(self.events, self.edges, told)


def tell_ours(
    record: Record, params: ForecastParams | None = None
) -> tuple[Told, Excitement]:
    """Tell each week from what happened before it, refitting every week."""
    rates, sizes = [], []
    fit = None
    for day in record.first_day[record.told.start :]:
        told, fit = forecast_week(record.events, record.edges, int(day), params, fit)
        rates.append(told.rate)
        sizes.append(told.size)
    assert fit is not None
    return Told(np.array(rates).T, np.array(sizes).T), fit


def tell_rival(name: str, record: Record, chosen: Chosen) -> Told:
    """Tell each week as a rival would, with constants chosen before."""
    rates_of, _ = RIVALS[name]
    events, edges, first_day = record.events, record.edges, record.first_day
    rates = rates_of(events, edges, first_day, chosen.constant)
    counts = count_weeks(events, edges, first_day)
    return tell_weeks(rates, counts, record.told, chosen.power)


def forecast(settings: Settings) -> Iterator[Figure]:
    """Score the forecast of 2019 on real events, by reach and week, against four."""
    if not DATA.exists():
        yield ABSENT
        return
    until = SCORED_FROM + dt.timedelta(weeks=SCORED_WEEKS)
    events = load_events(until)
    for n_reaches in N_REACHES:
        yield from score_year(events, n_reaches, SCORED_FROM, until, AFTER_FALL)


def score_year(
    events: PastEvents,
    n_reaches: int,
    begin: dt.date,
    until: dt.date,
    split: dt.date,
) -> Iterator[Figure]:
    """Choose the rivals' constants in the year before, then score, whole and in two."""
    n_weeks = (until - begin).days // WEEK_DAYS
    known = events.before(day_of(begin))
    before = Record.of(known, n_reaches, begin, YEAR_WEEKS)
    record = Record.of(events, n_reaches, until, n_weeks)
    counts, length_km = record.counts, np.diff(record.edges)
    yield Figure("reaches", f"{n_reaches} of {length_km[0]:.1f} km")
    ours, fit = tell_ours(record)
    yield _told_fit(fit)
    scored = {OURS: Scored.of(ours, counts, length_km)}
    for name in RIVALS:
        found = choose(name, known, before.edges, before.first_day, before.told)
        yield Figure(f"  {name}", f"constant {found.constant:g}, power {found.power:g}")
        told = tell_rival(name, record, found)
        scored[name] = Scored.of(told, counts, length_km)
    at = (split - begin).days // WEEK_DAYS
    for when, weeks in (
        ("all weeks", slice(0, n_weeks)),
        (f"before {split}", slice(0, at)),
        (f"from {split}", slice(at, n_weeks)),
    ):
        yield from list_scores(scored, counts, weeks, when)
        part = Told(ours.rate[:, weeks], ours.size[:, weeks])
        yield from list_calibration(part, counts[:, weeks])


def forecast_choose(settings: Settings) -> Iterator[Figure]:
    """Show what the forecast was chosen by: log scores of 2018, nats a week."""
    if not DATA.exists():
        yield ABSENT
        return
    yield Figure("rows left out", f"{share_left_out(SCORED_FROM):.1%}")
    events = load_events(SCORED_FROM)
    for n_reaches in N_REACHES:
        record = Record.of(events, n_reaches, SCORED_FROM, YEAR_WEEKS)
        yield Figure("reaches", f"{n_reaches}; {int(record.counts.sum())} events")
        yield Figure("  self-exciting", _mean_log(tell_ours(record)[0], record))
        for other in OTHERS:
            ((key, value),) = other.items()
            told, _ = tell_ours(record, replace(ForecastParams(), **other))
            yield Figure(f"    {key} {value:g}", _mean_log(told, record))
        args = (record.edges, record.first_day, record.told)
        told = tell_by_shares(events, *args)
        yield Figure("  shares and level", _mean_log(told, record))
        for name in RIVALS:
            found = choose(name, events, *args)
            said = f"constant {found.constant:g}, power {found.power:g}"
            yield Figure(f"  {name}", f"{found.score:.3f} ({said})")


def _mean_log(told: Told, record: Record) -> str:
    score = log_chance(record.counts, told.rate, told.size).sum()
    return f"{score / len(record.told):.3f}"


def _told_fit(fit: Excitement) -> Figure:
    return Figure(
        "  last fit",
        f"{fit.offspring:.2f} follow one, over {fit.memory_days:.0f} days and "
        f"{fit.spread_km:.1f} km; {fit.own.mean():.0%} came by themselves",
    )
