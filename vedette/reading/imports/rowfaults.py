"""Faults of a table that may have a million of them."""

from vedette.errors import InputError
from vedette.reading.faults import Faults
from vedette.reading.imports.sizes import MOST_TOLD


class RowFaults(Faults):
    """The first faults of a table, and how many there are.

    ``unit`` is what its rows are counted in: lines of a file, rows of a workbook.
    """

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.unit = "line"

    def __len__(self) -> int:
        """Return how many faults there are."""
        return self.number

    def add(
        self,
        file: str,
        what: str,
        advice: str,
        *,
        line: int | None = None,
        field: str | None = None,
    ) -> None:
        """Note one fault."""
        self.number += 1
        if len(self.found) < MOST_TOLD:
            if line is not None and self.unit != "line":
                file, line = f"{file} {self.unit} {line}", None
            super().add(file, what, advice, line=line, field=field)

    def told(self) -> list[str]:
        """Return the faults as sentences, and how many more there are."""
        said = [str(fault) for fault in self.found]
        if self.number > len(said):
            said.append(f"... and {self.number - len(said):,} more; mend these first.")
        return said

    def raise_any(self, where: str) -> None:
        """Raise all faults as one ``InputError``, unless there are none."""
        if self.number:
            noun = "fault" if self.number == 1 else "faults"
            raise InputError.listing(f"{where}: {self.number:,} {noun}", self.told())
