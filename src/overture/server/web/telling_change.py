"""What changed over the course, from the record alone: said as plainly where little did.

Only moments with people are told of here; practice is not what the course was for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from overture.server.web import telling
from overture.server.web.moments import Feared, Moment, Pair, pairs

NOBODY = (
    "There are no moments with people in your record yet. The course can end all the same, and "
    "you can go back to any week of it instead. Both are fine."
)
UNMOVED = (
    "Your guess is about where it was at the start. Some guesses take longer than a course, and "
    "some are simply right."
)
CAME = {"no": "It did not happen.", "partly": "It happened in part.", "yes": "It happened."}


@dataclass(frozen=True)
class Fear:
    """One fear in the member's own words, with what they gave it and what came of it."""

    words: str
    told: str


@dataclass(frozen=True)
class Change:
    """What changed, in sentences; `ends` are the first five moments and the last five.

    `guesses` sets the first guess beside the last, where there are too few moments for the ends.
    `met` is False where there was no moment with people at all.
    """

    lead: str
    met: bool = True
    guesses: str = ""
    ends: tuple[tuple[str, str], ...] = ()
    honest: str = ""
    enjoyed: str = ""
    came: str = ""
    first: Fear | None = None
    last: Fear | None = None


def change(every: Sequence[Moment]) -> Change:
    """What the moments with people say, the first beside the last."""
    met = [moment for moment in every if not moment.practice]
    if not met:
        return Change(NOBODY, met=False)
    rated, joy = pairs(met, "anxiety"), pairs(met, "enjoyment")
    enough = len(rated) >= telling.ENOUGH_TO_COMPARE
    feared = telling.feared(met)
    first, last = _fears(met)
    return Change(
        lead=telling.lead(met) if enough else telling.few(rated, "anxiety"),
        guesses="" if enough else _first_and_last(rated),
        ends=tuple(telling.first_and_last(rated)),
        honest=UNMOVED if enough and _is_where_it_was(met) else "",
        enjoyed=str(telling.enjoyed(joy)) if len(joy) >= telling.ENOUGH_TO_DESCRIBE else "",
        came=_what_came(feared) if feared else "",
        first=first,
        last=last,
    )


def _first_and_last(rated: Sequence[Pair]) -> str:
    """The first guess and the last, each with what it met: two facts, and no claim."""
    if len(rated) < 2:
        return ""
    first, last = rated[0], rated[-1]
    return (
        f"The first time you expected an anxiety of {first.expected}, and it was {first.felt}. "
        f"The last time you expected {last.expected}, and it was {last.felt}."
    )


def _what_came(feared: telling.FearedCount) -> str:
    came = str(feared.came).removesuffix(".")
    return " ".join(part for part in (str(feared.guess), f"{came}.", feared.after) if part)


def _is_where_it_was(met: Sequence[Moment]) -> bool:
    """Whether the last five guesses are, as they are shown, no lower than the first five."""
    guesses = [pair.expected for pair in pairs(met, "anxiety")]
    first, last = guesses[:5], guesses[-5:]
    return telling.rounded(sum(last) / 5) >= telling.rounded(sum(first) / 5)


def _fears(met: Sequence[Moment]) -> tuple[Fear | None, Fear | None]:
    """The first fear that was put into words, and the last; one alone stands for itself."""
    named = [moment.feared for moment in met if moment.feared.event]
    if not named:
        return None, None
    return _fear(named[0]), _fear(named[-1]) if len(named) > 1 else None


def _fear(feared: Feared) -> Fear:
    times = "" if feared.in_ten is None else f"You gave it {feared.in_ten} times in 10."
    said = [part for part in (times, CAME.get(feared.happened, "")) if part]
    return Fear(feared.event, " ".join(said))
