"""Training examples for the member's acts: what people write when they mean a thing.

One TOML file an act, `acts/<act>.toml`. The names here are the closed lists that the whole
conversation works with; a name outside them is an author's slip and is refused.
"""

from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from overture.content.schema.base import Authored, Unit

TalkAct = Literal[
    "greet",
    "bye",
    "stop_here",
    "ask_companion",
    "ask_if_human",
    "share_bad_event",
    "share_good_event",
    "share_neutral",
    "worry_upcoming",
    "self_criticism",
    "rumination",
    "ask_advice",
    "ask_practise",
    "refuse_suggestion",
    "agree",
    "thanks",
    "insult_companion",
    "boredom",
    "hobby_talk",
    "loneliness",
    "romance_towards_companion",
    "test_or_nonsense",
    "request_slower",
    "ask_privacy",
    "silence_filler",
]
"""What a member may do in a talk with the companion."""

SceneAct = Literal[
    "question",
    "follow_up",
    "self_disclosure",
    "acknowledge",
    "compliment",
    "apology",
    "request",
    "opinion",
    "close",
    "joke",
    "refusal",
    "rude",
]
"""What a member may do, beside that, towards the partner of a scene."""

Act = TalkAct | SceneAct

Topic = Literal[
    "work",
    "study",
    "family",
    "neighbours",
    "dating",
    "friends",
    "phone_calls",
    "online",
    "being_alone",
    "weekend",
    "food",
    "music",
    "films",
    "books",
    "games",
    "sport",
    "pets",
    "travel",
    "weather",
    "small_talk",
    "craft",
    "money_worries",
    "health_appointments",
    "moving",
    "grief",
]

Feeling = Literal[
    "anxious",
    "afraid",
    "sad",
    "lonely",
    "ashamed",
    "angry",
    "tired",
    "flat",
    "overwhelmed",
    "guilty",
    "hurt",
    "jealous",
    "bored",
    "calm",
    "glad",
    "proud",
    "relieved",
    "hopeful",
]

TALK_ACTS: tuple[TalkAct, ...] = get_args(TalkAct)
SCENE_ACTS: tuple[SceneAct, ...] = get_args(SceneAct)
TOPICS: tuple[Topic, ...] = get_args(Topic)
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)


def _as_example(value: object) -> object:
    """An author may write a plain string for an example that is only words."""
    return {"text": value} if isinstance(value, str) else value


class Example(Authored):
    """Something a member might write, with what else it does and what it shows.

    `feelings` gives the strength 0-1 of what a reader would hear in the words, named or not.
    """

    text: str = Field(min_length=1, max_length=600)
    also: tuple[Act, ...] = ()
    topic: Topic | None = None
    feelings: dict[Feeling, Unit] = Field(default_factory=dict)


Examples = tuple[Annotated[Example, BeforeValidator(_as_example)], ...]


class ActFile(Authored):
    """All examples of one act. Both held-out sets are only for measuring and never trained on.

    `more` were written later and are learned from like `examples`, but not by the safety screen:
    its published figures and thresholds belong to a head that has not seen them.
    `held_out_2` was written later, in other voices, before anybody saw what the classifier made
    of it; neither set is ever moved into `examples`.
    """

    schema_: Literal["acts/1"] = Field(alias="schema")
    act: Act
    means: str
    examples: Examples = Field(min_length=1)
    more: Examples = ()
    held_out: Examples = ()
    held_out_2: Examples = ()

    @property
    def learned(self) -> Examples:
        """What the acts' classifier learns from."""
        return (*self.examples, *self.more)

    @model_validator(mode="after")
    def _no_text_twice(self) -> Self:
        texts = [
            example.text.casefold()
            for example in (*self.examples, *self.held_out, *self.held_out_2)
        ]
        twice = sorted({text for text in texts if texts.count(text) > 1})
        if twice:
            raise ValueError(f"written twice: {twice[0]!r}")
        return self
