"""The words with which news says that people were killed or injured."""

from vedette.intake.tables import compiled, kinds, word_set

KILLED, INJURED = "killed", "injured"
OUTCOMES = kinds(
    killed="killed dead died dies killing kills perished slain deaths death murdered"
    " toll fatalities succumbed",
    injured="injured wounded hurt injuring wounding injures hospitalised hospitalized"
    " maimed",
)
VICTIMS = OUTCOMES | {"victims": KILLED}
# Whom they harm stands behind the first, behind "of", or on either side.
ALWAYS_BEFORE = word_set("killing kills injuring wounding injures")
NAMED_OF = word_set("deaths death killing wounding murder toll loss bodies")
TREATED = word_set("treated treating")
EITHER_SIDE = word_set("killed injured wounded murdered")
BODIES = word_set("body bodies")
LIFE, LOSS = word_set("life lives"), word_set("lost lose loses claimed cost")
LOSS_WORDS = 6  # from "cost" to "his life"
HURTS, SUFFERED = (
    word_set("injuries wounds burns"),
    word_set("suffered sustained with suffering"),
)
TO_BE = word_set("was were been be is are being got")
BREAKS = word_set("; : when while but after although")
LINKS = word_set(", and or as well")
SPEAKS_OF = frozenset(
    (("spoke", "of"), ("speaks", "of"), ("figure", "at"), ("number", "at"))
) | {("it", "at"), ("toll", "at")}
NIL = compiled(
    "(?:no|without|any|neither)(?: reports? of)? (?P<noun>casualties|losses|victims"
    "|injuries|deaths|fatalities|loss of life)(?! among)",
    r"(?:nobody|no one|none|no [\w-]+(?: [\w-]+)?) (?:was|were|had been|has been"
    "|have been|is|are) (?P<verb>hurt|harmed|injured|wounded|killed)",
)
ALL_TOGETHER = compiled(
    "since (?:the|19|20)|in total|altogether|in all|so far this year|over the past",
    "(?:two|three|four|five|several) (?:attacks|incidents|raids|clashes|shootings)",
)
