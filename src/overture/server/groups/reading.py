"""What one person in a group may read: never what is held, blocked, put away, or not for them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from overture.content.groups import Reply, feedback, replies, replies_to
from overture.planning.words import number
from overture.server.accounts.models import Role
from overture.server.accounts.people import has_role
from overture.server.groups.joining import fits, here_now
from overture.server.groups.models import Block, Group, Membership, Nod, Pair, Post

__all__ = [
    "Line",
    "Page",
    "Ready",
    "host_lines",
    "in_pair",
    "lately",
    "line_of",
    "page_of",
    "readable",
    "reader_of",
    "with_host",
]

MOST: Final = 40
"""So many posts on a page: a group's page is no archive."""
OFFERED: Final = 2
"""So many ready replies beside a post at once; the others are behind a word."""


@dataclass(frozen=True)
class Ready:
    """A ready-made reply beside a post, and whether this reader sent it."""

    reply: Reply
    pressed: bool


@dataclass(frozen=True)
class Line:
    """A post as one reader sees it.

    `mine` is what its reader wrote: only then `came` says who sent which ready reply, and `waits`
    why the others do not see it yet.
    """

    post: Post
    name: str
    mine: bool
    hosted: bool
    waits: str
    ready: Sequence[Ready]
    more: Sequence[Ready]
    came: Sequence[tuple[str, str]]
    answers: Sequence["Line"]

    @property
    def parts(self) -> list[dict[str, str]]:
        """The parts of a feedback, each under its title."""
        titles = {part.id: part.title for part in feedback().part}
        kept = self.post.parts
        return [{"title": titles[key], "words": kept[key]} for key in titles if key in kept]

    @property
    def answer_key(self) -> UUID:
        """A fresh key for the form that answers it."""
        return uuid4()

    @property
    def initial(self) -> str:
        """The letter in the round sign."""
        return self.name[:1].upper()


@dataclass(frozen=True)
class Page:
    """A group as one of its members sees it now. `number` is the last change that it holds."""

    group: Group
    me: Membership
    number: int
    others: Sequence[Membership]
    here: int
    lines: Sequence[Line]

    @property
    def count(self) -> str:
        """How many people it has, in a word."""
        return number(len(self.others) + 1)


def page_of(me: Membership, now: datetime) -> Page:
    """Everything that changes while a group's page is open."""
    group = me.group
    # Read first: whatever is written meanwhile has a higher number, and comes with the next event.
    last = Group.objects.values_list("sequence", flat=True).get(pk=group.pk)
    others = [one for one in group.memberships.filter(left_at=None) if one.pk != me.pk]
    return Page(group, me, last, others, here_now(group, now), lately(me, now))


def lately(me: Membership, now: datetime) -> list[Line]:
    """What was written to the whole group, the latest last, with answers under their posts."""
    posts = list(_to_everybody(me, now).order_by("-shown_at", "-at")[:MOST])[::-1]
    return _lines(me, posts, now)


def readable(me: Membership, post_id: UUID, now: datetime) -> Post | None:
    """A post that this person may read, or None: any other does not exist for them."""
    return _visible(me, now).filter(pk=post_id).first()


def line_of(me: Membership, post: Post, now: datetime) -> Line:
    """One post as this person sees it."""
    return _line(me, post, _nods(me, [post]), now)


def with_host(me: Membership, now: datetime) -> list[Line]:
    """What passed between somebody and the host alone, the latest last."""
    mine = Q(by=me, audience=Post.Audience.HOST)
    to_me = Q(by=None, to=me)
    return _lines(me, list(_visible(me, now).filter(mine | to_me)[:MOST]), now)


def in_pair(me: Membership, pair: Pair, now: datetime) -> list[Line]:
    """What the two of a pair wrote to each other, the latest last."""
    return _lines(me, list(_visible(me, now).filter(pair=pair)), now)


def host_lines(group: Group, now: datetime) -> list[Line]:
    """What the whole group reads, as its host reads it; nothing that is held."""
    shown = group.posts.filter(state=Post.State.SHOWN, shown_at__lte=now)
    shown = shown.filter(audience=Post.Audience.ALL, task=None)
    posts = shown.select_related("by", "group__host", "step").order_by("-shown_at", "-at")[:MOST]
    return _lines(None, list(posts)[::-1], now)


def reader_of(membership_id: UUID, now: datetime) -> Membership | None:
    """Somebody who may read a group now, by the id of their place in it."""
    found = Membership.objects.filter(pk=membership_id, left_at=None, group__ended_at=None)
    me = found.select_related("group__host", "member").first()
    if me is None or not has_role(me.group.host, Role.Kind.HOST):  # nobody looks after it
        return None
    return me if fits(me.group, me.member) and not me.is_out(now) else None


