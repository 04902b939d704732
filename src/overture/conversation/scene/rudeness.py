"""Rudeness by its plain marks: an insult, contempt or a bark, and all of it at the person.

Taking offence where none was given costs a shy member most. So what a classifier calls rude is
rude only beside such a mark, and a complaint about a thing or a question about a mood never is.
"""

import re

_NAMES = (
    "idiots?|morons?|bitch|bastards?|twats?|prats?|wankers?|losers?|muppets?|dimwit|weirdos?|creep"
    "|jerk|arsehole|asshole|dickhead|tosser|cretins?|imbeciles?|halfwit|numpty|plonker|pillock"
    "|scumbag|slob|clowns?|freaks?(?! out)"
)
_NAMES_AFTER_A_WORD = "cow|git|bat|bag|pig|fool|hag|robot|dog"
"""Names for things and animals too, which insult only after a word that says so."""

_SCORN = (
    "stupid|thick|dumb|useless|pathetic|hopeless|ridiculous|incompetent|tedious|tiresome|dense"
    "|clueless|disgusting|worthless|vile|idiotic|brainless|moronic"
)
"""What nobody says to somebody's face and means kindly."""

_SLIGHTS = (
    "boring|dull|slow|weird|ugly|lazy|fat|annoying|rude|terrible|awful|horrible|rubbish|crap"
    "|shit|patronising|creepy|glib|fake|bad|wasting|smell|staring"
)
"""What may be a tease or a plain remark: it needs a classifier's word beside it."""

_HOW = (
    "(?:(?:all|both|so|such|such an?|just|very|really|always|being|absolutely|totally|completely"
    "|a bit|the most|bloody|fucking|too|an?) )"
)
_FOUL = (
    "(?:stupid|silly|old|daft|fat|lazy|miserable|absolute|total|complete|utter|bloody|ugly"
    "|nasty|horrible|rotten|lying|dirty|poor excuse for an?)"
)
_YOU = "(?:you|youre|ur|your|yer|ya|yous|you are|you people are|you lot are|you were|you lot)"
_NOT_THEIR_WORDS = "".join(
    f"(?<! {word})"
    for word in ("think", "thinks", "thought", "feel", "say", "said", "mean", "if", "that")
)
"""“Do you think you're stupid” and “she said you're thick” repeat what another holds."""

_TURN_BEGINS = (
    r"(?:^|[.!?…]) (?:(?:oh|just|ok|okay|well|now|please|no|yeah|ugh|and|so|why dont you|go on"
    r"|right|look|whatever|you can|go and|hey|oi) )*"
)
_SOMEBODY_ELSES = r"(?<! to)(?<! him)(?<! her)(?<! them)(?<! said)(?<! says)(?<! like)"

_ATTACKS = re.compile(
    rf"{_SOMEBODY_ELSES} (?:sod|bugger|piss|fuck|naff|bog|bore) off "
    rf"|{_SOMEBODY_ELSES} (?:fuck you|screw you|up yours|drop dead|go to hell) "
    rf"|{_SOMEBODY_ELSES} shut (?:your|ya) \w+ "
    rf"|{_TURN_BEGINS}(?:get lost|jog on|clear off|buzz off|get a life|get stuffed|get over"
    r" yourself|shut up|shut it(?! off| down| please)|get out of my (?:way|face|sight)) "
    rf"|{_NOT_THEIR_WORDS} {_YOU} {_HOW}*(?:{_FOUL} )*(?:{_NAMES}) "
    rf"|{_NOT_THEIR_WORDS} {_YOU} {_HOW}*{_FOUL} (?:{_FOUL} )*(?:{_NAMES_AFTER_A_WORD}) "
    rf"|{_NOT_THEIR_WORDS} (?:youre|you are) a (?:{_NAMES_AFTER_A_WORD}) "
    rf"|{_NOT_THEIR_WORDS} (?:youre|you are|ur|you people are|you lot are|you were) "
    rf"{_HOW}*(?:{_SCORN}) (?!of |to (?:be|have|do) )"
    rf"|^ (?:are|were) you (?:always |all |just |this |so |born |really |that |a bit )*"
    r"(?:stupid|thick|useless|dumb|dense|deaf or|blind or) "
    rf"|^ (?:{_FOUL} )+(?:{_NAMES}|{_NAMES_AFTER_A_WORD}) "
    rf"|^ (?:you )?(?:{_NAMES}) "
    rf"|(?<! a)(?<! an)(?<! the)(?<! my)(?<! of)(?<! this)(?<! that)(?<! what)(?<! such)"
    rf"(?<! absolute)(?<! total)(?<! like) (?:{_NAMES}) [.!?…]* ?$"
)
"""Rude whatever a classifier made of it."""

