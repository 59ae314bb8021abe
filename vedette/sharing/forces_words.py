"""Forces in plain text: detachments, teams and crews, caveats, aircraft cards."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from vedette.domain.forces import Detachment, Team, TypeCard
from vedette.domain.theatre import Theatre
from vedette.sharing.forces_state import caveat_sentence, state_at, team_hours
from vedette.sharing.screen_text import lay_out, wrap
from vedette.sharing.text import plain

HEADS = ("Team", "Kind", "Base", "Crew", "Duty", "Rest", "Starts", "Hours", "Status")
ALIGN = "<<<>>>><<"
DAY = "%a %d %b %Y %H:%M"


def describe_forces(theatre: Theatre, at: dt.datetime, partners: Sequence[str]) -> str:
    """Return the forces of some partners as they stand at a moment."""
    lines = [
        f"Forces of {plain(theatre.name)} on {at.strftime(DAY)}, {theatre.zone} "
        f"({at.astimezone(dt.UTC):%H:%M} UTC)",
        *wrap(plain(theatre.notice)),
    ]
    for partner_id in partners:
        partner = theatre.get_partner(partner_id)
        teams = [team for team in theatre.teams if team.partner == partner_id]
        head = f"{plain(partner.name)} ({partner.role}): {count_teams(teams)}"
        lines += ["", *wrap(head)]
        for head, members in _detachments(theatre, partner_id, teams):
            lines += ["", *wrap(f"{head}: {count_teams(members)}", 2)]
            lines += _team_table(theatre, members, at)
        lines += _caveats(theatre, partner_id)
    shown = [team for team in theatre.teams if team.partner in partners]
    return "\n".join([*lines, *_cards(theatre, shown), *_explain(shown)])


def count_teams(teams: Sequence[Team]) -> str:
    """Return how many teams and people these are."""
    if not teams:
        return "no team"
    kinds = Counter(team.kind for team in teams)
    number = f"{len(teams)} {'team' if len(teams) == 1 else 'teams'}"
    parts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    known = [team.crew for team in teams if team.crew is not None]
    unknown = len(teams) - len(known)
    people = f"crews of {sum(known)} people" if known else "crews not told"
    if known and unknown:
        people += f", not told of {unknown}"
    return f"{number} ({parts}), {people}"


def _detachments(
    theatre: Theatre, partner_id: str, teams: Sequence[Team]
) -> Iterable[tuple[str, list[Team]]]:
    """Give each detachment with its teams, then the teams that belong to none."""
    mine = [each for each in theatre.detachments if each.partner == partner_id]
    for each in mine:
        members = [team for team in teams if team.detachment == each.id]
        yield _detachment_head(each), members
    others = [team for team in teams if team.detachment is None]
    if others:
        yield ("In no detachment" if mine else "Teams"), others


def _detachment_head(each: Detachment) -> str:
    return f"{each.id} {plain(each.name)}"


def _team_table(theatre: Theatre, teams: Sequence[Team], at: dt.datetime) -> list[str]:
    """Return one line for each team, and below it what is said of its status."""
    if not teams:
        return []
    rows = [_team_cells(team, state_at(theatre, team, at).status) for team in teams]
    head, *told = lay_out([HEADS, *rows], ALIGN, indent=4)
    lines = [head]
    for team, line in zip(teams, told, strict=True):
        lines.append(line)
        for note in _status_notes(theatre, team, at):
            lines += wrap(note, 8)
    return lines


def _team_cells(team: Team, status: str) -> tuple[str, ...]:
    crew = "-" if team.crew is None else str(team.crew)
    return (
        team.id, team.kind, team.base, crew, f"{team.duty_h:g} h", f"{team.rest_h:g} h",
        f"{team.starts_every_min} min", team_hours(team), status,
    )  # fmt: skip


def _status_notes(theatre: Theatre, team: Team, at: dt.datetime) -> list[str]:
    """Return until when a status holds and why, and what is to come."""
    state, zone = state_at(theatre, team, at), ZoneInfo(theatre.zone)

    def told(moment: dt.datetime) -> str:
        return moment.astimezone(zone).strftime("%a %d %b %H:%M")

    notes = []
    if state.reason and state.until is not None:
        notes.append(f"{state.status} until {told(state.until)}: {plain(state.reason)}")
    notes += [
        f"{row.status} from {told(row.start)} to {told(row.end)}: {plain(row.reason)}"
        for row in state.ahead
    ]
    return notes


def _caveats(theatre: Theatre, partner_id: str) -> list[str]:
    """Return what a partner asks of its teams."""
    lines: list[str] = []
    for each in theatre.caveats:
        if each.partner == partner_id:
            whom = each.team or "every team"
            said = f"{each.id}: {whom} {caveat_sentence(theatre, each)}."
            lines += wrap(f"{said} ({plain(each.reason).rstrip('.')}.)", 4)
    return ["", "  Caveats:", *lines] if lines else ["", "  No caveats."]


def _cards(theatre: Theatre, teams: Sequence[Team]) -> list[str]:
    """Return the cards of the aircraft that these teams fly."""
    lines: list[str] = []
    for card in theatre.cards:
        flown = [team.id for team in teams if team.card == card.id]
        if flown:
            lines += _card(card, flown)
    return ["", "Aircraft cards:", *lines] if lines else []


def _card(card: TypeCard, flown: Sequence[str]) -> list[str]:
    signed = (
        f"signed by {plain(card.signed_by)}"
        if card.signed_by
        else "UNSIGNED: plans exercises only"
    )
    board = [
        f"{word} {number}"
        for word, number in (("crew", card.crew), ("seats", card.seats))
        if number is not None
    ]
    return [
        f"  {card.id} {plain(card.name)}, {signed}",
        *wrap(f"flown by {', '.join(flown)}", 4),
        "    "
        + ", ".join(
            [
                f"cruise {card.cruise_kmh:g} km/h",
                f"endurance {card.endurance_h:g} h with {card.reserve_h:g} h reserve",
                f"turnaround {card.turnaround_min:g} min",
            ]
        ),
        "    "
        + ", ".join(
            [
                f"ceiling {card.service_ceiling_m:,.0f} m",
                f"lands up to {card.landing_ceiling_m:,.0f} m",
                *board,
            ]
        ),
    ]


def _explain(teams: Sequence[Team]) -> list[str]:
    if not teams:
        return []
    return [
        "",
        "Duty: the longest. Rest: after each duty. Starts: multiples after midnight at",
        "which a duty may begin. Hours: every duty lies within them. Only unavailable",
        "keeps a team off duty.",
    ]
