"""The constants of the risk picture: ours, a theatre's own over them, and bad ones."""

import pytest
from small_theatre import write_small_theatre

from vedette.domain.register import INCIDENT_KINDS
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.risk.params import load_params


def load(folder, text):
    own = folder / "register" / "risk.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_params(load_theatre(folder))


def test_ours_hold_everything(small_theatre):
    params = load_params(small_theatre)
    kinds = [kind for kinds in params.kinds.values() for kind in kinds]
    assert set(kinds) | {"other"} == set(INCIDENT_KINDS)
    assert len(kinds) == len(set(kinds))
    assert params.read_level(" High ") == "high"


def test_a_theatres_own_go_over_ours(small_theatre, tmp_path):
    ours = load_params(small_theatre)
    params = load(
        write_small_theatre(tmp_path),
        '[bands]\nimpact = [1, 2, 3]\n[effort]\nwest = 0.25\n'
        '[levels.critical]\nword = "red"\nreactions = ["call"]\n',
    )  # fmt: skip
    assert params.bands == {**ours.bands, "impact": (1.0, 2.0, 3.0)}
    assert params.effort == {"west": 0.25}
    assert params.read_level("RED") == params.read_level("critical") == "critical"
    assert params.list_reactions("critical")[-1] == "call"
    assert params.hash != ours.hash
    with pytest.raises(InputError, match="choose low, medium, high, red"):
        params.read_level("orange")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[bands]\nimpact = [3, 2, 1]\n", "line 2, bands.impact.*rising"),
        ("[bands]\nimpact = 3\n", "bands.impact.*not a list"),
        ("[effort]\nnorth = 0.5\n", "effort.north.*unknown"),
        ("[effort]\nwest = 1.5\n", "effort.west.*out of range"),
        ("[rates.attacks]\nkinds = ['crossing']\n", "crossing stand in both"),
        ("[rates.attacks]\nweekly_low = 1.0\n", "not above rates.attacks.weekly_low"),
        ("[levels.low]\nword = 'high'\n", "two levels have one word"),
        ("[levels.low]\nreactions = ['=1+1']\n", "formula"),
        ("[targets]\nx = 1\n", "out of|reads like"),
        ("[rates]\nattacks = 3\n", "rates.attacks.*not a table"),
        ("rates = [\n", "not TOML"),
        (b"\xff\xfe[", "UTF-8|encod|not TOML"),
    ],
)
def test_bad_ones_are_told_by_file_and_field(tmp_path, text, says):
    with pytest.raises(InputError) as told:
        load(write_small_theatre(tmp_path), text)
    assert "risk.toml" in str(told.value)
    told.match(says)
