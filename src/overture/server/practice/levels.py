"""How hard a scene is set, from the member's own record."""

from datetime import datetime

from overture.content.schema.base import Level
from overture.content.schema.scene import Scene
from overture.server.accounts.models import Member
from overture.server.practice import selectors
from overture.server.practice.services import reading_time, state_of

EASY_FROM = 5.0
HARD_BELOW = 2.5
MOMENTS_BEFORE_HARD = 3


def suggested(*, member: Member, scene: Scene, now: datetime) -> Level:
    """The level to begin a scene at, by how much anxiety the member expects of it (0-10).

    Easy at 5 or more, where nothing is known yet, and after a moment that was harder than expected;
    hard only below 2.5 and after three moments; the middle between.
    """
    state, person = state_of(member)
    situation = selectors.situation_of(scene.features.as_practised().model_dump())
    outlook = state.forecast(situation, person, reading_time(state, now)).expected
    lately = selectors.last_moments(member, MOMENTS_BEFORE_HARD)
    if not lately or outlook.anxiety.mean >= EASY_FROM or _was_harder(lately[0]):
        return "easy"
    calm = outlook.anxiety.mean < HARD_BELOW and len(lately) >= MOMENTS_BEFORE_HARD
    return "hard" if calm else "middle"


def _was_harder(moment: selectors.Met) -> bool:
    """Whether a moment was harder than the member had expected."""
    if moment.expected_anxiety is None or moment.anxiety is None:
        return False
    return moment.anxiety > moment.expected_anxiety
