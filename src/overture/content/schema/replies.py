"""Ready-made replies from one member of a group to another."""

from collections import Counter
from typing import Literal, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

PostKind: TypeAlias = Literal[
    "step",
    "near_miss",
    "question",
    "new",
    "quiet",
    "good_news",
    "hard_day",
    "place",
    "anything",
]
"""What a post tells, by the choice of whoever wrote it; `anything` where nothing was chosen."""

FEWEST_OF_A_KIND = 5


class Reply(Authored):
    """A few words to be sent with a tap, and the kind of post that they fit."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    to: PostKind
    words: str = Field(min_length=8, max_length=80)


class ReplyFile(Authored):
    """All replies: several for each kind of post, so that two people can say different things."""

    schema_: Literal["replies/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    reply: tuple[Reply, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for said in ([one.id for one in self.reply], [one.words for one in self.reply]):
            if len(set(said)) < len(said):
                raise ValueError("a reply stands here twice")
        counted = Counter(one.to for one in self.reply)
        if few := [kind for kind in get_args(PostKind) if counted[kind] < FEWEST_OF_A_KIND]:
            raise ValueError(f"too few replies to: {', '.join(few)}")
        return self
