"""The forms in which a register and the risk of sections leave, for ``release``.

Each writer imports what it needs when it is asked: none of it is light.
"""

from vedette.sharing.folder import Files
from vedette.sharing.package import Package


def _register_html(package: Package) -> Files:
    from vedette.sharing.register_page import make_register_page

    return {"register.html": make_register_page(package)}


def _register_geojson(package: Package) -> Files:
    from vedette.sharing.register_map import make_register_map

    return {"incidents.geojson": make_register_map(package)}


def _register_xlsx(package: Package) -> Files:
    from vedette.sharing.register_book import make_register_book

    return {"register.xlsx": make_register_book(package)}


def _risk_html(package: Package) -> Files:
    from vedette.sharing.risk_page import make_risk_page

    return {"risk.html": make_risk_page(package)}


def _risk_geojson(package: Package) -> Files:
    from vedette.sharing.risk_map import make_risk_map

    return {"risk.geojson": make_risk_map(package)}


def _risk_xlsx(package: Package) -> Files:
    from vedette.sharing.risk_book import make_risk_book

    return {"risk.xlsx": make_risk_book(package)}


def _risk_hours(package: Package) -> Files:
    from vedette.sharing.figures.risk import draw_hours

    return {"risk_hours.png": draw_hours(package)}


def _risk_angles(package: Package) -> Files:
    from vedette.sharing.figures.risk import draw_angles

    return {"risk_angles.png": draw_angles(package)}


# Name, file, the part of a package that it needs, and what writes it.
RISK_FORMATS = (
    ("register_html", "register.html", ("register",), _register_html),
    ("register_geojson", "incidents.geojson", ("register",), _register_geojson),
    ("register_xlsx", "register.xlsx", ("register",), _register_xlsx),
    ("risk_html", "risk.html", ("risk",), _risk_html),
    ("risk_geojson", "risk.geojson", ("risk",), _risk_geojson),
    ("risk_xlsx", "risk.xlsx", ("risk",), _risk_xlsx),
    ("risk_hours", "risk_hours.png", ("risk",), _risk_hours),
    ("risk_angles", "risk_angles.png", ("risk",), _risk_angles),
)
