"""An article in, drafts out: the whole of intake on one screen."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from vedette.domain.theatre import Theatre
from vedette.intake.dayforms import Clock
from vedette.intake.drafts import Article, Drafts
from vedette.intake.joining import Joiner
from vedette.intake.numbering import number_drafts
from vedette.intake.places import PlaceNames
from vedette.intake.readings import read_sentence
from vedette.intake.sentences import Mark, split_sentences

MOST_DRAFTS = 200  # incidents, facts and claims together; a news article has ten


def read_article(article: Article, theatre: Theatre) -> Drafts:
    """Propose incidents, facts and claims from an article; nothing is accepted."""
    names = PlaceNames.of_theatre(theatre)
    clock = Clock(article.day, ZoneInfo(theatre.zone))
    joiner = Joiner(article.publisher, article.day)
    sentences, too_long = split_sentences(article.text)
    notes = [*article.notes]
    notes += [_tell_long(mark) for mark in too_long]
    for sentence in sentences:
        if joiner.size > MOST_DRAFTS:
            notes.append(
                f"There are more than {MOST_DRAFTS} drafts; the text from character"
                f" {sentence.mark.start:,} on was not read: hand it in by itself."
            )
            break
        clock = replace(clock, event=joiner.last_day)
        reading = read_sentence(sentence, clock, names, article.publisher)
        joiner.add(reading)
        if reading.last_date is not None:
            clock = replace(clock, anchor=reading.last_date)
    return number_drafts(article, joiner, tuple(notes))


def _tell_long(mark: Mark) -> str:
    return (
        f"The sentence at characters {mark.start:,} to {mark.end:,} is too long for"
        " the rules; part it into several, or read it yourself."
    )
