"""A watched plan: against routes and looks listed by other code, and what is told."""

import dataclasses
import functools
import json

import numpy as np
import pytest
from fields import field_of, quick_plan
from lawful_routes import TinyTeam
from planned import with_rows, with_table
from small_theatre import write_small_theatre
from watch_judge import routes_of

from vedette.desk.plan import solve_plan
from vedette.desk.watch import watch_plan as watch_at_desk
from vedette.domain.plans import MOVE_KINDS, NO_SLOT, PlanParams
from vedette.domain.watch import WatchParams
from vedette.errors import InputError, OutputExistsError
from vedette.planning.flows import flows_on
from vedette.planning.frame import frame_problem
from vedette.planning.roster import draw_roster
from vedette.planning.watcher import watch_plan

FEW = PlanParams(rounds=25, gap=0.0, threads=1, least_odds=0.1)


def watched(theatre, plan, **params):
    field = field_of(theatre, FEW)
    return watch_plan(
        theatre, field.ground, field.window, field.risk, field.coverage, plan,
        WatchParams(**params),
    )  # fmt: skip


@functools.cache
def listed(theatre):
    """Return each team's chances of its routes, and their looks, (routes, T, R) each.

    The looks are those of the rule book as the tests read it; -1 where none touches.
    """
    field = field_of(theatre, FEW)
    plan = quick_plan(theatre, FEW)
    frame = frame_problem(
        theatre, field.ground, field.window, field.risk, field.coverage, FEW
    )
    teams = {team.id: team for team in theatre.teams}
    found = []
    for team, flow in flows_on(frame, plan).items():
        graph = frame.problem.graphs[flow.graph]
        rows = frame.moves[flow.graph].rows(np.arange(graph.n_arcs))
        tiny = TinyTeam(theatre, teams[team], field.ground, field.window)
        routes = list(routes_of(graph, flow.odds))
        p = np.full((len(routes), *frame.problem.stake.shape), -1.0)
        for index, (arcs, _) in enumerate(routes):
            for arc in arcs:
                for (reach, slot), chance in looks_of(tiny, rows, arc).items():
                    p[index, slot, reach] = chance
        found.append((np.array([chance for _, chance in routes]), p))
    return found


def looks_of(tiny, rows, arc):
    row = [column[arc] for column in (rows.t0, rows.t1, rows.km0, rows.km1)]
    kind = MOVE_KINDS[rows.kind[arc]]
    return tiny.looks((kind, *row, rows.duty[arc], rows.sortie[arc]))


@pytest.mark.parametrize(("sees", "slots"), [(1.0, 2), (0.6, 4)])
def test_routes_listed_by_other_code_say_the_same(small_theatre, sees, slots):
    watch = watched(
        small_theatre, quick_plan(small_theatre, FEW), sees=sees, slots=slots
    )
    stake = field_of(small_theatre, FEW).risk.stake
    for row, now in enumerate(watch.slot):
        for reach in range(len(stake)):
            value, alone = value_at(
                listed(small_theatre), stake, reach, now, sees, slots
            )
            assert watch.value[reach, row] == pytest.approx(value, abs=1e-9)
            assert watch.expected[reach, row] == pytest.approx(value + alone, abs=1e-9)


def value_at(teams, stake, reach, now, sees, slots):
    """Return the value and what is to be expected without, from routes."""
    ahead = np.arange(now + 1, now + slots + 1)

    def left(watch_slots):
        """Unseen for so many slots, and unnoticed in each slot ahead."""
        product = np.ones(slots)
        for chance, p in teams:
            here = p[:, :, reach]
            seen = (here[:, now - watch_slots : now] >= 0).sum(axis=1)
            hidden = chance * (1 - sees) ** seen
            product *= hidden @ (1 - np.maximum(here[:, ahead], 0))
        return product

    unseen = [left(w) for w in range(slots + 1)]
    seen = [a - b for a, b in zip(unseen, [*unseen[1:], 0 * unseen[0]], strict=True)]
    stakes = stake[reach, ahead]
    alone = (stakes * unseen[0]).max()
    return sum((stakes * each).max() for each in seen) - alone, alone


def test_the_small_plan_has_what_the_comparison_is_about(small_theatre):
    """Several routes for most teams, and legs of several slots with their one look."""
    plan = quick_plan(small_theatre, FEW)
    assert sum(len(chance) > 1 for chance, _ in listed(small_theatre)) >= 5
    legs = [
        table
        for table in plan.moves.values()
        if ((table.kind == MOVE_KINDS.index("land")) & (table.t1 - table.t0 > 1)).any()
    ]
    assert legs
    assert watched(small_theatre, plan).value.max() > 0.1


