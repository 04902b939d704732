"""One member turn as the scene takes it: its kind, what it showed, and the act to be answered."""

from dataclasses import dataclass, replace
from typing import Literal

from overture.content.schema.scene import Fact, OfferFact, Scene
from overture.conversation.scene import acts as scene_acts
from overture.conversation.scene.matching import folded, has_any, in_common
from overture.conversation.scene.notices import flags_noticed, name_given
from overture.conversation.scene.sense import leans_back
from overture.conversation.scene.settling import Surroundings, settled
from overture.conversation.scene.smalltalk import SMALL_TALK
from overture.conversation.scene.state import PartnerLine, SceneState
from overture.conversation.understanding.types import Understanding

TurnKind = Literal["words", "silence", "nod", "choice", "stop", "slower", "wait"]


@dataclass(frozen=True)
class MemberTurn:
    """What the member did: words, a tap, or a control. `text` is empty for the controls."""

    kind: TurnKind
    text: str = ""


@dataclass(frozen=True)
class Reading:
    """A turn, read by the rules of the scene.

    `act` is the one to be answered. `flags` are those that the turn sets; `took`, `came_back` and
    `passed` say what became of the partner's openings. `job` and `stuck` are as in `Exchange`.
    `follows`: it picks up what the partner said. `name` and `key_phrase` may stand in the
    partner's line; both may be empty.
    """

    kind: TurnKind
    text: str
    act: str
    acts: frozenset[str] = frozenset()
    words: int = 0
    flags: frozenset[str] = frozenset()
    took: tuple[str, ...] = ()
    came_back: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    job: bool = False
    stuck: bool = False
    follows: bool = False
    name: str = ""
    key_phrase: str = ""


def read_words(
    scene: Scene, state: SceneState, turn: MemberTurn, understanding: Understanding | None
) -> Reading:
    """A turn in words. Without an understanding it is read by its plainest words alone."""
    heard = understanding or Understanding(turn.text, (), 0.0)
    flat = folded(turn.text)
    found = scene_acts.mapped(heard, flat)
    flags = flags_noticed(scene, state, turn.text, found)
    follows = not flags & SMALL_TALK and _follows(scene, state, turn.text, found)
    acts = settled(
        found,
        heard,
        Surroundings(
            flags=flags,
            asks_for=ask_flags(scene, state) & flags,
            wants_answer=state.wants_answer,
            follows=follows,
            missed_last=bool(state.exchanges) and state.exchanges[-1].act == "unclear",
            words=len(turn.text.split()),
            after_heavy=bool(state.exchanges) and state.exchanges[-1].act == "heavy",
            ask_due=bool(ask_flags(scene, state)),
            small_talk=isinstance(scene.beat(state.beat).enter, OfferFact),
        ),
    )
    took = _taken(scene, state, turn.text, flags, acts)
    act = scene_acts.answered(scene.acts.order, acts)
    job = _does_the_job(scene, state, act, flags)
    reading = Reading(
        kind=turn.kind,
        text=turn.text,
        act=act,
        acts=acts,
        words=len(turn.text.split()),
        flags=flags,
        took=took,
        came_back=_back_to(scene, state, turn.text, acts),
        job=job,
        stuck=not job and not took and scene_acts.says_little(act, acts, turn.text),
        follows=follows,
        name=name_given(scene, state, turn.text),
        key_phrase=scene_acts.echo(heard),
    )
    let_go = () if is_aside(reading) else state.pending
    return replace(reading, passed=tuple(opening for opening in let_go if opening not in took))


def is_aside(reading: Reading) -> bool:
    """Whether the turn only passes the time of day, so that what was asked before stays open."""
    return bool(reading.flags & SMALL_TALK) and not reading.job and not reading.took


def _does_the_job(scene: Scene, state: SceneState, act: str, flags: frozenset[str]) -> bool:
    """Whether the turn says what the member came for, or answers what was asked after that."""
    asking = ask_flags(scene, state)
    if asking & flags:
        return True
    return state.wants_answer and act == "answer" and not (_is_first(scene, state) and asking)


