"""A sound folder becomes a theatre, and the same one wherever it lies."""

import datetime as dt
import os
import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest
import small_theatre as small
from small_theatre import write_small_theatre

from vedette.errors import InputError
from vedette.reading import load_theatre


def test_a_small_folder_loads_whole(small_theatre_folder: Path) -> None:
    theatre = load_theatre(small_theatre_folder)
    assert (theatre.id, theatre.is_exercise, theatre.slot_min) == ("small", True, 30)
    assert theatre.start == dt.datetime.fromisoformat("2025-12-08T06:00:00+05:00")
    assert str(theatre.start.tzinfo) == "Asia/Dushanbe"
    assert [section.level for section in theatre.sections] == ["low", "high", "medium"]
    assert [base.km for base in theatre.bases] == [8.0, 30.0, 50.0, None]
    assert theatre.teams[4].earliest_min == 18 * 60
    assert theatre.teams[0].card is None
    assert theatre.caveats[0].team is None
    assert theatre.find_card("h1").reserve_h == 0.5
    model = tomllib.loads(small.model_toml())
    glass = theatre.model.sensors["binoculars"]
    assert glass.half_km["civil"] == model["sensors"]["binoculars"]["civil"]
    assert glass.once == model["sensors"]["binoculars"]["once"]
    carried = {kind: each.sensors for kind, each in theatre.model.carriers.items()}
    assert carried["helicopter"] == ("eye", "turret")
    assert theatre.model.station_km == model["air"]["station_km"]
    assert theatre.model.stake_tau_h == model["stakes"]["tau_h"]
    assert theatre.model.crossing_max_slope == model["crossing"]["max_slope"]
    assert theatre.model.forecast_hour["civil"] == model["forecast"]["civil"]
    assert [layer.name for layer in theatre.layers] == list(small.LAYERS)
    assert theatre.drawings["settlements"]["features"][0]["properties"] == {
        "name": "Middle village"
    }
    assert theatre.elevation.height_m[0, 0] == small.make_elevation()["height_m"][0, 0]


def test_border_km_is_the_geodesic_length(small_theatre_folder: Path) -> None:
    border = load_theatre(small_theatre_folder).border
    whole = small.GEOD.line_length(border.lon, border.lat) / 1000.0
    assert border.length_km == pytest.approx(whole, abs=1e-9)
    assert (np.diff(border.km) > 0).all()


def test_track_knows_the_border_abreast(small_theatre_folder: Path) -> None:
    (track,) = load_theatre(small_theatre_folder).tracks
    assert (np.diff(track.border_km) >= 0).all()
    assert track.border_km[0] >= 0.5
    assert track.border_km[-1] <= small.LENGTH_KM - 0.5
    # The helper lays the track due north of the line; the nearest point of a line
    # that bends lies a little to one side of that.
    laid = np.interp(track.lon, small.LON, small.KM)
    assert np.abs(track.border_km - laid).max() < 0.6


def test_last_section_ends_with_the_line(tmp_path: Path) -> None:
    rows = [dict(row) for row in small.SECTIONS]
    rows[-1]["km_to"] = "61"
    theatre = load_theatre(write_small_theatre(tmp_path, sections=rows))
    assert theatre.sections[-1].km_to == theatre.border.length_km


def test_repeated_vertices_are_left_out(tmp_path: Path) -> None:
    line = [small.BORDER[0], small.BORDER[0], *small.BORDER[1:]]
    border = small.collection(small.feature("LineString", line))
    files = {"ground/border.geojson": border}
    theatre = load_theatre(write_small_theatre(tmp_path, files=files))
    assert len(theatre.border.km) == len(small.BORDER)


def test_columns_may_stand_in_any_order_after_a_byte_order_mark(tmp_path: Path) -> None:
    rows = [dict(reversed(row.items())) for row in small.TEAMS]
    text = "\ufeff" + small.csv_text(rows).replace("\n", "\r\n") + ",,,,,,,,,,,,\r\n"
    folder = write_small_theatre(tmp_path, files={"teams.csv": text})
    assert [team.id for team in load_theatre(folder).teams] == [
        row["id"] for row in small.TEAMS
    ]


def test_hash_depends_on_the_files_used_and_nothing_else(tmp_path: Path) -> None:
    first = write_small_theatre(tmp_path / "one")
    known = load_theatre(first).content_hash
    second = tmp_path / "elsewhere" / "two"
    shutil.copytree(first, second)
    (second / "stray.txt").write_text("not of the theatre")
    assert load_theatre(second).content_hash == known
    notice = second / "ground" / "NOTICE.txt"
    notice.write_text(notice.read_text() + "More.\n")
    assert load_theatre(second).content_hash != known


def test_text_is_a_builtin_name_and_a_path_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_small_theatre(tmp_path / "tajik_afghan")
    assert load_theatre("./tajik_afghan").id == "small"
    assert load_theatre(Path("tajik_afghan")).id == "small"
    assert load_theatre("tajik_afghan").id == "tajik_afghan"


def test_builtin_theatre_is_the_whole_frontier() -> None:
    theatre = load_theatre("tajik_afghan")
    assert theatre.border.length_km == pytest.approx(1344.0, abs=0.5)
    assert 12 <= len(theatre.sections) <= 18
    for track in theatre.tracks:
        assert (np.diff(track.border_km) >= 0).all()
    assert all(row.origin == "exercise" for row in (*theatre.bases, *theatre.teams))


@pytest.mark.parametrize(
    "where, said",
    [
        ("absent", "there is no such folder, and no built-in theatre of that name"),
        ("a-file", "this is a file; a theatre is a folder with a theatre.toml"),
        ("empty", "there is no theatre.toml in this folder"),
        ("x" * 5000, "cannot be opened (File name too long)"),
        ("nul\0byte", "cannot be opened"),
    ],
)
def test_a_place_that_is_no_theatre_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        load_theatre(where)
    assert said in str(caught.value)
    assert "tajik_afghan" in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_in_place_of_a_table_is_not_waited_for(tmp_path: Path) -> None:
    folder = write_small_theatre(tmp_path, files={"sites.csv": None})
    os.mkfifo(folder / "sites.csv")
    with pytest.raises(InputError, match=r"sites\.csv: it is not a file"):
        load_theatre(folder)
