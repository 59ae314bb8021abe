"""One assessment of the small theatre's sections, from a register to words."""

import numpy as np
import pytest
from small_risk import AT, RECORDS, happened, said

from vedette.domain.register import Claim, Incident
from vedette.domain.theatre import LEVELS
from vedette.risk import assess_risk
from vedette.risk.angles import Watching
from vedette.risk.assess import GUESSED, PARTLY, assess_sections
from vedette.risk.counting import count_register
from vedette.risk.params import load_params
from vedette.terrain.ground import survey_ground
from vedette.terrain.sky import make_window


@pytest.fixture(scope="module")
def params(small_theatre):
    return load_params(small_theatre)


@pytest.fixture(scope="module")
def assess(small_theatre, params):
    ground = survey_ground(small_theatre, small_theatre.reach_km)
    risk = assess_risk(small_theatre, ground, make_window(small_theatre, None, 1))
    seen = np.linspace(0.9, 0.2, ground.n_reaches) * np.ones((5, 1))
    watching = Watching(seen, seen / 2, np.arange(ground.n_reaches))

    def assess_them(*records, params=params, **options):
        tally = count_register(
            [each for each in records if isinstance(each, Incident)],
            [each for each in records if isinstance(each, Claim)],
            AT,
            params,
            **options,
        )
        return assess_sections(
            small_theatre, ground, risk, watching, tally, params, at=AT, **options
        )

    return assess_them


def test_each_section_has_three_angles_and_the_claims_it_rests_on(assess):
    run = assess(*RECORDS)
    west, middle, east = run.sections
    assert [each.section for each in run.sections] == ["west", "middle", "east"]
    # An event speaks for some 10 km on either side, so for the sections beside it, too.
    assert {"C-1", "C-2"} <= middle.all_claims
    assert "C-3" in west.all_claims
    assert "C-3" not in east.all_claims
    assert "C-4" not in west.all_claims | middle.all_claims | east.all_claims
    assert run.counted.left_out == {"made up for an exercise": 1}
    for risk in run.sections:
        for angle in (risk.attacks, risk.crossings, risk.vulnerability, risk.impact):
            assert angle.low <= angle.middle <= angle.high
            assert list(angle.band) == sorted(angle.band, key=LEVELS.index)


def test_a_claim_that_falls_leaves_the_picture(assess):
    fallen = said("C-3", "I-2", state="withdrawn")
    run = assess(*(fallen if each.id == "C-3" else each for each in RECORDS))
    assert not any("C-3" in each.all_claims for each in run.sections)
    assert (
        run.sections[0].crossings.middle < assess(*RECORDS).sections[0].crossings.middle
    )


def test_the_threat_is_the_worse_strand_at_each_end(assess):
    many = [happened(f"I-{n}", 30.0, "middle") for n in range(9)]
    claims = [said(f"C-{n}", f"I-{n}") for n in range(9)]
    middle = assess(*many, *claims).sections[1]
    assert middle.threat.high == "critical"
    assert middle.threat == tuple(
        max(pair, key=LEVELS.index)
        for pair in zip(middle.attacks.band, middle.crossings.band, strict=True)
    )


def test_attacks_are_known_where_nobody_looks(assess, params):
    from dataclasses import replace

    blind = replace(params, effort={"west": 0.0, "middle": 1.0})
    told, guessed = assess(params=blind), assess()
    assert (told.effort_from, guessed.effort_from) == (PARTLY, GUESSED)
    assert told.sections[0].attacks == guessed.sections[0].attacks
    assert told.sections[0].crossings.middle > guessed.sections[0].crossings.middle


def test_what_was_made_up_counts_only_when_asked_for(assess):
    without, with_it = assess(*RECORDS), assess(*RECORDS, with_exercise=True)
    assert with_it.with_exercise
    assert with_it.sections[1].incidents == without.sections[1].incidents + 1
