"""A package for the page, made by hand on the small theatre: known by heart."""

import dataclasses

import numpy as np

from vedette.domain.plans import (
    Certificate,
    Effort,
    MoveTable,
    Plan,
    PlanParams,
    PlanPicture,
    Roster,
    RosterMove,
    Shortfall,
    TeamEffort,
)
from vedette.domain.theatre import Theatre
from vedette.risk import assess_risk
from vedette.sharing.package import Option, Package
from vedette.terrain.ground import survey_ground
from vedette.terrain.sky import make_window

NO_MOVES = MoveTable(*(np.zeros(0) for _ in dataclasses.fields(MoveTable)))
JOINT = Certificate(12.5, 40.0, 12.9, 11.25, 0.1, 0.0435, 6, 3.5, 12.4, 11.2, 11.25)
ALONE = Certificate(20.0, 40.0, 20.5, 18.0, 0.1, 0.0909, 30, 9.0, 19.0, 17.0, 18.0)


def page_package(theatre: Theatre, with_roster: bool = True) -> Package:
    """Two options, of which the second leaves the partner out, and a drawn roster.

    The chance noticed is 0.5 in reaches up to km 20, 0.25 further on; without the
    partner half of that.
    """
    ground = survey_ground(theatre, theatre.reach_km)
    window = make_window(theatre, None, 1)
    risk = assess_risk(theatre, ground, window)
    west = (ground.edge_km[1:] <= 20.0)[:, None]
    notice = np.where(west, 0.5, 0.25) * np.ones_like(risk.stake)
    effort = TeamEffort(1.0, 6.0, 2.0, 0.0, 24.0, 0.0)

    def option(label: str, without: tuple[str, ...], share: float) -> Option:
        teams = [team for team in theatre.teams if team.partner not in without]
        plan = Plan(
            theatre_id=theatre.id,
            theatre_hash=theatre.content_hash,
            params=PlanParams(without=without),
            start=window.start,
            zone=window.zone,
            slot_min=window.slot_min,
            reach_km=theatre.reach_km,
            n_reaches=ground.n_reaches,
            n_slots=window.n_slots,
            moves={team.id: NO_MOVES for team in teams},
            weights=risk.forecast,
            prices={},
            certificate=ALONE if without else JOINT,
            effort=Effort(1000, 2.5, 300.0, "gap", 5000),
            shortfalls=(Shortfall("Vehicle 2", "no hour is left"),) if without else (),
            rests_on=("sites.csv",),
            content_hash="ab" * 32,
        )
        efforts = {team.id: effort for team in teams}
        picture = PlanPicture(ground, window, risk, notice * share, {}, efforts)
        return Option(label, plan, picture)

    joint = option("both", (), 1.0)
    alone = option("host alone", ("ally",), 0.5)
    roster = Roster(
        theatre.id, joint.plan.content_hash, 5, window.start, window.zone,
        window.slot_min, drawn_moves(),
    )  # fmt: skip
    return Package(
        theatre, joint.plan, joint.picture, roster if with_roster else None, (alone,)
    )


def drawn_moves() -> tuple[RosterMove, ...]:
    """A foot team out and back, and a helicopter's sortie; all others rest."""
    foot, air = "foot-1", "heli-1"
    return (
        RosterMove(foot, "rest", 0, 4, None, None, None, None),
        RosterMove(foot, "start", 4, 4, 30.0, 30.0, 4, None),
        RosterMove(foot, "move", 4, 6, 30.0, 34.0, 4, None),
        RosterMove(foot, "move", 6, 7, 34.0, 34.0, 4, None),
        RosterMove(foot, "move", 7, 9, 34.0, 30.0, 4, None),
        RosterMove(foot, "end", 9, 17, 30.0, 30.0, 4, None),
        RosterMove(air, "start", 8, 8, None, None, 8, None),
        RosterMove(air, "wait", 8, 9, None, None, 8, None),
        RosterMove(air, "take_off", 9, 10, None, 25.0, 8, 9),
        RosterMove(air, "fly", 10, 11, 25.0, 50.0, 8, 9),
        RosterMove(air, "land", 11, 13, 50.0, None, 8, 9),
        RosterMove(air, "end", 13, 21, None, None, 8, None),
    )
