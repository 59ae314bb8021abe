"""The register that comes with the theatre says what was published, no more."""

import datetime as dt
import re

import pytest
from small_register import NOW
from small_theatre import write_small_theatre

from vedette.domain.register import Claim, Fact, Incident, Ref, Source
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.register.checks import list_faults
from vedette.register.contradictions import compare_claims
from vedette.register.exercise import make_history
from vedette.register.published import load_published

TALKS = Ref("fact", "F-talks")


@pytest.fixture(scope="module")
def theatre():
    return load_theatre("tajik_afghan")


@pytest.fixture(scope="module")
def records(theatre):
    return load_published(theatre, "analyst", NOW)


def about(records, ref):
    return [r for r in records if isinstance(r, Claim) and r.about == ref]


def test_every_record_is_sound_and_labelled(records):
    assert [fault for record in records for fault in list_faults(record)] == []
    for record in records:
        if isinstance(record, Source | Fact | Incident | Claim):
            assert record.origin == "published"
        else:
            is_made_up = record.title.startswith("Exercise: ")
            assert (record.origin == "exercise") == is_made_up


def test_the_talks_are_three_unnamed_claims_two_silences_a_denial_and_a_withdrawal(
    records,
):
    told = about(records, TALKS)
    assert [each.says for each in told] == [
        *["asserts"] * 3, *["no_comment"] * 2, "denies", "withdraws",
    ]  # fmt: skip
    sources = {r.id: r for r in records if isinstance(r, Source)}
    unnamed = [sources[each.source] for each in told if each.says == "asserts"]
    assert {each.anonymity for each in unnamed} == {"unnamed"}
    assert len({each.id for each in unnamed}) == 3
    assert {each.originator for each in unnamed} == {"Reuters"}
    assert all(
        each.answers == ("C-talks-1", "C-talks-2", "C-talks-3") for each in told[3:]
    )


def test_the_talks_are_never_stated_as_fact(records):
    (fact,) = (r for r in records if isinstance(r, Fact) and r.id == TALKS.id)
    assert "withdrawn" in fact.title
    for each in about(records, TALKS):
        if each.says == "asserts":
            assert re.search(r"official told the agency that", each.statement)
            assert (each.grade.reliability, each.grade.credibility) == ("F", 6)
            assert each.grade.validation == "rejected"
    others = [r for r in records if isinstance(r, Claim) and r.about != TALKS]
    assert not any("talks" in each.statement.lower() for each in others)


def test_contradictions_are_kept(records):
    differ = {}
    for ref in (
        Ref("incident", "I-2025-11-26"), Ref("fact", "F-length"),
        Ref("fact", "F-end-of-guard"), Ref("fact", "F-hover-ceiling"),
        Ref("fact", "F-length-land"),
    ):  # fmt: skip
        found = compare_claims(about(records, ref))
        differ[ref.id] = {each.field for each in found if each.differs}
    assert differ["I-2025-11-26"] >= {"when", "killed", "injured"}
    assert differ["F-length"] == {"quantity"}
    assert differ["F-end-of-guard"] == {"when"}
    assert differ["F-hover-ceiling"] == {"quantity"}
    assert differ["F-length-land"] == set()
    years = {
        each.figures.when.earliest.year
        for each in about(records, Ref("fact", "F-end-of-guard"))
    }
    assert years == {2004, 2005}


def test_only_a_sentence_that_was_read_is_quoted(records):
    quotes = [r.quote for r in records if isinstance(r, Claim) and r.quote]
    assert quotes == [
        "following a post-publication review showing insufficient evidence"
    ]


def test_no_post_or_unit_is_named(records):
    told = " ".join(map(str, records))
    assert not re.search(r"(?i)istiqlol|detachment|zastava|201st", told)


def test_it_does_not_enter_the_theatre(theatre):
    assert not any(name.startswith("register/") for name in theatre.files)


def test_a_theatre_without_a_register_has_none(small_theatre):
    assert load_published(small_theatre, "analyst", NOW) == ()


def test_faults_of_the_file_are_told_together_with_their_lines(tmp_path):
    text = """
[[facts]]
id = "F-1"
title = "A"
origin = "published"
phone = "1"

[[claims]]
id = "C-1"
about = "F-1"
source = "S"
says = "asserts"
statement = "x"
origin = "published"
reliability = "F"
credibility = "6"
validation = "validated"
graded_why = "x"
said = [2025-01-01T00:00:00, 2025-01-02T00:00:00]
"""
    folder = write_small_theatre(
        tmp_path / "t", files={"register/published.toml": text}
    )
    with pytest.raises(InputError) as told:
        load_published(load_theatre(folder), "analyst", NOW)
    lines = str(told.value).splitlines()
    assert lines[0].endswith(": 4 faults")
    for line, words in zip(
        lines[1:],
        (
            "line 6, facts[0].phone: the key 'phone' reads like a detail",
            "line 10, claims[0].about: 'F-1' names nothing",
            "line 16, claims[0].credibility: '6' is not whole",
            "line 19, claims[0].said: 2025-01-01 00:00:00 is not a date and hour with",
        ),
        strict=True,
    ):
        assert words in line


