"""The words with which news says that people were killed or injured."""

import re

from vedette.intake.tables import compiled, kinds, word_set

KILLED, INJURED = "killed", "injured"
OUTCOMES = kinds(
    killed="killed dead died dies killing kills perished slain deaths death murdered"
    " toll fatalities succumbed martyred neutralised neutralized eliminated",
    injured="injured wounded hurt injuring wounding injures hospitalised hospitalized"
    " maimed",
)
VICTIMS = OUTCOMES | {"victims": KILLED}
DEADLY = word_set("fatally mortally")
# Whom they harm stands behind the first, behind "of", or on either side.
ALWAYS_BEFORE = word_set("killing kills injuring wounding injures")
NAMED_OF = word_set("deaths death killing wounding murder toll loss bodies life lives")
TREATED = word_set("treated treating")
EITHER_SIDE = word_set("killed injured wounded murdered")
BODIES = word_set("body bodies")
LIFE = word_set("life lives")
LOSS = word_set(
    "lost lose loses losing claimed claims claiming cost costing took take takes taken"
    " taking"
)
LOSS_WORDS = 6  # from "cost" to "his life"
HURTS, SUFFERED = (
    word_set("injuries wounds burns"),
    word_set("suffered sustained with suffering sustaining received"),
)
WAYS_IN = word_set("to in")
WHICH = word_set("the a district regional central local military")
TO_BE = word_set("was were been be is are being got")
BREAKS = word_set("; : when while but after although")
LINKS = word_set(", and or as well his her their")
SPEAKS_OF = frozenset(
    (("spoke", "of"), ("speaks", "of"), ("figure", "at"), ("number", "at"))
) | {("it", "at"), ("toll", "at")}
NIL = compiled(
    "(?:no|without|any|neither)(?: reports? of| side reported(?: any)?)?"
    " (?P<noun>casualties|losses|victims|injuries|deaths|fatalities|loss of life)"
    "(?! among)",
    r"(?:nobody|no one|none|no [\w-]+(?: [\w-]+)?) (?:was|were|had been|has been"
    "|have been|is|are) (?P<verb>hurt|harmed|injured|wounded|killed)"
    "(?P<also> or (?:hurt|injured|wounded))?",
    "(?P<done>killed|injured|wounded|hurt|harmed) (?:nobody|no one)",
)
ALL_TOGETHER = compiled(
    "since (?:the|19|20)|in total|altogether|in all|so far this year|over the past",
    "(?:two|three|four|five|several) (?:attacks|incidents|raids|clashes|shootings)",
)
DAYS = (
    r"(?:last |the |early |late |mid-?)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)|(?:start|beginning|turn|spring|summer|autumn|winter)"
    r"|(?:19|20)\d\d|then|week|month|year)"
)
OVER_TIME = compiled(
    f"since {DAYS}",
    "(?:each|every) (?:year|month)|in recent (?:weeks|months|years)",
    "(?:in|over|during) the (?:past|last) (?:week|month|year)",
    "(?:past|last) (?:few|two|three|four|five|six|seven|ten|twelve) "
    "(?:days|weeks|months|years)",
)
# "bringing the number killed since Wednesday to seven", in either order
RUNNING = re.compile(
    r"\b(?:br(?:ing(?:s|ing)?|ought)|tak(?:es?|ing)|took|rais(?:es?|ed|ing)"
    r"|push(?:es|ed|ing)?) (?=[^,;.]{0,120}\b(?:to|at)\b)"
    rf"(?=[^,;.]{{0,120}}\b(?:{OVER_TIME.pattern}))[^,;.]{{0,160}}",
    re.IGNORECASE,
)
# "the deadliest attack since 2020" counts nothing since then
NOT_SINCE = re.compile(
    r"\b(?:deadliest|worst|bloodiest|biggest|largest|first|second|third|fourth|such)\b"
    r"[^,;.]{0,60}?\bsince\b[^,;.]*",
    re.IGNORECASE,
)
COUNTS = word_set("number figure toll")
TOLL_OF = {
    KILLED: word_set("dead killed deaths fatalities"),
    INJURED: word_set("injured wounded hurt"),
}
TOLL_AT = word_set("to at reached now")
TOLL_WORDS = 16  # from the toll to its number, over where and when it was
ILL = frozenset(
    [
        ("intensive", "care"),
        *((how, "condition") for how in ("critical", "serious", "grave")),
    ]
)
OF_THOSE = compiled("of (?:the (?:wounded|injured|survivors)|them|whom|those)")
