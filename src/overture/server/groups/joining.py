"""Coming into a group, being there, and leaving it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from overture.server.accounts import invitations
from overture.server.accounts.invitations import CannotTakeError, Invitation
from overture.server.accounts.models import Member, Person, Role
from overture.server.accounts.people import has_role
from overture.server.accounts.services import pseudonym
from overture.server.groups.changes import changed, log
from overture.server.groups.models import Group, Membership, Pair, Post, Presence

__all__ = [
    "CannotTakeError",
    "Membership",
    "NameTakenError",
    "Offer",
    "fits",
    "here_now",
    "join",
    "just_reading",
    "leave",
    "membership_in",
    "mine",
    "offer",
    "say_tells",
    "was_in",
]

HERE: Final = timedelta(minutes=20)
"""For so long after saying so, or writing, somebody is here."""


class NameTakenError(ValueError):
    """Somebody in the group has that name."""


@dataclass(frozen=True)
class Offer:
    """What an invitation into a group leads to, before anybody says yes."""

    group: Group
    members: tuple[str, ...]
    refusal: str


def offer(*, token: str, member: Member, now: datetime) -> Offer | None:
    """The group behind an invitation, with the reason why this member cannot join, if any.

    None where the invitation is none, was used or has run out.
    """
    found = invitations.by_token(token, now)
    group = _group_behind(found) if found else None
    if group is None:
        return None
    names = tuple(one.name for one in group.memberships.filter(left_at=None))
    return Offer(group, names, _refusal(group, member, len(names)))


@transaction.atomic
def join(
    *, token: str, member: Member, name: str, tells_host: str = "nothing", now: datetime
) -> Membership:
    """Come into the group that an invitation leads to, under a name chosen for it.

    Raises CannotTakeError with words for whoever holds the invitation, NameTakenError, and
    ValueError for no name.
    """
    words = " ".join(name.split())[:40]
    if not words or tells_host not in Membership.Tells.values:
        raise ValueError("a name is needed")
    found = invitations.by_token(token, now)
    group = _group_behind(found) if found else None
    if group is None:
        raise CannotTakeError("This invitation was used, taken back, or has run out.")
    group = Group.objects.select_for_update().get(pk=group.pk)
    inside = group.memberships.filter(left_at=None)
    if refusal := _refusal(group, member, inside.count()):
        raise CannotTakeError(refusal)
    if inside.filter(name__iexact=words).exists() or words.casefold() == group.host.name.casefold():
        raise NameTakenError
    invitations.take(token=token, member=member, now=now)
    made = Membership.objects.create(
        group=group, member=member, name=words, tells_host=tells_host, joined_at=now
    )
    changed(group)
    log(group, "joined", who=pseudonym(member), about=made.pk, now=now)
    return made


@transaction.atomic
def leave(*, membership: Membership, takes_parts: bool, now: datetime) -> None:
    """Leave, from this moment on. What was added to tasks goes too, or stays without a name."""
    if not Membership.objects.filter(pk=membership.pk, left_at=None).update(left_at=now):
        return
    parts = Post.objects.filter(by=membership).exclude(task=None)
    if takes_parts:
        parts.update(state=Post.State.TAKEN_BACK)
    else:
        parts.update(nameless=True)
    either = Q(one=membership) | Q(other=membership)
    Pair.objects.filter(either, ended_at=None).update(ended_at=now)
    changed(membership.group)
    log(membership.group, "left", who=pseudonym(membership.member), about=membership.pk, now=now)


@transaction.atomic
def just_reading(*, membership: Membership, now: datetime) -> None:
    """ "I'm here, just reading": it counts as being there. Twice within the hour is once."""
    before = membership.presences.filter(at__gt=now - timedelta(hours=1))
    if not before.exists():
        Presence.objects.create(membership=membership, at=now)
    Membership.objects.filter(pk=membership.pk).update(here_at=now)
    changed(membership.group)


def say_tells(*, membership: Membership, tells_host: str) -> None:
    """Change what the host may know of words that sounded like danger, from now on."""
    if tells_host not in Membership.Tells.values:
        raise ValueError(f"not an answer: {tells_host}")
    Membership.objects.filter(pk=membership.pk).update(tells_host=tells_host)


def mine(member: Member) -> list[Membership]:
    """The groups that a member is in, and that are open to somebody of that age."""
    open_ones = _open(member).select_related("group__host", "member")
    return [one for one in open_ones if fits(one.group, member)]


def membership_in(member: Member, group_id: UUID) -> Membership | None:
    """The member's place in a group, or None: a group that one is not in does not exist."""
    return next((one for one in mine(member) if one.group_id == group_id), None)


def was_in(member: Member, group_id: UUID) -> Membership | None:
    """The place of somebody who was removed with a reason, so that they can read and answer it."""
    ended = member.memberships.filter(group_id=group_id, group__ended_at=None).exclude(why="")
    return ended.exclude(left_at=None).select_related("group__host").last()


def here_now(group: Group, now: datetime) -> int:
    """How many said lately that they are here, or wrote."""
    return group.memberships.filter(left_at=None, here_at__gt=now - HERE).count()


def fits(group: Group, member: Member) -> bool:
    """Adults and minors are never in one group; who said neither is in none."""
    if group.for_minors:
        return member.age == Member.Age.MINOR
    return member.age == Member.Age.ADULT and not member.said_under_age


def _open(member: Member) -> QuerySet[Membership]:
    looked_after = {"roles__kind": Role.Kind.HOST, "roles__ended_at": None, "closed_at": None}
    hosts = Person.objects.filter(**looked_after).values("pk")
    return member.memberships.filter(left_at=None, group__ended_at=None, group__host__in=hosts)


def _group_behind(found: Invitation) -> Group | None:
    if found.kind != Invitation.Kind.GROUP or found.about is None:
        return None
    open_ones = Group.objects.filter(pk=found.about, ended_at=None)
    group = open_ones.select_related("host").first()
    return group if group and has_role(group.host, Role.Kind.HOST) else None


def _refusal(group: Group, member: Member, inside: int) -> str:
    """Why this member cannot come in, in words; empty if they can."""
    if not fits(group, member):
        whom = (
            "people under 18" if group.for_minors else "people who said that they are 18 or older"
        )
        return f"This group is for {whom}. Nothing was joined, and nobody was told."
    if _open(member).filter(group=group).exists():
        return "You are in this group already."
    if inside >= group.most:
        return f"This group is full. {group.host.name} can make room and invite you again."
    return ""
