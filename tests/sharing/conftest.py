"""What the tests of sharing work on: the package made by hand, and golden files."""

import pytest
from golden import golden
from small_plan import small_package

from vedette.domain.theatre import Theatre
from vedette.sharing import Package

__all__ = ["golden", "package"]


@pytest.fixture(scope="session")
def package(small_theatre: Theatre) -> Package:
    """The package made by hand: joint plan, roster, and the host alone beside it."""
    return small_package(small_theatre)
