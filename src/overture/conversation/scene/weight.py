"""Words beside which nothing light may be said, and words that somebody says against themselves.

A small classifier hears neither reliably in a few words, so both are also read by plain patterns.
"""

import re

_WHO = (
    r"(?:mum|mom|mother|dad|father|brother|sister|wife|husband|partner|girlfriend|boyfriend|son"
    r"|daughter|baby|child|kid|nan|gran\w*|grandad|uncle|aunt\w*|cousin|friend|mate|neighbour|dog"
    r"|cat|he|she|they|someone|somebody)"
)
_GRAVE = re.compile(
    rf"\b{_WHO}(?:['’]s| is| has| was| just| has just)? (?:just )?(?:died|dying|dead|passed away"
    r"|killed|in (?:a )?(?:hospital|hospice|intensive care))\b"
    r"|\bfuneral\b|\bcancer\b|\b(?:had|having|after|with) an? (?:\w+ )?stroke\b"
    r"|\bmiscarriage\b|\bsuicid\w*|\bself.harm\w*"
    r"|\b(?:lost|losing) (?:my|our) (?:job|home|house|baby|mum|mom|dad|wife|husband|partner)\b"
    r"|\b(?:got|been|being|was) (?:dumped|sacked|fired|evicted|assaulted|attacked|made redundant)\b"
    rf"|\b{_WHO} (?:left me|walked out on me)\b|\bgetting divorced\b|\bbroke up with me\b"
    r"|\b(?:can['’]?t|couldn['’]?t) stop crying\b|\b(?:feel like|been|was|am|i['’]m) crying\b"
    r"|\bhate myself\b|\b(?:everyone|everybody) hates me\b|\bnobody likes me\b|\bworthless\b"
    r"|\b(?:awful|terrible|horrible|worst) (?:day|week|month|year)\b|\bin bits\b"
    r"|\bcan['’]?t cope\b|\bfalling apart\b",
    re.IGNORECASE,
)
_AGAINST_ONESELF = re.compile(
    r"\bi['’]?(?:m| am)(?: just| so| such| really| a bit| always)* (?:an? )?(?:useless|hopeless"
    r"|stupid|idiot|rubbish|terrible|awful|pathetic|thick|dumb|mess|no good|bad at|not good"
    r"|weird\w*|boring|embarrassing|a pain|in the way|a nuisance|hopeless)\b"
    r"|\b(?:stupid|silly|dumb|daft) question\b|\bi (?:always )?(?:mess|screw) (?:this|it|things)"
    r"|\bi can['’]?t do (?:this|anything)\b|\bit['’]?s (?:just |only |probably )*me being\b"
    r"|\bstupid of me\b|\bsilly me\b|\bi should know this\b",
    re.IGNORECASE,
)

_HURT = re.compile(
    r"\b(?:my|his|her|the) (?:late|poor|hip|knees?|back|heart|leg|legs|shoulder|head|tooth|teeth)\b"
    r"|\b(?:pain\w*|hurts?|hurting|aches?|aching|sore|unwell|poorly|migraine|arthritis|operation"
    r"|surgery|hospital|doctor|died|widow\w*|passed away|lost my|ill|sick|disabled|depress\w+)\b",
    re.IGNORECASE,
)


_ALONE = re.compile(
    r" (?:lonely|lonley|lonelier|loneliness|alone|by myself|on my own|just me|left out|without me"
    r"|widowed|invisible|forgotten|the only one|the only \w+ one|i miss|my late) "
    r"| (?:nobody|nobodys|no one|noone|never anyone|isnt anybody|isnt anyone)"
    r" (?:\w+ ){0,4}?(?:me|my|us|i|id|im) "
    r"| (?:with|to|for|theres|there is|there was|have|got|had|know|knows) (?:nobody|no one|noone) "
    r"| (?:no|zero|any|not have|dont have) (?:\w+ )?(?:friends|people|company) "
    r"| (?:wish|miss|missing) (?:\w+ ){0,3}?(?:someone|somebody|people) "
    r"| (?:dont|didnt|havent|cant) (?:\w+ ){1,3}?(?:anyone|anybody|one person|a soul) "
)
_OF_ONESELF = re.compile(r" (?:i|im|ive|id|ill|me|my|mine|myself|we|us|our) ")
_OF_THEM = re.compile(r" (?:you|your|youre|youve|u|he|she|they|hes|shes|theyre|his|her|their) ")


def tells_of_hurt(text: str) -> bool:
    """Whether somebody speaks of an ailment or a loss, however cheerfully: nothing to laugh at."""
    return bool(_HURT.search(text))


def bears_loneliness(flat: str) -> bool:
    """Whether folded text has words in which people say that they are alone."""
    return bool(_ALONE.search(flat))


def is_of_others_only(flat: str) -> bool:
    """Whether folded text speaks of the partner or somebody else, and not of whoever says it."""
    return bool(_OF_THEM.search(flat)) and not _OF_ONESELF.search(flat)


def is_grave(text: str) -> bool:
    """Whether the words bring news or despair that must be met as such."""
    return bool(_GRAVE.search(text))


def puts_self_down(text: str) -> bool:
    """Whether somebody speaks against themselves, in jest or not."""
    return bool(_AGAINST_ONESELF.search(text))
