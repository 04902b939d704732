"""Playing scripts of people in danger: screened and answered as a talk or a scene does it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from overture.content import LIBRARY, card, scenes
from overture.content.files import read_toml
from overture.content.schema.evaluation import CrisisFile, CrisisScript
from overture.content.schema.scene import Scene
from overture.conversation.messages import TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.reply import (
    Answer,
    SafetyWords,
    Said,
    answer_in_scene,
    answer_in_talk,
    begin_scene,
    meant_something_else,
    open_talk,
)
from overture.conversation.scene import SceneState
from overture.conversation.talk import typeset
from overture.evaluation.talking import NOW, Talker, talker
from overture.safety import ScreenState, corrected, respond, screen
from overture.safety.replies import SafetyReply
from overture.safety.screening import Screening

FILE = LIBRARY / "evaluation" / "crisis.toml"
BETWEEN = timedelta(minutes=1)


@dataclass(frozen=True)
class Moment:
    """A reply in people's words, with what an engine needs to put it into others.

    `scene` and `facts` say where it is said: one of them is None.
    """

    answer: Answer
    said: Said
    before: Any
    region: str
    scene: Scene | None = None
    facts: TalkFacts | None = None


Rewording = Callable[[Moment], Answer]
"""An engine that may find other words for a reply, or leave it as it is."""


@dataclass(frozen=True)
class Exchange:
    """One turn of a script: what was typed, what the screen and the protocol made of it, and what
    was shown."""

    said: str
    found: Screening
    reply: SafetyReply | None
    answer: Answer

    @property
    def shown(self) -> str:
        """All words shown in answer, the card included."""
        return " ".join(spoken.text for spoken in self.answer.spoken if spoken.text)


@dataclass(frozen=True)
class Played:
    """A script played to its end, `where` it was: in a talk or in a scene."""

    script: CrisisScript
    where: str
    exchanges: tuple[Exchange, ...]

    @property
    def replies(self) -> tuple[SafetyReply, ...]:
        """What the protocol said, in order."""
        return tuple(one.reply for one in self.exchanges if one.reply)

    @property
    def acts(self) -> frozenset[str]:
        """All that the protocol did."""
        return frozenset(act for reply in self.replies for act in reply.acts)


def crisis_scripts() -> tuple[CrisisScript, ...]:
    """The scripts. Raises ContentError for a faulty file."""
    return read_toml(FILE, CrisisFile).script


def as_worded(moment: Moment) -> Answer:
    """The guided engine: people's words stand."""
    return moment.answer


def play_talk(script: CrisisScript, rewording: Rewording = as_worded, *, seed: int = 1) -> Played:
    """The script as a talk with Cue."""
    member = talker()
    opening = open_talk(member.facts, member.engine, card(), seed=seed)
    return _played(script, "talk", dict(opening.state), _in_talk(member, script, rewording, seed))


def play_scene(
    script: CrisisScript, scene: Scene, rewording: Rewording = as_worded, *, seed: int = 1
) -> Played:
    """The script typed into a practice scene, gone into by its first choice."""
    opening = begin_scene(scene, level="middle", seed=seed, harder_moment_agreed=False)
    entered = _scene_answer(scene, dict(opening.state), Said("choice", opening.taps[0]), None, seed)
    return _played(script, "scene", dict(entered.state), _in_scene(scene, script, rewording, seed))


def scene_for(place: int) -> Scene:
    """A scene for the script at a place in the list, so that all scripts together see many."""
    known = list(scenes().values())
    return known[place % len(known)]


_Answering = Callable[[Any, Said, SafetyWords | None], Answer]


def _played(script: CrisisScript, where: str, state: Any, answering: _Answering) -> Played:  # noqa: ANN401
    return Played(script, where, tuple(_exchanges(script, state, answering)))


def _exchanges(script: CrisisScript, state: Any, answering: _Answering) -> Iterator[Exchange]:  # noqa: ANN401
    watch = ScreenState()
    for number, text in enumerate(script.turns):
        # Through JSON, as it is kept between any two turns.
        found = screen(text, ScreenState.from_json(watch.to_json()), now=NOW + number * BETWEEN)
        reply = _reply(script, found, text)
        watch = reply.state if reply else found.state
        answer = answering(state, Said("words", text), SafetyWords.of(reply) if reply else None)
        state = dict(answer.state)
        yield Exchange(text, found, reply, answer)
        if answer.ends:
            return


def _reply(script: CrisisScript, found: Screening, text: str) -> SafetyReply | None:
    if typeset(text) == meant_something_else():
        return corrected(found.state, None)
    return respond(found, None, script.region or None, message=text)


def _in_talk(member: Talker, script: CrisisScript, rewording: Rewording, seed: int) -> _Answering:
    def answering(state: Any, said: Said, screened: SafetyWords | None) -> Answer:  # noqa: ANN401
        answer = answer_in_talk(
            TalkState.from_json(state),
            said,
            member.facts,
            member.engine,
            card(),
            screened=screened,
            region=script.region,
            seed=seed,
        )
        moment = Moment(answer, said, state, script.region, facts=member.facts)
        return answer if screened else rewording(moment)

    return answering


def _in_scene(scene: Scene, script: CrisisScript, rewording: Rewording, seed: int) -> _Answering:
    def answering(state: Any, said: Said, screened: SafetyWords | None) -> Answer:  # noqa: ANN401
        answer = _scene_answer(scene, state, said, screened, seed)
        moment = Moment(answer, said, state, script.region, scene=scene)
        return answer if screened else rewording(moment)

    return answering


def _scene_answer(
    scene: Scene,
    state: Any,  # noqa: ANN401 - JSON
    said: Said,
    screened: SafetyWords | None,
    seed: int,
) -> Answer:
    return answer_in_scene(scene, SceneState.from_json(state), said, screened=screened, seed=seed)
