"""Once a month at most, both sides are asked how it is. Neither reads the other's answer."""

from datetime import datetime
from uuid import UUID

from overture.planning.close import check_due
from overture.server.accounts import sharing
from overture.server.accounts.models import Link, Member
from overture.server.care.models import MemberCheck, SupporterCheck

__all__ = [
    "MemberCheck",
    "SupporterCheck",
    "due_for_member",
    "is_due",
    "member_says",
    "person_says",
]


def due_for_member(member: Member, now: datetime) -> Link | None:
    """The one link about which a member is asked now, if any: one at a time."""
    links = sharing.links_of(member).filter(kind=Link.Kind.SUPPORTER, paused_at=None)
    return next((one for one in links if _due(one, one.member_checks.last(), now)), None)


def is_due(link: Link, now: datetime) -> bool:
    """Whether somebody close is asked now how it is for them."""
    return _due(link, link.supporter_checks.last(), now)


def member_says(*, link: Link, said: str, key: UUID, now: datetime) -> MemberCheck:
    """Keep a member's answer, for the member alone. Raises ValueError for any other word."""
    if said not in MemberCheck.Said.values:
        raise ValueError(f"not an answer: {said}")
    kept, _ = MemberCheck.objects.get_or_create(
        link=link, key=key, defaults={"said": said, "at": now}
    )
    return kept


def person_says(*, link: Link, said: str, key: UUID, now: datetime) -> SupporterCheck:
    """Keep the answer of somebody close, for them alone. Raises ValueError for any other word."""
    if said not in SupporterCheck.Said.values:
        raise ValueError(f"not an answer: {said}")
    kept, _ = SupporterCheck.objects.get_or_create(
        link=link, key=key, defaults={"said": said, "at": now}
    )
    return kept


def _due(link: Link, last: MemberCheck | SupporterCheck | None, now: datetime) -> bool:
    if last is None:
        return check_due(since=link.since, last=None, put_off=False, now=now)
    return check_due(since=link.since, last=last.at, put_off=last.said == "later", now=now)
