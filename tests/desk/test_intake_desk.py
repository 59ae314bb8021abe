"""Article intake at the desk: from a text through decisions into a store."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from small_theatre import write_small_theatre

from vedette.desk.intake import (
    IntakeView,
    accept_drafts,
    apply_drafts,
    intake_article,
    load_drafts,
)
from vedette.desk.register import make_register
from vedette.desk.stores import Acting, open_at
from vedette.domain.register import Claim, Ref, Source
from vedette.errors import InputError, OutputExistsError, VedetteError
from vedette.store import Query

WHERE = "tajik_afghan"
NOW = dt.datetime(2025, 12, 2, 12, tzinfo=dt.UTC)
TODAY = dt.date(2025, 12, 3)
ANALYST = Acting("analyst", NOW)
FIRST = """DUSHANBE, Dec 2 (Example Wire) - Tajikistan is in talks with a neighbour on
joint border patrols, three officials told Example Wire.
"""
SECOND = """Dec 3 (Example Wire) - Tajikistan's Foreign Ministry on Wednesday denied
that it was in talks on border troops. Example Wire has withdrawn the story of Tuesday.
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "register.db"
    make_register(path, WHERE, ANALYST, history=0)
    return path


@pytest.fixture
def store(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "register.db"))


def states(store: Path, fact: str) -> list[tuple[str, str]]:
    with open_at(store).reading() as view:
        told = view.claims_about(Ref("fact", fact))
    claims = sorted((each.record for each in told), key=lambda claim: claim.id)
    return [(claim.says, claim.state) for claim in claims]


def test_a_story_is_entered_and_the_next_day_denied_and_withdrawn(
    tmp_path: Path, store: Path
):
    view = intake_article(
        write(tmp_path, "a.txt", FIRST), WHERE, today=TODAY, day=dt.date(2025, 12, 2)
    )
    became = accept_drafts(view, [1, 2], store, ANALYST).became
    fact, claims = became[1][0], became[2]
    assert [claim.kind for claim in claims] == ["claim"] * 3
    assert states(store, fact.id) == [("asserts", "reported")] * 3

    later = intake_article(
        write(tmp_path, "b.txt", SECOND), WHERE, today=TODAY, day=dt.date(2025, 12, 3)
    )
    drafts = tmp_path / "b.toml"
    later.write(drafts)
    answers = ", ".join(f'"{claim}"' for claim in claims)
    text = drafts.read_text(encoding="utf-8")
    text = text.replace("about = 1", f'about = "{fact}"')
    text = text.replace("answers = []", f"answers = [{answers}]")
    head, *rest = text.split("[[claims]]")
    accepted = [each.replace('"open"', '"accept"') for each in rest]
    drafts.write_text("[[claims]]".join([head, *accepted]), encoding="utf-8")
    apply_drafts(drafts, WHERE, store, ANALYST)
    assert states(store, fact.id) == [
        *[("asserts", "withdrawn")] * 3,
        ("denies", "reported"),
        ("withdraws", "reported"),
    ]


def test_an_incident_lies_on_the_line_with_its_section(tmp_path: Path, store: Path):
    text = (
        "Two men were killed in a raid on a camp near Khorog on Monday, police said."
        " It was the first raid of this winter."
    )
    view = intake_article(
        write(tmp_path, "a.txt", text), WHERE, today=TODAY, day=dt.date(2025, 12, 2)
    )
    accept_drafts(view, [1, 2], store, ANALYST)
    with open_at(store).reading() as picture:
        (found,) = (
            picture.list(Query("incident", text=("kamp",), limit=1))
            or (picture.list(Query("incident", near_km=790.0, within_km=30.0))[-1:])
        )
    assert found.record.line is not None
    assert found.record.line.section == "S12"
    assert found.why == "drafts 1, 2 of a.txt"


