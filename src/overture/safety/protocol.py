"""What to say next when the screen says that something must be said.

Short authored replies: what the member wrote is taken up first, then one next step is named, with
three taps at most. No line is said twice while another is left, no level is ever named, and nothing
here ends, locks or refuses the talk.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from overture.content.schema.hearing import Concern, Stage
from overture.content.schema.safety import SafetyLine
from overture.safety.answers import Answer, says
from overture.safety.boundaries import says_farewell
from overture.safety.directory import directory
from overture.safety.hearing import concerns
from overture.safety.lines import (
    SENTENCES,
    Listed,
    line,
    long_since_number,
    next_of,
    plan,
    sentences,
    slots_of,
)
from overture.safety.replies import (
    SafetyReply,
    anew,
    carded,
    reply_of,
    said_now,
    static,
    without,
)
from overture.safety.screening import Screening
from overture.safety.state import FORGET_AFTER, NEXT_VISIT, ScreenState, phrase_digest

__all__ = [
    "FOLLOW_UP_AFTER",
    "SafetyReply",
    "corrected",
    "follow_up",
    "help_beside",
    "respond",
    "static_reply",
]

FOLLOW_UP_AFTER = NEXT_VISIT
"""A next visit, rather than the same evening."""

TAKEN_UP_WITHIN = 4
"""Turns in which what somebody asks is about the person they had just told us of."""

_PLAINLY = re.compile(r"suicid|end(?:ing)? (?:my life|it all)|kill(?:ing)? myself")
"""Said so plainly that to wonder how it was meant would be deaf."""

_OPENINGS = {"answered_affirmed": "opening_yes", "answered_unsure": "opening_half"}


@dataclass(frozen=True)
class _Turn:
    """One message with what the screen made of it, and what may fill the slots of a reply."""

    screening: Screening
    answer: Answer | None
    message: str
    slots: Mapping[str, str]

    @property
    def state(self) -> ScreenState:
        return self.screening.state

    @property
    def own(self) -> bool:
        """Whether it is about the member's own safety."""
        return self.screening.topic in {"self_harm", None}


def respond(
    screening: Screening,
    answer: Answer | None,
    region: str | None,
    *,
    message: str = "",
    person: str | None = None,
    kept: str | None = None,
    pause: timedelta | None = None,
) -> SafetyReply | None:
    """The reply to a screened text, or None where the talk goes on by itself.

    `answer` overrides how the screen read the text (a tap that said what it was). `region` is the
    member's, as an ISO code, or None. `message` is the text itself, so that it can be taken up.
    `person` is somebody whom the member chose for such moments. `kept` says in words what is kept
    of a talk, where that is not what a server keeps. `pause` sets the usual talk aside for so long
    once danger is affirmed again, where whoever runs the service wants that; help, and every word
    of the member's, are answered meanwhile.
    """
    slots = slots_of(directory(region), screening.span, message, {"person": person, "kept": kept})
    given = answer if answer is not None else screening.answer
    turn = _Turn(screening, given, message, slots)
    reply = _spoken(turn)
    if pause and reply and _affirmed_again(screening):
        return replace(reply, state=replace(reply.state, paused_until=_now(turn) + pause))
    return reply or _set_aside(turn) or _under_age(turn)


def static_reply(region: str | None) -> SafetyReply:
    """The reply for when something of ours has failed; needs nothing but the wording."""
    return static(ScreenState(), slots_of(directory(region), None, "", {}))


def help_beside(region: str | None) -> SafetyReply:
    """People to ring, beside words of which nothing else can come: a page that failed shows it."""
    return static(ScreenState(), slots_of(directory(region), None, "", {}), "static.beside")


def corrected(state: ScreenState, span: str | None) -> SafetyReply:
    """The member says that a phrase was meant otherwise: an apology, and it weighs less from now.

    Only that phrase; everything else is screened as before, and the watch stays on.
    """
    digests = state.corrected if span is None else (*state.corrected, phrase_digest(span))
    calmer = replace(state, corrected=digests, path="none", pending=None, believed=True)
    return said_now(calmer, [line("safe.sorry")], {})


