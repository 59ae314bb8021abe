"""What the tests of plan files work on: a plan made by hand, and one made again."""

from pathlib import Path

import pytest
from small_plan import planned_again, small_package

from vedette.domain.theatre import Theatre
from vedette.sharing import Package, publish


@pytest.fixture(scope="session")
def package(small_theatre: Theatre) -> Package:
    return small_package(small_theatre)


@pytest.fixture
def path(package: Package, tmp_path: Path) -> Path:
    publish(Package(package.theatre, package.plan), tmp_path / "out")
    return tmp_path / "out" / "plan.json"


@pytest.fixture
def again(package: Package, tmp_path: Path) -> Path:
    """A plan with pins, for the rest of a window."""
    plan = planned_again(package.plan)
    publish(Package(package.theatre, plan), tmp_path / "again")
    return tmp_path / "again" / "plan.json"
