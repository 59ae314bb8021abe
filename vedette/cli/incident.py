"""``vedette incident``: add, list, show, change, merge, remove."""

from typing import Annotated, Any

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
    say_gone,
    say_put,
    zone_of,
)
from vedette.cli.screens import print_json

app = typer.Typer(
    help="Incidents: what happened, or is said to have happened, where and when.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[
    str, typer.Argument(metavar="ID", help="An incident's id.", show_default=False)
]
Begin = typer.Option(
    "--from", metavar="TIME", help="Its day or moment; in the theatre's zone."
)
End = typer.Option("--to", metavar="TIME", help="Its end, if it is a range.")
PlaceName = typer.Option(
    "--place", help="Its place by name, however it is spelt; the gazetteer knows it."
)
Precision = typer.Option(
    help="How well the place is known: exact, near, district, region or country."
)
Lon = typer.Option(help="Degrees east.")
Lat = typer.Option(help="Degrees north.")
Killed = typer.Option(metavar="N[-N]", help="How many were killed, or a range.")
Injured = typer.Option(metavar="N[-N]", help="How many were injured, or a range.")
HarmedOf = typer.Option(
    "--harmed",
    metavar="NATION:KILLED:INJURED",
    help="Counts of one nationality, such as TJ:2:0-3; may be repeated.",
)
Site = typer.Option(help="What was exposed, in words.")
SiteId = typer.Option(help="The theatre's site that was exposed.")


