"""The screen: reads every text a member writes, on every surface, before anything else does.

One text alone opens at most one neutral question, unless it says outright that there is an intent,
a plan or an attempt. A yes, half a yes, a second sign that is clear by itself, or concern that has
added up opens the protocol. A no is believed, and the watch stays on. A change of subject or a
goodbye is no answer and no sign: the talk goes on or closes, with help left in sight.
"""

import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from overture.content.schema.safety import Topic
from overture.language import encoder
from overture.safety import units
from overture.safety.answers import Answer, answer_in, late_no, says
from overture.safety.boundaries import gives_age
from overture.safety.head import RiskHead, shipped
from overture.safety.judgement import OUTRIGHT, Judgement, judge
from overture.safety.limits import limit_in
from overture.safety.signals import Reading, read_folded
from overture.safety.state import ScreenState, phrase_digest
from overture.safety.text import folded, windowed

Level = Literal["none", "concern", "acute"]
"""How serious it is, for the record and the routes. Never shown to the member."""

Next = Literal["none", "question", "protocol"]

_DRUMMED = re.compile(r"(.{1,12}?)\1{5,}", re.DOTALL)

_OF_ANOTHER = re.compile(r"(?:(?:and|but|so|now|then) )?(?:he|she|they|his|her|their)\b")
_OF_ONESELF = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our)\b")

REPEAT_AFTER = 8
"""Turns after which a denied question may be asked again, in other words."""

ANSWERED_WITHIN = 8
"""Turns within which a plain no still answers a question that was passed over."""

ON_WATCH = 0.7
"""The part of what is enough for a question alone that is enough on watch."""

ADDED_UP = 1.0
"""Accumulated concern that is worth a question without any clear sign."""

FAINTEST = 0.3
"""A faint sign counts as this probability at least, so that nine grey messages running add up."""

_log = logging.getLogger(__name__)

_SPOKEN_TO = frozenset({"denied", "denied_other", "safe", "leaving"})
"""Answers that get a line of their own although nothing opens."""

_NOW = frozenset({"attempt", "no_tomorrow"})
"""Signs of something done or about to be: the immediate path needs no question first."""


@dataclass(frozen=True)
class Screening:
    """What the screen found in one text and what must happen next.

    `reason` is a code and `span` the folded words it rests on; neither is shown to the member.
    `answer` is how the text answered an open safety question. `state` is the one to keep.
    """

    level: Level
    next: Next
    topic: Topic | None
    reason: str
    span: str | None
    state: ScreenState
    answer: Answer | None = None

    @property
    def speaks(self) -> bool:
        """Whether the protocol answers this text instead of the talk: see `protocol.respond`."""
        return self.next != "none" or self.answer in _SPOKEN_TO


@dataclass(frozen=True)
class Weighed:
    """One text with all that is read from it alone, whoever wrote it: what takes most of the time.

    `reading` is None for a text without words.
    """

    text: str
    plain: str
    reading: Reading | None = None
    probability: float = 0.0


def undrummed(text: str) -> str:
    """A key that was held down, or a few signs pasted over and over, three times and no more.

    The head has seen no such text, and what it makes of one is chance.
    """
    return _DRUMMED.sub(r"\1\1\1", text)


def weigh(text: str) -> Weighed:
    """Read one text of any size or kind. Raises whatever fails inside: `screen` does not."""
    text = undrummed(windowed(text))
    plain = folded(text)
    if not any(character.isalnum() for character in text):
        return Weighed(text, plain)
    reading = read_folded(plain)
    return Weighed(text, plain, reading, _probability(text, reading, shipped()))


def weighed_ahead(text: str) -> Weighed | None:
    """`weigh` for a caller that holds a lock later; None if it failed, which `screen` tells."""
    try:
        return weigh(text)
    except Exception:  # noqa: BLE001 - the screen itself meets the fault again, and ends in help
        return None


