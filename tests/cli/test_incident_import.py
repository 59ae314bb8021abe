"""``vedette incident import``: what it prints, and its exit codes."""

import json

import pytest
import typer
from import_files import acled_row, table
from typer.testing import CliRunner

from vedette.cli import Root
from vedette.cli.incident_import import import_file
from vedette.desk.register import make_register
from vedette.desk.stores import Acting

ROWS = [acled_row(number) for number in range(1, 4)]
app = typer.Typer(cls=Root, pretty_exceptions_enable=False)
app.command("import")(import_file)
app.command("other")(lambda: None)  # two verbs, so that each goes by its name


@pytest.fixture
def run(tmp_path, small_theatre_folder):
    import import_files

    store = tmp_path / "vedette.db"
    acting = Acting("analyst", import_files.NOW)
    make_register(store, str(small_theatre_folder), acting, history=0)

    def run_import(rows, *options):
        path = tmp_path / "rows.csv"
        path.write_bytes(table(rows))
        arguments = ["import", str(path), "--as", "acled", "--store", str(store)]
        return CliRunner().invoke(app, [*arguments, *options])

    return run_import


def test_a_dry_run_and_an_import(run):
    told = run(ROWS, "--dry-run")
    assert told.exit_code == 0
    assert "rows.csv (ACLED): nothing was written, this is a dry run." in told.output
    assert "acled-TAJ1, row 2" in told.output
    done = run(ROWS)
    assert "rows.csv (ACLED): imported." in done.output
    assert "3 added" in done.output
    assert "3 unchanged" in run(ROWS).output


def test_plain_values(run):
    told = json.loads(run(ROWS, "--json").stdout)
    assert [each["id"] for each in told["added"]] == [
        f"acled-TAJ{n}" for n in (1, 2, 3)
    ]
    assert (told["dry_run"], told["unchanged"], told["number_of_faults"]) == (
        False,
        0,
        0,
    )


def test_faults_end_with_two(run):
    rows = [*ROWS, acled_row(4, fatalities="many")]
    done = run(rows)
    assert done.exit_code == 2
    assert "line 5, fatalities: 'many' is no number of people" in done.stderr
    told = run(rows, "--dry-run")
    assert told.exit_code == 2
    assert "it cannot be imported as it is" in told.stdout
    assert "3 added" in told.stdout
    assert "line 5, fatalities" in told.stdout
    assert json.loads(run(rows, "--dry-run", "--json").stdout)["number_of_faults"] == 1
    assert "0 added" not in run(ROWS).stdout  # nothing of it was written


def test_a_format_that_there_is_not(run):
    done = run(ROWS, "--as", "excel")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "--as excel: choose acled, ged, gdelt, csv.\n"
