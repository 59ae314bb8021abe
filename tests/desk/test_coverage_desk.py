"""Coverage as a planner asks for it: one team at one place, all together, the law."""

import json
from dataclasses import replace

import numpy as np
import pytest
from small_theatre import write_small_theatre

from vedette.desk.coverage import describe_law, show_coverage, show_law
from vedette.domain.plans import PlanParams
from vedette.domain.theatre import LIGHTS
from vedette.errors import InputError, OutputExistsError
from vedette.planning.beats import lay_looks, stay
from vedette.planning.frame import frame_problem
from vedette.sharing.figures.coverage import draw_law
from vedette.sharing.package import Package


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory):
    return write_small_theatre(tmp_path_factory.mktemp("covered") / "small")


@pytest.fixture(scope="module")
def line(small_folder):
    return show_coverage(small_folder)


def test_the_best_of_all_is_that_of_the_problem_that_is_planned(line) -> None:
    """For the lights of the day: from the arcs of the planned problem, one by one."""
    field, told = line.field, line.line
    frame = frame_problem(
        field.theatre, field.ground, field.window, field.risk, field.coverage,
        PlanParams(),
    )  # fmt: skip
    problem = frame.problem
    best = np.zeros((len(problem.graphs), *problem.stake.shape))
    for number, graph in enumerate(problem.graphs):
        for arc in np.flatnonzero(graph.pattern >= 0):
            entry = slice(*problem.pattern_start[graph.pattern[arc] :][:2])
            row = best[number, graph.slot[arc]]
            reach = problem.pattern_reach[entry]
            row[reach] = np.maximum(row[reach], problem.pattern_p[entry])
    missed = np.prod(
        [(1 - best[n]) ** g.count for n, g in enumerate(problem.graphs)], axis=0
    )
    light = field.window.light[field.ground.section]
    # Hours keep some teams out of some slots, so it is at most what is told.
    for at in np.unique(light):
        for r, t in np.argwhere(light == at):
            assert 1 - missed[t, r] <= told.together[at, r] + 1e-12
    day = LIGHTS.index("day")
    at_noon = (light[5] == day)[None, :] & np.ones((len(best), 1), dtype=bool)
    for kind, each in told.kinds.items():
        own = [n for n, m in enumerate(frame.moves) if m.group.kind == kind]
        assert best[own][:, :, 5][at_noon[own]].max() == pytest.approx(
            each.best[day, 5]
        )


def test_sections_are_told_with_what_nobody_sees(line) -> None:
    told = json.loads(json.dumps(line.as_json()))
    assert [row["section"] for row in told["sections"]] == ["west", "middle", "east"]
    assert sum(row["teams"] for row in told["kinds"]) == 7
    for row in told["sections"]:
        assert 0.5 < row["seen"]["helicopter"] <= 1.0
        assert row["together"]["night"] <= row["together"]["day"]
    words = line.describe()
    assert "Western plain" in words
    assert "helicopter" in words


def test_one_team_at_its_base(small_folder) -> None:
    view = show_coverage(small_folder, team="foot-1", light="night")
    place = view.place
    assert place.km == 30.0
    assert place.sensor == "thermal"
    assert place.eye_m == 1.7
    assert place.share.sum() <= 1.0
    assert 0.0 < place.chance.max() < 0.5
    assert (np.diff(place.seen_by_height) >= 0).all()
    at_eye = float(np.interp(1.7, place.heights_m, place.seen_by_height))
    assert place.seen.mean() == pytest.approx(at_eye)
    assert "foot-1 (foot) at km 30.0" in view.describe()
    assert view.as_json()["reaches"]


