"""Which question is asked after time with somebody, and which kind text stands where.

A hard moment is asked only what fits a hard one, so that nobody is sent back into it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.content.after import KindText, Question, Stands

PLEASANT: Final = 6
HARD: Final = 3
REMOTE: Final = frozenset({"phone", "online"})


@dataclass(frozen=True, slots=True)
class After:
    """What is known of a moment with somebody: how it felt (0-10), with whom, and what came back.

    `is_step`: a step that the member set out to take. Empty or None where nothing was said.
    """

    felt: int | None = None
    who: str = ""
    long: str = ""
    came_back: str = ""
    is_step: bool = False

    @property
    def fits(self) -> frozenset[str]:
        """What questions fit it; for a hard one nothing else."""
        if self.felt is not None and self.felt <= HARD:
            return frozenset({"hard"})
        found = {
            "pleasant": self.felt is not None and self.felt >= PLEASANT,
            "returned": self.came_back in {"some", "much"},
            "brief": self.long == "moment",
            "remote": self.who in REMOTE,
            "group": self.who == "group",
            "step": self.is_step,
        }
        return frozenset({"any", *(name for name, holds in found.items() if holds)})


def question_after(
    after: After, questions: Iterable[Question], asked: Sequence[str], seed: int
) -> Question | None:
    """One question that fits, of those that were never asked; else the one asked longest ago.

    `asked` are ids, the oldest first. None if nothing fits.
    """
    fitting = [one for one in questions if one.fits in after.fits]
    if not fitting:
        return None
    fresh = [one for one in fitting if one.id not in asked]
    if fresh:
        return fresh[int(np.random.default_rng(seed).integers(len(fresh)))]
    last = {name: place for place, name in enumerate(asked)}
    return min(fitting, key=lambda one: last[one.id])


def kind_text(stands: Stands, texts: Iterable[KindText], before: int) -> KindText:
    """The text for a place after so many that stood there `before`: in turn, none twice running."""
    fitting = [one for one in texts if one.when == stands]
    return fitting[before % len(fitting)]
