"""The register: how long a withdrawal takes to run through, and entering many rows."""

import datetime as dt
import math
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, Settings, time_program
from vedette.desk.claims import grade_claim, move_claim, trace_claim
from vedette.desk.register import undo
from vedette.desk.stores import Acting
from vedette.domain.register import (
    Assessment,
    Claim,
    Count,
    Figures,
    Grade,
    Incident,
    OnLine,
    Place,
    Record,
    Ref,
    Source,
    Span,
)
from vedette.store import new_store, open_store

NOW = dt.datetime(2025, 12, 8, 6, tzinfo=dt.UTC)
GRADE = Grade("F", 6, "not_validated", "analyst", NOW, "on entry")
SAYS = {"theatre": "tajik_afghan", "zone": "Asia/Dushanbe"}
CLAIMS = 10_000
EACH_INCIDENT = 4  # claims about one incident
ROWS, FEW_ROWS = 200_000, 5_000  # of an import; few where seconds are capped
ROOT = "C-0"  # the claim that every assessment rests on, near or far


def withdrawal(settings: Settings) -> Iterator[Figure]:
    """Withdraw the one claim of 10,000 on which most of the register rests."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "store.db"
        with new_store(path, SAYS) as store, store.change(
            role="analyst", verb="benchmark", why="made for a benchmark", now=NOW
        ) as change:  # fmt: skip
            change.put_many(list_web())
        begun = time.perf_counter()
        moved = move_claim(path, ROOT, "withdrawn", Acting("analyst", NOW, "measured"))
        seconds = time.perf_counter() - begun
        yield Figure("flagged", f"{len(moved.flags):,} of {CLAIMS:,} claims and more")
        longest = max(len(flag.path) for flag in moved.flags)
        yield Figure("longest path", f"{longest} steps")
        yield Figure("withdraw and flag", f"{seconds:.2f} s", "under 1 s")
        begun = time.perf_counter()
        trace_claim(path, Ref("claim", ROOT))
        yield Figure("list with paths", f"{time.perf_counter() - begun:.2f} s", "< 1 s")
        asked = ["claim", "impact", ROOT, "--store", str(path)]
        yield Figure("vedette claim impact", f"{time_program(asked):.2f} s, all in all")
        yield from regrade(path)
        begun = time.perf_counter()
        faults, _ = open_store(path).verify()
        seconds = time.perf_counter() - begun
        yield Figure("log verify", f"{seconds:.2f} s, {len(faults)} faults")


def regrade(path: Path) -> Iterator[Figure]:
    """Bring the withdrawn claim back, which lifts all flags; then grade it anew."""
    acting = Acting("analyst", NOW, "measured")
    begun = time.perf_counter()
    undo(path, f"claim:{ROOT}", acting)
    yield Figure("undo and lift", f"{time.perf_counter() - begun:.2f} s", "under 1 s")
    grade = Grade("B", 2, "validated", "analyst", NOW, "measured")
    begun = time.perf_counter()
    graded = grade_claim(path, ROOT, grade, acting)
    seconds = time.perf_counter() - begun
    told = f"{seconds:.2f} s, {len(graded.flags):,} flagged"
    yield Figure("grade anew and flag", told, "under 1 s")


def entering(settings: Settings) -> Iterator[Figure]:
    """Enter 200,000 rows, each an incident and a claim, and the same once more."""
    number = ROWS if math.isinf(settings.seconds) else FEW_ROWS
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "store.db"
        for word in ("first time", "once more"):
            begun = time.perf_counter()
            made = enter(path, number)
            seconds = time.perf_counter() - begun
            told = f"{seconds:.1f} s, {made:,} versions"
            yield Figure(f"{number:,} rows, {word}", told, "under 20 s with reading")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Figure("memory at most", f"{peak:.0f} MiB", "under 1024 MiB")
        yield Figure("size of the store", f"{path.stat().st_size / 2**20:.0f} MiB")


def enter(path: Path, number: int) -> int:
    """Enter rows into a store, made if need be; return how many versions that made."""
    if not path.exists():
        with new_store(path, SAYS):
            pass
    with open_store(path).change(
        role="importer", verb="benchmark", why="a file of rows", now=NOW
    ) as change:
        change.put(
            Source("set", "A data set", "data_set", "A data set", "named", "own")
        )
        return change.put_many(list_rows(number))


def list_rows(number: int) -> Iterator[Record]:
    """Give an incident and a claim for every row of a made-up data set."""
    for row in range(number):
        when = NOW - dt.timedelta(hours=row % 9000)
        ref = Ref("incident", f"set-{row}")
        yield Incident(
            ref.id, "armed_clash", f"Event {row} of the set", Span(when, when),
            Place("Panj", "near", 69.1, 37.2), "imported", OnLine(170.1, "S03", 1.2),
            Count(0, row % 5), upstream=f"set:{row}", note="As the data set says. " * 6,
        )  # fmt: skip
        yield Claim(
            f"set-{row}-1", ref, "set", "asserts", f"The set tells of event {row}",
            "reported", GRADE, "imported", NOW,
            figures=Figures(killed=Count(0, row % 5)),
        )  # fmt: skip


def list_web() -> Iterator[Record]:
    """Give 10,000 claims of which one is repeated by most, and what rests on them."""
    yield Source("paper", "A paper", "newspaper", "A paper", "named", "exercise")
    number = CLAIMS // EACH_INCIDENT
    for at in range(number):
        yield Incident(
            f"I-{at}", "crossing", f"Incident {at}", Span(NOW, NOW), Place("Panj"),
            "exercise", OnLine(170.1, "S03", 1.2),
        )  # fmt: skip
    for at in range(CLAIMS):
        about = Ref("incident", f"I-{at // EACH_INCIDENT}")
        before = (f"C-{(at - 1) // 3}",) if at else ()  # each is repeated by three
        yield Claim(
            f"C-{at}", about, "paper", "asserts", f"Claim {at}", "reported", GRADE,
            "exercise", NOW, based_on=before,
        )  # fmt: skip
    for at in range(number):
        rests_on = (Ref("incident", f"I-{at}"),)
        yield Assessment(
            f"A-{at}", "assessment", f"Assessment {at}", rests_on, "exercise"
        )
    for at in range(number // 10):
        refs = tuple(Ref("assessment", f"A-{10 * at + n}") for n in range(10))
        yield Assessment(f"L-{at}", "impact_level", f"Level {at}", refs, "exercise")
        plan = (Ref("impact_level", f"L-{at}"),)
        yield Assessment(f"P-{at}", "plan", f"Plan {at}", plan, "exercise")
        advised = (Ref("plan", f"P-{at}"),)
        yield Assessment(f"V-{at}", "advisory", f"Advisory {at}", advised, "exercise")
