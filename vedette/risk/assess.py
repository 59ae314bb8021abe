"""One assessment of all sections: threat, vulnerability, impact, each by itself."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground, RiskPicture
from vedette.domain.risk import STRANDS, RiskRun, SectionRisk, Shift
from vedette.domain.theatre import Theatre
from vedette.risk.angles import (
    Watching,
    guess_effort,
    list_near,
    make_angle,
    measure_blind,
    rate_impact,
    rate_vulnerability,
    share_open,
)
from vedette.risk.counting import Tally
from vedette.risk.params import RiskParams
from vedette.risk.threat import LEAST_PART, Line, Strand, find_shifts, rate_strand

Floats = NDArray[np.float64]

GUESSED = "guessed from what all teams could see"
TOLD = "told by the staff"
PARTLY = "told by the staff for some sections, else guessed"


def assess_sections(
    theatre: Theatre,
    ground: Ground,
    risk: RiskPicture,
    watching: Watching,
    tally: Tally,
    params: RiskParams,
    *,
    at: dt.datetime,
    run: int = 1,
    with_exercise: bool = False,
) -> RiskRun:
    """Assess every section of a theatre; see docs/theory/risk.md for what it means."""
    n = len(theatre.sections)
    line = Line(_list_edges(theatre), share_open(ground, n))
    effort = guess_effort(ground, watching, n)
    for index, section in enumerate(theatre.sections):
        effort[index] = params.effort.get(section.id, effort[index])
    strands = [
        rate_strand(
            name,
            tally.of(name),
            tally.record_weeks,
            line,
            params.priors[name],
            # What becomes known anyway is known where nobody patrols, too.
            effort if name == "crossings" else np.ones(n),
        )
        for name in STRANDS
    ]
    shifts = [find_shifts(strand, params.bands[strand.name]) for strand in strands]
    sections = tuple(
        _assess_section(
            theatre,
            ground,
            risk,
            watching,
            strands,
            params,
            index,
            float(effort[index]),
            [shift for found in shifts for shift in found[index]],
        )
        for index in range(n)
    )
    told = sum(section.id in params.effort for section in theatre.sections)
    return RiskRun(
        run=run,
        at=at,
        theatre_hash=theatre.content_hash,
        constants=params.hash,
        with_exercise=with_exercise,
        effort_from=TOLD if told == n else PARTLY if told else GUESSED,
        bands=params.bands,
        counted=tally.summary(),
        sections=sections,
    )


def _list_edges(theatre: Theatre) -> Floats:
    sections = theatre.sections
    ends = [sections[0].km_from, *(section.km_to for section in sections)]
    return np.array(ends, dtype=np.float64)


def _assess_section(
    theatre: Theatre,
    ground: Ground,
    risk: RiskPicture,
    watching: Watching,
    strands: Sequence[Strand],
    params: RiskParams,
    index: int,
    effort: float,
    shifts: Sequence[Shift],
) -> SectionRisk:
    bands = params.bands
    attacks, crossings = (
        make_angle(
            float(each.low[index]),
            float(each.middle[index]),
            float(each.high[index]),
            bands[each.name],
        )
        for each in strands
    )
    mine = ground.section == index
    speaks = [
        (spoken, float(part))
        for strand in strands
        for spoken, part in zip(strand.spoken, strand.part[:, index], strict=True)
        if part >= LEAST_PART
    ]
    claims: dict[str, list[str]] = {}
    for spoken, _ in speaks:
        for claim in spoken.claims:
            claims.setdefault(claim.state, []).append(claim.id)
    return SectionRisk(
        section=theatre.sections[index].id,
        attacks=attacks,
        crossings=crossings,
        vulnerability=rate_vulnerability(
            ground, watching, index, bands["vulnerability"]
        ),
        impact=rate_impact(ground, risk, index, bands["impact"]),
        effort=effort,
        blind_km=measure_blind(ground, watching, index),
        teams=int(watching.teams[mine].max(initial=0)),
        incidents=len(speaks),
        firm=sum(bool(spoken.firm) for spoken, _ in speaks),
        claims={state: tuple(sorted(ids)) for state, ids in sorted(claims.items())},
        sites=list_near(ground, risk, theatre.sites, index),
        shifts=tuple(sorted(shifts, key=lambda shift: -shift.change)),
    )
