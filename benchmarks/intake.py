"""How well intake reads: precision and recall of each field, on made-up articles.

Each article has the answers beside it. Some of them the rules were developed on; others
were written before the rules, and not looked at while they were made; six more were
written later, before the rules on what is one incident were mended, and another six
after those on dead and wounded and on facts were.
"""

import datetime as dt
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.measure import Figure, Settings
from vedette.domain.register import Span
from vedette.domain.theatre import Theatre
from vedette.intake import Article, Drafts, read_article
from vedette.intake.calendar import part_of
from vedette.intake.numbers import Amount
from vedette.intake.places import KIND_OF_SITE, PlaceNames
from vedette.intake.sentences import Mark
from vedette.reading import load_theatre
from vedette.register.folding import fold

ARTICLES = Path(__file__).parent / "articles"
HALVES = ("developed", "held_out")
SETS = (*HALVES, "held_out_later", "held_out_third")
Values = dict[str, Any]


@dataclass
class Tally:
    """Per field: how many were proposed, how many there are, how many agree."""

    proposed: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, proposed: Values | None, there: Values | None) -> None:
        """Count one pair; None where one side has nothing to set against the other."""
        proposed, there = proposed or {}, there or {}
        for name in proposed.keys() | there.keys():
            mine, theirs = proposed.get(name), there.get(name)
            if isinstance(mine, frozenset) or isinstance(theirs, frozenset):
                self._add_sets(name, mine or frozenset(), theirs or frozenset())
                continue
            self.proposed[name] += mine is not None
            self.there[name] += theirs is not None
            self.right[name] += mine is not None and mine == theirs

    def _add_sets(
        self, name: str, mine: frozenset[Any], theirs: frozenset[Any]
    ) -> None:
        self.proposed[name] += len(mine)
        self.there[name] += len(theirs)
        self.right[name] += len(mine & theirs)


FIELDS = (
    *("incident", "incident kind", "date", "place", "killed", "injured", "nationality"),
    *("exposed site", "fact kind", "claim about", "claim kind", "source kind"),
    *("anonymity", "how many", "quoted sentence"),
)


def intake(settings: Settings) -> Iterator[Figure]:
    """Article intake: precision | recall per field, developed on and held out."""
    theatre = load_theatre("tajik_afghan")
    for half in SETS:
        tally = Tally()
        started = time.perf_counter()
        answers = list_answers(half)
        for answer in answers:
            score(answer, read_article(answer.article, theatre), theatre, tally)
        seconds = time.perf_counter() - started
        yield Figure(
            half,
            f"{len(answers)} articles, {1000 * seconds / len(answers):.0f} ms each",
        )
        for name in (*FIELDS, "all of it"):
            right, proposed, there = (
                each[name] if name in FIELDS else sum(each[of] for of in FIELDS)
                for each in (tally.right, tally.proposed, tally.there)
            )
            yield Figure(
                f"  {name}",
                f"{_share(right, proposed)} | {_share(right, there)}"
                f"   {right} right of {proposed} proposed, {there} there",
            )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "   -"


@dataclass(frozen=True)
class Answer:
    """One article with what a person finds in it."""

    name: str
    article: Article
    incidents: Sequence[Mapping[str, Any]]
    facts: Sequence[Mapping[str, Any]]
    claims: Sequence[Mapping[str, Any]]


