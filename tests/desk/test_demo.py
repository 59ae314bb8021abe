"""The demo's own refusals; all of it runs in the benchmark ``demo``."""

import pytest
from small_risk import AT, WHO

from vedette.desk.demo import REGISTER, run_demo
from vedette.desk.register import make_register
from vedette.errors import OutputExistsError


def test_a_register_that_somebody_went_on_with_is_not_replaced(tmp_path):
    out = tmp_path / "demo"
    out.mkdir()
    (out / "SHA256SUMS").write_text("")
    make_register(out / REGISTER, "tajik_afghan", WHO, history=0)
    before = (out / REGISTER).read_bytes()
    with pytest.raises(OutputExistsError, match="changed since the demo that left it"):
        run_demo(out, now=AT, seconds=1.0, seed=1, force=True, say=print)
    assert (out / REGISTER).read_bytes() == before