def screen(
    text: str,
    state: ScreenState,
    *,
    weighed: Weighed | None = None,
    now: datetime,
) -> Screening:
    """Screen one text of any size or kind.

    `weighed` is what `weigh` made of this very text earlier. `now` must be aware. Never raises: if
    anything inside fails, the result asks for the static safety reply (reason "screen_failed").
    """
    try:
        return _screened(weighed or weigh(text), state, now)
    except Exception:  # noqa: BLE001 - a fault of ours must end in help, never in silence
        # No traceback: it could carry the member's words into a log.
        _log.error("the safety screen failed; the static reply is given instead")
    known = _by_rules(text, state, now)
    level: Level = "acute" if known.path == "immediate" else "concern"
    return Screening(level, "protocol", None, "screen_failed", None, known)


def _by_rules(text: str, state: ScreenState, now: datetime) -> ScreenState:
    """The state after a text that could not be weighed, where plain rules say that it could be now.

    Else the state as it was: a fault is no sign of danger.
    """
    try:
        plain = folded(undrummed(windowed(text)))
        found = _screened(Weighed(text, plain, read_folded(plain)), state, now).state
    except Exception:  # noqa: BLE001 - the rules may be what failed
        return state
    return found if found.path == "immediate" else state


def _screened(weighed: Weighed, state: ScreenState, now: datetime) -> Screening:
    plain, reading, probability = weighed.plain, weighed.reading, weighed.probability
    before = state.later(now)
    before = replace(before, minor=before.minor or gives_age(plain))
    if reading is None:
        return _wordless(before)
    answer = _answer(plain, before)
    judged = _within_limits(judge(reading, probability, shipped().thresholds), plain)
    judged = _uncorrected(_on_watch(judged, probability, before), before)
    judged = _of_the_other(judged, plain, before)
    found = _Found(weighed.text, judged, answer, probability, before, now)
    return _by_path(found) or _by_answer(found) or _by_sign(found) or _by_sum(found)


def _answer(plain: str, before: ScreenState) -> Answer | None:
    """What a text answers to the question that is open, or says no to one passed over before."""
    if before.pending:
        return answer_in(plain, before.pending)
    return late_no(plain) if before.still_open(ANSWERED_WITHIN) else None


def _wordless(before: ScreenState) -> Screening:
    """Silence or dots: no sign of anything, and no way out of a protocol that is open."""
    if before.path not in {"open", "immediate"}:
        return _quiet(before, "no_words", None, None)
    level: Level = "acute" if before.path == "immediate" else "concern"
    return Screening(level, "protocol", before.topic, "no_words", None, before)


@dataclass(frozen=True)
class _Found:
    """One text with all that was read from it, and the state before it."""

    text: str
    judged: Judgement
    answer: Answer | None
    probability: float
    before: ScreenState
    now: datetime

    @property
    def asked(self) -> ScreenState:
        """The state with our question no longer open."""
        return self.before.passed_over


def _probability(text: str, reading: Reading, head: RiskHead) -> float:
    """The probability of risk from the whole text, its strongest piece and what was read."""
    found = units.chosen(units.pieces(text, reading.folded), head.words_score)
    read = encoder().read([[piece.text for piece in found]])[0]
    if len(found) == 1:
        (whole,) = head.scores(read[:1], [reading.folded])
        return head.probability(reading, float(whole), float(whole))
    whole, *others = head.scores(read, [reading.folded, *(piece.plain for piece in found)])
    return head.probability(reading, float(whole), float(max(others)))


def _within_limits(judged: Judgement, plain: str) -> Judgement:
    """What is asked of a program that it cannot give has an answer of its own.

    Unless it sounds very much like danger, its sound alone is no reason to ask.
    """
    by_sound = judged.reason == "head" and judged.span is None and not judged.sure
    if not by_sound or limit_in(plain) is None:
        return judged
    return replace(judged, weight="faint", reason="faint")


def _on_watch(judged: Judgement, probability: float, before: ScreenState) -> Judgement:
    """After faint signs less is enough for the first question, where no other topic is open."""
    enough = shipped().thresholds.alone * ON_WATCH
    first = before.watched and not before.questions and before.topic in {None, "self_harm"}
    if judged.reason != "faint" or not first or probability < enough:
        return judged
    return replace(judged, weight="clear", reason="on_watch", sure=False)


