"""Instruments and their scoring."""

from overture.measures.change import (
    BEYOND_NOISE,
    direction,
    is_beyond_noise,
    reliable_change_index,
)
from overture.measures.profile import (
    PROFILE,
    Profile,
    ProfileItem,
    read_profile,
)
from overture.measures.responses import questionnaire_response
from overture.measures.scoring import (
    Answers,
    Reading,
    Score,
    band_of,
    check_answers,
    matters,
    readings,
    scores,
    values,
)

__all__ = [
    "BEYOND_NOISE",
    "PROFILE",
    "Answers",
    "Profile",
    "ProfileItem",
    "Reading",
    "Score",
    "band_of",
    "check_answers",
    "direction",
    "is_beyond_noise",
    "matters",
    "questionnaire_response",
    "read_profile",
    "readings",
    "reliable_change_index",
    "scores",
    "values",
]
