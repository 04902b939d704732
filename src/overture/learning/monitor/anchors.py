"""Anchors missed: a regular appointment that the person declared and, by their own word, missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from overture.learning.monitor.weeks import Pause

Kept: TypeAlias = Literal["yes", "no", "off"]
"""It took place with the person, without the person, or not at all."""

IN_A_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time an anchor was due, and what the person said of it; None if nothing yet."""

    anchor: str
    due: date
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class AnchorMissed:
    """One anchor, missed so many times in a row, the last time on `last`."""

    anchor: str
    times: int
    last: date


def anchors_missed(
    occasions: Iterable[Occasion],
    today: date,
    *,
    pauses: Iterable[Pause] = (),
    doubts: int = 0,
) -> tuple[AnchorMissed, ...]:
    """Anchors missed twice in a row or more, the longest row first.

    Only what the person said counts: an occasion of which nothing was said is no miss, and breaks
    no row; one that fell out or lies in a pause is left out. Each answer "that's not it" (`doubts`)
    asks for one more.
    """
    halts = tuple(pauses)
    rows: dict[str, AnchorMissed] = {}
    for one in sorted(occasions, key=lambda occasion: occasion.due):
        if one.due > today or any(pause.holds(one.due) for pause in halts):
            continue
        if one.kept == "yes":
            rows.pop(one.anchor, None)
        elif one.kept == "no":
            before = rows.get(one.anchor)
            rows[one.anchor] = AnchorMissed(one.anchor, before.times + 1 if before else 1, one.due)
    found = (row for row in rows.values() if row.times >= IN_A_ROW + doubts)
    return tuple(sorted(found, key=lambda row: (-row.times, row.anchor)))
