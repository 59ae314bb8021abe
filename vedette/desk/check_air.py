"""Check a flight: read the question, ask the air room, show and draw the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.air import AirPlace, DayAir, FlightCheck, FlightQuestion, check_flight
from vedette.air.answer import TASKS
from vedette.air.atmosphere import STANDARD_QNH
from vedette.desk.moments import read_at
from vedette.desk.outs import check_out
from vedette.desk.spots import find_place
from vedette.domain.forces import TypeCard
from vedette.domain.theatre import Base, Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.checks import number, quote
from vedette.reading.faults import WrongValueError
from vedette.terrain import heights_at

FIGURES = {".svg": "flight", ".png": "flight_png"}
TEMP = number(-60.0, 60.0, "°C")
QNH = number(870.0, 1090.0, "hPa")


@dataclass(frozen=True, slots=True)
class AirParams:
    """What is asked, as a person writes it.

    Parameters
    ----------
    base
        Id or name of one of the theatre's airfields.
    to
        A place, as ``desk.spots.find_place`` reads it.
    at
        Take-off: HH:MM on the day on which plans begin, or a date and hour.
    temp_c, qnh_hpa
        The air at the base.
    card
        Id of a type card; None for that of the teams of the base.
    task
        ``pass``, ``land`` or ``hover``; None to land on an airfield and pass elsewhere.
    refuel
        Ids of airfields, beyond the partner's own, whose fuel may be used.
    is_night_fit, is_one_way
        As in ``FlightQuestion``.
    """

    base: str
    to: str
    at: str
    temp_c: float
    qnh_hpa: float = STANDARD_QNH
    card: str | None = None
    task: str | None = None
    refuel: Sequence[str] = ()
    is_night_fit: bool = False
    is_one_way: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class AirView:
    """A checked flight, with what there is to show of it."""

    theatre: Theatre
    check: FlightCheck

    def describe(self) -> str:
        """Return the answer in words, the verdict first."""
        from vedette.sharing.air_words import describe_flight

        return describe_flight(self.check)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain values."""
        from vedette.sharing.air_json import flight_json

        return {"theatre": self.theatre.id, **flight_json(self.check)}


def check_air(
    where: str | Path,
    params: AirParams,
    *,
    out: Path | None = None,
    force: bool = False,
) -> AirView:
    """Check whether an aircraft can fly from a base to a place and back on a day.

    With ``out`` the flight is drawn as an SVG or PNG file, by the ending of its name.
    """
    check_out(out, FIGURES, force=force)
    theatre = load_theatre(where)
    view = AirView(theatre, check_flight(theatre, _ask(theatre, params)))
    if out is not None:
        from vedette.sharing import Package, publish

        package = Package(theatre, flight=view.check)
        publish(package, out, formats=[FIGURES[out.suffix.lower()]], force=force)
    return view


def _ask(theatre: Theatre, params: AirParams) -> FlightQuestion:
    """Turn what a person wrote into the question; refuse what cannot be one."""
    base = _find_airfield(theatre, params.base, "--from")
    start = _as_air_place(theatre, base)
    place = _find_air_place(theatre, params.to)
    if (place.lon, place.lat) == (start.lon, start.lat):
        raise InputError(
            f"--to {quote(params.to)}: this is where it takes off; give another place."
        )
    lands = place.is_airfield or params.is_one_way
    task = params.task or ("land" if lands else "pass")
    if task not in TASKS:
        raise InputError(f"--task {quote(task)}: give one of {', '.join(TASKS)}.")
    own = [each for each in _airfields(theatre) if each.partner == base.partner]
    named = [_find_airfield(theatre, text, "--refuel") for text in params.refuel]
    return FlightQuestion(
        card=_find_card(theatre, base, params.card),
        base=start,
        place=place,
        takes_off=read_at(theatre, params.at),
        air=DayAir(
            start.ground_m,
            _read_number("--temp", params.temp_c, TEMP),
            _read_number("--qnh", params.qnh_hpa, QNH),
        ),
        task=task,
        refuel=tuple(
            dict.fromkeys(_as_air_place(theatre, each) for each in (*own, *named))
        ),
        is_night_fit=params.is_night_fit,
        is_one_way=params.is_one_way,
    )


def _airfields(theatre: Theatre) -> list[Base]:
    return [base for base in theatre.bases if base.kind == "airfield"]


def _find_airfield(theatre: Theatre, text: str, option: str) -> Base:
    """Return a base that is an airfield, by its id or its name."""
    fields = _airfields(theatre)
    for base in fields:
        if text in (base.id, base.name):
            return base
    raise InputError.listing(
        f"{option} {quote(text)}: {theatre.name} has no base with an airfield of that "
        "id. It has:",
        (f"{base.id} ({base.name}, {base.partner})" for base in fields),
    )


def _as_air_place(theatre: Theatre, base: Base) -> AirPlace:
    return AirPlace(
        name=base.name,
        lon=base.lon,
        lat=base.lat,
        ground_m=float(heights_at(theatre.elevation, base.lon, base.lat)),
        is_airfield=base.kind == "airfield",
        id=base.id,
    )


def _find_air_place(theatre: Theatre, text: str) -> AirPlace:
    spot = find_place(theatre, text)
    for base in theatre.bases:
        if (base.name, base.lon, base.lat) == (spot.name, spot.lon, spot.lat):
            return _as_air_place(theatre, base)
    return AirPlace(
        name=spot.name,
        lon=spot.lon,
        lat=spot.lat,
        ground_m=float(heights_at(theatre.elevation, spot.lon, spot.lat)),
        is_airfield=spot.kind == "airfield",
    )


def _find_card(theatre: Theatre, base: Base, card_id: str | None) -> TypeCard:
    """Return the card asked for, or the only one flown from the base."""
    flown = sorted({t.card for t in theatre.teams if t.base == base.id and t.card})
    wanted = flown[0] if card_id is None and len(flown) == 1 else card_id
    card = theatre.find_card(wanted)
    if card is not None and wanted is not None:
        return card
    what = (
        f"{quote(card_id)} is no type card"
        if card_id is not None
        else f"the teams of {base.id} fly {', '.join(flown) or 'nothing'}"
    )
    known = ", ".join(each.id for each in theatre.cards) or "none"
    raise InputError(f"--card: {what}; name one of cards.toml: {known}.")


def _read_number(option: str, value: float, check: Any) -> float:
    try:
        return float(check(value))
    except WrongValueError as wrong:
        raise InputError(f"{option}: {wrong.what}; {wrong.advice}.") from None
