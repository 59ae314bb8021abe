"""Intake handed 100,000 made-up inputs: each becomes drafts or a sentence, and soon."""

import datetime as dt
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.intake import HALVES, list_answers
from benchmarks.measure import Figure, Settings
from vedette.domain.theatre import Theatre
from vedette.errors import VedetteError
from vedette.intake import read_article
from vedette.intake.article import read_text
from vedette.reading import load_theatre

INPUTS = 100_000
SEED = 7
DAY = dt.date(2025, 12, 2)
SIGNS = ". , ; : \" ' ( ) - – \n \n\n 's … 0 12 2025 5,000 А ӯ ‘ “ ” & < > = [ \\ \t"


def intake_fuzz(settings: Settings) -> Iterator[Figure]:
    """100,000 ill-made articles: none may crash or hang."""
    theatre = load_theatre("tajik_afghan")
    rng = np.random.default_rng(SEED)
    articles = [answer.article.text for half in HALVES for answer in list_answers(half)]
    words = sorted({word for text in articles for word in text.split()})
    words += SIGNS.split(" ")
    told: Counter[str] = Counter()
    slowest_s, ends = 0.0, time.monotonic() + settings.seconds
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        for number in range(INPUTS):
            path.write_bytes(_make(rng, number % 3, words, articles))
            started = time.perf_counter()
            told[_read(path, theatre)] += 1
            slowest_s = max(slowest_s, time.perf_counter() - started)
            if time.monotonic() > ends:
                break
    yield Figure("inputs", f"{told.total():,}", f"{INPUTS:,}")
    for name, times in sorted(told.items()):
        yield Figure(name, f"{times:,}")
    yield Figure("slowest", f"{1000 * slowest_s:,.0f} ms")


def _read(path: Path, theatre: Theatre) -> str:
    try:
        drafts = read_article(read_text(path, today=DAY, day=DAY), theatre)
    except VedetteError:
        return "refused in a sentence"
    return "with drafts" if drafts.list_all() else "without a draft"


def _make(
    rng: np.random.Generator, way: int, words: list[str], articles: list[str]
) -> bytes:
    """Make one input: words in any order, an article with wounds, or any bytes."""
    if way == 0:
        chosen = rng.choice(len(words), size=rng.integers(0, 160))
        return " ".join(words[at] for at in chosen).encode()
    article = articles[rng.integers(len(articles))].encode()
    if way == 1:
        for _ in range(rng.integers(1, 8)):
            at, end = sorted(rng.integers(0, len(article) + 1, size=2))
            put = words[rng.integers(len(words))].encode() * int(rng.integers(0, 4))
            article = article[:at] + put + article[at if rng.random() < 0.7 else end :]
        return article
    size = int(rng.integers(0, 200))
    at = int(rng.integers(0, len(article) + 1))
    return article[:at] + rng.bytes(size) * int(rng.random() < 0.5) + article[:at][::-1]
