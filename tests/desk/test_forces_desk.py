"""Forces shown as they stand at a time: teams, crews, clocks, caveats, cards."""

from pathlib import Path
from typing import Any

import pytest
from force_books import (
    write_forces,
)
from small_theatre import CARDS, table_rows

from vedette.desk.forces import ForcesView, show_forces
from vedette.errors import InputError

OFFICER = table_rows(
    "id, partner, team, kind, km_from, km_to, earliest, latest, reason, origin",
    "c-1, ally, , km_range, 10, , , , Not west of km 10, exercise",
    "c-2, ally, heli-1, host_officer, , , , , By agreement, exercise",
    "c-3, host, foot-3, day_only, , , , , No lamps, exercise",
    "c-4, host, , hours, , , 18:00, 06:00, Heat, exercise",
)
SEATS = table_rows(
    "id, kind, holds, amount, partner, base, team, section, km_from, km_to, from, to,"
    " reason, origin",
    "l-1, seats, every_draw, 2, ally, , , , , , , , Two liaison officers, exercise",
)


def lines(view: ForcesView, word: str) -> list[str]:
    return [each.strip() for each in view.describe().splitlines() if word in each]


def test_detachments_teams_and_crews_are_counted(folder: Path) -> None:
    text = show_forces(folder).describe()
    for said in (
        "Forces of Small frontier on Mon 08 Dec 2025 06:00, Asia/Dushanbe (01:00 UTC)",
        "Exercise: everything here is made up.",
        "Host force (host): 5 teams (3 foot, 2 vehicle), crews of 11 people, not told"
        " of 3",
        "d-1 Lower detachment: 1 team (1 foot), crews of 6 people",
        "d-2 Upper detachment: 1 team (1 foot), crews of 5 people",
        "In no detachment: 3 teams (1 foot, 2 vehicle), crews not told",
        "d-3 Air detachment: 1 team (1 helicopter), crews of 3 people",
    ):
        assert said in text
    assert max(map(len, text.splitlines())) <= 88


def test_a_team_s_duty_clock_is_on_its_line(folder: Path) -> None:
    (line,) = lines(show_forces(folder), "foot-3")
    assert " ".join(line.split()) == (
        "foot-3 foot post-03 5 4 h 8 h 120 min 05:00-20:00 available"
    )


@pytest.mark.parametrize(
    "at, status, notes",
    [
        (None, "available", ["limited from Mon 08 Dec 08:00 to Mon 08 Dec 14:00",
                             "unavailable from Mon 08 Dec 14:00 to Tue 09 Dec 06:00"]),
        ("08:00", "limited", ["limited until Mon 08 Dec 14:00: New crew",
                              "unavailable from Mon 08 Dec 14:00"]),
        ("13:59", "limited", ["limited until Mon", "unavailable from Mon"]),
        ("14:00", "unavailable", ["unavailable until Tue 09 Dec 06:00: On leave"]),
        ("2025-12-09T00:59+00:00", "unavailable", ["unavailable until"]),
        ("2025-12-09T01:00+00:00", "available", []),
    ],
)  # fmt: skip
def test_a_team_stands_as_its_rows_say_at_that_time(
    folder: Path, at: str | None, status: str, notes: list[str]
) -> None:
    view = show_forces(folder, at=at)
    text = view.describe().splitlines()
    begin = next(n for n, each in enumerate(text) if each.strip().startswith("foot-1"))
    assert text[begin].endswith(f"  {status}")
    below = [each.strip() for each in text[begin + 1 : begin + 1 + len(notes)]]
    assert all(map(str.startswith, below, notes))
    team = view.as_json()["partners"][0]["teams"][0]
    assert (team["status"], len(team["ahead"])) == (
        status,
        sum(" from " in note for note in notes),
    )


def test_until_when_a_status_holds_is_a_plain_value(folder: Path) -> None:
    def until(at: str) -> list[Any]:
        values = show_forces(folder, at=at).as_json()
        return [team["until"] for team in values["partners"][0]["teams"][:2]]

    assert until("06:00") == ["2025-12-08T08:00:00+05:00", None]
    assert until("15:00") == ["2025-12-09T06:00:00+05:00", None]
    assert until("2025-12-09T06:00+05:00") == [None, None]


def test_caveats_are_told_in_words(tmp_path: Path) -> None:
    folder = write_forces(tmp_path, caveats=OFFICER, limits=SEATS)
    text = " ".join(show_forces(folder).describe().split())
    for said in (
        "c-1: every team patrols only from km 10 on. (Not west of km 10.)",
        "c-2: heli-1 has an officer of the host on board; officers at a time: at most 2"
        " (l-1). (By agreement.)",
        "c-3: foot-3 is on duty only while it is day over its base's section.",
        "c-4: every team is on duty only from 18:00 to 06:00 over midnight. (Heat.)",
    ):
        assert said in text
    plain = show_forces(folder, partner="ally").as_json()["partners"]
    assert [each["sentence"] for each in plain[0]["caveats"]] == [
        "patrols only from km 10 on",
        "has an officer of the host on board; officers at a time: at most 2 (l-1)",
    ]


def test_an_unsigned_card_stands_out(tmp_path: Path) -> None:
    signed = write_forces(
        tmp_path / "signed", cards=[{**CARDS[0], "signed_by": "Chief of flying"}]
    )
    unsigned = write_forces(tmp_path / "unsigned")
    for folder, said in (
        (signed, "signed by Chief of flying"),
        (unsigned, "UNSIGNED: plans exercises only"),
    ):
        (line,) = lines(show_forces(folder), "h1 Light helicopter")
        assert line == f"h1 Light helicopter, {said}"
        (card,) = show_forces(folder).as_json()["cards"]
        assert card["signed"] == (folder == signed)


def test_one_partner_alone(folder: Path) -> None:
    view = show_forces(folder, partner="host")
    text = view.describe()
    assert "Host force" in text
    for other in ("Partner force", "heli-1", "h1 Light helicopter", "Aircraft cards"):
        assert other not in text
    assert [each["id"] for each in view.as_json()["partners"]] == ["host"]
    with pytest.raises(InputError, match="--partner 'us': Small frontier has no such"):
        show_forces(folder, partner="us")


def test_a_time_that_cannot_be_read_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="--at: 'noon' is neither an hour of the day"):
        show_forces(folder, at="noon")
