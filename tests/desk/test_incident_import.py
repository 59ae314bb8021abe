"""Import into a register: once, again, a newer copy, beside what people have done."""

import datetime as dt
import threading

import pytest
from import_files import (
    OWN_MAP,
    acled_row,
    gdelt_row,
    ged_row,
    need_ucdp,
    own_row,
    tabbed,
    table,
)

from vedette.desk.assessments import add_assessment
from vedette.desk.claims import add_claim, grade_claim, move_claim
from vedette.desk.incident_import import ImportParams, import_incidents
from vedette.desk.incidents import change_incident, remove_record
from vedette.desk.register import list_flags, make_register
from vedette.desk.stores import Acting
from vedette.domain.register import Assessment, Claim, Count, Grade, Ref
from vedette.errors import InputError, RuleError
from vedette.store import open_store

NOW = dt.datetime(2025, 12, 3, 12, 0, tzinfo=dt.UTC)
IMPORTER, ANALYST = Acting("importer", NOW), Acting("analyst", NOW, "we know better")
ROWS = [acled_row(number) for number in range(1, 13)]


class Register:
    """A register of the small theatre, and files that are imported into it."""

    def __init__(self, folder, theatre):
        self.folder, self.store = folder, folder / "vedette.db"
        make_register(self.store, str(theatre), Acting("analyst", NOW), history=0)

    def file(self, data, name="x.csv"):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def take(self, rows, name="acled", *, dry=False, now=NOW, **params):
        """Import rows, or bytes, and return the report."""
        data = rows if isinstance(rows, bytes) else table(rows)
        acting = Acting("importer", now)
        wanted = ImportParams(name, **params)
        return import_incidents(
            self.store, self.file(data), wanted, acting, is_dry_run=dry
        )

    def get(self, kind, id_):
        with open_store(self.store).reading() as view:
            return view.get(kind, id_)

    def find(self, kind, id_):
        with open_store(self.store).reading() as view:
            return view.find(kind, id_)

    def versions(self):
        with open_store(self.store).reading() as view:
            return view.entries(last=1)


@pytest.fixture
def register(tmp_path, small_theatre_folder):
    return Register(tmp_path, small_theatre_folder)


def ids(notes):
    return [note.id for note in notes]


def grade(**changes):
    told = {"reliability": "B", "credibility": 2, "validation": "validated"} | changes
    return Grade(**told, role="analyst", at=NOW, why="two more say so")


def test_rows_enter_with_their_claim_graded_f6_and_their_km(register):
    report = register.take(ROWS)
    assert (len(report.added), report.unchanged) == (12, 0)
    incident = register.get("incident", "acled-TAJ5")
    assert incident.record.line.section == "west"
    assert incident.record.line.off_km < 3
    assert (incident.action, incident.role) == ("created", "importer")
    assert "SHA-256" in incident.why
    claim = register.get("claim", "acled-TAJ5").record
    assert (str(claim.grade), claim.source) == ("F6", "acled")
    assert register.get("source", "acled").record.kind == "data_set"


def test_the_same_file_again_changes_nothing(register):
    register.take(ROWS)
    before = register.versions()
    report = register.take(ROWS, now=NOW + dt.timedelta(days=3))
    assert (report.unchanged, report.added, report.changed) == (12, [], [])
    assert (report.deleted, report.kept) == ([], [])
    assert register.versions() == before


def test_a_dry_run_tells_all_and_writes_nothing(register):
    register.take(ROWS)
    before = register.versions()
    newer = [*ROWS[:8], *ROWS[9:], acled_row(13)]
    newer[2] = acled_row(3, fatalities="5")
    told = register.take(newer, dry=True)
    assert register.versions() == before
    assert ids(told.added) == ["acled-TAJ13"]
    assert ids(told.changed) == ["acled-TAJ3"]
    assert "killed 2 -> 5" in told.changed[0].what
    assert (told.changed[0].line, ids(told.deleted)) == (4, ["acled-TAJ9"])
    done = register.take(newer)
    assert done.as_json() | {"dry_run": True} == told.as_json()


def test_changed_rows_become_new_versions(register):
    register.take(ROWS)
    register.take([acled_row(1, fatalities="4"), *ROWS[1:]])
    for kind in ("incident", "claim"):
        assert register.get(kind, "acled-TAJ1").version == 2
        assert register.get(kind, "acled-TAJ2").version == 1
    assert register.get("incident", "acled-TAJ1").record.killed == Count(4, 4)
    figures = register.get("claim", "acled-TAJ1").record.figures
    assert figures.killed == Count(4, 4)


