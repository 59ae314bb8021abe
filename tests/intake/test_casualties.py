"""How many were killed and injured, in the ways in which news says it."""

import pytest
from read_articles import sentence

from vedette.intake.casualties import find_casualties
from vedette.intake.numbers import Amount, join

SAID = [
    ("At least five people were killed.", "5+", None),
    ("More than ten men died.", "11+", None),
    ("Between three and five workers were hurt.", None, "3-5"),
    ("Up to 6 guards were wounded.", None, "0-6"),
    ("Some 20 men came and two dozen left.", None, None),
    ("Three men were killed and another was wounded.", "3", "1"),
    ("It exploded, killing two and wounding at least four others.", "2", "4+"),
    ("The blast left 3 dead and 12 injured.", "3", "12"),
    ("A guard lost his life and a second man was taken to hospital.", "1", "1"),
    ("One guard, a Tajik national, was killed.", "1", None),
    ("Two Chinese engineers and a Tajik driver were killed.", "3", None),
    ("Three people, including two Chinese engineers, were killed.", "3", None),
    ("The raid claimed four lives.", "4", None),
    ("The death toll has since risen to seven.", "7", None),
    ("They found the bodies of two herders.", "2", None),
    ("Nobody was hurt.", "0", "0"),
    ("There were no injuries.", None, "0"),
    ("Two men were detained with 40 kg of opium.", None, None),
    ("One of the wounded was in a serious condition.", None, None),
    ("A workers' camp was attacked.", None, None),
    ("Several villagers were injured.", None, "3+"),
    ("No fewer than three guards were killed.", "3+", None),
    ("Not less than three guards were killed.", "3+", None),
    ("A minimum of three men died.", "3+", None),
    ("Five or more guards were killed.", "5+", None),
    ("In excess of 30 people were hurt.", None, "31+"),
    ("No more than two men died.", "0-2", None),
    ("Dozens of people were hurt.", None, "24+"),
    ("Several dozen people were hurt.", None, "24+"),
    ("A few hundred people were hurt.", None, "200+"),
    ("Fewer than four men died.", "0-3", None),
    ("At least two, possibly three, men were killed.", "2-3+", None),
    ("Gunmen attacked a camp, leaving three dead.", "3", None),
    ("The blast claimed the lives of two.", "2", None),
    ("The raid took the lives of two guards.", "2", None),
    ("It exploded, killing at least two and injuring a third.", "2+", "1"),
    ("A third of the village was burnt and two men died.", "2", None),
    ("Two workers, both Chinese nationals, died.", "2", None),
    ("Three of the five killed were guards.", "5", None),
    ("One of the three was killed.", "1", None),
    ("The explosion killed a man and his two sons.", "3", None),
    ("Three men died; a fourth is in intensive care.", "3", "1"),
    ("Six were injured, two of them are in critical condition.", None, "6"),
    ("Two guards were taken to the hospital.", None, "2"),
    ("Four others received gunshot wounds.", None, "4"),
    ("Two men were fatally wounded.", "2", None),
    ("No casualties were reported.", "0", "0"),
    ("Neither side reported any casualties.", "0", "0"),
    ("No one was killed or injured.", "0", "0"),
    ("Their fighters killed nobody.", "0", None),
    ("A 45-year-old man was killed.", "1", None),
    ("A 45-year-old was killed.", "1", None),
    ("A farmer, 45, was killed.", "1", None),
    ("Four workers, aged between 20 and 33, were killed.", "4", None),
    ("A mother of three was killed.", "1", None),
    ("Both drivers were killed.", "2", None),
    ("Three men, one Tajik and two Afghans, were killed.", "3", None),
    ("The bodies of another two workers were found.", "2", None),
    ("Three deaths and seven injuries were recorded.", "3", "7"),
]


@pytest.mark.parametrize(("text", "killed", "injured"), SAID)
def test_numbers_of_people_harmed(text: str, killed: str | None, injured: str | None):
    found = find_casualties(sentence(text))
    told = [None if each is None else str(each) for each in found[:2]]
    assert told == [killed, injured]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Two Chinese engineers and a Tajik driver died.", "CN 2 killed, TJ 1 killed"),
        ("Two of the dead were Chinese citizens and one was Tajik.",
         "CN 2 killed, TJ 1 killed"),
        ("Six were hurt, three Afghans among them.", "AF 3 injured"),
        ("Two workers, both Chinese nationals, died.", "CN 2 killed"),
        ("Three of the five killed were Chinese and one was Tajik.",
         "CN 3 killed, TJ 1 killed"),
        ("Three of the four killed were intruders and one was a Tajik officer.",
         "TJ 1 killed"),
        ("Among the dead are two Russian tourists.", "RU 2 killed"),
        ("The injured include two Russian tourists.", "RU 2 injured"),
        ("Three citizens of China were wounded.", "CN 3 injured"),
        ("Chinese television showed the camp where three men died.", ""),
    ],
)  # fmt: skip
def test_nationalities_of_those_harmed(text: str, shares: str):
    found = find_casualties(sentence(text)).shares
    told = sorted(f"{each.nation} {each.amount} {each.outcome}" for each in found)
    assert ", ".join(told) == shares


def test_sums_of_several_incidents_say_so():
    found = find_casualties(sentence("Five people were killed in two attacks."))
    assert found.is_sum
    assert not find_casualties(sentence("Five people were killed.")).is_sum


def test_ranges_hold_all_that_was_said():
    assert join(Amount(3, 3), Amount(5, 5)) == Amount(3, 5)
    assert str(join(Amount(3, 3), Amount(4, 4, is_open=True))) == "3-4+"
    assert str(join(Amount(2, 2, is_open=True), Amount(6, 6))) == "6"
    assert str(join(Amount(0, 12), Amount(21, 21, is_open=True))) == "0-21+"
    assert join(None, Amount(1, 1)) == Amount(1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At least five Chinese workers were killed.",
         ("killed: At least five Chinese workers",)),
        ("Two men died and up to 12 people were hurt.",
         ("injured: up to 12 people",)),
        ("Dozens of people were hurt.", ("injured: Dozens of people",)),
        ("Three of its citizens were killed.", ("killed: Three of its citizens",)),
        ("They found the bodies of at least two herders.",
         ("killed: at least two herders",)),
        ("Three men were killed and another was wounded.", ()),
    ],
)  # fmt: skip
def test_the_words_of_a_number_that_is_not_plain_are_kept(
    text: str, words: tuple[str, ...]
):
    assert find_casualties(sentence(text)).as_told == words


def test_the_words_of_a_bare_number_come_with_it():
    found = find_casualties(sentence("Residents spoke of at least eleven."))
    filled = found.filled(Amount(3, 3), None)
    assert (str(filled.killed), filled.as_told) == (
        "11+",
        ("killed: at least eleven",),
    )