def test_nothing_is_written_where_one_draft_cannot_be(tmp_path: Path, store: Path):
    view = intake_article(
        write(tmp_path, "a.txt", FIRST), WHERE, today=TODAY, day=dt.date(2025, 12, 2)
    )
    with open_at(store).reading() as picture:
        before = picture.ids("claim")
    with pytest.raises(InputError, match="there is no draft 9"):
        accept_drafts(view, [1, 2, 9], store, ANALYST)
    with pytest.raises(VedetteError, match="partner"):
        accept_drafts(view, [1, 2], store, Acting("partner_liaison", NOW))
    with open_at(store).reading() as picture:
        assert picture.ids("claim") == before


def test_drafts_are_never_written_over(tmp_path: Path):
    view = intake_article(
        write(tmp_path, "a.txt", FIRST), WHERE, today=TODAY, day=dt.date(2025, 12, 2)
    )
    path = tmp_path / "drafts.toml"
    view.write(path)
    with pytest.raises(OutputExistsError, match=r"drafts\.toml"):
        view.write(path)
    with pytest.raises(InputError, match="cannot be written"):
        view.write(tmp_path / "missing" / "drafts.toml")
    assert load_drafts(path, WHERE).drafts.claims == view.drafts.claims


def test_drafts_of_another_theatre_do_not_enter_a_store(tmp_path: Path, store: Path):
    folder = write_small_theatre(tmp_path / "small")
    view = intake_article(
        write(tmp_path, "a.txt", FIRST),
        str(folder),
        today=TODAY,
        day=dt.date(2025, 12, 2),
    )
    with pytest.raises(InputError, match="name the same one with --theatre"):
        accept_drafts(view, [1, 2], store, ANALYST)


def test_a_view_tells_every_draft_with_its_sentence(tmp_path: Path):
    view = intake_article(
        write(tmp_path, "a.txt", FIRST), WHERE, today=TODAY, day=dt.date(2025, 12, 2)
    )
    told = view.describe()
    assert "2 drafts, nothing entered." in told
    assert "Claim on draft 1 by three officials: asserts" in told
    assert f"[0-{len(FIRST.strip())}] DUSHANBE" in told
    plain = view.as_json()
    assert [each["is"] for each in plain["drafts"]] == ["fact", "claim"]
    assert plain["drafts"][1]["count"] == 3


RAID = """Example Wire, 28 November 2025

A drone dropped explosives on a camp in the Shamsiddin Shohin district on Wednesday
night, killing three Chinese nationals, the border service said. Kabul denied the
attack.
"""


def compared(folder: Path, name: str, text: str, store: Path) -> IntakeView:
    return intake_article(
        write(folder, name, text), WHERE, today=TODAY, store_path=store
    )


def test_an_article_taken_twice_enters_nothing(tmp_path: Path, store: Path):
    view = compared(tmp_path, "a.txt", RAID, store)
    assert not view.is_known
    accept_drafts(view, [1, 2, 3], store, ANALYST)
    with open_at(store).reading() as picture:
        before = len(picture.entries()), picture.ids("claim"), picture.ids("incident")
    again = compared(tmp_path, "b.txt", RAID.replace("\n", "\r\n"), store)
    assert again.is_known
    told = " ".join(again.describe().split())
    assert told.startswith("b.txt: this article was taken on 2025-12-02 as incident:I-")
    assert told.endswith("nothing is entered.")
    entered = accept_drafts(again, [1, 2, 3], store, ANALYST)
    assert entered.records == ()
    assert " ".join(entered.known.split()) == told
    with open_at(store).reading() as picture:
        after = len(picture.entries()), picture.ids("claim"), picture.ids("incident")
    assert after == before