def follow_up(state: ScreenState, now: datetime) -> SafetyReply | None:
    """The first line of the next visit: after the protocol was open, or a question denied; once.

    A no is believed, and it does not close the matter either.
    """
    if state.followed_up or state.topic not in {"self_harm", None}:
        return None
    since = state.opened_at or (state.sign_at if state.denials else None)
    if since is None or now - since < FOLLOW_UP_AFTER:
        return None
    if state.opened_at is None and now - since > FORGET_AFTER:
        return None
    # A new visit: lines may be said again, and the answer is read as one to the question.
    asked = replace(state, followed_up=True, pending="safety", path="none", said=())
    return said_now(asked, [line("follow.up" if state.opened_at else "follow.denied")], {})


def _spoken(turn: _Turn) -> SafetyReply | None:
    if turn.screening.reason == "screen_failed":
        return static(turn.state, turn.slots)
    if turn.screening.next == "none":
        return _release(turn)
    return _question(turn) if turn.screening.next == "question" else _protocol(turn)


def _question(turn: _Turn) -> SafetyReply:
    if done := _already_done(turn):
        return done
    if turn.own:
        wordings = [["ask.key"], ["ask.plain"], ["ask.again"], ["ask.third"]]
        if turn.state.questions > 1:
            wordings = [["ask.again"], ["ask.third"], ["ask.plain"]]
        elif _PLAINLY.search(turn.screening.span or ""):
            wordings = [["ask.named"], *wordings]
        found = reply_of(turn.state, wordings, turn.slots)
    elif turn.state.path == "open":
        return _go_on(turn, plan(str(turn.screening.topic)))  # its route is being said already
    else:
        found = reply_of(turn.state, plan(f"{turn.screening.topic}_question"), turn.slots)
    return found or _protocol(turn)


def _already_done(turn: _Turn) -> SafetyReply | None:
    """Beside a sign of danger, something taken or done needs no question: help comes first."""
    state = turn.state
    if not turn.own or _begun(state):
        return None
    found = _taken_up(turn, "immediate", (), only={"done"})
    if found is None:
        return None
    opened = replace(found.state, topic="self_harm", pending=None, opened_at=_now(turn))
    return carded(replace(found, state=replace(opened, sign_at=_now(turn), followed_up=False)))


def _release(turn: _Turn) -> SafetyReply | None:
    """A no is thanked for, and the talk goes back to what it was about; a goodbye gets one line."""
    state, slots = turn.state, turn.slots
    if turn.answer == "leaving":
        return said_now(state, [line("safe.leaving")], slots)
    if turn.answer not in {"denied", "denied_other", "safe"}:
        return _passed_over(turn)
    if taken := _taken_up(turn, "denied", ()):
        return taken
    late = turn.screening.reason == "answered_late"
    if state.topic == "third_person":
        # The speaker is safe; what they came for is how to help, so that stays open.
        near = replace(state, path="open", opened_at=_now(turn))
        steps = plan("third_person_late" if late else "third_person_safe")
        return reply_of(near, [*steps, ["safe.plain"]], slots)
    said = "safe.meant" if turn.answer == "denied_other" else "safe.plain"
    return reply_of(state, [["safe.late" if late else said], ["safe.again"]], slots)


def _passed_over(turn: _Turn) -> SafetyReply | None:
    """Somebody worries about another and did not answer for themselves: what they ask is taken up.

    What makes our question pressing has it put once more, and the answer is waited for again.
    """
    state = turn.state
    if state.topic != "third_person" or not state.still_open(TAKEN_UP_WITHIN):
        return None
    near = replace(turn, screening=replace(turn.screening, topic="third_person"))
    return _waiting(_taken_up(near, "asked", ()))


def _waiting(reply: SafetyReply | None) -> SafetyReply | None:
    """The reply; where it puts our question to the speaker again, with the answer waited for."""
    if reply is None or "check_on_speaker" not in reply.acts:
        return reply
    asked = replace(reply.state, pending="speaker", left_open=None, asked_turn=reply.state.turn)
    return replace(reply, state=asked)


def _protocol(turn: _Turn) -> SafetyReply:
    state = turn.state
    if turn.screening.topic == "minor":
        return reply_of(state, plan("minor"), turn.slots) or static(state, turn.slots)
    if state.path == "immediate":
        return _immediate(turn)
    if turn.screening.reason == "safe_now":
        return _calmer(turn)
    return _open_path(turn) if turn.own else _go_on(turn, plan(str(turn.screening.topic)))


