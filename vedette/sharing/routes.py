"""A path as a GPX 1.1 route, to be followed on the ground or flown."""

from lxml import etree

from vedette.errors import InputError
from vedette.sharing.gpx import GPX, add_text, gpx_bytes, new_gpx
from vedette.sharing.package import Package
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
    root = new_gpx()
    name = f"{path.start.name} to {path.end.name}"
    about = etree.SubElement(root, f"{{{GPX}}}metadata")
    add_text(about, "name", f"{name}, {theatre.name}")
    add_text(about, "desc", theatre.notice)
    route = etree.SubElement(root, f"{{{GPX}}}rte")
    add_text(route, "name", name)
    add_text(route, "desc", _describe(path))
    add_text(route, "type", path.by)
    last = len(path.lon) - 1
    for at, (lon, lat, height) in enumerate(
        zip(path.lon.tolist(), path.lat.tolist(), path.height_m.tolist(), strict=True)
    ):
        point = etree.SubElement(route, f"{{{GPX}}}rtept")
        point.set("lat", f"{lat:.6f}")
        point.set("lon", f"{lon:.6f}")
        if path.by != "air":
            add_text(point, "ele", f"{height:.1f}")
        if at in (0, last):
            add_text(point, "name", path.start.name if at == 0 else path.end.name)
    return gpx_bytes(root)


def _describe(path: GroundPath) -> str:
    wide, tall = path.cell_m
    return (
        f"{path.length_km:.1f} km, {path.total_minutes:.0f} minutes, highest ground "
        f"{path.highest_m:.0f} m (cells of {wide:.0f} m x {tall:.0f} m, stated error "
        f"{path.error_m:g} m). {path.law}. {' '.join(path.notes)} Not for navigation."
    )
