"""Writing in a group. Every word passes the screen before anybody sees it, and none is lost.

What sounds like danger is kept and shown to nobody but its writer; the host learns of it only what
the writer agreed to. What could harm a reader waits for the host as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from overture.content.groups import replies
from overture.planning.groups.hours import free_again, shown_at
from overture.safety.groups import harms_readers
from overture.server.accounts.services import pseudonym
from overture.server.groups.changes import changed, log
from overture.server.groups.models import Group, GroupTask, Membership, Nod, Pair, Post, PutAway
from overture.server.practice.models import Step
from overture.server.safeguarding import services as safeguarding
from overture.server.safeguarding.services import Look

__all__ = [
    "Draft",
    "Kept",
    "Post",
    "SlowedError",
    "announce_due",
    "host_writes",
    "nod",
    "own_post",
    "put_away",
    "say_told",
    "take_back",
    "write",
]

SURFACE = "group"
LONGEST = 2000


class SlowedError(Exception):
    """The group is slow at present: this person may post again at `free`. Nothing was posted."""

    def __init__(self, free: datetime) -> None:
        super().__init__(f"again at {free:%H:%M}")
        self.free = free


@dataclass(frozen=True)
class Draft:
    """What somebody would write, and where it goes: see `Post`."""

    words: str = ""
    kind: str = "anything"
    to: Membership | None = None
    pair: Pair | None = None
    for_host: bool = False
    answers: Post | None = None
    task: GroupTask | None = None
    step: Step | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    asks: str = ""

    @property
    def typed(self) -> str:
        """Everything in it that somebody typed."""
        return "\n".join(text for text in (self.words, *self.parts.values()) if text.strip())

    @property
    def is_slowed(self) -> bool:
        """Whether slow mode holds for it: for what the whole group reads."""
        return self.audience == Post.Audience.ALL and self.task is None

    @property
    def audience(self) -> Post.Audience:
        """Whom it is for."""
        if self.for_host:
            return Post.Audience.HOST
        if self.to:
            return Post.Audience.ONE
        return Post.Audience.PAIR if self.pair else Post.Audience.ALL


@dataclass(frozen=True)
class Kept:
    """A post as it is kept, and what the screen had to say to its writer (None if nothing)."""

    post: Post
    look: Look | None


def write(*, by: Membership, draft: Draft, key: UUID, now: datetime) -> Kept:
    """Keep what somebody wrote, and show it as far as it may be shown; the same key is one post.

    `now` is by the writer's clock. Raises ValueError without words, and SlowedError.
    """
    if not draft.typed:
        raise ValueError("nothing was written")
    given = Post.objects.filter(group=by.group, key=key, by=by).first()
    if given:
        return Kept(given, None)
    look = safeguarding.look(member=by.member, text=draft.typed, surface=SURFACE, now=now)
    state = _state(draft.typed, look)
    if state == Post.State.SHOWN and draft.is_slowed and (free := _free(by, now)):
        raise SlowedError(free)
    return Kept(_kept(by, draft, state, key, now), look if look.next != "none" else None)


@transaction.atomic
def host_writes(*, group: Group, draft: Draft, key: UUID, now: datetime) -> Post:
    """Keep what the host wrote. Raises ValueError without words, or where it could harm a reader.

    A host writes at any hour; quiet hours hold for it as for everybody.
    """
    if not draft.typed or harms_readers(draft.typed):
        raise ValueError("nothing that can be shown")
    given = Post.objects.filter(group=group, key=key, by=None).first()
    return given or _made(group, None, draft, Post.State.SHOWN, key, now)


@transaction.atomic
def take_back(*, post: Post, now: datetime) -> None:
    """The writer takes it back. It stays in the writer's own copy, and nobody else sees it."""
    if Post.objects.filter(pk=post.pk).update(state=Post.State.TAKEN_BACK) and post.by:
        changed(post.group)
        log(post.group, "taken_back", who=pseudonym(post.by.member), about=post.pk, now=now)


@transaction.atomic
def say_told(*, post: Post, told: str, now: datetime) -> None:
    """What the host may know of words that are held because of danger, as their writer says."""
    if told not in Membership.Tells.values:
        raise ValueError(f"not an answer: {told}")
    held = Post.objects.filter(pk=post.pk, state=Post.State.DANGER)
    if held.update(told=told) and post.by:
        changed(post.group)
        who = pseudonym(post.by.member)
        log(post.group, "told", who=who, about=post.pk, detail=told, now=now)


@transaction.atomic
def nod(*, post: Post, by: Membership | None, ready: str, now: datetime) -> None:
    """Send a ready-made reply, or take it back by tapping it again. Raises ValueError for another.

    Nobody answers themselves.
    """
    if ready not in replies() or post.by == by:
        raise ValueError("not a reply to this")
    taken, _ = Nod.objects.filter(post=post, by=by, ready=ready).delete()
    if not taken:
        Nod.objects.create(post=post, by=by, ready=ready, at=now)
    changed(post.group)


def put_away(*, post: Post, by: Membership, now: datetime) -> None:
    """Hide a post for oneself alone."""
    PutAway.objects.get_or_create(post=post, by=by, defaults={"at": now})


def announce_due(*, now: datetime) -> int:
    """Let open pages show what waited for the morning. Returns how many posts."""
    due = Post.objects.filter(announced=False, shown_at__lte=now).select_related("group")
    return sum(_announced(post) for post in due)


def own_post(by: Membership, post_id: UUID) -> Post | None:
    """One of somebody's own posts that was not taken back, or None."""
    mine = Post.objects.filter(by=by).exclude(state=Post.State.TAKEN_BACK)
    return mine.select_related("group__host", "by__member").filter(pk=post_id).first()


@transaction.atomic
def _announced(post: Post) -> bool:
    first = Post.objects.filter(pk=post.pk, announced=False).update(announced=True)
    if first:
        changed(post.group)
    return bool(first)


def _state(text: str, look: Look) -> str:
    if look.next != "none":
        return Post.State.DANGER
    return Post.State.RULE if harms_readers(text) else Post.State.SHOWN


def _free(by: Membership, now: datetime) -> datetime | None:
    everybody = Post.objects.filter(by=by, audience=Post.Audience.ALL, task=None)
    last = everybody.exclude(state=Post.State.TAKEN_BACK).order_by("-at").first()
    slow = by.group.slow_minutes
    return free_again(last.at if last else None, slow_minutes=slow, now=now)


@transaction.atomic
def _kept(by: Membership, draft: Draft, state: str, key: UUID, now: datetime) -> Post:
    post = _made(by.group, by, draft, state, key, now)
    Membership.objects.filter(pk=by.pk).update(here_at=now)
    if state != Post.State.SHOWN:
        who = pseudonym(by.member)
        log(by.group, "held", who=who, about=post.pk, detail=state, now=now)
    return post


def _made(
    group: Group, by: Membership | None, draft: Draft, state: str, key: UUID, now: datetime
) -> Post:
    shown = shown_at(now, quiet=group.quiet and not draft.for_host)
    made = Post.objects.create(
        group=group,
        by=by,
        to=draft.to,
        pair=draft.pair,
        audience=draft.audience,
        answers=draft.answers,
        task=draft.task,
        step=draft.step,
        kind=draft.kind,
        words=draft.words.strip()[:LONGEST],
        parts=dict(draft.parts),
        asks=draft.asks,
        at=now,
        shown_at=shown,
        announced=shown <= now,
        state=state,
        told=by.tells_host if by and state == Post.State.DANGER else Membership.Tells.WORDS,
        key=key,
    )
    changed(group)
    return made
