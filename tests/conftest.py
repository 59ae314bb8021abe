"""What tests of every room share: a small theatre, as a folder and loaded."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_theatre import write_small_theatre

pytest_plugins = ("golden",)
# What tests find out about made-up ground is no use to anybody afterwards.
os.environ.setdefault("VEDETTE_CACHE", "off")

if TYPE_CHECKING:
    from vedette.domain.theatre import Theatre


@pytest.fixture
def small_theatre_folder(tmp_path: Path) -> Path:
    """The folder of the small theatre, fresh for each test."""
    return write_small_theatre(tmp_path / "small")


@pytest.fixture(scope="session")
def small_theatre(tmp_path_factory: pytest.TempPathFactory) -> "Theatre":
    """The small theatre, loaded once: it is frozen, so tests may share it."""
    from vedette.reading import load_theatre

    return load_theatre(write_small_theatre(tmp_path_factory.mktemp("shared")))
