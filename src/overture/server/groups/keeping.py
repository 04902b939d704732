"""What keeps people in a group safe from each other: report, block, second look."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from overture.content.groups import ground_rules
from overture.content.schema.ground_rules import ABOUT_THE_HOST, ReportReason
from overture.server.accounts.models import Person
from overture.server.accounts.services import pseudonym
from overture.server.groups.changes import changed, log
from overture.server.groups.models import (
    Appeal,
    Block,
    Group,
    Membership,
    Pair,
    Post,
    Report,
)
from overture.server.safeguarding import services as safeguarding
from overture.server.safeguarding.services import Look

__all__ = [
    "Reported",
    "appeal",
    "appeal_open",
    "block",
    "blocked_by",
    "can_appeal",
    "reasons",
    "report",
    "reports_by",
    "unblock",
]

SURFACE: Final = "group"
APPEALS: Final = frozenset(one.id for one in ground_rules().appeal.reason)


@dataclass(frozen=True)
class Reported:
    """A report as it is kept, what whoever made it reads next, and what the screen had to say."""

    report: Report
    reason: ReportReason
    look: Look | None


def reasons() -> tuple[ReportReason, ...]:
    """Every reason for a report."""
    return ground_rules().reason


def report(
    *,
    by: Membership,
    reason: str,
    post: Post | None = None,
    about: Membership | None = None,
    words: str = "",
    key: UUID,
    now: datetime,
) -> Reported:
    """Something worries somebody. At any hour; the same key is one report.

    Raises ValueError for a reason that there is not.
    """
    named = {one.id: one for one in reasons()}
    if reason not in named:
        raise ValueError(f"not a reason: {reason}")
    given = Report.objects.filter(group=by.group, key=key, by=by).first()
    if given:
        return Reported(given, named[given.reason], None)
    look = _looked(by, words, now)
    return Reported(_reported(by, named[reason], post, about, words, key, now), named[reason], look)


@transaction.atomic
def block(*, by: Membership, of: Membership, now: datetime) -> None:
    """See nothing of what somebody writes from now on. They are not told; a pair of two ends."""
    if by.pk == of.pk or by.group_id != of.group_id:
        raise ValueError("not somebody else in this group")
    _, is_new = Block.objects.get_or_create(by=by, of=of, ended_at=None, defaults={"at": now})
    if is_new:
        both = Q(one=by, other=of) | Q(one=of, other=by)
        Pair.objects.filter(both, ended_at=None).update(ended_at=now)
        _note(by, "blocked", of.pk, "", now)


@transaction.atomic
def unblock(*, by: Membership, of: Membership, now: datetime) -> None:
    """See what somebody writes again."""
    if Block.objects.filter(by=by, of=of, ended_at=None).update(ended_at=now):
        _note(by, "unblocked", of.pk, "", now)


def blocked_by(me: Membership) -> set[UUID]:
    """Whom somebody does not see."""
    return set(Block.objects.filter(by=me, ended_at=None).values_list("of_id", flat=True))


def reports_by(me: Membership) -> QuerySet[Report]:
    """What somebody reported, with what became of it, the latest first."""
    return me.reports.order_by("-at")


def can_appeal(me: Membership, post: Post | None) -> datetime | None:
    """When what could be looked at again was decided; None where nothing can, or it was asked."""
    decided = _decided(me, post)
    if decided is None or Appeal.objects.filter(by=me, post=post, decided_at=decided).exists():
        return None
    return decided


def appeal_open(me: Membership, post: Post | None) -> Appeal | None:
    """The latest second look that somebody asked for at this."""
    return me.appeals.filter(post=post).last()


@transaction.atomic
def appeal(
    *, by: Membership, post: Post | None, reason: str = "", words: str = "", now: datetime
) -> Look | None:
    """Ask for a second look, once for each decision. What the screen had to say, if anything.

    Raises ValueError where nothing was decided or a second look was asked for before.
    """
    decided = can_appeal(by, post)
    if decided is None or (reason and reason not in APPEALS):
        raise ValueError("nothing to look at again")
    look = _looked(by, words, now)
    Appeal.objects.create(
        group=by.group,
        by=by,
        post=post,
        reason=reason,
        words=words[:1000],
        decided_by=by.group.host,
        decided_at=decided,
        at=now,
    )
    log(by.group, "appeal", who=pseudonym(by.member), about=post.pk if post else by.pk, now=now)
    return look


def _decided(me: Membership, post: Post | None) -> datetime | None:
    about = post.pk if post else me.pk
    actions: Collection[str] = ("hidden",) if post else ("asked_out", "removed")
    if post is not None and post.state != Post.State.HIDDEN:
        return None
    if post is None and me.left_at is None and me.out_until is None:
        return None
    last = me.group.log.filter(about=about, action__in=actions).order_by("-pk").first()
    return last.at if last else None


def _looked(by: Membership, words: str, now: datetime) -> Look | None:
    if not words.strip():
        return None
    look = safeguarding.look(member=by.member, text=words, surface=SURFACE, now=now)
    return look if look.next != "none" else None


@transaction.atomic
def _reported(
    by: Membership,
    reason: ReportReason,
    post: Post | None,
    about: Membership | None,
    words: str,
    key: UUID,
    now: datetime,
) -> Report:
    made = Report.objects.create(
        group=by.group,
        by=by,
        post=post,
        about=about or (post.by if post else None),
        reason=reason.id,
        words=words[:1000],
        of_host=reason.id == ABOUT_THE_HOST,
        at=now,
        key=key,
    )
    if post and reason.hides and post.by:
        hidden = Post.objects.filter(pk=post.pk, state=Post.State.SHOWN)
        hidden.update(state=Post.State.REPORTED)
    _note(by, "reported", post.pk if post else None, reason.id, now)
    return made


def _note(by: Membership, action: str, about: UUID | None, detail: str, now: datetime) -> None:
    changed(by.group)
    log(by.group, action, who=pseudonym(by.member), about=about, detail=detail, now=now)


def reports_about_hosts() -> QuerySet[Report]:
    """What whoever runs the service reads: reports that the host of a group never sees."""
    found = Report.objects.filter(of_host=True, answered_at=None)
    return found.select_related("group__host", "by")


@transaction.atomic
def answer_about_host(*, report_id: UUID, outcome: str, now: datetime) -> bool:
    """Whoever runs the service has seen to it; who wrote it reads so. Whether it was open.

    Raises ValueError for what is no answer.
    """
    if outcome not in {Report.Outcome.SPOKE, Report.Outcome.LEFT}:
        raise ValueError(f"not an answer: {outcome}")
    open_ = Report.objects.filter(pk=report_id, of_host=True, answered_at=None)
    return bool(open_.update(outcome=outcome, answered_at=now))


def appeals_for(person: Person) -> QuerySet[Appeal]:
    """Second looks that somebody else decided on, and nobody has answered yet."""
    found = Appeal.objects.filter(answered_at=None, group__ended_at=None)
    found = found.exclude(decided_by=person).exclude(group__host=person)
    return found.select_related("group", "by", "post")


def host_sees(group: Group) -> QuerySet[Report]:
    """Reports that the host of a group has not answered yet."""
    found = group.reports.filter(of_host=False, answered_at=None)
    return found.select_related("post__by", "about", "by")
