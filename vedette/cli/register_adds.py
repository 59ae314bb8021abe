"""``vedette register``: the verbs that put in what a staff makes out of claims."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.register_options import (
    ROLE,
    STORE,
    AsJson,
    Because,
    NewId,
    Origin,
    Role,
    Store,
    Why,
    acting,
    say_put,
)
from vedette.cli.screens import print_json

AnyName = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="An id, or kind:id such as claim:C-1.", show_default=False
    ),
]
RestsOn = typer.Option(
    "--rests-on", metavar="NAME", help="What it rests on, by its id; may be repeated."
)


def reassess(
    name: AnyName,
    why: Because,
    rests_on: Annotated[list[str] | None, RestsOn] = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Look at something again, which clears its flags."""
    from vedette.desk.assessments import reassess as reassess_record
    from vedette.desk.register import list_flags

    say_put(reassess_record(store, name, acting(role, why), rests_on), json=json)
    left = len({flag.what for flag in list_flags(store)})
    if left and not json:
        typer.echo(f"{left:,} still to look at again: vedette register flags")


def assess(
    title: Annotated[str, typer.Option(help="The conclusion, in a few words.")],
    rests_on: Annotated[list[str], RestsOn],
    kind: Annotated[
        str,
        typer.Option(
            help="assessment, impact_level, stake, option, plan, advisory or notice."
        ),
    ] = "assessment",
    text: Annotated[str, typer.Option(help="The conclusion in full.")] = "",
    origin: Origin = "own",
    id_: NewId = "",
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Put an assessment, or whatever else rests on claims, into the register."""
    from vedette.desk.assessments import add_assessment
    from vedette.domain.register import Assessment

    record = Assessment(id_, kind, title, (), origin, text)
    say_put(add_assessment(store, record, acting(role, why), rests_on), json=json)


def plan(
    file: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan's plan.json.")],
    rests_on: Annotated[list[str] | None, RestsOn] = None,
    store: Store = STORE,
    role: Role = "planning_officer",
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Keep a plan by its hash, with the claims and assessments it rests on."""
    from vedette.desk.assessments import keep_plan

    say_put(keep_plan(store, file, acting(role, why), rests_on or ()), json=json)


def fact(
    title: Annotated[str, typer.Option(help="What sources say different things on.")],
    note: Annotated[str, typer.Option(help="Anything else.")] = "",
    origin: Origin = "own",
    id_: NewId = "",
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Put a question into the register that is no incident; claims answer it."""
    from vedette.desk.assessments import add_fact
    from vedette.domain.register import Fact

    found = add_fact(store, Fact(id_, title, origin, note), acting(role, why))
    say_put(found, json=json)


def facts(store: Store = STORE, json: AsJson = False) -> None:
    """List the facts, each with how it stands."""
    from vedette.desk.assessments import list_facts

    found = list_facts(store)
    if json:
        from vedette.desk.register import record_json

        told = [{**record_json(f.record), "standing": s} for f, s in found]
        print_json({"facts": told})
        return
    from vedette.cli.screens import add_row, make_console, make_table, print_table

    table = make_table("Facts", "id", "what", "stands as", "note")
    for each, state in found:
        told = each.record
        add_row(table, told.id, told.title, state.replace("_", " "), told.note)
    print_table(make_console(), table)


ADDS = (
    (reassess, "assessment:A-attacks --why 'still holds'"),
    (assess, "--title 'Crossings move west' --rests-on incident:I-2025-11-26"),
    (plan, "plan/plan.json --rests-on assessment:A-attacks"),
    (fact, "--title 'Length of the frontier'"),
    (facts, ""),
)
