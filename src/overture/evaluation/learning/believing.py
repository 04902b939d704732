"""The full belief model foretelling what people say they expect, beside four trivial rivals.

Ratings lie on a scale with ends, and many are on one: a score is the log density of a rating
inside, and the log chance of being there or beyond at an end, for the model and for rivals alike.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.evaluation.learning.parts import Part, Table
from overture.evaluation.results import Figure
from overture.fitting.attempts import Attempts
from overture.fitting.belief import BeliefModel
from overture.fitting.comparing import held_out, log_scores
from overture.fitting.correction import correct
from overture.fitting.gaussian import Foretold
from overture.fitting.population import fit
from overture.fitting.rivals import RIVALS
from overture.learning import Array
from overture.learning.belief import CHANNEL_COUNT
from overture.learning.normal import normal_cdf_of
from overture.simulation.belief_people import simulate_belief

SEED: Final = 17
ATTEMPTS: Final = 24
AHEAD: Final = 0.02
"""Nats a rating by which the model is to beat the best rival, on people who live by it."""

_MODEL: Final = "belief model"
_HIGHEST: Final = 10.0

_ASKS: Final = (
    "{people} made-up people who live by the full belief model, {attempts} attempts each, with "
    "ratings in whole points. The model is fitted to all but the last fifth of what they said "
    "beforehand, and foretells that one step ahead. Does a trivial rival do as well?"
)


def believing(people: int) -> Part:
    """The model and every rival on the same held-out ratings, all channels together."""
    drawn = simulate_belief(people, ATTEMPTS, np.random.default_rng(SEED))
    about = np.stack((np.ones(people), drawn.score))
    scores = {_MODEL: _by_model(drawn.attempts, about)} | by_rivals(drawn.attempts)
    order = sorted(scores, key=lambda who: -float(_mean(scores[who])))
    best = next(who for who in order if who != _MODEL)
    lead = _mean(scores[_MODEL]) - _mean(scores[best])
    each = (scores[_MODEL][0] - scores[best][0]) / scores[best][1].clip(1)
    error = float(each.std(ddof=1) / np.sqrt(people))
    rows = tuple((who, f"{_mean(scores[who]):.4f}") for who in order)
    said = f"The model is {lead:+.4f} nats a rating ahead of {best} (standard error {error:.4f})."
    says = (said,) if lead >= 0.0 else (f"A trivial rival wins here: {best}.", said)
    figure = Figure(f"nats a rating ahead of the best rival ({best})", lead, AHEAD)
    table = Table("Held-out ratings of three channels", ("who foretells", "nats a rating"), rows)
    asks = _ASKS.format(people=people, attempts=ATTEMPTS)
    return Part("beliefs foretold", asks, (figure,), says, (table,))


Scored = tuple[Array, Array]
"""Sum of log scores, and how many ratings were held out, of each person (N,)."""


def by_rivals(attempts: Attempts) -> dict[str, Scored]:
    """The scores of each trivial rival, every channel by itself and then added up."""
    found: dict[str, Scored] = {}
    for name, rival in RIVALS.items():
        total, count = np.zeros(attempts.people), np.zeros(attempts.people)
        for channel in range(CHANNEL_COUNT):
            ratings = by_person(attempts, channel)
            held = held_out(ratings)
            seen, later = np.where(held, np.nan, ratings), np.where(held, ratings, np.nan)
            total += np.nansum(censored_scores(rival(ratings, seen), later), axis=0)
            count += held.sum(axis=0)
        found[name] = (total, count)
    return found


def censored_scores(foretold: Foretold, ratings: Array) -> Array:
    """Log scores (T, N) of ratings on a scale with ends; NaN where there is no rating."""
    z = (ratings - foretold.mean) / foretold.sd
    beyond = normal_cdf_of(np.where(ratings <= 0.0, z, -z))
    at_end = (ratings <= 0.0) | (ratings >= _HIGHEST)
    inside = log_scores(foretold, ratings)
    return np.where(at_end, np.log(np.maximum(beyond, 1e-300)), inside)


def by_person(attempts: Attempts, channel: int) -> Array:
    """What was said beforehand on one channel, (T, N), NaN below the end of a shorter record."""
    turn = _turn(attempts)
    found = np.full((int(turn.max()) + 1, attempts.people), np.nan)
    found[turn, attempts.person] = attempts.told[0, :, channel]
    return found


def _by_model(attempts: Attempts, about: Array) -> Scored:
    """What the model loses or wins by the held-out ratings, at each person's fitted parameters."""
    turn = _turn(attempts)
    told, seen = attempts.told.copy(), attempts.told.copy()
    count = np.zeros(attempts.people)
    for channel in range(CHANNEL_COUNT):
        held = held_out(by_person(attempts, channel))
        count += held.sum(axis=0)
        later = held[turn, attempts.person]
        seen[:, later, channel] = np.nan
        # What is said again after an attempt is not foretold here, and not given away either.
        told[1, later, channel] = np.nan
    first, whole = (BeliefModel(replace(attempts, told=one)) for one in (seen, told))
    theta = correct(first, fit(first, covariates=about)).posterior.mean[:, None]
    return (whole.log_likelihood(theta) - first.log_likelihood(theta))[0], count


def _turn(attempts: Attempts) -> NDArray[np.intp]:
    """Which attempt of its person each row is, (E,), from 0."""
    found: NDArray[np.intp] = np.arange(len(attempts)) - attempts.firsts[attempts.person]
    return found


def _mean(scored: Scored) -> float:
    return float(scored[0].sum() / scored[1].sum())