def test_a_place_says_what_a_stay_in_a_plan_would_notice(small_folder) -> None:
    """The chance of staying is that of the planned move that stays there."""
    view = show_coverage(small_folder, team="car-1", at="12.3")
    field = view.field
    part_km = field.ground.get_sights().corridor.part_km
    looks = lay_looks([stay(part_km, 12.3, 0.5)], "vehicle", field.coverage)
    day = np.zeros((1, field.ground.n_reaches), dtype=np.int8)
    chance = looks.chances(day, np.ones(day.shape))[0]
    found = dict(zip(view.place.reach.tolist(), view.place.chance, strict=True))
    for reach, p in zip(looks.reach.tolist(), chance, strict=True):
        if p > 0:
            assert found[reach] == pytest.approx(p)


@pytest.mark.parametrize(
    ("at", "km"),
    [("12.3", 12.3), ("km 12.3", 12.3), (" KM12 ", 12.0), ("post-02", 30.0)],
)
def test_a_place_is_named_as_elsewhere(small_folder, at: str, km: float) -> None:
    assert show_coverage(small_folder, team="car-1", at=at).place.km == km


def test_that_weather_is_left_out_is_told_where_any_is_foreseen(tmp_path, line) -> None:
    head = "section,from,to,visibility_km,cloud_base_m,wind_kmh,temp_c,temp_height_m"
    fog = f"{head},source,origin\n,,,0.5,,,,,made,exercise\n"
    foggy = write_small_theatre(tmp_path / "foggy", files={"weather.csv": fog})
    for options in ({}, {"team": "foot-1"}):
        view = show_coverage(foggy, **options)
        assert view.describe().endswith("less than this is noticed while they hold.")
        assert view.as_json()["in_clear_air"]
    assert view.place.chance.max() > 0.05  # as if there were no fog
    assert "Weather" not in line.describe()


def test_figures_are_drawn_as_pictures_too(small_folder, tmp_path) -> None:
    for name, options in (("line", {}), ("place", {"team": "heli-1"})):
        out = tmp_path / f"{name}.PNG"
        show_coverage(small_folder, out=out, **options)
        assert out.read_bytes().startswith(b"\x89PNG")
    show_law(small_folder, out=tmp_path / "law.png")
    assert (tmp_path / "law.png").read_bytes().startswith(b"\x89PNG")
    for show in (show_coverage, show_law):
        with pytest.raises(InputError, match=r"let it be \.svg or \.png"):
            show(small_folder, out=tmp_path / "figure.pdf")


def test_a_figure_is_written_whole_and_never_over_another(small_folder, tmp_path):
    for name, options in (("line", {}), ("place", {"team": "heli-1", "at": "km 40"})):
        out = tmp_path / f"{name}.svg"
        show_coverage(small_folder, out=out, **options)
        assert out.read_bytes().startswith(b"<?xml")
        assert b"EXERCISE DATA" in out.read_bytes()
        with pytest.raises(OutputExistsError):
            show_coverage(small_folder, out=out, **options)
    law = tmp_path / "law.svg"
    theatre = show_law(small_folder, out=law)
    assert law.stat().st_size > 10_000
    for sensor in theatre.model.sensors:
        assert sensor in describe_law(theatre)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"team": "nobody"}, "has no such team"),
        ({"light": "noon"}, "give one of day, civil"),
        ({"light": "night"}, "name it with --team"),
        ({"at": "12"}, "name it with --team"),
        ({"team": "foot-1", "at": "999"}, "km long; give km 0 to 61"),
        ({"team": "foot-1", "at": "field-1"}, "does not stand at a km of the border"),
        ({"team": "foot-1", "at": "1e9"}, "has no such place.*such as 'km 12'"),
        ({"team": "foot-1", "at": "0.1"}, "no track lies abreast"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(small_folder, options, said):
    with pytest.raises(InputError, match=said):
        show_coverage(small_folder, **options)


def test_a_blind_sensor_is_drawn_as_nothing(small_theatre) -> None:
    model = small_theatre.model
    eye = model.sensors["eye"]
    shut = replace(eye, half_km={**eye.half_km, "night": 0.0})
    blind = replace(model, sensors={**model.sensors, "eye": shut})
    drawn = draw_law(Package(replace(small_theatre, model=blind)))
    assert b"night: 0 km" not in drawn
