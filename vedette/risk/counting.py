"""Which incidents of a register count for the threat, and by which of their claims."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.register import Claim, Incident
from vedette.domain.risk import Counted
from vedette.register.states import SAID_SO
from vedette.register.weight import weigh
from vedette.risk.params import RiskParams

Floats = NDArray[np.float64]

WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An incident that counts: where on the line and how surely, when, by whom said.

    ``claims`` are those by which it counts; ``firm`` those of them that are well
    sourced.
    """

    id: str
    strand: str
    km: float
    error_km: float
    weeks_ago: float
    claims: tuple[Claim, ...]
    firm: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """What counts of a register, and how many incidents do not, by reason."""

    spoken: tuple[Spoken, ...]
    left_out: Mapping[str, int]
    record_weeks: float

    def of(self, strand: str) -> tuple[Spoken, ...]:
        """Return what counts for one strand."""
        return tuple(each for each in self.spoken if each.strand == strand)

    def summary(self) -> Counted:
        """Return the numbers alone."""
        firm = sum(bool(each.firm) for each in self.spoken)
        return Counted(len(self.spoken), firm, self.left_out, self.record_weeks)


def count_register(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    at: dt.datetime,
    params: RiskParams,
    *,
    with_exercise: bool = False,
) -> Tally:
    """Sort out what of a register speaks for the threat at a moment.

    What was made up for an exercise counts only ``with_exercise``: it was never
    measured.
    """
    held = {each.id: each for each in incidents}
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.about.kind == "incident" and counts(claim):
            said.setdefault(_root(held, claim.about.id), []).append(claim)
    spoken: list[Spoken] = []
    left_out: Counter[str] = Counter()
    for incident in held.values():
        told = said.get(incident.id, [])
        reason = _refuse(incident, told, at, params, with_exercise=with_exercise)
        if reason:
            left_out[reason] += 1
        else:
            spoken.append(_speak(incident, told, at, params))
    oldest = max((each.weeks_ago for each in spoken), default=0.0)
    return Tally(
        tuple(spoken),
        dict(sorted(left_out.items())),
        max(params.record_weeks, oldest),
    )


def counts(claim: Claim) -> bool:
    """Whether a claim says that something happened, and still stands.

    >>> from types import SimpleNamespace as Some
    >>> grade = Some(validation="validated")
    >>> counts(Some(says="asserts", state="withdrawn", grade=grade))
    False
    """
    return claim.says in SAID_SO and weigh(claim) != "nothing"


def _root(held: Mapping[str, Incident], id_: str) -> str:
    """Return the incident that one was merged into, in the end."""
    seen: set[str] = set()
    while id_ in held and id_ not in seen:
        seen.add(id_)
        into = held[id_].merged_into
        if into is None:
            break
        id_ = into
    return id_


def _refuse(
    incident: Incident,
    told: list[Claim],
    at: dt.datetime,
    params: RiskParams,
    *,
    with_exercise: bool,
) -> str:
    """Say why an incident counts for nothing; empty where it counts."""
    line = incident.line
    reasons = (
        (incident.merged_into is not None, "merged into another"),
        (
            incident.origin == "exercise" and not with_exercise,
            "made up for an exercise",
        ),
        (not told, "no claim that says so still stands"),
        (params.strand_of(incident.kind) is None, "no attempt by its kind"),
        (incident.when.earliest > at, "after the moment of this picture"),
        (incident.place.precision not in params.place_km, "place hardly known"),
        (line is None, "no place on the line"),
        (line is not None and line.off_km > params.off_km, "too far off the line"),
    )
    return next((reason for is_so, reason in reasons if is_so), "")


def _speak(
    incident: Incident, told: list[Claim], at: dt.datetime, params: RiskParams
) -> Spoken:
    strand, line = params.strand_of(incident.kind), incident.line
    if strand is None or line is None:
        raise AssertionError("an incident that was refused does not speak")
    middle = (
        incident.when.earliest + (incident.when.latest - incident.when.earliest) / 2
    )
    return Spoken(
        id=incident.id,
        strand=strand,
        km=line.km,
        error_km=params.place_km[incident.place.precision],
        weeks_ago=max(0.0, (at - middle) / WEEK),
        claims=tuple(sorted(told, key=lambda claim: claim.id)),
        firm=frozenset(claim.id for claim in told if weigh(claim) == "firm"),
    )
