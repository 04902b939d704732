"""Anchors: a member's own regular appointments with people, and the calendar that may read them."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.learning import monitor
from overture.planning.regular import Entry, Regular, calendar
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import Anchor, CalendarFeed, Occasion

__all__ = [
    "Anchor",
    "Standing",
    "calendar_behind",
    "close",
    "declare",
    "has_calendar",
    "make_calendar",
    "occasions_of",
    "of_member",
    "rest",
    "say_kept",
    "standing",
    "stop_calendar",
]

MOST: Final = 12
"""So many open anchors at most: more is a timetable."""

ASKED_FOR: Final = timedelta(days=6)
"""For so long after an occasion the page asks how it was."""


@dataclass(frozen=True)
class Standing:
    """One open anchor: when it is next due, and the last time that nothing was said of, if any."""

    anchor: Anchor
    next: date | None
    asked: date | None


@transaction.atomic
def declare(
    *,
    member: Member,
    title: str,
    first: date,
    every: str,
    at: time | None,
    key: UUID,
    now: datetime,
) -> Anchor:
    """Put a regular appointment on the list; the same form key is the same anchor.

    Raises ValueError without words, for a rhythm that there is not, and when the list is full.
    """
    words = " ".join(title.split())[:120]
    if not words:
        raise ValueError("an anchor needs a few words")
    if every not in Anchor.Every.values:
        raise ValueError(f"not a rhythm: {every}")
    Member.objects.select_for_update().get(pk=member.pk)
    given = member.anchors.filter(key=key).first()
    if given:
        return given
    if member.anchors.filter(closed_at=None).count() >= MOST:
        raise ValueError(f"{MOST} anchors are open already")
    made = Anchor.objects.create(
        member=member, title=words, first=first, every=every, at=at, key=key, changed_at=now
    )
    _note(member, "anchor.declared", now)
    return made


@transaction.atomic
def rest(*, anchor: Anchor, rests: bool, now: datetime) -> None:
    """Let it rest, or take it up again: while it rests nothing is asked or looked for."""
    Anchor.objects.filter(pk=anchor.pk).update(rests=rests, changed_at=now)


@transaction.atomic
def close(*, anchor: Anchor, now: datetime) -> None:
    """It is over. What was said of it stays in the copy of the record."""
    if Anchor.objects.filter(pk=anchor.pk, closed_at=None).update(closed_at=now, changed_at=now):
        _note(anchor.member, "anchor.closed", now)


@transaction.atomic
def say_kept(*, anchor: Anchor, due: date, kept: str, now: datetime) -> None:
    """What the member says of one time. Raises ValueError for any other word or day."""
    if kept not in Occasion.Kept.values:
        raise ValueError(f"not an answer: {kept}")
    if due > now.date() or due not in set(_regular(anchor).due(due, due)):
        raise ValueError(f"not due on {due}")
    Occasion.objects.update_or_create(anchor=anchor, due=due, defaults={"kept": kept, "at": now})


def of_member(member: Member, anchor_id: UUID) -> Anchor | None:
    """One of the member's own open anchors, or None: somebody else's does not exist."""
    return member.anchors.filter(pk=anchor_id, closed_at=None).first()


def standing(member: Member, now: datetime) -> list[Standing]:
    """The member's open anchors, the next due first, resting ones last. `now` is local."""
    open_ones = member.anchors.filter(closed_at=None).prefetch_related("occasions")
    found = [_standing(anchor, now) for anchor in open_ones]
    return sorted(found, key=lambda one: (one.anchor.rests, one.next or date.max))


def occasions_of(member: Member) -> list[monitor.Occasion]:
    """What was said of anchors that are open and do not rest, by the anchor's id."""
    said = Occasion.objects.filter(
        anchor__member=member, anchor__closed_at=None, anchor__rests=False
    )
    rows = said.order_by("due").values_list("anchor_id", "due", "kept")
    return [monitor.Occasion(str(key), due, kept) for key, due, kept in rows]  # type: ignore[arg-type]


@transaction.atomic
def make_calendar(*, member: Member, now: datetime) -> str:
    """A new private address for a calendar; the one before stops at once. Shown this once."""
    token = secrets.token_urlsafe(24)
    CalendarFeed.objects.update_or_create(
        member=member, defaults={"token_hash": _hash(token), "made_at": now}
    )
    _note(member, "calendar.opened", now)
    return token


@transaction.atomic
def stop_calendar(*, member: Member, now: datetime) -> None:
    """Nothing can be read under the address any more."""
    if CalendarFeed.objects.filter(member=member).delete()[0]:
        _note(member, "calendar.closed", now)


def has_calendar(member: Member) -> bool:
    """Whether there is an address that a calendar may read."""
    return CalendarFeed.objects.filter(member=member).exists()


def calendar_behind(token: str) -> str | None:
    """The calendar under a private address, or None: no such address, or it was stopped."""
    feed = CalendarFeed.objects.filter(token_hash=_hash(token)).select_related("member").first()
    return calendar(_entries(feed.member)) if feed else None


def _entries(member: Member) -> Iterator[Entry]:
    for anchor in member.anchors.filter(closed_at=None, rests=False):
        yield Entry(str(anchor.pk), anchor.title, _regular(anchor), anchor.changed_at)


def _standing(anchor: Anchor, now: datetime) -> Standing:
    if anchor.rests:
        return Standing(anchor, None, None)
    regular, today = _regular(anchor), now.date()
    ahead = next(regular.due(today, max(today, anchor.first) + timedelta(days=62)), None)
    said = {one.due for one in anchor.occasions.all()}
    last = today - timedelta(days=anchor.at is not None and now.time() < anchor.at)
    past = [day for day in regular.due(today - ASKED_FOR, last) if day not in said]
    return Standing(anchor, ahead, past[-1] if past else None)


def _regular(anchor: Anchor) -> Regular:
    return Regular(anchor.first, anchor.every, anchor.at)  # type: ignore[arg-type]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _note(member: Member, action: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who)