def _of_the_other(judged: Judgement, plain: str, before: ScreenState) -> Judgement:
    """Where somebody fears for another, what sounds like danger and is told of him is about him.

    Only what is heard by its sound alone, and only where nothing is said of oneself.
    """
    by_sound = judged.topic == "self_harm" and judged.span is None
    if before.topic != "third_person" or not by_sound or not _OF_ANOTHER.match(plain):
        return judged
    return replace(judged, topic="third_person") if not _OF_ONESELF.search(plain) else judged


def _uncorrected(judged: Judgement, state: ScreenState) -> Judgement:
    """A phrase that the member has explained counts less from then on, and no other does.

    It is only added up; what says outright that a life is to end is still asked about.
    """
    if not judged.span or phrase_digest(judged.span) not in state.corrected:
        return judged
    if judged.reason == OUTRIGHT:
        return replace(judged, weight="clear", reason="corrected")
    return (
        replace(judged, weight="faint", reason="corrected") if judged.weight == "clear" else judged
    )


def _by_path(found: _Found) -> Screening | None:
    """While somebody may be in danger now, nothing else is talked about."""
    if found.before.path != "immediate":
        return None
    if says("safe_now", found.text):
        calmer = replace(found.asked, path="open")
        return _screening(found, "concern", "protocol", "safe_now", calmer, answer="safe")
    return _screening(found, "acute", "protocol", "immediate_path", found.asked)


def _by_answer(found: _Found) -> Screening | None:
    """An open question of ours is answered."""
    pending, answer = found.before.pending, found.answer
    judged = found.judged
    if answer is None:
        return None
    if judged.weight == "explicit" and (judged.reason != OUTRIGHT or pending != "immediacy"):
        return None
    if answer == "immediate" or (pending == "immediacy" and answer in {"affirmed", "unsure"}):
        urgent = _opened(found, "immediate")
        return _screening(found, "acute", "protocol", "answered_now", urgent, answer=answer)
    if answer in {"affirmed", "unsure"}:
        path = _opened(found, "open")
        return _screening(found, "concern", "protocol", f"answered_{answer}", path, answer=answer)
    second = _is_second_sign(judged) and judged.reason != OUTRIGHT
    return None if second else _without_a_yes(found, answer)


def _without_a_yes(found: _Found, answer: Answer) -> Screening | None:
    """A no is taken as one, a goodbye may close the talk, and another subject goes on."""
    if answer in {"denied", "denied_other", "safe"}:
        return _denied(found, answer)
    if answer == "leaving" and found.before.pending != "immediacy":
        return _screening(found, "none", "none", "left_open", found.asked)
    return None


def _is_second_sign(judged: Judgement) -> bool:
    """Whether a text by itself says enough to count beside a question of ours."""
    return judged.weight == "explicit" or (judged.weight == "clear" and judged.sure)


def _denied(found: _Found, answer: Answer) -> Screening:
    """A no: believed where it says what was meant, and the watch stays on either way."""
    if found.before.pending == "immediacy":
        return _screening(found, "concern", "protocol", "not_now", found.asked, answer=answer)
    state = replace(
        found.asked,
        left_open=None,
        denials=found.before.denials + 1,
        believed=answer in {"denied_other", "safe"},
        concern=max(found.asked.concern * 0.6, 0.3),
    )
    reason = f"answered_{answer}" if found.before.pending else "answered_late"
    return _screening(found, "none", "none", reason, state, answer=answer)


def _by_sign(found: _Found) -> Screening | None:
    """What this text says itself, beside what came before it."""
    judged, state = found.judged, found.asked
    if judged.weight == "explicit":
        return _explicit(found)
    if judged.weight == "clear" and judged.topic == "self_harm":
        return _clear(found)
    if judged.weight == "clear":
        return _other_topic(found)
    if state.path == "open":
        # What is only faint turns no route aside that is open for another topic.
        return _screening(found, "concern", "protocol", "protocol_open", state, topic=state.topic)
    if state.minor and "minor.notice" not in state.said:
        return _screening(found, "none", "protocol", "stated_age", state, topic="minor")
    return None