def test_the_worst_reach_of_each_section_is_named(small_theatre):
    watch = watched(small_theatre, quick_plan(small_theatre, FEW))
    ground = field_of(small_theatre, FEW).ground
    for index, section in enumerate(watch.sections):
        own = watch.value[ground.section == index]
        worst = section.worst
        assert section.section == small_theatre.sections[index].id
        assert ground.section[worst.reach] == index
        assert section.largest == own.max() == worst.value[section.at]
        assert section.mean == pytest.approx(watch.value[worst.reach].mean())
        np.testing.assert_allclose(
            worst.value + worst.without, watch.expected[worst.reach]
        )


def sure_plan(theatre):
    """A plan that leaves nothing open: one drawn roster, each move certain."""
    plan = quick_plan(theatre, FEW)
    drawn = {dataclasses.astuple(move) for move in draw_roster(plan, 3).moves}
    for team, table in plan.moves.items():
        kept = [
            index
            for index in range(len(table))
            if (team, *row_of(table, index)) in drawn
        ]
        plan = with_rows(plan, team, np.array(kept))
        sure = dataclasses.replace(plan.moves[team], odds=np.ones(len(kept)))
        plan = with_table(plan, team, sure)
    return plan


def row_of(table, index):
    """A row as a drawn move has it."""
    return (
        MOVE_KINDS[table.kind[index]],
        table.t0[index],
        table.t1[index],
        *(None if np.isnan(km[index]) else km[index] for km in (table.km0, table.km1)),
        *(
            None if at[index] == NO_SLOT else at[index]
            for at in (table.duty, table.sortie)
        ),
    )


def test_a_plan_without_chance_tells_nothing_and_is_predictable(small_theatre):
    watch = watched(small_theatre, sure_plan(small_theatre))
    np.testing.assert_allclose(watch.value, 0.0, atol=1e-12)
    on_duty = [each for each in watch.habits if each.duties > 0]
    assert on_duty
    for each in on_duty:
        assert each.near_predictable
        assert each.sure_starts == each.sure_moves == 1.0
    named = {team for section in watch.sections for team in section.predictable}
    assert named == {each.team for each in on_duty}


def test_a_mixed_plan_is_not_called_predictable(small_theatre):
    mixed = watched(small_theatre, quick_plan(small_theatre, FEW)).habits
    assert [each.team for each in mixed] == [team.id for team in small_theatre.teams]
    assert not all(each.near_predictable for each in mixed)
    for each in mixed:
        assert 0 <= each.sure_starts <= 1
        assert 0 <= each.sure_moves <= 1


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    home = tmp_path_factory.mktemp("watched")
    params = PlanParams(rounds=5, threads=1)
    return solve_plan(
        write_small_theatre(home / "theatre"), home / "plan", params
    ).where


def test_the_desk_tells_and_draws(plan_file, tmp_path):
    out = tmp_path / "watch.svg"
    view = watch_at_desk(plan_file, WatchParams(), out=out)
    first = out.read_bytes()
    assert first.startswith(b"<?xml")
    watch_at_desk(plan_file, WatchParams(), out=out, force=True)
    assert out.read_bytes() == first
    words = view.describe()
    told = json.loads(json.dumps(view.as_json(), allow_nan=False))
    assert [each["name"] for each in told["sections"]] == [
        "Western plain", "Middle valley", "Eastern heights",
    ]  # fmt: skip
    for each in told["sections"]:
        assert each["name"] in words
        assert f"{each['largest']:.2f}" in words
        assert each["largest"] == max(hour["value"] for hour in each["hours"])
        assert len(each["hours"]) == 48 - 2 * 8
    assert told["most_expected"] >= told["most_without"]
    assert f"{told['most_expected']:.2f}" in words


def test_one_section_is_told_hour_by_hour(plan_file):
    view = watch_at_desk(plan_file, WatchParams(sees=0.5, slots=3), section="middle")
    assert [each["section"] for each in view.as_json()["sections"]] == ["middle"]
    words = view.describe()
    assert "Western plain" not in words
    rows = [line for line in words.splitlines() if line.startswith("08 Dec 12:00")]
    assert len(rows) == 1
    assert len(rows[0].split()) == 3 + 2 + 4  # day and hour, value and S, four sights


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"section": "nowhere"}, "it has west, middle, east"),
        ({"out": "watch.png"}, "end in .svg"),
        ({"params": WatchParams(sees=2.0)}, "0 to 1"),
        ({"params": WatchParams(slots=24)}, "give 1 to 23"),
    ],
)
def test_what_cannot_be_watched_is_told(plan_file, tmp_path, asked, told):
    if "out" in asked:
        asked = {"out": tmp_path / asked["out"]}
    with pytest.raises(InputError, match=told):
        watch_at_desk(plan_file, asked.pop("params", WatchParams()), **asked)


def test_a_figure_that_is_there_is_kept(plan_file, tmp_path):
    out = tmp_path / "watch.svg"
    out.write_text("mine")
    with pytest.raises(OutputExistsError):
        watch_at_desk(plan_file, WatchParams(), out=out)
    with pytest.raises(OutputExistsError):
        watch_at_desk(plan_file, WatchParams(), out=out, force=True)
    assert out.read_text() == "mine"
