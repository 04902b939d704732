"""What the program knows of many made-up people at once, as `overture.learning` would know it.

The belief and the experience of `learning`, and the record of `planning`, carried over all K steps
in place of the visited ones: the same numbers, for P people in one go. A test holds this, and the
rules that read it, to the code of one person, day by day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array, Person
from overture.learning.belief import BETTER_SIGN
from overture.learning.experience import ANXIETY, GOES_WELL, NOISE_VARIANCE, PRIOR_SD
from overture.learning.normal import hazard
from overture.planning.fading import FULL, HALVED_BY
from overture.simulation.steps import Steps

Indices = NDArray[np.intp]
_NEVER: Final = -1_000
# Of the three channels, enjoyment plays no part in a plan.
_TOLD: Final = (0, 2)
_SIGN: Final = np.array([BETTER_SIGN[channel] for channel in _TOLD])
HARD_POINTS: Final = 2.0
_PEOPLE_DAYS, _PROGRAM_DAYS = 14, 7


@dataclass(frozen=True, eq=False)
class Estimates:
    """What is assumed of each of P people: rates (P, 2), traits (P, 2) of anxiety and feared, days
    of fading (P,), and how far learning carries, `g` (P, K, K).
    """

    rates: Array
    traits: Array
    tau: Array
    g: Array

    @classmethod
    def of(cls, persons: Sequence[Person], steps: Steps) -> "Estimates":
        """From the persons that `learning` would plan with."""
        geometry = steps.situations.geometry
        by_parameters = {
            (one.length_scale, one.rho): geometry.generalisation(one) for one in persons
        }
        return cls(
            rates=np.array([(one.alpha_plus, one.alpha_minus) for one in persons]),
            traits=np.array([[one.traits[channel] for channel in _TOLD] for one in persons]),
            tau=np.array([one.tau_days for one in persons]),
            g=np.stack([by_parameters[one.length_scale, one.rho] for one in persons]),
        )


@dataclass(eq=False)
class Knowledge:
    """Belief, experience and record of P people over K steps, at the hour of offers of one `day`.

    `believed` (P, 2, K) stands above the traits: anxiety and feared. `mean` (P, 2, K) and
    `covariance` (P, 2, K, K) are of "goes well" (probit) and felt anxiety (points). `done`, `well`
    (P, K) count; `last_done` (P, K), `last_day` and `success_day` (P,) are days, long ago if never.
    `last` and `success` (P,) are the last step taken, and the last practice that went well and was
    not followed by a step with people of its kind; -1 for none. `people_on` and `program_on`
    (P, days) are moments with people and minutes with the program.
    """

    steps: Steps
    estimates: Estimates
    believed: Array
    mean: Array
    covariance: Array
    done: Indices
    well: Indices
    last_done: Indices
    last: Indices
    last_day: Indices
    last_hard: NDArray[np.bool_]
    success: Indices
    success_day: Indices
    people_on: Array
    program_on: Array
    day: int = 0

    @classmethod
    def of(cls, persons: Sequence[Person], steps: Steps, days: int) -> "Knowledge":
        """Nothing met yet."""
        count, size = len(persons), len(steps)
        variance = np.array([PRIOR_SD[GOES_WELL], PRIOR_SD[ANXIETY]])[:, None, None] ** 2
        return cls(
            steps=steps,
            estimates=Estimates.of(persons, steps),
            believed=np.zeros((count, 2, size)),
            mean=np.tile(steps.prior[:2], (count, 1, 1)),
            covariance=np.tile(variance * steps.resemblance, (count, 1, 1, 1)),
            done=np.zeros((count, size), dtype=np.intp),
            well=np.zeros((count, size), dtype=np.intp),
            last_done=np.full((count, size), _NEVER),
            last=np.full(count, -1),
            last_day=np.full(count, _NEVER),
            last_hard=np.zeros(count, dtype=np.bool_),
            success=np.full(count, -1),
            success_day=np.full(count, _NEVER),
            people_on=np.zeros((count, days)),
            program_on=np.zeros((count, days)),
        )

    def tomorrow(self) -> None:
        """A day passes: what was learned fades."""
        self.day += 1
        self.believed *= np.exp(-1.0 / self.estimates.tau)[:, None, None]

    def think_again(self, persons: Sequence[Person], taken: Indices, met: Array) -> None:
        """Assume other people than before: the belief is replayed from what was taken (D, P; -1 for
        none) and met (D, P, 3), today included.
        """
        self.estimates = Estimates.of(persons, self.steps)
        self.believed[:] = 0.0
        fade = np.exp(-1.0 / self.estimates.tau)[:, None, None]
        for day in range(self.day + 1):
            self.believed *= fade
            who = np.flatnonzero(taken[day] >= 0)
            self._believe(who, taken[day, who], met[day, who][:, _TOLD])

    @property
    def variance(self) -> Array:
        """How little is known: variances of "goes well" and anxiety, (P, 2, K)."""
        found: Array = np.maximum(np.einsum("pckk->pck", self.covariance), 1e-9)
        return found

    def people_a_week(self) -> Array:
        """Moments with people a week over the last fortnight, (P,)."""
        found: Array = self.people_on[:, max(0, self.day - _PEOPLE_DAYS) : self.day].sum(axis=1)
        return found / 2.0

    def minutes_left(self) -> Array:
        """Minutes with the program that may still be offered, (P,): see `planning.fading`."""
        offered = FULL * np.exp2(-self.people_a_week() / HALVED_BY)
        used = self.program_on[:, max(0, self.day - _PROGRAM_DAYS) : self.day].sum(axis=1)
        left: Array = np.maximum(0.0, offered - used)
        return left

    def take_in(self, who: Indices, place: Indices, predicted: Array, met: Array) -> None:
        """One step of each of n people at `place` (n,): what they expected and met (n, 3)."""
        well = met[:, 2] < 5.0
        self._believe(who, place, met[:, _TOLD])
        self._meet(who, place, well, met[:, 0])
        self._note(who, place, well, met[:, 0] - predicted[:, 0])

    def _believe(self, who: Indices, place: Indices, met: Array) -> None:
        error = met - self.estimates.traits[who] - self.believed[who, :, place]
        rates = self.estimates.rates[who]
        move = np.where(error * _SIGN > 0.0, rates[:, :1], rates[:, 1:]) * error
        self.believed[who] += move[:, :, None] * self.estimates.g[who, place][:, None, :]

    def _meet(self, who: Indices, place: Indices, well: NDArray[np.bool_], felt: Array) -> None:
        column = self.covariance[who, :, place]  # (n, 2, K)
        mean = self.mean[who, :, place]
        variance = np.maximum(np.einsum("nck->nck", column)[np.arange(len(who)), :, place], 1e-9)
        total = np.array([NOISE_VARIANCE[GOES_WELL], NOISE_VARIANCE[ANXIETY]]) + variance
        sign, scale = np.where(well, 1.0, -1.0), np.sqrt(total[:, 0])
        z = sign * mean[:, 0] / scale
        n = np.array([hazard(one) for one in z.tolist()])
        first = np.stack((sign * n / scale, (felt - mean[:, 1]) / total[:, 1]), axis=1)
        second = np.stack((-n * (z + n) / total[:, 0], -1.0 / total[:, 1]), axis=1)
        self.mean[who] += first[:, :, None] * column
        scaled = second[:, :, None] * column
        self.covariance[who] += scaled[..., None] * column[:, :, None, :]

    def _note(self, who: Indices, place: Indices, well: NDArray[np.bool_], worse: Array) -> None:
        human = self.steps.human[place]
        self.done[who, place] += 1
        self.well[who, place] += well
        self.last_done[who, place] = self.day
        self.last[who], self.last_day[who] = place, self.day
        self.last_hard[who] = ~well | (worse >= HARD_POINTS)
        self.people_on[who, self.day] += human
        self.program_on[who, self.day] += self.steps.ai_minutes[place]
        practised = ~human & well
        self.success[who[practised]] = place[practised]
        self.success_day[who[practised]] = self.day
        family = self.steps.family
        paired = human & (self.success[who] >= 0) & (family[self.success[who]] == family[place])
        self.success[who[paired]] = -1