def _explicit(found: _Found) -> Screening:
    own = found.judged.topic == "self_harm"
    raised = replace(found, before=found.before.raised(1.5 if own else 0.3, found.now))
    sign = found.judged.reason.removeprefix("sign:")
    repeated = found.before.path == "told" and found.judged.reason != OUTRIGHT
    urgent = own and (repeated or sign in _NOW or says("immediate_now", found.text))
    state = _opened(raised, "immediate" if urgent else "open")
    return _screening(found, "acute", "protocol", found.judged.reason, state)


def _clear(found: _Found) -> Screening:
    """The question first; beside an open or unbelieved one, a sign of its own, or the sum."""
    asked_before, is_open = found.before.questions, found.before.path == "open"
    if asked_before and not is_open and not found.judged.sure:
        return _by_sum(found)
    raised = replace(found, before=found.before.raised(0.6, found.now))
    repeat = found.before.believed and asked_before < 2
    if is_open or (asked_before and not repeat):
        state = _opened(raised, "open")
        return _screening(found, "concern", "protocol", f"second:{found.judged.reason}", state)
    return _question(raised, found.judged.reason)


def _question(found: _Found, reason: str) -> Screening:
    state = replace(
        found.asked,
        pending="safety",
        asked_turn=found.before.turn,
        questions=found.before.questions + 1,
        believed=False,
        topic="self_harm",
    )
    return _screening(found, "concern", "question", reason, state, topic="self_harm")


def _other_topic(found: _Found) -> Screening:
    """A clear sign of another topic: its question once, then its own short route."""
    topic, state = found.judged.topic, found.asked
    raised = state.raised(0.3, found.now)
    recent = state.asked_turn is not None and state.turn - state.asked_turn < REPEAT_AFTER
    if state.topic == topic and recent:
        path = replace(raised, path="open", opened_at=raised.opened_at or found.now)
        return _screening(found, "concern", "protocol", f"second:{found.judged.reason}", path)
    pending: Literal["speaker", "topic"] = "speaker" if topic == "third_person" else "topic"
    asked = replace(raised, pending=pending, asked_turn=state.turn, topic=topic)
    return _screening(found, "concern", "question", found.judged.reason, asked)


def _by_sum(found: _Found) -> Screening:
    """Nothing sure: weaker signs add up, over turns and days."""
    state, weight = found.asked, found.judged.weight
    if weight not in {"faint", "clear"}:
        return _quiet(state, found.judged.reason, None, found.answer)
    state = state.raised(max(found.probability, FAINTEST) / 2, found.now)
    summed = replace(found, before=state)
    waited = state.turn - (state.asked_turn or 0) >= REPEAT_AFTER
    if state.concern < ADDED_UP or (state.questions and weight == "faint" and not waited):
        return _quiet(state, found.judged.reason, found.judged.topic, found.answer)
    if state.questions and not state.believed:
        return _screening(found, "concern", "protocol", "added_up", _opened(summed, "open"))
    return _question(summed, "added_up")


def _opened(found: _Found, path: Literal["open", "immediate"]) -> ScreenState:
    """The state with the protocol open on this path, for the topic at hand."""
    topic = found.judged.topic or found.before.topic or "self_harm"
    if found.before.pending == "topic" and found.judged.weight != "explicit":
        topic = found.before.topic or topic
    if found.before.pending == "speaker":
        topic = "self_harm"  # the answer was about the speaker, not about the person they fear for
    return replace(
        found.asked,
        left_open=None,
        path=path,
        topic=topic,
        opened_at=_since(found),
        sign_at=found.now,
        followed_up=False,
    )


def _since(found: _Found) -> datetime:
    """When the protocol was opened: now, unless it is still open from before on this visit.

    So a next visit is asked about once, also where its answer opens the protocol anew.
    """
    still = found.before.path in {"open", "immediate"} and not found.before.followed_up
    return found.before.opened_at if still and found.before.opened_at else found.now


def _screening(
    found: _Found,
    level: Level,
    next_: Next,
    reason: str,
    state: ScreenState,
    *,
    answer: Answer | None = None,
    topic: Topic | None = None,
) -> Screening:
    about = topic or found.judged.topic or state.topic
    return Screening(level, next_, about, reason, found.judged.span, state, answer or found.answer)


def _quiet(
    state: ScreenState, reason: str, topic: Topic | None, answer: Answer | None
) -> Screening:
    return Screening("none", "none", topic, reason, None, state, answer)