@app.command(
    epilog="Example: vedette incident add --title 'Shots heard' --kind shooting"
    " --from 2025-12-05T21:00 --place Khorog"
)
def add(
    title: Annotated[str, typer.Option(help="What happened, in a few words.")],
    begin: Annotated[str, Begin],
    kind: Annotated[
        str, typer.Option(help="Such as armed_attack, shooting, crossing, smuggling.")
    ] = "other",
    end: Annotated[str | None, End] = None,
    place: Annotated[str, PlaceName] = "",
    precision: Annotated[str, Precision] = "unknown",
    lon: Annotated[float | None, Lon] = None,
    lat: Annotated[float | None, Lat] = None,
    killed: Annotated[str | None, Killed] = None,
    injured: Annotated[str | None, Injured] = None,
    harmed: Annotated[list[str] | None, HarmedOf] = None,
    site: Annotated[str, Site] = "",
    site_id: Annotated[str | None, SiteId] = None,
    note: Annotated[str, typer.Option(help="Anything else.")] = "",
    origin: Origin = "own",
    id_: NewId = "",
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Put an incident into the register; km and section follow from its place."""
    from vedette.desk.incidents import add_incident
    from vedette.desk.register_words import read_count, read_harmed, read_span
    from vedette.domain.register import Incident, Place

    when = read_span(begin, end, zone_of(store))
    if when is None:
        raise AssertionError("a span with a beginning is one")
    incident = Incident(
        id=id_,
        kind=kind,
        title=title,
        when=when,
        place=Place(place, precision, lon, lat),
        origin=origin,
        killed=read_count(killed),
        injured=read_count(injured),
        harmed=read_harmed(tuple(harmed or ())),
        site=site,
        site_id=site_id,
        note=note,
    )
    _say_placed(add_incident(store, incident, acting(role, why)), json)


@app.command("list", epilog="Example: vedette incident list --near Khorog --within 50")
def list_(
    near: Annotated[
        str | None, typer.Option(metavar="KM|PLACE", help="Near a km or a place.")
    ] = None,
    within: Annotated[
        float, typer.Option(min=0, help="How far off, km along the line.")
    ] = 10,
    section: Annotated[str | None, typer.Option(help="In one section.")] = None,
    state: Annotated[
        str | None,
        typer.Option(help="Standing: reported, officially_confirmed, withdrawn, ..."),
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="A text in it or its claims, in any spelling.")
    ] = None,
    origin: Annotated[str | None, typer.Option(help="Of one origin.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Not before.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Not after.")
    ] = None,
    flagged: Annotated[
        bool, typer.Option("--flagged", help="Only flagged ones.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    store: Store = STORE,
    json: AsJson = False,
) -> None:
    """List incidents by place, section, standing, text and time."""
    from vedette.desk.incidents import Wanted, list_incidents

    wanted = Wanted(
        near, within, section, state, text, origin, since, until, flagged or None, limit
    )
    found = list_incidents(store, wanted)
    if json:
        print_json({"incidents": [each.as_json() for each in found]})
        return
    from vedette.cli.register_screens import print_incidents

    print_incidents(found, zone_of(store))


@app.command(epilog="Example: vedette incident show I-2025-11-26")
def show(id_: Id, store: Store = STORE, json: AsJson = False) -> None:
    """Show one incident with its claims side by side, and where they differ."""
    from vedette.desk.incidents import show_about
    from vedette.desk.register_words import read_ref

    sheet = show_about(store, read_ref(id_, "incident"))
    if json:
        print_json(sheet.as_json())
        return
    from vedette.cli.about_screen import print_sheet

    print_sheet(sheet)


@app.command(
    epilog="Example: vedette incident change I-0001 --killed 2-3 --why 'two sources'"
)
def change(
    id_: Id,
    why: Because,
    title: Annotated[str | None, typer.Option(help="What happened.")] = None,
    kind: Annotated[str | None, typer.Option(help="Its kind.")] = None,
    begin: Annotated[str | None, Begin] = None,
    end: Annotated[str | None, End] = None,
    place: Annotated[str | None, PlaceName] = None,
    precision: Annotated[str, Precision] = "unknown",
    lon: Annotated[float | None, Lon] = None,
    lat: Annotated[float | None, Lat] = None,
    killed: Annotated[str | None, Killed] = None,
    injured: Annotated[str | None, Injured] = None,
    harmed: Annotated[list[str] | None, HarmedOf] = None,
    site: Annotated[str | None, Site] = None,
    site_id: Annotated[str | None, SiteId] = None,
    note: Annotated[str | None, typer.Option(help="Anything else.")] = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Change the staff's own record of an incident; claims stay as they are."""
    from vedette.desk.incidents import change_incident
    from vedette.desk.register_words import read_count, read_harmed, read_span
    from vedette.domain.register import Place

    told: dict[str, Any] = {
        "title": title,
        "kind": kind,
        "when": read_span(begin, end, zone_of(store)),
        "killed": read_count(killed),
        "injured": read_count(injured),
        "harmed": read_harmed(tuple(harmed)) if harmed else None,
        "site": site,
        "site_id": site_id,
        "note": note,
    }
    if place is not None or lon is not None or lat is not None:
        told["place"] = Place(place or "", precision, lon, lat)
    told = {name: value for name, value in told.items() if value is not None}
    _say_placed(change_incident(store, id_, told, acting(role, why)), json)


@app.command(epilog="Example: vedette incident merge I-0001 I-0002 --why 'one event'")
def merge(
    into: Annotated[str, typer.Argument(metavar="A", help="The incident that stays.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The same, told twice.")],
    why: Because,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Say that B is A told twice; the claims of both stand side by side under A."""
    from vedette.desk.incidents import merge_incidents

    merged = merge_incidents(store, into, other, acting(role, why))
    if json:
        say_put(merged, json=True)
        return
    kept = merged.record.merged_into
    typer.echo(
        f"incident:{merged.record.id} is merged into incident:{kept}. See both:"
        f" vedette incident show {kept}"
    )


@app.command(
    epilog="Example: vedette incident remove I-0002 --why 'entered by mistake'"
)
def remove(
    id_: Id,
    why: Because,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Delete an incident without claims: a version that says so, and can be undone."""
    from vedette.desk.incidents import remove_record

    say_gone(remove_record(store, "incident", id_, acting(role, why)), json=json)


def _say_placed(found: Any, json: bool) -> None:
    """Say which version was written, and where by the border the incident lies."""
    say_put(found, json=json)
    line, place = found.record.line, found.record.place
    if json:
        return
    if line is not None:
        typer.echo(
            f"It lies at km {line.km:,.1f} in {line.section}, {line.off_km:,.1f} km off"
            " the line."
        )
    else:
        typer.echo(
            f"It has no km: the gazetteer does not know {place.name!r}; give --lon and"
            " --lat if you can."
        )
