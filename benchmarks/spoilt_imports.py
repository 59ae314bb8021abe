"""Any bytes as a file to import: no crash and no hang, whatever they are.

Good files of every form are spoilt by seeded chance: bytes replaced, put in, taken out,
cells swapped for others, the end cut off. Each must give events, or faults that can be
told, or one ``InputError``; and the register must take what comes of every event.
"""

import contextlib
import csv
import datetime as dt
import io
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FrameType

from benchmarks.imports import COLUMNS, list_rows
from benchmarks.measure import Figure, Settings
from vedette.errors import InputError
from vedette.reading.faults import Faults
from vedette.reading.imports import ImportMap, Maker, Task, read_import
from vedette.reading.imports.mapping import read_map
from vedette.reading.imports.rows import Form
from vedette.register.checks import list_faults

SEED = 5
PER_FORM = {"workbook": 8_000, "mapping": 12_000}
MANY = 17_000  # of each other form
LONGEST_S = 20  # longer on one small input counts as a hang
NOW = dt.datetime(2025, 12, 3, 12, 0, tzinfo=dt.UTC)
BITS = (
    *(b",", b";", b"\t", b"|", b'"', b"\n", b"\r", b"\0", b"\xff", b"\xd0", b"=1"),
    *(b"#geo+lat", b"1e999", b"nan", b"-0", b"2025-11-03", b"03/11/2025", b"3-5"),
    *(b"\xe2\x80\xae", b"[[", b"9" * 40, b"a" * 5_000),
)
MAPPING = """[source]
id = "watch"
name = "Border Watch"
kind = "organisation"
[read]
date_style = "day.month.year"
[columns]
"Ref no" = "id"
"Day" = "date"
"Hour" = "time"
"Lat" = "lat"
"Lon" = "lon"
"Where" = "place"
"What" = "kind"
"Dead" = "killed"
"Said" = "quote"
"Source" = "reliability"
"Info" = "credibility"
[kinds]
"IED" = "explosion"
"""
OWN = """Ref no;Day;Hour;Lat;Lon;Where;What;Dead;Said;Source;Info
2025/1;03.11.2025;22:30;38.02;68.5;Хоруғ;IED;1-2;Three were hurt.;B;2
2025/2;04.11.2025;;38.02;68.6;A town;shooting;;;;
"""
TAGGED = """Code,Day,Y,X,Dead
#event+code,#date+occurred,#geo+lat,#geo+lon,#affected+killed
e1,2025-11-03,38.02,68.03,3
"""
GED = """id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,\
longitude,country,date_start,date_end,deaths_a,deaths_b,deaths_civilians,\
deaths_unknown,best,high,low
1,1,Side A,Side B,1,A town,Khatlon,38.02,68.1,Tajikistan,2025-11-03 00:00:00.000,\
2025-11-04,1,2,0,0,3,5,2
2,3,Side A,Civilians,6,,,38.02,68.1,Tajikistan,2025-11-03,2025-11-03,1,2,0,0,,,
"""
TABBED = OWN.replace(";", "\t").encode()
Try = Callable[[bytes], bool]


def fuzz_imports(settings: Settings) -> Iterator[Figure]:
    """100,000 spoilt files to import: each read, or refused in a sentence."""
    chance = random.Random(SEED)
    told = read_map(MAPPING.encode(), "map.toml", Faults(), is_own=True)
    tags = read_map(
        MAPPING.partition("[columns]")[0].replace("day.month.year", "year-month-day")
        .encode(),
        "map.toml",
        Faults(),
        is_own=True,
    )  # fmt: skip
    tabs = replace(told, form=Form(delimiter="\t"))
    share = min(1.0, settings.seconds / 300)  # fewer where little time is given
    total = 0
    for name, good, attempt in (
        ("acled", _acled(), lambda data: try_file(data, "acled", ImportMap())),
        ("ged", GED.encode(), lambda data: try_file(data, "ged", ImportMap())),
        ("gdelt", _gdelt(), lambda data: try_file(data, "gdelt", ImportMap())),
        ("own", OWN.encode(), lambda data: try_file(data, "csv", told)),
        ("own, tabs", TABBED, lambda data: try_file(data, "csv", tabs)),
        ("tagged", TAGGED.encode(), lambda data: try_file(data, "csv", tags)),
        ("workbook", _book(), lambda data: try_file(data, "csv", told)),
        ("mapping", MAPPING.encode(), try_mapping),
    ):
        number = max(10, int(share * PER_FORM.get(name, MANY)))
        spoil = spoil_member if name == "workbook" else spoil_bytes
        total += number
        sound, slowest = _run(good, number, spoil, attempt, chance)
        yield Figure(
            name,
            f"{number:,} inputs: {sound:,} read without a fault, {number - sound:,}"
            f" told; the slowest took {1000 * slowest:.0f} ms",
            "no crash, no hang",
        )
    yield Figure("all", f"{total:,} inputs", "at least 100,000")


