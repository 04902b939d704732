"""The acts of a turn settled by the scene: what was asked before, what is due, how grave it is."""

import re
from dataclasses import dataclass

from overture.content.schema.acts import Feeling
from overture.conversation.scene.matching import folded
from overture.conversation.scene.parting import SHORT
from overture.conversation.scene.rudeness import attacks
from overture.conversation.scene.sense import asks, is_remark
from overture.conversation.scene.smalltalk import ASKS_REAL
from overture.conversation.scene.weight import bears_loneliness, is_grave, is_of_others_only
from overture.conversation.understanding.types import Understanding

_ASKS_WHAT = re.compile(
    r" (?:and |so |but |oh |haha )?(?:what|whats|where|wheres|when|why|who|whos|whose"
    r"|(?:are|were|did|does|was|has) (?:you|he|she|it|they|that|this|the|your)"
    r"|(?:do|have|had) (?:you|they|we)(?! (?:mind|have|got|sell|do|know|think you|still have)\b)"
    r"|is (?:he|she|that|this|the|your|it(?! (?:ok|okay|all right|alright|possible|fine)\b))) "
)
"""A question that asks to be told something, and not for something to be done."""

_GOES_ON_HEAVY = frozenset(
    {"self_disclosure", "silence_filler", "unclear", "answer", "off_topic", "apology"}
)
"""What somebody says next about heavy news: it is met as the news was."""

_HEAVY_FEELINGS: tuple[Feeling, ...] = ("sad", "lonely")
_HEAVY_AT, _BAD_NEWS_AT, _SAD_WITH_NEWS = 0.6, 0.5, 0.3
_HEAVY_UNMARKED = 0.72
"""A feeling or a loneliness that counts without any word that people say it in: a soup that nobody
saw is only a soup."""

BRIEF, TELLING, REMARK = 4, 6, 3
"""Words up to which an answer is one whatever it says; from which somebody tells something; from
which any words are a remark in small talk."""


@dataclass(frozen=True)
class Surroundings:
    """What the scene adds to reading a turn.

    `asks_for` are the flags by which the turn says what the member came for, `follows` that it
    picks up the partner's words, `missed_last` that the turn before was not understood,
    `small_talk` that the beat is there for remarks of any kind, `ask_due` that
    what the member came for is still to be said here, `after_heavy` that the turn before brought
    heavy news.
    """

    flags: frozenset[str]
    asks_for: frozenset[str]
    wants_answer: bool
    follows: bool
    missed_last: bool
    words: int
    small_talk: bool = False
    ask_due: bool = False
    after_heavy: bool = False


def settled(
    found: frozenset[str], understanding: Understanding, around: Surroundings
) -> frozenset[str]:
    """The acts of the turn once the scene has been looked at."""
    if _is_heavy(found, understanding, around):
        return found | {"heavy"}
    acts = set(_asked(found, understanding, around))
    if around.after_heavy and not around.flags and _goes_on(acts, understanding):
        return frozenset(acts | {"heavy"})
    if _only_answers(acts, around):
        acts = (acts - {"self_disclosure", "off_topic"}) | {"answer"}
    if acts <= {"off_topic"} and _says_something(acts, understanding, around):
        acts = {"self_disclosure"}
    if _is_unclear(acts, understanding, around):
        return frozenset({"off_topic" if around.missed_last else "unclear"})
    return frozenset(acts)


def _goes_on(acts: set[str], heard: Understanding) -> bool:
    """Whether a turn only says more of the heavy news before it; unasked is no question."""
    said = acts if asks(folded(heard.text)) else acts - {"question", "follow_up"}
    return said <= _GOES_ON_HEAVY


def _asked(found: frozenset[str], heard: Understanding, around: Surroundings) -> frozenset[str]:
    """The acts with what is a request, what a question and what a follow-up set right."""
    acts = found - {"heavy"} | ({"self_disclosure"} if "heavy" in found else set())
    if ASKS_REAL in around.flags:
        acts = (acts - {"rude", "off_topic"}) | {"question"}
    kindly = ("offers_",) if attacks(folded(heard.text)) else ("offers_", "asks_about")
    if any(flag.startswith(kindly) for flag in around.flags):
        acts = acts - {"rude"}
    if around.follows:
        acts = acts | {"follow_up"}
    elif "follow_up" in acts:
        acts = (acts - {"follow_up"}) | {"question"}
    if around.asks_for:
        return acts | {"request"}
    return (acts - {"request"}) | {"question"} if _ASKS_WHAT.match(folded(heard.text)) else acts


def _says_something(acts: set[str], heard: Understanding, around: Surroundings) -> bool:
    """Whether a turn with no act to answer is a remark all the same."""
    if around.flags or _tells(heard, around):
        return True
    return not acts and is_remark(folded(heard.text))


def _is_heavy(found: frozenset[str], heard: Understanding, around: Surroundings) -> bool:
    """News or feelings beside which nothing light may be said."""
    if is_grave(heard.text):
        return True
    flat = folded(heard.text)
    if heard.jokes or "joke" in found or is_of_others_only(flat):
        return False
    marked = bears_loneliness(flat)
    least = _HEAVY_AT if marked else _HEAVY_UNMARKED
    strong = any(heard.feelings.get(name, 0.0) >= least for name in _HEAVY_FEELINGS)
    bad = _tells_bad_news(heard)
    if around.asks_for or around.flags:
        return strong and bad
    alone = any(a.name == "loneliness" and a.probability >= _HEAVY_UNMARKED for a in heard.acts)
    sad = heard.feelings.get("sad", 0.0) >= _SAD_WITH_NEWS
    return strong or alone or (marked and "heavy" in found) or (bad and sad)


def _tells_bad_news(heard: Understanding) -> bool:
    return any(
        act.name in {"share_bad_event", "loneliness"} and act.probability >= _BAD_NEWS_AT
        for act in heard.acts
    )


def _only_answers(acts: set[str], around: Surroundings) -> bool:
    """A name or a number, or nothing else, to a partner who asked."""
    if around.flags & {"name_given", "number_given"}:
        return not acts & {"leave", "rude", "request", "question", "follow_up"}
    if not around.wants_answer or (around.ask_due and around.words > BRIEF):
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
