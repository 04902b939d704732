"""What of a record may be shown to somebody close: what was finished, and what was good.

A title and a time, and nothing else: no rating, no note, no fear leaves by this way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from overture.planning.close import Was, is_good
from overture.server.accounts.models import Member
from overture.server.practice.models import Attempt, Outcome

__all__ = ["Told", "finished", "good", "latest", "these"]


@dataclass(frozen=True)
class Told:
    """One real moment: what it is called, and when it was."""

    attempt_id: UUID
    title: str
    at: datetime


def finished(member: Member, since: datetime) -> list[Told]:
    """Real steps that were finished since a time, the latest first."""
    return _told(_real(member).filter(outcome__at__gte=since, outcome__reach=Outcome.Reach.DONE))


def good(member: Member, since: datetime) -> list[Told]:
    """Real moments since a time that were enjoyed or went better than expected, latest first."""
    met = _real(member).filter(outcome__at__gte=since).exclude(outcome__reach=Outcome.Reach.STOPPED)
    return _told(one for one in met if is_good(_was(one)))


def latest(member: Member, most: int) -> list[Told]:
    """The member's latest real moments, to choose one from. For the member alone."""
    return _told(_real(member)[:most])


def these(member: Member, attempt_ids: Iterable[UUID]) -> dict[UUID, Told]:
    """Real moments of a member by id; what was taken out of the record is not there."""
    return {one.attempt_id: one for one in _told(_real(member).filter(pk__in=list(attempt_ids)))}


def _real(member: Member) -> QuerySet[Attempt]:
    met = member.attempts.filter(retracted_at=None, outcome__isnull=False, kind=Attempt.Kind.REAL)
    return met.select_related("prediction", "outcome").order_by("-outcome__at", "-begun_at")


def _told(met: Iterable[Attempt]) -> list[Told]:
    return [Told(one.pk, one.title, one.outcome.at) for one in met]


def _was(attempt: Attempt) -> Was:
    before, after = getattr(attempt, "prediction", None), attempt.outcome
    return Was(
        expected_anxiety=before.anxiety if before else None,
        expected_enjoyment=before.enjoyment if before else None,
        anxiety=after.anxiety,
        enjoyment=after.enjoyment,
        feared={"yes": True, "partly": True, "no": False}.get(after.feared),
    )
