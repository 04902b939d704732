"""How well labelled messages were read: plain figures over what was meant and what was read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from overture.content.schema.acts import SCENE_ACTS, Act, Feeling, Topic
from overture.conversation.understanding.types import HIGH, MID, Understanding
from overture.evaluation.results import share

BANDS = ((0.0, MID), (MID, HIGH), (HIGH, 1.0))
"""Confidence as the policy steps it: not sure, middling, high."""

STEPS = 10
"""Bins of confidence, each as wide as the next, for the calibration error."""

FELT_FROM = 0.4
"""Strength from which a feeling that a message shows ought to be read."""


@dataclass(frozen=True)
class Read:
    """One message: the acts it performs, its own first, what it shows, and how it was read."""

    acts: tuple[Act, ...]
    topic: Topic | None
    feelings: Mapping[Feeling, float]
    reading: Understanding

    @property
    def right(self) -> bool:
        """Whether the act read first is one that the message performs."""
        return self.reading.act in self.acts

    @property
    def in_two(self) -> bool:
        """Whether one of the first two acts read is one that the message performs."""
        return any(act.name in self.acts for act in self.reading.acts[:2])

    @property
    def in_scene(self) -> bool:
        """Whether it was written to a partner in a scene."""
        return self.acts[0] in SCENE_ACTS


@dataclass(frozen=True)
class Band:
    """Messages read with a confidence of `low` up to `high`: their share, and how often right."""

    low: float
    high: float
    share: float
    right: float


def first(read: Sequence[Read]) -> float:
    """How often the first act is right."""
    return _mean([one.right for one in read])


def first_two(read: Sequence[Read]) -> float:
    """How often the right act is among the first two."""
    return _mean([one.in_two for one in read])


def f1(read: Sequence[Read]) -> dict[Act, float]:
    """F1 of each act, over all acts that each reading names."""
    return {act: _f1(act, read) for act in sorted({one.acts[0] for one in read})}


def _f1(act: Act, read: Sequence[Read]) -> float:
    """Harmonic mean of precision and recall, told apart from its own kind of acts."""
    same_kind = [one for one in read if one.in_scene == (act in SCENE_ACTS)]
    return _f_of((act in one.acts, one.reading.does(act)) for one in same_kind)


def macro(values: Mapping[Act, float]) -> float:
    """The mean over acts, each counting the same."""
    return _mean(list(values.values()))


def confusion(read: Sequence[Read]) -> dict[Act, dict[Act, int]]:
    """For each act meant, how often each act was read first; one it also performs counts as it."""
    table: dict[Act, Counter[Act]] = {}
    for one in read:
        seen = one.acts[0] if one.right else one.reading.act
        table.setdefault(one.acts[0], Counter())[seen] += 1
    return {meant: dict(sorted(table[meant].items())) for meant in sorted(table)}


def most_confused(table: Mapping[Act, Mapping[Act, int]], count: int) -> list[tuple[Act, Act, int]]:
    """The pairs (meant, read) that were taken for each other most often."""
    pairs = [
        (meant, seen, times)
        for meant, row in table.items()
        for seen, times in row.items()
        if meant != seen
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))[:count]


def bands(read: Sequence[Read]) -> tuple[Band, ...]:
    """How often readings of each step of confidence are right."""
    return tuple(_band(read, low, high) for low, high in BANDS)


def _band(read: Sequence[Read], low: float, high: float) -> Band:
    inside = list(_between(read, low, high))
    return Band(low, high, share(len(inside), len(read)), first(inside))


def calibration_error(read: Sequence[Read]) -> float:
    """Mean gap between confidence and being right, weighed by how many fall in each bin."""
    total = 0.0
    for step in range(STEPS):
        inside = list(_between(read, step / STEPS, (step + 1) / STEPS))
        if inside:
            gap = first(inside) - _mean([one.reading.confidence for one in inside])
            total += abs(gap) * len(inside)
    return total / len(read) if read else 0.0


def _between(read: Iterable[Read], low: float, high: float) -> Iterator[Read]:
    for one in read:
        sure = one.reading.confidence
        if low <= sure < high or sure == high == 1.0:
            yield one


def topics(read: Sequence[Read]) -> float:
    """How often the topic is right, where there is one."""
    return _mean([one.reading.topic == one.topic for one in read if one.topic])


def topic_precision(read: Sequence[Read]) -> float:
    """How often a topic that was read is the one there is, among messages that have one."""
    return _mean(
        [one.reading.topic == one.topic for one in read if one.topic and one.reading.topic]
    )


def feelings(read: Sequence[Read]) -> float:
    """F1 over all feelings of the messages that show any."""
    return _f_of(
        (one.feelings.get(name, 0) >= FELT_FROM, name in one.reading.feelings)
        for one in read
        if one.feelings
        for name in {*one.feelings, *one.reading.feelings}
    )


def strongest(read: Sequence[Read]) -> float:
    """How often the strongest feeling shown is among those read."""
    shown = [one for one in read if one.feelings]
    return _mean([max(one.feelings, key=lambda f: one.feelings[f]) in one.reading.feelings
                  for one in shown])  # fmt: skip


def _f_of(pairs: Iterable[tuple[bool, bool]]) -> float:
    """F1 over pairs of what is so and what was read."""
    counted = Counter(pairs)
    both, either = counted[True, True], counted[True, False] + counted[False, True]
    return share(2 * both, 2 * both + either)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
