"""One person's parameters: how fast and how far expectations move."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

PARAMETERS = (
    "logit_alpha_plus",
    "logit_alpha_minus",
    "log_length_scale",
    "logit_rho",
    "trait_anxiety",
    "trait_enjoyment",
    "logit_trait_feared",
    "log_noise",
    "log_tau",
    "inertia",
)
NOISE_FLOOR = 0.4
LOWEST = (-6.0, -6.0, -2.0, -6.0, 0.0, 0.0, -6.0, math.log(NOISE_FLOOR), 0.0, 0.0)
HIGHEST = (6.0, 6.0, 2.0, 6.0, 10.0, 10.0, 6.0, math.log(5.0), math.log(3650.0), 0.9)

_MEAN = (-1.1, -0.9, 0.0, -0.4, 4.0, 5.5, 0.0, 0.0, math.log(60.0), 0.12)
_SD = (0.8, 0.8, 0.5, 1.0, 1.8, 1.4, 1.0, 0.4, 1.0, 0.1)
# Points of expected anxiety for each SD of the anxiety score. The slopes of the score on both
# learning rates are centred on zero, so they widen the prior and never move it.
_ANXIETY_SLOPE = 1.0
_RATE_SLOPE_SD = 0.2


@dataclass(frozen=True, slots=True)
class Prior:
    """What is assumed before any rating: independent normals over `PARAMETERS`."""

    mean: tuple[float, ...]
    sd: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse what is not a distribution."""
        size = len(PARAMETERS)
        if len(self.mean) != size or len(self.sd) != size:
            raise ValueError(f"a prior needs {size} means and {size} standard deviations")
        if not all(map(math.isfinite, self.mean)):
            raise ValueError("every prior mean must be a finite number")
        if not all(0.0 < sd < math.inf for sd in self.sd):
            raise ValueError("every prior standard deviation must be above 0")


@dataclass(frozen=True)
class Person:
    """Where one person's parameters stand (`theta`), how sure that is (`sd`), and the prior.

    `theta` is on the scale of `PARAMETERS`; the properties give natural units. Raises ValueError
    when `theta` leaves the box from `LOWEST` to `HIGHEST`.
    """

    theta: tuple[float, ...]
    sd: tuple[float, ...]
    prior: Prior

    def __post_init__(self) -> None:
        """Refuse estimates outside the box."""
        if len(self.theta) != len(PARAMETERS) or len(self.sd) != len(PARAMETERS):
            raise ValueError(f"a person has {len(PARAMETERS)} parameters")
        for name, value, low, high in zip(PARAMETERS, self.theta, LOWEST, HIGHEST, strict=True):
            if not low <= value <= high:  # also false for NaN
                raise ValueError(f"{name} must lie between {low:g} and {high:g}, not {value!r}")

    @cached_property
    def alpha_plus(self) -> float:
        """Learning rate when a moment is better than expected, 0-1."""
        return logistic(self.theta[0])

    @cached_property
    def alpha_minus(self) -> float:
        """Learning rate when a moment is worse than expected, 0-1."""
        return logistic(self.theta[1])

    @cached_property
    def length_scale(self) -> float:
        """How far learning carries; 1 is the distance between the two ends of one degree."""
        return math.exp(self.theta[2])

    @cached_property
    def rho(self) -> float:
        """The share of learning that carries between AI and people, 0-1."""
        return logistic(self.theta[3])

    @cached_property
    def traits(self) -> tuple[float, float, float]:
        """Anxiety (0-10), enjoyment (0-10) and feared event (times in 10) before any outcome."""
        return (self.theta[4], self.theta[5], 10.0 * logistic(self.theta[6]))

    @cached_property
    def noise(self) -> float:
        """Scale of the rating noise in points, at least 0.4."""
        return math.exp(self.theta[7])

    @cached_property
    def tau_days(self) -> float:
        """Days until what was learned has faded to 37 in 100 (return of fear)."""
        return math.exp(self.theta[8])

    @property
    def inertia(self) -> float:
        """Share of the last rating's excess that reappears in the next rating, 0-0.9."""
        return self.theta[9]

    def at(self, theta: tuple[float, ...], sd: tuple[float, ...]) -> "Person":
        """The same person with other estimates."""
        return replace(self, theta=theta, sd=sd)


def weak_prior(anxiety_score_sd: float | None) -> Prior:
    """The shipped prior for a new person.

    `anxiety_score_sd` is the anxiety score in standard deviations from the population mean, or
    None when it was never taken; then the prior stays central and is wider by what is not known.
    A score beyond three standard deviations counts as three.
    Raises ValueError unless the score is a finite number.
    """
    if anxiety_score_sd is not None and not math.isfinite(anxiety_score_sd):
        raise ValueError("the anxiety score must be a finite number of standard deviations")
    score = 0.0 if anxiety_score_sd is None else max(-3.0, min(3.0, anxiety_score_sd))
    spread = 1.0 if anxiety_score_sd is None else 0.0
    mean, sd = list(_MEAN), list(_SD)
    mean[4] += _ANXIETY_SLOPE * score
    sd[4] = math.hypot(sd[4], _ANXIETY_SLOPE * spread)
    for rate in (0, 1):
        sd[rate] = math.hypot(sd[rate], _RATE_SLOPE_SD * max(abs(score), spread))
    return Prior(tuple(mean), tuple(sd))


def new_person(prior: Prior) -> Person:
    """A person about whom nothing but the prior is known."""
    inside = zip(prior.mean, LOWEST, HIGHEST, strict=True)
    theta = tuple(max(low, min(high, mean)) for mean, low, high in inside)
    return Person(theta=theta, sd=prior.sd, prior=prior)


def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), without overflow."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    return math.exp(x) / (1.0 + math.exp(x))
