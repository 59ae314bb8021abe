"""Rule weather: what grounds a station and the airfield, and the moves that fall."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from lawful_routes import NONE, Row
from lawful_weather import felt_height_m
from one_route import AIR_CASE, AIR_ROUTE, AIR_TEAM, EDGES, NAN, faults_of, rules_in
from tiny_cases import (
    TinyCase,
    make_card,
    make_case,
    make_ground,
    make_team,
    make_window,
    table_of,
)
from tiny_weather import make_weather

from vedette.air import atmosphere
from vedette.verify.facts import facts_of
from vedette.verify.rows import lay_rows
from vedette.verify.stations import Stations, lay_stations
from vedette.verify.weather import density_altitude_m

CARD = replace(
    AIR_CASE.theatre.cards[0],
    least_visibility_km=2.0,
    least_cloud_base_m=150.0,
    most_wind_kmh=50.0,
)
SHAPE = (2, 8)  # sections by slots; they meet at km 20


def in_weather(card: object = CARD, **said: object) -> TinyCase:
    window = replace(AIR_CASE.window, weather=make_weather(SHAPE, **said))
    theatre = replace(AIR_CASE.theatre, cards=(card,))
    return replace(AIR_CASE, theatre=theatre, window=window)


def stations_of(case: TinyCase) -> Stations:
    return lay_stations(case.theatre, AIR_TEAM, case.ground, case.window)


def at(section: int, slot: int, value: float, fair: float) -> np.ndarray:
    """Something everywhere fair but in one section and slot."""
    table = np.full(SHAPE, fair)
    table[section, slot] = value
    return table


@pytest.mark.parametrize(
    ("said", "fair", "bad", "good"),
    [
        ("visibility_km", np.inf, 1.999, 2.0),
        ("cloud_base_m", np.inf, 449.0, 450.0),
        ("wind_kmh", 0.0, 50.1, 50.0),
        ("warmer_c", 0.0, 29.0, 28.0),
    ],
)
def test_each_figure_grounds_the_stations_over_its_section(
    said: str, fair: float, bad: float, good: float
) -> None:
    """Clearance is 300 m; at 800 m, 29 degrees make the air too thin for 1,760 m."""
    card = replace(CARD, service_ceiling_m=1760.0, landing_ceiling_m=3000.0)
    stations = stations_of(in_weather(card, **{said: at(1, 3, bad, fair)}))
    lower = stations.km < 20.0
    assert stations.grounded[:, 3].tolist() == (~lower).tolist()
    assert not np.delete(stations.grounded, 3, axis=1)[stations.flown].any()
    calm = stations_of(in_weather(card, **{said: at(1, 3, good, fair)}))
    assert not calm.grounded[stations.flown].any()


def test_a_beat_over_two_sections_has_the_weather_of_both() -> None:
    """That of km 20 begins at km 15; that of km 10 ends there."""
    stations = stations_of(in_weather(wind_kmh=at(0, 2, 60.0, 0.0)))
    grounded = stations.grounded[:, 2] & ~stations.too_high
    assert stations.km[grounded].tolist() == [0.0, 10.0, 20.0]


def test_what_the_card_does_not_state_grounds_nothing() -> None:
    storm = {"visibility_km": 0.0, "cloud_base_m": 0.0, "wind_kmh": 200.0}
    stations = stations_of(in_weather(make_card(), **storm))
    assert not stations.grounded[~stations.too_high].any()
    assert not stations.field_grounded.any()


def test_the_airfield_has_the_weather_of_the_line_nearest_to_it() -> None:
    """It lies abreast of km 26, at 500 m: warm air is too thin for a ceiling."""
    thin = felt_height_m(500.0, 10.0)
    for ceiling, grounded in ((thin - 0.002, True), (thin, False)):
        card = replace(CARD, landing_ceiling_m=ceiling)
        stations = stations_of(in_weather(card, warmer_c=at(1, 4, 10.0, 0.0)))
        assert stations.field_grounded[4] == grounded
    other = stations_of(in_weather(wind_kmh=at(0, 4, 99.0, 0.0)))
    assert not other.field_grounded.any()
    windy = stations_of(in_weather(wind_kmh=at(1, 4, 99.0, 0.0)))
    assert np.flatnonzero(windy.field_grounded).tolist() == [4]


def test_an_airfield_abreast_of_an_edge_belongs_to_the_upper_section() -> None:
    line = AIR_CASE.theatre.border
    base = AIR_CASE.theatre.get_base("field-1")
    lon = float(np.interp(20.0, line.km, line.lon))
    bases = (AIR_CASE.theatre.bases[0], replace(base, lon=lon))
    for section in (0, 1):
        case = in_weather(wind_kmh=at(section, 4, 99.0, 0.0))
        case = replace(case, theatre=replace(case.theatre, bases=bases))
        assert stations_of(case).field_grounded.any() == (section == 1)


# The route waits in slot 0, takes off in 1, flies in 2, and lands in 3, ready after 4.
# Its stations are at km 20 and 30; the airfield has the weather of section 1.


@pytest.mark.parametrize(
    ("section", "slot", "told"),
    [
        (0, 1, "take_off"),  # km 20, at the end of the leg
        (0, 2, "fly"),
        (0, 3, ""),  # km 30 has nothing of section 0, and nor has the airfield
        (1, 0, ""),
        (1, 1, "take_off"),
        (1, 2, "fly"),
        (1, 3, "land"),
        (1, 4, ""),  # the turnaround
        (1, 5, ""),
    ],
)
def test_what_is_flown_in_bad_weather_is_told(
    section: int, slot: int, told: str
) -> None:
    case = in_weather(visibility_km=at(section, slot, 1.0, 9.0))
    faults = faults_of(case, table_of([(AIR_ROUTE, 1.0)]))
    assert rules_in(faults) == ({"weather"} if told else set())
    assert all(f", {told}: the weather grounds it" in fault for fault in faults)


LONG: tuple[Row, ...] = (
    *AIR_ROUTE[:7],
    ("take_off", 0, 2, NAN, 20.0, 0, 0),
    ("land", 2, 5, 20.0, NAN, 0, 0),
    ("wait", 5, 6, NAN, NAN, 0, NONE),
    ("end", 6, 8, NAN, NAN, 0, NONE),
)


@pytest.mark.parametrize(
    ("slot", "field", "station"),
    [(0, True, False), (1, False, True), (2, False, True), (3, True, False),
     (4, False, False)],
)  # fmt: skip
def test_on_a_leg_of_two_slots_either_end_counts_in_its_own(
    slot: int, field: bool, station: bool
) -> None:
    """Out in slots 0 and 1, home in 2 and 3: the airfield may be shut on the way."""
    slow = replace(CARD, cruise_kmh=12.0, endurance_h=3.0)
    section_0 = in_weather(slow, wind_kmh=at(0, slot, 99.0, 0.0))
    section_1 = in_weather(slow, wind_kmh=at(1, slot, 99.0, 0.0))
    rows = tuple(row for row in LONG if row[0] != "wait" or row[1] > 0)
    far = [
        replace(case.theatre, bases=bases_far(case)) for case in (section_0, section_1)
    ]
    cases = [replace(section_0, theatre=far[0]), replace(section_1, theatre=far[1])]
    told = [rules_in(faults_of(case, table_of([(rows, 1.0)]))) for case in cases]
    assert (told[0] == {"weather"}) == station
    assert (told[1] == {"weather"}) == (field or station)
    assert told[0] | told[1] <= {"weather"}


def bases_far(case: TinyCase) -> tuple[object, ...]:
    """The airfield off km 22, some 9 km from the line: 50 minutes at 12 km/h."""
    line = case.theatre.border
    post, field = case.theatre.bases
    lon = float(np.interp(22.0, line.km, line.lon))
    return (post, replace(field, lon=lon, lat=38.08))


def drawn_case(seed: int) -> TinyCase:
    """Six slots over four stations a slot apart or less, some of them under hills."""
    rng = np.random.default_rng(seed)
    team = make_team(
        partner="ally", base="field-1", kind="helicopter", card="h1",
        duty_h=2.5, rest_h=1.0, starts_every_min=60,
    )  # fmt: skip
    weather = make_weather(
        (2, 6),
        wind_kmh=rng.choice([0.0, 99.0], (2, 6), p=[0.9, 0.1]),
        warmer_c=rng.choice([0.0, 12.0], (2, 6), p=[0.6, 0.4]),
    )
    hills = rng.choice([500.0, 1100.0], 6, p=[0.6, 0.4]).tolist()
    return make_case(
        make_ground(EDGES, [20.0] * 6, hills),
        replace(make_window(np.zeros((2, 6))), weather=weather),
        team,
        card=replace(CARD, cruise_kmh=90.0, service_ceiling_m=1500.0),
        airfield=(68.3, 38.05),
        station_km=20.0,
    )


@pytest.mark.parametrize("seed", range(8))
def test_what_is_seen_is_what_whole_routes_in_that_weather_see(seed: int) -> None:
    case = drawn_case(seed)
    facts = facts_of(case.theatre, case.team, case.ground, case.window)
    shape = (case.ground.n_reaches, case.window.n_slots)
    made = {str(row): row for route in case.listed.routes() for row in route}
    expected = np.zeros((facts.ways.n_looks, case.window.n_slots), dtype=bool)
    rows = lay_rows(
        case.team, table_of([(tuple(made.values()), 1.0)]), facts, case.window
    )
    inside = (rows.look >= 0) & (rows.look_slot >= 0) & (rows.look_slot < shape[1])
    expected[rows.look[inside], rows.look_slot[inside]] = True
    np.testing.assert_array_equal(facts.seen, expected)


def test_the_drawn_cases_have_weather_that_matters() -> None:
    """Some flights over three stations fall for the one in the middle alone."""
    middle = 0
    for seed in range(8):
        case = drawn_case(seed)
        stations = lay_stations(case.theatre, case.team, case.ground, case.window)
        facts = facts_of(case.theatre, case.team, case.ground, case.window)
        assert facts.seen.any()
        grounded = stations.grounded[:4]
        middle += (grounded[1:3] & ~grounded[:2] & ~grounded[2:]).sum()
    assert middle >= 3


@pytest.mark.parametrize("warmer", [-40.0, -3.0, 0.0, 15.0, 45.0])
def test_density_altitude_is_that_of_the_standard_atmosphere(warmer: float) -> None:
    heights = np.array([-200.0, 0.0, 2500.0, 5494.0, 9000.0, 10999.0, 11001.0, 13000.0])
    found = density_altitude_m(heights, np.full(len(heights), warmer))
    judged = [felt_height_m(height, warmer) for height in heights]
    np.testing.assert_allclose(found, judged, atol=1e-5)
    thin = atmosphere.density_kg_m3(heights) * (
        atmosphere.temperature_k(heights) / (atmosphere.temperature_k(heights) + warmer)
    )
    low = found < 20_000
    other = atmosphere.height_of_density(thin)
    np.testing.assert_allclose(found[low], other[low], atol=0.05)
    assert all(a < b for a, b in pairwise(found))
