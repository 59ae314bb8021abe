"""What kind of fact a sentence tells of, in the ways in which news says it."""

import pytest
from read_articles import read

from vedette.intake.events import find_told

TOLD = [
    ("The embassy offered to send experts.", "offer"),
    ("Kabul voiced its readiness to take part in the inquiry.", "offer"),
    ("The mission offered technical assistance.", "offer"),
    ("The ministry is ready for dialogue.", "offer"),
    ("A memorandum on patrols was initialled.", "agreement"),
    ("Kabul denied reaching any deal on the airfield.", "agreement"),
    ("No such agreement exists.", "agreement"),
    ("The two sides agreed on joint patrols.", "agreement"),
    ("The committee warned residents against going there.", "advice"),
    ("Companies and nationals should leave the area.", "advice"),
    ("Citizens are advised to avoid the road.", "advice"),
    ("It issued a travel warning.", "advice"),
    ("The sides are to reopen the crossing.", "measure"),
    ("The bridge remains closed.", "measure"),
    ("Patrols have been doubled.", "measure"),
    ("Dushanbe sent additional units to the river.", "measure"),
    ("The governor imposed a night curfew.", "measure"),
    ("The issue of joint patrols was raised.", "talks"),
    ("There is no question of foreign soldiers.", "talks"),
    ("They agreed in principle on joint patrols.", "talks"),
    ("Consultations on the deployment of guards go on.", "talks"),
    ("The harvest was brought in and sold at the market.", ""),
    ("He offered the driver tea.", ""),
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_kinds_of_fact(text: str, kind: str):
    assert find_told(text).fact == kind


def test_one_sentence_tells_of_two_facts_in_words_of_their_own():
    text = "The embassy urged its citizens to leave and offered to send experts."
    assert find_told(text).facts == ("advice", "offer")
    assert find_told("They signed an agreement on joint patrols.").facts == (
        "agreement",
    )


def test_a_fact_and_the_incident_it_came_after_where_that_has_a_day_of_its_own():
    drafts = read(
        "The crossing near Khorog was closed on Monday after shots were fired at a hut"
        " on Sunday night."
    )
    (incident,) = drafts.incidents
    assert incident.when is not None
    assert (incident.when.earliest.day, incident.when.earliest.hour) == (30, 18)
    assert [each.kind for each in drafts.facts] == ["measure"]


def test_a_mine_in_the_ground_is_no_mine_that_people_work_in():
    assert find_told("The mine had been carried down by the flood.").site == ""
    assert find_told("They work at a mine.").site == "mine"
