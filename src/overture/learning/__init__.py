"""Learning for one person: what is expected, what is met, and how the two move.

Pure functions over frozen values; nothing here knows the clock, chance, a database or a web page.
"""

from overture.learning.belief import (
    Belief,
    UpdateInfo,
    empty_belief,
    expectation,
    expected_rating,
    update,
)
from overture.learning.events import (
    Channels,
    Event,
    Happened,
    Outcome,
    Prediction,
    Rerating,
    Verdict,
)
from overture.learning.experience import (
    Experience,
    Standing,
    difficulty,
    empty_experience,
    meet,
    prior_mean,
    standing,
)
from overture.learning.forecast import Band, Bands, Forecast, forecast
from overture.learning.person import PARAMETERS, Person, Prior, new_person, weak_prior
from overture.learning.refit import Evaluate, refit
from overture.learning.replay import State, correct, empty_state, learn, replay, retract, step
from overture.learning.serialise import STATE_VERSION, state_from_dict, state_to_dict
from overture.learning.situation import (
    CHANNELS,
    PARTNERS,
    Array,
    Channel,
    Geometry,
    Partner,
    Situation,
    Situations,
    kernel,
)

__all__ = [
    "CHANNELS",
    "PARAMETERS",
    "PARTNERS",
    "STATE_VERSION",
    "Array",
    "Band",
    "Bands",
    "Belief",
    "Channel",
    "Channels",
    "Evaluate",
    "Event",
    "Experience",
    "Forecast",
    "Geometry",
    "Happened",
    "Outcome",
    "Partner",
    "Person",
    "Prediction",
    "Prior",
    "Rerating",
    "Situation",
    "Situations",
    "Standing",
    "State",
    "UpdateInfo",
    "Verdict",
    "correct",
    "difficulty",
    "empty_belief",
    "empty_experience",
    "empty_state",
    "expectation",
    "expected_rating",
    "forecast",
    "kernel",
    "learn",
    "meet",
    "new_person",
    "prior_mean",
    "refit",
    "replay",
    "retract",
    "standing",
    "state_from_dict",
    "state_to_dict",
    "step",
    "update",
    "weak_prior",
]
