"""How hard a scene is set, from the member's own record."""

from datetime import datetime

from overture.content.schema.base import Level
from overture.content.schema.scene import Scene
from overture.server.accounts.models import Member
from overture.server.practice import selectors
from overture.server.practice.services import state_of

EASY_FROM = 5.0
HARD_BELOW = 2.5
MOMENTS_BEFORE_HARD = 3


def suggested(*, member: Member, scene: Scene, now: datetime) -> Level:
    """The level at which the scene will probably go well.

    Easy where the expected anxiety (0-10) is 5 or more, or where nothing is known yet; hard only
    below 2.5 and after three moments; the middle between. After a hard moment, one level easier.
    """
    state, person = state_of(member)
    situation = selectors.situation_of(scene.features.as_practised().model_dump())
    outlook = state.forecast(situation, person, now).expected
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
