"""Which of the things a turn does is answered: the scene's own acts, from the understanding."""

import re
from collections.abc import Mapping

from overture.conversation.scene.matching import has_any
from overture.conversation.scene.sense import says_yes
from overture.conversation.scene.weight import in_fun, insults, tells_of_hurt
from overture.conversation.understanding.types import ActReading, Understanding

_MEANS: Mapping[str, str] = {
    "stop_here": "leave",
    "close": "leave",
    "bye": "leave",
    "rude": "rude",
    "insult_companion": "rude",
    "request": "request",
    "follow_up": "follow_up",
    "question": "question",
    "ask_advice": "question",
    "ask_companion": "question",
    "ask_if_human": "question",
    "self_disclosure": "self_disclosure",
    "share_neutral": "self_disclosure",
    "share_good_event": "self_disclosure",
    "share_bad_event": "self_disclosure",
    "self_criticism": "self_disclosure",
    "hobby_talk": "self_disclosure",
    "worry_upcoming": "self_disclosure",
    "rumination": "self_disclosure",
    "boredom": "self_disclosure",
    "opinion": "self_disclosure",
    "loneliness": "heavy",
    "joke": "joke",
    "refusal": "refusal",
    "refuse_suggestion": "refusal",
    "thanks": "thanks",
    "apology": "apology",
    "compliment": "answer",
    "acknowledge": "answer",
    "agree": "answer",
    "greet": "greet",
    "silence_filler": "silence_filler",
    "request_slower": "silence_filler",
    "test_or_nonsense": "off_topic",
    "romance_towards_companion": "off_topic",
    "ask_practise": "off_topic",
    "ask_privacy": "off_topic",
}
"""What an act of the understanding is towards the partner of a scene."""

_PLAIN_WORDS: Mapping[str, tuple[str, ...]] = {
    "leave": (
        *("bye", "goodbye", "see you", "thanks again", "i'll be off", "i'll get off"),
        *("i want to stop", "stop here", "i have to go", "i've got to go", "i should go"),
        *("i'd better go", "i need to go", "i'll go now", "take care", "all the best", "cheerio"),
        *("i must go", "must dash", "i'd better be off"),
    ),
    "thanks": ("thanks", "thank you", "cheers", "ta"),
    "apology": ("sorry", "apologies"),
    "greet": ("hello", "hi", "hiya", "hey", "good morning", "good afternoon", "good evening"),
    "silence_filler": ("um", "umm", "er", "erm", "uh", "hmm"),
}
"""Words that say an act whatever the classifier made of the turn, in short turns."""

_ASKS = re.compile(
    r" (?:and |so |but |oh )?(?:what|whats|where|wheres|when|why|how|hows|who|whos|whose|which"
    r"|(?:do|does|did|are|were|can|could|would|will|have|has|is|was|shall|should)"
    r" (?:you|i|it|he|she|they|we|that|this|there|the|your|anyone)) "
)
"""How a question begins, as many leave out its mark. “Sorry?” alone asks and is no apology."""

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

_PARTINGS = (
    *("i'll leave you to", "i will leave you to", "i'll let you get", "let you get on"),
    *("better get back", "must get on", "must get back", "should get back", "better crack on"),
    *("better be going", "better get on", "better get going", "get back to it", "must be going"),
    *("i'll go and", "to my desk", "i'll take this with me", "going back in", "go back in"),
)
"""Words that take leave in any turn up to `PARTING` words."""

_GREETINGS = (
    *("hello", "hi", "hiya", "hey", "heya", "hullo", "morning", "afternoon", "evening", "good day"),
    *("greetings", "alright", "all right", "howdy", "yo", "how do you do", "nice to meet you"),
)
"""Without one of these nobody is greeting, whatever the classifier makes of a short turn."""

_BEGIN = frozenset({"greet", "apology"})
"""Acts that the first two words of any turn can show."""

SHORT, PARTING = 8, 14
"""Words up to which a turn is read by its plainest words too."""

LIKELY, MIDDLING, IN_JEST, PLAINLY = 0.3, 0.4, 0.42, 0.8
"""Probability from which a finding counts, a rude first one in a sure reading, a joke, a rude one
beside others: laughing where nothing was funny, or taking offence, costs the member most."""

