"""Words that name who says something: bodies, posts, and people without a name.

Every table is of the language of news, not of one frontier.
"""

from vedette.intake.tables import compiled, kinds, word_set

# Bodies by words in their name, the surest first: a "border service of the ministry" is
# a force. The last entry holds words that any body may have in its name.
BODIES = (
    (
        "international_body",
        compiled(
            "united nations|un|unhcr|unama|osce|csto|sco|iom",
            "european union|red (?:cross|crescent)",
        ),
    ),
    (
        "force",
        compiled(
            "border (?:service|troops|guards?|police|command|force|detachment)",
            "security (?:committee|services?|forces|department|directorate|council)",
            "committee for national security|gknb|scns|drug control agency",
            "police|customs(?: service)?|army|armed forces|militia|national guard",
            "general staff|troops|coast guard|counter-?terrorism",
        ),
    ),
    (
        "company",
        compiled(
            "company|operator|firm|contractor|construction|mining|industry|ltd|llc",
            "holding|corporation|consortium|mine|builders|owners?|venture",
        ),
    ),
    (
        "organisation",
        compiled(
            "hospital|clinic|humanitarian|charity|aid group|ngo|rights group",
            "foundation|institute|association|university",
        ),
    ),
    (
        "government",
        compiled(
            "ministry|ministries|mfa|embassy|consulate|government|administration",
            "authorities|committee|governor|department|parliament|presidency|council",
            "mayor|municipality|kremlin|taliban|prosecutors?|court|emirate|minister",
            "president|ambassador|defence|defense|presidential|mission|assembly",
            "foreign office|(?:emergency|rescue|fire) services?",
        ),
    ),
    (
        "news_agency",
        compiled(
            "(?:news|press|information|this|our|telegraph) agency|wire|newswire",
            r"\w+ agency\b(?! for)",
        ),
    ),
    ("broadcaster", compiled("radio|television|tv|fm|broadcaster|channel")),
    (
        "newspaper",
        compiled(
            "newspaper|paper|daily|post|herald|gazette|times|weekly|magazine|review",
            "tribune|journal|bulletin|outlet|website|news site|publisher|editors?",
            "article|story|stories",
        ),
    ),
    ("government", compiled("agency|service|press (?:office|centre|center)|office")),
)

# Who speaks for a body by his post: neither named nor unnamed.
POSTS = word_set(
    "spokesman spokesperson spokeswoman spokespeople representative governor minister"
    " mayor director chief president ambassador chairman head prosecutor attache"
    " secretary leader"
)
OFFICES = word_set(
    "governor minister mayor president ambassador prosecutor attache secretary"
)
RANKS = word_set("colonel general major captain lieutenant sergeant")
TITLES = word_set("mr mrs ms dr professor")
# People who are quoted without a name, and what they are if nothing else tells.
UNNAMED = kinds(
    official="official officials deputy deputies diplomat diplomats bureaucrat"
    " bureaucrats",
    force="officer officers commander serviceman servicemen",
    company="manager managers executive executives employee employees",
    organisation="deminer deminers volunteer volunteers",
    resident="resident residents villager villagers local locals witness witnesses"
    " eyewitness eyewitnesses relative relatives family families neighbour neighbours"
    " farmer farmers herdsman herdsmen herder herders shepherd shepherds worker workers"
    " driver drivers elder elders cousin brother father mother uncle survivor survivors"
    " trader traders",
    other="source sources analyst analysts researcher researchers expert experts doctor"
    " doctors nurse medic medics lawyer people person insider insiders those others",
)
# What makes a plain source an official one.
OFFICIAL = compiled(
    "security|government|diplomatic|ministry|official|military|defen[cs]e|law",
    "committee|administration|intelligence|regional|state|district",
)
OUTSIDE = compiled("hospital|clinic|company|mining|industry|humanitarian|aid|charity")
# States and capitals that stand for a government where they say something.
METONYMS = word_set(
    "dushanbe kabul moscow beijing tashkent bishkek astana tehran islamabad washington"
    " london delhi ankara minsk tajikistan afghanistan russia china uzbekistan"
    " kyrgyzstan kazakhstan iran pakistan india turkey belarus turkmenistan"
)
NAMED = "(?:named|identified|quoted)"
NO_NAME = compiled(
    "condition of anonymity|anonymous|unnamed|unidentified official",
    "insisted on anonymity|n(?:one|either) of whom",
    f"(?:asked|wished|wanted|preferred|requested) not to be {NAMED}",
    "condition (?:that )?(?:he|she|they) (?:not|was not|were not) be",
    f"declin(?:ed|ing|es) to be {NAMED}",
    "(?:did|does|do) not want (?:his|her|their) name",
    f"(?:was|were|is|are) not {NAMED}",
    "(?:asked|asking) that (?:his|her|their) names?",
    "(?:leave out|not to (?:use|print|give)) (?:his|her|their) names?",
    "not (?:authori[sz]ed|allowed) to (?:speak|talk|comment)",
)


def kind_of_body(name: str) -> str | None:
    """Return what kind of body a name is of, None where no word in it tells.

    >>> kind_of_body("the press service of the border troops")
    'force'
    """
    return next((kind for kind, body in BODIES if body.search(name)), None)
