"""Progress on the terminal, and Ctrl-C as a wish to stop a solve with a result."""

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from vedette.domain.plans import Progress


CLEAR = "\r\x1b[2K"  # back to the beginning of the line, which is wiped


@contextlib.contextmanager
def passing_line() -> Iterator[Callable[[str], None]]:
    """Give what shows a line on standard error, which is gone at the end.

    Where standard error is no terminal, nothing is shown.
    """
    stream, is_shown = sys.stderr, False

    def show(told: str) -> None:
        nonlocal is_shown
        if stream.isatty():
            is_shown = True
            stream.write(CLEAR + told)
            stream.flush()

    try:
        yield show
    finally:
        if is_shown:
            stream.write(CLEAR)
            stream.flush()


class SolveWatch:
    """Shows a live gap on standard error; Ctrl-C once stops with the best so far.

    A second Ctrl-C stops at once, without a result. Where standard error is no
    terminal, a line is written every few seconds instead.
    """

    def __init__(self, what: str, quiet: bool = False) -> None:
        self._what, self._quiet = what, quiet
        self._stop, self._pressed = False, 0
        self._line_at = 0.0

    def __enter__(self) -> Self:
        """Begin to listen for Ctrl-C."""
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False)
        self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        self._live = self._console.is_terminal and not self._quiet
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give Ctrl-C back, and end the live line."""
        signal.signal(signal.SIGINT, self._before)
        if self._live:
            self._console.file.write("\n")

    def interrupted(self) -> bool:
        """Whether somebody asked to stop since the last time this was asked."""
        asked, self._stop = self._stop, False
        return asked

    def show(self, now: "Progress") -> None:
        """Show how the solve stands."""
        if self._quiet:
            return
        text = (
            f"{self._what}: {now.seconds:5.1f} s, round {now.round:,}, "
            f"loss {now.loss:.3f}, bound {now.bound:.3f}, gap {now.gap:.1%}"
        )
        if self._live:
            self._console.file.write(CLEAR + text)
            self._console.file.flush()
        elif time.monotonic() - self._line_at > 5:
            self._line_at = time.monotonic()
            self._console.print(text, markup=False)

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        self._pressed += 1
        if self._pressed > 1:
            raise KeyboardInterrupt
        self._stop = True
        if not self._quiet:
            self._console.print(
                "\nEnding this solve with the best so far; Ctrl-C again leaves.",
                markup=False,
            )