def _to_everybody(me: Membership, now: datetime) -> QuerySet[Post]:
    return _visible(me, now).filter(audience=Post.Audience.ALL, task=None)


def _visible(me: Membership, now: datetime) -> QuerySet[Post]:
    mine = Q(by=me) & ~Q(state=Post.State.TAKEN_BACK)
    of_my_pair = Q(audience=Post.Audience.PAIR) & (Q(pair__one=me) | Q(pair__other=me))
    for_me = Q(audience=Post.Audience.ALL) | Q(audience=Post.Audience.ONE, to=me) | of_my_pair
    shown = Q(state=Post.State.SHOWN, shown_at__lte=now) & for_me
    blocked = Block.objects.filter(by=me, ended_at=None).values("of")
    found = Post.objects.filter(mine | shown, group=me.group)
    found = found.exclude(by__in=blocked).exclude(put_away__by=me)
    return found.select_related("by", "group__host", "step", "task")


def _lines(me: Membership | None, posts: Sequence[Post], now: datetime) -> list[Line]:
    nods = _nods(me, posts)
    there = {post.pk for post in posts}
    under: dict[UUID, list[Post]] = defaultdict(list)
    top = []
    for post in posts:
        if post.answers_id in there:
            under[_root(post, posts)].append(post)
        else:
            top.append(post)
    return [
        _line(me, post, nods, now, [_line(me, one, nods, now) for one in under[post.pk]])
        for post in top
    ]


def _root(post: Post, posts: Sequence[Post]) -> UUID:
    """The post at the top of those that answer each other."""
    by_id = {one.pk: one for one in posts}
    while post.answers_id in by_id:
        post = by_id[post.answers_id]
    return post.pk


def _nods(me: Membership | None, posts: Iterable[Post]) -> dict[UUID, list[Nod]]:
    """What was tapped under each post by people whom this reader did not block."""
    found = Nod.objects.filter(post__in=list(posts)).select_related("by")
    if me:
        found = found.exclude(by__in=Block.objects.filter(by=me, ended_at=None).values("of"))
    by_post: dict[UUID, list[Nod]] = defaultdict(list)
    for nod in found:
        by_post[nod.post_id].append(nod)
    return by_post


def _line(
    me: Membership | None,
    post: Post,
    nods: dict[UUID, list[Nod]],
    now: datetime,
    answers: Sequence[Line] = (),
) -> Line:
    reader = me.pk if me else None
    mine = post.by_id == reader
    pressed = {one.ready for one in nods[post.pk] if one.by_id == reader}
    fitting = () if mine else _fitting(post, pressed)
    came = [(_nodder(one, post), replies()[one.ready].words) for one in nods[post.pk] if mine]
    first = tuple(islice(fitting, max(OFFERED, len(pressed))))
    return Line(
        post=post,
        name=_name(post),
        mine=mine,
        hosted=post.by is None,
        waits=_waits(post, now) if mine else "",
        ready=first,
        more=tuple(fitting)[len(first) :],
        came=came,
        answers=answers,
    )


def _fitting(post: Post, pressed: set[str]) -> tuple[Ready, ...]:
    """Replies that fit a post: those sent first, then in an order that is the post's own."""
    kind = post.kind if post.kind in {one.to for one in replies().values()} else "anything"
    fit = replies_to(kind)
    turn = post.pk.int % len(fit)
    turned = (*fit[turn:], *fit[:turn]) if kind == "anything" else fit
    sent = [replies()[one] for one in sorted(pressed) if one in replies()]
    rest = [one for one in turned if one.id not in pressed]
    return tuple(Ready(one, one.id in pressed) for one in (*sent, *rest))


def _nodder(nod: Nod, post: Post) -> str:
    return nod.by.name if nod.by else post.group.host.name


def _name(post: Post) -> str:
    if post.by is None:
        return post.group.host.name
    return "Somebody" if post.nameless else post.by.name


def _waits(post: Post, now: datetime) -> str:
    """Why others do not see a post of one's own; empty where they do."""
    host = post.group.host.name
    if post.state == Post.State.SHOWN:
        return "" if post.shown_at <= now else f"It is shown at {localtime(post.shown_at):%H:%M}."
    return {
        Post.State.DANGER: "Only you can see this.",
        Post.State.RULE: f"{host} reads this before anybody else does.",
        Post.State.REPORTED: f"It is hidden until {host} has read it.",
        Post.State.HIDDEN: f"{host} hid this.",
    }.get(Post.State(post.state), "")
