"""Made-up people of the full belief model: what they met, and what they said before and after.

The rule is told here once more, over every situation there is and person by person in the last
axis, so that what fits it can be held against something that was not written from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.attempts import Attempts
from overture.learning import CHANNELS, PARTNERS, Situation, Situations, weak_prior
from overture.learning.belief import BETTER_SIGN
from overture.learning.person import HIGHEST, LOWEST
from overture.learning.situation import DEGREES

Array = NDArray[np.float64]
_WEAK: Final = weak_prior(0.0)
_TRAIT_ANXIETY: Final = 4
_HIGH: Final = 10.0


@dataclass(frozen=True)
class BeliefPopulation:
    """Where each person's ten parameters come from: independent normals, kept within the box.

    `by_score` is by how much more anxiety somebody expects for a standard deviation of the score.
    """

    mean: tuple[float, ...] = _WEAK.mean
    sd: tuple[float, ...] = _WEAK.sd
    by_score: float = 1.0

    def draw(self, score: Array, rng: np.random.Generator) -> Array:
        """Parameters (10, N) of people with these anxiety scores (N,)."""
        centre = np.repeat(np.array(self.mean)[:, None], len(score), axis=1)
        centre[_TRAIT_ANXIETY] += self.by_score * score
        low, high = np.array(LOWEST)[:, None], np.array(HIGHEST)[:, None]
        theta = np.full_like(centre, np.inf)
        while (outside := (theta < low) | (theta > high)).any():
            drawn = centre + np.array(self.sd)[:, None] * rng.standard_normal(centre.shape)
            theta[outside] = drawn[outside]
        return theta


@dataclass(frozen=True)
class BeliefWorld:
    """What people meet, and when, and what of it they leave unsaid.

    Felt anxiety and enjoyment have a mean, a spread over situations, one over people and one from
    time to time, in points; the feared event comes with a chance that differs by situation.
    `gap` is the mean number of days between attempts. `unasked` is the chance that a person is
    never asked one of the channels, `silent` that ratings again after an attempt are missing.
    """

    situations: int = 12
    kept_to: int = 8
    gap: float = 2.0
    felt: tuple[float, float] = (3.5, 5.5)
    by_situation: float = 1.0
    by_person: float = 1.0
    by_moment: float = 2.0
    feared: tuple[float, float] = (0.05, 0.45)
    unasked: float = 0.0
    silent: float = 0.0
    whole_numbers: bool = True


@dataclass(frozen=True, eq=False)
class BeliefPeople:
    """True parameters (10, N), anxiety scores (N,) in standard deviations, and the attempts."""

    theta: Array
    score: Array
    attempts: Attempts


def simulate_belief(
    people: int,
    encounters: int,
    rng: np.random.Generator,
    *,
    population: BeliefPopulation | None = None,
    world: BeliefWorld | None = None,
) -> BeliefPeople:
    """Draw so many people and let each live through so many attempts."""
    world = world or BeliefWorld()
    score = rng.standard_normal(people)
    theta = (population or BeliefPopulation()).draw(score, rng)
    situations = _situations(world, rng)
    place = _places(people, encounters, world, rng)
    days = np.cumsum(rng.exponential(world.gap, place.shape), axis=0)
    met = _met(place, world, rng)
    told = np.array(list(_lived(theta, situations, place, days, met, world, rng)))
    _leave_out(told, met, world, rng)
    rows = people * encounters
    attempts = Attempts(
        people=people,
        person=np.repeat(np.arange(people), encounters),
        situations=situations,
        place=place.T.reshape(rows),
        days=days.T.reshape(rows),
        met=met.transpose(2, 0, 1).reshape(rows, 3),
        told=told.transpose(1, 3, 0, 2).reshape(2, rows, 3),
    )
    return BeliefPeople(theta, score, attempts)


def generalisation(situations: Situations, theta: Array) -> Array:
    """G (K, K, N): the share of a correction in one situation that carries to another."""
    near: Array = np.exp(
        -0.5 * situations.geometry.squared_distance[..., None] / np.exp(2.0 * theta[2])
    )
    rho = 1.0 / (1.0 + np.exp(-theta[3]))
    return np.where(situations.geometry.mixed[..., None], rho * near, near)


def _lived(
    theta: Array,
    situations: Situations,
    place: NDArray[np.intp],
    days: Array,
    met: Array,
    world: BeliefWorld,
    rng: np.random.Generator,
) -> Iterator[Array]:
    """Ratings before and after each attempt, (2, 3, N): the belief model, read aloud."""
    everybody = np.arange(theta.shape[1])
    rates = 1.0 / (1.0 + np.exp(-theta[:2]))
    trait = np.stack((theta[4], theta[5], _HIGH / (1.0 + np.exp(-theta[6]))))
    noise, tau, inertia = np.exp(theta[7]), np.exp(theta[8]), theta[9]
    carries = generalisation(situations, theta)
    level = np.repeat(trait[None], len(situations), axis=0)  # (K, 3, N)
    excess, signs = np.zeros_like(trait), np.array(BETTER_SIGN)[:, None]

    def said(expected: Array) -> Array:
        rating: Array = expected + noise * rng.standard_t(4.0, expected.shape)
        return np.clip(np.round(rating) if world.whole_numbers else rating, 0.0, _HIGH)

    for t, here in enumerate(place):
        gap = days[t] - days[t - 1] if t else np.zeros(len(everybody))
        level = trait + (level - trait) * np.exp(-gap / tau)
        at = level[here, :, everybody].T
        before = said(at + inertia * excess)
        error = met[t] - at
        move = np.where(error * signs > 0.0, rates[0], rates[1]) * error
        level = level + carries[here, :, everybody].T[:, None] * move
        after = said(at + move)
        excess = after - (at + move)
        yield np.stack((before, after))


def _situations(world: BeliefWorld, rng: np.random.Generator) -> Situations:
    """Situations over all partners and channels, with degrees that daily life holds."""
    degrees = (0.8 * rng.random((world.situations, len(DEGREES)))).round(2).tolist()
    return Situations(
        tuple(
            Situation(
                PARTNERS[k % len(PARTNERS)],
                channel=CHANNELS[k // len(PARTNERS) % 3],
                **dict(zip(DEGREES, own, strict=True)),
            )
            for k, own in enumerate(degrees)
        )
    )


def _places(
    people: int, encounters: int, world: BeliefWorld, rng: np.random.Generator
) -> NDArray[np.intp]:
    """Which situation each attempt of a person is in, (T, N): a few that the person keeps to."""
    order = rng.permuted(np.tile(np.arange(world.situations), (people, 1)), axis=1)
    which = rng.integers(0, min(world.kept_to, world.situations), (encounters, people))
    return order[np.arange(people), which]


def _met(place: NDArray[np.intp], world: BeliefWorld, rng: np.random.Generator) -> Array:
    """What is met at each attempt, (T, 3, N): whole numbers, the feared event 0, 5 or 10."""
    size, people = world.situations, place.shape[1]
    felt = []
    for mean in world.felt:
        usual = mean + world.by_situation * rng.standard_normal(size)[place]
        own = world.by_person * rng.standard_normal(people)
        felt.append(usual + own + world.by_moment * rng.standard_normal(place.shape))
    chance = rng.uniform(*world.feared, size)[place]
    happened = 5.0 * ((rng.random(place.shape) < chance) + (rng.random(place.shape) < chance))
    return np.stack((*(np.clip(np.round(one), 0.0, _HIGH) for one in felt), happened), axis=1)


def _leave_out(told: Array, met: Array, world: BeliefWorld, rng: np.random.Generator) -> None:
    """Take out, in place, what was never asked and what was not answered."""
    people = met.shape[2]
    silent: NDArray[np.bool_] = rng.random((len(met), people)) < world.silent
    told[:, 1][np.repeat(silent[:, None], 3, axis=1)] = np.nan
    never = rng.random((1, people)) < world.unasked
    channel = rng.integers(0, 3, (1, people)) == np.arange(3)[:, None]
    told[:, :, never & channel] = np.nan
    met[:, never & channel] = np.nan
