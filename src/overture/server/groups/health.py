"""How a group is, for its host: is everybody met, and how did the week feel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from overture.planning.groups.met import LATELY, Met, Seen, Written, met, not_met
from overture.server.groups.hosting import members_of
from overture.server.groups.models import Group, Membership, Nod, Post, WeekFelt

__all__ = ["Felt", "Row", "rows_of", "signs_of", "week_felt", "week_of"]

ENOUGH_TO_TELL: Final = 3
"""Fewer taps than this could be somebody's name."""


@dataclass(frozen=True)
class Row:
    """One person in the table: what they shared with the group, and with the host.

    `expected` and `felt` are of the latest evening that they let the host see.
    """

    membership: Membership
    came: int
    wrote: int
    nods: int
    met: Met
    expected: int | None
    felt: int | None


@dataclass(frozen=True)
class Felt:
    """How a week felt, without names; `told` is False while there are too few to tell."""

    told: bool
    answered: int
    counts: Sequence[tuple[str, int]]


def rows_of(group: Group, now: datetime) -> list[Row]:
    """Everybody in the group, over the last four weeks."""
    return [_row(one, now) for one in members_of(group)]


def signs_of(group: Group, now: datetime) -> list[Met]:
    """Those whom somebody should meet."""
    return not_met((seen_of(one, now) for one in members_of(group)), now)


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_felt(group: Group, week: date) -> Felt:
    """How one week felt to those who tapped."""
    found = dict(group.weeks.filter(week=week).values_list("felt", "count"))
    answered = sum(found.values())
    counts = [(label, found.get(value, 0)) for value, label in WeekFelt.Felt.choices]
    return Felt(answered >= ENOUGH_TO_TELL, answered, counts)


def _row(one: Membership, now: datetime) -> Row:
    since = now - LATELY
    posts = _posts(one, since)
    nods = Nod.objects.filter(post__in=posts).exclude(by=one).count()
    seen = seen_of(one, now)
    rated = one.evenings.filter(shown_to_host=True).last()
    return Row(
        membership=one,
        came=len({at.date() for at in seen.here}),
        wrote=len(posts),
        nods=nods,
        met=met(seen, now),
        expected=rated.expected if rated else None,
        felt=rated.felt if rated else None,
    )


def seen_of(one: Membership, now: datetime) -> Seen:
    """What is known of one person from what they shared with the group."""
    since = now - LATELY
    posts = _posts(one, since)
    read = tuple(one.presences.filter(at__gte=since).values_list("at", flat=True))
    written = [Written(post.shown_at, _answered_at(post, one)) for post in posts]
    nods = Nod.objects.filter(post__by=one).exclude(by=one).count()
    here = (*read, *(post.at for post in posts))
    return Seen(one.name, one.joined_at, written, here, nods)


def _posts(one: Membership, since: datetime) -> list[Post]:
    """What somebody wrote to everybody, feedback and parts of tasks left out."""
    shown = one.posts.filter(state=Post.State.SHOWN, audience=Post.Audience.ALL, task=None)
    return list(shown.filter(at__gte=since))


def _answered_at(post: Post, by: Membership) -> datetime | None:
    """When somebody else first answered a post, in words or with a tap."""
    shown = post.answered.filter(state=Post.State.SHOWN, audience=Post.Audience.ALL)
    words = shown.exclude(by=by).order_by("shown_at").values_list("shown_at", flat=True).first()
    tap = post.nods.exclude(by=by).order_by("at").values_list("at", flat=True).first()
    return min((at for at in (words, tap) if at), default=None)
