"""One question after time with somebody, and one kind text where something nearly worked."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

Fits: TypeAlias = Literal["any", "pleasant", "returned", "brief", "remote", "group", "step", "hard"]
"""What a moment must have been for a question to fit it."""

Stands: TypeAlias = Literal["turned_back", "part_way", "same_again", "was_hard", "plateau"]
"""Where a kind text may stand."""


class Question(Authored):
    """One question: what it looks at, and what it fits."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    kind: Literal["savour", "did", "carry"]
    fits: Fits
    words: str = Field(min_length=12, max_length=110, pattern=r"\?")


class AfterFile(Authored):
    """All questions. There is one for every kind of moment, a hard one too."""

    schema_: Literal["after/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    questions: tuple[Question, ...] = Field(min_length=40)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        _once(one.id for one in self.questions)
        _once(one.words for one in self.questions)
        if missing := set(get_args(Fits)) - {one.fits for one in self.questions}:
            raise ValueError(f"no question fits: {', '.join(sorted(missing))}")
        return self


class KindText(Authored):
    """One short text to oneself, and where it may stand."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    when: Stands
    words: str = Field(min_length=30, max_length=180)


class KindnessFile(Authored):
    """All kind texts: two or more for each place, so that none comes twice running."""

    schema_: Literal["kindness/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    texts: tuple[KindText, ...] = Field(min_length=12)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        _once(one.id for one in self.texts)
        _once(one.words for one in self.texts)
        counted = Counter(one.when for one in self.texts)
        if few := [place for place in get_args(Stands) if counted[place] < 2]:
            raise ValueError(f"fewer than two texts for: {', '.join(few)}")
        return self


def _once(names: Iterable[str]) -> None:
    """Refuse what stands there twice."""
    listed = list(names)
    if len(set(listed)) < len(listed):
        raise ValueError("something stands there twice")
