"""Theatres: check one, show one, copy one."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vedette.desk.folders import write_folder
from vedette.domain.theatre import Layer, Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.caps import CAPS
from vedette.reading.folder import HEAD_FILE, find_folder


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section as it is shown; ``reaches`` is how many it is planned in."""

    id: str
    name: str
    km_from: float
    km_to: float
    level: str
    owner: str
    reaches: int


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner as it is shown, with its bases and teams counted by kind."""

    id: str
    name: str
    role: str
    bases: dict[str, int]
    teams: dict[str, int]


@dataclass(frozen=True, slots=True)
class TheatreSummary:
    """What there is to show of a theatre."""

    theatre: str
    name: str
    notice: str
    exercise: bool
    zone: str
    start: str
    slot_min: int
    reach_km: float
    border_km: float
    track_km: float
    sections: tuple[SectionLine, ...]
    partners: tuple[PartnerLine, ...]
    sites: dict[str, int]
    caveats: int
    layers: tuple[Layer, ...]
    content_hash: str

    @property
    def reaches(self) -> int:
        """How many reaches the whole border is planned in."""
        return sum(section.reaches for section in self.sections)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values, with the totals a script asks for first."""
        totals = {
            "reaches": self.reaches,
            "teams": sum(sum(line.teams.values()) for line in self.partners),
        }
        return asdict(self) | totals


def check_theatre(folder: str | Path) -> Theatre:
    """Load a theatre; every fault of the folder comes in one ``InputError``."""
    return load_theatre(folder)


def note_on(theatre: Theatre) -> str | None:
    """Say what is no fault of a theatre but changes nothing; None if all counts."""
    from vedette.sharing.weather_words import tell_idle

    return tell_idle(theatre)


def show_theatre(where: str | Path) -> TheatreSummary:
    """Load a theatre and count what is in it."""
    from vedette.terrain.ground import survey_ground

    theatre = load_theatre(where)
    reaches = Counter(survey_ground(theatre, theatre.reach_km).section.tolist())
    return TheatreSummary(
        theatre=theatre.id,
        name=theatre.name,
        notice=theatre.notice,
        exercise=theatre.is_exercise,
        zone=theatre.zone,
        start=theatre.start.isoformat(),
        slot_min=theatre.slot_min,
        reach_km=theatre.reach_km,
        border_km=round(theatre.border.length_km, 3),
        track_km=round(sum(float(track.km[-1]) for track in theatre.tracks), 3),
        sections=tuple(
            SectionLine(
                id=each.id,
                name=each.name,
                km_from=each.km_from,
                km_to=round(each.km_to, 3),
                level=each.level,
                owner=each.owner,
                reaches=reaches[index],
            )
            for index, each in enumerate(theatre.sections)
        ),
        partners=tuple(_count_partner(theatre, p.id) for p in theatre.partners),
        sites=dict(Counter(site.kind for site in theatre.sites)),
        caveats=len(theatre.caveats),
        layers=theatre.layers,
        content_hash=theatre.content_hash,
    )


def _count_partner(theatre: Theatre, partner_id: str) -> PartnerLine:
    partner = theatre.get_partner(partner_id)
    bases = Counter(b.kind for b in theatre.bases if b.partner == partner_id)
    teams = Counter(t.kind for t in theatre.teams if t.partner == partner_id)
    return PartnerLine(partner.id, partner.name, partner.role, dict(bases), dict(teams))


def copy_theatre(name: str | Path, to: str | Path, force: bool = False) -> Path:
    """Copy a theatre's folder, whole or not at all, and return where it went.

    Hidden files stay behind; links are followed only inside the folder.
    """
    source = find_folder(name).resolve()
    place = Path(to).expanduser().resolve()
    if place.is_relative_to(source) or source.is_relative_to(place):
        raise InputError(
            f"{to}: a theatre cannot be copied into itself or over the folder it lies"
            " in. Choose a place elsewhere."
        )
    files = list(_list_files(source))

    def fill(folder: Path) -> None:
        for file in files:
            copied = folder / file.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copied)

    return write_folder(Path(to), fill, mark=HEAD_FILE, force=force)


def _list_files(source: Path) -> Iterator[Path]:
    """Yield the files of a theatre's folder, within the caps of one."""
    number = size = 0
    for above, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            file = Path(above) / name
            if not file.resolve().is_relative_to(source) or not file.is_file():
                raise InputError(
                    f"{file.relative_to(source)}: this is not a file of the theatre's"
                    " own folder. Put the file itself there, not a link."
                )
            number, size = number + 1, size + file.stat().st_size
            if number > CAPS.folder_files or size > CAPS.folder_bytes:
                raise InputError(
                    f"{source}: the folder holds more than {CAPS.folder_files:,} files"
                    f" or {CAPS.folder_bytes:,} bytes. Take out what does not belong"
                    " to the theatre."
                )
            yield file
