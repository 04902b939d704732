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
    met = selectors.met_attempts(member)
    if not met or outlook.anxiety.mean >= EASY_FROM or _was_harder(met[-1]):
        return "easy"
    calm = outlook.anxiety.mean < HARD_BELOW and len(met) >= MOMENTS_BEFORE_HARD
    return "hard" if calm else "middle"


def _was_harder(attempt: selectors.Attempt) -> bool:
    """Whether the last moment was harder than the member had expected."""
    before = getattr(attempt, "prediction", None)
    after = attempt.outcome
    if before is None or before.anxiety is None or after.anxiety is None:
        return False
    return bool(after.anxiety > before.anxiety)
