"""Figures: what a plan notices, who is on duty, how it was found, what a partner adds.

In: a package. Out: PNG bytes, the same for the same package. Every figure says in its
title what one sees, has units on its axes, uses colours that the colour-blind can tell
apart, and carries the theatre's notice, so that none leaves without it.
"""

from vedette.sharing.figures.comparison import draw_comparison
from vedette.sharing.figures.convergence import draw_convergence
from vedette.sharing.figures.notice import draw_notice
from vedette.sharing.figures.teams import draw_teams
from vedette.sharing.package import Package

__all__ = [
    "draw_comparison",
    "draw_convergence",
    "draw_figures",
    "draw_notice",
    "draw_teams",
]


def draw_figures(package: Package) -> dict[str, bytes]:
    """Return the figures by file name; those with nothing to show are left out."""
    figures = {"notice.png": draw_notice(package)}
    if package.get_picture().on_duty:
        figures["teams.png"] = draw_teams(package)
    if len(package.get_plan().trace) > 1:
        figures["convergence.png"] = draw_convergence(package)
    if package.compared_with:
        figures["comparison.png"] = draw_comparison(package)
    return figures
