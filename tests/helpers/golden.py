"""Golden files: what an export looks like, kept under ``tests/golden``.

A test asks for the ``golden`` fixture and hands it a name and the bytes. With the
option ``--update-golden`` (this module loaded as a plugin) the file is written anew;
look at the difference before you commit it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

OPTION = "--update-golden"
FOLDER = Path(__file__).parent.parent / "golden"

Compare = Callable[[str, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option that may rewrite golden files."""
    parser.addoption(
        OPTION, action="store_true", help="write the files of tests/golden anew"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Compare:
    """Compare bytes with the golden file of that name, or write it if so asked."""
    update = bool(request.config.getoption(OPTION, default=False))

    def compare(name: str, content: bytes) -> None:
        path = FOLDER / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert path.is_file(), f"there is no {path}; look at it, then run {OPTION}"
        found, kept = content.decode().splitlines(), path.read_text().splitlines()
        assert found == kept, f"{name} differs from tests/golden; {OPTION} rewrites it"
        assert content == path.read_bytes()

    return compare