def list_answers(half: str) -> list[Answer]:
    """List the articles of one set with their answers."""
    found = []
    for path in sorted((ARTICLES / half).glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        article = Article(text, told["date"], told["publisher"])
        lists = (told.get(key, []) for key in ("incident", "fact", "claim"))
        found.append(Answer(path.stem, article, *lists))
    return found


def score(answer: Answer, drafts: Drafts, theatre: Theatre, tally: Tally) -> None:
    """Set an article's drafts against its answers, each to the one nearest to it."""
    zone, names = ZoneInfo(theatre.zone), PlaceNames.of_theatre(theatre)
    mine = [_proposed_incident(each, names) for each in drafts.incidents]
    theirs = [_told_incident(each, names, zone) for each in answer.incidents]
    pairs = pair(
        mine, theirs, lambda a, b: sum(a[k] == b[k] for k in a.keys() & b.keys())
    )
    subject = {drafts.incidents[a].number: answer.incidents[b]["id"] for a, b in pairs}
    _add_pairs(mine, theirs, pairs, tally)
    mine = [{"fact kind": each.kind} for each in drafts.facts]
    theirs = [{"fact kind": each["kind"]} for each in answer.facts]
    pairs = pair(mine, theirs, lambda a, b: int(a == b))
    subject |= {drafts.facts[a].number: answer.facts[b]["id"] for a, b in pairs}
    _add_pairs(mine, theirs, pairs, tally)
    mine = [_proposed_claim(each, subject) for each in drafts.claims]
    theirs = [_told_claim(each, answer.article.text) for each in answer.claims]
    _add_pairs(mine, theirs, pair(mine, theirs, _agreement), tally)


def _agreement(mine: Values, theirs: Values) -> int:
    same = {name for name in mine.keys() & theirs.keys() if mine[name] == theirs[name]}
    if (
        "quoted sentence" in same
        or {"claim about", "claim kind", "source kind"} <= same
    ):
        return len(same) + 4 * ("quoted sentence" in same) + 2 * ("claim about" in same)
    return 0


def pair(
    mine: Sequence[Values],
    theirs: Sequence[Values],
    agree: Callable[[Values, Values], int],
) -> list[tuple[int, int]]:
    """Pair proposals with answers so that as much as possible agrees."""
    if not mine or not theirs:
        return []
    gain = np.array([[agree(a, b) for b in theirs] for a in mine])
    rows, columns = linear_sum_assignment(-gain)
    return [(a, b) for a, b in zip(rows, columns, strict=True) if gain[a, b] > 0]


def _add_pairs(
    mine: Sequence[Values],
    theirs: Sequence[Values],
    pairs: list[tuple[int, int]],
    tally: Tally,
) -> None:
    for a, b in pairs:
        tally.add(mine[a], theirs[b])
    for a in set(range(len(mine))) - {a for a, _ in pairs}:
        tally.add(mine[a], None)
    for b in set(range(len(theirs))) - {b for _, b in pairs}:
        tally.add(None, theirs[b])


def _proposed_incident(draft: Any, names: PlaceNames) -> Values:
    return _values(
        draft.kind,
        draft.when,
        draft.place and _place_key(draft.place.name, names),
        _range(draft.killed),
        _range(draft.injured),
        frozenset(
            (each.nation, each.outcome, _range(each.amount)) for each in draft.shares
        ),
        draft.site or None,
    )


def _told_incident(
    told: Mapping[str, Any], names: PlaceNames, zone: dt.tzinfo
) -> Values:
    place = told.get("place")
    return _values(
        told["kind"],
        _span(told["when"], zone) if "when" in told else None,
        place and _place_key(place, names),
        _amount(told["killed"]) if "killed" in told else None,
        _amount(told["injured"]) if "injured" in told else None,
        frozenset(
            (nation, outcome, _amount(amount))
            for nation, outcome, amount in map(str.split, told.get("nationality", []))
        ),
        told.get("site"),
    )


def _values(
    kind: str, when: Any, place: Any, killed: Any, injured: Any, shares: Any, site: Any
) -> Values:
    return {
        "incident": True,
        "incident kind": kind,
        "date": when,
        "place": place,
        "killed": killed,
        "injured": injured,
        "nationality": shares,
        "exposed site": site,
    }


def _proposed_claim(draft: Any, subject: Mapping[int, str]) -> Values:
    return {
        "claim about": subject.get(draft.about, "nothing that there is"),
        "claim kind": draft.says,
        "source kind": draft.source_kind,
        "anonymity": draft.anonymity,
        "how many": draft.count,
        "quoted sentence": draft.mark,
    }


def _told_claim(told: Mapping[str, Any], text: str) -> Values:
    return {
        "claim about": told["about"],
        "claim kind": told["says"],
        "source kind": told["source"],
        "anonymity": told["anonymity"],
        "how many": told.get("count"),
        "quoted sentence": find_quote(told["quote"], text),
    }


def find_quote(quote: str, text: str) -> Mark:
    """Find a sentence by how it begins and how it ends: ``The ministry ... said.``"""
    begins, ends = quote.split(" ... ")
    start = text.index(begins)
    return Mark(start, text.index(ends, start) + len(ends))


def _place_key(name: str, names: PlaceNames) -> str:
    """Return one key for a town and the district that bears its name."""
    spot = names.find(name)
    shown = spot.name if spot else name
    return fold(KIND_OF_SITE.sub(" ", shown.split("(")[0]))


def _range(amount: Amount | None) -> tuple[int, int | None] | None:
    """Return the two ends of a range, None for an open one."""
    if amount is None:
        return None
    return amount.low, None if amount.is_open else amount.high


def _amount(text: str) -> tuple[int, int | None]:
    numbers = [int(each) for each in text.rstrip("+").split("-")]
    return numbers[0], None if text.endswith("+") else numbers[-1]


def _span(text: str, zone: dt.tzinfo) -> Span:
    first, _, second = text.partition("..")
    if "T" in first:
        ends = (
            dt.datetime.fromisoformat(each).replace(tzinfo=zone)
            for each in (first, second)
        )
        return Span(*ends)
    day, _, part = first.partition(" ")
    last = second or day
    days = dt.date.fromisoformat(day), dt.date.fromisoformat(last)
    return Span(*part_of(days, part, zone))
