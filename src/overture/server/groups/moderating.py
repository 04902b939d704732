"""What waits for a host, and what became of it. Every act is in the log, with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from overture.content.groups import ground_rules
from overture.server.accounts import people
from overture.server.accounts.models import Person
from overture.server.groups.changes import changed, log
from overture.server.groups.models import Appeal, Group, Membership, Post, Report

__all__ = [
    "Waiting",
    "answer_appeal",
    "answer_report",
    "hide",
    "let_stand",
    "post_in",
    "report_in",
    "waiting",
    "worries",
    "written_to",
]

WAITS: Final = (Post.State.RULE, Post.State.REPORTED)


@dataclass(frozen=True)
class Waiting:
    """A post that nobody in the group sees until the host has looked.

    `words` is empty where its writer lets the host know only that there was such an hour.
    """

    post: Post
    name: str
    words: str
    why: str
    can_stand: bool


@dataclass(frozen=True)
class Worry:
    """Something that worries somebody, as the host reads it."""

    report: Report
    reason: str
    words: str
    about: str


def waiting(group: Group) -> list[Waiting]:
    """Everything that waits, the oldest first: danger only as far as its writer agreed."""
    told = Q(state=Post.State.DANGER, told__in=(Membership.Tells.NOTE, Membership.Tells.WORDS))
    found = group.posts.filter(told | Q(state__in=WAITS)).select_related("by").order_by("at")
    return [_waiting(post) for post in found]


def worries(group: Group) -> list[Worry]:
    """What members passed on, without who did; never what is about the host."""
    named = {one.id: one.words for one in ground_rules().reason}
    found = group.reports.filter(of_host=False, answered_at=None).select_related("post", "about")
    return [
        Worry(
            report=one,
            reason=named.get(one.reason, one.reason),
            words=_words_of(one.post) if one.post else "",
            about=one.about.name if one.about else "",
        )
        for one in found
    ]


def written_to(host: Person, group: Group) -> QuerySet[Post]:
    """What members wrote to the host alone, and the host's answers, the latest first."""
    if group.host_id != host.pk:
        return Post.objects.none()
    to_host = Q(audience=Post.Audience.HOST, state=Post.State.SHOWN)
    from_host = Q(by=None, audience=Post.Audience.ONE)
    found = group.posts.filter(to_host | from_host).select_related("by", "to")
    return found.order_by("-at")


@transaction.atomic
def let_stand(*, post: Post, now: datetime) -> bool:
    """The group may see it after all. Whether it waited, and its writer let the host read it."""
    readable = Q(state__in=WAITS) | Q(state=Post.State.DANGER, told=Membership.Tells.WORDS)
    held = Post.objects.filter(readable, pk=post.pk)
    shown = max(post.shown_at, now)
    if not held.update(state=Post.State.SHOWN, shown_at=shown):
        return False
    _answer_reports(post, Report.Outcome.LEFT, now)
    _note(post.group, "let_stand", post.pk, "", now)
    return True


@transaction.atomic
def hide(*, post: Post, reason: str, now: datetime) -> None:
    """Hide a post from the group, with a reason for whoever wrote it. Raises ValueError without."""
    words = " ".join(reason.split())[:300]
    if not words:
        raise ValueError("it needs a reason")
    # What only its writer has read is hidden from everybody already.
    unread = Q(state=Post.State.DANGER) & ~Q(told=Membership.Tells.WORDS)
    seen = Post.objects.filter(pk=post.pk).exclude(unread | Q(state=Post.State.TAKEN_BACK))
    if seen.update(state=Post.State.HIDDEN, reason=words):
        _answer_reports(post, Report.Outcome.HIDDEN, now)
        _note(post.group, "hidden", post.pk, post.state, now)


@transaction.atomic
def answer_report(*, report: Report, outcome: str, now: datetime) -> None:
    """Say what was done, as whoever reported it is told. Raises ValueError for another word."""
    if outcome not in Report.Outcome.values or not outcome:
        raise ValueError(f"not an answer: {outcome}")
    if not _answered(report, outcome, now):
        return
    left = outcome in {Report.Outcome.LEFT, Report.Outcome.SPOKE}
    if left and report.post and report.post.state == Post.State.REPORTED:
        waits = Post.objects.filter(pk=report.post.pk, state=Post.State.REPORTED)
        waits.update(state=Post.State.SHOWN)
    _note(report.group, "answered", report.pk, outcome, now)


