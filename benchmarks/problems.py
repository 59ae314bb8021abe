"""What is solved: the built-in theatre whole, in part, or with more teams."""

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path

from vedette.desk.plan import survey
from vedette.desk.theatre import copy_theatre
from vedette.domain.forces import Team
from vedette.domain.plans import PlanParams
from vedette.planning.frame import frame_problem
from vedette.reading import load_theatre
from vedette.solver import PatrolProblem

BUILT_IN = "tajik_afghan"
Row = dict[str, str]


def make_problem(
    params: PlanParams,
    *,
    theatre: str | Path = BUILT_IN,
    is_in: Callable[[Team], bool] = lambda team: True,
) -> PatrolProblem:
    """Return a theatre as arrays, with all its teams or some of them."""
    whole = load_theatre(theatre)
    teams = tuple(team for team in whole.teams if is_in(team))
    field = survey(dataclasses.replace(whole, teams=teams), params)
    return frame_problem(
        field.theatre, field.ground, field.window, field.risk, field.coverage, params
    ).problem


def is_on_even_ground(team: Team) -> bool:
    """Tell half the ground teams: those of every second post."""
    return team.card is None and int(team.base[1:]) % 2 == 0


def write_dense_theatre(
    folder: Path, times: int, source: str | Path = BUILT_IN
) -> Path:
    """Copy a theatre and give it every team so many times, each with an id of its own.

    A caveat that names a team is repeated with it: the copies are alike in all else,
    so they join the groups that are there and nothing but the counts changes.
    """
    place = copy_theatre(source, folder)
    _rewrite(place / "teams.csv", lambda row: _repeat(row, times, "name"))
    _rewrite(
        place / "caveats.csv",
        lambda row: _repeat(row, times, "team") if row["team"] else [row],
    )
    return place


def _repeat(row: Row, times: int, also: str) -> list[Row]:
    """Return a row so many times, its id (and one column more) numbered from 2 on."""
    copies = [
        row | {"id": f"{row['id']}-{n}", also: f"{row[also]}-{n}"}
        for n in range(2, times + 1)
    ]
    return [row, *copies]


def _rewrite(file: Path, change: Callable[[Row], list[Row]]) -> None:
    """Put other rows in place of each row of a table."""
    with file.open(encoding="utf-8", newline="") as read:
        table = csv.DictReader(read)
        columns = list(table.fieldnames or ())
        rows = [new for row in table for new in change(row)]
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