_MARKS = re.compile(
    rf" (?:you|youre|ur|you are|you were|you lot|you people) {_HOW}*(?:\w+ )?"
    rf"(?:{_SLIGHTS}|{_SCORN}) "
    rf"| (?:you|your|yourself|youre) .*\b(?:{_SCORN}|{_NAMES}) "
    rf"|\b(?:{_SCORN}) (?:question|answer|thing to say)|^ (?:{_SCORN}|{_NAMES}) "
    r"| your (?:\w+ ){1,2}?(?:is|are|was|s|an) (?:\w+ )?(?:disgusting|horrible|awful|embarrassment"
    r"|racket|joke|rubbish|terrible|mess|nonsense) "
    r"| (?:whats|what is|what was) (?:wrong with you|your (?:problem|deal)) "
    r"| who (?:asked|do you think) (?:you|for your) "
    r"| nobody (?:asked|likes|invited|wants|wanted|cares|needs) "
    r"|(?:mind|none of) your (?:own )?business | wast(?:e|ing) (?:of )?my time | get over yourself "
    r"| (?:hate|dont like|dont want|sick of|had enough of) you | dont (?:talk|speak) to me "
    r"| call yourself | (?:cant|can) you (?:even|not) | cant you (?:read|count|hear|listen|see) "
    r"| you (?:cant|couldnt|dont|clearly) (?:even|have|havent|know|understand) "
    r"| you (?:make me sick|stink|suck|smell [.!?]*$) | (?:talk|go on|ask) too (?:much|many) "
    r"| dont care (?:what you|about you|$)|^ (?:i )?dont care [.!]*$"
    r"| did i (?:ask|say you) | should be ashamed | ashamed of yourself "
    r"| (?:are|were) you (?:always|born|even|deaf|blind|thick|all) "
    r"| (?:you people|you lot|the lot of you|someone like you|people like you) "
    rf"|{_TURN_BEGINS}(?:go away|leave me alone|move|move it|shift|hurry up|give it here|oi|do your"
    r" job|be quiet|stop talking|shut up|get out|so what|save it|speak properly|dont bother) "
    r"| (?:hurry up|shut up|shift|get the manager|sort it out|thanks for nothing) "
    r"| (?:your fault|blah blah|god you|took you long enough|not you again) "
    r"| wasnt (?:talking|speaking) to you | (?:met|seen|known) (?:better|smarter|brighter) "
    r"| (?:whatever|yeah yeah|wow) (?:im|boring|weirdo) | what (?:a|an) .*\byou are "
    r"| (?:listen|look) (?:love|mate|pal) | what (?:do|would) you know "
    r"| is that (?:really|the best|your face) | no idea what youre (?:talking|doing) "
    r"| and so (?:are|have) you | (?:did|do) your mum | everyone hates you "
)
"""Signs that a sting is meant for the person; each also has kind uses, so none is enough alone."""

_WISHES_TO_KNOW = re.compile(
    r"^ (?:and |but |so |oh |sorry )*(?:"
    r"(?:are|were) you (?:\w+ )?(?:annoyed|angry|cross|upset|bored|tired|ok|okay|alright|busy|mad"
    r"|sad|lonely|free|sure|worried|nervous|offended|hurt|happy)\b"
    r"|(?:do|did|have) (?:you|i) (?:\w+ )?(?:mind|feel|upset|annoy|offend|bore|hate me)\b"
    r"|(?:why|how come|what about|how about|what if) "
    r")"
)
"""A question about a mood, or a plain why: wondering at somebody is no attack on them."""

_THINGS = re.compile(
    r"^ (?:oh |god |ugh |well |and |but )*(?:this|that|these|those|the|it|its|thats|everything)"
    r"(?! (?:is|was|s)? ?(?:you|your)\b)(?!.* (?:you|your|youre|yourself|u|ur) )"
)
"""A turn about a thing from its first word, in which nobody is addressed."""

_FRIENDLY = re.compile(
    r" you(?:re| are) (?:so |really |too )?(?:funny|hilarious|killing me|kidding|joking"
    r"|having me on|mad|wicked|terrible|kind|awful good"
    r"|a (?:star|legend|card|case|one|laugh|lifesaver)) "
    r"| go away with you | shut up (?:no way|really|thats)| get out of here (?:no|really)"
    r"| get away (?:really|with)| you made me (?:laugh|smile) "
)

_REPORTED = re.compile(r"(?<! i) (?:said|says|shouted|called me|calls me|told me) ")
"""Whoever reports what was said to them does not say it."""


def attacks(flat: str) -> bool:
    """Whether folded text attacks the person outright: abuse, or an order to get lost."""
    return bool(_ATTACKS.search(flat)) and not (_FRIENDLY.search(flat) or _REPORTED.search(flat))


def may_sting(flat: str) -> bool:
    """Whether folded text bears a mark by which a sting may be meant for the person."""
    return attacks(flat) or (bool(_MARKS.search(flat)) and not is_harmless(flat))


def is_harmless(flat: str) -> bool:
    """Whether folded text only wonders at a mood, speaks of a thing, reports, or teases."""
    kinds = (_WISHES_TO_KNOW, _THINGS, _FRIENDLY, _REPORTED)
    return any(kind.search(flat) for kind in kinds) and not attacks(flat)
