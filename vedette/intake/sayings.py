"""Who says what in a sentence: acts of speech with those who do them, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedette.domain.register import Span
from vedette.intake.calendar import When
from vedette.intake.events import find_told
from vedette.intake.runs import PRONOUNS
from vedette.intake.sentences import Sentence
from vedette.intake.sources import Speaker, find_speakers
from vedette.intake.speech import Act, find_acts, is_denial
from vedette.intake.speechwords import CITED, DEEDS

BESIDE_CHARS = 60  # from a verb to the date on which it was said
NOT_BESIDE = (" that ", ",", ":", '"', " had ", " was ")


@dataclass(frozen=True, slots=True)
class Said:
    """An act of speech with who does it, and when, where that is told."""

    act: Act
    says: str
    speakers: tuple[Speaker, ...]
    said: Span | None = None


def find_said(
    sentence: Sentence, publisher: str, taken: frozenset[int], dates: Sequence[When]
) -> list[Said]:
    """Return who says what in a sentence; verbs that go together are one act."""
    found: list[Said] = []
    is_denied = is_denial(sentence.text)
    for act in find_acts(sentence):
        speakers: tuple[Speaker, ...] = ()
        if not act.is_about_words:
            speakers = tuple(find_speakers(sentence, act, publisher, taken))
        says = act.says
        if says == "asserts" and is_denied:
            says = "denies"
        said = Said(act, says, speakers, _date_of(sentence, act, dates))
        if found:
            found[-1:] = _join(sentence, found[-1], said)
        else:
            found.append(said)
    return found


def _join(sentence: Sentence, before: Said, said: Said) -> list[Said]:
    """Return one act or two: the one before, and the next verb of the sentence."""
    graver = _graver(before.says, said.says)
    if not said.speakers:
        is_of_it = said.act.is_about_words or said.says == "no_comment"
        return [replace(before, says=graver) if is_of_it else before]
    if not before.speakers:
        return [replace(said, says=graver)]
    if before.act.words in DEEDS:
        return [replace(said, says=graver)]
    if _is_outlet(sentence, before, said.speakers):
        return [before]
    if said.act.words in CITED:
        return [replace(before, speakers=said.speakers)]
    if _is_same_act(before, said):
        return [replace(before, says=graver)]
    return [before, said]


def _is_outlet(sentence: Sentence, cited: Said, speakers: tuple[Speaker, ...]) -> bool:
    """Whether it is the paper that quoted a source which counts already."""
    first = sentence.words[speakers[0].words[0]].start
    return cited.act.words in CITED and first < cited.act.start


def _is_same_act(before: Said, said: Said) -> bool:
    """Whether a second verb goes with the first: "denied the report, calling it"."""
    is_pronoun = all(each.name.lower() in PRONOUNS for each in said.speakers)
    is_same = before.speakers == said.speakers
    return is_same or is_pronoun or said.act.words.split()[0].endswith("ing")


def _graver(one: str, other: str) -> str:
    return other if one == "asserts" else one


def _date_of(sentence: Sentence, act: Act, dates: Sequence[When]) -> Span | None:
    """Return the date on which it was said: the one beside the verb."""
    for date in dates:
        between = sentence.text[act.end : date.start]
        if date.start >= act.end and len(between) <= BESIDE_CHARS:
            if find_told(between).incidents:
                return None
            if not any(cue in f" {between.lower()} " for cue in NOT_BESIDE):
                return date.span
        if date.end <= act.start <= date.end + 2:
            return date.span
    return None
