"""The limits of a flight, one by one, on made-up ground and on the built-in theatre."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from air_ground import make_border, make_card, make_grid, place

from vedette.air import DayAir, FlightCheck, FlightQuestion, check_flight
from vedette.domain.theatre import Theatre
from vedette.reading import load_theatre
from vedette.terrain import heights_at, position_at

BASE = place(70.2, 38.2, "Field", is_airfield=True, id="A1")
OTHER = place(70.6, 38.2, "Other field", is_airfield=True, id="A2")
PLACE = place(70.8, 38.2, "Pass")
NOON = dt.datetime(2025, 12, 8, 7, tzinfo=dt.UTC)
STANDARD_C = 15.0 - 0.0065 * 500.0


@pytest.fixture(scope="module")
def built_in() -> Theatre:
    return load_theatre("tajik_afghan")


@pytest.fixture
def plain(small_theatre: Theatre) -> Theatre:
    """A theatre of one plain, with a line far in the south."""
    return with_ground(small_theatre)


def with_ground(theatre: Theatre, *walls: Any, line: float = 37.55) -> Theatre:
    return replace(theatre, elevation=make_grid(*walls), border=make_border(line))


def ask(theatre: Theatre, temp_c: float = STANDARD_C, **changes: Any) -> FlightCheck:
    known: dict[str, Any] = {
        "card": make_card(), "base": BASE, "place": PLACE, "takes_off": NOON,
        "air": DayAir(500.0, temp_c), **changes,
    }  # fmt: skip
    return check_flight(theatre, FlightQuestion(**known))


def broken(check: FlightCheck) -> list[str]:
    return [limit.rule for limit in check.broken]


def limit_of(check: FlightCheck, rule: str):
    return next(limit for limit in check.limits if limit.rule == rule)


def test_an_easy_flight_keeps_every_limit(plain: Theatre) -> None:
    check = ask(plain)
    assert check.is_lawful
    assert [leg.label for leg in check.legs] == ["A1 - Pass", "Pass - A1"]
    assert check.legs[0].length_km == check.legs[1].length_km
    assert check.turn_back is not None
    assert check.error_m == 50.0
    assert check.cell_m == pytest.approx((437.0, 555.0), rel=0.01)


def test_what_is_added_to_the_ground(small_theatre: Theatre) -> None:
    theatre = with_ground(small_theatre, (70.5, 37.5, 70.52, 38.5, 3000))
    limit = limit_of(ask(theatre), "ceiling")
    assert limit.figure == 3000.0
    assert dict(limit.added) == {
        "clearance": 300.0,
        "grid's error": 50.0,
        "air": pytest.approx(0.0, abs=0.5),
    }
    assert limit.total == pytest.approx(3350.0, abs=0.5)
    warm = limit_of(ask(theatre, temp_c=STANDARD_C + 20), "ceiling")
    assert dict(warm.added)["air"] > 400.0
    assert warm.source == "card h1, service_ceiling_m"


@pytest.mark.parametrize(("height", "is_lawful"), [(4149, True), (4151, False)])
def test_the_margin_is_kept_to_the_metre(
    small_theatre: Theatre, height: int, is_lawful: bool
) -> None:
    """4,500 m less 300 m of clearance and 50 m of error leaves 4,150 m of ground."""
    theatre = with_ground(small_theatre, (70.5, 37.5, 70.52, 38.5, height))
    check = ask(theatre)
    assert check.is_lawful is is_lawful
    assert broken(check) == ([] if is_lawful else ["ceiling"])


def test_a_hot_day_lowers_the_ceiling(small_theatre: Theatre) -> None:
    theatre = with_ground(small_theatre, (70.5, 37.5, 70.52, 38.5, 4000))
    assert ask(theatre).is_lawful
    assert broken(ask(theatre, temp_c=STANDARD_C + 15)) == ["ceiling"]
    assert ask(theatre, temp_c=STANDARD_C + 15).ceiling_m < 4250


def test_around_a_wall_and_how_much_longer(small_theatre: Theatre) -> None:
    theatre = with_ground(small_theatre, (70.5, 38.0, 70.52, 38.5, 4400))
    check = ask(theatre)
    assert check.is_lawful
    there = check.legs[0]
    assert there.avoids is not None
    assert there.avoids.highest_m == 4400
    assert there.length_km > there.avoids.length_km + 10
    assert there.highest_m == 500
    assert check.legs[1].avoids is not None


def test_no_flight_across_the_line(small_theatre: Theatre) -> None:
    theatre = with_ground(small_theatre, line=37.9)
    beyond = place(70.8, 37.6, "Beyond")
    assert broken(ask(theatre, place=beyond)) == ["own-side"]
    limit = limit_of(ask(theatre, place=beyond), "own-side")
    assert limit.figure == pytest.approx(40, abs=15)


def test_a_field_too_high_to_take_off_from(plain: Theatre) -> None:
    high = replace(BASE, ground_m=3400.0)
    card = make_card(service_ceiling_m=6000.0)
    found = ask(plain, base=high, card=card, air=DayAir(3400.0, -7.0))
    assert found.is_lawful
    warm = ask(plain, base=high, card=card, air=DayAir(3400.0, 10.0))
    assert broken(warm) == ["take-off"]


def test_landing_asks_for_its_ceiling_and_for_hovering(plain: Theatre) -> None:
    high = replace(PLACE, ground_m=3600.0)
    assert ask(plain, place=high).is_lawful
    check = ask(plain, place=high, task="land", card=make_card(hover_ige_m=2000.0))
    assert broken(check) == ["landing", "hover-ige"]
    # On an airfield it can roll: no hovering is needed.
    field = replace(OTHER, ground_m=2500.0)
    card = make_card(hover_ige_m=2000.0)
    assert ask(plain, place=field, task="land", card=card).is_lawful


def test_a_search_hovers_out_of_ground_effect(plain: Theatre) -> None:
    high = replace(PLACE, ground_m=1500.0)
    card = make_card(hover_ige_m=1800.0, hover_oge_m=1200.0)
    assert ask(plain, place=high, card=card).is_lawful
    assert broken(ask(plain, place=high, card=card, task="hover")) == ["hover-oge"]


def test_what_the_card_does_not_state_breaks_nothing(plain: Theatre) -> None:
    check = ask(plain, task="hover")
    assert check.is_lawful
    assert [limit.rule for limit in check.unstated] == ["hover-oge"]
    assert not ask(plain).unstated


def test_fuel_must_leave_the_reserve(plain: Theatre) -> None:
    km = 2 * ask(plain).legs[0].length_km
    hours = km / 200
    enough = make_card(endurance_h=hours + 0.5 + 1e-6)
    short = make_card(endurance_h=hours + 0.49)
    assert ask(plain, card=enough).is_lawful
    assert broken(ask(plain, card=short)) == ["fuel"]


def test_it_refuels_where_the_fuel_does_not_last(plain: Theatre) -> None:
    km = 2 * ask(plain).legs[0].length_km
    short = make_card(endurance_h=km / 200 + 0.4)
    check = ask(plain, card=short, refuel=(BASE, OTHER))
    assert check.is_lawful
    assert [stop.place.id for stop in check.stops if stop.refuels] == ["A2"]
    assert [point.place.id for point in check.refuel] == ["A2", "A1"]
    # It does not refuel where it need not.
    assert not any(stop.refuels for stop in ask(plain, refuel=(OTHER,)).stops)


def test_a_field_for_refuelling_has_its_landing_ceiling(plain: Theatre) -> None:
    km = 2 * ask(plain).legs[0].length_km
    short = make_card(endurance_h=km / 200 + 0.4)
    high = replace(OTHER, ground_m=3600.0)
    assert broken(ask(plain, card=short, refuel=(high,))) == ["fuel"]


def test_who_lands_on_a_field_with_fuel_leaves_with_full_tanks(plain: Theatre) -> None:
    check = ask(plain, place=OTHER, task="land", refuel=(OTHER,))
    there, home = check.stops
    assert there.refuels
    assert home.fuel_kg - there.fuel_kg == pytest.approx(0.0)


def test_night_grounds_who_is_not_fit_for_it(plain: Theatre) -> None:
    late = NOON.replace(hour=12, minute=5)  # 17:05 in the theatre's zone
    check = ask(plain, takes_off=late)
    assert broken(check) == ["daylight"]
    assert [limit.where for limit in check.broken] == ["A1"]  # back too late
    assert check.turn_back is not None
    assert check.turn_back.by_light is not None
    assert check.turn_back.by_light < check.stops[0].leaves
    assert ask(plain, takes_off=late, is_night_fit=True).is_lawful


def test_one_way_it_stays(plain: Theatre) -> None:
    check = ask(plain, is_one_way=True, task="land")
    assert len(check.legs) == 1
    assert check.turn_back is None


def test_an_unsigned_card_plans_exercises_only(plain: Theatre) -> None:
    serious = replace(plain, is_exercise=False)
    assert ask(plain).is_lawful
    assert broken(ask(serious)) == ["signed-card"]
    assert ask(serious, card=make_card(signed_by="Chief of air staff")).is_lawful


# On the built-in theatre


def on_border(theatre: Theatre, km: float):
    lon, lat = map(float, position_at(theatre.border, km))
    return place(lon, lat, f"km {km:g}", float(heights_at(theatre.elevation, lon, lat)))


def from_base(theatre: Theatre, base_id: str):
    base = theatre.get_base(base_id)
    height = float(heights_at(theatre.elevation, base.lon, base.lat))
    return place(base.lon, base.lat, base.name, height, is_airfield=True, id=base.id)


def flight(theatre: Theatre, base_id: str, km: float, card: str, temp_c: float):
    base = from_base(theatre, base_id)
    return check_flight(
        theatre,
        FlightQuestion(
            theatre.find_card(card),
            base,
            on_border(theatre, km),
            NOON,
            DayAir(base.ground_m, temp_c),
        ),
    )


def test_the_wakhan_ridge_is_too_high_for_a_mi_24(built_in: Theatre) -> None:
    """4,500 m of service ceiling against a ridge that stands 1,000 m higher."""
    check = flight(built_in, "A-P2", 1200, "mi24", 12.0)
    assert "ceiling" in broken(check)
    assert all(leg.avoids is None for leg in check.legs)  # nor is there a way around
    ridge = [(a, b) for a, b in check.too_high_km if a <= 1137 and b >= 1285]
    assert len(ridge) == 1
    assert check.too_high_km[0][0] > 1000
    for km in (1137, 1285):
        assert "ceiling" in broken(flight(built_in, "A-P4", km, "mi24", 2.0))


def test_a_mi_8mtv_can_climb_over_much_of_it(built_in: Theatre) -> None:
    check = flight(built_in, "A-P4", 1200, "mi8mtv", 2.0)
    assert "ceiling" not in broken(check)
    assert check.legs[0].avoids is not None
    assert check.legs[0].beyond_km == 0.0


def test_the_way_up_the_panj_stays_on_the_own_bank(built_in: Theatre) -> None:
    check = flight(built_in, "A-H1", 700, "mi8", 5.0)
    there = check.legs[0]
    assert check.is_lawful
    assert there.avoids is not None
    assert there.avoids.beyond_km > 80
    assert there.avoids.highest_m > check.ceiling_m - check.margin_m
    assert there.beyond_km == 0.0
    assert 190 < there.length_km < 220
