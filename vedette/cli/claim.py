"""``vedette claim``: add, list, grade, move by the rules, see what rests on it."""

from typing import Annotated

import typer

from vedette.cli.claim_moves import MOVES, ClaimId, say_graded, say_moved
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
    say_gone,
    zone_of,
)
from vedette.cli.screens import print_json

app = typer.Typer(
    help="Claims: one statement by one source about one incident or fact.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Grades = {
    "reliability": "Of the source: A reliable to E unreliable, F cannot be judged.",
    "credibility": "Of the information: 1 confirmed to 5 improbable, 6 unjudged.",
    "validation": "Of the report: not_validated, validated or rejected.",
}
Reliability = Annotated[
    str, typer.Option("--reliability", metavar="A-F", help=Grades["reliability"])
]
Credibility = Annotated[
    int, typer.Option("--credibility", metavar="1-6", help=Grades["credibility"])
]
Validation = Annotated[str, typer.Option("--validation", help=Grades["validation"])]


@app.command(
    epilog="Example: vedette claim add --about incident:I-2025-11-26 --source S-rferl"
    " --statement 'Three were killed.' --killed 3"
)
def add(
    about: Annotated[
        str,
        typer.Option(metavar="ID", help="The incident or fact that it is about."),
    ],
    source: Annotated[str, typer.Option(metavar="ID", help="Who says it.")],
    statement: Annotated[str, typer.Option(help="What is said, in one sentence.")],
    says: Annotated[
        str, typer.Option(help="asserts, confirms, denies, no_comment or withdraws.")
    ] = "asserts",
    answers: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A claim that it answers; may be repeated."),
    ] = None,
    based_on: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A claim that it repeats; may be repeated."),
    ] = None,
    said: Annotated[
        str | None, typer.Option(metavar="TIME", help="Day or moment of saying it.")
    ] = None,
    said_to: Annotated[
        str | None, typer.Option(metavar="TIME", help="If it is a range, its end.")
    ] = None,
    quote: Annotated[
        str, typer.Option(help="At most one sentence, word for word.")
    ] = "",
    link: Annotated[str, typer.Option(help="Where it can be read.")] = "",
    when: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it happened, it says.")
    ] = None,
    when_to: Annotated[
        str | None, typer.Option(metavar="TIME", help="If it is a range, its end.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="Where it happened, it says.")
    ] = None,
    killed: Annotated[
        str | None, typer.Option(metavar="N[-N]", help="How many killed, it says.")
    ] = None,
    injured: Annotated[
        str | None, typer.Option(metavar="N[-N]", help="How many injured, it says.")
    ] = None,
    harmed: Annotated[
        list[str] | None,
        typer.Option(metavar="NATION:KILLED:INJURED", help="Counts of a nationality."),
    ] = None,
    note: Annotated[str, typer.Option(help="Anything else.")] = "",
    reliability: Reliability = "F",
    credibility: Credibility = 6,
    validation: Validation = "not_validated",
    origin: Origin = "own",
    id_: NewId = "",
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Put a claim into the register; claims that it answers move by the rules."""
    from vedette.desk.claims import add_claim
    from vedette.desk.register import find_named
    from vedette.desk.register_words import (
        read_count,
        read_harmed,
        read_ref,
        read_span,
    )
    from vedette.domain.register import Claim, Figures, Grade, Place

    who, zone = acting(role, why), zone_of(store)
    claim = Claim(
        id=id_,
        about=find_named(store, about),
        source=read_ref(source, "source").id,
        says=says,
        statement=statement,
        state="reported",
        grade=Grade(
            reliability.upper(),
            credibility,
            validation,
            role,
            who.now,
            why or "on entry",
        ),
        origin=origin,
        entered=who.now,
        said=read_span(said, said_to, zone),
        quote=quote,
        link=link,
        answers=tuple(read_ref(each, "claim").id for each in answers or ()),
        based_on=tuple(read_ref(each, "claim").id for each in based_on or ()),
        figures=Figures(
            when=read_span(when, when_to, zone),
            place=None if place is None else Place(place),
            killed=read_count(killed),
            injured=read_count(injured),
            harmed=read_harmed(tuple(harmed or ())),
        ),
        note=note,
    )
    say_moved(add_claim(store, claim, who), json=json)


@app.command("list", epilog="Example: vedette claim list --state withdrawn")
def list_(
    about: Annotated[
        str | None,
        typer.Option(metavar="ID", help="About one incident or fact."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="ID", help="Of one source.")
    ] = None,
    state: Annotated[str | None, typer.Option(help="In one state.")] = None,
    text: Annotated[str | None, typer.Option(help="A text, in any spelling.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    store: Store = STORE,
    json: AsJson = False,
) -> None:
    """List claims by what they are about, source, state and text."""
    from vedette.desk.claims import list_claims

    found = list_claims(store, about, source, state, text, limit)
    if json:
        from vedette.desk.register import version_json

        print_json({"claims": [version_json(each) for each, _ in found]})
        return
    from vedette.cli.register_screens import span_text
    from vedette.cli.screens import add_row, make_console, make_table, print_table, say

    zone = zone_of(store)
    columns = ("id", "about", "said", "who", "says", "state", "grade", "statement")
    table = make_table("Claims", *columns)
    for each, who in found:
        claim = each.record
        told = (claim.says.replace("_", " "), claim.state.replace("_", " "))
        said = span_text(claim.said, zone)
        begins = (claim.id, "" if about else claim.about, said, who.name)
        add_row(table, *begins, *told, claim.grade, claim.statement)
    console = make_console()
    if found:
        print_table(console, table)
    say(console, f"{len(found):,} claim{'' if len(found) == 1 else 's'}.")


@app.command(
    epilog="Example: vedette claim grade C-offer-1 --reliability C --credibility 2"
    " --why 'a second paper says so'"
)
def grade(
    id_: ClaimId,
    reliability: Reliability,
    credibility: Credibility,
    why: Because,
    validation: Validation = "not_validated",
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Grade a claim in three parts; flag what rests on it if it counts otherwise."""
    from vedette.desk.claims import grade_claim
    from vedette.domain.register import Grade

    who = acting(role, why)
    given = Grade(reliability.upper(), credibility, validation, role, who.now, why)
    say_graded(grade_claim(store, id_, given, who), json=json)


@app.command(epilog="Example: vedette claim impact C-attack1-4")
def impact(id_: ClaimId, store: Store = STORE, json: AsJson = False) -> None:
    """Show everything that rests on a claim, as a tree of paths to it."""
    from vedette.desk.claims import trace_claim
    from vedette.desk.register_words import read_ref

    found = trace_claim(store, read_ref(id_, "" if ":" in id_ else "claim"))
    if json:
        print_json(found.as_json())
        return
    from vedette.cli.register_screens import print_impact

    print_impact(found)


@app.command(epilog="Example: vedette claim remove C-0007 --why 'entered by mistake'")
def remove(
    id_: ClaimId,
    why: Because,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Delete a claim: a version that says so; all that rests on it is flagged."""
    from vedette.desk.incidents import remove_record

    say_gone(remove_record(store, "claim", id_, acting(role, why)), json=json)


for verb, options in MOVES:
    example = f"Example: vedette claim {verb.__name__} {options}"
    app.command(epilog=example)(verb)
