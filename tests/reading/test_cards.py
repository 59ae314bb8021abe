"""Aircraft cards: what may be left out, and figures that contradict each other."""

from pathlib import Path
from typing import Any

import pytest
from small_theatre import CARDS, write_small_theatre

from vedette.domain.forces import TypeCard
from vedette.errors import InputError
from vedette.reading import load_theatre

OPTIONAL = {
    "hover_ige_m": 1800.0,
    "hover_oge_m": 850.0,
    "fuel_kg": 750.0,  # 3 h at 250 kg per hour
    "crew": 3,
    "seats": 24,
    "least_visibility_km": 3.0,
    "least_cloud_base_m": 400.0,
    "most_wind_kmh": 54.0,
}


def card_of(folder: Path, **changes: Any) -> TypeCard:
    cards = [{**CARDS[0], **changes}]
    return load_theatre(write_small_theatre(folder / "made", cards=cards)).cards[0]


def test_what_is_left_out_is_not_stated(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    assert {name: getattr(card, name) for name in OPTIONAL} == dict.fromkeys(OPTIONAL)


def test_what_is_given_is_read(tmp_path: Path) -> None:
    card = card_of(tmp_path, **OPTIONAL)
    assert {name: getattr(card, name) for name in OPTIONAL} == OPTIONAL
    assert isinstance(card.crew, int)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hover_ige_m": 9001}, "hover_ige_m"),
        ({"crew": 0}, "crew"),
        ({"crew": 2.5}, "not whole"),
        ({"seats": -1}, "seats"),
        ({"least_visibility_km": "far"}, "not a number"),
        ({"most_wind_kmh": 0}, "most_wind_kmh"),
        ({"hover_ige_m": 800, "hover_oge_m": 1200}, "the ground helps"),
        ({"fuel_kg": 700}, "take 750 kg, not 700"),
        ({"fuel_kg": 800}, "take 750 kg, not 800"),
        ({"reserve_h": 3.0}, "leaves nothing"),
        ({"guns": 2}, "weapons"),
    ],
)
def test_wrong_figures_are_refused(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said) as fault:
        card_of(tmp_path, **changes)
    assert "cards.toml line" in str(fault.value)


@pytest.mark.parametrize("fuel_kg", [720.0, 780.0])
def test_fuel_and_endurance_agree_to_a_twentieth(
    tmp_path: Path, fuel_kg: float
) -> None:
    assert card_of(tmp_path, fuel_kg=fuel_kg).fuel_kg == fuel_kg


def test_the_built_in_cards_are_unsigned_planning_values() -> None:
    cards = {card.id: card for card in load_theatre("tajik_afghan").cards}
    assert sorted(cards) == ["mi24", "mi8", "mi8mtv"]
    for card in cards.values():
        assert not card.signed_by
        assert "planning values" in card.source
        assert len(card.source) <= 600
    assert (cards["mi8"].hover_ige_m, cards["mi8"].hover_oge_m) == (1800.0, 850.0)
    assert cards["mi8mtv"].hover_oge_m == 1760.0
    assert cards["mi8mtv"].hover_ige_m is None  # not found, so not stated
    assert cards["mi24"].hover_oge_m is None
    assert [cards[each].service_ceiling_m for each in sorted(cards)] == [
        4500.0, 4500.0, 6000.0,
    ]  # fmt: skip
    assert [cards[each].landing_ceiling_m for each in sorted(cards)] == [
        2500.0, 3000.0, 4000.0,
    ]  # fmt: skip


def test_the_built_in_cards_are_those_of_the_sources() -> None:
    top = Path(__file__).parents[2]
    built_in = top / "vedette" / "theatres" / "tajik_afghan" / "cards.toml"
    source = top / "tools" / "theatre_sources" / "cards.toml"
    assert built_in.read_bytes() == source.read_bytes()
