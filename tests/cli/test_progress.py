"""How far something is: a line on a terminal, nothing in a file."""

import contextlib
import io

from vedette.cli.progress import CLEAR, passing_line


class Terminal(io.StringIO):
    """What a person reads."""

    def isatty(self):
        return True


def test_a_line_that_is_gone_at_the_end(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with passing_line() as show:
        show("5,000 rows read")
        show("10,000 rows read")
    lines = ["5,000 rows read", "10,000 rows read", ""]
    assert terminal.getvalue() == "".join(CLEAR + line for line in lines)


def test_the_line_is_gone_before_what_went_wrong_is_told(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with contextlib.suppress(ValueError), passing_line() as show:
        show("5,000 rows read")
        raise ValueError
    assert terminal.getvalue().endswith(CLEAR)


def test_nothing_is_written_to_what_is_no_terminal_or_when_nothing_was_told(
    monkeypatch,
):
    for stream in (io.StringIO(), Terminal()):
        monkeypatch.setattr("sys.stderr", stream)
        with passing_line() as show:
            if not stream.isatty():
                show("5,000 rows read")
        assert stream.getvalue() == ""