def _open_path(turn: _Turn) -> SafetyReply:
    """The member's own safety, where it could not be now or that is not known yet."""
    state = turn.state
    if not _begun(state):
        return _open(turn)
    if turn.screening.reason == "not_now":
        steps = reply_of(state, plan("open"), turn.slots)
        return _joined(turn, [line("ni.not_now")], steps)
    return _opened_again(turn) or _ask_again_if_now(turn) or _go_on(turn, _steps(state))


def _opened_again(turn: _Turn) -> SafetyReply | None:
    """Danger said again once every step was named: whether it could be now is open once more."""
    state, again = turn.state, turn.screening.reason.startswith(("sign:", "second:sign:"))
    if not again or reply_of(state, _steps(state), turn.slots):
        return None
    fresh = replace(state, said=())
    said = reply_of(fresh, plan("opening_worse"), turn.slots) or static(fresh, turn.slots)
    return carded(replace(said, state=replace(said.state, pending="immediacy", path="open")))


def _open(turn: _Turn) -> SafetyReply:
    """The card, thanks that fit how it came out, where a person is, and whether it could be now."""
    if done := _already_done(turn):
        return done
    reason = turn.screening.reason
    found = _OPENINGS.get(reason, "opening")
    if reason == "answered_affirmed" and says("half_a_yes", turn.message):
        found = "opening_half"
    if reason == "added_up" or reason.startswith("second:"):
        found = "opening_more"
    if turn.state.followed_up and reason.startswith("answered_"):
        found = "opening_worse"
    said = reply_of(turn.state, plan(found), turn.slots) or static(turn.state, turn.slots)
    return carded(replace(said, state=replace(said.state, pending="immediacy", path="open")))


def _immediate(turn: _Turn) -> SafetyReply:
    """Only safety until somebody is there; when every line is said, the oldest comes again."""
    state, begun = turn.state, _begun(turn.state)
    if any(said.startswith(("im.", "done/")) for said in state.said):
        if not long_since_number(state.said):
            return _go_on(turn, plan("immediate"))
        return _go_on(_sayable_again(turn, "numbers"), (*plan("numbers"), *plan("immediate")))
    if done := _already_done(turn) or _taken_up(turn, "immediate", (), only={"done"}):
        return done
    unsure = turn.answer == "unsure" or says("unsure_now", turn.message)
    opening = plan("immediate_unsure") if unsure and begun else plan("immediate")
    found = reply_of(state, opening, turn.slots) or anew(state, opening, turn.slots)
    return found if begun else carded(found)


def _sayable_again(turn: _Turn, name: str) -> _Turn:
    """The turn with a plan's lines unsaid, if all of them were said: a number has to come again."""
    state = turn.state
    if reply_of(state, plan(name), turn.slots):
        return turn
    ids = {twin for one in plan(name) for id_ in one for twin in (id_, f"{id_}.world")}
    unsaid = replace(state, said=without(state.said, ids))
    return replace(turn, screening=replace(turn.screening, state=unsaid))


def _calmer(turn: _Turn) -> SafetyReply:
    """Somebody is there, or it has passed; next time it is near, the number comes first again."""
    state = turn.state
    if state.said and state.said[-1].startswith("mistaken_now/"):
        return said_now(replace(state, path="told"), [line("safe.meant")], turn.slots)
    again = {"im.emergency", "im.emergency.world", "im.calmer"}
    ready = replace(turn.screening, state=replace(state, said=without(state.said, again)))
    calmed = replace(turn, screening=ready)
    found = _taken_up(calmed, "calmer", (), only=_CALMED)
    found = found or reply_of(ready.state, plan("calmer"), turn.slots)
    reply = found or static(state, turn.slots)
    return replace(reply, state=replace(reply.state, said=(*reply.state.said, "calmed")))


_CALMED = frozenset({"calmer_called", "calmer_passed", "calmer_hospital"})


def _steps(state: ScreenState) -> Listed:
    """The plan that fits: after somebody came, staying with them; else the way to a person."""
    return plan("after") if "calmed" in state.said else plan("open")


def _ask_again_if_now(turn: _Turn) -> SafetyReply | None:
    """Whether it could be today is asked once more if the answer was about something else."""
    said = turn.state.said
    if "open.now" not in said or {"ni.not_now", "open.now.again", "calmed"} & set(said):
        return None
    if any(id_.startswith(("im.", "done/")) for id_ in said):
        return None
    asked = reply_of(turn.state, plan("now_again"), turn.slots)
    reply = _taken_up(turn, "open", plan("now_again")) or asked
    if reply and "open.now.again" in reply.state.said:
        return replace(reply, state=replace(reply.state, pending="immediacy"))
    return reply


