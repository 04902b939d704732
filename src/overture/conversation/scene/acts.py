"""Which of the things a turn does is answered: the scene's own acts, from the understanding."""

from collections.abc import Mapping
from dataclasses import dataclass

from overture.content.schema.acts import Feeling
from overture.conversation.scene.matching import has_any
from overture.conversation.understanding.types import Understanding

_MEANS: Mapping[str, str] = {
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
        *("i'll leave you to", "i'll let you get", "i want to stop", "stop here", "i have to go"),
        *("i've got to go", "i should go", "i'd better go", "i need to go", "i'll go now"),
    ),
    "thanks": ("thanks", "thank you", "cheers", "ta"),
    "apology": ("sorry", "apologies"),
    "greet": ("hello", "hi", "hiya", "hey", "good morning", "good afternoon", "good evening"),
    "silence_filler": ("um", "umm", "er", "erm", "uh", "hmm"),
}
"""Words that say an act whatever the classifier made of the turn, in short turns."""

_BEGIN = frozenset({"greet", "apology"})
"""Acts that the first two words of any turn can show."""

SHORT = 8
"""Words up to which a turn is read by its plainest words too."""

LIKELY = 0.3
"""Probability from which a finding counts; a weaker one only if the whole reading is sure."""

_FRAGMENT_WORDS = "i im ive a an the so well my its it and but can could do is er um"
_FRAGMENTS = frozenset(_FRAGMENT_WORDS.split())
"""Single words that somebody stops at before the sentence has begun."""

_HEAVY_FEELINGS: tuple[Feeling, ...] = ("sad", "lonely", "ashamed", "overwhelmed", "guilty")
_HEAVY_AT, _BAD_NEWS_AT = 0.6, 0.5
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
    found = {
        _MEANS[act.name]
        for place, act in enumerate(understanding.acts)
        if act.name in _MEANS
        and (act.probability >= LIKELY or (place == 0 and understanding.sureness != "low"))
    }
    short = len(words) <= SHORT
    for act, phrases in _PLAIN_WORDS.items():
        if has_any(flat if short else _beginning(words), phrases) and (short or act in _BEGIN):
            found.add(act)
    if "?" in flat:
        found.add("question")
    return frozenset(found)


def _beginning(words: list[str]) -> str:
    return f" {' '.join(words[:2])} "


def settled(
    found: frozenset[str], understanding: Understanding, around: Surroundings
) -> frozenset[str]:
    """The acts of the turn once the scene has been looked at."""
    if _is_heavy(found, understanding, around):
        return found | {"heavy"}
    acts = set(found - {"heavy"})
    if "heavy" in found:
        acts.add("self_disclosure")
    if around.asks_for:
        acts.add("request")
    if around.follows:
        acts.add("follow_up")
    if _only_answers(acts, around):
        acts = (acts - {"self_disclosure", "off_topic"}) | {"answer"}
    if acts <= {"off_topic"} and (around.flags or _tells(understanding, around)):
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
    """A span of the member's words that may stand alone as a sentence, or ""."""
    for key in understanding.keys:
        span = key.turned.strip(" .,!?;:")
        tokens = span.lower().replace("’", "'").split()
        owned = {"i", "me", "my", "we", "our", "i'm", "i've", "i'd", "i'll", "mine", "us"}
        if 2 <= len(tokens) <= LONGEST_ECHO and owned.isdisjoint(tokens):
            return span[:1].upper() + span[1:]
    return ""


def _is_heavy(found: frozenset[str], heard: Understanding, around: Surroundings) -> bool:
    """News or feelings beside which nothing light may be said.

    A put-down of oneself that the scene has words for (`said_nervous` and its like) is not.
    """
    if heard.jokes or "joke" in found:
        return False
    strong = any(heard.feelings.get(name, 0.0) >= _HEAVY_AT for name in _HEAVY_FEELINGS)
    weighs = any(
        act.name in {"share_bad_event", "self_criticism", "loneliness"}
        and act.probability >= _BAD_NEWS_AT
        for act in heard.acts
    )
    noticed = any(flag.startswith("said_") for flag in around.flags) or bool(around.asks_for)
    return (strong and weighs) if noticed else (strong or weighs)


def _only_answers(acts: set[str], around: Surroundings) -> bool:
    """A name or a number, or nothing else, to a partner who asked."""
    if not around.wants_answer:
        return False
    if around.flags & {"name_given", "number_given"}:
        return not acts & {"leave", "rude", "request"}
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
