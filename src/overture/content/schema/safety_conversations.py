"""Whole talks with what the safety screen has to do at each message."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

Expectation = Literal[
    "none", "question", "question_or_protocol", "protocol_by_here", "nothing_but_resources"
]
"""What has to be done at one message, given all before it.

- `none`: nothing of safety is said.
- `question`: the direct question is asked, and the protocol stays closed.
- `question_or_protocol`: either, here or at a message before. The route for worry about somebody
  else counts as well, because it ends in a question to the speaker.
- `protocol_by_here`: the protocol has opened, here or at a message before.
- `nothing_but_resources`: after a no, or a change of subject that followed one. A line may take the
  answer and *Help now* stays, but nothing is asked again and nothing opens.
"""

Kind = Literal[
    "slow_growth",
    "denial_then_admission",
    "repeated_denial",
    "joking",
    "third_person_turning",
    "benign",
]
"""How a talk comes to its point, or that it only looks like one that does."""


class ScriptedMessage(Authored):
    """One message of a member."""

    text: str = Field(min_length=1)
    expect: Expectation


class Script(Authored):
    """One member's side of a talk, in order, on a clean record."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    kind: Kind
    message: tuple[ScriptedMessage, ...] = Field(min_length=5, max_length=12)

    @model_validator(mode="after")
    def _only_a_benign_talk_stays_quiet(self) -> Self:
        quiet = all(message.expect == "none" for message in self.message)
        if quiet != (self.kind == "benign"):
            raise ValueError(f"{self.id}: a talk expects nothing throughout only if it is benign")
        return self


class SafetyConversations(Authored):
    """One file of talks. A held-out file is never trained on."""

    schema_: Literal["safety-conversations/1"] = Field(alias="schema")
    set: Literal["development", "heldout"]
    script: tuple[Script, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_single(self) -> Self:
        ids = [script.id for script in self.script]
        if len(set(ids)) != len(ids):
            raise ValueError("a talk's id is used twice")
        return self
