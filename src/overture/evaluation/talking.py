"""Playing turns of a member through a talk with Cue, as they would be typed, screen included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from overture.content import card, companion_lines
from overture.conversation.engines import Engine, Guided
from overture.conversation.messages import TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.reply import Answer, SafetyWords, Said, answer_in_talk, open_talk
from overture.conversation.talk import scene_cards
from overture.safety import ScreenState, screen
from overture.safety.protocol import respond

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
"""An evening in no particular week: a suite says the same whenever it is run."""


@dataclass(frozen=True)
class Talker:
    """A member who talks: the facts of their talk, and the engine that answers them."""

    facts: TalkFacts
    engine: Engine


def talker(*, talks_before: int = 3) -> Talker:
    """Somebody with a talk or three behind them, answered by the guided engine."""
    facts = TalkFacts(now=NOW, talks_before=talks_before, scenes=scene_cards())
    return Talker(facts, Guided(companion_lines()))


def replies(of: Talker, turns: Iterable[str], *, seed: int) -> list[Answer]:
    """Cue's answers, the opening first. What the screen has to say replaces an answer."""
    opening = open_talk(of.facts, of.engine, card(), seed=seed)
    said, watch, answers = opening, ScreenState(), [opening]
    for text in turns:
        found = screen(text, watch, now=NOW)
        safe = respond(found, None, None, message=text)
        watch = safe.state if safe else found.state
        said = answer_in_talk(
            TalkState.from_json(dict(said.state)),
            Said("words", text),
            of.facts,
            of.engine,
            card(),
            screened=SafetyWords.of(safe) if safe else None,
            region="",
            seed=seed,
        )
        answers.append(said)
    return answers


def words_of(answer: Answer) -> str:
    """What was said, in one text."""
    return " ".join(spoken.text for spoken in answer.spoken if spoken.text)


def plain(text: str) -> str:
    """Lower case and straight apostrophes, as expressions over replies expect them."""
    return text.lower().replace("’", "'")
