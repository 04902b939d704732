"""What became of a nudge: opened, not now, left, never came; and whether it was of any use."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from overture.planning import nudges as policy
from overture.planning.nudges import Decision, Features
from overture.server.accounts.models import Member
from overture.server.practice.models import Nudge, NudgeDelivery, Nudging
from overture.server.practice.nudges.choosing import locked, state_of
from overture.server.practice.nudges.circumstances import with_people_within

# Faces know rows by these names only; they never import models.
__all__ = ["USEFUL_WITHIN", "Nudge", "end_due", "lately", "not_now", "nudge_of", "opened"]

USEFUL_WITHIN: Final = timedelta(days=1)
"""A moment with people that comes so soon after a window counts for what was decided in it."""

Became = Nudge.Became
Status = NudgeDelivery.Status
UNSENT: Final = (Status.EXPIRED, Status.WITHDRAWN, Status.FAILED)


def nudge_of(member: Member, nudge_id: UUID) -> Nudge | None:
    """One of the nudges that went to the member, or None: somebody else's does not exist."""
    return member.nudges.filter(pk=nudge_id, sent=True).first()


@transaction.atomic
def opened(*, nudge: Nudge, now: datetime) -> None:
    """The member looked at it. After its time that is welcome too, and changes nothing."""
    _answered(nudge, Became.OPENED, now)


@transaction.atomic
def not_now(*, nudge: Nudge, now: datetime) -> None:
    """Not now: an answer like any other, and it costs nothing."""
    _answered(nudge, Became.NOT_NOW, now)


def _answered(nudge: Nudge, became: Nudge.Became, now: datetime) -> None:
    kept = locked(nudge.member, now)
    answered = Nudge.objects.filter(pk=nudge.pk, became__in=(Became.OPEN, Became.OPENED))
    if answered.update(became=became, became_at=now):
        _remember(kept, policy.opened(state_of(kept), now))


def end_due(*, now: datetime, most: int = 500) -> int:
    """Note what was left, what never came, and what followed. Returns how many were settled."""
    over = Nudge.objects.filter(sent=True, became=Became.OPEN, expires__lte=now)
    for nudge in over.select_related("member")[:most]:
        _ended(nudge, now)
    due = Nudge.objects.filter(settled_at=None, at__lte=now - USEFUL_WITHIN)
    return sum(_settled(nudge, now) for nudge in due.select_related("member")[:most])


@transaction.atomic
def _ended(nudge: Nudge, now: datetime) -> None:
    """Its time is over and nobody answered: it was left, unless it never came."""
    kept = locked(nudge.member, now)
    waiting = nudge.deliveries.filter(status__in=(Status.WAITING, Status.CLAIMED))
    waiting.filter(status=Status.WAITING).update(status=Status.EXPIRED)
    came = nudge.deliveries.filter(status=Status.SENT).exists()
    if waiting.exists() and not came:
        return  # somebody is sending it at this moment
    open_one = Nudge.objects.filter(pk=nudge.pk, became=Became.OPEN)
    if open_one.update(became=Became.LEFT if came else Became.NEVER_CAME, became_at=now):
        state = state_of(kept)
        _remember(kept, state if came else policy.never_came(state, nudge.at))


@transaction.atomic
def _settled(nudge: Nudge, now: datetime) -> bool:
    """A day after: was there a moment with people? Only what was drawn for teaches."""
    kept = locked(nudge.member, now)
    done = with_people_within(nudge.member, nudge.at, nudge.at + USEFUL_WITHIN)
    mine = Nudge.objects.filter(pk=nudge.pk, settled_at=None)
    if not mine.update(settled_at=now, done=done):
        return False
    if nudge.became != Became.NEVER_CAME:
        _remember(kept, policy.settled(state_of(kept), _decision_of(nudge), done=done))
    return True


def _decision_of(nudge: Nudge) -> Decision:
    """The decision as it was kept."""
    features = Features(**nudge.features) if nudge.features else None
    return Decision(
        at=nudge.at,
        sent=nudge.sent,
        why=nudge.why,  # type: ignore[arg-type]
        probability=nudge.probability,
        features=features,
        expires=nudge.expires,
    )


def _remember(kept: Nudging, state: policy.NudgeState) -> None:
    Nudging.objects.filter(pk=kept.pk).update(state=policy.state_to_dict(state))


def lately(member: Member, most: int = 8) -> list[Nudge]:
    """The last nudges that went out or were meant to, the newest first."""
    mail = NudgeDelivery.objects.filter(nudge=OuterRef("pk"), status=Status.SENT)
    rows = member.nudges.filter(sent=True).annotate(
        by_mail=Exists(mail.filter(way=NudgeDelivery.Way.MAIL)),
        by_push=Exists(mail.filter(way=NudgeDelivery.Way.PUSH)),
    )
    return list(rows[:most])
