"""Places under any spelling; what only looks like a place is left."""

import pytest
from read_articles import place_names, sentence

from vedette.intake.places import find_places

SPELLINGS = [
    ("Khorog", "Khorugh"), ("Khorugh", "Khorugh"), ("Хоруғ", "Khorugh"),
    ("Хорог", "Khorugh"), ("Darvaz", "Darvoz"), ("Darwaz", "Darvoz"),
    ("Kalai-Khumb", "Qal'ai Khumb"), ("Qal’ai Khumb", "Qal'ai Khumb"),
    ("Ishkashim", "Ishkoshim"), ("Shuroobod", "Shurobod"),
    ("Shamsiddin Shohin", "Shamsiddin Shohin"),
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "name"), SPELLINGS)
def test_spellings_of_one_place(spelling: str, name: str):
    found = place_names().find(spelling)
    same = place_names().find(name)
    assert found is not None
    assert same is not None
    assert (found.lon, found.lat) == (same.lon, same.lat)


def named(text: str) -> list[tuple[str, str]]:
    found = find_places(sentence(text).words, place_names())
    return [(each.place.name, each.place.precision) for each in found]


def test_a_town_and_the_district_that_bears_its_name():
    assert named("It was near Vanj.") == [("Vanj", "near")]
    assert [precision for _, precision in named("It was in the Vanj district.")] == [
        "district"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In March they came down to the Panj.",  # March and the Panj are also places
        "The river Panj rose in Tajikistan and China.",
        "Moscow and Kabul said nothing on Monday.",
    ],
)
def test_rivers_months_and_states_are_no_places(text: str):
    assert named(text) == []


def test_a_place_that_the_gazetteer_lacks_keeps_its_name():
    (found,) = find_places(sentence("It was near Nowhere Town.").words, place_names())
    assert (found.place.name, found.place.precision) == ("Nowhere Town", "unknown")
    assert (found.place.lon, found.is_known) == (None, False)


def test_a_district_that_the_gazetteer_lacks_keeps_its_name():
    assert named("It was in the Nowhere district.") == [("Nowhere", "unknown")]
    assert named("It was in the Ministry building.") == []
