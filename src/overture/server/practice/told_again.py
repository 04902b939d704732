"""A moment that was told of twice: the first telling counts, and the second is kept beside it.

Somebody tells of it with a connection, and what they wrote without one arrives later; or two pages
stood open. Nothing that was typed or tapped is dropped because of that.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.server.accounts.models import Member
from overture.server.practice.models import Attempt, ToldAgain
from overture.server.practice.services import Happened

__all__ = ["ToldAgain", "keep_beside", "tellings", "tellings_by_attempt"]

TOLD: Final = ("anxiety", "enjoyment", "feared", "understood", "note")
"""What one can tap or type beside how far it went."""


@transaction.atomic
def keep_beside(*, attempt: Attempt, told: Happened, now: datetime) -> ToldAgain | None:
    """Keep a telling that says something else than the outcome does, once; None if it does not."""
    Member.objects.select_for_update().get(pk=attempt.member_id)  # one of two at once comes first
    first = attempt.outcome
    if all(getattr(told, name) in {None, "", getattr(first, name)} for name in TOLD):
        return None
    kept, _ = ToldAgain.objects.get_or_create(attempt=attempt, **vars(told), defaults={"at": now})
    return kept


def tellings(attempt: Attempt) -> list[ToldAgain]:
    """What was told beside the outcome, oldest first."""
    return list(attempt.told_again.all())


def tellings_by_attempt(member: Member) -> Mapping[UUID, Sequence[ToldAgain]]:
    """Everything of the member's that was told twice, by attempt."""
    found: dict[UUID, list[ToldAgain]] = defaultdict(list)
    for one in ToldAgain.objects.filter(attempt__member=member):
        found[one.attempt_id].append(one)
    return found
