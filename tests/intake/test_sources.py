"""Who said what: body, post or unnamed people; and never a person's name."""

import pytest
from read_articles import read, sentence

from vedette.intake.sayings import find_said
from vedette.intake.speech import find_acts

ATTACK = "Three men were killed in an attack near Vanj on Monday"


def said(text: str) -> list[tuple[str, str, str, int | None]]:
    return [
        (each.says, who.kind, who.anonymity, who.count)
        for each in find_said(sentence(text), "Example Wire", frozenset(), [])
        for who in each.speakers
    ]


SAID = [
    ("Three security sources told Example Wire that he fled.",
     ("asserts", "official", "unnamed", 3)),
    ("A local official, who asked not to be named, confirmed the raid.",
     ("confirms", "official", "unnamed", 1)),
    ("He fled, according to the Interior Ministry.",
     ("asserts", "government", "named", None)),
    ("The border service did not respond to a request for comment.",
     ("no_comment", "force", "named", None)),
    ("A spokesman for the Foreign Ministry declined to comment.",
     ("no_comment", "government", "role_only", None)),
    ("The embassy dismissed the report, calling it baseless.",
     ("denies", "government", "named", None)),
    ("The report was denied by the police.", ("denies", "force", "named", None)),
    ('The story is "pure invention", the Foreign Ministry said.',
     ("denies", "government", "named", None)),
    ("Example Wire has withdrawn the story.",
     ("withdraws", "news_agency", "named", None)),
    ("Witnesses say that it was loud.", ("asserts", "resident", "unnamed", None)),
    ('"It was loud," said a farmer.', ("asserts", "resident", "unnamed", 1)),
    ("The United Nations mission listed the raid.",
     ("asserts", "international_body", "named", None)),
    ("Two people familiar with the matter said that he fled.",
     ("asserts", "other", "unnamed", 2)),
    ("The driver who came said that he ran.", ("asserts", "resident", "unnamed", None)),
    ("The company has so far said nothing.", ("no_comment", "company", "named", None)),
    ("The embassy would neither confirm nor deny the report.",
     ("no_comment", "government", "named", None)),
    ("The ministry points out that the report is without foundation.",
     ("denies", "government", "named", None)),
    ('"No such agreement exists," the embassy said.',
     ("denies", "government", "named", None)),
    ("No talks are under way, the ministry added.",
     ("denies", "government", "named", None)),
    ("No casualties were reported, the ministry said.",
     ("asserts", "government", "named", None)),
    ("The police say their men shot nobody.", ("denies", "force", "named", None)),
    ("The ministry says the matter was not discussed.",
     ("denies", "government", "named", None)),
    ("The ministry has expressed its readiness to help.",
     ("asserts", "government", "named", None)),
    ("The ministry has offered to help, the embassy said.",
     ("asserts", "government", "named", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "who"), SAID)
def test_who_said_what(text: str, who: tuple[str, str, str, int | None]):
    assert said(text) == [who]


def test_two_bodies_make_two_speakers():
    text = "Neither the Defence Ministry nor the border service would comment."
    assert [kind for _, kind, _, _ in said(text)] == ["government", "force"]


@pytest.mark.parametrize(
    "text",
    [
        "The report was long.",
        "The summary does not say by whom.",
        "What happened is disputed.",
        "Police deny any link between the two.",
        "The claims of both sides differ.",
        "The mine claimed the lives of two workers.",
    ],
)
def test_nouns_and_negations_are_no_acts(text: str):
    assert find_acts(sentence(text)) == []


@pytest.mark.parametrize(
    "who",
    [
        "Rahim Karimov, a spokesman for the border service,",
        "Interior Minister Rahim Karimov",
        "Colonel Rahim Karimov of the border service",
        "Gulnora Karimova of the security committee",
        "analyst Rahim Karimov",
        "a spokesman for the border service, Colonel Karimov,",
        "Karimov",
        "Dr Rahim Karimov",
        "the governor, Rahim Karimov,",
        "Mr Karimov, manager of the mine,",
        "Maria Karimova, a doctor at the hospital in Khorog,",
    ],
)
def test_a_source_never_has_a_persons_name(who: str):
    before = read(f"{who[0].upper() + who[1:]} said that {ATTACK.lower()}.")
    behind = read(f"{ATTACK}, {who} said.")
    for drafts in (before, behind):
        assert drafts.claims
        assert all("Karimov" not in claim.source for claim in drafts.claims)


def test_words_that_point_back_are_led_back():
    drafts = read(
        f"{ATTACK}, the State Committee for National Security said. Its spokesman"
        " said that four attackers had fled. Residents of Vanj deny the attack."
        " The committee would not comment on that."
    )
    told = [(c.source, c.source_kind, c.anonymity) for c in drafts.claims]
    assert told[0] == ("the State Committee for National Security", "force", "named")
    assert told[1][1:] == ("force", "role_only")
    assert told[3] == told[0]
