"""What kind of answer a partner's line leaves open; short turns are read by it."""

import re

from overture.conversation.understanding.types import Asked

_QUESTION = re.compile(r"[^.!?]*\?")
_YES_NO = re.compile(
    r"\b(?:is|isnt|are|arent|was|were|do|dont|does|did|have|havent|has|had|can|could|will|would"
    r"|shall|should|may|any|busy|ready|sure|or)\b"
)
_OPEN = re.compile(r"\b(?:what|which|who|whose|where|when|why|how|name)\b")
_NUMBER = re.compile(r"\b(?:how many|how much|how long|which number|what number)\b")
_OFFER = re.compile(r"^(?:shall i|can i|could i|would you like|do you want|may i)\b")


def asked_by(text: str) -> Asked:
    """What the last question in these words asks for; "open" where no kind is plain."""
    questions = _QUESTION.findall(text.replace("’", "").replace("'", "").lower())
    question = questions[-1].strip() if questions else text.lower()
    if _NUMBER.search(question):
        return "number"
    if _OFFER.search(question):
        return "offer"
    if " or " in question and not _OPEN.search(question):
        return "choice"
    if _OPEN.search(question) and not re.match(r"(?:shall|is|was|do|did)\b", question):
        return "open"
    return "yes_no" if questions and _YES_NO.search(question) else "open"
