"""What a nudge does, from a micro-randomised trial: weighted, centred least squares.

After Boruvka, Almirall, Witkiewitz and Murphy (2018). Each draw is weighted as if it had been made
with one chance p~, and the action is centred at it:
    y ~ g' alpha + (a - p~) f' beta,   weight (p~ / p)^a ((1 - p~) / (1 - p))^(1 - a).
beta is found rightly whatever the baseline truly is. Standard errors are robust (sandwich, people
as clusters) with the correction of Mancl and DeRouen (2001), which leaves each person's own pull
out; intervals use Student-t with people less coefficients as degrees of freedom.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, eq=False)
class Draws:
    """n decisions that were drawn for, by chance alone; those that a limit forbade are left out.

    `person` (n,) counts people from 0, `sent` (n,) is 0 or 1, `probability` (n,) the chance it had,
    `outcome` (n,) what followed. `moderators` (n, q) are those that the effect may depend on and
    `controls` (n, p) those that the outcome may; both usually begin with a column of ones.

    Raises ValueError when lengths differ, a number is missing, a chance is not inside 0-1,
    something was half sent, or people are not counted without a gap.
    """

    person: NDArray[np.intp]
    sent: Array
    probability: Array
    outcome: Array
    moderators: Array
    controls: Array

    def __post_init__(self) -> None:
        """Refuse what is no record of a trial."""
        columns = (self.sent, self.probability, self.outcome, self.moderators, self.controls)
        if any(len(column) != len(self.person) for column in columns):
            raise ValueError("every column needs one row for each decision")
        if not all(np.isfinite(column).all() for column in columns):
            raise ValueError("a number is missing")
        if not ((self.probability > 0.0) & (self.probability < 1.0)).all():
            raise ValueError("the chance of sending must lie inside 0 and 1 wherever it was drawn")
        if not np.isin(self.sent, (0.0, 1.0)).all():
            raise ValueError("something is sent, 1, or not, 0")
        if not np.bincount(self.person).all():
            raise ValueError("people are counted from 0 without a gap")

    @property
    def people(self) -> int:
        """How many there are."""
        return int(self.person.max()) + 1 if len(self.person) else 0


@dataclass(frozen=True, eq=False)
class Effects:
    """By moderator: what sending adds, its standard error, and the 95 % interval; each (q,)."""

    estimate: Array
    error: Array
    low: Array
    high: Array
    freedom: int

    def covers(self, truth: Array) -> NDArray[np.bool_]:
        """Whether the interval holds the truth (q,)."""
        held: NDArray[np.bool_] = (self.low <= truth) & (truth <= self.high)
        return held


def effects(draws: Draws, *, as_if: float, corrected: bool = True) -> Effects:
    """The effect of sending on the next outcome, as if each draw had had the chance `as_if`.

    `corrected` False gives the plain sandwich with a normal interval, which is too narrow for few
    people. Raises ValueError when there are fewer people than coefficients need.
    """
    if not 0.0 < as_if < 1.0:
        raise ValueError("the chance to weigh by must lie inside 0 and 1")
    q, p = draws.moderators.shape[1], draws.controls.shape[1]
    freedom = draws.people - q - p
    if freedom < 1:
        raise ValueError(f"{draws.people} people are too few for {q + p} coefficients")
    design = np.hstack((draws.controls, (draws.sent - as_if)[:, None] * draws.moderators))
    theta, covariance = _fit(draws, design, _weights(draws, as_if), corrected=corrected)
    estimate, error = theta[p:], np.sqrt(np.diag(covariance)[p:])
    tail = 0.5 + CONFIDENCE / 2.0
    half = error * (t_quantile(tail, freedom) if corrected else NormalDist().inv_cdf(tail))
    return Effects(estimate, error, estimate - half, estimate + half, freedom)


@lru_cache(maxsize=64)
def t_quantile(p: float, freedom: int) -> float:
    """Quantile of Student-t with one degree of freedom or more, by halving its distribution."""
    low, high = 0.0, 0.5 * math.pi
    for _ in range(60):
        middle = 0.5 * (low + high)
        below = _within(middle, freedom) < abs(2.0 * p - 1.0)
        low, high = (middle, high) if below else (low, middle)
    return math.copysign(math.sqrt(freedom) * math.tan(low), p - 0.5)


def _within(angle: float, freedom: int) -> float:
    """P(|T| < sqrt(v) tan(angle)), a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    odd = freedom % 2
    term, total = math.cos(angle) if odd else 1.0, 0.0
    for n in range(2 + odd, freedom + 1, 2):
        total += term
        term *= math.cos(angle) ** 2 * (n - 1) / n
    rest = math.sin(angle) * total
    return 2.0 / math.pi * (angle + rest) if odd else rest


def _weights(draws: Draws, as_if: float) -> Array:
    sent, not_sent = as_if / draws.probability, (1.0 - as_if) / (1.0 - draws.probability)
    return np.where(draws.sent > 0.0, sent, not_sent)


def _fit(draws: Draws, design: Array, weights: Array, *, corrected: bool) -> tuple[Array, Array]:
    """Coefficients and their covariance.

    With M = X'WX, A_i a person's share of it and s_i = X_i'W_i r_i, the corrected score of Mancl
    and DeRouen, times the inverse of M, is (M - A_i)^-1 s_i.
    """
    size = design.shape[1]
    weighted = design * weights[:, None]
    whole = design.T @ weighted
    theta = np.linalg.solve(whole, weighted.T @ draws.outcome)
    residual = draws.outcome - design @ theta
    scores = np.zeros((draws.people, size))
    np.add.at(scores, draws.person, weighted * residual[:, None])
    shares = np.zeros((draws.people, size, size))
    np.add.at(shares, draws.person, design[:, :, None] * weighted[:, None, :])
    left = whole - shares if corrected else np.broadcast_to(whole, shares.shape)
    pulls = np.linalg.solve(left, scores[:, :, None])[:, :, 0]
    covariance: Array = pulls.T @ pulls
    return np.asarray(theta), covariance
