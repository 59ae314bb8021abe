"""Rows that are gone upstream: deleted, or withdrawn where somebody needs them."""

import pytest
from import_files import (
    OWN_MAP,
    acled_row,
    gdelt_row,
    ged_row,
    own_row,
    tabbed,
    table,
)
from import_register import ANALYST, NOW, ROWS, grade, ids

from vedette.desk.assessments import add_assessment
from vedette.desk.claims import add_claim, grade_claim
from vedette.desk.incidents import change_incident
from vedette.desk.register import list_flags
from vedette.domain.register import Assessment, Claim, Ref
from vedette.errors import InputError
from vedette.store import open_store


def test_rows_gone_upstream_are_deleted_as_versions(register):
    register.take(ROWS)
    report = register.take([*ROWS[:4], *ROWS[5:]])
    assert ids(report.deleted) == ["acled-TAJ5"]
    assert register.find("incident", "acled-TAJ5") is None
    with open_store(register.store).reading() as view:
        history = view.history(Ref("incident", "acled-TAJ5"))
    assert [each.action for each in history] == ["created", "deleted"]


def test_a_row_that_is_back_stands_again(register):
    register.take(ROWS)
    register.take([*ROWS[:4], *ROWS[5:]])
    report = register.take(ROWS)
    assert [(n.id, n.what) for n in report.changed] == [("acled-TAJ5", "it is back")]
    assert register.get("claim", "acled-TAJ5").record.state == "reported"
    assert register.take(ROWS).unchanged == 12


@pytest.mark.parametrize("what", ["grade", "change", "claim", "assessment"])
def test_what_somebody_has_worked_on_is_withdrawn_and_flagged_instead(register, what):
    register.take(ROWS)
    id_ = "acled-TAJ5"
    store = register.store
    if what == "grade":
        grade_claim(store, id_, grade(), ANALYST)
    elif what == "change":
        change_incident(store, id_, {"note": "seen by us"}, ANALYST)
    elif what == "claim":
        own = Claim(
            "", Ref("incident", id_), "acled", "confirms", "So it was.", "reported",
            grade(), "own", NOW,
        )  # fmt: skip
        add_claim(store, own, ANALYST)
    else:
        resting = (Ref("incident", id_),)
        add_assessment(
            store,
            Assessment("A-1", "assessment", "It is rough", resting, "own"),
            ANALYST,
        )
    less = [*ROWS[:4], *ROWS[5:]]
    told = register.take(less, dry=True)
    report = register.take(less)
    assert ids(report.withdrawn) == ids(told.withdrawn) == [id_]
    assert report.deleted == []
    assert register.get("claim", id_).record.state == "withdrawn"
    flagged = {flag.what for flag in list_flags(store)}
    assert Ref("incident", id_) in flagged
    assert (Ref("assessment", "A-1") in flagged) == (what == "assessment")
    again = register.take(less)
    assert (again.withdrawn, again.deleted) == ([], [])


def test_a_withdrawn_row_that_is_back_stands_again_without_flags(register):
    register.take(ROWS)
    grade_claim(register.store, "acled-TAJ5", grade(), ANALYST)
    register.take([*ROWS[:4], *ROWS[5:]])
    assert list_flags(register.store)
    assert ids(register.take(ROWS, dry=True).stands_again) == ["acled-TAJ5"]
    assert ids(register.take(ROWS).stands_again) == ["acled-TAJ5"]
    claim = register.get("claim", "acled-TAJ5").record
    assert (claim.state, str(claim.grade)) == ("reported", "B2")
    # That it was withdrawn is no reason any longer; that it was graded anew still is.
    assert [
        flag.reason.partition(" to ")[0] for flag in list_flags(register.store)
    ] == ["claim:acled-TAJ5 went from F6 not validated (counts, not well sourced)"]
    assert register.take(ROWS).unchanged == 12


def test_only_what_a_file_covers_can_be_missing(register):
    register.take([*ROWS, acled_row(20, country="Afghanistan"), acled_row(25)])
    assert register.take(ROWS).deleted == []  # later days, another country
    more = [*ROWS, acled_row(28, country="Afghanistan")]
    assert ids(register.take(more, dry=True).deleted) == ["acled-TAJ20", "acled-TAJ25"]
    report = register.take(ROWS, covers="2025-11-01/2025-11-30")
    assert ids(report.deleted) == ["acled-TAJ25"]
    assert report.covers == "2025-11-01 to 2025-11-30, Tajikistan"


def test_without_countries_only_the_box_of_the_points_is_covered(register):
    rows = [ged_row(number, country="") for number in (2, 4, 6, 8)]
    register.take(table([*rows, ged_row(5, country="", latitude="38.3")]), "ged")
    inside = ged_row(5, country="", id="9", latitude="38.02")
    register.take(table([*rows, inside]), "ged")
    assert ids(register.take(table(rows), "ged").deleted) == ["ged-9"]
    assert register.find("incident", "ged-480005") is not None


def test_a_file_that_lacks_much_is_not_taken_for_a_newer_copy(register):
    register.take(ROWS)
    part = [ROWS[0], ROWS[11]]
    before = register.versions()
    with pytest.raises(InputError, match="lacks 10 of 12 rows"):
        register.take(part)
    told = register.take(part, dry=True)
    assert "looks like a part" in told.faults[0]
    assert register.versions() == before
    kept = register.take(part, missing="keep")
    assert len(kept.kept) == 10
    assert kept.kept[0].what == "its row is gone"
    assert len(register.take(part, missing="delete").deleted) == 10


def test_gdelt_never_deletes(register):
    rows = [gdelt_row(number) for number in range(1, 8)]
    register.take(tabbed(rows), "gdelt")
    report = register.take(tabbed(rows[:1]), "gdelt")
    assert (report.unchanged, report.deleted, report.covers) == (1, [], "")


def test_in_a_dry_run_with_faults_nothing_counts_as_missing(register):
    register.take(ROWS)
    told = register.take([acled_row(1, latitude="x"), *ROWS[1:]], dry=True)
    assert (told.deleted, told.withdrawn) == ([], [])


def test_another_data_set_misses_nothing_though_its_name_differs_in_capitals_only(
    register,
):
    for number, name in enumerate(("watch", "Watch")):
        told = OWN_MAP.replace('"watch"', f'"{name}"')
        mapping = register.file(told.encode(), f"{number}.toml")
        rows = [own_row(n) for n in range(1, 4 + 6 * number)]
        report = register.take(rows, "csv", mapping=mapping)
        assert (len(report.added), report.deleted) == (len(rows), [])
