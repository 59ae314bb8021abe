"""Running text and tables for a terminal: nothing lost, nothing cut."""

from vedette.sharing.screen_text import WIDTH, lay_out, table, wrap, wrapped

LONG = "A plan-of-odds says who may be where. " * 8


def test_running_text_fits_and_keeps_every_word() -> None:
    for indent in (0, 4):
        lines = wrap(LONG, indent)
        assert max(map(len, lines)) <= WIDTH
        assert " ".join(lines).split() == LONG.split()
    hung = [len(line) - len(line.lstrip()) for line in wrap(LONG, 4)]
    assert hung == [4, *[6] * (len(hung) - 1)]
    assert not wrap(LONG)[1].startswith(" ")
    assert wrapped("one line") == "one line\n"


def test_columns_are_as_wide_as_their_longest_cell() -> None:
    rows = [("id", "km", "what"), ("a-1", "7.5", ""), ("b", "120.0", "post")]
    assert lay_out(rows, "<><", indent=1) == [
        " id      km  what",
        " a-1    7.5",
        " b    120.0  post",
    ]
    assert lay_out(rows)[2] == "b    120.0  post"
    assert table(rows[0], rows[1:]).splitlines() == lay_out(rows, "<><")
