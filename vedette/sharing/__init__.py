"""Sharing: everything that leaves Vedette goes through one function, ``publish``.

In: a ``Package`` of domain objects (theatre, plan, its picture, a drawn roster, other
options) and where to write. Out: files, written whole or not at all. There is one
function so that there is one place to decide who may see what.
"""

from vedette.sharing.package import Option, Package
from vedette.sharing.release import publish

__all__ = ["Option", "Package", "publish"]
