"""Which of the things a turn does is answered: the scene's own acts, from the understanding."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from overture.content.schema.acts import Feeling
from overture.conversation.scene.matching import folded, has_any
from overture.conversation.scene.sense import is_remark, says_yes
from overture.conversation.scene.smalltalk import ASKS_REAL
from overture.conversation.scene.weight import is_grave, tells_of_hurt
from overture.conversation.understanding.types import Understanding

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
        *("i'd better go", "i need to go", "i'll go now", "have a good one", "have a good day"),
        *("have a good evening", "have a nice day", "take care", "all the best", "cheerio"),
    ),
    "thanks": ("thanks", "thank you", "cheers", "ta"),
    "apology": ("sorry", "apologies"),
    "greet": ("hello", "hi", "hiya", "hey", "good morning", "good afternoon", "good evening"),
    "silence_filler": ("um", "umm", "er", "erm", "uh", "hmm"),
}
"""Words that say an act whatever the classifier made of the turn, in short turns."""

_ASKS = re.compile(
    r" (?:and |so |but |oh )?(?:what|whats|where|wheres|when|why|how|hows|who|whose|which"
    r"|(?:do|does|did|are|were|can|could|would|will|have|has|is|was|shall|should)"
    r" (?:you|i|it|he|she|they|we|that|this|there|the|your|anyone)) "
)
"""How a question begins, as many leave out its mark. “Sorry?” alone asks and is no apology."""

_PARTINGS = ("i'll leave you to", "i'll let you get", "i'd better get back", "i must get on")
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

LIKELY, MIDDLING, IN_JEST, PLAINLY = 0.3, 0.4, 0.42, 0.5
"""Probability from which a finding counts, a rude first one in a sure reading, a joke, any rude
one: laughing where nothing was meant to be funny, or taking offence, costs the member most."""

_RUDE = frozenset({"rude", "insult_companion"})
STOPPING = 4
"""Words up to which “stop” means leaving the scene."""

_FRAGMENT_WORDS = "i im ive a an the so well my its it and but can could do is er um"
_FRAGMENTS = frozenset(_FRAGMENT_WORDS.split())
"""Single words that somebody stops at before the sentence has begun."""

_HEAVY_FEELINGS: tuple[Feeling, ...] = ("sad", "lonely", "ashamed", "guilty")
_HEAVY_AT, _BAD_NEWS_AT, _SAD_WITH_NEWS = 0.6, 0.5, 0.3
POINTING = frozenset({"it", "that", "this", "them", "him", "her", "one", "there", "here"})
"""Words that mean nothing outside their own sentence."""

LONGEST_ECHO, BRIEF, TELLING, REMARK = 8, 4, 6, 3


@dataclass(frozen=True)
class Surroundings:
    """What the scene adds to reading a turn.

    `asks_for` are the flags by which the turn says what the member came for, `follows` that it
    picks up the partner's words, `missed_last` that the turn before was not understood,
    `small_talk` that the beat is there for remarks of any kind.
    """

    flags: frozenset[str]
    asks_for: frozenset[str]
    wants_answer: bool
    follows: bool
    missed_last: bool
    words: int
    small_talk: bool = False


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
    if not has_any(flat, _GREETINGS):
        found.discard("greet")
    if len(words) <= PARTING and has_any(flat, _PARTINGS):
        found.add("leave")
    if "?" in flat or _ASKS.match(flat):
        found.add("question")
    if len(words) == 1 and "question" in found:
        found.discard("apology")
    if says_yes(flat):
        found = (found - {"refusal"}) | {"answer"}
    return frozenset(found)


def counted(understanding: Understanding) -> frozenset[str]:
    """The findings that count. Rudeness must be plain, as its answer draws a line."""
    sure = understanding.sureness != "low"
    names: set[str] = set()
    for place, act in enumerate(understanding.acts):
        first = place == 0 and sure
        if act.name == "joke":
            likely = act.probability >= IN_JEST and not tells_of_hurt(understanding.text)
        elif act.name in _RUDE:
            plain = "rude" in understanding.patterns or act.probability >= PLAINLY
            likely = plain or (first and act.probability >= MIDDLING)
        elif act.name == "stop_here":
            likely = first and understanding.words <= STOPPING
        else:
            likely = first or act.probability >= LIKELY
        if likely:
            names.add(act.name)
    return frozenset(names)


def _beginning(words: list[str]) -> str:
    return f" {' '.join(words[:2])} "


def settled(
    found: frozenset[str], understanding: Understanding, around: Surroundings
) -> frozenset[str]:
    """The acts of the turn once the scene has been looked at."""
    if _is_heavy(found, understanding, around):
        return found | {"heavy"}
    acts = set(found - {"heavy"})
    if ASKS_REAL in around.flags:
        acts = (acts - {"rude", "off_topic"}) | {"question"}
    if "heavy" in found:
        acts.add("self_disclosure")
    if around.asks_for:
        acts.add("request")
    if around.follows:
        acts.add("follow_up")
    elif "follow_up" in acts:
        acts = (acts - {"follow_up"}) | {"question"}
    if _only_answers(acts, around):
        acts = (acts - {"self_disclosure", "off_topic"}) | {"answer"}
    if acts <= {"off_topic"} and (around.flags or _tells(understanding, around)):
        acts = {"self_disclosure"}
    if not acts and is_remark(folded(understanding.text)):
        acts = {"self_disclosure"}
    if _is_unclear(acts, understanding, around):
        return frozenset({"off_topic" if around.missed_last else "unclear"})
    return frozenset(acts)


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


def _is_heavy(found: frozenset[str], heard: Understanding, around: Surroundings) -> bool:
    """News or feelings beside which nothing light may be said."""
    if is_grave(heard.text):
        return True
    if heard.jokes or "joke" in found:
        return False
    strong = any(heard.feelings.get(name, 0.0) >= _HEAVY_AT for name in _HEAVY_FEELINGS)
    bad = any(
        act.name in {"share_bad_event", "loneliness"} and act.probability >= _BAD_NEWS_AT
        for act in heard.acts
    )
    sad = heard.feelings.get("sad", 0.0) >= _SAD_WITH_NEWS
    if around.asks_for or around.flags:
        return strong and bad
    return strong or "heavy" in found or (bad and sad)


def _only_answers(acts: set[str], around: Surroundings) -> bool:
    """A name or a number, or nothing else, to a partner who asked."""
    if around.flags & {"name_given", "number_given"}:
        return not acts & {"leave", "rude", "request", "question", "follow_up"}
    if not around.wants_answer:
        return False
    ignored = {"greet", "apology"} if around.words > SHORT else set[str]()
    others = acts - {"answer", "self_disclosure", "off_topic"} - ignored
    return not others and (around.words <= BRIEF or "self_disclosure" not in acts)


def _is_unclear(acts: set[str], heard: Understanding, around: Surroundings) -> bool:
    """Little was understood, and nothing else in the scene makes sense of the turn."""
    plain = acts - {"off_topic"}
    return heard.sureness == "low" and not plain and not around.flags


def _tells(heard: Understanding, around: Surroundings) -> bool:
    """Whether somebody tells something of their own, though it is not clear what.

    In small talk any remark of a few words will do.
    """
    if heard.sureness != "low" or heard.act == "test_or_nonsense":
        return False
    own = {"i", "i'm", "i've", "i'd", "my", "we", "me"}
    words = set(heard.text.lower().replace("’", "'").split())
    if around.small_talk:
        return around.words >= REMARK
    return around.words >= TELLING and not own.isdisjoint(words)
