"""The partner's side of a scene, turn by turn: pure, for the same seed the same scene.

`begin` shows the opening and `answer` takes one member turn. Nothing here runs on a clock, no
beat can trap anybody, and every turn gets a reply.
"""

from dataclasses import replace

from overture.content.schema.base import Level
from overture.content.schema.scene import Scene
from overture.conversation.messages import DialMove, PartnerReply, Spoken
from overture.conversation.scene import opening
from overture.conversation.scene.dial import slowed
from overture.conversation.scene.quiet import may_nod, outside, read_nod, read_quiet
from overture.conversation.scene.reading import MemberTurn, Reading, read_words
from overture.conversation.scene.replying import replied
from overture.conversation.scene.smalltalk import ASKS_REAL
from overture.conversation.scene.state import SceneState, started
from overture.conversation.scene.view import left_by, reply, still
from overture.conversation.understanding.types import ActReading, Understanding

Answered = tuple[SceneState, PartnerReply]
SLOWER_NOTE = "Slower, from the next line on."


def begin(
    scene: Scene,
    *,
    level: Level,
    seed: int,  # noqa: ARG001 - asked for like everywhere; no opening draws by it yet
    harder_moment_agreed: bool = False,
) -> Answered:
    """The opening: where the member stands, and the taps to go in or not. Nobody speaks yet.

    With the harder moment agreed, the note announces it.
    """
    state = started(scene, level, harder_moment_agreed=harder_moment_agreed)
    announced = [b.announce for b in scene.beats if b.announce] if harder_moment_agreed else []
    narration = Spoken("partner", "", scene.opening.narration)
    shown = still(scene, state, (narration,), note=announced[0] if announced else "")
    return state, shown


def answer(
    scene: Scene,
    state: SceneState,
    turn: MemberTurn,
    understanding: Understanding | None,
    *,
    seed: int,
) -> Answered:
    """One member turn and the partner's reply. A scene that is over stays as it ended."""
    if state.ended:
        return state, still(scene, state, ())
    turn = as_meant(turn)
    if turn.kind == "stop":
        return left_by(scene, state, turn, "stop")
    if turn.kind == "slower":
        return _slower(scene, state)
    if not state.beat:
        return _before_it_begins(scene, state, turn, understanding, seed)
    return _taken(scene, state, _read(scene, state, turn, understanding), seed, understanding)


def as_meant(turn: MemberTurn) -> MemberTurn:
    """A tapped or typed stage direction such as “(wait)” is waiting; no words are silence."""
    text = turn.text.strip()
    if turn.kind != "words":
        return turn
    if text.startswith("(") and text.endswith(")"):
        return MemberTurn("wait", text)
    return turn if text else MemberTurn("silence")


def _read(
    scene: Scene, state: SceneState, turn: MemberTurn, understanding: Understanding | None
) -> Reading:
    if turn.kind == "nod":
        if may_nod(scene, state):
            return read_nod(scene, turn)
        yes = Understanding("yes", (ActReading("agree", 1.0),), 1.0)
        return read_words(scene, state, MemberTurn("nod", "yes"), yes)
    if turn.kind in {"silence", "wait"}:
        return read_quiet(scene, state, turn)
    return read_words(scene, state, turn, understanding)


def _taken(
    scene: Scene,
    state: SceneState,
    reading: Reading,
    seed: int,
    understanding: Understanding | None,
) -> Answered:
    after, move = replied(scene, state, reading, seed)
    asked = understanding is not None and understanding.act == "ask_if_human"
    curious = asked or ASKS_REAL in reading.flags
    return after, reply(scene, after, move, reading, says_it_is_practice=curious)


def _slower(scene: Scene, state: SceneState) -> Answered:
    move = slowed(state.dial)
    after = replace(state, dial=move.after)
    return after, replace(still(scene, after, (), note=SLOWER_NOTE), dial=move)


def _before_it_begins(
    scene: Scene,
    state: SceneState,
    turn: MemberTurn,
    understanding: Understanding | None,
    seed: int,
) -> Answered:
    """The opening's choice. Words instead of a tap go in and are answered at once."""
    choice = opening.choice_meant(scene, turn, understanding)
    if choice is None and turn.kind not in {"words", "choice"}:
        line = outside(scene, state, seed)
        return state, still(scene, state, (Spoken("partner", "", line.stage),))
    if choice is not None and choice.exit:
        return left_by(scene, state, turn, choice.exit)
    if choice is not None:
        begun = opening.begun(scene, state, choice.words, seed)
        return begun, reply(scene, begun, DialMove(state.dial, state.dial, ""), None)
    inside = opening.inside(scene, state)
    reading = _read(scene, inside, turn, understanding)
    after, shown = _taken(scene, inside, reading, seed, understanding)
    return opening.with_arrival(scene, after, shown, seed)
