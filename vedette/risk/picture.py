"""Stakes from sites, ground and the hour; the forecast from stakes and the hour."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground, RiskPicture, Window
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.errors import InputError
from vedette.risk.attempts import forecast_attempts
from vedette.terrain import travel_hours

Floats = NDArray[np.float64]

HIGHEST_STAKE = 100.0


def assess_risk(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    rates: Mapping[str, float] | None = None,
) -> RiskPicture:
    """Assess what is at stake, and how often attempts come, in every reach and slot.

    ``rates`` are attempts a year per 100 km, by section, where something is known of
    them. See docs/theory/stakes.md for the form and the constants behind it.
    """
    if not ground.can_cross.any():
        raise InputError(
            "risk: no reach of this border can be crossed by the limits of model.toml "
            f"[crossing] (max_height_m {theatre.model.crossing_max_height_m:g}, "
            f"max_slope {theatre.model.crossing_max_slope:g}), so there is nothing to "
            "plan against; raise a limit, or check the elevation grid."
        )
    model = theatre.model
    light = window.light[ground.section]
    travel_h = travel_hours(theatre, ground)
    value = np.array([site.value for site in theatre.sites], dtype=np.float64)
    pull = site_pull(value, travel_h, model.stake_tau_h)
    exposed = _exposed_share(theatre)
    harm = _by_light(model.stake_hour) * (model.stake_base + pull @ exposed)
    harm = np.where(ground.can_cross[:, None], harm, 0.0)
    stake = np.minimum(HIGHEST_STAKE, np.take_along_axis(harm, light, axis=1))
    often = _by_light(model.forecast_hour)[light]
    return RiskPicture(
        stake=stake,
        forecast=forecast_attempts(theatre, ground, stake, often, rates or {}),
        top_site=_top_site(
            np.where(ground.can_cross[:, None], pull * exposed.max(axis=1), 0.0)
        ),
        travel_h=travel_h,
        rests_on=tuple(f"{part}:{theatre.content_hash[:12]}" for part in RESTS_ON),
    )


# Stakes follow from two files of the theatre; what else a plan rests on, the desk adds.
RESTS_ON = ("sites", "model")


def site_pull(value: Floats, travel_h: Floats, tau_h: float) -> Floats:
    """Harm points that each site adds at most to the stake of each reach, (R, sites).

    Its value fades by e with every ``tau_h`` hours on foot; out of reach it adds
    nothing.
    """
    return np.asarray(value * np.exp(-travel_h / tau_h))


def _exposed_share(theatre: Theatre) -> Floats:
    """Share of each site's value that is exposed by each light, (sites, lights)."""
    whole = dict.fromkeys(LIGHTS, 1.0)
    shares = [theatre.model.exposure.get(site.kind, whole) for site in theatre.sites]
    return np.array([_by_light(each) for each in shares]).reshape(-1, len(LIGHTS))


def _by_light(factor: Mapping[str, float]) -> Floats:
    """Return factors in the order of LIGHTS, to be picked by a window's light."""
    return np.array([factor[light] for light in LIGHTS], dtype=np.float64)


def _top_site(pull: Floats) -> NDArray[np.int32]:
    """Index of the site with the largest pull on each reach, -1 where none has any."""
    if not pull.shape[1]:
        return np.full(len(pull), -1, dtype=np.int32)
    return np.where(pull.any(axis=1), pull.argmax(axis=1), -1).astype(np.int32)
