"""The rivals by hand, and the case that scores them, on made-up and on real events."""

import datetime as dt

import numpy as np
import pytest
from self_excited import simulate

from benchmarks import forecast_rivals, forecast_table, forecasting
from benchmarks.border_events import DATA, SCORED_FROM, load_events, project
from benchmarks.forecast_rivals import RIVALS, Told, choose, tell_weeks
from benchmarks.forecast_table import cover_totals
from benchmarks.forecasting import Record, score_year, tell_ours, tell_rival
from benchmarks.measure import Settings
from benchmarks.share_and_level import tell_by_shares
from vedette.risk.forecast_events import PastEvents

EDGES = np.array([0.0, 10.0, 40.0])
# two events on the first reach, two on the second, one after all weeks that are told
EVENTS = PastEvents.checked(
    np.array([5.0, 5.0, 20.0, 30.0, 5.0]), np.array([0, 50, 10, 69, 70]), 40.0
)
DAY = np.array([35, 70])


def rates(name, constant):
    return RIVALS[name][0](EVENTS, EDGES, DAY, constant)


def test_the_flat_rate_by_hand():
    # two events in five weeks, four in ten: 0.4 a week, a quarter of it on 10 of 40 km
    assert rates("flat rate", 0) == pytest.approx(np.array([[0.1, 0.1], [0.3, 0.3]]))


def test_the_past_mean_by_hand():
    told = rates("past mean", 5)
    assert told[0] == pytest.approx([(1 + 5 * 0.1) / 10, (2 + 5 * 0.1) / 15])
    assert told.sum(axis=0) == pytest.approx([0.4, 0.4])


def test_the_last_month_by_hand():
    told = rates("last month", 2)
    # days 7 to 34: the event of day 10; days 42 to 69: those of days 50 and 69
    assert told[0] == pytest.approx([(0 + 2 * 0.1) / 6, (1 + 2 * 0.1) / 6])
    assert told[1] == pytest.approx([(1 + 2 * 0.3) / 6, (1 + 2 * 0.3) / 6])


def test_the_kernel_density_by_hand():
    told = rates("KDE", 0.01)  # so narrow that every event stays on its reach
    assert told[0] == pytest.approx([(0.2 + 0.01) / 1.1, (0.2 + 0.01) / 1.1])
    assert rates("KDE", 5.0).sum(axis=0) == pytest.approx([0.4, 0.4])


def made_up(seed=0):
    rng = np.random.default_rng(seed)
    places = np.array(
        [34.0, 87.0, 155.0]
    )  # inside reaches: half a Gaussian leaves at an edge
    return simulate(
        rng,
        own=0.2,
        offspring=0.7,
        memory_days=20,
        spread_km=1,
        days=1096,
        length_km=200.0,
        place=lambda rng, n: rng.choice(places, n),
    )


@pytest.fixture(scope="module")
def events():
    return made_up()


@pytest.fixture
def few_constants(monkeypatch):
    """Fewer constants, weeks and draws, to be quick."""
    monkeypatch.setattr(forecasting, "YEAR_WEEKS", 12)
    monkeypatch.setattr(forecast_table, "DRAWS", 300)
    few = {name: (rates, some[1:3] or some) for name, (rates, some) in RIVALS.items()}
    monkeypatch.setattr(forecast_rivals, "RIVALS", few)
    monkeypatch.setattr(forecast_rivals, "POWERS", (0.0, 0.5))


def test_no_forecaster_sees_the_weeks_it_tells(events):
    """Events of the last week are moved away: what was told for it stays the same."""
    until = dt.date(2018, 12, 31)
    record = Record.of(events, 10, until, 3)
    last = int(record.first_day[-1])
    moved = PastEvents.checked(
        np.where(events.day >= last, 1.0, events.km), events.day, events.length_km
    )
    other = Record.of(moved, 10, until, 3)
    assert not np.array_equal(record.counts, other.counts)
    chosen = forecast_rivals.Chosen(1.0, 0.5, 0.0)
    pairs = [(tell_ours(record)[0], tell_ours(other)[0])]
    pairs += [
        (tell_rival(n, record, chosen), tell_rival(n, other, chosen)) for n in RIVALS
    ]
    args = [
        (each.events, each.edges, each.first_day, each.told) for each in (record, other)
    ]
    pairs.append((tell_by_shares(*args[0]), tell_by_shares(*args[1])))
    for one, two in pairs:
        assert np.array_equal(one.rate, two.rate)
        assert np.array_equal(one.size, two.size)


