"""People close to a member: what counts as a good moment, and when both are asked how it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from overture.planning.after import PLEASANT

MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Was:
    """A moment as it was expected and as it was: anxiety and enjoyment, 0-10, None if not said.

    `feared`: whether the feared event happened; None if there was none, or nothing was said.
    """

    expected_anxiety: int | None
    expected_enjoyment: int | None
    anxiety: int | None
    enjoyment: int | None
    feared: bool | None = None


def is_good(was: Was) -> bool:
    """Whether a moment was enjoyed, or went better than expected without being worse in anything.

    Where nothing was said, nothing is claimed.
    """
    if was.enjoyment is not None and was.enjoyment >= PLEASANT:
        return True
    calmer = _gain(was.expected_anxiety, was.anxiety, less_is_better=True)
    nicer = _gain(was.expected_enjoyment, was.enjoyment, less_is_better=False)
    said = [gain for gain in (calmer, nicer) if gain is not None]
    return not was.feared and any(gain > 0 for gain in said) and all(gain >= 0 for gain in said)


def _gain(expected: int | None, felt: int | None, *, less_is_better: bool) -> int | None:
    if expected is None or felt is None:
        return None
    return expected - felt if less_is_better else felt - expected


def check_due(*, since: datetime, last: datetime | None, now: datetime) -> bool:
    """Whether it is time to ask how it is: a month after it began, or after the last time."""
    return now - (last or since) >= MONTH
