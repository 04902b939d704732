"""How a scene begins: the tap that goes in, the one that does not, and the partner's first line."""

from dataclasses import replace

from overture.content.schema.scene import Choice, Scene
from overture.conversation.messages import PartnerReply
from overture.conversation.scene.lines import Candidate, Ground, choose, levelled
from overture.conversation.scene.matching import folded
from overture.conversation.scene.reading import MemberTurn, Reading
from overture.conversation.scene.saying import say
from overture.conversation.scene.state import Exchange, SceneState
from overture.conversation.understanding.types import Understanding

_NOT_NOW = ("refusal", "refuse_suggestion", "stop_here", "bye", "close")


def choice_meant(
    scene: Scene, turn: MemberTurn, understanding: Understanding | None
) -> Choice | None:
    """The choice that was tapped or typed; the way out if the words decline; else none."""
    wanted = _words(turn.text)
    for choice in scene.opening.choices:
        if turn.text == choice.id or wanted == _words(choice.words):
            return choice
    declines = understanding is not None and understanding.act in _NOT_NOW
    if turn.kind == "words" and declines:
        return next((choice for choice in scene.opening.choices if choice.exit), None)
    if turn.kind == "choice":
        return next((choice for choice in scene.opening.choices if not choice.exit), None)
    return None


def _words(text: str) -> list[str]:
    return [word for word in folded(text).split() if word[0].isalnum()]


def inside(scene: Scene, state: SceneState) -> SceneState:
    """The state in the first beat, before anything is said in it."""
    return replace(state, beat=scene.beats[0].id)


def begun(scene: Scene, state: SceneState, words: str, seed: int) -> SceneState:
    """The scene with the partner's first line said."""
    ground = _ground(scene, state, seed)
    after, said = say(ground, _first_line(ground))
    opened = Exchange(
        "choice", words, after.beat, state.level, act="opening", dial=dict(state.dial), said=said
    )
    return replace(after, exchanges=(opened,))


def with_arrival(
    scene: Scene, state: SceneState, reply: PartnerReply, seed: int
) -> tuple[SceneState, PartnerReply]:
    """The first reply to a member who spoke first, with the partner seen arriving in front."""
    ground = _ground(scene, replace(state, used=()), seed)
    arrival = _first_line(ground).line.stage
    last = state.exchanges[-1]
    if not arrival or not last.said or not reply.spoken:
        return state, reply
    stage = f"{arrival} {last.said[0].stage}".strip()
    said = (replace(last.said[0], stage=stage), *last.said[1:])
    spoken = (replace(reply.spoken[0], stage=stage), *reply.spoken[1:])
    told = replace(state, exchanges=(*state.exchanges[:-1], replace(last, said=said)))
    return told, replace(reply, spoken=spoken)


def _ground(scene: Scene, state: SceneState, seed: int) -> Ground:
    return Ground(scene, inside(scene, state), Reading("choice", "", "opening"), seed)


def _first_line(ground: Ground) -> Candidate:
    found = choose(levelled(ground.scene.opening.say, "opening", ground), ground)
    if found is None:
        raise ValueError(f"{ground.scene.id}: the opening has no line for {ground.state.level}")
    return found
