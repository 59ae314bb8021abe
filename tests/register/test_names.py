"""Names of places are found however they are spelt, and laid onto the border."""

import pytest
from small_theatre import place

from vedette.reading import load_theatre
from vedette.register.folding import fold
from vedette.register.lines import put_on_line
from vedette.register.places import Gazetteer, Spellings


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.of_theatre(load_theatre("tajik_afghan"))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Khorog", "Khorugh", "Хоруғ", "Хорог", "khorugh"),
        ("Qal'ai Khumb", "Qal’ai Khumb", "Қалъаи Хумб"),
        ("Rushan", "Рушан", "Rūshan"),
        ("Ishkoshim", "Ишкошим", "Ishqoshim"),
        ("Vanj", "Ванҷ"),
    ],
)
def test_spellings_fold_alike(spellings):
    assert len({fold(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    "one, other", [("Vanj", "Panj"), ("Rushan", "Rasht"), ("Farkhor", "Farkhar")]
)
def test_other_places_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["Khorog", "Хоруғ", "KHORUGH"])
def test_one_place_under_all_its_names(gazetteer, name):
    spot = gazetteer.find(name)
    assert spot is not None
    assert (spot.name, spot.lon, spot.lat) == ("Khorugh", 71.55337, 37.49039)


def test_aliases_that_do_not_sound_alike(gazetteer):
    assert gazetteer.find("Kulyab") == gazetteer.find("Кӯлоб")
    assert gazetteer.find("Шамсиддин Шохин").precision == "district"


def test_sites_and_settlements_are_found_too(gazetteer):
    assert gazetteer.find("Lake Sarez").site_id == "L08"
    assert gazetteer.find("Imam Sahib").name == "Imām Şāḩib"
    assert gazetteer.find("Atlantis") is None


def test_search_asks_for_every_spelling(gazetteer):
    spellings = gazetteer.spellings()
    forms = spellings.list_for("attack near Kulyab town")
    assert fold("attack near Kulob town") in forms
    assert fold("attack near Куляб town") in forms
    assert Spellings().list_for("Ванҷ") == ("vanj",)


def test_places_are_laid_onto_the_line(small_theatre):
    spots = [place(30.0, 0.02), place(5.0, 0.0)]
    lines = put_on_line(small_theatre, *zip(*spots, strict=True))
    assert [line.section for line in lines] == ["middle", "west"]
    assert lines[0].km == pytest.approx(30.0, abs=1.0)
    assert lines[0].off_km == pytest.approx(2.2, abs=0.3)
    assert lines[1].off_km == pytest.approx(0.0, abs=0.1)


def test_no_places_are_no_lines(small_theatre):
    assert put_on_line(small_theatre, [], []) == ()


def test_a_theatre_without_the_folder_has_its_own_places_only(small_theatre):
    found = Gazetteer.of_theatre(small_theatre)
    assert found.find("upper MINE").site_id == "mine-1"
    assert len(found.spots) == 3  # the village is a site and a settlement
