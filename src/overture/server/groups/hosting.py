"""What a host does: open a group, choose how it runs, invite, and ask somebody to stay out."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from overture.content.schema.ground_rules import ABOUT_THE_HOST
from overture.server.accounts import invitations, people
from overture.server.accounts.models import Person, Role
from overture.server.groups.changes import changed, log
from overture.server.groups.models import Group, Membership, ModerationEvent, Pair, Post

__all__ = [
    "Group",
    "Membership",
    "ask_out",
    "choose",
    "end",
    "found",
    "group_of",
    "groups_of",
    "invite",
    "let_in",
    "log_of",
    "member_of",
    "members_of",
    "remove",
]

CHOICES: Final = frozenset(
    {"name", "reads", "weekday", "at", "most", "quiet", "slow_minutes", "private"}
)
"""How a group runs, as far as its host chooses it."""


@transaction.atomic
def found(
    *,
    host: Person,
    name: str,
    reads: str = "",
    weekday: int | None = None,
    at: time | None = None,
    for_minors: bool = False,
    key: UUID,
    now: datetime,
) -> Group:
    """A new group without anybody in it; the same form key is the same group.

    Raises ValueError without a name, and for somebody who is no host.
    """
    words = _line(name, 60)
    if not words or not people.has_role(host, Role.Kind.HOST):
        raise ValueError("a group needs a name and a host")
    given = Group.objects.filter(key=key, host=host).first()
    if given:
        return given
    group = Group.objects.create(
        host=host,
        name=words,
        reads=_line(reads, 80),
        weekday=weekday,
        at=at,
        for_minors=for_minors,
        made_at=now,
        key=key,
    )
    log(group, "founded", who=people.pseudonym_of(host), now=now)
    return group


@transaction.atomic
def choose(*, group: Group, choices: Mapping[str, object], now: datetime) -> Group:
    """Change how a group runs. Raises ValueError for what is not the host's to choose.

    Nobody has to go when fewer are wanted than there are.
    """
    if set(choices) - CHOICES:
        raise ValueError(f"not the host's to choose: {sorted(set(choices) - CHOICES)}")
    for name, value in choices.items():
        setattr(group, name, value)
    group.clean_fields(exclude=[f.name for f in Group._meta.fields if f.name not in choices])  # noqa: SLF001
    if not 2 <= group.most <= 6:
        raise ValueError("two to six people")
    group.save(update_fields=sorted(choices))
    changed(group)
    log(group, "settings", who=people.pseudonym_of(group.host), detail=_named(choices), now=now)
    return group


def invite(*, group: Group, called: str, now: datetime) -> str:
    """The token of an invitation for one, shown once. Raises ValueError where nobody more fits."""
    if group.ended_at or members_of(group).count() >= group.most:
        raise ValueError("there is no room")
    kind = invitations.Invitation.Kind.GROUP
    _, token = invitations.from_person(
        person=group.host, kind=kind, called=called, about=group.pk, now=now
    )
    return token


@transaction.atomic
def ask_out(*, membership: Membership, until: datetime, why: str, now: datetime) -> None:
    """Ask somebody to stay out for a time. Raises ValueError without a reason or a time ahead."""
    words = _line(why, 300)
    if not words or until <= now:
        raise ValueError("it needs a reason, and an end")
    Membership.objects.filter(pk=membership.pk).update(out_until=until, why=words)
    _about(membership, "asked_out", now)


@transaction.atomic
def let_in(*, membership: Membership, now: datetime) -> None:
    """Let somebody who stays out come back before the time."""
    held = Membership.objects.filter(pk=membership.pk).exclude(out_until=None)
    if held.update(out_until=None, why=""):
        _about(membership, "let_in", now)


@transaction.atomic
def remove(*, membership: Membership, why: str, now: datetime) -> None:
    """End somebody's place in the group, with a reason they read. Raises ValueError without one."""
    words = _line(why, 300)
    if not words:
        raise ValueError("it needs a reason")
    if Membership.objects.filter(pk=membership.pk, left_at=None).update(left_at=now, why=words):
        either = Q(one=membership) | Q(other=membership)
        Pair.objects.filter(either, ended_at=None).update(ended_at=now)
        _about(membership, "removed", now)


@transaction.atomic
def end(*, group: Group, now: datetime) -> None:
    """The group is over. Its pages close for everybody; what was written stays in their copies."""
    if Group.objects.filter(pk=group.pk, ended_at=None).update(ended_at=now):
        changed(group)
        log(group, "ended", who=people.pseudonym_of(group.host), now=now)


def groups_of(host: Person) -> QuerySet[Group]:
    """The groups that somebody looks after."""
    return host.groups.filter(ended_at=None)


def group_of(host: Person, group_id: UUID) -> Group | None:
    """One of the host's own groups, or None: somebody else's does not exist."""
    return groups_of(host).select_related("host").filter(pk=group_id).first()


def members_of(group: Group) -> QuerySet[Membership]:
    """Who is in a group, in the order in which they came."""
    return group.memberships.filter(left_at=None).select_related("member")


def member_of(group: Group, membership_id: UUID) -> Membership | None:
    """Somebody in this group by an id, or None."""
    return members_of(group).select_related("group").filter(pk=membership_id).first()


def log_of(group: Group) -> QuerySet[ModerationEvent]:
    """What was done to keep the group safe, the latest first, as far as the host may read it.

    That words were held because they sounded like danger is their writer's to tell, and that there
    was a worry about the host is for whoever runs the service.
    """
    hidden = (
        Q(action="held", detail=Post.State.DANGER)
        | Q(action="told")
        | Q(action="reported", detail=ABOUT_THE_HOST)
    )
    return group.log.exclude(hidden).order_by("-pk")


def _about(membership: Membership, action: str, now: datetime) -> None:
    group = membership.group
    changed(group)
    who = people.pseudonym_of(group.host)
    log(group, action, who=who, about=membership.pk, now=now)


def _line(words: str, most: int) -> str:
    return " ".join(words.split())[:most]


def _named(choices: Mapping[str, object]) -> str:
    return ",".join(sorted(choices))[:40]