def _is_first(scene: Scene, state: SceneState) -> bool:
    return state.beat == scene.beats[0].id


def ask_flags(scene: Scene, state: SceneState) -> frozenset[str]:
    """The flags that mean, in this beat, that the member said what they came for."""
    asking = {"asked", *(scene.silence.nod.sets if scene.silence.nod else ())}
    here = {
        notice.flag
        for notice in scene.notices
        if state.beat in notice.in_beats or notice.after_opening in state.pending
    }
    return frozenset((asking & here) - state.flags)


def fact_named(scene: Scene, state: SceneState, text: str) -> Fact | None:
    """The partner's fact that the words touch; the one under discussion goes first."""
    touched = [fact for fact in scene.partner.facts if has_any(folded(text), fact.words)]
    return min(touched, key=lambda fact: fact.id != state.fact, default=None)


def _follows(scene: Scene, state: SceneState, text: str, acts: frozenset[str]) -> bool:
    """Whether the turn picks up something that the partner just said."""
    lines = [line for line in state.last_lines if line.text]
    if not lines:
        return False
    asks = bool(acts & {"question", "follow_up"}) or "?" in text
    if asks and _opened_fact(scene, state) and _about_it(scene, state, text):
        return True
    shared = any(in_common(text, line.text) for line in lines)
    return shared and (asks or not (state.wants_answer or acts & {"joke", "thanks"}))


def _about_it(scene: Scene, state: SceneState, text: str) -> bool:
    """Whether a question is about the partner's own matter that lies open, by name or by lean."""
    fact = fact_named(scene, state, text)
    if fact is not None:
        return fact.id in {*state.pending, state.fact}
    return leans_back(folded(text))


def _opened_fact(scene: Scene, state: SceneState) -> bool:
    return any(fact.id in state.pending or fact.id == state.fact for fact in scene.partner.facts)


def _taken(
    scene: Scene, state: SceneState, text: str, flags: frozenset[str], acts: frozenset[str]
) -> tuple[str, ...]:
    """The pending openings that this turn takes up."""
    return tuple(
        opening for opening in state.pending if _takes(scene, state, opening, text, flags, acts)
    )


def _takes(
    scene: Scene,
    state: SceneState,
    opening: str,
    text: str,
    flags: frozenset[str],
    acts: frozenset[str],
) -> bool:
    fact = next((fact for fact in scene.partner.facts if fact.id == opening), None)
    if fact is None:
        return bool(flags & _flags_of(scene, opening)) or bool(flags & ask_flags(scene, state))
    if acts & {"leave", "heavy", "rude", "unclear"}:
        return False
    line = _opener(state, opening)
    shares = line is not None and bool(in_common(text, line.text))
    return "follow_up" in acts or shares or has_any(folded(text), fact.words)


def _flags_of(scene: Scene, opening: str) -> frozenset[str]:
    return frozenset(n.flag for n in scene.notices if n.after_opening == opening)


def _opener(state: SceneState, opening: str) -> PartnerLine | None:
    lines = [line for line in state.spoken_lines if line.opens == opening]
    return lines[-1] if lines else None


def _back_to(scene: Scene, state: SceneState, text: str, acts: frozenset[str]) -> tuple[str, ...]:
    """Openings let go earlier that a question now comes back to."""
    if not acts & {"question", "follow_up"}:
        return ()
    passed = {name for exchange in state.exchanges for name in exchange.passed}
    return tuple(
        fact.id
        for fact in scene.partner.facts
        if fact.id in passed and fact.id not in state.pending and _touches(state, fact, text)
    )


def _touches(state: SceneState, fact: Fact, text: str) -> bool:
    line = _opener(state, fact.id)
    return has_any(folded(text), fact.words) or bool(line and in_common(text, line.text))
