"""The words of facts in the language of news: talks, advice, offers, measures."""

import re
from collections.abc import Mapping

from vedette.intake.eventwords import SOME
from vedette.intake.tables import compiled

FORCES = (
    r"(?:patrols?|patrolling|troops|border guards?|deploy\w*|military|guards|soldiers)"
)
PEOPLE = (
    "(?:citizens|nationals|compatriots|companies|travellers|personnel|staff|residents"
    "|villagers|tourists|drivers|herders|farmers|traders|workers|firms|people)"
)
PLACES = (
    "(?:border|roads?|bridges?|posts?|works?|mine|pit|crossings?|camp|site"
    "|checkpoints?|markets?|ferry|bazaar)"
)
DEAL = (
    "(?:agreements?|protocol|memorandum|treaty|accord|arrangement|programme|deal|pact)"
)
GO = (
    "(?:leave|evacuate|avoid|keep|stay|refrain|bring|move|withdraw|not|exercise|remain"
    "|postpone|return|against|pull)"
)
TO_HELP = (
    "(?:work|cooperate|co-operate|coordinate|co-ordinate|investigate|help|conduct"
    "|hold|assist|share|talk|send|provide|join|support|mediate|host|take part|set up"
    "|dispatch|hand over|exchange)"
)
FACTS: Mapping[str, re.Pattern[str]] = {
    "talks": compiled(
        r"(?:talks?|negotiat\w+|discuss\w*|consultations?)\b"
        rf"(?=[^;]{{0,160}}\b{FORCES})",
        rf"{FORCES}\b[^;]{{0,80}}\b"
        r"(?:talks|negotiat\w+|being discussed|discussions?|consultations)",
        rf"(?:question|issue|matter|idea|possibility) of {SOME}{FORCES}",
        rf"agreed in principle {SOME}{FORCES}",
        rf"{FORCES}\b[^;.]{{0,80}}\bunder (?:consideration|discussion)",
    ),
    "advice": compiled(
        "(?:urg(?:ed|es|ing)|advis(?:ed|es|ing)|warn(?:ed|s|ing)|ask(?:ed|s)|told|tells"
        "|call(?:ed|s|ing)? (?:on|upon)|recommend(?:ed|s)|remind(?:ed|s)|instruct(?:ed)"
        rf") {SOME}{PEOPLE}\b[^;]{{0,60}}?\b{GO}",
        rf"{PEOPLE}\b[^;.]{{0,60}}?\b(?:should|must|need to|had better"
        r"|are (?:advised|urged|asked|told|warned)(?: once again)? to)"
        rf" (?:\w+ )?{GO}",
        "(?:travel|security|safety) (?:advice|advisory|warning|alert|notice)",
        r"advis(?:ed|es|ing) (?:\w+ ){0,3}?against (?:all |any )?(?:\w+ )?"
        "(?:travel|trips|journeys|visits)",
    ),
    "offer": compiled(
        "(?:offer(?:ed|s|ing)?|ready|readiness|prepared|propos(?:ed|es|al|ing)"
        rf"|willing(?:ness)?) (?:\w+ )?to (?:\w+ )?{TO_HELP}",
        r"offer(?:ed|s|ing)? (?:[\w'-]+ ){0,4}?(?:help|assistance|support|cooperation"
        "|co-operation|mediation|experts?)",
        r"(?:ready|readiness|willing(?:ness)?) for (?:\w+ ){0,2}?(?:cooperation"
        "|co-operation|dialogue|talks|investigation)",
    ),
    "agreement": compiled(
        r"(?:sign(?:ed|ing)?|initial(?:led|ed)|conclud(?:ed|ing)|ratif\w+|struck|sealed"
        rf"|reach(?:ed|ing)?|made|finali[sz]ed) {SOME}{DEAL}",
        rf"{DEAL} (?:[\w'-]+ ){{0,8}}?(?:signed|initial(?:led|ed)|reached|concluded"
        "|struck|ratified|finali[sz]ed|done|imminent|exists?|in force|in place)",
        f"no (?:such )?{DEAL}",
        rf"agreed (?:on|to) (?:\w+ ){{0,3}}?{FORCES}",
    ),
    "measure": compiled(
        "(?:clos(?:ed|es|ing|ure of)|suspend(?:ed|s|ing)|suspension of|shut(?:s| down)?"
        "|halt(?:ed|s|ing)|seal(?:ed|s)|re-?open(?:ed|s|ing)?|evacuat(?:ed|es|ion of)"
        "|reinforc(?:ed|es|ing)|tighten(?:ed|s|ing)|stepp(?:ed|ing) up|doubl(?:ed|ing)"
        r"|resum(?:ed|es|ing)|bann(?:ed|ing)|withdr(?:awn|ew)|moved) "
        r"(?:[\w'-]+ ){0,7}?"
        f"(?:workers|employees|staff|patrols?|security|{PLACES})",
        f"(?:patrols?|security|{PLACES}) {SOME}(?:reinforced|strengthened|stepped up"
        "|suspended|halted|closed|shut|stopped|tightened|sealed|doubled|re-?opened"
        "|resumed)",
        "(?:stay(?:s|ed)?|remain(?:s|ed)?|kept) (?:closed|shut|suspended|sealed)",
        f"{PLACES} {SOME}(?:to|will|would) (?:be )?(?:re-?open|close|shut)(?:ed)?",
        f"(?:staff|workers|employees) {SOME}(?:evacuated|moved|flown)",
        r"(?:deploy(?:ed|s|ing)|sent|dispatched|moved) (?:\w+ ){0,3}?(?:additional"
        r"|extra|further|reinforcements?)\b",
        r"(?:impos|declar|introduc)(?:ed|es|ing) (?:[\w'-]+ ){0,4}?(?:curfew"
        "|state of emergency|ban)",
    ),
}
# Of these, one sentence may tell of several: "closed the bridge and offered help".
BESIDE = frozenset(("advice", "offer", "measure"))
