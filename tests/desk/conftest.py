"""What tests of the desk share: theatres and registers, each test with its own copy."""

import shutil
from pathlib import Path

import built_in_register
import pytest
import small_risk
from force_books import write_forces
from import_register import Register

from vedette.desk.assess import run_assessment
from vedette.desk.register import make_register
from vedette.domain.theatre import Theatre
from vedette.reading import load_theatre


@pytest.fixture
def register(tmp_path: Path, small_theatre_folder: Path) -> Register:
    """A register of the small theatre, fresh for each test."""
    return Register(tmp_path, small_theatre_folder)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in register with a little made-up history; nobody changes it."""
    path = tmp_path_factory.mktemp("built_in") / "made.db"
    make_register(path, "tajik_afghan", built_in_register.WHO, history=30, seed=7)
    return path


@pytest.fixture
def built_in(made: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copy(made, tmp_path / "built_in.db"))


@pytest.fixture(scope="session")
def assessed(tmp_path_factory: pytest.TempPathFactory, small_theatre: Theatre) -> Path:
    """A register of the small theatre, every section assessed; nobody changes it."""
    path = small_risk.risk_store(
        tmp_path_factory.mktemp("assessed"), small_theatre.folder
    )
    run_assessment(path, small_risk.WHO)
    return path


@pytest.fixture
def store(assessed: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copy(assessed, tmp_path / "store.db"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the small theatre with detachments, crews and availability."""
    return write_forces(tmp_path / "mine")


@pytest.fixture
def theatre(folder: Path) -> Theatre:
    """The theatre of that folder."""
    return load_theatre(folder)
