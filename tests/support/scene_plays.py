"""Playing a scene in a test: a script of turns, each with what was understood of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from overture.content import scenes
from overture.content.schema.acts import Act
from overture.content.schema.base import Level
from overture.content.schema.scene import Scene
from overture.conversation.messages import PartnerReply
from overture.conversation.scene import MemberTurn, SceneState, answer, begin
from tests.support.understandings import understood

SILENCE, WAIT, NOD, STOP, SLOWER = (
    MemberTurn("silence"),
    MemberTurn("wait"),
    MemberTurn("nod"),
    MemberTurn("stop"),
    MemberTurn("slower"),
)


@dataclass(frozen=True)
class Said:
    """A turn in words with its hand-made understanding."""

    text: str
    acts: tuple[Act, ...] = ()


def said(text: str, *acts: Act) -> Said:
    return Said(text, acts)


@dataclass(frozen=True)
class Play:
    """A scene played so far: every state and reply, the opening first."""

    scene: Scene
    steps: tuple[tuple[SceneState, PartnerReply], ...]
    seed: int

    @property
    def state(self) -> SceneState:
        return self.steps[-1][0]

    @property
    def reply(self) -> PartnerReply:
        return self.steps[-1][1]

    @property
    def words(self) -> list[str]:
        return [spoken.text for spoken in self.reply.spoken]

    @property
    def all_words(self) -> str:
        return " ".join(s.text + " " + s.stage for _, reply in self.steps for s in reply.spoken)

    def goes(self, *turns: Said | MemberTurn) -> "Play":
        steps = list(self.steps)
        for turn in turns:
            member = MemberTurn("words", turn.text) if isinstance(turn, Said) else turn
            heard = understood(turn.text, *turn.acts) if isinstance(turn, Said) else None
            steps.append(answer(self.scene, steps[-1][0], member, heard, seed=self.seed))
        return Play(self.scene, tuple(steps), self.seed)


def opened(scene_id: str, level: Level, *, seed: int = 1, harder: bool = False) -> Play:
    """A scene with its opening shown."""
    scene = scenes()[scene_id]
    step = begin(scene, level=level, seed=seed, harder_moment_agreed=harder)
    return Play(scene, (step,), seed)


def entered(
    scene_id: str, level: Level, *turns: Said | MemberTurn, seed: int = 1, harder: bool = False
) -> Play:
    """A scene gone into, and these turns played."""
    play = opened(scene_id, level, seed=seed, harder=harder)
    return play.goes(MemberTurn("choice", play.scene.opening.choices[0].id), *turns)


def parcel(level: Level, *turns: Said | MemberTurn, seed: int = 1) -> Play:
    return entered("neighbour-parcel", level, *turns, seed=seed)


def dials(play: Play, part: str) -> Sequence[float]:
    return [reply.dial.after[part] for _, reply in play.steps]
