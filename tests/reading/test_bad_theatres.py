"""Every fault of a folder is told: file, line, field, what to do; all at once."""

from pathlib import Path

import numpy as np
import pytest
import small_theatre as small
from reading_faults import changed, load_faults, one_fault
from small_theatre import write_small_theatre

from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.caps import CAPS


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    arrays = {"west": np.float64(68.2), "error_m": np.float64(np.nan)}
    line = [*small.BORDER[:30], *small.BORDER[66:]]
    folder = write_small_theatre(
        tmp_path / "t",
        theatre={"slot_min": 25, "colour": "blue", "zone": "Asia/Nowhere"},
        sections=changed(small.SECTIONS, 1, km_from="21", owner="nobody"),
        sites=changed(small.SITES, 0, value="nan"),
        bases=changed(small.BASES, 0, lon="512.5"),
        teams=changed(small.TEAMS, 2, earliest="26:00", base="post-99"),
        caveats=changed(small.CAVEATS, 0, reason="=HYPERLINK(1)"),
        cards=changed(small.CARDS, 0, cruise_kmh=-1.0, wings=2),
        elevation=arrays,
        files={"ground/border.geojson": small.collection(
            small.feature("LineString", line)
        )},
    )  # fmt: skip
    told = "\n".join(load_faults(folder))
    for said in (
        "theatre.toml line 8, slot_min: 60 minutes are not a multiple of 25; choose",
        "theatre.toml line 11, colour: this key is unknown; take it out",
        "theatre.toml line 4, zone: 'Asia/Nowhere' is not a time zone; write an IANA",
        "sections.csv line 3, km_from: the section begins at km 21 where km 20 is",
        "sections.csv line 3, owner: there is no partner 'nobody'; name one of",
        "sites.csv line 2, value: 'nan' is no number; write a number",
        "bases.csv line 2, lon: 512.5 is out of range; give a number from -180 to",
        "teams.csv line 4, earliest: '26:00' is not an hour of the day; hours run",
        "teams.csv line 4, base: there is no base 'post-99'; name one of bases.csv",
        "caveats.csv line 2, reason: '=HYPERLINK(1)' begins like a formula",
        "cards.toml line 5, cards[0].cruise_kmh: -1.0 is out of range; give",
        "cards.toml line 16, cards[0].wings: this key is unknown",
        "ground/elevation.npz, error_m: nan is not finite; give a number",
        "ground/border.geojson line 2, features[0].geometry.coordinates[30]: the line"
        " does not join up: it jumps 3",
    ):
        assert said in told


@pytest.mark.parametrize(
    "name", ["sections.csv", "model.toml", "cards.toml", "ground/NOTICE.txt"]
)
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    told = one_fault(write_small_theatre(tmp_path, files={name: None}))
    assert told.startswith(f"{name}: the file is missing")
    assert told.endswith("; add it.")


@pytest.mark.parametrize(
    "name, most",
    [
        ("teams.csv", CAPS.csv_bytes),
        ("model.toml", CAPS.toml_bytes),
        ("theatre.toml", CAPS.toml_bytes),
        ("ground/border.geojson", CAPS.geojson_bytes),
        ("ground/elevation.npz", CAPS.npz_bytes),
        ("ground/NOTICE.txt", CAPS.notice_bytes),
    ],
)
def test_a_file_far_over_its_cap_is_not_read(
    tmp_path: Path, name: str, most: int
) -> None:
    folder = write_small_theatre(tmp_path)
    with (folder / name).open("ab") as file:
        file.truncate(most + 1)
    (told,) = [each for each in load_faults(folder) if each.startswith(f"{name}: ")]
    assert f"it has {most + 1:,} bytes, where {most:,} are the most" in told


def test_many_faults_are_counted_not_listed(tmp_path: Path) -> None:
    rows = [{**small.TEAMS[0], "id": f"t-{i}", "kind": "horse"} for i in range(300)]
    folder = write_small_theatre(tmp_path, teams=rows)
    with pytest.raises(InputError, match="300 faults") as caught:
        load_theatre(folder)
    assert str(caught.value).count("\n") == 1 + CAPS.faults
    assert str(caught.value).endswith("... and 100 more; mend these first.")
