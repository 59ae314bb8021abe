"""The benchmark cases still give the values they are known for; nothing is timed."""

import csv
from pathlib import Path

import pytest

from benchmarks.cases import CASES, built_in_problem
from vedette.domain.plans import PlanParams
from vedette.solver import rounds_done, solve

EXPECTED = Path(__file__).parent.parent / "benchmarks" / "expected.csv"
PARAMS = {
    "day": PlanParams(),
    "without_partner": PlanParams(without=("partner",)),
    "coarse": PlanParams(reach_km=20.0),
}
ROWS = list(csv.DictReader(EXPECTED.read_text().splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_a_case_gives_its_loss_and_bound(row):
    problem = built_in_problem(PARAMS[row["case"]])
    numbers = solve(problem, rounds_done(int(row["rounds"]))).numbers
    # rounding differs between machines, and a game amplifies it
    assert numbers.loss == pytest.approx(float(row["loss"]), rel=0.02)
    assert numbers.bound == pytest.approx(float(row["bound"]), rel=0.02)


def test_every_case_says_what_it_measures():
    for name, case in CASES.items():
        assert case.__doc__, name
