"""An instrument as data: its items, the answers to them, and how scores come of those."""

import math
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

Id = Annotated[str, Field(pattern=r"^[^\s]+(\s[^\s]+)*$", max_length=64)]
"""A name without blanks at its ends, as FHIR has it for a linkId."""

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A name that can stand in an address."""


class Choice(Authored):
    """One answer to an item: what it counts, and how it is said.

    `code` and `system` are those of the questionnaire that it came from, if it has any.
    """

    value: float = Field(allow_inf_nan=False)
    words: str = Field(min_length=1, max_length=300)
    code: str = ""
    system: str = ""


class Item(Authored):
    """One question. `answers` names a set of the instrument, `choices` are its own; one of both.

    `within` are the groups around it, the outermost first. A `reversed` item counts the other way
    about in every scale. A `screened` one asks about self-harm or death, and an answer of
    `matters_from` or more, as it was given, opens the protocol.
    """

    id: Id
    asks: str = Field(min_length=1, max_length=1000)
    about: str = Field("", max_length=80)
    answers: str = ""
    choices: tuple[Choice, ...] = ()
    kind: Literal["choice", "integer"] = "choice"
    within: tuple[Id, ...] = ()
    reversed: bool = False
    screened: bool = False
    matters_from: float | None = None

    @model_validator(mode="after")
    def _says_from_when_it_matters(self) -> Self:
        if self.screened != (self.matters_from is not None):
            raise ValueError("a screened item, and no other, says from which answer it matters")
        return self


class Group(Authored):
    """Items that stand together under some words."""

    id: Id
    words: str = ""


class Band(Authored):
    """What a source calls the scores from `least` up to the next band."""

    least: float = Field(alias="from")
    words: str = Field(min_length=2, max_length=80)


class Reliability(Authored):
    """What is known of a scale's noise: retest correlation and standard deviation, with source."""

    retest: float = Field(gt=0.0, lt=1.0)
    sd: float = Field(gt=0.0, allow_inf_nan=False)
    source: str = Field(min_length=8)


class Scale(Authored):
    """A score over some items: their sum or their mean.

    `low` and `high` are the ends that the instrument's source gives; they must be those that the
    items can reach. With `least_answered`, a score may be prorated from so many items; without it,
    one missing answer leaves no score.
    """

    id: Name
    title: str = Field(min_length=2, max_length=80)
    items: tuple[Id, ...] = Field(min_length=1)
    method: Literal["sum", "mean"] = "sum"
    low: float
    high: float
    least_answered: int | None = Field(None, ge=1)
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    reliability: Reliability | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if _twice(self.items):
            raise ValueError(f"scale {self.id}: item {_twice(self.items)} stands in it twice")
        if self.least_answered is not None and self.least_answered > len(self.items):
            raise ValueError(f"scale {self.id}: it has only {len(self.items)} items")
        self._check_bands()
        return self

    def _check_bands(self) -> None:
        if bool(self.bands) != bool(self.bands_source.strip()):
            raise ValueError(f"scale {self.id}: bands need their source, and a source its bands")
        begins = [band.least for band in self.bands]
        if begins and begins[0] != self.low:
            raise ValueError(f"scale {self.id}: the first band must begin at {self.low:g}")
        if begins != sorted(set(begins)) or any(begin > self.high for begin in begins):
            raise ValueError(f"scale {self.id}: bands must rise, and end by {self.high:g}")


class Instrument(Authored):
    """A short set of questions, what it is, whose it is, and how it is scored.

    `standing` says to a member what its answers can and cannot say. An instrument without scales
    has no score: each item stands for itself.
    """

    schema_: Literal["instrument/1"] = Field(alias="schema")
    id: Name
    version: str = Field(min_length=1, max_length=20)
    title: str = Field(min_length=2, max_length=120)
    about: str = Field(max_length=1000)
    standing: str = Field(min_length=10, max_length=600)
    licence: str = Field(min_length=3)
    source: str = Field(min_length=8)
    reviewed_by: str = ""
    url: str = ""
    sets: Mapping[str, tuple[Choice, ...]] = Field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    items: tuple[Item, ...] = Field(min_length=1)
    scales: tuple[Scale, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        names = [item.id for item in self.items] + [group.id for group in self.groups]
        if _twice(names):
            raise ValueError(f"{_twice(names)}: this id is used twice")
        if _twice([scale.id for scale in self.scales]):
            raise ValueError(f"{_twice([scale.id for scale in self.scales])}: two scales have it")
        groups = {group.id for group in self.groups}
        for item in self.items:
            self._check_item(item, groups)
        for scale in self.scales:
            self._check_scale(scale)
        return self

    def choices_of(self, item: Item) -> tuple[Choice, ...]:
        """The answers that an item offers, in their order."""
        return item.choices or self.sets.get(item.answers, ())

    def item(self, id_: str) -> Item | None:
        """The item of that id, if there is one."""
        return next((item for item in self.items if item.id == id_), None)

    def ends_of(self, item: Item) -> tuple[float, float]:
        """The least and the most that an item can count."""
        values = [choice.value for choice in self.choices_of(item)]
        return min(values), max(values)

    def _check_item(self, item: Item, groups: set[str]) -> None:
        if bool(item.choices) == bool(item.answers):
            raise ValueError(f"item {item.id}: it needs a set of answers or choices of its own")
        offered = self.choices_of(item)
        values = [choice.value for choice in offered]
        if len(values) < 2 or _twice(values) is not None:
            raise ValueError(f"item {item.id}: it needs two answers or more, each of another value")
        if _twice([choice.words for choice in offered]):
            raise ValueError(f"item {item.id}: two of its answers say the same")
        if not set(item.within) <= groups:
            raise ValueError(f"item {item.id}: there is no group {', '.join(item.within)}")
        if item.matters_from is not None and item.matters_from not in values:
            raise ValueError(f"item {item.id}: {item.matters_from:g} is none of its answers")

    def _check_scale(self, scale: Scale) -> None:
        found = [self.item(id_) for id_ in scale.items]
        if None in found:
            unknown = scale.items[found.index(None)]
            raise ValueError(f"scale {scale.id}: there is no item {unknown}")
        ends = [self.ends_of(item) for item in found if item]
        share = 1 if scale.method == "sum" else len(ends)
        reached = [math.fsum(end[side] for end in ends) / share for side in (0, 1)]
        said = [scale.low, scale.high]
        if not all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(reached, said, strict=True)):
            low, high = reached
            message = f"scale {scale.id}: its items reach {low:g} to {high:g}"
            raise ValueError(f"{message}, not {scale.low:g} to {scale.high:g}")


def _twice(values: Iterable[object]) -> object:
    """The first value that comes a second time, or None."""
    seen: set[object] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
