"""What a folder is told when it is loaded."""

from pathlib import Path
from typing import Any

import pytest

from vedette.errors import InputError
from vedette.reading import load_theatre


def load_faults(folder: Path) -> list[str]:
    """Load a folder that has faults; return the sentences, one per fault."""
    with pytest.raises(InputError) as caught:
        load_theatre(folder)
    head, *lines = str(caught.value).split("\n")
    number = int(head.removeprefix(f"{folder}: ").split()[0])
    sentences = [line.removeprefix("  - ") for line in lines]
    assert number == len(sentences)
    return sentences


def one_fault(folder: Path) -> str:
    """Load a folder that has one fault; return its sentence."""
    (sentence,) = load_faults(folder)
    return sentence


def changed(rows: list[dict[str, Any]], at: int, **cells: Any) -> list[dict[str, Any]]:
    """The rows with some cells of one of them changed."""
    return [{**row, **cells} if i == at else row for i, row in enumerate(rows)]
