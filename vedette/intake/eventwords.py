"""The words of incidents and exposed sites in the language of news."""

import re
from collections.abc import Mapping

from vedette.intake.tables import compiled

SOME = r"(?:[\w'-]+ ){0,6}?"
STRANGERS = "(?:unknown |unidentified )?drones?|armed (?:men|people)|gunmen|strangers"
NOTICED = "seen|spotted|observed|sighted|noticed|reported|saw|sighting of"
# The order is the order in which they win, where an article uses several words for one
# incident: what says most stands first.
INCIDENTS: Mapping[str, re.Pattern[str]] = {
    "abduction": compiled(
        r"kidnap\w*|abduct\w*|hostages?|snatched|held captive",
        r"(?:was|were|been) taken (?:away )?by|taken (?:\w+ ){1,4}with them",
    ),
    "drone_attack": compiled(
        "drones? (?:strikes?|attacks?|raids?)",
        f"drones? {SOME}(?:dropped|hit|struck|exploded|attacked|fired)",
        "(?:attacked|hit|struck|bombed) by (?:a |an )?drones?",
    ),
    "armed_clash": compiled(
        "exchanges? of fire|exchanged fire|(?:returned|return) (?:the )?fire",
        "clash(?:es|ed)?|fire-?fights?|fighting|gun ?battles?|shoot-?outs?",
        "skirmish(?:es)?|cross-?fire|gun-?fights?",
    ),
    "armed_attack": compiled(
        "attack(?:s|ed|ers?)?|raid(?:s|ed|ers)?|assault(?:s|ed)?|ambush(?:es|ed)?",
        "storm(?:ed|ing)|overr[au]n|robbed|robbery|stabbed|stabbing|beaten|beating",
        "massacre|set (?:about|upon)|fell upon",
        "bomb(?:ed|ing)|knifed",
    ),
    "shooting": compiled(
        "shootings?|shot|gunned down|opened fire|open fire|opening fire|gunfire",
        r"gunshots?|fired (?:(?:\w+ ){0,3}shots? |rounds? )?(?:on|at|upon)|under fire",
        "shots (?:were|had been) fired",
    ),
    "explosion": compiled(
        "explosions?|explod(?:ed|es)|blasts?|blew up|blown up|land ?mines?|land-mines?",
        r"detonat\w+|stepped on a (?:land )?mine|unexploded|booby|went off",
        r"improvised explosive|(?:hit|struck|ran over|drove over) an? (?:\w+ )?mine",
    ),
    "smuggling": compiled(
        r"smuggl\w+|traffick\w+|contraband|narcotics|hashish|opium|heroin",
        r"methamphetamine|(?:seized|confiscated) (?:\w+ ){0,4}"
        "(?:kg|kilograms?|drugs|cigarettes)",
    ),
    "crossing": compiled(
        r"cross(?:ed|ing)? (?:the |into |over )(?:\w+ ){0,2}(?:river|border|panj|amu"
        "|tajikistan|republic|frontier)",
        r"(?:tried|trying|attempt\w*) (?:\w+ )?to cross|from crossing",
        r"(?:entered|entering) the territory|infiltrat\w+|incursions?",
        r"illegal(?:ly)? cross\w*|cross\w+ illegally",
        r"violat\w+ (?:of )?the (?:state )?border",
        r"(?:slipped|sneaked|broke) (?:\w+ )?across",
        "came (?:over|across) the (?:river|border)",
        r"(?:waded|swam|forded|rowed|rafted) (?:\w+ ){0,3}?(?:through|across|over)",
    ),
    "other": compiled(
        f"(?:{STRANGERS}) (?:was|were|(?:has|have|had) been) (?:also )?(?:{NOTICED})",
        f"(?:{NOTICED}) (?:an? |two |three |several )?(?:{STRANGERS})",
        "stolen|stole|thefts?|driven off|drove off|rustl(?:ed|ing|ers)|loot(?:ed|ing)",
        "set (?:on )?fire|arson|torched|threaten(?:ed|ing)",
    ),
}
NO_INCIDENT = re.compile(
    r"\bno (?:shots?|shooting|attack|explosion|clash\w*)\b"
    r"|\bland ?mines? (?:action|clearance)|\bset free\b|\bheart attacks?\b"
    r"|^.*\b(?:mock|simulated|drills?|manoeuvres|(?:an?|the|joint) exercises?)\b.*$",
    re.IGNORECASE,
)
PLURAL = re.compile(
    "attacks|raids|assaults|ambushes|clashes|shootings|explosions|blasts|incursions"
    "|thefts|skirmishes",
    re.IGNORECASE,
)

