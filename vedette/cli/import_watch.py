"""How far an import is, on the terminal."""

import sys
from types import TracebackType
from typing import Self

CLEAR = "\r\x1b[2K"


class ImportWatch:
    """Shows a line on standard error while a large file is imported.

    It is gone at the end. Where standard error is no terminal, nothing is shown.
    """

    def __init__(self) -> None:
        self._is_live = sys.stderr.isatty()
        self._is_shown = False

    def __enter__(self) -> Self:
        """Begin with nothing: a small file is done before there is anything to show."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the line away, for the report or for what went wrong."""
        if self._is_shown:
            self._write("")

    def show(self, told: str) -> None:
        """Show how far it is."""
        if self._is_live:
            self._is_shown = True
            self._write(told)

    def _write(self, text: str) -> None:
        sys.stderr.write(CLEAR + text)
        sys.stderr.flush()
