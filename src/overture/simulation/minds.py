"""Made-up people: what they expect, what they would meet, and how they learn. All at once.

The belief is that of `learning.belief`, carried over all K steps and P people: arrays have people
first, then channel (anxiety, enjoyment, feared), then step.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array
from overture.learning.belief import BETTER_SIGN
from overture.learning.normal import normal_cdf_of
from overture.simulation.belief_people import BeliefPopulation, generalisation
from overture.simulation.steps import Steps
from overture.simulation.worlds import World

MEMBERS_SCORE: Final = 1.0
"""Who comes to practise is, on average, one standard deviation more anxious than people are."""

_SIGN: Final = np.array(BETTER_SIGN)
HELD_BACK: Final = 0.25
"""The share of what was learned that is in reach while the old expectation is back."""
_BACK_AFTER_BAD, _BACK_AFTER_REST, _REST_DAYS, _NEW_AFTER_GOOD = 0.3, 0.15, 4, 0.5


@dataclass(frozen=True, eq=False)
class People:
    """P people: `score` is each one's anxiety score, `theta` (P, 10) the true parameters.

    `chance` (P, K) is how likely a step goes well, `anxiety` and `enjoyment` (P, K) what it feels
    like on average, in points. `g` (P, K, K) is how far what is learned carries.
    """

    score: Array
    theta: Array
    g: Array
    chance: Array
    anxiety: Array
    enjoyment: Array

    def __len__(self) -> int:
        """How many they are."""
        return len(self.score)

    @property
    def rates(self) -> Array:
        """Learning rates for better and for worse than expected, (P, 2)."""
        return 1.0 / (1.0 + np.exp(-self.theta[:, :2]))

    @property
    def traits(self) -> Array:
        """What is expected before anything was met: anxiety, enjoyment, feared (P, 3), 0-10."""
        feared = 10.0 / (1.0 + np.exp(-self.theta[:, 6]))
        return np.stack((self.theta[:, 4], self.theta[:, 5], feared), axis=1)


def draw_people(
    count: int,
    steps: Steps,
    world: World,
    rng: np.random.Generator,
    *,
    population: BeliefPopulation | None = None,
) -> People:
    """People from the population, that of the weak prior if none is given.

    What they meet is a Gaussian process over the steps, around what the population meets there.
    """
    score = MEMBERS_SCORE + rng.standard_normal(count)
    theta = (population or BeliefPopulation()).draw(score, rng).T
    root = np.linalg.cholesky(steps.resemblance + 1e-9 * np.eye(len(steps)))
    own = np.einsum("kj,cpj->cpk", root, rng.standard_normal((3, count, len(steps))))
    met = steps.prior[:, None, :] + np.array(world.spread)[:, None, None] * own
    if world.shuffled:
        met[:] = met.mean(axis=(1, 2), keepdims=True)
    return People(
        score=score,
        theta=theta,
        g=_generalising(steps, theta, world),
        chance=normal_cdf_of(met[0] + world.shift),
        anxiety=met[1],
        enjoyment=met[2],
    )


def _generalising(steps: Steps, theta: Array, world: World) -> Array:
    if not world.generalises:
        return np.broadcast_to(np.eye(len(steps)), (len(theta), len(steps), len(steps))).copy()
    return np.moveaxis(generalisation(steps.situations, theta.T), 2, 0).copy()


@dataclass(eq=False)
class Minds:
    """What all people expect, and how it moves. `learned` (P, 3, K) stands above the traits.

    `held` (P,) is the share of it that is in reach: 1 unless fear has returned. `quiet` (P,) are
    days without a moment, `excess` (P, 3) how far the last rating stood above the belief.
    """

    people: People
    world: World
    learned: Array
    held: Array
    quiet: Array
    excess: Array

    @classmethod
    def of(cls, people: People, steps: Steps, world: World) -> "Minds":
        """Before anything was met."""
        count = len(people)
        return cls(
            people,
            world,
            np.zeros((count, 3, len(steps))),
            np.ones(count),
            np.zeros(count),
            np.zeros((count, 3)),
        )

    def expected(self) -> Array:
        """What is expected of every step, (P, 3, K), 0-10."""
        level = self.people.traits[:, :, None] + self.held[:, None, None] * self.learned
        return np.clip(level, 0.0, 10.0)

    def willing(self, steps: Steps, *, offered: bool) -> Array:
        """The chance to approach each step, (P, K): reward against dread.

        Reward is the enjoyment that is expected. Dread is the mean of the anxiety and the feared
        event that are expected and of what the step asks of anybody.
        """
        anxiety, enjoyment, feared = np.moveaxis(self.expected(), 1, 0)
        dread = (anxiety + feared + steps.prior[1]) / 3.0
        wish = enjoyment - dread + (self.world.push if offered else 0.0)
        chance: Array = 1.0 / (1.0 + np.exp(-wish / self.world.doubt))
        return chance

    def level(self, who: NDArray[np.intp], place: NDArray[np.intp]) -> Array:
        """What some people (n,) expect of one step each (n,); (n, 3), may leave the scale."""
        level: Array = self.people.traits[who] + self.held[who, None] * self.learned[who, :, place]
        return level

    def rest(self, chance: Array) -> None:
        """A day passes: what was learned fades. `chance` (P,) decides where fear returns."""
        self.learned *= np.exp(-np.exp(-self.people.theta[:, 8]))[:, None, None]
        self.quiet += 1.0
        if self.world.fear_returns:
            back = (self.quiet >= _REST_DAYS) & (chance < _BACK_AFTER_REST)
            self.held[back] = HELD_BACK

    def learn(self, who: NDArray[np.intp], place: NDArray[np.intp], met: Array) -> None:
        """Move by what was met (n, 3): the kernel delta rule with two rates."""
        error = met - self.level(who, place)
        better = error * _SIGN > 0.0
        rates = self.people.rates[who]
        move = np.where(better, rates[:, :1], rates[:, 1:]) * error
        self.learned[who] += move[:, :, None] * self.people.g[who, place][:, None, :]
        self.quiet[who] = 0.0

    def turn(self, who: NDArray[np.intp], well: NDArray[np.bool_], chance: Array) -> None:
        """Where fear returns: a bad moment may bring it back, a good one what was learned since."""
        if not self.world.fear_returns:
            return
        self.held[who[~well & (chance < _BACK_AFTER_BAD)]] = HELD_BACK
        self.held[who[well & (chance < _NEW_AFTER_GOOD)]] = 1.0

    def rate(
        self, who: NDArray[np.intp], place: NDArray[np.intp], noise: Array, *, lean: bool
    ) -> Array:
        """A rating of the three channels (n, 3), whole points 0-10, with noise (n, 3) in units of
        each person's own; before a moment it leans on the last one.
        """
        level = self.level(who, place)
        theta = self.people.theta[who]
        drift = theta[:, 9:] * self.excess[who] if lean else 0.0
        scale = np.exp(theta[:, 7:8])
        said = np.clip(np.rint(level + drift + scale * noise), 0.0, 10.0)
        self.excess[who] = said - level
        return said
