"""What the monitor saw, in words to the person first: what was seen, and a question. No verdict."""

from functools import singledispatch
from typing import NamedTuple

from overture.learning.monitor import (
    AnchorMissed,
    Sign,
    Stagnation,
    Substitution,
    Withdrawal,
)
from overture.planning.words import number, sentence

LESS_THAN_WEEKLY = 0.8


class Noticed(NamedTuple):
    """A card: its heading, what was seen in the person's own record, and one question."""

    heading: str
    seen: str
    question: str


def in_words(sign: Sign) -> Noticed:
    """The card for a sign."""
    return _worded(sign)


@singledispatch
def _worded(sign: object) -> Noticed:
    raise TypeError(f"no words for {sign!r}")


@_worded.register
def _(sign: Withdrawal) -> Noticed:
    lately = number(sign.moments) if sign.moments else "none"
    return Noticed(
        heading="A quieter stretch",
        seen=(
            f"{sentence(_usually(sign.usual))}. "
            f"{sentence(_over(sign.weeks))} there {_were(sign.moments)} {lately}."
        ),
        question="Sometimes that is just life. If it is more, would something small help?",
    )


@_worded.register
def _(sign: Stagnation) -> Noticed:
    return Noticed(
        heading="Easier than expected, and still expected to be hard",
        seen=(
            f"Your last {number(sign.moments)} moments with people were, taken together, easier "
            "than you expected. What you expect of the next one has stayed where it was."
        ),
        question="A different step may tell you more. Does something make them not count?",
    )


@_worded.register
def _(sign: Substitution) -> Noticed:
    first, last = (_moments(sign.people[place]) for place in (0, -1))
    before, after = (round(sign.minutes[place]) for place in (0, -1))
    return Noticed(
        heading="More time here, less with people",
        seen=(
            f"{sentence(number(sign.running))} weeks running, people took a smaller share: "
            f"{first} with people and about {before} minutes here at first, "
            f"{last} and about {after} in the last week."
        ),
        question="Practice is meant to lead out of here. Is there room for one small real thing?",
    )


@_worded.register
def _(sign: AnchorMissed) -> Noticed:
    times = "twice" if sign.times == 2 else f"{number(sign.times)} times"
    return Noticed(
        heading=sign.anchor,
        seen=f"You said that it went by without you, {times} in a row.",
        question="Is it still right for you, or is something in the way?",
    )


def _usually(rate: float) -> str:
    if rate < LESS_THAN_WEEKLY:
        return "you usually note a moment with people every other week"
    return f"you usually note about {_moments(round(rate))} with people in a week"


def _over(weeks: int) -> str:
    return "last week" if weeks == 1 else f"in the last {number(weeks)} weeks"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _moments(count: int) -> str:
    return "one moment" if count == 1 else f"{number(count)} moments"
