"""All cases by name, one family to a file; those marked long run only by name."""

from benchmarks.books import books
from benchmarks.columns import columns, columns_week
from benchmarks.curves import curve
from benchmarks.forecasting import forecast, forecast_choose
from benchmarks.imports import imports
from benchmarks.intake import intake
from benchmarks.intake_fuzz import intake_fuzz
from benchmarks.judges import judge, judge_stand_in
from benchmarks.measure import Case
from benchmarks.plans import list_plan_cases
from benchmarks.program import demo, first_plan, start
from benchmarks.register import entering, withdrawal
from benchmarks.replans import drop_out, replan_rounds
from benchmarks.scaling import scaling
from benchmarks.sights import sight
from benchmarks.skies import sky
from benchmarks.spoilt_imports import fuzz_imports
from benchmarks.watching import watcher

CASES: dict[str, Case] = {
    "start": Case.of(start),
    "first_plan": Case.of(first_plan),
    "demo": Case.of(demo),
    **list_plan_cases(),
    "imports": Case.of(imports, is_long=True),
    "fuzz_imports": Case.of(fuzz_imports, is_long=True),
    "intake": Case.of(intake),
    "intake_fuzz": Case.of(intake_fuzz, is_long=True),
    "withdrawal": Case.of(withdrawal),
    "entering": Case.of(entering, is_long=True),
    "judge": Case.of(judge, is_long=True),
    "judge_stand_in": Case.of(judge_stand_in, is_long=True),
    "columns": Case.of(columns, is_long=True),
    "columns_week": Case.of(columns_week, is_long=True),
    "scaling": Case.of(scaling, is_long=True),
    "curve": Case.of(curve, is_long=True),
    "forecast": Case.of(forecast, is_long=True),
    "forecast_choose": Case.of(forecast_choose, is_long=True),
    "sight": Case.of(sight, is_long=True),
    "sky": Case.of(sky, is_long=True),
    "drop_out": Case.of(drop_out, is_long=True),
    "replan_rounds": Case.of(replan_rounds, is_long=True),
    "books": Case.of(books, is_long=True),
    "watcher": Case.of(watcher, is_long=True),
}