def _go_on(turn: _Turn, steps: Listed) -> SafetyReply:
    """What the message holds is taken up, then the next step; after the last the talk is free."""
    state = turn.state
    if pressing := _passed_over_and_pressing(turn):
        return pressing
    immediate = state.path == "immediate"
    stage: Stage = "immediate" if immediate else "open"
    taken = _taken_up(turn, stage, steps)
    reply = taken or reply_of(state, steps, turn.slots) or anew(state, steps, turn.slots)
    if immediate or reply.state.path != "open" or reply_of(reply.state, steps, turn.slots):
        return reply
    return replace(reply, state=replace(reply.state, path="told"))


def _passed_over_and_pressing(turn: _Turn) -> SafetyReply | None:
    """Our question to the speaker again, while the route for the other person is being said."""
    if not (turn.state.topic == "third_person" and turn.state.still_open(TAKEN_UP_WITHIN)):
        return None
    return _waiting(_taken_up(turn, "asked", (), only={"third_worn_too"}))


def _taken_up(
    turn: _Turn, stage: Stage, steps: Listed, *, only: AbstractSet[str] | None = None
) -> SafetyReply | None:
    """The first concern of the message with something left to say, and the next step after it."""
    state = turn.state
    for heard in concerns(turn.message, stage, turn.screening.topic, state.said):
        if only is not None and heard.concern.id not in only:
            continue
        there = _covered(replace(turn, slots={**turn.slots, **heard.slots}), heard.concern)
        step = reply_of(there.state, steps, there.slots) if heard.concern.step else None
        answer = next_of(heard.concern, state.said, there.slots)
        if answer:
            return _moved(_joined(there, [answer], step), heard.concern)
    return None


def _covered(turn: _Turn, concern: Concern) -> _Turn:
    """The turn with the lines counted as said that a concern makes unnecessary."""
    every = {twin for id_ in concern.covers for twin in (id_, f"{id_}.named", f"{id_}.world")}
    new = sorted(every - set(turn.state.said))
    said = (*new, *turn.state.said)
    return replace(turn, screening=replace(turn.screening, state=replace(turn.state, said=said)))


def _moved(reply: SafetyReply, concern: Concern) -> SafetyReply:
    state = reply.state
    return replace(reply, state=replace(state, path=concern.path)) if concern.path else reply


def _joined(turn: _Turn, first: Sequence[SafetyLine], step: SafetyReply | None) -> SafetyReply:
    """What was taken up with the step behind it, if that is still short enough to be read."""
    then = [line(id_) for id_ in step.state.said[len(turn.state.said) :]] if step else []
    short = sentences([*first, *then]) <= SENTENCES
    return said_now(turn.state, [*first, *(then if short else [])], turn.slots)


def _begun(state: ScreenState) -> bool:
    return any(said.startswith(("open.", "im.", "done/")) for said in state.said)


def _affirmed_again(screening: Screening) -> bool:
    """Whether danger was said outright once more, after the protocol had opened."""
    return screening.reason.startswith("sign:") and _begun(screening.state)


def _set_aside(turn: _Turn) -> SafetyReply | None:
    """While the usual talk is set aside: a person, a plan, a small thing; never a refusal."""
    state = turn.state
    if state.paused_until is None or _now(turn) >= state.paused_until:
        return None
    if says_farewell(turn.message):
        return said_now(state, [line("safe.leaving")], turn.slots)
    begin = reply_of(state, plan("pause_begin"), turn.slots)
    return (
        begin
        or reply_of(state, plan("pause"), turn.slots)
        or anew(state, plan("pause"), turn.slots)
    )


def _under_age(turn: _Turn) -> SafetyReply | None:
    """Somebody who was told that this is for adults is pointed to people, whatever they write."""
    state, steps = turn.state, plan("minor_after")
    told = any(id_.startswith("minor.line") for id_ in state.said)
    if not (state.minor and told):
        return None
    if says_farewell(turn.message):
        return said_now(state, [line("safe.leaving")], turn.slots)
    return reply_of(state, steps, turn.slots) or anew(state, steps, turn.slots)


def _now(turn: _Turn) -> datetime:
    """When the message was screened."""
    at = turn.state.at
    assert at is not None  # noqa: S101 - the screen sets it for every text
    return at
