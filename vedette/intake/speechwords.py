"""The verbs of news: what somebody does with words, and words that change it."""

import re
from collections.abc import Mapping

from vedette.intake.tables import compiled, word_set

REPORTED = "(?:story|stories|article|report|reports|piece|item|dispatch|account)"
FEW = r"(?:[\w']+ ){0,3}"
UNTRUE = (
    "(?:untrue|not true|false|baseless|unfounded|groundless|fabricated|wrong|nonsense"
    "|fiction|invented|fake|misleading|rubbish|far from the truth"
    "|speculation|without (?:any )?foundation"
    "|(?:pure |an? )?(?:invention|lies?|rumou?rs?))"
)
WITHDRAWS = (
    "(?:withdrawn|withdrew|withdraws|retracted|retracts|pulled|deleted|removed)"
    rf"(?= {FEW}(?:[\w']+ )?{REPORTED}\b)",
    f"(?:took|taken|takes) down {FEW}{REPORTED}",
    f"(?:took|taken|takes) {FEW}{REPORTED} down",
    "no longer (?:consider|considers|stand by|stands by)|took back|takes back",
    "tak(?:en|ing) (?:it |the (?:story|article|report) )?(?:offline|down)",
    "corrects|misstated|regrets? the error",
    f"{REPORTED} (?:has|have) been (?:withdrawn|retracted|corrected)",
)
NO_COMMENT = (
    "(?:declined|refused|declines|refuses) to (?:comment|confirm|discuss|answer|speak)",
    "(?:did not|didn't|has not|have not|had not|does not)(?: yet| immediately)?"
    " (?:respond(?:ed)?|reply|replied|answer(?:ed)?|comment(?:ed)?|return(?:ed)?)",
    "(?:was|were) (?:not (?:immediately )?(?:available|reachable)|unavailable)",
    "could not (?:immediately )?be reached|would (?:not )?comment",
    r"(?:had|has|have) \"?nothing to (?:add|say)|(?:kept|remained|stayed) silent",
    "(?:would|could|can|will|did) (?:neither|not) (?:immediately )?confirm"
    "(?: n?or deny)?",
    "kept (?:its|his|her|their) silence|(?:would|could) give no (?:figures|details)",
    '(?<=")no comment',
    "(?:has|have|had) (?:so far )?said nothing",
    "(?:had|has|made|offered|gave) no (?:immediate )?comment",
)
DENIES = (
    "(?<!not )(?:denied|denies|deny|denying)(?! any (?:link|connection))",
    "(?:poured|threw) cold water on|played down|plays down|brushed aside|waved away",
    "(?<!not )(?:rejected|rejects|dismissed|dismisses|refuted|refutes|rebuffed"
    "|ruled out|disputed|disputes|contradicted|contradicting|contradicts)",
    rf"(?:called|calling|described|describing) (?:[\w']+ ){{1,4}}?\"?(?:as )?{UNTRUE}",
    "do(?:es)? not correspond to (?:reality|the facts|the truth)",
    rf"(?:is|was|are|were) \"?{UNTRUE}|no truth (?:in|to)",
)
CONFIRMS = (
    "(?<!not )(?<!cannot )(?<!be )(?:confirmed|confirms|confirming|acknowledged"
    "|(?<=we )confirm|(?<=can )confirm|acknowledges|verified|verifies|admitted|admits"
    "|corroborated|conceded|stood by|stands by)",
)
ASSERTS = (
    "according to|citing|quoting|quoted|cited|on the strength of|relying on|relied on",
    "said|says|say|told|tells|reported|reports|report|stated|states|announced",
    "announces|wrote|writes|written|added|adds|noted|insisted|declared",
    "claim(?:ed|s)(?! (?:[\\w'-]+ ){0,3}(?:lives|life)\\b)|point(?:ed|s) out",
    "(?:expressed|voiced|reiterated|reaffirmed|signalled)(?= (?:its|his|her|their|a) )",
    "pledged|offered|agreed|ordered|emphasi[sz]ed|underlined|specified|clarified",
    "warned|explained|described|urged|asked|advised|called on|recommended|listed",
    "counted|counts|put|blames|blamed|alleged|estimated|reckons|spoke of|speaks of",
    "maintains|maintained|argued|recalled|remarked|replied|revealed|disclosed",
    "informed|stressed|suggested|recounted|commented|posted|tweeted",
)
# What is said with a verb, the surest first.
VERBS: Mapping[str, tuple[str, ...]] = {
    "withdraws": WITHDRAWS,
    "no_comment": NO_COMMENT,
    "denies": DENIES,
    "confirms": CONFIRMS,
    "asserts": ASSERTS,
}
ANY = re.compile(
    r"(?<![\w'-])(?:"
    + "|".join(f"(?P<{says}>(?:{'|'.join(f)})\\b)" for says, f in VERBS.items())
    + ")",
    re.IGNORECASE,
)
# What somebody does with words or otherwise: with a "he said" it is what he says.
DEEDS = frozenset(("offered", "agreed", "ordered", "pledged"))
# Behind these the source follows.
CITED = frozenset(
    ("citing", "quoting", "quoted", "cited", "on the strength of", "relying on")
) | {"relied on"}
FOLLOWED = CITED | {"according to"}
# Verbs that are also nouns, and what stands before a noun.
NOUNS = word_set("report reports claims states account put say")
NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|this|its|monthly|weekly|media|news|of|their|his|that|these|those"
    r"|\w+'s?|no|official)$",
    re.IGNORECASE,
)
OF_WORDS = re.compile(r"(?:is|was|are|were|do|does|no truth)\b")
PASSIVE = re.compile(r"\b(?:is|was|are|were|been|be)$", re.IGNORECASE)
BY = re.compile(r" by\b", re.IGNORECASE)
NO_HARM = "(?! (?:casualties|injuries|losses|deaths|victims|shots))"
NOT_SO = compiled(
    r"(?:said|says|say|stated|insisted|saying|wrote)(?: later)?(?: that)? \"?"
    f"(?:there (?:is|are|was|were|had been|have been) (?:no|never){NO_HARM}"
    rf"|no(?:body| one)?\b{NO_HARM}|nothing|(?:\w+ ){{0,3}}had not"
    r"|(?:\w+ ){0,3}(?:killed|attacked|shot|harmed|fired (?:on|at)|crossed)"
    " (?:nobody|no one))",
    "no such",
    "(?:never|not) (?:happened|taken place|took place|been (?:signed|reached|held))",
    "(?:is|was|are|were) not (?:being )?(?:planned|considered|discussed|on the agenda)",
    r'(?<!\w)"?(?:there (?:is|are|was|were) )?no (?:talks|negotiations|deal|agreement'
    "|decision|plans?|question of|intention|request)",
)
