"""What all teams together could see at best: their lawful moves, looked at by reach."""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.coverage import KindCoverage, LineCoverage
from vedette.domain.picture import CoverageTable, Ground, SeenCells, Window
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.planning.beats import BeatLooks, lay_looks
from vedette.planning.groups import list_groups
from vedette.planning.moves import GroupMoves, list_moves
from vedette.planning.places import NoMoveError

Floats = NDArray[np.float64]


def cover_line(
    theatre: Theatre, ground: Ground, window: Window, coverage: CoverageTable
) -> LineCoverage:
    """Return what each kind of team, and all together, could notice of every reach.

    At best: as if all teams that can look at a reach looked at it in one slot. No plan
    does that everywhere; it shows where even that is little.
    """
    idle: list[str] = []
    lawful: list[GroupMoves] = []
    for group in list_groups(theatre, (), window.slot_min):
        try:
            lawful.append(list_moves(group, theatre, ground, window))
        except NoMoveError as error:
            names = ", ".join(team.name for team in group.teams)
            idle.append(f"{names}: {error}")
    missed = np.ones((len(LIGHTS), ground.n_reaches))
    looking = np.zeros(ground.n_reaches, dtype=np.int64)
    best: dict[str, Floats] = {}
    for moves in lawful:
        looks = lay_looks(moves.beats, moves.group.kind, coverage)
        chance = _best_chances(moves, looks, ground.n_reaches)
        n_teams = len(moves.group.teams)
        missed *= (1.0 - chance) ** n_teams
        looking += n_teams * (chance > 0).any(axis=0)
        kept = best.setdefault(moves.group.kind, np.zeros_like(missed))
        np.maximum(kept, chance, out=kept)
    sights = ground.get_sights()
    kinds = {
        kind: KindCoverage(
            kind=kind,
            teams=sum(len(m.group.teams) for m in lawful if m.group.kind == kind),
            moves=sum(len(m.head) for m in lawful if m.group.kind == kind),
            beats=sum(len(m.beats) for m in lawful if m.group.kind == kind),
            seen=_seen_share(ground, sights.seen[kind]),
            best=best[kind],
        )
        for kind in sights.seen
        if kind in best
    }
    return LineCoverage(
        ground, sights.corridor, kinds, looking, 1.0 - missed, tuple(idle)
    )


def _best_chances(moves: GroupMoves, looks: BeatLooks, n_reaches: int) -> Floats:
    """Return the largest chance of any lawful move, by light and reach."""
    made = np.zeros(len(moves.beats), dtype=bool)
    made[moves.beat[moves.beat >= 0]] = True
    entry = np.repeat(made, np.diff(looks.start))
    often = np.zeros((looks.often.shape[0], n_reaches))
    for light, row in enumerate(often):
        np.maximum.at(row, looks.reach[entry], looks.often[light, entry])
    return np.asarray(-np.expm1(-often))


def _seen_share(ground: Ground, seen: SeenCells) -> Floats:
    """Share of each reach's corridor that is seen from any part, by area."""
    corridor = ground.get_sights().corridor
    found = np.zeros(len(corridor.cell_reach), dtype=bool)
    found[seen.cell] = True
    n = ground.n_reaches
    all_km2 = np.bincount(corridor.cell_reach, corridor.cell_km2, minlength=n)
    km2 = np.bincount(corridor.cell_reach[found], corridor.cell_km2[found], minlength=n)
    return np.asarray(km2 / all_km2)
