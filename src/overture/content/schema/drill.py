"""A skill drill: short items about other people, each answered and explained at once."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from overture.content.schema.base import Authored, Unit
from overture.content.schema.scene import Hair

Kind = Literal["choice", "faces", "listening"]
"""Reading a scene, reading a drawn face, or saying back in one's own words."""

Fits = Literal["best", "near", "not"]
"""How well an answer fits what stands in the item."""

Hard = Annotated[int, Field(ge=1, le=5)]
"""1 is plain; 5 is open to more than one reading."""

Aspect = Literal["happened", "feels", "matters"]
"""What a reflection may pick up: the fact, the feeling, and what lies under it."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=400)]
Stem = Annotated[str, StringConstraints(pattern=r"^[^A-Z]+$", min_length=3, max_length=40)]

_UNSAID = re.compile(
    r"\b(?:not|never|no longer|isn't|aren't|wasn't|weren't|don't|doesn't|didn't)\s"
    r"(?!only\b|just\b|simply\b|help\b)(?:[\w'-]+\s){0,1}$"
)
"""What stands right before a word that is denied: "you don't really miss"."""


class DrillAnswer(Authored):
    """One answer to tap, how well it fits, and why, from what stands in the item."""

    text: Sentence
    fits: Fits
    because: Annotated[Sentence, StringConstraints(min_length=15)]


class DrillQuestion(Authored):
    """A question about an item with three or four answers, one of which fits best."""

    asks: Sentence
    answers: tuple[DrillAnswer, ...] = Field(min_length=3, max_length=4)

    @property
    def best(self) -> DrillAnswer:
        """The answer that fits best."""
        return next(answer for answer in self.answers if answer.fits == "best")

    @model_validator(mode="after")
    def _has_one_best(self) -> Self:
        best = sum(answer.fits == "best" for answer in self.answers)
        if best != 1:
            raise ValueError(f"{best} answers are best; it takes exactly one")
        _different((answer.text for answer in self.answers), "answer")
        return self


class Heard(Authored):
    """What a good reflection may pick up, as words or their beginnings; and two such reflections.

    `simple` says the plain thing, `deeper` one that hears what was not said.
    """

    happened: tuple[Stem, ...] = Field(min_length=1)
    feels: tuple[Stem, ...] = Field(min_length=1)
    matters: tuple[Stem, ...] = Field(min_length=1)
    simple: Sentence
    deeper: Sentence

    def picked_up(self, said: str) -> frozenset[Aspect]:
        """Which of the three some words pick up. A word that is denied right before is not."""
        flat = " ".join(re.findall(r"[\w'-]+", said.lower().replace("’", "'")))
        lists: dict[Aspect, tuple[str, ...]] = {
            "happened": self.happened,
            "feels": self.feels,
            "matters": self.matters,
        }
        return frozenset(name for name, words in lists.items() if _any_said(words, flat))


class Shown(Authored):
    """A drawn face: a reading, perhaps some of the way towards another, and how strongly."""

    reading: str
    towards: str = ""
    mix: Unit = 0.0
    strength: Annotated[float, Field(ge=0.3, le=1.0)] = 1.0
    hair: Hair = "short"


class DrillItem(Authored):
    """One item. `tells` names what it leans on; `voice` is a spoken line, to be read aloud."""

    id: Id
    hard: Hard
    tells: Sentence
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=700)]
    voice: str = Field(default="", max_length=300)
    face: Shown | None = None
    questions: tuple[DrillQuestion, ...] = Field(default=(), max_length=2)
    heard: Heard | None = None


class Drill(Authored):
    """One drill, the how-manieth by `order`. `step` is a small thing with people it leads to."""

    schema_: Literal["drill/1"] = Field(alias="schema")
    id: Id
    version: str
    order: int = Field(ge=1)
    title: Sentence
    reviewed_by: str
    kind: Kind
    about: Sentence
    why: Sentence
    step: Annotated[Sentence, StringConstraints(max_length=120)]
    items: tuple[DrillItem, ...] = Field(min_length=1)

    def item(self, item_id: str) -> DrillItem | None:
        """One of its items, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _different((item.id for item in self.items), "id")
        for item in self.items:
            _has_the_parts_of(self.kind, item)
        return self


def _has_the_parts_of(kind: Kind, item: DrillItem) -> None:
    """Every item of a drill has what its kind needs, and nothing else. Raises ValueError."""
    held = {
        "questions": bool(item.questions),
        "heard": item.heard is not None,
        "face": item.face is not None,
    }
    needs = {"choice": {"questions"}, "faces": {"questions", "face"}, "listening": {"heard"}}[kind]
    for part, is_there in held.items():
        if is_there != (part in needs):
            verb = "has" if is_there else "lacks"
            raise ValueError(f"item {item.id!r} {verb} {part}, in a drill of the kind {kind!r}")


def _different(texts: Iterable[str], what: str) -> None:
    """Raises ValueError for a text that stands there twice, however it is capitalised."""
    counts = Counter(text.casefold() for text in texts)
    if twice := next((text for text, count in counts.items() if count > 1), ""):
        raise ValueError(f"the {what} {twice!r} is there twice")


def _any_said(words: Iterable[str], flat: str) -> bool:
    return any(
        not _UNSAID.search(flat[: found.start()])
        for word in words
        for found in re.finditer(rf"\b{re.escape(word)}", flat)
    )
