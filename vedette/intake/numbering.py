"""What was gathered of an article, as drafts with numbers, titles and sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence

from vedette.intake.drafts import (
    Article,
    DraftClaim,
    DraftFact,
    DraftIncident,
    Drafts,
)
from vedette.intake.gather import Claimed, Fact, Incident, Subject
from vedette.intake.joining import Joiner
from vedette.intake.sentences import Mark

TITLE_CHARS = 90
MOST_APART = 10  # sentences that are told of; more are of a text that is no article
DATELINE = re.compile(
    r"^[^()!?]{0,60}\([^()]{2,60}\) ?(?:--?|[–—]) |^[^().!?]{0,60}\([^()]{2,60}\) "
)
ANSWERED = ("asserts", "confirms")


def number_drafts(article: Article, joiner: Joiner, notes: tuple[str, ...]) -> Drafts:
    """Give every draft its number: incidents and facts as they come, then claims."""
    subjects: list[Subject] = sorted(
        [*joiner.incidents, *joiner.facts], key=lambda each: each.mark
    )
    claims = sorted(joiner.claims, key=lambda each: each.mark)
    gathered = (*subjects, *claims)
    numbers = {id(each): at for at, each in enumerate(gathered, start=1)}
    incidents = [each for each in subjects if isinstance(each, Incident)]
    return Drafts(
        article=article,
        incidents=tuple(
            _incident(article, numbers, each, incidents[:at])
            for at, each in enumerate(incidents)
        ),
        facts=tuple(
            _fact(article, numbers[id(each)], each)
            for each in subjects
            if isinstance(each, Fact)
        ),
        claims=tuple(_claim(article, numbers, each, claims) for each in claims),
        notes=(*notes, *_tell_apart(article, joiner)),
    )


def _tell_apart(article: Article, joiner: Joiner) -> Iterator[str]:
    """Tell of the sentences that no draft was made of."""
    for each in joiner.apart[:MOST_APART]:
        mark, where = each.sentence.mark, each.where
        place = where.place.name if where else "another place"
        yield (
            f"No draft was made of characters {mark.start}-{mark.end}, which speak of"
            f" {place}, where no incident of the article lies:"
            f" {cut(sentence_at(article, mark), TITLE_CHARS)}"
        )


def sentence_at(article: Article, mark: Mark) -> str:
    """Return the words of a mark, on one line."""
    return " ".join(article.text[mark.start : mark.end].split())


def cut(text: str, longest: int) -> str:
    """Cut a text at a word, and show that it was cut.

    >>> cut("two of the sources", 12)
    'two of ...'
    """
    if len(text) <= longest:
        return text
    return text[: longest - 3].rsplit(" ", 1)[0].rstrip() + " ..."


def _incident(
    article: Article,
    numbers: Mapping[int, int],
    told: Incident,
    before: Sequence[Incident],
) -> DraftIncident:
    place = told.where.place if told.where else None
    what = (
        told.kind.replace("_", " ").capitalize() if told.kind != "other" else "Incident"
    )
    where = f", {place.name}" if place else ""
    when = f", {told.when.earliest.date()}" if told.when else ""
    return DraftIncident(
        number=numbers[id(told)],
        kind=told.kind,
        title=f"{what}{where}{when}",
        sentence=sentence_at(article, told.mark),
        mark=told.mark,
        when=told.when,
        place=place,
        site_id=told.where.site_id if told.where else None,
        killed=told.killed,
        injured=told.injured,
        shares=told.shares,
        site=told.site,
        as_told=told.as_told,
        marks=dict(told.marks),
        perhaps=tuple(numbers[id(each)] for each in before if told.is_perhaps(each)),
    )


def _fact(article: Article, number: int, told: Fact) -> DraftFact:
    sentence = sentence_at(article, told.mark)
    words = DATELINE.sub("", sentence)
    title = f"{told.kind.capitalize()}, as told: {cut(words, TITLE_CHARS)}"
    return DraftFact(number, told.kind, title, sentence, told.mark)


def _claim(
    article: Article, numbers: Mapping[int, int], told: Claimed, every: list[Claimed]
) -> DraftClaim:
    is_own = told.who.anonymity == "unnamed" or told.who.refers
    return DraftClaim(
        number=numbers[id(told)],
        about=numbers[id(told.about)],
        says=told.says,
        source=told.who.name,
        source_kind=told.who.kind,
        anonymity=told.who.anonymity,
        originator=article.publisher if is_own else told.who.name,
        sentence=sentence_at(article, told.mark),
        mark=told.mark,
        count=told.who.count,
        said=told.said,
        killed=told.killed,
        injured=told.injured,
        shares=told.shares,
        as_told=told.as_told,
        answers=_answers(article, numbers, told, every),
    )


def _answers(
    article: Article, numbers: Mapping[int, int], told: Claimed, every: list[Claimed]
) -> tuple[int, ...]:
    """Return the claims that one confirms, denies, withdraws or will not comment on.

    A publisher withdraws what it brought out itself: its own words and those of people
    without a name. Nobody confirms what the article tells only after him.
    """
    if told.says == "asserts":
        return ()
    return tuple(
        numbers[id(each)]
        for each in every
        if each is not told and each.about is told.about and each.says in ANSWERED
        if told.says != "withdraws" or _is_brought_out(article, each)
        if told.says != "confirms" or each.mark.start <= told.mark.start
    )


def _is_brought_out(article: Article, claim: Claimed) -> bool:
    return claim.who.anonymity == "unnamed" or claim.who.name == article.publisher
