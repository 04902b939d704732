"""Talks with Cue for tests: facts, turns as they might be understood, and whole random talks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from overture.content import card, companion_lines
from overture.content.schema.acts import FEELINGS, TALK_ACTS, TOPICS
from overture.conversation import talk
from overture.conversation.engines import Guided
from overture.conversation.messages import Reply, SceneCard, StepInFocus, TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.understanding.types import (
    ActReading,
    KeyPhrase,
    Person,
    Understanding,
)

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
ENGINE = Guided(companion_lines())
CARD = card()
SCENES = (
    SceneCard("parcel", "Asking the neighbour about a parcel", "neighbour", "neighbour"),
    SceneCard("kitchen", "Lunch with one person in the kitchen", "colleague", "colleague"),
)

KEYS = (
    KeyPhrase("np", "my sister's dish", "your sister's dish"),
    KeyPhrase("np", "the green coat", "the green coat"),
    KeyPhrase("place", "the kitchen", "the kitchen"),
    KeyPhrase("ger", "returning her dish", "returning her dish"),
    KeyPhrase("clause", "she will ask how I am", "she will ask how you are"),
    KeyPhrase("quote", "i hid in the car park"),
    KeyPhrase("quote", "why would anyone? honestly"),
    KeyPhrase("speech", "oh you DO live here"),
    KeyPhrase("coping", "one manages"),
)
PEOPLE = (Person("Bev", "Bev", "name"), Person("my sister", "your sister", "kin"))
PATTERNS = (
    *("unfinished", "by_myself", "avoids", "said_it_at_last", "plan_has_an_end", "only_one"),
    *("own_line_that_is_true", "asked_someone", "discounts", "diagnosis", "judge_absent"),
    *("too_many_questions", "just_talk", "grief", "empty_day", "do_you_feel", "distrust"),
    *("cannot_say", "own_counter_evidence", "warm_about_person", "no_reply", "in_a_group"),
)
TEXTS = (
    "",
    "...",
    "😀",
    "no",
    "yes",
    "it's been a long week and nobody rang",
    "i could ask her on thursday",
    "something else",
    "no se que hacer estoy muy triste",
    "like 8. ok 7",
    "and then",
    "what should i do",
)


@dataclass(frozen=True)
class Turn:
    """A member's turn: as understood, or a tap by its place among those beside the reply."""

    read: Understanding
    tap: int | None = None


@dataclass(frozen=True)
class Played:
    """One turn of a played talk: the state before and after, and the reply."""

    before: TalkState
    read: Understanding
    after: TalkState
    reply: Reply

    @property
    def text(self) -> str:
        """What Cue said."""
        return self.reply.spoken[0].text

    @property
    def asks(self) -> bool:
        """Whether it asked."""
        return "?" in self.text


def facts(**changes: Any) -> TalkFacts:
    """What Cue knows in a test talk."""
    known = TalkFacts(
        now=NOW, talks_before=2, scenes=SCENES, privacy_words="Kept on this machine only."
    )
    return replace(known, **changes)


def read(text: str, act: str, probability: float = 0.9, **parts: Any) -> Understanding:
    """A turn as the understanding might read it."""
    known = {"confidence": probability, "words": len(text.split()), **parts}
    return Understanding(text=text, acts=(ActReading(act, probability),), **known)  # type: ignore[arg-type]


def play(
    turns: Sequence[Turn], *, seed: int = 1, known: TalkFacts | None = None
) -> tuple[Reply, list[Played]]:
    """A whole talk, ending early where Cue closes it."""
    known = known or facts()
    state, opening = talk.open_talk(known, ENGINE, CARD, seed=seed)
    played: list[Played] = []
    for turn in turns:
        heard = _as_taken(turn, state)
        after, reply = talk.answer(state, heard, known, ENGINE, CARD, seed=seed)
        played.append(Played(state, heard, after, reply))
        state = after
        if reply.ends:
            break
    return opening, played


def _as_taken(turn: Turn, state: TalkState) -> Understanding:
    if turn.tap is None or not state.taps:
        return turn.read
    return read(state.taps[turn.tap % len(state.taps)], "agree")


@st.composite
def understandings(draw: st.DrawFn) -> Understanding:
    """Anything that might be understood of a turn."""
    acts = draw(st.lists(st.sampled_from(TALK_ACTS), min_size=1, max_size=3, unique=True))
    first = draw(st.floats(0.05, 1.0))
    text = draw(st.sampled_from(TEXTS))
    return Understanding(
        text=text,
        acts=tuple(ActReading(act, round(first / (1 + n), 3)) for n, act in enumerate(acts)),
        confidence=draw(st.sampled_from((0.2, 0.5, 0.9))),
        topic=draw(st.one_of(st.none(), st.sampled_from(TOPICS))),
        feelings={draw(st.sampled_from(FEELINGS)): draw(st.sampled_from((0.4, 0.8)))},
        people=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        keys=tuple(draw(st.lists(st.sampled_from(KEYS), max_size=4, unique=True))),
        patterns=frozenset(draw(st.lists(st.sampled_from(PATTERNS), max_size=2))),
        number=draw(st.sampled_from((None, None, 3.0, 85.0))),
        day=draw(st.sampled_from((None, "Thursday"))),
        term=draw(st.sampled_from((None, None, "oya"))),
        words=draw(st.sampled_from((len(text.split()), 1, 9, 40))),
        jokes=draw(st.booleans()),
    )


def turns(count: int = 24) -> st.SearchStrategy[list[Turn]]:
    """A whole talk's worth of turns, about every third of them a tap."""
    tap = st.sampled_from((None, None, 0, 1, 2))
    return st.lists(st.builds(Turn, understandings(), tap), min_size=1, max_size=count)


def worlds() -> st.SearchStrategy[TalkFacts]:
    """Different members: first talk or later, hardly any energy, a step due or behind."""
    return st.builds(
        facts,
        talks_before=st.sampled_from((0, 3)),
        room=st.sampled_from((None, "hardly any")),
        pace=st.sampled_from(("slow", "even")),
        plain_style=st.booleans(),
        member_name=st.sampled_from(("", "Ada")),
        step=st.sampled_from(
            (
                StepInFocus(),
                StepInFocus("due", "text Leo", "today"),
                StepInFocus("missed", "ring the surgery", "yesterday"),
                StepInFocus("done", "say hello", "yesterday", "go earlier"),
            )
        ),
    )
