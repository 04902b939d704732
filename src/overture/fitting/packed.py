"""Somebody's attempts as bytes: numbers without a word, quick to read for a fit of many.

Eighteen single-precision numbers an attempt: days since the first, partner and channel as places
in `PARTNERS` and `CHANNELS`, six degrees, then anxiety, enjoyment and feared event as met, as
expected before and as expected again after; NaN where nothing was said.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.attempts import Attempts, attempts_of
from overture.learning import CHANNELS, PARTNERS, Array, Event, Situation, Situations
from overture.learning.situation import DEGREES

FORMAT: Final = 1
_WIDTH: Final = 18
_KIND: Final = slice(1, 9)
_DIGITS: Final = 6  # of a degree: more are an accident of single precision
_MIXING: Final = np.random.default_rng(0).integers(1, 2**63, 8, dtype=np.uint64) | np.uint64(1)


def pack(events: Iterable[Event]) -> bytes:
    """One person's events, in order of time, as bytes."""
    own = attempts_of([events])
    kinds = [
        (PARTNERS.index(one.partner), CHANNELS.index(one.channel), *one.degrees())
        for one in own.situations.items
    ]
    table = np.empty((len(own), _WIDTH), dtype="<f4")
    table[:, 0] = own.days
    table[:, _KIND] = np.array(kinds, dtype=np.float64).reshape(-1, 8)[own.place]
    table[:, 9:] = np.concatenate((own.met, own.told[0], own.told[1]), axis=1)
    return table.tobytes()


def attempts_from(packed: Sequence[bytes]) -> Attempts:
    """The attempts of the people behind so many packed histories, in their order.

    Raises ValueError for what `pack` did not make.
    """
    sizes = np.array([len(one) for one in packed], dtype=np.intp)
    if (sizes % (4 * _WIDTH)).any():
        raise ValueError("A packed history is cut short.")
    rows = np.frombuffer(b"".join(packed), dtype="<f4").reshape(-1, _WIDTH)
    lengths = sizes // (4 * _WIDTH)
    place, situations = _situations(rows[:, _KIND])
    ratings: Array = rows[:, 9:].astype(np.float64).reshape(-1, 3, 3)
    return Attempts(
        people=len(packed),
        person=np.repeat(np.arange(len(packed)), lengths),
        situations=situations,
        place=place,
        days=rows[:, 0].astype(np.float64),
        met=ratings[:, 0],
        told=ratings[:, 1:].swapaxes(0, 1),
    )


def _situations(kinds: NDArray[np.float32]) -> tuple[NDArray[np.intp], Situations]:
    """Which of the different situations each row is in, told apart by a number made of its bits."""
    bits = np.ascontiguousarray(kinds).view(np.uint32).astype(np.uint64)
    names = (bits * _MIXING).sum(axis=1, dtype=np.uint64)
    _, firsts, place = np.unique(names, return_index=True, return_inverse=True)
    found = [_situation(kinds[first].tolist()) for first in firsts]
    return place.astype(np.intp), Situations(tuple(found))


def _situation(kind: list[float]) -> Situation:
    if not (0 <= kind[0] < len(PARTNERS) and 0 <= kind[1] < len(CHANNELS)):
        raise ValueError("A packed history names a partner or a channel that there is not.")
    degrees = dict(zip(DEGREES, (round(one, _DIGITS) for one in kind[2:]), strict=True))
    return Situation(PARTNERS[int(kind[0])], channel=CHANNELS[int(kind[1])], **degrees)
