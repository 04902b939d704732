"""The attempts of many people as flat arrays: what a fit of the belief model takes.

Rows of one person stand together, in order of time. No text, no key and no name is in them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array, Event, Situation, Situations
from overture.learning.belief import CHANNEL_COUNT, SECONDS_A_DAY
from overture.learning.events import NOTHING
from overture.learning.history import in_order

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Attempts:
    """E attempts of N people, in S different situations.

    `person` (E,) counts from 0 and never falls; `place` (E,) says in which of `situations` it was,
    and `days` (E,) when, on a clock of the person's own. `told` (2, E, 3) holds the ratings before
    and the ratings again after, and `met` (E, 3) the outcomes: anxiety and enjoyment 0-10 and
    feared event in times in 10, NaN where nothing was said or nothing could be learned.
    """

    people: int
    person: Indices
    situations: Situations
    place: Indices
    days: Array
    met: Array
    told: Array

    def __len__(self) -> int:
        """How many attempts there are."""
        return len(self.person)

    @property
    def firsts(self) -> Indices:
        """Where each person's rows begin, and last where all of them end, (N + 1,)."""
        return np.searchsorted(self.person, np.arange(self.people + 1))

    @property
    def ratings(self) -> NDArray[np.intp]:
        """How many ratings each person gave, before and after, (N,)."""
        given = (~np.isnan(self.told)).sum(axis=(0, 2))
        counted: NDArray[np.intp] = np.bincount(self.person, given, self.people).astype(np.intp)
        return counted


def attempts_of(records: Iterable[Iterable[Event]]) -> Attempts:
    """The events of several people, each sorted by time as in replay."""
    people = [in_order(events) for events in records]
    events = [event for one in people for event in one]
    number: dict[Situation, int] = {}
    place = [number.setdefault(event.situation, len(number)) for event in events]
    told = [_channels([e.prediction for e in events]), _channels([e.rerating for e in events])]
    return Attempts(
        people=len(people),
        person=np.repeat(np.arange(len(people)), [len(one) for one in people]),
        situations=Situations(tuple(number)),
        place=np.array(place, dtype=np.intp),
        days=np.array([day for one in people for day in _days(one)], dtype=np.float64),
        met=_table([event.met for event in events]),
        told=np.array(told),
    )


def _days(events: Sequence[Event]) -> list[float]:
    first = events[0].at.timestamp() if events else 0.0
    return [(event.at.timestamp() - first) / SECONDS_A_DAY for event in events]


def _channels(ratings: Sequence[object]) -> Array:
    return _table([getattr(rating, "channels", NOTHING) for rating in ratings])


def _table(rows: Sequence[Sequence[float | None]]) -> Array:
    return np.array(rows, dtype=np.float64).reshape(-1, CHANNEL_COUNT)
