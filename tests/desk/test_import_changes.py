"""Rows that changed upstream, beside what people have changed here."""

from import_files import acled_row
from import_register import ANALYST, ROWS, grade

from vedette.desk.claims import grade_claim, move_claim
from vedette.desk.incidents import change_incident, remove_record
from vedette.domain.register import Count


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
