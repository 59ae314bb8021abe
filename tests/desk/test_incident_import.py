"""Import into a register: what enters, and what is refused."""

import datetime as dt

import pytest
from import_files import (
    OWN_MAP,
    acled_row,
    gdelt_row,
    need_ucdp,
    own_row,
    tabbed,
    table,
)
from import_register import IMPORTER, NOW, ROWS, ids

from vedette.desk.incident_import import ImportParams, import_incidents
from vedette.desk.register import make_register
from vedette.desk.stores import Acting
from vedette.errors import InputError, RuleError
from vedette.store import open_store


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


def test_rows_of_two_data_sets_that_come_to_the_same_id(register):
    first, second = (
        register.file(OWN_MAP.replace('"watch"', f'"{name}"').encode(), f"{name}.toml")
        for name in ("watch", "watch-2025")
    )
    register.take([own_row(1, **{"Ref no": "2025-1"})], "csv", mapping=first)
    other = [own_row(2, **{"Ref no": "1"})]
    with pytest.raises(InputError, match="row 2: watch-2025-1 is in the register alr"):
        register.take(other, "csv", mapping=second)
    assert register.get("incident", "watch-2025-1").version == 1
    told = register.take(other, "csv", mapping=second, dry=True)
    assert "ids of rows are taken" in told.faults[0]
