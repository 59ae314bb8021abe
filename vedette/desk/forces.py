"""Forces: show what there is and how it stands, and the workbook to fill in."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.desk.moments import read_at
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.checks import quote
from vedette.sharing import publish
from vedette.sharing.package import Package

USUAL = "tajik_afghan"


@dataclass(frozen=True, slots=True, eq=False)
class ForcesView:
    """The forces of some partners as they stand at a moment."""

    theatre: Theatre
    at: dt.datetime
    partners: tuple[str, ...]

    def describe(self) -> str:
        """Return them in words and tables."""
        from vedette.sharing.forces_words import describe_forces

        return describe_forces(self.theatre, self.at, self.partners)

    def as_json(self) -> dict[str, Any]:
        """Return them as plain values."""
        from vedette.sharing.forces_json import forces_json

        return forces_json(self.theatre, self.at, self.partners)


def show_forces(
    where: str | Path, *, at: str | None = None, partner: str | None = None
) -> ForcesView:
    """Show partners, detachments, teams and their state at a moment.

    ``at`` is an hour of the theatre's first day, or a date and hour with its offset;
    the theatre's start if not given.
    """
    theatre = load_theatre(where)
    known = [each.id for each in theatre.partners]
    if partner is not None and partner not in known:
        raise InputError(
            f"--partner {quote(partner)}: {theatre.name} has no such partner; it has "
            f"{', '.join(known)}."
        )
    chosen = (partner,) if partner is not None else tuple(known)
    return ForcesView(theatre, read_at(theatre, at), chosen)


def write_force_book(
    out: Path, where: str | Path | None = None, *, force: bool = False
) -> Path:
    """Write the workbook to fill in; with the rows of a theatre, if one is given."""
    if out.suffix.lower() != ".xlsx":
        raise InputError(f"{out}: the workbook is XLSX; let its name end in .xlsx.")
    # The empty one takes nothing of the theatre that it is published with.
    package = Package(load_theatre(USUAL if where is None else where))
    form = "forces_empty" if where is None else "forces"
    (written,) = publish(package, out, formats=[form], force=force)
    return written
