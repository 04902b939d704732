"""Worlds: how made-up people learn, decide and leave. One as the models say, three that are not.

What nobody has measured is authored, and said to be in docs/decisions. Nothing here was chosen by
what it does for any rule.
"""

from dataclasses import dataclass
from typing import Final

from overture.learning.experience import NOISE_VARIANCE, PRIOR_SD


@dataclass(frozen=True, slots=True)
class World:
    """One world, in points (0-10), probits and days.

    What is met: `spread` is the standard deviation between people and places of "goes well"
    (probit), felt anxiety and enjoyment; `noise` that of one person's moments at one place
    (anxiety, enjoyment). `shift` moves every chance to go well away from what the program assumes,
    and with `shuffled` nothing that is met depends on the place or the person.

    What is learned: without `generalises` a moment teaches of its own place only; where
    `fear_returns`, what was learned can be out of reach: a bad moment or some quiet days bring the
    old expectation back, until good moments bring the new one.

    What people do: a step is approached with chance logistic((reward - dread + push) / doubt).
    `opens` and `occasions` are chances a day: to look at the day's offer, and to come upon a moment
    with people in daily life.

    Who leaves: `leaves` is the chance a day of somebody of middling dread, times e to the power of
    `by_dread` a point, `by_bad` after a moment that went badly, and `by_dose` for each step a week
    beyond three. Where `informative`, those leave for whom moments go badly, seen or unseen.
    """

    name: str
    spread: tuple[float, float, float] = PRIOR_SD
    noise: tuple[float, float] = (NOISE_VARIANCE[1] ** 0.5, NOISE_VARIANCE[2] ** 0.5)
    shift: float = 0.0
    shuffled: bool = False
    hard_days: int = 0
    generalises: bool = True
    fear_returns: bool = False
    doubt: float = 1.5
    push: float = 1.0
    opens: float = 0.6
    occasions: float = 0.25
    leaves: float = 0.009
    by_dread: float = 0.25
    by_bad: float = 0.7
    by_dose: float = 0.15
    informative: bool = False


STANDARD: Final = World("standard")
NO_GENERALISATION: Final = World("no-generalisation", generalises=False)
RETURN_OF_FEAR: Final = World("return-of-fear", fear_returns=True)
DROP_OUT: Final = World("drop-out", informative=True)

WORLDS: Final = {
    world.name: world for world in (STANDARD, NO_GENERALISATION, RETURN_OF_FEAR, DROP_OUT)
}
"""The four in which a rule is judged: it must survive all of them."""

SHUFFLED: Final = World("shuffled", shuffled=True)
"""The negative control: there is nothing in it to choose by."""

HARDER: Final = World("harder", shift=-0.4)
"""Moments go badly more often than the program assumes: for the honesty of its chances."""
