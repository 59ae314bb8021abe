"""The section of a base, by which rules day-only and weather go."""

from dataclasses import replace

import pytest
from one_route import AIR_CASE

from vedette.domain.theatre import Base, BorderLine, Section, Theatre
from vedette.terrain import position_at
from vedette.verify.bases import section_of_base

EDGE_KM = 20.0


def theatre_with(border: BorderLine) -> Theatre:
    """Two sections that meet at km 20."""
    sections = (
        Section("a", "A", 0.0, EDGE_KM, "low", "host"),
        Section("b", "B", EDGE_KM, border.length_km, "low", "host"),
    )
    return replace(AIR_CASE.theatre, border=border, sections=sections)


def airfield_at(km: float) -> Base:
    """An airfield some 5 km off the line, abreast of a km."""
    lon, lat = map(float, position_at(AIR_CASE.theatre.border, km))
    return Base("f", "Field", "airfield", "host", lon, lat + 0.05, None, "made")


@pytest.mark.parametrize(
    ("km", "section"), [(0.0, 0), (19.4, 0), (19.6, 1), (20.4, 1), (30.0, 1)]
)
def test_an_airfield_goes_by_the_nearest_whole_km(km: float, section: int) -> None:
    """However few vertices the line has: here, also with its two ends alone."""
    line = AIR_CASE.theatre.border
    ends = BorderLine(line.lon[[0, -1]], line.lat[[0, -1]], line.km[[0, -1]])
    for border in (line, ends):
        assert section_of_base(theatre_with(border), airfield_at(km)) == section


@pytest.mark.parametrize(("km", "section"), [(19.99, 0), (EDGE_KM, 1), (31.0, 1)])
def test_a_post_goes_by_its_own_km(km: float, section: int) -> None:
    """Wherever it is drawn."""
    post = replace(airfield_at(0.0), kind="post", km=km)
    assert section_of_base(theatre_with(AIR_CASE.theatre.border), post) == section
