"""How often something may be tried in a while, counted where every server process sees it.

Nobody is locked out: once the while is over, all goes on.
"""

import hashlib
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import transaction

from overture.server.accounts.models import Throttle

LONGEST = timedelta(minutes=10)
"""No while is longer; rows of twice that age are of no use any more."""


class TooOftenError(Exception):
    """Something was tried too often. `wait` is how many seconds are left of the while."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


@transaction.atomic
def count(*, what: str, most: int, within: timedelta, now: datetime) -> None:
    """Count one try of `what`. Raises TooOftenError where there were `most` of them already."""
    key = hashlib.sha256(f"{what}:{settings.SECRET_KEY}".encode()).hexdigest()
    throttle, _ = Throttle.objects.get_or_create(key=key, defaults={"since": now})
    throttle = Throttle.objects.select_for_update().get(pk=throttle.pk)
    if now - throttle.since > within:
        throttle.since, throttle.count = now, 0
    if throttle.count >= most:
        raise TooOftenError(max(1, ceil((throttle.since + within - now).total_seconds())))
    throttle.count += 1
    throttle.save()


def forget_old(*, now: datetime) -> int:
    """Remove rows whose while has passed. Returns how many."""
    gone, _ = Throttle.objects.filter(since__lt=now - 2 * LONGEST).delete()
    return gone
