"""Weather over tiny windows."""

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import numpy as np

from vedette.domain.picture import WeatherTable, Window


def make_weather(shape: tuple[int, ...], **said: Any) -> WeatherTable:
    """Weather by section and slot, of which nothing is said but this."""
    table = {
        "visibility_km": np.full(shape, np.inf),
        "cloud_base_m": np.full(shape, np.inf),
        "wind_kmh": np.zeros(shape),
        "warmer_c": np.zeros(shape),
    }
    told = {name: np.broadcast_to(np.float64(said[name]), shape) for name in said}
    return WeatherTable(**{**table, **told})


def random_weather(shape: tuple[int, ...], rng: np.random.Generator) -> WeatherTable:
    """Weather by chance, mostly fair."""
    return make_weather(
        shape,
        visibility_km=rng.choice(
            [0.5, 3.0, 20.0, np.inf], shape, p=[0.05, 0.35, 0.3, 0.3]
        ),
        cloud_base_m=rng.choice([400.0, 900.0, np.inf], shape, p=[0.05, 0.35, 0.6]),
        wind_kmh=rng.choice([0.0, 30.0, 70.0], shape, p=[0.3, 0.65, 0.05]),
        warmer_c=rng.choice([-10.0, 0.0, 10.0, 15.0], shape, p=[0.2, 0.3, 0.3, 0.2]),
    )


def random_minima(rng: np.random.Generator) -> dict[str, float | None]:
    """What a helicopter needs; in warm air some may not fly over 1,100 m."""
    return {
        "service_ceiling_m": rng.choice([4000.0, 1500.0]),
        "landing_ceiling_m": rng.choice([3000.0, 1000.0]),
        "least_visibility_km": rng.choice([None, 1.0]),
        "least_cloud_base_m": rng.choice([None, 200.0]),
        "most_wind_kmh": rng.choice([None, 50.0]),
    }


def later_window(window: Window, moment: int) -> Window:
    """What is left of a window from a moment on."""
    start = window.start + dt.timedelta(minutes=moment * window.slot_min)
    light, weather = window.light[:, moment:], window.weather
    if weather is not None:
        columns = {f.name: getattr(weather, f.name) for f in fields(weather)}
        weather = WeatherTable(**{k: v[:, moment:] for k, v in columns.items()})
    return replace(window, start=start, light=light, weather=weather)
