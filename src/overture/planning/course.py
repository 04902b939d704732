"""Where somebody is in the course: from what their record holds and what they said.

No date comes into it. A week is behind somebody when its things are met, or when they went on from
it or from a later one. Nothing expires, and nothing is lost by waiting, pausing or leaving.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Final, Literal, NamedTuple, TypeAlias

from overture.content.schema.course import Thing, Week

Said: TypeAlias = Literal["offered", "began", "on", "stay", "back", "paused", "up", "left"]
Standing: TypeAlias = Literal["not begun", "going", "paused", "left"]

_STANDS: Final[Mapping[str, Standing]] = {
    "began": "going",
    "up": "going",
    "paused": "paused",
    "left": "left",
}


class Choice(NamedTuple):
    """One thing that was said about the course; `week` is the week it was said of, if any."""

    said: Said
    week: str = ""


class Ticked(NamedTuple):
    """A thing of a week that somebody ticked by hand."""

    week: str
    thing: str


@dataclass(frozen=True)
class Done:
    """What there is to judge the things of the course by.

    `kept` counts what the record holds, by kind of thing and then by its target; a kind that leaves
    no trace in the record is not in it, and can only be ticked.
    """

    ticked: frozenset[Ticked] = frozenset()
    kept: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def meets(self, week: Week, thing: Thing) -> bool:
        """Whether a thing was ticked, or the record holds it often enough."""
        if Ticked(week.id, thing.id) in self.ticked:
            return True
        counts = self.kept.get(thing.kind, {})
        held = counts.get(thing.target, 0) if thing.target else sum(counts.values())
        return held >= thing.times


@dataclass(frozen=True)
class Place:
    """Where somebody stands: the week that is open, and which ones are behind them.

    `met` are the things of all weeks that are met, `ticked` those that were ticked by hand.
    `revisited`: the open week is one that was behind already and was gone back to.
    """

    standing: Standing
    week: Week
    behind: frozenset[str]
    met: frozenset[Ticked]
    ticked: frozenset[Ticked] = frozenset()
    revisited: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the course is behind somebody, and only what comes after it is left."""
        return self.week.phase == "after"

    def has_met(self, thing: Thing) -> bool:
        """Whether a thing of the open week is met."""
        return Ticked(self.week.id, thing.id) in self.met

    def by_hand(self, thing: Thing) -> bool:
        """Whether a thing of the open week was ticked by hand."""
        return Ticked(self.week.id, thing.id) in self.ticked


@dataclass(frozen=True)
class _Told:
    """What the choices come to, read one after the other."""

    standing: Standing = "not begun"
    passed: frozenset[str] = frozenset()
    held: str = ""

    def after(self, choice: Choice) -> "_Told":
        standing = _STANDS.get(choice.said, self.standing)
        if choice.said == "on":
            return replace(self, passed=self.passed | {choice.week}, held="")
        if choice.said in {"stay", "back"}:
            return replace(self, held=choice.week)
        return replace(self, standing=standing)


def standing(choices: Iterable[Choice]) -> Standing:
    """Whether somebody is in the course, from all they said in order."""
    return _told(choices).standing


def _told(choices: Iterable[Choice]) -> _Told:
    return reduce(_Told.after, choices, _Told())


def place(weeks: Sequence[Week], choices: Iterable[Choice], done: Done) -> Place:
    """Where somebody is, from all they said in order, and what their record holds.

    The open week is the one they stay in or went back to, else the first that is not behind them;
    what comes after the course is never behind anybody. A week that there is not is passed over.
    """
    told = _told(choices)
    met = frozenset(
        Ticked(week.id, thing.id)
        for week in weeks
        for thing in week.things
        if done.meets(week, thing)
    )
    course = weeks[:-1]
    reached = max((week.order for week in course if week.id in told.passed), default=0)
    behind = frozenset(week.id for week in course if week.order <= reached or _whole(week, met))
    ahead = next((week for week in course if week.id not in behind), weeks[-1])
    held = next((week for week in course if week.id == told.held), None)
    is_back = held is not None and held.order < ahead.order
    return Place(told.standing, held or ahead, behind, met, done.ticked, revisited=is_back)


def _whole(week: Week, met: frozenset[Ticked]) -> bool:
    return all(Ticked(week.id, thing.id) in met for thing in week.things)
