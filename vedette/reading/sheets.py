"""What each table of a theatre folder must look like."""

from vedette.domain.forces import CAVEAT_KINDS, STATUSES
from vedette.domain.limits import HOLDS, LIMIT_KINDS
from vedette.domain.theatre import LEVELS, SITE_KINDS
from vedette.reading.checks import (
    cell,
    empty_or,
    filled,
    hour,
    hour_or_moment,
    identifier,
    moment_cell,
    name,
    note,
    number,
    one_of,
    whole,
)
from vedette.reading.head import ORIGINS
from vedette.reading.sensors import KINDS
from vedette.reading.tables import Sheet

_KM = cell(number(0.0, 100_000.0, "km"))
_LON = cell(number(-180.0, 180.0, "degrees"))
_LAT = cell(number(-90.0, 90.0, "degrees"))
_HOUR_OR_NONE = empty_or(hour)
_TIME_OR_NONE = empty_or(hour_or_moment)
_HOURS = {"earliest": "earliest_min", "latest": "latest_min"}

SECTIONS = Sheet.of(
    "sections.csv",
    {
        "id": identifier,
        "name": name,
        "km_from": _KM,
        "km_to": _KM,
        "level": one_of(LEVELS),
        "owner": identifier,
        "note": note,
    },
)
SITES = Sheet.of(
    "sites.csv",
    {
        "id": identifier,
        "name": name,
        "kind": one_of(SITE_KINDS),
        "lon": _LON,
        "lat": _LAT,
        "value": cell(number(0.0, 100.0, "harm points")),
        "precision": one_of(("surveyed", "snapped", "approximate")),
        "source": filled,
        "note": note,
    },
)
BASES = Sheet.of(
    "bases.csv",
    {
        "id": identifier,
        "name": name,
        "kind": one_of(("post", "airfield")),
        "partner": identifier,
        "lon": _LON,
        "lat": _LAT,
        "km": empty_or(_KM),
        "origin": one_of(ORIGINS),
        "note": note,
    },
)
TEAMS = Sheet.of(
    "teams.csv",
    {
        "id": identifier,
        "name": name,
        "partner": identifier,
        "base": identifier,
        "kind": one_of(KINDS),
        "card": empty_or(identifier),
        "duty_h": cell(number(0.01, 24.0, "hours")),
        "rest_h": cell(number(0.0, 168.0, "hours")),
        "starts_every_min": cell(whole(1, 1440, "minutes")),
        "earliest": _HOUR_OR_NONE,
        "latest": _HOUR_OR_NONE,
        "origin": one_of(ORIGINS),
        "note": note,
    },
    {
        "detachment": empty_or(identifier),
        "crew": empty_or(cell(whole(1, 200, "people"))),
    },
    **_HOURS,
)
DETACHMENTS = Sheet.of(
    "detachments.csv",
    {
        "id": identifier,
        "name": name,
        "partner": identifier,
        "origin": one_of(ORIGINS),
        "note": note,
    },
)
AVAILABILITY = Sheet.of(
    "availability.csv",
    {
        "team": identifier,
        "from": moment_cell,
        "to": moment_cell,
        "status": one_of(STATUSES),
        "reason": filled,
        "origin": one_of(ORIGINS),
    },
    **{"from": "start", "to": "end"},
)
CAVEATS = Sheet.of(
    "caveats.csv",
    {
        "id": identifier,
        "partner": identifier,
        "team": empty_or(identifier),
        "kind": one_of(CAVEAT_KINDS),
        "km_from": empty_or(_KM),
        "km_to": empty_or(_KM),
        "earliest": _HOUR_OR_NONE,
        "latest": _HOUR_OR_NONE,
        "reason": filled,
        "origin": one_of(ORIGINS),
    },
    **_HOURS,
)
LIMITS = Sheet.of(
    "limits.csv",
    {
        "id": identifier,
        "kind": one_of(LIMIT_KINDS),
        "holds": one_of(HOLDS),
        "amount": cell(number(0.0, 100_000.0)),
        "partner": empty_or(identifier),
        "base": empty_or(identifier),
        "team": empty_or(identifier),
        "section": empty_or(identifier),
        "km_from": empty_or(_KM),
        "km_to": empty_or(_KM),
        "from": _TIME_OR_NONE,
        "to": _TIME_OR_NONE,
        "reason": filled,
        "origin": one_of(ORIGINS),
    },
    **{"from": "begins", "to": "ends"},
)
WEATHER = Sheet.of(
    "weather.csv",
    {
        "section": empty_or(identifier),
        "from": _TIME_OR_NONE,
        "to": _TIME_OR_NONE,
        "visibility_km": empty_or(cell(number(0.01, 1_000.0, "km"))),
        "cloud_base_m": empty_or(cell(number(0.0, 20_000.0, "metres"))),
        "wind_kmh": empty_or(cell(number(0.0, 400.0, "km/h"))),
        "temp_c": empty_or(cell(number(-90.0, 60.0, "degrees Celsius"))),
        "temp_height_m": empty_or(cell(number(-500.0, 9_000.0, "metres"))),
        "source": filled,
        "origin": one_of(ORIGINS),
    },
    **{"from": "begins", "to": "ends"},
)
