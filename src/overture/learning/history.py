"""A person's record as arrays, for fitting: what was met, what was rated, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from overture.learning.belief import CHANNEL_COUNT, SECONDS_A_DAY
from overture.learning.events import NOTHING, Event
from overture.learning.situation import Array, Situations

Indices = NDArray[np.intp]


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
    times = [event.at.timestamp() for event in items]
    told = np.array([_told(event) for event in items], dtype=np.float64)
    return History(
        places=places,
        place=np.array([places.place(event.situation) for event in items], dtype=np.intp),
        days=(np.array(times) - times[0]) / SECONDS_A_DAY if times else np.zeros(0),
        met=np.array([event.met for event in items], dtype=np.float64).reshape(-1, CHANNEL_COUNT),
        **_ratings(told.reshape(2 * len(items), CHANNEL_COUNT)),
    )


def last_excess(history: History, levels: Array) -> list[float | None]:
    """How far the last rating of each channel stands above the level (2, T, 3) it was given by."""
    found: list[float | None] = []
    flat, half = levels.reshape(-1), levels.size // 2
    order = history.rated % half * 2 + history.rated // half if half else history.rated
    for channel in range(CHANNEL_COUNT):
        given = (history.rated % CHANNEL_COUNT == channel).nonzero()[0]
        if not given.size:
            found.append(None)
            continue
        last = given[order[given].argmax()]
        found.append(float(history.ratings[last] - flat[history.rated[last]]))
    return found


def _told(event: Event) -> tuple[float | None, ...]:
    """Prediction and re-rating by channel."""
    before, after = event.prediction, event.rerating
    return (before.channels if before else NOTHING) + (after.channels if after else NOTHING)


def _ratings(told: Array) -> dict[str, Any]:
    """All ratings by the level they were given by; `told` (2 T, 3) alternates before and after."""
    slots = np.arange(len(told))[:, None]
    given = ~np.isnan(told)
    newest = np.maximum.accumulate(np.where(given, slots, -1), axis=0)
    level = slots // 2 * CHANNEL_COUNT + slots % 2 * (told.size // 2) + np.arange(CHANNEL_COUNT)
    predicted, rerated = given & (slots % 2 == 0), given & (slots % 2 == 1)
    last = np.vstack((np.full_like(newest[:1], -1), newest[:-1]))[predicted]
    leans, channel = last >= 0, predicted.nonzero()[1]
    return {
        "ratings": np.concatenate((told[predicted], told[rerated])),
        "rated": np.concatenate((level[predicted], level[rerated])),
        "predictions": int(predicted.sum()),
        "leant_on": np.where(leans, told[last, channel], 0.0),
        "leant_at": np.where(leans, level[last, channel], 0),
        "leans": leans.astype(np.float64),
    }
