"""What a person says before, meets, and says after: the parts of an attempt that teach.

Ratings are 0-10 as asked; the feared event is "times in 10". Any rating may be None: not answered.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias, get_args

from overture.learning.situation import Situation

Happened: TypeAlias = Literal["no", "partly", "yes"]
Verdict: TypeAlias = Literal["better", "same", "worse"]

HAPPENED_TIMES_IN_10: dict[Happened, float] = {"no": 0.0, "partly": 5.0, "yes": 10.0}


class Channels(NamedTuple):
    """One number for each thing that is expected and met, or None where there is none."""

    anxiety: float | None
    enjoyment: float | None
    feared: float | None


NOTHING = Channels(None, None, None)


@dataclass(frozen=True, slots=True)
class Prediction:
    """Before: anxiety and enjoyment 0-10, and how often in 10 the feared event would happen."""

    anxiety: float | None = None
    enjoyment: float | None = None
    feared: float | None = None

    def __post_init__(self) -> None:
        """Refuse ratings off the scale."""
        for name in ("anxiety", "enjoyment", "feared"):
            _check_rating(name, getattr(self, name))

    @property
    def channels(self) -> Channels:
        """The three ratings by channel."""
        return Channels(self.anxiety, self.enjoyment, self.feared)


class Rerating(Prediction):
    """After: "and if you did it again?", the same three questions as the prediction."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """After: anxiety, enjoyment and feeling understood 0-10; did the feared event happen."""

    anxiety: float | None = None
    enjoyment: float | None = None
    feared: Happened | None = None
    understood: float | None = None

    def __post_init__(self) -> None:
        """Refuse ratings off the scale and unknown answers."""
        for name in ("anxiety", "enjoyment", "understood"):
            _check_rating(name, getattr(self, name))
        if self.feared is not None and self.feared not in get_args(Happened):
            raise ValueError(f"feared must be no, partly, yes or None, not {self.feared!r}")

    @property
    def channels(self) -> Channels:
        """What was met by channel; the feared event as 0, 5 or 10 times in 10."""
        feared = None if self.feared is None else HAPPENED_TIMES_IN_10[self.feared]
        return Channels(self.anxiety, self.enjoyment, feared)


@dataclass(frozen=True, slots=True)
class Event:
    """One attempt as the model sees it.

    `tested` is False when the feared event had no chance to show itself (the person turned back,
    nobody was there); then nothing is learned about it. `key` names the attempt for undo and
    correction. Raises ValueError when `at` carries no time zone.
    """

    situation: Situation
    at: datetime
    prediction: Prediction | None = None
    outcome: Outcome | None = None
    rerating: Rerating | None = None
    tested: bool = True
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse a time without a zone."""
        if self.at.tzinfo is None or self.at.utcoffset() is None:
            raise ValueError("an event's time must carry a time zone")

    @property
    def met(self) -> Channels:
        """What can be learned from, by channel; an untested feared event is None."""
        if self.outcome is None:
            return NOTHING
        met = self.outcome.channels
        return met if self.tested else met._replace(feared=None)

    @property
    def surprise(self) -> Channels:
        """Outcome minus prediction by channel, None where either is missing."""
        return _difference(self.met, self.prediction)

    @property
    def change(self) -> Channels:
        """Re-rating minus prediction by channel: how far the expectation moved."""
        after = self.rerating.channels if self.rerating else NOTHING
        return _difference(after, self.prediction)

    @property
    def verdict(self) -> Verdict | None:
        """Whether it felt better than expected, from anxiety and enjoyment; None if not rated.

        A feared event that did happen is never called better.
        """
        calmer, nicer = self.surprise.anxiety, self.surprise.enjoyment
        if calmer is None and nicer is None:
            return None
        kinder = (nicer or 0.0) - (calmer or 0.0)
        if self.met.feared == HAPPENED_TIMES_IN_10["yes"]:
            return "same" if kinder > 0.0 else "worse"
        return "better" if kinder > 0.0 else "worse" if kinder < 0.0 else "same"

    @property
    def went_well(self) -> bool | None:
        """Whether it went well, as the experience model counts it; None when nothing tells.

        The feared event decides when it clearly did or did not happen; else felt anxiety no higher
        than expected; else enjoyment at least as great as anxiety.
        """
        met = self.met
        if met.feared in (0.0, 10.0):
            return met.feared == 0.0
        if self.surprise.anxiety is not None:
            return self.surprise.anxiety <= 0.0
        if met.anxiety is None or met.enjoyment is None:
            return None
        return met.enjoyment >= met.anxiety


def _difference(after: Channels, before: Prediction | None) -> Channels:
    if before is None:
        return NOTHING
    pairs = zip(after, before.channels, strict=True)
    return Channels._make([None if a is None or b is None else a - b for a, b in pairs])


def _check_rating(name: str, value: float | None) -> None:
    if value is not None and not 0.0 <= value <= 10.0:  # also false for NaN
        raise ValueError(f"{name} must lie between 0 and 10 or be None, not {value!r}")
