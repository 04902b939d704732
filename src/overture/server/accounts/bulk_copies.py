"""Copies that a program asked for: kept for an hour, for that program alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.server.accounts.models import ApiToken, BulkCopy
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

__all__ = ["BulkCopy", "copy_of", "drop", "ends", "forget_old", "keep", "note"]

KEPT_FOR: Final = timedelta(hours=1)


@transaction.atomic
def keep(*, token: ApiToken, asked: str, files: Mapping[str, str], now: datetime) -> BulkCopy:
    """Keep a copy. The one that this program asked for before is gone. The audit trail notes it."""
    token.copies.all().delete()
    made = BulkCopy.objects.create(token=token, asked=asked[:2000], files=dict(files), at=now)
    note(token=token, now=now)
    return made


def note(*, token: ApiToken, now: datetime) -> None:
    """Note in the audit trail that a copy was taken."""
    who = pseudonym(token.member)
    audit.record(at=now, actor=who, action="space.exported", subject=who, detail="fhir")


def copy_of(token: ApiToken, copy_id: UUID, *, now: datetime) -> BulkCopy | None:
    """A copy of this program's that has not ended, or None."""
    return token.copies.filter(pk=copy_id, at__gt=now - KEPT_FOR).first()


def ends(copy: BulkCopy) -> datetime:
    """When it is gone."""
    return copy.at + KEPT_FOR


def drop(*, copy: BulkCopy) -> None:
    """It is not wanted any more."""
    copy.delete()


def forget_old(*, now: datetime) -> int:
    """Remove copies that have ended. Returns how many."""
    return BulkCopy.objects.filter(at__lte=now - KEPT_FOR).delete()[0]
