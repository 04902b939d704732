"""What a group makes together: whole when everybody has added theirs, spoilt by no empty place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from overture.content.groups import GroupTask as Authored
from overture.content.groups import group_tasks
from overture.planning.words import number
from overture.server.accounts import people
from overture.server.groups.changes import changed, log
from overture.server.groups.hosting import members_of
from overture.server.groups.models import Block, Group, GroupTask, Membership, Post, TaskPair

__all__ = [
    "GroupTask",
    "Making",
    "Place",
    "begin",
    "ease",
    "finish",
    "making",
    "pair_on",
    "part_of",
    "task_of",
    "together_with",
]


@dataclass(frozen=True)
class Place:
    """One place in what is made: filled with somebody's words, one's own to fill, or open."""

    words: str
    name: str
    mine: bool

    @property
    def filled(self) -> bool:
        """Whether somebody's part is in it."""
        return bool(self.words)


@dataclass(frozen=True)
class Making:
    """The task a group is at. `mine` is this reader's own part, which others may not see yet.

    `with_whom` is the one they were asked to do it with, if any.
    """

    task: GroupTask
    authored: Authored
    places: Sequence[Place]
    mine: Post | None
    with_whom: str

    @property
    def filled(self) -> int:
        """How many places are filled."""
        return sum(place.filled for place in self.places)

    @property
    def open_words(self) -> str:
        """ "two places are open"."""
        count = len(self.places) - self.filled
        return f"{number(count)} {'place is' if count == 1 else 'places are'} open"

    @property
    def whole(self) -> bool:
        """Whether everybody has added theirs."""
        return all(place.filled for place in self.places)


@transaction.atomic
def begin(*, group: Group, task_id: str, now: datetime) -> GroupTask:
    """Begin to make something together; what was being made is closed, whole or not.

    Raises ValueError for a task that there is not.
    """
    authored = group_tasks().get(task_id)
    if authored is None:
        raise ValueError(f"no such task: {task_id}")
    Group.objects.select_for_update().get(pk=group.pk)
    group.tasks.filter(ended_at=None).update(ended_at=now)
    made = GroupTask.objects.create(
        group=group,
        task_id=task_id,
        begun_at=now,
        until=now.date() + timedelta(days=authored.days),
    )
    _note(group, "task.begun", made.pk, task_id, now)
    return made


@transaction.atomic
def ease(*, task: GroupTask, now: datetime) -> None:
    """Offer the smaller form of it from now on."""
    if GroupTask.objects.filter(pk=task.pk, easier=False).update(easier=True):
        _note(task.group, "task.eased", task.pk, task.task_id, now)


@transaction.atomic
def pair_on(*, task: GroupTask, one: Membership, other: Membership, now: datetime) -> None:
    """Ask two people to do their part together. Raises ValueError where they had better not be two.

    That is one person twice, somebody of another group, or two of whom one blocked the other.
    """
    strangers = {one.group_id, other.group_id} != {task.group_id}
    pair = [one.pk, other.pk]
    apart = Block.objects.filter(by__in=pair, of__in=pair, ended_at=None)
    if one.pk == other.pk or strangers or apart.exists():
        raise ValueError("not these two")
    TaskPair.objects.create(task=task, one=one, other=other, at=now)
    _note(task.group, "task.paired", task.pk, task.task_id, now)


@transaction.atomic
def finish(*, task: GroupTask, now: datetime) -> None:
    """Close what was made, as it is."""
    if GroupTask.objects.filter(pk=task.pk, ended_at=None).update(ended_at=now):
        _note(task.group, "task.finished", task.pk, task.task_id, now)


def task_of(group: Group) -> GroupTask | None:
    """What the group is at, if anything."""
    return group.tasks.filter(ended_at=None).first()


def making(group: Group, me: Membership | None, now: datetime) -> Making | None:
    """What the group is at, as one of its members sees it, or its host (None)."""
    task = task_of(group)
    authored = group_tasks().get(task.task_id) if task else None
    if task is None or authored is None:
        return None
    mine = part_of(task, me) if me else None
    with_whom = together_with(task, me) if me else ""
    return Making(task, authored, _places(task, me, now), mine, with_whom)


def part_of(task: GroupTask, me: Membership) -> Post | None:
    """Somebody's own part."""
    return task.parts.filter(by=me).exclude(state=Post.State.TAKEN_BACK).first()


def together_with(task: GroupTask, me: Membership) -> str:
    """The name of whom somebody was asked to do it with; empty if nobody."""
    for pair in reversed(task.pairs.select_related("one", "other")):
        if me.pk in {pair.one_id, pair.other_id}:
            other = pair.other if pair.one_id == me.pk else pair.one
            return other.name if other.left_at is None else ""
    return ""


def _places(task: GroupTask, me: Membership | None, now: datetime) -> list[Place]:
    shown = task.parts.filter(state=Post.State.SHOWN, shown_at__lte=now).select_related("by")
    parts = list(shown.order_by("shown_at"))
    inside = {one.pk for one in members_of(task.group)}
    unnamed = _unnamed(me)
    filled = [_filled(part, me, unnamed) for part in parts]
    open_to = inside - {part.by_id for part in parts}
    first = [Place("", "", mine=True)] if me and me.pk in open_to else []
    return [*filled, *first, *(Place("", "", mine=False) for _ in range(len(open_to) - len(first)))]


def _filled(part: Post, me: Membership | None, unnamed: set[UUID]) -> Place:
    if part.by is None or part.nameless or part.by_id in unnamed:
        return Place(part.words, "", mine=False)
    return Place(part.words, part.by.name, mine=me is not None and part.by_id == me.pk)


def _unnamed(me: Membership | None) -> set[UUID]:
    """Those whose parts stand without a name for this reader."""
    blocks = Block.objects.filter(by=me, ended_at=None) if me else Block.objects.none()
    return set(blocks.values_list("of_id", flat=True))


def _note(group: Group, action: str, about: UUID, detail: str, now: datetime) -> None:
    changed(group)
    who = people.pseudonym_of(group.host)
    log(group, action, who=who, about=about, detail=detail, now=now)
