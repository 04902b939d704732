"""How well held-out examples are read: the figures that a release is judged by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overture.content.schema.acts import SCENE_ACTS, Act
from overture.conversation.understanding.build import Labelled
from overture.conversation.understanding.reading import understand
from overture.conversation.understanding.types import Understanding, UnderstandingContext

STEPS = 10
"""Bins of confidence, each as wide as the next, for the calibration error."""


@dataclass(frozen=True)
class Scores:
    """Figures over a set of examples, all 0-1.

    `first` is how often the first act is one that the example performs; `macro_f1` the mean F1
    over acts; `sure` the share read with high confidence and `first_when_sure` how often those
    are right; `calibration_error` the mean gap between confidence and being right.
    """

    count: int
    first: float
    macro_f1: float
    f1: Mapping[Act, float]
    sure: float
    first_when_sure: float
    calibration_error: float
    topic: float


def judge(given: Sequence[Labelled]) -> Scores:
    """Read every example from the outside, as a member's turn would be, and score the readings."""
    read = [(one, understand(one.example.text, _context(one))) for one in given]
    right = [reading.act in one.acts for one, reading in read]
    sure = [ok for ok, (_, reading) in zip(right, read, strict=True) if reading.sureness == "high"]
    f1 = {act: _f1(act, read) for act in sorted({one.acts[0] for one in given})}
    with_topic = [(one, reading) for one, reading in read if one.example.topic]
    return Scores(
        count=len(given),
        first=_mean(right),
        macro_f1=_mean(list(f1.values())),
        f1=f1,
        sure=len(sure) / len(read),
        first_when_sure=_mean(sure),
        calibration_error=_calibration_error(right, [reading.confidence for _, reading in read]),
        topic=_mean([reading.topic == one.example.topic for one, reading in with_topic]),
    )


def _context(one: Labelled) -> UnderstandingContext:
    return UnderstandingContext(in_scene=one.acts[0] in SCENE_ACTS)


def _f1(act: Act, read: Sequence[tuple[Labelled, Understanding]]) -> float:
    """Harmonic mean of precision and recall of one act, told apart from its own kind of acts."""
    same_kind = [pair for pair in read if (pair[0].acts[0] in SCENE_ACTS) == (act in SCENE_ACTS)]
    performed = [act in one.acts for one, _ in same_kind]
    found = [reading.does(act) for _, reading in same_kind]
    both = sum(a and b for a, b in zip(performed, found, strict=True))
    return 2 * both / max(sum(performed) + sum(found), 1)


def _calibration_error(right: Sequence[bool], confidence: Sequence[float]) -> float:
    """Expected calibration error: gaps per bin of confidence, weighed by how many fall in it."""
    total = 0.0
    for step in range(STEPS):
        low, high = step / STEPS, (step + 1) / STEPS
        inside = [i for i, value in enumerate(confidence) if low <= value < high or value == high]
        if inside:
            gap = _mean([right[i] for i in inside]) - _mean([confidence[i] for i in inside])
            total += abs(gap) * len(inside)
    return total / len(right)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
