"""Places are found as people write them."""

import pytest

from vedette.desk.spots import find_place
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("tajik_afghan")


@pytest.mark.parametrize(
    "text, name, kind, lat",
    [
        ("P14", "Post-14", "post", 38.435232),
        ("p14", "Post-14", "post", 38.435232),
        ("post-14", "Post-14", "post", 38.435232),
        ("L05", "Bridge Tem", "bridge", 37.480928),
        ("A-H2", "Airfield Khorugh (notional detachment)", "airfield", 37.502222),
        ("Khorugh", "Khorugh", "settlement", 37.49039),
        ("qalai khumb", "Qal'ai Khumb", "settlement", 38.45373),
        ("Kulob", "Kŭlob", "settlement", 37.91459),
        ("UTDD", "Dushanbe Airport", "airfield", 38.543301),
        ("UTOD", "Khorog Airport", "airfield", 37.502222),
        ("38.5,70.8", "38.5,70.8", "position", 38.5),
        (" 38.5 , 70.8 ", "38.5,70.8", "position", 38.5),
    ],
)
def test_by_id_name_code_or_position(
    theatre: Theatre, text: str, name: str, kind: str, lat: float
) -> None:
    spot = find_place(theatre, text)
    assert (spot.name, spot.kind, spot.lat) == (name, kind, lat)


@pytest.mark.parametrize("text", ["km 512", "KM512", "km 512.0"])
def test_by_km_of_the_border(theatre: Theatre, text: str) -> None:
    spot = find_place(theatre, text)
    assert (spot.km, spot.kind) == (512.0, "border")
    assert spot.lon == pytest.approx(70.612, abs=1e-3)


def test_a_post_has_its_km(theatre: Theatre) -> None:
    assert find_place(theatre, "P14").km == 536.635
    assert find_place(theatre, "A-H1").km is None


@pytest.mark.parametrize(
    "text, words",
    [
        ("Khorog", "'Khorog Airport', 'Khorugh'"),
        ("km 2000", r"1,344\.0 km long; give km 0 to 1343"),
        ("70.8,38.5", "latitude comes first"),
        ("10,10", "outside the elevation grid"),
        ("", "has no such place"),
        ("''", "has no such place"),
        ("nowhere at all", "Give the id of a base or site"),
        ("a\x1b[2Jb", r"'a\\x1b\[2Jb': Tajik"),
    ],
)
def test_what_is_no_place(theatre: Theatre, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        find_place(theatre, text)


def test_a_name_that_several_have(small_theatre: Theatre) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Twin"},
            "geometry": {"type": "Point", "coordinates": [lon, 38.05]},
        }
        for lon in (68.2, 68.3)
    ]
    layers = {"settlements": {"type": "FeatureCollection", "features": features}}
    from dataclasses import replace

    twins = replace(small_theatre, drawings=layers)
    with pytest.raises(InputError, match="several places") as caught:
        find_place(twins, "twin")
    assert "38.05000,68.20000 (settlement)" in str(caught.value)
