"""Where in a sentence the names of those stand who do an act of speech."""

from collections.abc import Sequence

from vedette.intake.sentences import Word
from vedette.intake.tables import word_set

Run = tuple[int, int]  # from which up to which word

SKIPPED = word_set(
    "has have had was were is are also then later immediately strongly firmly not both"
    " already reportedly did does would could officially separately again since itself"
    " themselves earlier only repeatedly flatly formally subsequently"
)
BARS = frozenset(',;:"()-–—')
PARTING = word_set(
    "that which who whom when while after before because but if says said told and or"
    " nor was were is are had has have"
)
RELATIVE = word_set("that which who")
PRONOUNS = word_set("it he she they which who")
IN_BRACKETS = 26  # words between commas, at most
LONGEST = 14  # words of one name


def runs_before(
    words: Sequence[Word], verb: int, taken: frozenset[int]
) -> tuple[list[Run], Run | None]:
    """Return the runs of words before a verb that name its subjects.

    With them comes what stands between commas behind them: "X, its spokesman, said".
    """
    end = _skip_back(words, verb, taken)
    beside = None
    if end and words[end - 1].low == ",":
        opening = _opening(words, end - 1)
        if opening is not None:
            beside = (opening + 1, end - 1)
        end = _skip_back(words, end - 1 if opening is None else opening, taken)
    start = _run_back(words, end, taken)
    if _is_relative(words, start, end):
        before = start - 1 - (words[start - 2].low == ",")
        noun = _run_back(words, before, taken)
        start, end = (noun, before) if noun < before else (start, end)
    runs = [(start, end)]
    if start > 1 and words[start - 1].low in ("and", "nor") and end > start:
        runs.insert(0, (_run_back(words, start - 1, taken), start - 1))
    return [run for run in runs if run[0] < run[1]], beside


def _is_relative(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the run stands in a clause on its subject: "the man who came said"."""
    if start < 2 or words[start - 1].low not in RELATIVE:
        return False
    return end == start or words[end - 1].low not in PRONOUNS


def runs_behind(words: Sequence[Word], start: int, taken: frozenset[int]) -> list[Run]:
    """Return the run of words behind "according to" or "said"."""
    while start < len(words) and words[start].low in BARS:
        start += 1
    end = start
    while end < len(words) and end - start < LONGEST:
        if _parts(words, end, taken) or words[end].low in (".", "as"):
            break
        end += 1
    return [(start, end)] if end > start else []


def is_inverted(words: Sequence[Word], verb: int) -> bool:
    """Whether the subject follows, as in: "It was loud," said a farmer."""
    return verb > 0 and words[verb - 1].low in BARS


def _run_back(words: Sequence[Word], end: int, taken: frozenset[int]) -> int:
    """Return where the run of words begins that ends before ``end``."""
    start = end
    while start and end - start < LONGEST and not _parts(words, start - 1, taken):
        start -= 1
    return start


def _skip_back(words: Sequence[Word], end: int, taken: frozenset[int]) -> int:
    """Step back over helping verbs and dates: "the ministry on Monday also said"."""
    while end and (words[end - 1].low in SKIPPED or end - 1 in taken):
        is_date = end - 1 in taken
        end -= 1
        if is_date and end and words[end - 1].low in ("on", "late", "early", "in"):
            end -= 1
    return end


def _opening(words: Sequence[Word], closing: int) -> int | None:
    """Return where the comma stands that opens what ``closing`` closes."""
    for at in range(closing - 1, max(-1, closing - IN_BRACKETS), -1):
        if words[at].low == ",":
            return at
    return None


def _parts(words: Sequence[Word], at: int, taken: frozenset[int]) -> bool:
    return words[at].low in BARS or words[at].low in PARTING or at in taken
