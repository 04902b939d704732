"""Plain marks of a turn: that it is English at all, that it points back, that it opens with yes."""

import re

from overture.conversation.scene.matching import folded

_COMMON_WORDS = (
    "i forgot hate love lost hell god bit thanks please "
    "a about after all always am an and are at back be because been before bit but by can cant "
    "come could day did didnt do does doesnt doing dont down else even every feel for from get "
    "getting go going good got had has have havent he her here him his home how if in into is "
    "isnt it its ive just keep kind know last like little long look lot made make me mean more "
    "morning most much my need never new next night no not now of off on one only or other our "
    "out over people put quite really right said same say see she should since so some "
    "something still sure take than that thats the their them then there these they thing "
    "things think this time to today too two up us used very want was wasnt way we week well "
    "went were what when where which while who will with wont work would year years yes "
    "yesterday yet you your"
)
_COMMON = frozenset(_COMMON_WORDS.split())
REMARK, COMMON_IN_REMARK = 3, 2
"""Words that make a remark, and how many of them must be everyday English."""

_BEGIN_WORDS = "im its ive were theyre hes shes thats theres youre"
_BEGINS = frozenset(_BEGIN_WORDS.split())
"""First words of which two are enough: “I'm cold.”"""

_POINTS_BACK = re.compile(
    r" (?:it|its|that|thats|they|theyre|theyve|them|those|he|hes|she|shes|him|her|happened|one"
    r"|ones) "
)
_POINTS_AT_NOTHING = re.compile(
    r" (?:what time is it|whats it like out|is it (?:\w+ )?(?:raining|cold|hot|snowing|windy"
    r"|warm|wet|late|lunch|friday|monday)\b|that (?:time|day|way)|one (?:day|more|of|time)) ?"
)
"""“It” that stands for the weather or the hour points at nothing that was said."""

_BARE = re.compile(
    r"^ (?:and |so |but |oh |wait |hang on |ah |yeah |no |haha |go on )*(?:really|why|why not|how"
    r"|how come|how so|since when|when|where|who|which|what|whos who|like what|such as|for example"
    r"|in what way|what for|what then|and then|then what|what happened|what next|how long"
    r"|how long for|how many|how much|how often|how old|what kind|what sort|what kind of thing"
    r"|how did you manage|on purpose|every time|every day|always|seriously|honestly|is there more"
    r"|tell me more|more|did you|do you|were you|have you|are you|you did|you do"
    r"|what do you mean|why do you say so|why is this|how do you mean) (?:then |now |exactly "
    r"|though |really |so |[.?!…] )*$"
)
"""A question that is nothing without what was just said."""

_ASKS = re.compile(
    r" (?:(?:and|so|but|oh|well|haha|wait) )*(?:what|whats|where|wheres|when|why|how|hows|who|whos"
    r"|whose|which|(?:do|does|did|are|were|can|could|would|will|have|has|is|was|shall|should|dont"
    r"|wont) (?:you|i|it|he|she|they|we|that|this|there|the|your|anyone)) "
)
"""How a question begins, as many leave out its mark. “Sorry?” alone asks and is no apology."""

_YES = re.compile(r"^ (?:oh |ah |um |er |well |hi |hello )*(?:yes|yeah|yep|yup|ok|okay|sure|fine) ")
_NO = re.compile(r" (?:no|nope|not|dont|cant|wont|isnt|didnt|never|wouldnt|couldnt|but) ")


def is_remark(flat: str) -> bool:
    """Whether folded text is at least a short remark in everyday English."""
    words = [word for word in flat.split() if word[0].isalnum()]
    if len(words) >= COMMON_IN_REMARK and words[0] in _BEGINS:
        return True
    return len(words) >= REMARK and sum(w in _COMMON for w in words) >= COMMON_IN_REMARK


def leans_back(flat: str) -> bool:
    """Whether a question is about what was just said: it points with a word, or stands bare."""
    if _BARE.search(flat):
        return True
    return bool(_POINTS_BACK.search(flat)) and not _POINTS_AT_NOTHING.search(flat)


def asks(flat: str) -> bool:
    """Whether folded text is a question by its form, marked or not."""
    return "?" in flat or begins_asking(flat)


def begins_asking(flat: str) -> bool:
    """Whether folded text begins as a question does."""
    return bool(_ASKS.match(flat))


def told_in(text: str) -> str:
    """The sentences of a turn that ask nothing, folded: what it tells beside its questions."""
    sentences = re.split(r"(?<=[.!?…])\s+|\n+", text)
    flats = [folded(sentence) for sentence in sentences]
    return "".join(flat for flat in flats if "?" not in flat and not asks(flat))


def says_yes(flat: str) -> bool:
    """Whether folded text begins with a yes and takes nothing of it back."""
    return bool(_YES.search(flat)) and not _NO.search(flat)
