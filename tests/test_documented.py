"""Every verb, option and error has a line in the documentation."""

import doctest
import inspect
import re
from pathlib import Path

import pytest
import typer

from vedette import errors
from vedette.cli import app

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
RUN = [page for page in sorted(DOCS.rglob("*.md")) if ">>> " in page.read_text("utf-8")]


def verbs(command=None, words=("vedette",)):
    command = command or typer.main.get_command(app)
    children = getattr(command, "commands", None)
    if children is None:
        yield " ".join(words), command
        return
    for name, child in children.items():
        yield from verbs(child, (*words, name))


@pytest.mark.parametrize(("verb", "command"), list(verbs()))
def test_every_verb_and_option_is_on_the_page(verb, command):
    row = re.compile(rf"\| `{verb}[ `]")
    rows = [line for line in PAGE.splitlines() if row.match(line)]
    assert len(rows) == 1, f"{verb} has no row of its own"
    for param in command.params:
        for option in param.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}`" in rows[0], f"{verb} {option}"


def test_every_exit_code_is_on_the_page():
    for _, error in inspect.getmembers(errors, inspect.isclass):
        if issubclass(error, errors.VedetteError):
            assert re.search(rf"\b{error.exit_code}\b", PAGE)


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_a_page_with_lines_to_run_tells_the_truth(page):
    done = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert done.attempted
    assert not done.failed


@pytest.mark.parametrize(("verb", "command"), list(verbs()))
def test_every_verb_teaches_by_example(verb, command):
    assert command.help
    assert command.epilog
    assert command.epilog.startswith(f"Example: {verb}")
