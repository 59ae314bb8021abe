"""Shares of attempts (rho): a section's by its rate, within it by stake and hour."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.checks import quote

Floats = NDArray[np.float64]

MOST_A_YEAR = 1e9  # attempts per 100 km; more is a slip of the pen


def forecast_attempts(
    theatre: Theatre,
    ground: Ground,
    stake: Floats,
    often: Floats,
    rates: Mapping[str, float],
) -> Floats:
    """Shares of attempts by reach and slot, shape (R, T); they sum to 1.

    ``often`` is the hour's factor, (R, T). ``rates`` are attempts a year per 100 km by
    section, as the risk picture expects them; none at all means that nothing is known
    of past attempts: every km that can be crossed is then as likely as the next.

    A section whose weights are all 0 is spread evenly over what can be crossed.
    """
    faults = list_rate_faults(theatre, rates)
    if faults:
        raise InputError.listing("rates of attempts:", faults)
    n = len(theatre.sections)
    length = np.diff(ground.edge_km)
    told = np.array([rates.get(section.id, 1.0) for section in theatre.sections])
    counts = length if rates else np.where(ground.can_cross, length, 0.0)
    whole = np.bincount(ground.section, counts, minlength=n).astype(np.float64)
    passable = np.broadcast_to(ground.can_cross[:, None], stake.shape)
    weight = np.where(passable, often * stake**theatre.model.forecast_power, 0.0)
    says = np.bincount(ground.section, weight.sum(axis=1), minlength=n) > 0
    weight = np.where(says[ground.section][:, None], weight, passable)
    return share_attempts(told * whole, ground.section, weight)


def share_attempts(rate: Floats, section: NDArray[np.int32], weight: Floats) -> Floats:
    """Spread each section's rate over its cells by weight; the shares sum to 1.

    ``section`` is the section of each reach, ``weight`` (reaches, slots) says where
    and when within a section attempts come, as stakes and hours do. A section whose
    weights are all 0 gets none.
    """
    within = np.bincount(section, weight.sum(axis=1), minlength=len(rate))
    scale = np.divide(rate, within, out=np.zeros(len(rate)), where=within > 0)
    share = scale[section][:, None] * weight
    if not share.any():
        raise InputError(
            "forecast: no attempt is expected anywhere that can be crossed; give at"
            " least one section there a rate above 0."
        )
    return np.asarray(share / share.sum())


def list_rate_faults(theatre: Theatre, rates: Mapping[str, float]) -> list[str]:
    """Say which rates cannot be: all sections have one, or none has."""
    if not rates:
        return []
    known = {section.id for section in theatre.sections}
    faults = [
        f"{quote(each)} is no section of {theatre.id}."
        for each in sorted(rates.keys() - known)
    ]
    lacking = ", ".join(sorted(known - rates.keys()))
    if lacking:
        faults.append(f"{lacking}: no rate; give one to every section, or to none.")
    faults += [
        f"{quote(each)}: {rate:g} a year per 100 km; give 0 to {MOST_A_YEAR:g}."
        for each, rate in rates.items()
        if not 0 <= rate <= MOST_A_YEAR
    ]
    return faults
