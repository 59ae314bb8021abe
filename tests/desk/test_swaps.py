"""Several files are replaced together, or none of them."""

from pathlib import Path

import pytest

from vedette.desk.swaps import replace_files
from vedette.errors import InputError


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text("old a")
    (tmp_path / "in" / "b.txt").write_text("old b")
    (tmp_path / ".git").write_text("hidden")
    return tmp_path


NEW = {"a.txt": b"new a", "in/b.txt": b"new b", "new/c.txt": b"new c"}


def test_all_of_them(folder: Path) -> None:
    replace_files(folder, NEW)
    assert tree(folder) == {**NEW, ".git": b"hidden"}


@pytest.mark.parametrize("at", range(1, 6))
def test_or_none(folder: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Whichever move fails, everything is as it was."""
    before, moves, really = tree(folder), [], Path.rename

    def rename(self: Path, to: Path) -> Path:
        moves.append(to)
        if len(moves) == at:
            raise OSError(28, "No space left on device")
        return really(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(InputError, match="No space left on device"):
        replace_files(folder, NEW)
    assert tree(folder) == before
    assert not (folder / "new").exists()


def test_or_none_when_interrupted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(folder)

    def write_bytes(self: Path, data: bytes) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(KeyboardInterrupt):
        replace_files(folder, NEW)
    assert tree(folder) == before
