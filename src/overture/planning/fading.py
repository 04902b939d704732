"""Stepping back: the more people somebody meets, the less practice with the program is offered.

Only offers fade. Practice and Cue stay open to whoever opens them, and a setting switches the
fading off.
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from overture.planning.record import Moment
from overture.planning.words import number

FULL: Final = 60.0
"""Minutes with the program that are offered in a week without people: about twelve scenes."""

HALVED_BY: Final = 3.0
"""So many more moments with people in a week halve what is offered."""

LOOKED_BACK: Final = timedelta(days=14)
"""How far back people are counted: long enough that one quiet weekend changes little."""

WEEK: Final = timedelta(days=7)


class Fading(NamedTuple):
    """How far the program has stepped back for one person.

    `people_a_week` are moments with people that were not turned back from; `offered` and `used`
    are minutes with the program in a week.
    """

    people_a_week: float
    offered: float
    used: float

    @property
    def left(self) -> float:
        """Minutes that may still be offered, 0 or more."""
        return max(0.0, self.offered - self.used)


def minutes_offered(people_a_week: float) -> float:
    """Minutes with the program to offer in a week, 0 to 60, falling as people are met.

    60 / 2^(people / 3): never more for more people. Raises ValueError for fewer than none.
    """
    if not 0.0 <= people_a_week < math.inf:
        raise ValueError(f"people_a_week must be 0 or more, not {people_a_week!r}")
    return FULL * math.exp2(-people_a_week / HALVED_BY)


def fading(
    moments: Iterable[Moment],
    minutes_of: dict[str, float],
    now: datetime,
    *,
    logged: Iterable[datetime] = (),
) -> Fading:
    """How far the program steps back for a record, at `now`.

    `minutes_of` gives the usual minutes of a step by its id; one that is not there took none.
    `logged` are days with people by the log alone: nothing was predicted, so no event stands there.
    """
    met, used = sum(timedelta(0) <= now - at <= LOOKED_BACK for at in logged), 0.0
    for moment in moments:
        since = now - moment.event.at
        if moment.turned_back:
            continue
        if moment.event.situation.is_human:
            met += since <= LOOKED_BACK
        elif since <= WEEK:
            used += minutes_of.get(moment.step_id, 0.0)
    people_a_week = met / (LOOKED_BACK / WEEK)
    return Fading(people_a_week, minutes_offered(people_a_week), used)


def in_words(fading: Fading) -> str:
    """How far the program steps back just now, so that it can be seen and overruled."""
    people = round(fading.people_a_week * (LOOKED_BACK / WEEK))
    moments = "1 moment" if people == 1 else f"{people or 'no'} moments"
    return (
        f"In two weeks: {moments} with people. So Today offers up to {fading.offered:.0f} minutes "
        "of practice a week. Practice and Cue stay open to you either way"
    )


def rule_in_words() -> str:
    """The rule behind it."""
    return (
        f"In a week without people, Today offers up to {FULL:.0f} minutes of practice. "
        f"About {number(round(HALVED_BY))} moments with people a week halve that, and it goes on "
        "falling as there are more."
    )
