"""A path as a GPX 1.1 route, to be followed on the ground or flown."""

from lxml import etree

from vedette.errors import InputError
from vedette.sharing.gpx import GPX
from vedette.sharing.package import Package
from vedette.sharing.text import plain
from vedette.terrain.ways import GroundPath


def make_route(package: Package) -> bytes:
    """Return the path that a package holds as a route.

    Points carry the height of the ground; those of a flight carry none, since an
    aircraft that took it for its own would fly into the hill. The description names
    the highest ground below instead.
    """
    theatre, path = package.theatre, package.get_asked()
    if not isinstance(path, GroundPath):
        raise InputError("A route is made of a path only; ask for one first.")
    root = etree.Element(f"{{{GPX}}}gpx", nsmap={None: GPX})  # type: ignore[dict-item]
    root.set("version", "1.1")
    root.set("creator", "Vedette")
    name = f"{path.start.name} to {path.end.name}"
    about = etree.SubElement(root, f"{{{GPX}}}metadata")
    _add(about, "name", f"{name}, {theatre.name}")
    _add(about, "desc", theatre.notice)
    route = etree.SubElement(root, f"{{{GPX}}}rte")
    _add(route, "name", name)
    _add(route, "desc", _describe(path))
    _add(route, "type", path.by)
    last = len(path.lon) - 1
    for at, (lon, lat, height) in enumerate(
        zip(path.lon.tolist(), path.lat.tolist(), path.height_m.tolist(), strict=True)
    ):
        point = etree.SubElement(route, f"{{{GPX}}}rtept")
        point.set("lat", f"{lat:.6f}")
        point.set("lon", f"{lon:.6f}")
        if path.by != "air":
            _add(point, "ele", f"{height:.1f}")
        if at in (0, last):
            _add(point, "name", path.start.name if at == 0 else path.end.name)
    return bytes(
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )


def _describe(path: GroundPath) -> str:
    wide, tall = path.cell_m
    return (
        f"{path.length_km:.1f} km, {path.total_minutes:.0f} minutes, highest ground "
        f"{path.highest_m:.0f} m (cells of {wide:.0f} m x {tall:.0f} m, stated error "
        f"{path.error_m:g} m). {path.law}. {' '.join(path.notes)} Not for navigation."
    )


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{GPX}}}{name}").text = plain(text)
