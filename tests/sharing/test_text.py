"""Text is made safe for the place it goes to, and stays the same where it is safe."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sharing.text import cell, file_name, file_names, markup, plain

RESERVED = ("CON", "nul", "com1", "..", ".", "", "///", "*?", "\u202e")


@given(st.text())
def test_names_of_files_are_plain(text: str) -> None:
    name = file_name(text)
    assert name
    assert name.isascii()
    assert len(name) <= 80
    assert all(letter.isalnum() or letter in "_-" for letter in name)
    assert name.upper() not in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT1")


@given(st.lists(st.text(), unique=True))
def test_names_differ_even_where_case_does_not(texts: list[str]) -> None:
    names = file_names([*texts, *RESERVED])
    assert len({name.lower() for name in names.values()}) == len(names)


def test_sound_ids_keep_their_names() -> None:
    assert file_names(["P01-A", "p01-a", "x"])["P01-A"] == "P01-A"
    assert file_name("Ridge-3") == "Ridge-3"


@given(st.text())
def test_a_cell_is_no_formula_and_loses_nothing(text: str) -> None:
    guarded = cell(text)
    assert guarded[:1] not in tuple("=+-@\t\r\n")
    assert (guarded[1:] if guarded != text else guarded) == text
    held = io.StringIO(newline="")
    csv.writer(held).writerow([guarded])
    assert next(csv.reader(io.StringIO(held.getvalue(), newline=""))) == [guarded]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "'x"])
def test_what_looks_like_a_formula_gets_a_guard(start: str) -> None:
    assert cell(start) == f"'{start}"


@given(st.text())
def test_markup_holds_no_tag_and_no_control(text: str) -> None:
    shown = markup(text)
    assert not set("<>\"'") & set(shown)
    assert all(letter.isprintable() or ord(letter) > 0x7F for letter in plain(text))
    assert "\u202e" not in shown
