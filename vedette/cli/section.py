"""``vedette section``: impact levels; one role proposes, another adopts."""

from typing import Annotated

import typer

from vedette.cli.register_options import (
    ROLE,
    STORE,
    AsJson,
    Because,
    Role,
    Store,
    Why,
    acting,
)
from vedette.cli.screens import print_view

app = typer.Typer(
    help="Sections: the impact level of each; one role proposes it, another adopts.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SectionId = Annotated[
    str, typer.Argument(metavar="SECTION", help="A section's id.", show_default=False)
]


@app.command(epilog="Example: vedette section levels --store vedette.db")
def levels(store: Store = STORE, json: AsJson = False) -> None:
    """Show the level that stands for each section, what is proposed, what is owed."""
    from vedette.desk.section import list_levels

    print_view(list_levels(store, acting(ROLE).now), json=json)


@app.command(
    epilog="Example: vedette section propose S06 high --why 'two attacks in a week'"
    " --rests-on claim:C-1,assessment:risk-S06"
)
def propose(
    section: SectionId,
    level: Annotated[
        str, typer.Argument(metavar="LEVEL", help="low, medium, high or critical.")
    ],
    why: Because,
    rests_on: Annotated[
        list[str] | None,
        typer.Option(
            "--rests-on",
            metavar="NAME,...",
            help="Claims and assessments; else the section's own assessment.",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="End of a critical level; else in two weeks."),
    ] = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Propose a level; it stands once another role adopts it."""
    from vedette.desk.section import propose as propose_one

    names = [name for each in rests_on or () for name in each.split(",") if name]
    view = propose_one(
        store, section, level, acting(role, why), rests_on=names, until=until
    )
    print_view(view, json=json)


@app.command(epilog="Example: vedette section adopt S06 --role planning_officer")
def adopt(
    section: SectionId,
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Adopt the level that another role proposed; nobody adopts his own."""
    from vedette.desk.section import adopt as adopt_one

    print_view(adopt_one(store, section, acting(role, why)), json=json)


@app.command(
    epilog="Example: vedette section decline S06 --why 'one source only'"
    " --role planning_officer"
)
def decline(
    section: SectionId,
    why: Because,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Decline what was proposed, or take it back; the level stays as it was."""
    from vedette.desk.section import decline as decline_one

    print_view(decline_one(store, section, acting(role, why)), json=json)
