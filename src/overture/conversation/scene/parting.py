"""Taking leave by its plain words, and what only sounds like it: a question, a good wish."""

import re

from overture.conversation.scene.sense import begins_asking

_SAYS_GOODBYE = re.compile(
    r" (?:bye|byebye|goodbye|cheerio|thanks again|all the best|must dash|stop here"
    r"|i want to stop|take care(?! of)|ill be off|ill get off|ill go now|id better (?:go|be off)"
    r"|(?:i have to|ive got to|i should|i need to|i must|i gotta|got to)"
    r" go(?! (?:to|into|through|over|with|there|every|more|by|up|down|on|see)\b)) "
    r"| hope to see you (?:again|soon|later|next|there) "
    r"|(?<! to)(?<! i)(?<! did)(?<! didnt)(?<! can)(?<! cant)(?<! could)(?<! ever)(?<! never)"
    r"(?<! dont)(?<! do)(?<! they)(?<! we) see you "
)
"""“Good to see you” greets, “I have to go to the dentist” tells: neither takes leave."""

_WISHES = re.compile(
    r"(?<! you)(?<! i)(?<! we) have an? (?:good|nice|lovely|great) "
    r"(?:day|evening|one|weekend|afternoon|morning|night|rest)\b|^ have (?:good|nice) day "
    r"| have (?:good|nice) day $"
)
"""A wish that ends a talk; “did you have a good weekend” ends nothing."""

_THATS_ALL = re.compile(
    r"^ (?:ok |okay |right |no |great |lovely |well |so )*(?:thats|that is|thatll be|that was) "
    r"(?:all|everything) "
)
"""Nothing is left to be said: the end of an errand."""

_PARTINGS = re.compile(
    r" (?:(?:ill|i will) leave you to|(?:ill )?let you get(?: on)?"
    r"|(?:better|must|should) (?:get|be) (?:back|on|going)|better crack on|get back to it"
    r"|ill go and|to my desk|ill take this with me|(?:going|go) back in) "
)
"""Words that take leave in a turn of middling length."""

_GOING = re.compile(
    r" (?:i|we|ill|im|id|me) (?:\w+ ){0,4}?(?:go|going|leave|leaving|stop|head|off|finish|end|quit"
    r"|hang up|ring off|get on|get back|move on) "
)
"""Asking to be let go, in the first person."""

_ASKS_TO_GO = re.compile(
    r"^ (?:(?:so|ok|okay|please|sorry|um) )*(?:can|could|may|shall|should) (?:i|we) (?:please )?"
    r"(?:go|leave|stop|finish|end|head off|hang up|get going)(?: now| here| there| then| please"
    r"| this)* [.?!]* ?$"
)
_WISHES_WELL = re.compile(
    r"^ (?:and |so |but |oh |well |ah |aw |yes |yeah |i |we |really |do )*"
    r"(?:hope|good luck|best of luck|enjoy|fingers crossed|get well|happy birthday"
    r"|congratulations|congrats|well done)\b"
)

SHORT, PARTING = 8, 14
"""Words up to which a turn is read by its plainest words too, and up to which one takes leave."""


_GREETS = re.compile(
    r" (?:good|nice|lovely|great|glad|pleased|happy|delighted) to (?:finally )?(?:see|meet) you "
)


def takes_leave(flat: str, words: int) -> bool:
    """Whether a turn of so many words takes leave by its plain words."""
    if not_leaving(flat):
        return False
    if words <= SHORT and (_SAYS_GOODBYE.search(flat) or _ASKS_TO_GO.search(flat)):
        return True
    ends = "?" not in flat and bool(_WISHES.search(flat) or _THATS_ALL.search(flat))
    return words <= PARTING and (ends or bool(_PARTINGS.search(flat)))


def not_leaving(flat: str) -> bool:
    """Whether folded text only asks something or wishes somebody well, and stays."""
    if begins_asking(flat):
        return not _GOING.search(flat)
    greets = bool(_GREETS.search(flat)) and not _SAYS_GOODBYE.search(flat)
    return greets or wishes_well(flat)


def wishes_well(flat: str) -> bool:
    """Whether folded text is a good wish, which asks for nothing and ends nothing."""
    return bool(_WISHES_WELL.search(flat)) and not _SAYS_GOODBYE.search(flat)
