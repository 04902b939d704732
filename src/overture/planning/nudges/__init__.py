"""Nudges: few, chosen by the person, drawn by a lot that is known, and quick to stop."""

from overture.planning.nudges.learner import (
    BURDEN,
    LEAST,
    MOST,
    Features,
    Learner,
    chance,
    features_of,
    learn,
    new_learner,
    next_dose,
)
from overture.planning.nudges.points import LEAST_LEFT, is_time, next_point
from overture.planning.nudges.policy import (
    Decision,
    NudgeState,
    asked_again,
    decide,
    lapsed,
    never_came,
    new_state,
    opened,
    settled,
)
from overture.planning.nudges.serialise import state_from_dict, state_to_dict
from overture.planning.nudges.wishes import Choices, Circumstances, Window, Wish, wished
from overture.planning.nudges.words import AFTER_A_STEP, ANNOUNCED, PAUSED

__all__ = [
    "AFTER_A_STEP",
    "ANNOUNCED",
    "BURDEN",
    "LEAST",
    "LEAST_LEFT",
    "MOST",
    "PAUSED",
    "Choices",
    "Circumstances",
    "Decision",
    "Features",
    "Learner",
    "NudgeState",
    "Window",
    "Wish",
    "asked_again",
    "chance",
    "decide",
    "features_of",
    "is_time",
    "lapsed",
    "learn",
    "never_came",
    "new_learner",
    "new_state",
    "next_dose",
    "next_point",
    "opened",
    "settled",
    "state_from_dict",
    "state_to_dict",
    "wished",
]
