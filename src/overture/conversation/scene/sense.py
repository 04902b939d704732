"""Plain marks of a turn: that it is English at all, that it points back, that it opens with yes."""

import re

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
    r" (?:it|its|it's|that|thats|this|they|theyre|them|those|these|he|she|him|happened|one|ones) "
)
_TO_THE_PARTNER = re.compile(r" (?:you|your|youre|youve|u) ")
FEW = 4
"""Words up to which a question leans on what was just said."""

_YES = re.compile(r"^ (?:oh |ah |um |er |well |hi |hello )*(?:yes|yeah|yep|yup|ok|okay|sure|fine) ")
_NO = re.compile(r" (?:no|nope|not|dont|cant|wont|isnt|didnt|never|wouldnt|couldnt|but) ")


def is_remark(flat: str) -> bool:
    """Whether folded text is at least a short remark in everyday English."""
    words = [word for word in flat.split() if word[0].isalnum()]
    if len(words) >= COMMON_IN_REMARK and words[0] in _BEGINS:
        return True
    return len(words) >= REMARK and sum(w in _COMMON for w in words) >= COMMON_IN_REMARK


def leans_back(flat: str) -> bool:
    """Whether a question is about what was just said: it is brief, or points with a word."""
    brief = len([word for word in flat.split() if word[0].isalnum()]) <= FEW
    return bool(_POINTS_BACK.search(flat)) or (brief and not _TO_THE_PARTNER.search(flat))


def says_yes(flat: str) -> bool:
    """Whether folded text begins with a yes and takes nothing of it back."""
    return bool(_YES.search(flat)) and not _NO.search(flat)
