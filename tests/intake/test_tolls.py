"""Tolls, counts over many days, and those who died later than the others."""

import pytest
from read_articles import read, sentence

from vedette.intake.casualties import find_casualties

RAID = "Two men were killed in a raid near Vanj on Monday, police said."


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The death toll from the raid on a camp has risen to five.", "5", None),
        ("The toll stood at 12, with 30 injured.", "12", "30"),
        ("A third man died, bringing the death toll to three.", "3", None),
        ("It brought to nine the number of dead.", "9", None),
        ("Residents put the number of dead at more than ten.", "11+", None),
        ("The number of injured had risen to nine.", None, "9"),
        ("He put the figure of the dead at six.", "6", None),
    ],
)
def test_a_toll_is_the_whole_number(text: str, killed: str | None, injured: str | None):
    found = find_casualties(sentence(text))
    told = [None if each is None else str(each) for each in found[:2]]
    assert told == [killed, injured]


@pytest.mark.parametrize(
    "text",
    [
        "Two men died, bringing the number killed since Wednesday to seven.",
        "Two men died, which brought to seven the number killed since May.",
        "Two men died in the deadliest attack since 2020.",
        "Two men died in the worst such raid since last summer.",
    ],
)
def test_what_is_counted_since_a_day_is_left_out(text: str):
    found = find_casualties(sentence(text))
    assert (str(found.killed), found.is_sum) == ("2", False)


@pytest.mark.parametrize(
    "text",
    [
        "Eleven people have been killed by mines since 2020.",
        "Four people have been killed along the road since Wednesday.",
        "Ten people are killed by mines every year.",
        "Five were killed in raids over the past week.",
    ],
)
def test_a_count_over_many_days_is_of_no_single_incident(text: str):
    assert find_casualties(sentence(text)).is_sum


@pytest.mark.parametrize(
    ("later", "killed"),
    [
        ("A third man died in hospital on Tuesday, a doctor said.", "2-3"),
        ("One of the wounded died on Tuesday, a doctor said.", "2-3"),
        ("Two more men died in hospital on Tuesday, a doctor said.", "2-4"),
        ("A second man died in hospital, a doctor said.", "1-2"),
    ],
)
def test_who_died_later_comes_on_top_and_on_no_new_day(later: str, killed: str):
    (incident,) = read(f"{RAID} {later}").incidents
    assert str(incident.killed) == killed
    assert incident.when is not None
    assert incident.when.earliest.day == 1


@pytest.mark.parametrize(
    ("then", "killed"),
    [
        ("Two attackers were also killed, he said.", "2-4"),
        ("Three others died in hospital, he said.", "2-5"),
        ("A Chinese engineer was among the dead, he said.", "2"),
    ],
)
def test_others_come_on_top_and_those_among_the_dead_do_not(then: str, killed: str):
    (incident,) = read(f"{RAID} {then}").incidents
    assert str(incident.killed) == killed