def test_the_history_is_the_same_for_a_seed_and_all_labelled(theatre):
    one, other = (list(make_history(theatre, 40, 7, "analyst", NOW)) for _ in range(2))
    assert one == other
    assert one != list(make_history(theatre, 40, 8, "analyst", NOW))
    assert {record.origin for record in one} == {"exercise"}
    assert [fault for record in one for fault in list_faults(record)] == []
    for record in one:
        words = getattr(record, "title", None) or getattr(record, "statement", None)
        assert (words or record.name).startswith("Exercise: ")
    incidents = [r for r in one if isinstance(r, Incident)]
    assert len(incidents) == 40
    first = theatre.start - dt.timedelta(days=731)
    assert all(first < each.when.earliest < theatre.start for each in incidents)
    assert all(each.line is not None and each.line.off_km < 1 for each in incidents)


def test_no_history_is_no_rows(theatre):
    assert list(make_history(theatre, 0, 7, "analyst", NOW)) == []


def test_the_sum_of_two_incidents_is_no_figure_of_one(records):
    told = [r for r in records if isinstance(r, Claim) and "wo assaults" in r.statement]
    assert {each.about.id for each in told} == {"I-2025-11-26", "I-2025-11-darvoz"}
    for each in told:
        assert (each.figures.killed, each.figures.injured) == (None, None)
        assert "the sum of both" in each.note


def test_the_incidents_own_counts_span_what_is_said(records):
    for incident in (r for r in records if isinstance(r, Incident)):
        found = {
            each.field: (each.low, each.high)
            for each in compare_claims(about(records, Ref("incident", incident.id)))
        }
        for part in ("killed", "injured"):
            count = getattr(incident, part)
            assert (count.low, count.high) == found[part]
            for each in incident.harmed:
                of_them = getattr(each, part)
                if of_them is not None:
                    told = found[f"{part} of {each.nationality}"]
                    assert (of_them.low, of_them.high) == told


def test_the_second_attack_is_confirmed_with_days_and_figures_of_its_own(records):
    ref = Ref("incident", "I-2025-11-darvoz")
    days = {
        each.id: (each.figures.when.earliest.day, each.figures.when.latest.day)
        for each in about(records, ref)
        if each.figures.when is not None
    }
    assert days == {"C-attack2-1": (1, 2), "C-attack2-3": (30, 30),
                    "C-attack2-4": (30, 30)}  # fmt: skip
    (incident,) = (r for r in records if isinstance(r, Incident) and r.id == ref.id)
    assert (incident.when.earliest.day, incident.when.latest.day) == (30, 2)


def test_the_parts_of_the_length_make_the_total_of_the_same_source(records):
    told = {
        (each.source, each.about.id): each.figures.quantity.low
        for each in records
        if isinstance(each, Claim) and each.about.id.startswith("F-length")
    }
    for source, parts in (
        ("S-mfa-tj", ("F-length-river", "F-length-land", "F-length-lakes")),
        ("S-tca", ("F-length-river", "F-length-land")),
    ):
        total = told[source, "F-length"]
        assert sum(told[source, part] for part in parts) == pytest.approx(
            total, abs=0.06
        )
    (lakes,) = about(records, Ref("fact", "F-length-lakes"))
    assert set(lakes.based_on) == {"C-length-1", "C-length-4", "C-length-6"}


@pytest.mark.parametrize(
    "fact, told",
    [
        ("F-service-ceiling", {("S-etv", 6000, "m"), ("S-aeropedia", 4500, "m")}),
        ("F-hover-ceiling", {("S-aeropedia", 850, "m"), ("S-kagero", 1760, "m")}),
        ("F-hover-ceiling-low", {("S-aeropedia", 1800, "m")}),
        ("F-mass", {("S-etv", 13000, "kg"), ("S-aeropedia", 12000, "kg"),
                    ("S-kagero", 13000, "kg")}),
        ("F-range", {("S-etv", 580, "km"), ("S-aeropedia", 465, "km")}),
        ("F-range-tanks", {("S-etv", 1065, "km"), ("S-aeropedia", 985, "km")}),
    ],
)  # fmt: skip
def test_figures_of_helicopters_are_each_a_source_s(records, fact, told):
    found = about(records, Ref("fact", fact))
    assert {
        (each.source, each.figures.quantity.low, each.figures.quantity.unit)
        for each in found
    } == told
    for each in found:
        assert each.grade.reliability == "D"
        assert f"{each.figures.quantity.low:,.0f}" in each.statement or "13 t" in (
            each.statement
        )


def test_no_section_gets_a_second_level_from_the_history(theatre):
    def levels(**options):
        made = make_history(theatre, 150, 7, "analyst", NOW, **options)
        return {r.id for r in made if getattr(r, "kind", "") == "impact_level"}

    assert {"L-S07", "L-S08"} <= levels()
    assert levels() - levels(known={"L-S07", "A-1"}) == {"L-S07"}