@transaction.atomic
def answer_appeal(
    *, appeal: Appeal, by: Person, put_right: bool, answer: str, now: datetime
) -> None:
    """Answer a second look, with its reason. Raises ValueError without one, or by who decided."""
    words = " ".join(answer.split())[:300]
    if not words or by.pk in {appeal.decided_by_id, appeal.group.host_id}:
        raise ValueError("it needs a reason, and somebody else")
    open_ = Appeal.objects.filter(pk=appeal.pk, answered_at=None)
    given = {"put_right": put_right, "answer": words, "answered_at": now, "answered_by": by}
    if not open_.update(**given):
        return
    if put_right:
        _put_right(appeal)
    detail = "put_right" if put_right else "stays"
    changed(appeal.group)
    who = people.pseudonym_of(by)
    log(appeal.group, "appeal_answered", who=who, about=appeal.pk, detail=detail, now=now)


def post_in(group: Group, post_id: UUID) -> Post | None:
    """A post that the host of this group may act on: what waits for them, or what is shown."""
    seen = Q(state=Post.State.SHOWN, audience=Post.Audience.ALL) | Q(state__in=WAITS)
    told = Q(state=Post.State.DANGER, told__in=(Membership.Tells.NOTE, Membership.Tells.WORDS))
    reported = Q(reports__in=group.reports.filter(of_host=False, answered_at=None))
    found = group.posts.filter(seen | told | reported).select_related("by", "group__host")
    return found.filter(pk=post_id).distinct().first()


def report_in(group: Group, report_id: UUID) -> Report | None:
    """A report that the host of this group may read and answer."""
    found = group.reports.filter(of_host=False).select_related("post", "about", "group__host")
    return found.filter(pk=report_id).first()


def _waiting(post: Post) -> Waiting:
    name = post.by.name if post.by else post.group.host.name
    only_note = post.state == Post.State.DANGER and post.told == Membership.Tells.NOTE
    why = {
        Post.State.DANGER: f"{name} wrote in a hard hour, and lets you know."
        if only_note
        else f"{name} wrote in a hard hour, and lets you read it.",
        Post.State.RULE: "It may tell of a way to die or to be hurt.",
        Post.State.REPORTED: "Somebody marked it as worrying.",
    }[Post.State(post.state)]
    return Waiting(post, name, "" if only_note else _words_of(post), why, not only_note)


def _words_of(post: Post) -> str:
    return "\n".join(text for text in (post.words, *post.parts.values()) if text)


def _put_right(appeal: Appeal) -> None:
    if appeal.post:
        hidden = Post.objects.filter(pk=appeal.post.pk, state=Post.State.HIDDEN)
        hidden.update(state=Post.State.SHOWN)  # what its writer took back meanwhile stays so
    else:
        place = Membership.objects.filter(pk=appeal.by_id)
        place.update(out_until=None, why="")
        again = appeal.group.memberships.filter(left_at=None, member=appeal.by.member)
        if not again.exists():
            place.update(left_at=None)


def _answer_reports(post: Post, outcome: Report.Outcome, now: datetime) -> None:
    for report in post.reports.filter(of_host=False, answered_at=None):
        _answered(report, outcome, now)


def _answered(report: Report, outcome: str, now: datetime) -> bool:
    open_ = Report.objects.filter(pk=report.pk, answered_at=None)
    return bool(open_.update(outcome=outcome, answered_at=now))


def _note(group: Group, action: str, about: UUID, detail: str, now: datetime) -> None:
    changed(group)
    log(group, action, who=people.pseudonym_of(group.host), about=about, detail=detail, now=now)


def others_who_may_look(group: Group) -> Sequence[Person]:
    """Who may answer a second look in this group: other hosts, or whoever runs the service."""
    kinds = ("host", "operator")
    found = Person.objects.filter(roles__kind__in=kinds, roles__ended_at=None, closed_at=None)
    return list(found.exclude(pk=group.host_id).distinct())
