"""Coverage: what one team sees, what all could see at best, and the law of looking."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.desk.outs import check_out
from vedette.desk.plan import Field, survey
from vedette.desk.spots import find_at
from vedette.domain.coverage import LineCoverage, PlaceView
from vedette.domain.plans import PlanParams
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.checks import quote
from vedette.sharing import publish
from vedette.sharing.package import Package
from vedette.terrain.line import km_of_base

# What the ending of a figure's name asks for.
FIGURES = {".svg": "coverage", ".png": "coverage_png"}
LAW_FIGURES = {".svg": "law", ".png": "law_png"}


@dataclass(frozen=True, slots=True, eq=False)
class CoverageView:
    """What was asked, with what there is to show of it."""

    field: Field
    line: LineCoverage | None = None
    place: PlaceView | None = None

    def describe(self) -> str:
        """Return it in words and tables."""
        from vedette.sharing.coverage_words import describe_line, describe_place

        theatre = self.field.theatre
        if self.place is not None:
            return describe_place(theatre, self.field.ground, self.place)
        if self.line is None:
            raise AssertionError("a view shows a place or the line")
        return describe_line(theatre, self.line)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        from vedette.sharing.coverage_words import line_json, place_json

        if self.place is not None:
            return place_json(self.field.ground, self.place)
        if self.line is None:
            raise AssertionError("a view shows a place or the line")
        return line_json(self.field.theatre, self.line)


def show_coverage(
    where: str | Path,
    *,
    team: str | None = None,
    at: str | None = None,
    light: str | None = None,
    reach_km: float | None = None,
    out: Path | None = None,
    force: bool = False,
) -> CoverageView:
    """Show what one team sees at one place, or what all could see at best.

    ``at`` is a km of the border, or a post that has one. With ``out`` it is drawn as
    SVG or PNG, by the ending of its name.
    """
    from vedette.coverage.place import view_place
    from vedette.planning.line_coverage import cover_line

    theatre = load_theatre(where)
    if light not in (None, *LIGHTS):
        raise InputError(f"--light {light}: give one of {', '.join(LIGHTS)}.")
    if at is not None and team is None:
        raise InputError("--at says where one team stands; name it with --team.")
    if light is not None and team is None:
        raise InputError("--light is for one team; name it with --team.")
    check_out(out, FIGURES, force=force)
    field = survey(theatre, PlanParams(reach_km=reach_km))
    if team is None:
        line = cover_line(theatre, field.ground, field.window, field.coverage)
        view = CoverageView(field, line=line)
    else:
        member = next((each for each in theatre.teams if each.id == team), None)
        if member is None:
            raise InputError(
                f"--team {team}: {theatre.name} has no such team; vedette forces show "
                "lists them."
            )
        base = theatre.get_base(member.base)
        km = km_of_base(theatre, base) if at is None else _read_km(theatre, at)
        place = view_place(
            theatre, field.ground, field.window, member, km, light or "day"
        )
        view = CoverageView(field, place=place)
    if out is not None:
        package = Package(
            theatre, ground=field.ground, coverage=view.line or view.place
        )
        publish(package, out, formats=[FIGURES[out.suffix.lower()]], force=force)
    return view


def show_law(
    where: str | Path, *, out: Path | None = None, force: bool = False
) -> Theatre:
    """Show how often each sensor notices, by range and light; with ``out`` drawn."""
    theatre = load_theatre(where)
    check_out(out, LAW_FIGURES, force=force)
    if out is not None:
        form = LAW_FIGURES[out.suffix.lower()]
        publish(Package(theatre), out, formats=[form], force=force)
    return theatre


def describe_law(theatre: Theatre) -> str:
    """Return the law of looking of a theatre as tables."""
    from vedette.sharing.coverage_words import describe_law as describe

    return describe(theatre)


def _read_km(theatre: Theatre, at: str) -> float:
    """Return the km of the border that a person names."""
    spot = find_at(theatre, at)
    if spot.km is None:
        raise InputError(
            f"--at {quote(at)}: this place does not stand at a km of the border; give "
            "one, such as 'km 300', or the id of a post."
        )
    return spot.km
