"""What to say next when the screen says that something must be said.

Short authored replies, one next step first, three taps at most. No line is said twice while another
is left, no level is ever named, and nothing here ends, locks or refuses the talk.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from overture.content.schema.safety import Card, SafetyAct, SafetyLine
from overture.safety.answers import Answer, says
from overture.safety.directory import Directory, directory
from overture.safety.library import wording
from overture.safety.screening import Screening
from overture.safety.state import ScreenState, phrase_digest

FOLLOW_UP_AFTER = timedelta(hours=6)
"""A next visit, rather than the same evening."""

_RISK_WORDS = re.compile(
    r"(?i)kill|suicid|hang|cut|harm|hurt|overdos|drown|shoot|poison|jump|die\b|dead|death"
)
"""Words that are not said back to the member who wrote them."""

_Listed = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SafetyReply:
    """One reply of the protocol.

    `lines` are said in order; `act` is the first line's and `acts` all of them. `taps` stand beside
    free text. `card` holds the words of the card that pauses the talk, once, when it opens.
    `state` is the one to keep.
    """

    lines: tuple[str, ...]
    act: SafetyAct
    acts: tuple[SafetyAct, ...]
    taps: tuple[str, ...]
    help_link: bool
    card: Card | None
    state: ScreenState

    @property
    def text(self) -> str:
        """The whole reply."""
        return " ".join(self.lines)


def respond(
    screening: Screening,
    answer: Answer | None,
    region: str | None,
    *,
    message: str = "",
    person: str | None = None,
) -> SafetyReply | None:
    """The reply to a screened text, or None where the talk goes on by itself.

    `answer` overrides how the screen read the text (a tap that said what it was). `region` is the
    member's, as an ISO code, or None. `message` is the text itself, so that a few of its own words
    may be said back. `person` is somebody whom the member chose for such moments.
    """
    given = answer if answer is not None else screening.answer
    slots = _slots(directory(region), screening, message, person)
    if screening.reason == "screen_failed":
        return _static(screening.state, slots)
    if screening.next == "none":
        return _release(screening, given, slots)
    if screening.next == "question":
        return _question(screening, message, slots)
    return _protocol(screening, message, slots)


def static_reply(region: str | None) -> SafetyReply:
    """The reply for when something of ours has failed; needs nothing but the wording."""
    return _static(ScreenState(), _slots(directory(region), None, "", None))


def corrected(state: ScreenState, span: str | None) -> SafetyReply:
    """The member says that a phrase was meant otherwise: an apology, and it weighs less from now.

    Only that phrase; everything else is screened as before, and the watch stays on.
    """
    digests = state.corrected if span is None else (*state.corrected, phrase_digest(span))
    calmer = replace(state, corrected=digests, path="none", pending=None, believed=True)
    return _said(calmer, [_line("safe.sorry")], {})


def follow_up(state: ScreenState, now: datetime) -> SafetyReply | None:
    """The first line of the next visit after the protocol was open; once, else None."""
    opened = state.opened_at
    if opened is None or state.followed_up or now - opened < FOLLOW_UP_AFTER:
        return None
    if state.topic not in {"self_harm", None}:
        return None
    # A new visit: lines may be said again, and the answer is read as one to the question.
    asked = replace(state, followed_up=True, pending="safety", path="none", said=())
    return _said(asked, [_line("follow.up")], {})


def _question(screening: Screening, message: str, slots: Mapping[str, str]) -> SafetyReply:
    if screening.topic in {"self_harm", None}:
        wordings = [["ask.key"], ["ask.plain"], ["ask.again"], ["ask.third"]]
        if screening.state.questions > 1:
            wordings = [["ask.again"], ["ask.third"], ["ask.plain"]]
        found = _reply(screening.state, wordings, slots)
    else:
        found = _reply(screening.state, _plan(f"{screening.topic}_question"), slots)
    return found or _protocol(screening, message, slots)


def _release(
    screening: Screening, answer: Answer | None, slots: Mapping[str, str]
) -> SafetyReply | None:
    """A no is thanked for, and the talk goes back to what it was about; a goodbye gets one line."""
    if answer == "leaving":
        return _said(screening.state, [_line("safe.leaving")], slots)
    if answer not in {"denied", "denied_other", "safe"}:
        return None
    if screening.topic == "third_person":
        wordings = [["safe.third"], ["safe.plain"]]
    elif answer == "denied_other":
        wordings = [["safe.meant"], ["safe.again"]]
    else:
        wordings = [["safe.plain"], ["safe.again"]]
    return _reply(screening.state, wordings, slots)


def _protocol(screening: Screening, message: str, slots: Mapping[str, str]) -> SafetyReply:
    state = screening.state
    if screening.topic == "minor":
        return _reply(state, _plan("minor"), slots) or _static(state, slots)
    if state.path == "immediate":
        return _immediate(state, slots)
    if screening.reason == "safe_now":
        return _said(state, [_line("im.calmer")], slots)
    own = screening.topic in {"self_harm", None}
    begun = any(said.startswith(("open.", "im.")) for said in state.said)
    if own and not begun:
        opening = _reply(state, _plan("opening"), slots) or _static(state, slots)
        asked = replace(opening.state, pending="immediacy", path="open")
        return replace(opening, card=wording().card, state=asked)
    aside = _aside(state, message, slots) if own else None
    return aside or _in_order(state, "open" if own else str(screening.topic), slots)


def _aside(state: ScreenState, message: str, slots: Mapping[str, str]) -> SafetyReply | None:
    """What stands in the way is answered before the next step is named."""
    if says("cannot_call", message):
        return _reply(state, [["ni.script", "ni.private"]], slots)
    if says("alone", message):
        return _reply(state, [["ni.nobody"]], slots)
    return None


def _in_order(state: ScreenState, plan: str, slots: Mapping[str, str]) -> SafetyReply:
    """The next reply of a plan; after its last one the talk is free again."""
    replies = _plan(plan)
    reply = _reply(state, replies, slots) or _anew(state, replies, slots)
    left = _reply(reply.state, replies, slots)
    return reply if left else replace(reply, state=replace(reply.state, path="told"))


def _anew(state: ScreenState, plan: _Listed, slots: Mapping[str, str]) -> SafetyReply:
    """The plan from its beginning, once every line of it has been said."""
    known = {line for ids in plan for id_ in ids for line in (id_, f"{id_}.named", f"{id_}.world")}
    kept = tuple(said for said in state.said if said not in known)
    return _reply(replace(state, said=kept), plan, slots) or _static(state, slots)


def _immediate(state: ScreenState, slots: Mapping[str, str]) -> SafetyReply:
    """Only safety until somebody is there; when every line is said, the oldest comes again."""
    plan = _plan("immediate")
    first = "im.emergency" not in state.said and "im.emergency.world" not in state.said
    reply = _reply(state, plan, slots) or _anew(state, plan, slots)
    return replace(reply, card=wording().card) if first else reply


def _reply(
    state: ScreenState, plan: Sequence[Sequence[str]], slots: Mapping[str, str]
) -> SafetyReply | None:
    """The first reply of the plan with something unsaid and sayable in it."""
    for ids in plan:
        lines = [line for id_ in ids if (line := _sayable(id_, slots)) is not None]
        fresh = [line for line in lines if line.id not in state.said]
        # A reply that was begun is not said again in part: its leading step was taken.
        if fresh and (lines[0] in fresh):
            return _said(state, fresh, slots)
    return None


def _sayable(id_: str, slots: Mapping[str, str]) -> SafetyLine | None:
    """The line, its twin for a named person, or its twin for the whole world."""
    lines = _lines()
    for candidate in (f"{id_}.named", id_, f"{id_}.world"):
        line = lines.get(candidate)
        if line is not None and all(need in slots for need in line.needs):
            return line
    return None


def _said(state: ScreenState, lines: Sequence[SafetyLine], slots: Mapping[str, str]) -> SafetyReply:
    taps = next((line.taps for line in reversed(lines) if line.taps), ())
    acts = tuple(line.act for line in lines)
    return SafetyReply(
        lines=tuple(line.text.format(**slots) for line in lines),
        act=acts[0],
        acts=acts,
        taps=taps,
        help_link=True,
        card=None,
        state=replace(state, said=(*state.said, *(line.id for line in lines))),
    )


def _static(state: ScreenState, slots: Mapping[str, str]) -> SafetyReply:
    """The fixed reply; it may come more than once, since a fault may."""
    line = _sayable("static.reply", slots) or _line("static.reply.world")
    return _said(state, [line], slots)


def _slots(
    known: Directory, screening: Screening | None, message: str, person: str | None
) -> dict[str, str]:
    found = {
        "line": known.how,
        "line_text": known.how_by_text,
        "line_home": known.how_for("home"),
        "line_eating": known.how_for("eating"),
        "line_young": known.how_for("young"),
        "emergency": known.emergency,
        "worldwide": known.worldwide,
        "person": person,
        "key": _own_words(screening.span, message) if screening else None,
    }
    return {name: value for name, value in found.items() if value}


def _own_words(span: str | None, message: str) -> str | None:
    """The member's words behind a folded span, as written; None where they are better not said."""
    if not span or _RISK_WORDS.search(span):
        return None
    letters = [r"['’]?".join(map(re.escape, word)) for word in span.split()]
    found = re.search(r"\W{1,3}".join(letters), message, re.IGNORECASE)
    return found.group(0) if found and not _RISK_WORDS.search(found.group(0)) else None


def _plan(name: str) -> _Listed:
    return wording().plan[name]


def _line(id_: str) -> SafetyLine:
    return _lines()[id_]


def _lines() -> Mapping[str, SafetyLine]:
    return {line.id: line for line in wording().line}