def test_a_chosen_constant_is_the_best_of_those_tried(events, few_constants):
    record = Record.of(events, 20, dt.date(2018, 6, 1), 8)
    args = (events, record.edges, record.first_day)
    found = choose("past mean", *args, record.told)
    for constant in forecast_rivals.RIVALS["past mean"][1]:
        rates = RIVALS["past mean"][0](*args, constant)
        counts = forecast_rivals.count_weeks(*args)
        told = tell_weeks(rates, counts, record.told, 0.5)
        score = forecast_rivals.log_chance(record.counts, told.rate, told.size)
        assert found.score >= score.sum() / 8 - 1e-9


def test_the_case_tells_every_score_and_ours_wins_where_it_made_the_record(
    events, few_constants
):
    begin, until = dt.date(2018, 4, 3), dt.date(2018, 12, 25)
    told = score_year(events, 20, begin, until, dt.date(2018, 7, 3))
    figures = [(each.name.strip(), each.value) for each in told]
    names = [name for name, _ in figures]
    assert names.count("ours") == 3
    assert names.count("less last month") == 3
    assert names.count("PIT, ten bins") == 3
    assert ("all weeks", f"38 weeks, {within(events, begin, until)} events") in figures
    for name in RIVALS:
        ahead = dict(figures[: names.index("before 2018-07-03")])[f"less {name}"]
        assert ahead.startswith("log +"), name


def within(events, begin, until):
    first, last = ((each - dt.date(2016, 1, 1)).days for each in (begin, until))
    return int(((events.day >= first) & (events.day < last)).sum())


def test_the_whole_lines_count_has_the_law_of_a_sum():
    # one reach: the law of that reach; the 90 % interval of a fair coin's geometric law
    told = Told(np.ones((1, 4)), np.ones((1, 4)))
    inside, due = cover_totals(told, np.array([[0.0, 3.0, 4.0, 5.0]]))
    assert (inside, due) == (0.75, pytest.approx(31 / 32))  # 0 to 4
    rng = np.random.default_rng(1)
    rate = np.full((5, 4000), 0.8)
    counts = rng.poisson(rng.gamma(0.5, rate / 0.5)).astype(float)
    inside, due = cover_totals(Told(rate, np.full(rate.shape, 0.5)), counts)
    assert inside == pytest.approx(due, abs=0.015)


def test_without_the_data_the_case_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(forecasting, "DATA", tmp_path / "none.csv")
    for case in (forecasting.forecast, forecasting.forecast_choose):
        figures = list(case(Settings()))
        assert [each.name for each in figures] == ["data"]
        assert "shared/data/ucdp" in figures[0].value


def test_a_line_that_does_not_fit_the_datas_distances_is_refused():
    with pytest.raises(ValueError, match="differs by"):
        project(np.array([[41.0, 34.4], [41.5, 34.5]]), np.array([30.0, 30.0]))


@pytest.mark.skipif(not DATA.exists(), reason="no ../shared/data/ucdp beside this")
def test_real_events_stand_on_the_line_and_before_the_date_asked_for():
    events = load_events(SCORED_FROM)
    assert len(events) == 878
    assert events.length_km == pytest.approx(601.8, abs=0.1)
    assert events.day.max() < (SCORED_FROM - dt.date(2016, 1, 1)).days
    # the desert south of the Euphrates is all but empty
    assert (events.km > 200).mean() > 0.9


@pytest.mark.skipif(not DATA.exists(), reason="no ../shared/data/ucdp beside this")
def test_on_real_weeks_ours_is_ahead_of_last_month():
    events = load_events(dt.date(2018, 3, 13))
    record = Record.of(events, 60, dt.date(2018, 3, 13), 6)
    ours, _ = tell_ours(record)
    rival = tell_rival("last month", record, forecast_rivals.Chosen(1.0, 0.75, 0.0))
    log = [
        forecast_rivals.log_chance(record.counts, each.rate, each.size).sum()
        for each in (ours, rival)
    ]
    assert log[0] > log[1]