def test_a_file_of_drafts_applied_again_enters_only_what_is_newly_accepted(
    tmp_path: Path, store: Path
):
    path = tmp_path / "drafts.toml"
    compared(tmp_path, "a.txt", RAID, store).write(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"open"', '"accept"', 2), encoding="utf-8")
    first = apply_drafts(path, WHERE, store, ANALYST)
    assert sorted(first.became) == [1, 2]
    path.write_text(text.replace('"open"', '"accept"'), encoding="utf-8")
    second = apply_drafts(path, WHERE, store, ANALYST)
    assert [type(each) for each in second.records].count(Claim) == 1
    assert second.became[1] == first.became[1]
    assert "the rest is entered" in " ".join(second.known.split())
    (denial,) = (each for each in second.records if isinstance(each, Claim))
    assert denial.about == first.became[1][0]
    assert denial.answers == (first.became[2][0].id,)


def test_a_changed_version_proposes_what_is_new_about_what_is_there(
    tmp_path: Path, store: Path
):
    view = compared(tmp_path, "a.txt", RAID, store)
    became = accept_drafts(view, [1, 2, 3], store, ANALYST).became
    longer = RAID.replace("28 November", "29 November") + (
        "\nThe foreign ministry confirmed the attack. A man was abducted near Murghob"
        " on Friday, his family said.\n"
    )
    later = compared(tmp_path, "a2.txt", longer, store)
    told = later.left
    assert [each.kind for each in told.incidents] == ["abduction"]
    assert [claim.says for claim in told.claims] == ["confirms", "asserts"]
    assert told.claims[0].about == became[1][0]
    assert "only what is new stands below" in later.describe()


def test_a_draft_that_an_incident_in_the_register_may_be_names_it(
    tmp_path: Path, store: Path
):
    view = compared(tmp_path, "a.txt", RAID, store)
    there = Ref("incident", "I-2025-11-26")
    assert view.left.incidents[0].perhaps == (there,)
    assert "Perhaps the same as incident:I-2025-11-26: Attack on" in view.describe()
    path = tmp_path / "drafts.toml"
    view.write(path)
    assert 'perhaps = ["incident:I-2025-11-26"]' in path.read_text(encoding="utf-8")
    entered = accept_drafts(view, [1, 2], store, ANALYST)
    made = entered.became[1][0]
    assert entered.perhaps == {made: (there,)}
    assert f"incident merge {there.id} {made.id}" in "".join(
        entered.tell_perhaps(store)
    )


def test_claims_are_hung_on_the_incident_that_a_person_names(
    tmp_path: Path, store: Path
):
    path = tmp_path / "drafts.toml"
    compared(tmp_path, "a.txt", RAID, store).write(path)
    text = path.read_text(encoding="utf-8").replace('"open"', '"accept"')
    text = text.replace('same_as = ""', 'same_as = "incident:I-2025-11-26"')
    path.write_text(text, encoding="utf-8")
    with open_at(store).reading() as picture:
        before = picture.ids("incident")
    entered = apply_drafts(path, WHERE, store, ANALYST)
    there = Ref("incident", "I-2025-11-26")
    assert entered.became[1] == (there,)
    assert entered.perhaps == {}
    with open_at(store).reading() as picture:
        assert picture.ids("incident") == before
        told = {each.record.id for each in picture.claims_about(there)}
    assert {each.id for each in (*entered.became[2], *entered.became[3])} <= told


@pytest.mark.parametrize(
    ("same", "words"),
    [
        ({1: Ref("incident", "I-none")}, "holds no such incident"),
        ({1: 1}, "draft 1 is the same as draft 1, which is no other incident"),
        ({2: 1}, "draft 2 is no incident"),
    ],
)
def test_what_a_draft_cannot_be_the_same_as_is_told(
    tmp_path: Path, store: Path, same: dict[int, int | Ref], words: str
):
    view = compared(tmp_path, "a.txt", RAID, store)
    with pytest.raises(InputError, match=words):
        accept_drafts(view, [1, 2], store, ANALYST, same)


def test_a_body_in_other_words_is_no_new_source(tmp_path: Path, store: Path):
    text = RAID.replace("the border service", "Tajikistan's Foreign Ministry")
    view = compared(tmp_path, "a.txt", text, store)
    records = accept_drafts(view, [1, 2], store, ANALYST).records
    assert not any(isinstance(each, Source) for each in records)
    (claim,) = (each for each in records if isinstance(each, Claim))
    assert claim.source == "S-mfa-tj"
