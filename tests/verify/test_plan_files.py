"""Plans and rosters on disk: written, read back, checked; and changed by hand."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from at_rest import write_at_rest
from plan_changes import (
    CAR,
    HELI,
    Change,
    a_slot_later,
    late_landing,
    longer_step,
    number,
    one,
    resting_only,
    whole_duty,
)
from planned import plan_theatre
from resealed import put, reseal
from small_theatre import table_rows, write_small_theatre

from vedette.domain.plans import END, LAND, REST, Plan
from vedette.domain.theatre import Theatre
from vedette.errors import CertificateError
from vedette.planning.roster import draw_roster
from vedette.reading import load_theatre
from vedette.reading.plans import load_plan
from vedette.sharing import Package, publish
from vedette.verify import list_broken_rules, verify_plan, verify_roster


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Theatre, Plan]:
    theatre = load_theatre(
        write_small_theatre(tmp_path_factory.mktemp("made") / "small")
    )
    return theatre, plan_theatre(theatre)


def write(
    made: tuple[Theatre, Plan], folder: Path, change: Change | None = None
) -> Path:
    """Write the plan, changed or not, with hashes that fit it; return its plan.json."""
    theatre, plan = made
    changed = plan if change is None else change(plan)
    publish(Package(theatre, changed), folder / "plan", formats=("plan",))
    return folder / "plan" / "plan.json"


def test_a_written_plan_stands_up(made: tuple[Theatre, Plan], tmp_path: Path) -> None:
    certificate = verify_plan(write(made, tmp_path))
    assert certificate.bound == pytest.approx(made[1].certificate.bound, rel=1e-9)
    assert certificate.unseen_cells == made[1].certificate.unseen_cells


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (one(CAR, REST, odds=lambda odds: odds + 1e-8), "(rule flow)"),
        (one(CAR, END, t1=lambda t1: t1 - 1), "(rule rest)"),
        (one(HELI, LAND, t1=lambda t1: t1 - 1), "(rule turnaround)"),
        (longer_step, "(rule step)"),
        (late_landing, "(rule endurance)"),
        (whole_duty(CAR, a_slot_later), "(rule duty-start)"),
        (resting_only, "(rule loss)"),
        (number(bound=lambda bound: bound * 1.001), "(rule bound)"),
        (number(loss=lambda loss: loss * 0.999), "(rule loss)"),
    ],
)
def test_a_changed_plan_with_new_hashes_does_not(
    made: tuple[Theatre, Plan], tmp_path: Path, change: Change, words: str
) -> None:
    path = write(made, tmp_path, change)
    with pytest.raises(CertificateError) as caught:
        verify_plan(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{path}: the plan does not stand up")


def higher_value(folder: Path) -> None:
    sites = folder / "theatre" / "sites.csv"
    sites.write_text(sites.read_text().replace(",60,", ",61,"))


def other_number(folder: Path) -> None:
    path = folder / "plan.json"
    file = json.loads(path.read_text())
    file["content"]["certificate"]["loss"] *= 0.9
    text = json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n")


def odds_of_another(folder: Path) -> None:
    path = folder / "plan.json"
    file = json.loads(path.read_text())
    file["content"]["odds"]["sha256"] = "0" * 64
    text = json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n")


def no_theatre(folder: Path) -> None:
    (folder / "theatre" / "theatre.toml").unlink()


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (higher_value, ("theatre_hash is", "(rule loss)", "(rule bound)")),
        (other_number, ("content_hash", "(rule hash)")),
        (odds_of_another, ("odds.npz", "(rule hash)")),
        (no_theatre, ("does not fit the theatre copy", "theatre.toml")),
    ],
)
def test_a_file_edited_by_hand_is_told(
    made: tuple[Theatre, Plan],
    tmp_path: Path,
    edit: Callable[[Path], None],
    words: tuple[str, ...],
) -> None:
    path = write(made, tmp_path)
    edit(path.parent)
    with pytest.raises(CertificateError) as caught:
        verify_plan(path)
    for word in words:
        assert word in str(caught.value)


def draw(made: tuple[Theatre, Plan], path: Path, seed: int) -> Path:
    plan = load_plan(path)
    package = Package(made[0], plan, roster=draw_roster(plan, seed))
    publish(package, path.with_name(f"roster-{seed}.csv"), formats=("roster",))
    return path.with_name(f"roster-{seed}.csv")


def test_a_drawn_roster_stands_up(made: tuple[Theatre, Plan], tmp_path: Path) -> None:
    path = write(made, tmp_path)
    roster = verify_roster(draw(made, path, 7), path)
    assert roster.plan_hash == load_plan(path).content_hash
    assert {move.team for move in roster.moves} == set(made[1].moves)


def test_a_roster_of_another_plan_does_not(
    made: tuple[Theatre, Plan], tmp_path: Path
) -> None:
    path = write(made, tmp_path)
    roster = draw(made, path, 7)

    def other_seconds(plan: Plan) -> Plan:
        return replace(plan, params=replace(plan.params, gap=0.02))

    other = write(made, tmp_path / "other", other_seconds)
    with pytest.raises(CertificateError, match=r"plan is [0-9a-f]{64} in the roster"):
        verify_roster(roster, other)


def test_a_roster_edited_by_hand(made: tuple[Theatre, Plan], tmp_path: Path) -> None:
    """One line is taken out: that team's route has a hole."""
    path = write(made, tmp_path)
    roster = draw(made, path, 7)
    lines = roster.read_text().splitlines()
    hole = next(
        i for i, line in enumerate(lines) if line.startswith("foot-1,host,move")
    )
    roster.write_text("\n".join(lines[:hole] + lines[hole + 1 :]) + "\n")
    with pytest.raises(CertificateError, match="foot-1") as caught:
        verify_roster(roster, path)
    assert str(caught.value).startswith(f"{roster}: the roster does not stand up")


def test_a_plan_for_the_rest_of_a_window(tmp_path: Path) -> None:
    """Its hand-over changed on disk: the rows tell, and so does the earlier plan."""
    whole, rest = write_at_rest(tmp_path)
    assert verify_plan(rest, whole) == verify_plan(rest)
    odds = json.loads(rest.read_text())["content"]["hand_over"]["car-1"]["end"]
    reseal(rest, put("content", "hand_over", "car-1", "end", value=odds[::-1]))
    with pytest.raises(CertificateError) as caught:
        verify_plan(rest, whole)
    told = str(caught.value)
    assert "car-1, free: odds of 1 at the window's end and 0 handed over" in told
    assert "car-1, free: odds of 0 handed over and 1 in the earlier plan" in told


def test_a_roster_changed_by_hand_has_to_keep_the_limits(tmp_path: Path) -> None:
    """Everybody rests, where one of two patrols has to be on duty."""
    columns = "id, kind, holds, amount, partner, base, team, section, km_from, km_to,"
    limit = table_rows(
        columns + " from, to, reason, origin",
        "l-1, on_duty, every_draw, 1, , post-02, , , , , 08:00, 09:00, Watch, exercise",
    )
    whole, _ = write_at_rest(tmp_path, limits=limit)
    plan = load_plan(whole)
    package = Package(
        load_theatre(tmp_path / "theatre"), plan, roster=draw_roster(plan, 1)
    )
    publish(package, tmp_path / "roster.csv", formats=("roster",))
    assert list_broken_rules(tmp_path / "roster.csv", whole) == [
        f"l-1, 2025-12-08 08:{half}: on_duty of 0 in some draw, at least 1 is due "
        "(rule limit)"
        for half in ("00", "30")
    ]
