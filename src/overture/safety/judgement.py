"""One text alone: what its signs, its context and the head's probability add up to."""

from dataclasses import dataclass
from typing import Literal

from overture.content.schema.safety import Topic
from overture.safety.fusion import DESPAIR, LIGHTER, is_short
from overture.safety.head import Thresholds
from overture.safety.signals import Reading, Sign

Weight = Literal["explicit", "clear", "faint", "none"]


@dataclass(frozen=True)
class Judgement:
    """What one text says, before anything that came earlier is considered.

    `weight`: explicit opens the protocol, clear asks the question, faint is only added up.
    `reason` is a code for the record; `span` the folded words it rests on, if any. `sure`: a second
    sign of this kind is enough, because it says something by itself and does not only sound so.
    """

    weight: Weight
    topic: Topic | None
    reason: str
    span: str | None = None
    sure: bool = True


_MEANS = "means_kept"
"""Means put by, beside any other clear sign in one text, is a plan and needs no question first."""

OUTRIGHT = "sign:outright"
"""The reason of a wish or thought of ending one's life that is said outright, now, as one's own."""

NOTHING = Judgement("none", None, "no_sign")

# An intent of one's own stays one, whatever shift or lease it is to come after.
_LIGHTER_THAN_INTENT = {"fiction", "game", "question_put", "quoted_other", "love_life"}

# A wish or thought leaves room to ask first where its sentence is about something else than now.
_ROOM = LIGHTER | {"joke", "room", "past", "resolved"}

# Where several topics are signalled, the one whose route must not wait comes first.
_ORDER: tuple[Topic, ...] = (
    "self_harm",
    "third_person",
    "harm_from_others",
    "violence",
    "voices",
    "eating",
)


def judge(reading: Reading, probability: float, limits: Thresholds) -> Judgement:
    """Judge one text from its signs and the head's probability of risk to oneself."""
    own = _own_risk(reading, probability, limits)
    others = _other_topics(reading)
    # The head cannot tell who is meant; a pattern can. So a sign about another person or another
    # topic goes before the head alone, and never before a sign of risk to oneself.
    said_outright = own.weight == "explicit"
    own_sign = own.weight == "clear" and own.reason.startswith(("sign:", "asked_first:"))
    own_sign = own_sign and not _in_anothers_mouth(reading)
    if said_outright or others.topic is None:
        return own
    return own if own_sign and others.weight != "explicit" else others


def _in_anothers_mouth(reading: Reading) -> bool:
    """Whether all that is said of dying is told as said by somebody else."""
    signs = reading.of("self_harm", "explicit", "outright", "clear")
    return bool(signs) and all("quoted_other" in sign.cues for sign in signs)


def _own_risk(reading: Reading, probability: float, limits: Thresholds) -> Judgement:
    if said := _said(reading, probability, limits):
        return said
    if {"past", "resolved"} <= reading.cues and probability < limits.in_context:
        return Judgement("faint", "self_harm", "past_and_resolved")
    clear = [s for s in reading.of("self_harm", "clear") if not _is_past(reading)]
    kept = [s for s in clear if not s.cues & LIGHTER or probability >= limits.alone]
    if len({sign.id for sign in kept}) > 1 and any(sign.id == _MEANS for sign in kept):
        return Judgement("explicit", "self_harm", f"sign:{_MEANS}", kept[0].span)
    if kept and probability >= limits.doubtful:
        return Judgement("clear", "self_harm", f"sign:{kept[0].id}", kept[0].span)
    if "negated" in reading.set_aside and all(s.id == "field" for s in reading.signs):
        return Judgement("faint", "self_harm", "denied")
    return _from_head(reading, probability, limits)


def _said(reading: Reading, probability: float, limits: Thresholds) -> Judgement | None:
    """What is said in so many words: an intent and the like, or else a wish or thought."""
    explicit = reading.of("self_harm", "explicit")
    if explicit:
        return _explicit(reading, explicit, probability, limits)
    return _outright(reading, probability, limits)


def _explicit(
    reading: Reading, signs: tuple[Sign, ...], probability: float, limits: Thresholds
) -> Judgement:
    """An explicit sign opens the protocol unless its own sentence leaves room to ask first."""
    plain = [sign for sign in signs if not sign.cues & _LIGHTER_THAN_INTENT]
    if plain and "joke" not in reading.cues:
        return Judgement("explicit", "self_harm", f"sign:{plain[0].id}", plain[0].span)
    first = (plain or signs)[0]
    if probability >= limits.in_context and "joke" not in reading.cues:
        return Judgement("explicit", "self_harm", f"sign:{first.id}", first.span)
    return Judgement("clear", "self_harm", f"asked_first:{first.id}", first.span)


def _outright(reading: Reading, probability: float, limits: Thresholds) -> Judgement | None:
    """A wish or thought of ending one's life opens the protocol where nothing leaves room to ask.

    To ask after "I want to kill myself" whether there are such thoughts would be not to have heard.
    """
    plain = [sign for sign in reading.of("self_harm", "outright") if not sign.cues & _ROOM]
    if not plain or "joke" in reading.cues or probability < limits.doubtful:
        return None
    return Judgement("explicit", "self_harm", OUTRIGHT, plain[0].span)


def _is_past(reading: Reading) -> bool:
    """Told as long ago, with nothing that says it is here again."""
    return "past" in reading.cues and "present" not in reading.cues


def _from_head(reading: Reading, probability: float, limits: Thresholds) -> Judgement:
    """No sign that is clear by itself: what the head and the hints say together.

    A very short text without a hint is only added up unless it sounds very much like risk: "Keep
    it" and "See you" say too little to be judged by their sound. So are words to somebody loved.
    """
    hints = sorted(reading.of("self_harm", "hint"), key=lambda sign: sign.id == "field")
    span = hints[0].span if hints else None
    unsaid = (is_short(reading) and not hints) or "love_life" in reading.cues
    enough = limits.in_context if unsaid else limits.alone
    if probability >= enough:
        return Judgement("clear", "self_harm", "head", span, sure=probability >= limits.in_context)
    despairs = any(sign.id in DESPAIR for sign in hints)
    faint = limits.alone if is_short(reading) else limits.faint
    if despairs or probability >= faint:
        return Judgement("faint", "self_harm", "faint", span)
    return NOTHING


def _other_topics(reading: Reading) -> Judgement:
    """Signs about other people, eating, harm and voices, read by their patterns."""
    aside = reading.cues & {"fiction", "game"}
    for topic in _ORDER[1:]:
        signs = () if aside else reading.of(topic, "explicit", "clear")
        if signs and not _is_elsewhere(topic, reading):
            sign = min(signs, key=lambda sign: sign.strength != "explicit")
            weight: Weight = "explicit" if sign.strength == "explicit" else "clear"
            return Judgement(weight, topic, f"sign:{sign.id}", sign.span)
    return NOTHING


def _is_elsewhere(topic: Topic, reading: Reading) -> bool:
    """Past, denied as unwanted, or told at work: no route is opened for it."""
    if topic == "violence" and reading.cues & {"fear", "trivial", "joke"}:
        return all(sign.id != "harm_nearly_done" for sign in reading.of(topic, "clear"))
    if topic == "eating":
        return "past" in reading.cues or "work" in reading.cues
    told = reading.cues & {"past", "resolved", "work"}
    return topic in {"third_person", "voices"} and bool(told) and "present" not in reading.cues
