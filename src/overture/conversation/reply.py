"""The pipeline: screened first, then understood, decided, worded, checked, and handed back to keep.

Pure: the caller brings the state, the facts, the time and the seed, and keeps what comes back.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from overture.content import Card
from overture.content.schema.safety import Limit
from overture.content.schema.scene import Scene
from overture.conversation import scene as scenes
from overture.conversation import talk
from overture.conversation.engines import Engine
from overture.conversation.messages import Offer, Origin, PartnerReply, Reply, Spoken, TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.policy.limits import (
    LimitWords,
    answered_at,
    says_what_it_is,
    what_it_is,
    words_after,
    words_for,
)
from overture.conversation.scene.view import still
from overture.conversation.talk import typeset
from overture.conversation.understanding import Understanding, understand
from overture.safety.boundaries import asks_if_human
from overture.safety.library import limits, wording
from overture.safety.limits import limit_in_scene, limit_reached, still_at
from overture.safety.outbound import OutboundContext, check
from overture.safety.protocol import SafetyReply

Manner = Literal["words", "tap", "silence", "nod", "choice", "wait", "slower", "stop"]
WORDLESS: frozenset[Manner] = frozenset({"silence", "nod", "choice", "wait", "slower", "stop"})
CONTENT_VERSION = "1"


@dataclass(frozen=True)
class Said:
    """What the member did in one turn: words, a tap, or a control."""

    manner: Manner
    text: str = ""


@dataclass(frozen=True)
class SafetyWords:
    """What the safety protocol says to one turn, kept with the turn until it is answered.

    `card` pauses the talk for human help, once; the lines follow it.
    """

    lines: tuple[str, ...]
    act: str
    taps: tuple[str, ...] = ()
    help_link: bool = False
    card: str = ""

    @classmethod
    def of(cls, reply: SafetyReply) -> "SafetyWords":
        """The words of a protocol's reply, without its state."""
        taps = reply.taps
        if reply.card and reply.card.safe_label not in taps:
            taps = (*taps, reply.card.safe_label)
        card = reply.card.text if reply.card else ""
        return cls(reply.lines, reply.act, tuple(map(typeset, taps)), reply.help_link, card)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "SafetyWords":
        """The words that `asdict` wrote."""
        return cls(**{**kept, "lines": tuple(kept["lines"]), "taps": tuple(kept["taps"])})

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """The card, if there is one, and the lines."""
        return tuple(Spoken("safety", text) for text in (self.card, *self.lines) if text)


def meant_something_else() -> str:
    """The words of the tap that says a message was meant otherwise."""
    return typeset(wording().card.safe_label)


@dataclass(frozen=True)
class Answer:
    """Everything that follows from one turn, as plain values to keep and to show.

    `state` is the conversation's next state, `exit` the way a scene ended, `hints` what the
    member may say next as (want, words, is a tap), `engine` who worded it, with its version, and
    `origin` the same as members read it.
    """

    state: Mapping[str, Any]
    spoken: tuple[Spoken, ...]
    engine: str
    move: str = ""
    reason: str = ""
    understanding: Mapping[str, Any] | None = None
    taps: tuple[str, ...] = ()
    hints: tuple[tuple[str, str, bool], ...] = ()
    note: str = ""
    offer: Offer | None = None
    help_link: bool = False
    may_nod: bool = False
    may_step_out: bool = False
    ends: bool = False
    exit: str | None = None
    origin: Origin = field(default_factory=Origin)

    def as_json(self) -> dict[str, Any]:
        """What a page shows, typeset, as it reads when it has been kept as JSON."""
        shown = {each.name: getattr(self, each.name) for each in fields(self)}
        shown["spoken"] = [
            replace(spoken, text=typeset(spoken.text), stage=typeset(spoken.stage))
            for spoken in self.spoken
        ]
        shown["note"] = typeset(self.note)
        for hidden in ("state", "understanding", "move", "reason", "engine"):
            del shown[hidden]
        return dict(json.loads(json.dumps(shown, default=asdict)))


def open_talk(facts: TalkFacts, engine: Engine, card: Card, *, seed: int) -> Answer:
    """Cue's opening."""
    state, reply = talk.open_talk(facts, engine, card, seed=seed)
    return checked(_from_talk(state, reply, engine, None), "")


def answer_in_talk(
    state: TalkState,
    said: Said,
    facts: TalkFacts,
    engine: Engine,
    card: Card,
    *,
    screened: SafetyWords | None,
    region: str,
    seed: int,
) -> Answer:
    """Answer one turn of a talk with Cue. What the screen has to say replaces everything else."""
    if screened:
        return said_by_safety(replace(state, safety_turn=state.turn).to_json(), screened)
    if said.manner == "stop":
        ended = replace(state, ended=True)
        return Answer(ended.to_json(), (Spoken("cue", STOPPED),), "guided/1", "close", ends=True)
    read = understand(said.text, state.context)
    if said.manner == "words" and (at_limit := _at_a_limit(said, state, read, region, seed)):
        return checked(at_limit, region)
    after, reply = talk.answer(state, read, facts, engine, card, seed=seed)
    answer = _from_talk(after, reply, engine, read)
    if asks_if_human(said.text) and not says_what_it_is(reply.spoken[0].text):
        why = "You asked whether this is a person, so that comes first."
        words = what_it_is(state, seed=seed)
        answer = _in_own_words("what_it_is", why, state, read, words)
    return checked(answer, region)


