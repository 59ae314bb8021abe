"""Forces as plain values, for scripts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from vedette.domain.forces import Availability, Caveat, Team
from vedette.domain.theatre import Theatre
from vedette.sharing.forces_state import caveat_sentence, state_at


def forces_json(
    theatre: Theatre, at: dt.datetime, partners: Sequence[str]
) -> dict[str, Any]:
    """Return the forces of some partners as they stand at a moment."""
    cards = {team.card for team in theatre.teams if team.partner in partners}
    return {
        "theatre": theatre.id,
        "at": at.isoformat(),
        "zone": theatre.zone,
        "notice": theatre.notice,
        "partners": [_partner(theatre, each, at) for each in partners],
        "cards": [
            {**asdict(card), "signed": bool(card.signed_by)}
            for card in theatre.cards
            if card.id in cards
        ],
    }


def _partner(theatre: Theatre, partner_id: str, at: dt.datetime) -> dict[str, Any]:
    mine = theatre.get_partner(partner_id)
    return {
        **asdict(mine),
        "detachments": [
            asdict(each) for each in theatre.detachments if each.partner == partner_id
        ],
        "teams": [
            _team(theatre, team, at)
            for team in theatre.teams
            if team.partner == partner_id
        ],
        "caveats": [
            _caveat(theatre, each)
            for each in theatre.caveats
            if each.partner == partner_id
        ],
    }


def _team(theatre: Theatre, team: Team, at: dt.datetime) -> dict[str, Any]:
    state, zone = state_at(theatre, team, at), ZoneInfo(theatre.zone)
    until = state.until.astimezone(zone).isoformat() if state.until else None
    return {
        **asdict(team),
        "status": state.status,
        "reason": state.reason,
        "until": until,
        "ahead": [_spell(row, zone) for row in state.ahead],
    }


def _spell(row: Availability, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "from": row.start.astimezone(zone).isoformat(),
        "to": row.end.astimezone(zone).isoformat(),
        "status": row.status,
        "reason": row.reason,
        "origin": row.origin,
    }


def _caveat(theatre: Theatre, caveat: Caveat) -> dict[str, Any]:
    return {**asdict(caveat), "sentence": caveat_sentence(theatre, caveat)}
