"""A person's record as arrays, for fitting: what was met, what was rated, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from overture.learning.belief import SECONDS_A_DAY
from overture.learning.events import NOTHING, Channels, Event
from overture.learning.situation import Array, Situations

Indices = NDArray[np.intp]
CHANNEL_COUNT = 3


@dataclass(frozen=True, eq=False)
class History:
    """T events in order of time, in K different situations.

    `place` (T,) says where each happened and `days` (T,) when, counted from the first. `met`
    (T, 3) holds outcomes by channel, NaN if there is none. A belief's level stands at
    `3 * t + channel` before event t, and 3 T further on after it: `rated` (n,) says by which level
    each of the `ratings` (n,) was given. The first `predictions` of them were given before their
    event and lean on the last rating of their channel: `leant_on` (predictions,) is that rating
    and `leant_at` its level, both 0 where `leans` is 0 because there was none.
    """

    places: Situations
    place: Indices
    days: Array
    met: Array
    ratings: Array
    rated: Indices
    predictions: int
    leant_on: Array
    leant_at: Indices
    leans: Array

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.place)


def in_order(events: Iterable[Event]) -> list[Event]:
    """By time; those at one moment keep the given order."""
    return sorted(events, key=lambda one: one.at)


def history_of(events: Iterable[Event]) -> History:
    """The arrays of some events, sorted by time as in replay."""
    items = in_order(events)
    places = Situations.of(event.situation for event in items)
    start = items[0].at.timestamp() if items else 0.0
    before = [event.prediction.channels if event.prediction else NOTHING for event in items]
    after = [event.rerating.channels if event.rerating else NOTHING for event in items]
    predicted, rerated, leans = _ratings(before, after)
    return History(
        places=places,
        place=np.array([places.place(event.situation) for event in items], dtype=np.intp),
        days=np.array([event.at.timestamp() - start for event in items]) / SECONDS_A_DAY,
        met=np.array([event.met for event in items], dtype=np.float64).reshape(-1, CHANNEL_COUNT),
        ratings=np.array([rating for _, rating in predicted + rerated], dtype=np.float64),
        rated=np.array([level for level, _ in predicted + rerated], dtype=np.intp),
        predictions=len(predicted),
        leant_on=np.array([rating for _, rating, _ in leans], dtype=np.float64),
        leant_at=np.array([level for level, _, _ in leans], dtype=np.intp),
        leans=np.array([there for _, _, there in leans], dtype=np.float64),
    )


_Rated = list[tuple[int, float]]


def _ratings(
    before: Sequence[Channels], after: Sequence[Channels]
) -> tuple[_Rated, _Rated, list[tuple[int, float, float]]]:
    """Level and rating of all predictions, of all re-ratings, and what each prediction leans on."""
    predicted: _Rated = []
    rerated: _Rated = []
    leans: list[tuple[int, float, float]] = []
    last = [(0, 0.0, 0.0)] * CHANNEL_COUNT
    size = CHANNEL_COUNT * len(before)
    for start, pair in zip(range(0, size, CHANNEL_COUNT), zip(before, after, strict=True)):
        for shift, ratings, found in ((0, pair[0], predicted), (size, pair[1], rerated)):
            for channel, rating in enumerate(ratings):
                if rating is None:
                    continue
                level = start + shift + channel
                if found is predicted:
                    leans.append(last[channel])
                found.append((level, rating))
                last[channel] = (level, rating, 1.0)
    return predicted, rerated, leans
