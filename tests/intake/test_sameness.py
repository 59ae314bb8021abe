"""What makes two mentions one incident; what is doubtful is two, marked as such."""

import pytest
from read_articles import read

from vedette.intake import Drafts

RAID = "Two men were killed in a raid near Vanj on Monday, police said."
NIGHT = (
    "Gunmen attacked a gold mine in the Darvoz district on Sunday night, officials"
    " said."
)


def told(drafts: Drafts) -> list[tuple[str | None, str | None, tuple[object, ...]]]:
    """Of each incident its place, its dead and which draft it perhaps is."""
    return [
        (
            each.place and each.place.name,
            each.killed and str(each.killed),
            each.perhaps,
        )
        for each in drafts.incidents
    ]


def about(drafts: Drafts) -> list[object]:
    return [claim.about for claim in drafts.claims]


def test_what_was_seen_elsewhere_is_no_part_of_an_attack():
    drafts = read(f"{NIGHT} A drone was seen near Panj, a resident said.")
    assert told(drafts) == [("Darvoz", None, ()), ("Panj", None, ())]
    assert [each.kind for each in drafts.incidents] == ["armed_attack", "other"]
    assert about(drafts) == [1, 2]


def test_dead_elsewhere_are_no_dead_of_an_attack():
    drafts = read(f"{NIGHT} Two guards were killed near Shurobod, police said.")
    assert told(drafts) == [("Darvoz", None, ()), ("Shurobod", "2", ())]
    assert about(drafts) == [1, 2]


def test_another_day_that_overlaps_is_perhaps_the_same():
    drafts = read(f"{NIGHT} A guard was killed in a shooting on Monday, police said.")
    assert told(drafts) == [("Darvoz", None, ()), (None, "1", (1,))]


def test_the_attack_points_back():
    drafts = read(f"{NIGHT} The attack on Monday killed two, police said.")
    assert told(drafts) == [("Darvoz", "2", ())]
    assert about(drafts) == [1, 1]


def test_a_night_and_its_early_morning_are_one():
    drafts = read(f"{NIGHT} Gunmen shot two guards dead early on Monday, police said.")
    assert told(drafts) == [("Darvoz", "2", ())]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("A raid near Nowhere Town on Monday killed one, police said.", "Nowhere Town"),
        ("In another attack near Vanj on Monday, a driver died, police said.", "Vanj"),
        ("A man was killed in an attack, residents said.", None),
    ],
)
def test_what_is_told_as_another_is_perhaps_the_same(sentence: str, place: str | None):
    drafts = read(f"{RAID} {sentence}")
    assert told(drafts) == [("Vanj", "2", ()), (place, "1", (1,))]


def test_another_toll_of_the_same_raid_stays_with_it():
    drafts = read(f"{RAID} At least five people died in the raid, residents said.")
    assert told(drafts) == [("Vanj", "2-5+", ())]


def test_what_came_after_an_attack_is_no_other_one():
    drafts = read(
        f"{RAID} Two attackers were arrested in Khorog, the border service said."
    )
    assert told(drafts) == [("Vanj", "2", ())]
    assert about(drafts) == [1, 1]


def test_a_sentence_of_another_place_that_tells_no_incident_is_told_of():
    drafts = read(f"{RAID} Residents of Murghob said that shots rang out in Murghob.")
    assert about(drafts) == [1]
    (note,) = drafts.notes
    assert "which speak of Murghob, where no incident of the article lies" in note


def test_a_denial_of_another_place_is_about_that():
    drafts = read(f"{RAID} Kabul denied that shots had been fired near Ishkashim.")
    assert [each.place and each.place.name for each in drafts.incidents] == [
        *("Vanj", "Ishkoshim"),
    ]
    assert about(drafts) == [1, 2]


def test_the_day_of_an_answer_is_no_day_of_an_attack():
    drafts = read(f"{RAID} The ministry confirmed the raid on Tuesday.")
    assert told(drafts) == [("Vanj", "2", ())]
    assert [claim.says for claim in drafts.claims] == ["asserts", "confirms"]


def test_advice_of_two_states_is_two_facts_and_so_are_two_closed_places():
    drafts = read(
        "The embassy of China urged its citizens to leave the border. The embassy of"
        " Russia urged its citizens to avoid the border. The bridge at Tem was closed,"
        " police said. The crossing at Ishkashim was closed too, residents said."
    )
    assert [each.kind for each in drafts.facts] == [
        *("advice", "advice", "measure", "measure"),
    ]
    assert about(drafts) == [1, 2, 3, 4]
