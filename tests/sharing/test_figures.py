"""Figures: whole pictures, the same each time, with their notice, for any package."""

import struct
from collections.abc import Callable
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pytest

from vedette.domain.plans import PlanPicture
from vedette.sharing import Option, Package
from vedette.sharing.figures import draw_figures
from vedette.sharing.figures.style import COLOURS, paper

NAMES = ["comparison.png", "convergence.png", "notice.png", "teams.png"]


def chunks(png: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG by their type, the last of each."""
    found, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def with_picture(package: Package, **changes: object) -> Package:
    return replace(package, picture=replace(package.get_picture(), **changes))


def test_every_figure_is_a_picture_that_tells_no_date(package: Package) -> None:
    figures = draw_figures(package)
    assert sorted(figures) == NAMES
    for png in figures.values():
        parts = chunks(png)
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", parts[b"IHDR"][:8])
        assert width > 1000
        assert height > 500
        assert not {b"tEXt", b"iTXt", b"zTXt", b"tIME"} & set(parts)


def test_the_same_package_is_the_same_picture(package: Package) -> None:
    assert draw_figures(package) == draw_figures(package)


def test_a_users_own_settings_of_matplotlib_change_nothing(package: Package) -> None:
    usual = draw_figures(package)["convergence.png"]
    with mpl.rc_context({"font.size": 20.0, "text.color": "red"}):
        assert draw_figures(package)["convergence.png"] == usual


def test_what_has_nothing_to_show_is_left_out(package: Package) -> None:
    bare = replace(
        with_picture(package, on_duty={}),
        compared_with=(),
        plan=replace(package.plan, trace=package.plan.trace[:1]),
    )
    assert sorted(draw_figures(bare)) == ["notice.png"]


def test_title_and_notice_stand_on_the_paper(package: Package) -> None:
    with paper(package, "What one sees", 8.0, 4.0) as figure:
        assert figure.get_suptitle() == "What one sees"
        assert figure.get_supxlabel().startswith("EXERCISE DATA. Exercise:")
    own = replace(package, theatre=replace(package.theatre, is_exercise=False))
    with paper(own, "What one sees", 8.0, 4.0) as figure:
        assert "EXERCISE DATA" not in figure.get_supxlabel()


def nothing_at_stake(picture: PlanPicture) -> PlanPicture:
    stake = np.zeros_like(picture.risk.stake)
    return replace(picture, risk=replace(picture.risk, stake=stake))


def nothing_noticed(picture: PlanPicture) -> PlanPicture:
    return replace(picture, notice=np.zeros_like(picture.notice))


def always_night(picture: PlanPicture) -> PlanPicture:
    light = np.full_like(picture.window.light, 2)
    return replace(picture, window=replace(picture.window, light=light))


def a_week(picture: PlanPicture) -> PlanPicture:
    """The day seven times over."""
    return replace(
        picture,
        window=replace(picture.window, light=np.tile(picture.window.light, 7)),
        risk=replace(picture.risk, stake=np.tile(picture.risk.stake, 7)),
        notice=np.tile(picture.notice, 7),
        on_duty={team: np.tile(odds, 7) for team, odds in picture.on_duty.items()},
    )


def many_teams(picture: PlanPicture) -> PlanPicture:
    return replace(picture, on_duty=dict(list(picture.on_duty.items())[:1]))


@pytest.mark.parametrize(
    "change", [nothing_at_stake, nothing_noticed, always_night, a_week, many_teams]
)
def test_odd_pictures_can_be_drawn(
    package: Package, change: Callable[[PlanPicture], PlanPicture]
) -> None:
    options = tuple(
        Option(option.label, option.plan, change(option.picture))
        for option in package.compared_with
    )
    changed = replace(
        package, picture=change(package.get_picture()), compared_with=options
    )
    assert sorted(draw_figures(changed)) == NAMES


def test_any_name_is_text_and_no_formula(package: Package) -> None:
    """Mathematics of matplotlib, line breaks, scripts the font has not."""
    name = "$\\frac{1}{$ \n 中文 \u202e_^"
    theatre = replace(
        package.theatre,
        notice=name,
        sections=tuple(replace(s, name=name) for s in package.theatre.sections),
        partners=tuple(replace(p, name=name) for p in package.theatre.partners),
        teams=tuple(replace(t, name=name) for t in package.theatre.teams),
    )
    trace = tuple(replace(each, phase=name) for each in package.plan.trace)
    changed = replace(package, theatre=theatre, plan=replace(package.plan, trace=trace))
    assert sorted(draw_figures(changed)) == NAMES


def test_colours_differ_in_black_and_white() -> None:
    """The first two, which every comparison uses, by their luminance."""
    first, second = (
        np.dot([0.2126, 0.7152, 0.0722], mpl.colors.to_rgb(colour))
        for colour in COLOURS[:2]
    )
    assert abs(first - second) > 0.2
