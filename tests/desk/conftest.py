"""What tests of the desk share: a register that files are imported into."""

from pathlib import Path

import pytest
from import_register import Register


@pytest.fixture
def register(tmp_path: Path, small_theatre_folder: Path) -> Register:
    """A register of the small theatre, fresh for each test."""
    return Register(tmp_path, small_theatre_folder)
