"""Who is likely to be on duty when."""

import numpy as np
from matplotlib.axes import Axes

from vedette.domain.forces import Team
from vedette.sharing.figures.style import (
    COLOURS,
    DASHES,
    INK,
    clock_label,
    mark_hours,
    paper,
    png,
)
from vedette.sharing.package import Package
from vedette.sharing.text import plain

ROW_IN = 0.145
MOST_NAMES = 150


def draw_teams(package: Package) -> bytes:
    """Draw each team's chance of being on duty by hour, grouped by partner."""
    picture = package.get_picture()
    groups = _by_partner(package)
    teams = [team for group in groups.values() for team in group]
    rows_in = max(1.5, ROW_IN * min(len(teams), MOST_NAMES))
    title = "Chance of being on duty, by team and hour"
    with paper(package, title, 11.0, rows_in + 3.6) as figure:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[1.6, rows_in])
        _totals(upper, package, groups)
        odds = np.array([picture.on_duty[team.id] for team in teams])
        slots = np.arange(picture.window.n_slots + 1)
        mesh = lower.pcolormesh(
            slots, np.arange(len(teams) + 1), 100 * odds, cmap="cividis", vmin=0.0,
            vmax=100.0, rasterized=True,
        )  # fmt: skip
        figure.colorbar(mesh, ax=lower, label="Chance of being on duty, %", pad=0.01)
        lower.invert_yaxis()
        _names(lower, groups)
        lower.set_title("Each row one team; the drawn roster decides, not this table")
        lower.set_xlabel(clock_label(picture.window))
        mark_hours(lower, picture.window, along="x")
        return png(figure)


def _by_partner(package: Package) -> dict[str, list[Team]]:
    """Return the teams that the picture knows by the name of their partner."""
    theatre, on_duty = package.theatre, package.get_picture().on_duty
    groups = {
        plain(partner.name): [
            team
            for team in theatre.teams
            if team.partner == partner.id and team.id in on_duty
        ]
        for partner in theatre.partners
    }
    return {name: teams for name, teams in groups.items() if teams}


def _totals(axes: Axes, package: Package, groups: dict[str, list[Team]]) -> None:
    """Draw how many teams of each partner are on duty, on average over all draws."""
    picture = package.get_picture()
    slots = np.arange(picture.window.n_slots + 1)
    for index, (name, teams) in enumerate(groups.items()):
        total = np.sum([picture.on_duty[team.id] for team in teams], axis=0)
        axes.stairs(
            total,
            slots,
            label=f"{name}, {len(teams)} teams",
            color=COLOURS[index % len(COLOURS)],
            linestyle=DASHES[index % len(DASHES)],
            linewidth=1.8,
        )
    axes.set_ylim(0.0, 1.4 * axes.get_ylim()[1])  # with room for the legend
    axes.set_ylabel("Teams on duty,\nmean of all draws")
    axes.set_title("How many teams are on duty")
    axes.legend(loc="upper left", fontsize=8, ncols=2, framealpha=0.85)
    axes.grid(axis="y", alpha=0.3)


def _names(axes: Axes, groups: dict[str, list[Team]]) -> None:
    """Name the rows, and draw a line between partners."""
    teams = [team for group in groups.values() for team in group]
    every = -(-len(teams) // MOST_NAMES)
    axes.set_yticks(
        np.arange(0, len(teams), every) + 0.5,
        [plain(team.name) for team in teams[::every]],
        fontsize=6.0,
    )
    axes.tick_params(axis="y", length=0)
    row = 0
    for name, group in groups.items():
        if row:
            axes.axhline(row, color="white", linewidth=2.5)
            axes.axhline(row, color=INK, linewidth=1.0)
        row += len(group)
        axes.annotate(
            name,
            (1.0, row - len(group) / 2),
            xycoords=("axes fraction", "data"),
            xytext=(3, 0),
            textcoords="offset points",
            rotation=270,
            va="center",
            ha="left",
            fontsize=7.5,
        )
