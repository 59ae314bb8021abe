"""The forms in which ground, coverage, flights and forces leave, for ``release``.

Each writer imports what it needs when it is asked: none of it is light.
"""

from collections.abc import Callable

from vedette.sharing.folder import Files
from vedette.sharing.package import Package

Form = tuple[str, str, tuple[str, ...], Callable[[Package], Files]]


def _coverage(package: Package) -> Files:
    from vedette.sharing.figures.coverage import draw_coverage

    return {"coverage.svg": draw_coverage(package, "svg")}


def _coverage_png(package: Package) -> Files:
    from vedette.sharing.figures.coverage import draw_coverage

    return {"coverage.png": draw_coverage(package, "png")}


def _flight(package: Package) -> Files:
    from vedette.sharing.figures.air_profile import draw_flight

    return {"flight.svg": draw_flight(package, "svg")}


def _flight_png(package: Package) -> Files:
    from vedette.sharing.figures.air_profile import draw_flight

    return {"flight.png": draw_flight(package, "png")}


def _ground_svg(package: Package) -> Files:
    from vedette.sharing.figures.ground import draw_ground

    return {"ground.svg": draw_ground(package, "svg")}


def _ground_png(package: Package) -> Files:
    from vedette.sharing.figures.ground import draw_ground

    return {"ground.png": draw_ground(package, "png")}


def _ground_geojson(package: Package) -> Files:
    from vedette.sharing.ground_maps import ground_map

    return {"ground.geojson": ground_map(package)}


def _ground_gpx(package: Package) -> Files:
    from vedette.sharing.routes import make_route

    return {"ground.gpx": make_route(package)}


def _forces(package: Package) -> Files:
    from vedette.sharing.forces_file import force_book

    return {"forces.xlsx": force_book(package.theatre)}


def _forces_empty(_package: Package) -> Files:
    from vedette.sharing.forces_file import force_book

    return {"forces.xlsx": force_book(None)}


def _law(package: Package) -> Files:
    from vedette.sharing.figures.coverage import draw_law

    return {"law.svg": draw_law(package, "svg")}


def _law_png(package: Package) -> Files:
    from vedette.sharing.figures.coverage import draw_law

    return {"law.png": draw_law(package, "png")}


# Name, file, the parts of a package that it needs, and what writes it.
FIELD_FORMATS: tuple[Form, ...] = (
    ("coverage", "coverage.svg", ("ground", "coverage"), _coverage),
    ("coverage_png", "coverage.png", ("ground", "coverage"), _coverage_png),
    ("law", "law.svg", (), _law),
    ("law_png", "law.png", (), _law_png),
    ("flight", "flight.svg", ("flight",), _flight),
    ("flight_png", "flight.png", ("flight",), _flight_png),
    ("ground_svg", "ground.svg", ("asked",), _ground_svg),
    ("ground_png", "ground.png", ("asked",), _ground_png),
    ("ground_geojson", "ground.geojson", ("asked",), _ground_geojson),
    ("ground_gpx", "ground.gpx", ("asked",), _ground_gpx),
    ("forces", "forces.xlsx", (), _forces),
    ("forces_empty", "forces.xlsx", (), _forces_empty),
)
