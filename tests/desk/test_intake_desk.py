"""Article intake at the desk: from a text through decisions into a store."""

import datetime as dt
from pathlib import Path

import pytest
from small_theatre import write_small_theatre

from vedette.desk.intake import (
    accept_drafts,
    apply_drafts,
    intake_article,
    load_drafts,
)
from vedette.desk.register import make_register
from vedette.desk.stores import Acting, open_at
from vedette.domain.register import Ref
from vedette.errors import InputError, OutputExistsError, VedetteError
from vedette.store import Query

WHERE = "tajik_afghan"
NOW = dt.datetime(2025, 12, 2, 12, tzinfo=dt.UTC)
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


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    make_register(path, WHERE, ANALYST, history=0)
    return path


def states(store: Path, fact: str) -> list[tuple[str, str]]:
    with open_at(store).reading() as view:
        told = view.claims_about(Ref("fact", fact))
    claims = sorted((each.record for each in told), key=lambda claim: claim.id)
    return [(claim.says, claim.state) for claim in claims]


def test_a_story_is_entered_and_the_next_day_denied_and_withdrawn(
    tmp_path: Path, store: Path
):
    view = intake_article(
        write(tmp_path, "a.txt", FIRST), WHERE, day=dt.date(2025, 12, 2)
    )
    became = accept_drafts(view, [1, 2], store, ANALYST).became
    fact, claims = became[1][0], became[2]
    assert [claim.kind for claim in claims] == ["claim"] * 3
    assert states(store, fact.id) == [("asserts", "reported")] * 3

    later = intake_article(
        write(tmp_path, "b.txt", SECOND), WHERE, day=dt.date(2025, 12, 3)
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
        write(tmp_path, "a.txt", text), WHERE, day=dt.date(2025, 12, 2)
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
        write(tmp_path, "a.txt", FIRST), WHERE, day=dt.date(2025, 12, 2)
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
        write(tmp_path, "a.txt", FIRST), WHERE, day=dt.date(2025, 12, 2)
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
        write(tmp_path, "a.txt", FIRST), str(folder), day=dt.date(2025, 12, 2)
    )
    with pytest.raises(InputError, match="name the same one with --theatre"):
        accept_drafts(view, [1, 2], store, ANALYST)


def test_a_view_tells_every_draft_with_its_sentence(tmp_path: Path):
    view = intake_article(
        write(tmp_path, "a.txt", FIRST), WHERE, day=dt.date(2025, 12, 2)
    )
    told = view.describe()
    assert "nothing of it is in the register" in told
    assert "Claim on draft 1 by three officials: asserts" in told
    assert f"[0-{len(FIRST.strip())}] DUSHANBE" in told
    plain = view.as_json()
    assert [each["is"] for each in plain["drafts"]] == ["fact", "claim"]
    assert plain["drafts"][1]["count"] == 3