def _run(
    good: bytes,
    number: int,
    spoil: Callable[[bytes, random.Random], bytes],
    attempt: Try,
    chance: random.Random,
) -> tuple[int, float]:
    """Try spoilt copies of a good file; return how many were sound, and the slowest."""
    if not attempt(good):
        raise RuntimeError("a good file is refused")
    sound, slowest = 0, 0.0
    for _ in range(number):
        data = spoil(good, chance)
        begun = time.perf_counter()
        with at_most(LONGEST_S):
            sound += attempt(data)
        slowest = max(slowest, time.perf_counter() - begun)
    return sound, slowest


def try_file(data: bytes, name: str, told: ImportMap) -> bool:
    """Read a file and make its records; return whether it has no fault."""
    task = Task.at(dt.UTC, NOW)
    try:
        found = read_import(data, "x.csv", name, told, task)
    except InputError:
        return False
    maker = Maker(found.data_set, "importer", NOW)
    for event in found.events:
        for record in maker.make(event, None):
            wrong = [each for each in list_faults(record) if "quote: it is" not in each]
            if wrong:
                raise RuntimeError(f"the register refuses a row that was read: {wrong}")
    if not all(said.isprintable() for said in task.faults.told()):
        raise RuntimeError("a fault cannot be printed")
    return not len(task.faults)


def try_mapping(data: bytes) -> bool:
    """Read a mapping and a file by it; return whether neither has a fault."""
    faults = Faults()
    told = read_map(data, "map.toml", faults, is_own=True)
    return try_file(OWN.encode(), "csv", told) and not len(faults)


def spoil_bytes(good: bytes, chance: random.Random) -> bytes:
    """Change a few stretches of a file, or cut it off."""
    data = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(data))
        end = min(len(data), at + chance.choice((0, 0, 1, 3, 12)))
        bit = chance.choice(BITS)
        data[at:end] = bit if chance.random() < 0.7 else chance.randbytes(len(bit) % 9)
    if chance.random() < 0.1:
        del data[chance.randint(0, len(data)) :]
    return bytes(data)


def spoil_member(good: bytes, chance: random.Random) -> bytes:
    """Spoil one file inside a workbook, or now and then the workbook as it lies."""
    if chance.random() < 0.2:
        return spoil_bytes(good, chance)
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(held, "w") as new:
        names = old.namelist()
        chosen = chance.choice([n for n in names if n.endswith(("1.xml", "s.xml"))])
        for name in names:
            text = old.read(name)
            new.writestr(name, spoil_bytes(text, chance) if name == chosen else text)
    return held.getvalue()


@contextlib.contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise if the block takes longer."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"one small input took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _acled() -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows([COLUMNS, *list_rows(3)])
    return held.getvalue().encode()


def _gdelt() -> bytes:
    row = ["x"] * 61
    for at, text in {
        **{0: "1270000001", 1: "20251103", 28: "19", 32: "4", 51: "4", 56: "38.02"},
        **{57: "68.1", 60: "https://news.example/story"},
    }.items():
        row[at] = text
    return ("\t".join(row) + "\n").encode()


def _book() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for line in OWN.splitlines():
        book.active.append(line.split(";"))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
