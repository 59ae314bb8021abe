"""The command line: parse, call the desk, print.

One file per staff task. Each imports what it needs inside its functions, so that
``vedette --help`` answers at once, and lets errors rise to one place, ``Root.invoke``.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from vedette import __version__
from vedette.cli import (
    assess,
    book,
    check,
    claim,
    coverage,
    demo,
    elevation,
    explain,
    forces,
    ground,
    incident,
    incident_import,
    intake,
    light,
    log,
    plan,
    register,
    replan,
    section,
    source,
    theatre,
    verify,
    watch,
)
from vedette.errors import VedetteError

INTERRUPTED = 130


class Root(TyperGroup):
    """The program's verbs; turns what goes wrong into a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb asked for."""
        try:
            return super().invoke(ctx)
        except VedetteError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            typer.echo("Interrupted.", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            raise typer.Exit(0) from None  # who reads has seen enough
        except OSError as error:
            typer.echo(f"Not finished: {error.strerror or error}.", err=True)
            raise typer.Exit(VedetteError.exit_code) from None


app = typer.Typer(
    cls=Root,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# The verbs, in the order of a staff's work. A new file of this room is added here and
# nowhere else: a group of verbs by ``add_typer``, a single verb by ``command``.
app.command(epilog="Example: vedette demo --out demo-out")(demo.demo)
for group in (theatre, register, incident, claim, source, log, intake, section, assess):
    app.add_typer(group.app, name=group.__name__.rpartition(".")[2])
incident.app.command(
    "import",
    epilog="Example: vedette incident import acled.csv --as acled --dry-run",
)(incident_import.import_file)
theatre.app.command(
    epilog="Example: vedette theatre elevation mine tiles/*.tif --step 3 --error-m 10"
    " --credit X --licence Y"
)(elevation.elevation)
ground.app.command(epilog="Example: vedette ground light --at Khorugh --days 7")(
    light.light
)
for group in (forces, ground, coverage, check):
    app.add_typer(group.app, name=group.__name__.rpartition(".")[2])
for verb, options in (
    (explain.explain, ""),
    (explain.suggest, " --at S06 --from 08:00 --to 12:00"),
    (replan.replan, " --at 03:00 --team-out H2-A --out plan-b"),
    (book.rosters, " --at-most 40 --out book"),
    (watch.watch, ""),
):
    example = f"Example: vedette plan {verb.__name__} plan/plan.json{options}"
    plan.app.command(epilog=example)(verb)
app.add_typer(plan.app, name="plan")
app.command(epilog="Example: vedette verify plan/plan.json")(verify.verify)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"vedette {__version__}")
        raise typer.Exit()


EPILOG = """\b
To begin with:
  vedette demo --out demo-out             the whole job on the built-in frontier
  vedette theatre show tajik_afghan       see what a frontier holds
  vedette theatre copy tajik_afghan mine  make one of your own, and edit it
  vedette theatre check mine              see whether it is sound
  vedette register init --theatre mine    a register of sourced claims

Exit codes: 0 good, 1 a rule is broken, 2 the input cannot be used, 5 a plan or roster
does not stand up to its check, 130 interrupted.
"""


@app.callback(epilog=EPILOG)
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and leave.",
            is_eager=True,
            callback=_print_version,
        ),
    ] = False,
) -> None:
    """Plan joint patrols of a long frontier for the protection of people."""


def main() -> None:
    """Run the program; what the command ``vedette`` calls."""
    app(prog_name="vedette")