SITES: Mapping[str, re.Pattern[str]] = {
    "camp": compiled("camps?|compound|dormitor(?:y|ies)"),
    "mine": compiled(
        "mines?|pit|quarry|mining (?:company|companies|site|firm|area)|gold miners?",
        "mine workers?",
    ),
    "road_works": compiled(
        "road ?works?|road (?:construction )?(?:workers?|builders?|crews?|gang)",
        "construction of (?:a|the) (?:road|highway)|road construction",
        "building site for a (?:road|highway)|highway workers?",
    ),
    "bridge": compiled("bridges?"),
    "dam": compiled("dams?|power (?:plant|station)|hydropower"),
}
NO_SITE = compiled(
    r"land[ -]?mines?|(?:old|anti-\w+|stepped on an?) mines?|such mines|mines? left",
    "mines? (?:exploded|went off|kill(?:ed|s)|blew|blast)|refugee camps?",
    "mines? (?:(?:had|has|have) )?(?:been )?(?:carried|washed|laid|planted|buried)",
)
ANOTHER = compiled(
    "(?:another|separate(?:ly)?|second|third|latest|earlier|previous|also listed|other)"
    r" (?:\w+ )?(?:incidents?|attacks?|cases?|clash|raid|shooting|exchange|explosion"
    "|event)",
    "separately|also listed",
)
ONE_MORE = compiled(
    "(?:another|an?(?: new| fresh)? (?:second|third|separate|further)|separate"
    r"|one more) (?:\w+ ){0,2}?(?:incidents?|attacks?|cases?|clash|raid|shooting"
    "|exchange|explosion|blast|assault|event)",
    "separately",
)
# What stands before a word such as "attack", with up to two words between.
WITHIN_NAME = r"(?: [\w'-]+){0,2} $"
POINTS_BACK = re.compile(
    rf"\b(?:the|this|that|its|their|(?:mon|tues|wednes|thurs|fri|satur|sun)day's)"
    rf"{WITHIN_NAME}",
    re.IGNORECASE,
)
POINTS_NOT = re.compile(rf"\b(?:an?|another|one){WITHIN_NAME}", re.IGNORECASE)
VERB = re.compile(
    "(?:ed|shot|stolen?|up|off|(?<!of )fire|ran|run|upon|about)$", re.IGNORECASE
)
THOSE_WHO_DID = compiled("attackers?|raiders?|smugglers?|traffickers?")
AFTERWARDS = compiled(
    r"detain\w*|arrest\w*|question(?:ed|ing)|hospitals?|clinic|treated|treating|flown",
    r"search(?:ed|es|ing)?|investigat\w+|evacuat\w+|buried|funerals?|sent to|pursu\w+",
)
ORDER = ("first", "second", "third")
FIRST_OF = re.compile(
    rf"\b(?:in )?the ({'|'.join(ORDER)})\b(?! (?:time|half|since))", re.IGNORECASE
)
BEFORE_EVENT = compiled(
    "after|following|follows|followed|since|in response to|amid|because of|reason"
)
DETAILS = compiled(
    "wounded|wounds?|bod(?:y|ies)|dead|attackers?|gunmen|assailants?|intruders?",
    "questioned|detained|arrested|helicopters?|explosions?|shots|gunfire|victims?|crew",
    r"missing|hostages?|searched|pursu\w+|fled|grenades?|firearms|rifles?|drones?",
    r"investigat\w+|signs|damag\w+|broken|destroyed|ransom|freed|casualties|killing",
    "deaths?|shooting|attack|incident|cases|t(?:ook|aken|aking) part|behind it",
    "explosives?|devices?|shells?|mines? (?:had|was|were)|bullets?|cartridges?|blast",
    "toll|responsibility",
)
