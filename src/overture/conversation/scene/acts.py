"""Which of the things a turn does is answered: the scene's own acts, from the understanding."""

from collections.abc import Mapping

from overture.conversation.scene.matching import folded, has_any
from overture.conversation.scene.parting import SHORT, not_leaving, takes_leave, wishes_well
from overture.conversation.scene.rudeness import attacks, is_harmless, may_sting
from overture.conversation.scene.sense import asks, says_yes
from overture.conversation.scene.weight import tells_of_hurt
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
    "thanks": ("thanks", "thank you", "cheers", "ta"),
    "apology": ("sorry", "apologies"),
    "greet": ("hello", "hi", "hiya", "hey", "good morning", "good afternoon", "good evening"),
    "silence_filler": ("um", "umm", "er", "erm", "uh", "hmm"),
}
"""Words that say an act whatever the classifier made of the turn, in short turns."""

_GREETINGS = (
    *("hello", "hi", "hiya", "hey", "heya", "hullo", "morning", "afternoon", "evening", "good day"),
    *("greetings", "alright", "all right", "howdy", "yo", "how do you do", "nice to meet you"),
)
"""Without one of these nobody is greeting, whatever the classifier makes of a short turn."""

_BEGIN = frozenset({"greet", "apology"})
"""Acts that the first two words of any turn can show."""

LIKELY, IN_JEST, CERTAIN = 0.3, 0.42, 0.98
"""Probability from which a finding counts, a joke, and a rude one that bears no mark of an attack:
laughing where nothing was funny, or taking offence, costs the member most."""

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
    if not found and not asks(flat) and understanding.act in _RUDE:
        found.add("self_disclosure")
    short = len(words) <= SHORT
    for act, phrases in _PLAIN_WORDS.items():
        if short and has_any(flat, phrases):
            found.add(act)
        if act in _BEGIN and has_any(_beginning(words), phrases):
            found.add(act)
    return _plainly(found, flat, words)


def _plainly(found: set[str], flat: str, words: list[str]) -> frozenset[str]:
    """The acts with what the form of the words makes plain."""
    added, taken = set[str](), set[str]()
    if not has_any(flat, _GREETINGS):
        taken.add("greet")
    if takes_leave(flat, len(words)):
        added.add("leave")
    elif not_leaving(flat) or attacks(flat):
        taken.add("leave")
    if attacks(flat):
        added.add("rude")
    if wishes_well(flat):
        added.add("answer")
        taken.add("request")
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
        return _offends(act, understanding, first=first)
    if act.name == "stop_here":
        return first and understanding.words <= STOPPING
    return first or act.probability >= LIKELY


def _offends(act: ActReading, understanding: Understanding, *, first: bool) -> bool:
    """Whether what was found rude is meant for the person, by more than the finding alone."""
    flat = folded(understanding.text)
    if may_sting(flat):
        return first or act.probability >= LIKELY or "rude" in understanding.patterns
    return act.probability >= CERTAIN and not is_harmless(flat)


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
