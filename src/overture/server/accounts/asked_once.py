"""What a program asked for under a key of its own is done once, however often it asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from overture.server.accounts.models import ApiAnswer, ApiToken

KEPT_FOR: Final = timedelta(days=1)
"""For so long an answer is given again; then its key is as good as new."""

_GIVEN_UP: Final = timedelta(minutes=1)
"""A request that was begun so long ago and has no answer broke off: it may be begun again."""


class OtherBodyError(Exception):
    """The key was used before, for something else."""


class StillOpenError(Exception):
    """The first request under this key has not been answered yet."""


@dataclass(frozen=True)
class Answered:
    """What was answered the first time."""

    status: int
    body: Any


@transaction.atomic
def begin(*, token: ApiToken, key: str, asked_hash: str, now: datetime) -> Answered | None:
    """Take the key for this request, or find what was answered under it before.

    Raises OtherBodyError and StillOpenError.
    """
    fresh = {"asked_hash": asked_hash, "at": now}
    ApiAnswer.objects.filter(token=token, key=key, at__lt=now - KEPT_FOR).delete()
    row, new = ApiAnswer.objects.get_or_create(token=token, key=key, defaults=fresh)
    if new:
        return None
    row = ApiAnswer.objects.select_for_update().get(pk=row.pk)
    if row.asked_hash != asked_hash:
        raise OtherBodyError
    if row.status is not None:
        return Answered(row.status, row.body)
    if now - row.at <= _GIVEN_UP:
        raise StillOpenError
    row.at = now
    row.save(update_fields=["at"])
    return None


def keep(*, token: ApiToken, key: str, answered: Answered) -> None:
    """Keep what was done under the key, to be said again."""
    rows = ApiAnswer.objects.filter(token=token, key=key)
    rows.update(status=answered.status, body=answered.body)


def let_go(*, token: ApiToken, key: str) -> None:
    """Nothing was done under the key, so it can be used again, with another body too."""
    ApiAnswer.objects.filter(token=token, key=key, status=None).delete()


def forget_old(*, now: datetime) -> int:
    """Remove answers that are not given again any more. Returns how many."""
    return ApiAnswer.objects.filter(at__lt=now - KEPT_FOR).delete()[0]