def test_what_somebody_has_changed_stays_and_is_told(register):
    register.take(ROWS)
    change_incident(register.store, "acled-TAJ1", {"killed": Count(3, 3)}, ANALYST)
    newer = [acled_row(1, fatalities="4", event_type="Riots"), *ROWS[1:]]
    for _ in range(2):
        report = register.take(newer)
        assert [(n.id, n.what) for n in report.kept] == [("acled-TAJ1", "killed")]
        incident = register.get("incident", "acled-TAJ1").record
        assert (incident.killed, incident.kind) == (Count(3, 3), "other")
    assert register.get("claim", "acled-TAJ1").record.figures.killed == Count(4, 4)
    assert register.get("incident", "acled-TAJ1").version == 3


def test_a_grade_that_somebody_gave_stays(register):
    register.take(ROWS)
    grade_claim(register.store, "acled-TAJ1", grade(), ANALYST)
    before = register.versions()
    report = register.take(ROWS)
    assert (report.unchanged, report.kept) == (12, [])
    assert register.versions() == before
    register.take([acled_row(1, fatalities="4"), *ROWS[1:]])
    claim = register.get("claim", "acled-TAJ1").record
    assert (str(claim.grade), claim.figures.killed) == ("B2", Count(4, 4))


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


def test_what_somebody_has_withdrawn_or_deleted_stays_so(register):
    register.take(ROWS)
    move_claim(register.store, "acled-TAJ1", "withdrawn", ANALYST)
    for kind in ("claim", "incident"):
        remove_record(register.store, kind, "acled-TAJ2", ANALYST)
    before = register.versions()
    report = register.take(ROWS)
    assert [(n.id, n.what) for n in report.kept] == [("acled-TAJ2", "deleted")]
    assert (report.changed, report.stands_again) == ([], [])
    assert register.versions() == before


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


def test_faults_are_told_by_row_and_nothing_is_written(register):
    before = register.versions()
    rows = [*ROWS, acled_row(13, latitude="x"), acled_row(14, event_date="soon")]
    with pytest.raises(InputError) as caught:
        register.take(rows)
    assert "nothing was imported: 2 faults" in str(caught.value)
    assert "x.csv line 14, latitude" in str(caught.value)
    assert "x.csv line 15, event_date" in str(caught.value)
    assert register.versions() == before
    told = register.take(rows, dry=True)
    assert (told.number_of_faults, len(told.added)) == (2, 12)


def test_in_a_dry_run_with_faults_nothing_counts_as_missing(register):
    register.take(ROWS)
    told = register.take([acled_row(1, latitude="x"), *ROWS[1:]], dry=True)
    assert (told.deleted, told.withdrawn) == ([], [])


def test_swapped_degrees_are_a_fault(register):
    rows = [*ROWS, acled_row(13, latitude="68.2", longitude="38.02")]
    with pytest.raises(
        InputError, match=r"line 14: latitude 68\.2, longitude 38\.02 look"
    ):
        register.take(rows)


def test_rows_outside_the_theatre_are_left_out_of_a_data_set_and_told(register):
    report = register.take([*ROWS, acled_row(13, latitude="34.5", longitude="61")])
    assert report.left_out == {"more than 100 km from the border": (1, [14])}
    assert register.find("incident", "acled-TAJ13") is None
    assert (
        register.take(
            [*ROWS, acled_row(13, latitude="34.5", longitude="61")], within_km=2000.0
        ).left_out
        == {}
    )


def test_rows_outside_are_refused_in_a_table_of_ones_own(register):
    mapping = register.file(OWN_MAP.encode(), "map.toml")
    rows = [own_row(1), own_row(2, Lat="0", Lon="0")]
    with pytest.raises(InputError, match="line 3: latitude 0, longitude 0 is outside"):
        register.take(rows, "csv", mapping=mapping)
    report = register.take(rows, "csv", mapping=mapping, outside="leave-out")
    assert len(report.added) == 1


