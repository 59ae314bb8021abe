"""The one way out: what may leave, in which formats, and into which files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import InputError
from vedette.sharing.field_formats import FIELD_FORMATS
from vedette.sharing.folder import Files, refuse_existing, write_file, write_folder
from vedette.sharing.package import Package
from vedette.sharing.risk_formats import RISK_FORMATS
from vedette.sharing.text import file_name


def publish(
    content: Package,
    out: Path,
    *,
    formats: Sequence[str] | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write what a package holds, whole or not at all; everything leaves through here.

    Parameters
    ----------
    content
        What may leave.
    out
        A folder; or the file itself where ``formats`` is a single format that makes
        one file (``("roster",)``).
    formats
        Names from ``FORMATS``; None for all that the package has the parts for.
    force
        Replace what is at ``out``, if it is ours; see ``folder.write_folder``.

    Returns
    -------
        The files written.
    """
    chosen = _choose(content, formats)
    alone = len(chosen) == 1 and formats is not None and not chosen[0].is_folder
    refuse_existing(out, force=force, folder=not alone)
    files = {
        name: data for each in chosen for name, data in each.write(content).items()
    }
    if alone:
        return (write_file(out, *files.values(), force=force),)
    return write_folder(out, files, force=force)


@dataclass(frozen=True, slots=True)
class Format:
    """One form in which things leave.

    ``makes`` is the file, or the folder with a slash at its end; ``needs`` the parts
    of a package without which there is nothing to write; ``write`` gives the bytes.
    One that stands ``alone`` is only written when it is asked for by name.
    """

    name: str
    makes: str
    needs: tuple[str, ...]
    write: Callable[[Package], Files]
    alone: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether several files come of it."""
        return self.makes.endswith("/")

    def lacks(self, package: Package) -> Iterator[str]:
        """Give the parts that it needs and the package has not."""
        for part in self.needs:
            if not getattr(package, part):
                yield NEEDED[part]


NEEDED = {
    "plan": "a plan",
    "picture": "the plan's picture",
    "roster": "a drawn roster",
    "compared_with": "another plan to compare with",
    "book": "a book of rosters",
    "watch": "what a watcher learns",
    "ground": "the ground looked at",
    "coverage": "what is seen of it",
    "flight": "a flight that was checked",
    "asked": "what was asked of the ground",
    "register": "a copy of a register",
    "risk": "an assessment of the sections",
}


# Each writer imports what it needs when it is asked: none of it is light.


def _plan(package: Package) -> Files:
    from vedette.sharing.plan_files import plan_files

    return plan_files(package.theatre, package.get_plan())


def _options(package: Package) -> Files:
    from vedette.sharing.plan_files import plan_files

    return {
        f"options/{file_name(option.label)}/{name}": data
        for option in package.compared_with
        for name, data in plan_files(package.theatre, option.plan).items()
    }


def _summary(package: Package) -> Files:
    from vedette.sharing.summary import make_summary

    return {"summary.txt": make_summary(package).encode()}


def _roster(package: Package) -> Files:
    from vedette.sharing.roster_file import roster_csv

    return {"roster.csv": roster_csv(package.theatre, package.get_roster())}


def _book(package: Package) -> Files:
    from vedette.sharing.book_file import book_files

    return book_files(package.theatre, package.get_book())


def _watch(package: Package) -> Files:
    from vedette.sharing.figures.watch import draw_watch

    return {"watch.svg": draw_watch(package)}


def _rota(package: Package) -> Files:
    from vedette.sharing.rota import make_rota

    return {"rota.html": make_rota(package)}


def _ics(package: Package) -> Files:
    from vedette.sharing.calendars import make_calendars

    return {f"ics/{name}": data for name, data in make_calendars(package).items()}


def _gpx(package: Package) -> Files:
    from vedette.sharing.gpx import make_tracks

    return {f"gpx/{name}": data for name, data in make_tracks(package).items()}


def _geojson(package: Package) -> Files:
    from vedette.sharing.maps import make_maps

    return {f"maps/{name}": data for name, data in make_maps(package).items()}


def _figures(package: Package) -> Files:
    from vedette.sharing.figures import draw_figures

    return {f"figures/{name}": data for name, data in draw_figures(package).items()}


def _page(package: Package) -> Files:
    from vedette.sharing.page import render_page

    return {"page.html": render_page(package)}


FORMATS = {
    each.name: each
    for each in (
        Format("plan", "plan.json, odds.npz, theatre/", ("plan",), _plan),
        Format("options", "options/", ("compared_with",), _options),
        Format("summary", "summary.txt", ("picture",), _summary),
        Format("figures", "figures/", ("picture",), _figures),
        Format("geojson", "maps/", ("picture",), _geojson),
        Format("roster", "roster.csv", ("roster",), _roster),
        Format("book", "book.json, rosters/", ("book",), _book),
        Format("watch", "watch.svg", ("watch",), _watch),
        Format("rota", "rota.html", ("picture", "roster"), _rota),
        Format("ics", "ics/", ("roster",), _ics),
        Format("gpx", "gpx/", ("picture", "roster"), _gpx),
        Format("page", "page.html", ("picture",), _page),
        *(Format(*each, alone=True) for each in (*FIELD_FORMATS, *RISK_FORMATS)),
    )
}


def _choose(content: Package, formats: Sequence[str] | None) -> tuple[Format, ...]:
    if formats is None:
        return tuple(
            each
            for each in FORMATS.values()
            if not each.alone and not any(each.lacks(content))
        )
    faults = [f"{name} is not a format" for name in formats if name not in FORMATS]
    chosen = tuple(FORMATS[name] for name in dict.fromkeys(formats) if name in FORMATS)
    for each in chosen:
        faults += [f"{each.name} needs {part}" for part in each.lacks(content)]
    if faults or not chosen:
        known = f"the formats are {', '.join(FORMATS)}"
        raise InputError.listing("Nothing was written:", [*faults, known])
    return chosen
