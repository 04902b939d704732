"""Who is a pair for a week: by what they are working on, and never two who would rather not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

ALIKE: Final = 4
"""What it is worth that two work on the same kind of moment."""
AGAIN: Final = 3
"""What it costs that two were a pair before."""
A_PAIR: Final = 100
"""What it is worth that somebody is in a pair at all."""

Two = frozenset[str]


@dataclass(frozen=True)
class Matching:
    """The pairs of one week, and who has none this time."""

    pairs: tuple[tuple[str, str], ...]
    alone: tuple[str, ...]


def matched(
    wishes: Mapping[str, str],
    *,
    apart: Collection[Two] = (),
    before: Collection[Two] = (),
    seed: int,
) -> Matching:
    """The best pairs among those who wish for one; chance decides between equals.

    `wishes` says what each is working on. No two of `apart` are ever a pair; two of `before` are
    one only where nothing else is left. A group has six people at most, so all ways are compared.
    """
    named = sorted(wishes)
    people = [named[place] for place in np.random.default_rng(seed).permutation(len(named))]

    def worth(way: Sequence[tuple[str, str]]) -> int:
        return sum(
            A_PAIR
            + ALIKE * (bool(wishes[one]) and wishes[one] == wishes[other])
            - AGAIN * (frozenset((one, other)) in before)
            for one, other in way
        )

    pairs = max(_ways(people, set(apart)), key=worth)
    paired = {name for pair in pairs for name in pair}
    return Matching(tuple(pairs), tuple(name for name in people if name not in paired))


def _ways(people: Sequence[str], apart: set[Two]) -> Iterator[list[tuple[str, str]]]:
    """Every way to make pairs of some of these people."""
    if not people:
        yield []
        return
    first, *others = people
    for other in others:
        if frozenset((first, other)) not in apart:
            left = [name for name in others if name != other]
            yield from ([(first, other), *way] for way in _ways(left, apart))
    yield from _ways(others, apart)
