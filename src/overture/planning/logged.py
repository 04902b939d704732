"""What a log of words and of moments with people comes to, in words: counts, and few claims.

Under five entries nothing is called a pattern. Where two things are compared, both are counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from overture.planning.words import number, sentence

Warmth: TypeAlias = Literal["little", "some", "much"]

ENOUGH: Final = 5
"""So many entries before anything is said of them together."""

DAYS: Final = 14
MOST_NAMED: Final = 3
_MUCH: Final = {"little": 1, "some": 2, "much": 3}


@dataclass(frozen=True, slots=True)
class Felt:
    """A word for how it was, on a day; `pleasant` and `energy` run from -5 to 5, never 0."""

    day: date
    word: str
    pleasant: int
    energy: int


@dataclass(frozen=True, slots=True)
class Met:
    """A moment with somebody: who in words, how it felt (0-10), and warmth both ways if noted."""

    day: date
    who: str
    felt: int | None = None
    gave: Warmth | None = None
    came_back: Warmth | None = None


def days_met(times: Iterable[datetime], now: datetime) -> list[datetime]:
    """The first time of each day, by the calendar of `now`, up to `now`.

    However often somebody taps in a day, the log says that it was a day with people: once.
    """
    first: dict[date, datetime] = {}
    for at in sorted(time for time in times if time <= now):
        first.setdefault(at.astimezone(now.tzinfo).date(), at)
    return list(first.values())


def felt_in_words(entries: Sequence[Felt], today: date) -> list[str]:
    """What two weeks of words say, in sentences; empty for none."""
    if not entries:
        return []
    if len(entries) < ENOUGH:
        return [_few(len(entries), "word"), f"{sentence(_listed(_often(entries)))}."]
    pleasant = sum(one.pleasant > 0 for one in entries)
    lively = sum(one.energy > 0 for one in entries)
    told = f"{sentence(number(len(entries)))} words. {_most(entries)}"
    sides = (
        f"{sentence(_some(pleasant))} of them {_were(pleasant)} pleasant to have, and "
        f"{_some(lively)} held much energy."
    )
    return [told, sides, *_between_weeks(entries, today)]


def met_in_words(entries: Sequence[Met]) -> list[str]:
    """What two weeks of moments with somebody say, in sentences; empty for none."""
    if not entries:
        return []
    if len(entries) < ENOUGH:
        return [_few(len(entries), "moment")]
    told = [f"{sentence(number(len(entries)))} moments with somebody{_kinds(entries)}."]
    rated = sorted(one.felt for one in entries if one.felt is not None)
    if len(rated) >= ENOUGH:
        told.append(
            f"You rated {number(len(rated))} of them: from {rated[0]} to {rated[-1]}, "
            f"the middle one {rated[len(rated) // 2]}."
        )
    return told


def reciprocity(entries: Iterable[Met]) -> str:
    """Warmth given and come back, counted where both were noted; empty under five of those."""
    both = [(_MUCH[e.gave], _MUCH[e.came_back]) for e in entries if e.gave and e.came_back]
    if len(both) < ENOUGH:
        return ""
    alike = sum(gave == back for gave, back in both)
    more = sum(back > gave for gave, back in both)
    less = len(both) - alike - more
    return (
        f"Of {number(len(both))} moments for which you noted both, as much warmth came back as you "
        f"gave in {_some(alike)}, more in {_some(more)}, and less in {_some(less)}."
    )


def _few(count: int, thing: str) -> str:
    plural = "" if count == 1 else "s"
    return f"{sentence(number(count))} {thing}{plural}. Too few to call it a pattern."


def _often(entries: Sequence[Felt]) -> list[str]:
    return [word for word, _ in Counter(one.word for one in entries).most_common()]


def _most(entries: Sequence[Felt]) -> str:
    """The words that came more than once; nothing is said where none did."""
    counted = Counter(one.word for one in entries).most_common(MOST_NAMED)
    again = [word for word, times in counted if times > 1]
    return f"More than once: {_listed(again)}." if again else "No word came twice."


def _between_weeks(entries: Sequence[Felt], today: date) -> list[str]:
    """The two weeks side by side, only where each holds enough."""
    halfway = today - timedelta(days=DAYS // 2)
    halves = (
        [one for one in entries if one.day <= halfway],
        [one for one in entries if one.day > halfway],
    )
    if any(len(half) < ENOUGH for half in halves):
        return []
    counts = [(sum(one.pleasant > 0 for one in half), len(half)) for half in halves]
    first, last = (f"{_some(part)} of {number(whole)}" for part, whole in counts)
    return [f"Pleasant in the week before: {first}. In the last seven days: {last}."]


def _kinds(entries: Sequence[Met]) -> str:
    """Whom they were with, as far as it came more than once."""
    counted = Counter(one.who for one in entries).most_common(MOST_NAMED)
    again = [f"{who}, {number(times)}" for who, times in counted if times > 1]
    return f": {'; '.join(again)}" if again else ""


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _some(count: int) -> str:
    """A part of a whole: none, one, two."""
    return number(count) if count else "none"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