STOPPED = "Stopped. That’s fine."
OUT_OF_ORDER = (
    "Something of ours broke while that was being answered. What you wrote is kept. "
    "Say it another way, or leave it."
)
SAFE_WORDS = "I’ve lost the thread there, and that’s my end. Say it another way, or tap one."


def checked(answer: Answer, region: str) -> Answer:
    """The answer with every sentence that may not be said replaced, never appended to."""
    context = OutboundContext(region=region or None, farewell=answer.ends, authored=True)
    return replace(answer, spoken=tuple(_checked(spoken, context) for spoken in answer.spoken))


def _checked(spoken: Spoken, context: OutboundContext) -> Spoken:
    return spoken if check(spoken.text, context).ok else replace(spoken, text=SAFE_WORDS)


def begin_scene(scene: Scene, *, level: str, seed: int, harder_moment_agreed: bool) -> Answer:
    """The opening of a scene, before the member has done anything."""
    state, reply = scenes.begin(
        scene,
        level=level,  # type: ignore[arg-type]
        seed=seed,
        harder_moment_agreed=harder_moment_agreed,
    )
    return _from_scene(state, reply, None)


def answer_in_scene(
    scene: Scene,
    state: scenes.SceneState,
    said: Said,
    *,
    screened: SafetyWords | None,
    seed: int,
) -> Answer:
    """Answer one turn of a scene. The partner never answers what the screen has taken up.

    A played partner may love a full box or hope for rain: what Cue may not say of itself does not
    bind an invented person. Their lines are authored, and checked when the content is.
    """
    if screened:
        return said_by_safety(state.to_json(), screened)
    limit = limit_in_scene(said.text) if said.manner == "words" else None
    if limit and not state.ended:
        stepped_out = still(scene, state, (), note=typeset(_stepping_out(limit)))
        return replace(_from_scene(state, stepped_out, None), move=f"limit:{limit.id}")
    kind = "words" if said.manner == "tap" else said.manner
    read = None if said.manner in WORDLESS else understand(said.text, state.context)
    turn = scenes.MemberTurn(kind=kind, text=said.text)
    after, reply = scenes.answer(scene, state, turn, read, seed=seed)
    return _from_scene(after, reply, read)


def _at_a_limit(
    said: Said, state: TalkState, read: Understanding, region: str, seed: int
) -> Answer | None:
    """The answer to what a program cannot give, and to what comes right after it; else None.

    No model is ever asked to word it.
    """
    limit = limit_reached(said.text)
    last = state.used[-1] if state.used else ""
    if limit:
        words = words_for(limit, state, read, region, seed=seed)
    elif limit := still_at(said.text, last):
        words = words_after(limit, state, seed=seed)
    else:
        return None
    answer = _in_own_words(limit.id, limit.why, state, read, words)
    return replace(answer, help_link=limit.help)


def _in_own_words(
    limit: str, why: str, state: TalkState, read: Understanding, words: LimitWords
) -> Answer:
    return Answer(
        state=answered_at(state, read, words).to_json(),
        spoken=(Spoken("cue", words.text, line_ids=words.line_ids),),
        engine="guided/1",
        move=f"limit:{limit}",
        reason=why,
        understanding=summary(read),
    )


def _stepping_out(limit: Limit) -> str:
    """What is said beside the part when a line to a partner comes to a limit."""
    return f"{limit.scene_line} {limits().steps.scene}"


def _from_talk(
    state: TalkState, reply: Reply, engine: Engine, read: Understanding | None
) -> Answer:
    move = reply.move.name + (f"+{reply.move.tail}" if reply.move.tail else "")
    return Answer(
        state=state.to_json(),
        spoken=reply.spoken,
        engine=f"{engine.name}/{engine.version}",
        move=move,
        reason=reply.move.reason,
        understanding=summary(read),
        taps=reply.taps,
        offer=reply.offer,
        ends=reply.ends,
    )


def _from_scene(
    state: scenes.SceneState, reply: PartnerReply, read: Understanding | None
) -> Answer:
    return Answer(
        state=state.to_json(),
        spoken=reply.spoken,
        engine="guided/1",
        move=f"partner:{reply.beat}/{reply.level}",
        reason=reply.dial.reason,
        understanding=summary(read),
        taps=reply.taps,
        hints=reply.hints,
        note=reply.note_to_member,
        may_nod=reply.may_nod,
        may_step_out=reply.offer_stepping_out,
        ends=reply.exit is not None,
        exit=reply.exit,
    )


def said_by_safety(state: Mapping[str, Any], words: SafetyWords) -> Answer:
    """The answer when the safety protocol speaks instead of the talk, which stays as it was."""
    return Answer(
        state=state,
        spoken=words.spoken,
        engine="safety/1",
        move=f"safety:{words.act}",
        reason="What you wrote sounded serious, so that comes first.",
        taps=words.taps,
        help_link=words.help_link,
    )


def out_of_order(state: Mapping[str, Any]) -> Answer:
    """The answer when none could be made: it says so, and the conversation stays as it was."""
    return Answer(state=state, spoken=(), engine="none/1", move="fault", note=OUT_OF_ORDER)


def summary(read: Understanding | None) -> Mapping[str, Any] | None:
    """What is kept of an understanding: acts, topic, feelings and confidence, no words."""
    if read is None:
        return None
    return {
        "acts": [act.name for act in read.acts],
        "topic": read.topic,
        "feelings": dict(read.feelings),
        "confidence": round(read.confidence, 3),
    }
