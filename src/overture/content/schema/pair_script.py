"""A week for two: three meetings or messages, and lines to lean on."""

from typing import Literal

from pydantic import Field

from overture.content.schema.base import Authored


class Meeting(Authored):
    """One of the three: what the two do, a `smaller` form of it, and lines to begin with.

    A line is true for whoever says it, or it is left open with a colon.
    """

    title: str = Field(max_length=40)
    do: str = Field(max_length=300)
    smaller: str = Field(max_length=120)
    opening: tuple[str, ...] = Field(min_length=2, max_length=4)


class Lines(Authored):
    """What either may say if it goes `quiet`, to say `no`, and at the end."""

    quiet: tuple[str, ...] = Field(min_length=3, max_length=4)
    no: tuple[str, ...] = Field(min_length=3, max_length=4)
    closing: tuple[str, ...] = Field(min_length=3, max_length=4)


class Leaving(Authored):
    """How to leave before the week is over, and lines that can be sent as they are."""

    about: str
    lines: tuple[str, ...] = Field(min_length=2, max_length=3)


class PairScript(Authored):
    """One week for two, the how-manieth by `order`, in writing, by voice or either.

    `agree` is what the two settle first. `step` is a small real thing that may grow out of the
    week, as it would stand on a list.
    """

    schema_: Literal["pair-script/1"] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    version: str
    order: int = Field(ge=1)
    reviewed_by: str
    title: str = Field(max_length=50)
    about: str = Field(max_length=300)
    channel: Literal["writing", "voice", "either"]
    agree: tuple[str, ...] = Field(min_length=3, max_length=5)
    step: str = Field(max_length=120)
    meeting: tuple[Meeting, Meeting, Meeting]
    lines: Lines
    leaving: Leaving

    @property
    def offered(self) -> tuple[str, ...]:
        """The lines that one of the two may say to the other."""
        opening = (line for one in self.meeting for line in one.opening)
        return (
            *opening,
            *self.lines.quiet,
            *self.lines.no,
            *self.lines.closing,
            *self.leaving.lines,
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that either of the two may read of it."""
        told = (text for one in self.meeting for text in (one.title, one.do, one.smaller))
        around = (self.title, self.about, *self.agree, self.step, self.leaving.about)
        return (*around, *told, *self.offered)
