"""Coverage: what one team sees, what all could see at best, and the law of looking."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.desk.plan import Field, survey
from vedette.domain.coverage import LineCoverage, PlaceView
from vedette.domain.plans import PlanParams
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.sharing import publish
from vedette.sharing.package import Package


@dataclass(frozen=True, slots=True, eq=False)
class CoverageView:
    """What was asked, with what there is to show of it."""

    field: Field
    line: LineCoverage | None = None
    place: PlaceView | None = None

    def describe(self) -> str:
        """Return it in words and tables."""
        from vedette.sharing.coverage_words import describe_line, describe_place

        if self.place is not None:
            return describe_place(self.field.theatre, self.field.ground, self.place)
        if self.line is None:
            raise AssertionError("a view shows a place or the line")
        return describe_line(self.field.theatre, self.line)

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
    at_km: float | None = None,
    light: str | None = None,
    reach_km: float | None = None,
    out: Path | None = None,
    force: bool = False,
) -> CoverageView:
    """Show what one team sees at one place, or what all could see at best."""
    from vedette.coverage.place import view_place
    from vedette.planning.line_coverage import cover_line

    theatre = load_theatre(where)
    if light not in (None, *LIGHTS):
        raise InputError(f"--light {light}: give one of {', '.join(LIGHTS)}.")
    if at_km is not None and team is None:
        raise InputError("--at says where one team stands; name it with --team.")
    if light is not None and team is None:
        raise InputError("--light is for one team; name it with --team.")
    refuse_figure(out, force=force)
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
        km = _place_km(theatre, member.base, at_km)
        place = view_place(
            theatre, field.ground, field.window, member, km, light or "day"
        )
        view = CoverageView(field, place=place)
    if out is not None:
        package = Package(
            theatre, ground=field.ground, coverage=view.line or view.place
        )
        publish(package, out, formats=["coverage"], force=force)
    return view


def show_law(
    where: str | Path, *, out: Path | None = None, force: bool = False
) -> Theatre:
    """Show how often each sensor notices, by range and light; with ``out`` drawn."""
    theatre = load_theatre(where)
    refuse_figure(out, force=force)
    if out is not None:
        publish(Package(theatre), out, formats=["law"], force=force)
    return theatre


def describe_law(theatre: Theatre) -> str:
    """Return the law of looking of a theatre as tables."""
    from vedette.sharing.coverage_words import describe_law as describe

    return describe(theatre)


def refuse_figure(out: Path | None, *, force: bool) -> None:
    """Refuse a place for a figure that cannot be one, before any work is done."""
    from vedette.sharing.folder import refuse_existing

    if out is None:
        return
    if out.suffix.lower() != ".svg":
        raise InputError(f"--out {out}: the figure is SVG; let it end in .svg.")
    refuse_existing(out, force=force, folder=False)


def _place_km(theatre: Theatre, base_id: str, at_km: float | None) -> float:
    """Return the km asked for, or that of the base, or the one nearest to it."""
    length = theatre.border.length_km
    if at_km is not None:
        if not 0 <= at_km <= length:
            raise InputError(
                f"--at {at_km:g}: the border runs from km 0 to {length:.0f}."
            )
        return at_km
    from vedette.planning.effort import nearest_km

    return nearest_km(theatre, theatre.get_base(base_id))