_RUDE = frozenset({"rude", "insult_companion"})
STOPPING = 4
"""Words up to which “stop” means leaving the scene."""

_FRAGMENT_WORDS = "i im ive a an the so well my its it and but can could do is er um"
_FRAGMENTS = frozenset(_FRAGMENT_WORDS.split())
"""Single words that somebody stops at before the sentence has begun."""

POINTING = frozenset({"it", "that", "this", "them", "him", "her", "one", "there", "here"})
"""Words that mean nothing outside their own sentence."""

LONGEST_ECHO = 8


def mapped(understanding: Understanding, flat: str) -> frozenset[str]:
    """The scene's acts in a turn, before the scene's own rules."""
    words = [word for word in flat.split() if word[0].isalnum()]
    if len(words) == 1 and words[0] in _FRAGMENTS:
        return frozenset({"silence_filler"})
    found = {_MEANS[name] for name in counted(understanding) if name in _MEANS}
    short = len(words) <= SHORT
    for act, phrases in _PLAIN_WORDS.items():
        if short and has_any(flat, phrases):
            found.add(act)
        if act in _BEGIN and has_any(_beginning(words), phrases):
            found.add(act)
    return _plainly(found, flat, words)


def asks(flat: str) -> bool:
    """Whether folded text is a question by its form, marked or not."""
    return "?" in flat or bool(_ASKS.match(flat))


def _plainly(found: set[str], flat: str, words: list[str]) -> frozenset[str]:
    """The acts with what the form of the words makes plain."""
    added, taken = set[str](), set[str]()
    if not has_any(flat, _GREETINGS):
        taken.add("greet")
    wishes = "?" not in flat and bool(_WISHES.search(flat) or _THATS_ALL.search(flat))
    if len(words) <= PARTING and (wishes or has_any(flat, _PARTINGS)):
        added.add("leave")
    if insults(flat):
        added.add("rude")
    if asks(flat):
        added.add("question")
        taken |= {"apology"} if len(words) == 1 else set()
    if says_yes(flat):
        added.add("answer")
        taken.add("refusal")
    return frozenset((found - taken) | added)


def counted(understanding: Understanding) -> frozenset[str]:
    """The findings that count. Rudeness must be plain, as its answer draws a line."""
    sure = understanding.sureness != "low"
    names: set[str] = set()
    for place, act in enumerate(understanding.acts):
        if _counts(act, understanding, first=place == 0 and sure):
            names.add(act.name)
    return frozenset(names)


def _counts(act: ActReading, understanding: Understanding, *, first: bool) -> bool:
    if act.name == "joke":
        return act.probability >= IN_JEST and not tells_of_hurt(understanding.text)
    if act.name in _RUDE:
        return not in_fun(understanding.text) and (
            "rude" in understanding.patterns
            or act.probability >= PLAINLY
            or (first and act.probability >= MIDDLING)
        )
    if act.name == "stop_here":
        return first and understanding.words <= STOPPING
    return first or act.probability >= LIKELY


def _beginning(words: list[str]) -> str:
    return f" {' '.join(words[:2])} "


def answered(order: tuple[str, ...], acts: frozenset[str]) -> str:
    """The first act in the scene's order; `unclear` if none is there."""
    return next((act for act in order if act in acts), "unclear")


def says_little(act: str, acts: frozenset[str], text: str) -> bool:
    """Whether a turn is a word or two that leaves everything to the partner."""
    if len(text.split()) > 2 or "question" in acts or "follow_up" in acts:
        return False
    return act in {"greet", "apology", "silence_filler", "unclear", "answer", "off_topic"}


def echo(understanding: Understanding) -> str:
    """A span of the member's words that may stand alone as a sentence, or "".

    Nothing is echoed beside somebody who has died or is unwell.
    """
    if tells_of_hurt(understanding.text):
        return ""
    for key in understanding.keys:
        span = key.turned.strip(" .,!?;:")
        tokens = span.lower().replace("’", "'").split()
        if key.kind != "np" and not POINTING.isdisjoint(tokens):
            continue
        owned = {"i", "me", "my", "we", "our", "i'm", "i've", "i'd", "i'll", "mine", "us"}
        if 2 <= len(tokens) <= LONGEST_ECHO and owned.isdisjoint(tokens):
            return span[:1].upper() + span[1:]
    return ""
