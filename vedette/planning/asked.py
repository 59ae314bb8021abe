"""What is asked of a plan: whether it can be had, and when solving is to stop."""

from collections.abc import Callable
from typing import Any

from vedette.domain.plans import PlanParams
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.pins import list_pin_faults
from vedette.solver import Round, first_of, gap_below, rounds_done, seconds_past
from vedette.solver.stop import StopRule

SECONDS_A_DAY, SECONDS_A_WEEK = 15.0, 60.0  # solving time where none is asked for
# Of several days the first is solved before all are: for so many rounds, or so large a
# share of the time. (Measured on a week: half the gap after the same rounds.)
FIRST_DAY_ROUNDS, FIRST_DAY_SHARE, FIRST_DAY_GAP = 250, 0.25, 0.03


def check_params(theatre: Theatre, params: PlanParams) -> None:
    """Refuse parameters that no plan can be made with, all at once."""
    faults = []
    known = [partner.id for partner in theatre.partners]
    if not 0 <= params.caution <= 1:
        faults.append(f"--caution is {params.caution:g}; give a number from 0 to 1.")
    if not 0 <= params.gap < 1:
        faults.append(f"--gap is {params.gap:g}; give a share from 0 to below 1.")
    if params.seconds is not None and not 0 < params.seconds < 1e6:
        faults.append(f"--seconds is {params.seconds:g}; give a positive number.")
    if params.rounds is not None and params.rounds < 1:
        faults.append(f"--rounds is {params.rounds}; give 1 or more.")
    if params.threads is not None and not 1 <= params.threads <= 256:
        faults.append(f"--threads is {params.threads}; give 1 to 256.")
    if not 0 <= params.spread < 1:
        faults.append(f"--spread is {params.spread:g}; give a share from 0 to below 1.")
    if not 0 <= params.keep < 1e6:
        faults.append(f"--keep is {params.keep:g}; give harm points, 0 or more.")
    faults += [
        f"--without {each}: {theatre.name} has no such partner; it has "
        f"{', '.join(known)}."
        for each in params.without
        if each not in known
    ]
    teams = {team.id for team in theatre.teams}
    faults += [
        f"--team-out {each}: {theatre.name} has no such team; see teams.csv."
        for each in params.teams_out
        if each not in teams
    ]
    faults += list_pin_faults(theatre, params.pins)
    if faults:
        raise InputError.listing("The plan cannot be made as asked:", faults)


def stop_rule(params: PlanParams, interrupted: Callable[[], bool]) -> StopRule:
    """Return when to stop: as asked, by the default time, or when interrupted."""

    def asked(_: Round) -> str | None:
        return "interrupt" if interrupted() else None

    rules = [asked, gap_below(params.gap)]
    if params.rounds is not None:
        rules.append(rounds_done(params.rounds))
    seconds = params.seconds
    if seconds is None and params.rounds is None:
        seconds = SECONDS_A_DAY if params.days == 1 else SECONDS_A_WEEK
    if seconds is not None:
        rules.append(seconds_past(seconds))
    return first_of(*rules)


def first_day(params: PlanParams) -> dict[str, Any]:
    """Return how long the first of several days is solved before all of them."""
    if params.rounds is not None and params.seconds is None:
        return {"rounds": min(params.rounds, FIRST_DAY_ROUNDS), "gap": FIRST_DAY_GAP}
    seconds = SECONDS_A_WEEK if params.seconds is None else params.seconds
    rounds = min(params.rounds or FIRST_DAY_ROUNDS, FIRST_DAY_ROUNDS)
    share = FIRST_DAY_SHARE * seconds
    return {"rounds": rounds, "seconds": share, "gap": FIRST_DAY_GAP}
