"""Faults of the files of a folder, gathered so that they are told together."""

from dataclasses import dataclass

from vedette.errors import InputError
from vedette.reading.caps import CAPS


class WrongValueError(Exception):
    """One value cannot be used: what is wrong with it, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what, advice)
        self.what, self.advice = what, advice


@dataclass(frozen=True, slots=True)
class Fault:
    """Where something is wrong, what it is, and what to do about it."""

    file: str
    what: str
    advice: str
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Write the fault as one sentence.

        >>> print(Fault("teams.csv", "'x' is no number", "write 4.5", 14, "duty_h"))
        teams.csv line 14, duty_h: 'x' is no number; write 4.5.
        """
        place = self.file if self.line is None else f"{self.file} line {self.line}"
        if self.field:
            place = f"{place}, {self.field}"
        return f"{place}: {self.what}; {self.advice}."


class Faults:
    """The faults found so far, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def __len__(self) -> int:
        """Return how many faults there are."""
        return len(self.found)

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
        self.found.append(Fault(file, what, advice, line, field))

    def raise_any(self, where: str) -> None:
        """Raise all faults as one ``InputError``, unless there are none."""
        if not self.found:
            return
        number = len(self.found)
        head = f"{where}: {number} {'fault' if number == 1 else 'faults'}"
        files = {fault.file: None for fault in self.found}  # in order, each once
        place = {file: at for at, file in enumerate(files)}
        ordered = sorted(self.found, key=lambda f: (place[f.file], f.line or 0))
        told = [str(fault) for fault in ordered[: CAPS.faults]]
        if number > len(told):
            told.append(f"... and {number - len(told):,} more; mend these first.")
        raise InputError.listing(head, told)