def test_a_row_that_moved_outside_is_still_followed(register):
    register.take(ROWS)
    moved = [*ROWS[:11], acled_row(12, latitude="34.5", longitude="61")]
    report = register.take(moved)
    assert ids(report.changed) == ["acled-TAJ12"]
    assert register.get("incident", "acled-TAJ12").record.place.lat == 34.5


def test_a_quote_is_one_sentence(register):
    told = OWN_MAP.replace("\n[kinds]", '"Said" = "quote"\n\n[kinds]')
    mapping = register.file(told.encode(), "map.toml")
    rows = [own_row(1, Said="One. And two."), own_row(2, Said="Only one.")]
    with pytest.raises(InputError, match="line 2: quote: it is longer than one"):
        register.take(rows, "csv", mapping=mapping)


def test_ids_that_somebody_else_has_given(register):
    register.take(tabbed([gdelt_row(1)]), "gdelt")
    with open_store(register.store).change(
        role="analyst", verb="incident add", why="x", now=NOW
    ) as change:
        record = change.get("incident", "gdelt-1270000001").record
        change.put(type(record)(**{
            **{name: getattr(record, name) for name in type(record).__slots__},
            "id": "acled-TAJ3", "upstream": "",
        }))  # fmt: skip
    with pytest.raises(InputError, match="row 4: acled-TAJ3 is in the register alr"):
        register.take(ROWS)
    assert register.find("incident", "acled-TAJ1") is None


def test_a_source_of_the_same_id_and_another_name(register):
    mapping = register.file(OWN_MAP.encode(), "map.toml")
    register.take([own_row(1)], "csv", mapping=mapping)
    other = OWN_MAP.replace("Border Watch", "Some Watch").encode()
    mapping = register.file(other, "map.toml")
    with pytest.raises(InputError, match="source:watch is 'Border Watch'"):
        register.take([own_row(1)], "csv", mapping=mapping)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"format": "excel"}, "--as excel: choose acled, ged, gdelt, csv"),
        ({"encoding": "utf-16"}, "--encoding utf-16: choose cp1251 or cp1252"),
        ({"outside": "take"}, "--outside take"),
        ({"missing": "drop"}, "--missing drop"),
        ({"within_km": 0.0}, "--within-km 0"),
        ({"covers": "2025"}, "--covers 2025: write two days"),
        ({"covers": "a/b"}, "'a' is neither a day nor a moment"),
        ({"format": "csv"}, "needs a mapping file"),
    ],
)
def test_what_cannot_be_meant(register, params, said):
    params = {"format": "acled", **params}
    with pytest.raises(InputError) as caught:
        register.take(ROWS, params.pop("format"), **params)
    assert said in str(caught.value)


def test_a_role_that_may_not_import(register):
    path = register.file(table(ROWS))
    with pytest.raises(RuleError, match="planning_officer may not change"):
        import_incidents(
            register.store, path, ImportParams("acled"), Acting("planning_officer", NOW)
        )


def test_two_imports_at_once_the_second_waits_and_finds_it_done(register):
    reports = []

    def take():
        reports.append(
            import_incidents(register.store, path, ImportParams("acled"), IMPORTER)
        )

    path = register.file(table(ROWS))
    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(len(report.added) for report in reports) == [0, 12]
    assert sorted(report.unchanged for report in reports) == [0, 12]
    assert open_store(register.store).verify()[0] == []


def test_while_somebody_writes_for_long_an_import_gets_a_sentence(
    register, monkeypatch
):
    monkeypatch.setattr("vedette.desk.stores.open_store", quick)
    with (
        open_store(register.store).change(role="analyst", verb="x", why="x", now=NOW),
        pytest.raises(InputError, match="somebody else is writing"),
    ):
        register.take(ROWS)
    assert register.find("incident", "acled-TAJ1") is None


def quick(path):
    return open_store(path, wait_s=0.1)


def test_the_real_afghan_file(tmp_path):
    path = need_ucdp("ged191_afghanistan_subset310.csv")
    store = tmp_path / "vedette.db"
    make_register(store, "tajik_afghan", Acting("analyst", NOW), history=0)
    params = ImportParams("ged", within_km=50.0)
    report = import_incidents(store, path, params, IMPORTER)
    assert len(report.added) == 24  # as the file's own column of distances has it
    (far,) = report.left_out.values()
    assert far[0] == 310 - 24
    again = import_incidents(store, path, params, IMPORTER)
    assert (again.unchanged, again.added, again.changed) == (24, [], [])
