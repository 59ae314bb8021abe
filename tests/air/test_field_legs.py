"""Legs between an airfield and the line: straight, around high ground, own side."""

from dataclasses import replace

import numpy as np
import pytest
from made_ground import WEST, make_grid, make_theatre
from tiny_cases import make_card

from vedette.air.field_legs import NO_LEG, survey_legs
from vedette.air.legs import ground_at, sample_way
from vedette.air.side import OwnSide
from vedette.domain.theatre import Base, BorderLine
from vedette.planning.stations import station_km
from vedette.reading import load_theatre
from vedette.terrain.ground import survey_ground
from vedette.terrain.line import position_at
from vedette.units import distance_km

FIELD = Base("f", "Field", "airfield", "ally", 68.3, 38.1, None, "exercise")
CARD = make_card(service_ceiling_m=3000.0, clearance_m=300.0)
LON, LAT = np.array([68.1, 68.3, 68.5]), np.full(3, 38.0)


def lengths(theatre, card=CARD, lon=LON, lat=LAT):
    return np.array([leg.km for leg in survey_legs(theatre, FIELD, card, lon, lat)])


def ridge(lon, lat):
    """A ridge along 38.05 N, too high to cross, with a gap west of 68.0."""
    return np.where((np.abs(lat - 38.05) < 0.012) & (lon > 68.0), 2900.0, 500.0)


def test_over_low_ground_legs_are_straight():
    far = distance_km(FIELD.lon, FIELD.lat, LON, LAT)
    legs = survey_legs(make_theatre(), FIELD, CARD, LON, LAT)
    assert [leg.km for leg in legs] == pytest.approx(far.tolist())
    assert all(leg.turns == () for leg in legs)


def test_a_ridge_is_flown_around_through_its_gap():
    theatre = make_theatre(height=ridge)
    straight = distance_km(FIELD.lon, FIELD.lat, LON, LAT)
    lasting = replace(CARD, endurance_h=8.0)
    found = lengths(theatre, lasting)
    corner = distance_km(FIELD.lon, FIELD.lat, 68.0, 38.05)[0]
    shortest = corner + distance_km(68.0, 38.05, LON, LAT)
    assert (found > straight + 5.0).all()
    assert (found >= shortest - 2.0).all()  # a block is some km wide here
    assert (found <= 1.09 * shortest + 5.0).all()
    for leg in survey_legs(theatre, FIELD, lasting, LON, LAT):
        assert leg.turns
        assert min(lon for lon, _ in leg.turns) < 68.01


def test_a_ridge_without_a_gap_leaves_no_leg():
    theatre = make_theatre(
        height=lambda lon, lat: np.where(np.abs(lat - 38.05) < 0.012, 2900.0, 500.0)
    )
    assert survey_legs(theatre, FIELD, CARD, LON, LAT) == (NO_LEG,) * 3


def test_too_far_for_half_of_the_usable_time_is_no_leg():
    far = distance_km(FIELD.lon, FIELD.lat, LON, LAT)
    hours = 2 * float(np.sort(far)[1] + 0.1) / CARD.cruise_kmh
    weak = replace(CARD, endurance_h=hours + CARD.reserve_h)
    assert (
        np.isfinite(lengths(make_theatre(), weak)).tolist()
        == (far <= np.sort(far)[1] + 0.1).tolist()
    )


def test_a_bend_of_the_line_is_not_cut_across():
    """The line comes up north between airfield and place: the leg keeps to its side."""
    lon = np.array([WEST, 68.2, 68.25, 68.3, 68.35, 68.4, 68.7])
    lat = np.array([38.0, 38.0, 38.2, 38.25, 38.2, 38.0, 38.0])
    away = distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    line = BorderLine(lon, lat, np.concatenate([[0.0], np.cumsum(away)]))
    theatre = replace(make_theatre(), border=line, elevation=make_grid())
    field = replace(FIELD, lon=68.15, lat=38.1)
    place = np.array([68.45]), np.array([38.01])
    (leg,) = survey_legs(theatre, field, make_card(endurance_h=9.0), *place)
    straight = float(distance_km(field.lon, field.lat, *place)[0])
    assert leg.km > straight + 15.0
    assert max(lat for _, lat in leg.turns) > 38.24


def test_no_leg_of_the_built_in_theatre_leaves_its_side_or_its_ceiling():
    theatre = load_theatre("tajik_afghan")
    ground = survey_ground(theatre, theatre.reach_km)
    km = station_km(ground.edge_km, theatre.model.station_km)
    lon, lat = position_at(theatre.border, km)
    asked = {(t.base, t.card) for t in theatre.teams if t.kind == "helicopter"}
    around = 0
    for base_id, card_id in sorted(asked):
        base, card = theatre.get_base(base_id), theatre.find_card(card_id)
        side = OwnSide(theatre.elevation, theatre.border, base.lon, base.lat)
        for leg, x, y in zip(
            survey_legs(theatre, base, card, lon, lat), lon, lat, strict=True
        ):
            if not np.isfinite(leg.km):
                continue
            places = np.array([(base.lon, base.lat), *leg.turns, (x, y)]).T
            flown_km, *way = sample_way(theatre.elevation, *places)
            # turning points stray half a km from the blocks that were searched
            assert flown_km[-1] <= leg.km + 1.5
            around += bool(leg.turns)
            ends = (base, Base("", "", "", "", float(x), float(y), None, ""))
            assert side.beyond_km(flown_km, *way, ends) < 12.0
            over = ground_at(theatre.elevation, *way) + card.clearance_m
            assert np.mean(over > card.service_ceiling_m) < 0.05
    assert around > 40
