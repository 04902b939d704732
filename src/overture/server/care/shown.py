"""What somebody close is shown: exactly what is shared at this moment, and nothing about the rest.

The member's own preview is read by the same function, so it cannot show anything else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from overture.server.accounts import sharing
from overture.server.accounts.models import Link, Member, Thing
from overture.server.care.models import Celebration, Sent
from overture.server.practice import shared_moments

__all__ = [
    "Link",
    "Page",
    "Shown",
    "Thing",
    "called",
    "looked_at",
    "member_name",
    "of",
    "previewed",
]

BACK: Final = timedelta(weeks=5)
"""So far back finished steps and good moments are shown: a good month, not a history."""
MOST: Final = 12


@dataclass(frozen=True)
class Shown:
    """One thing that somebody close sees.

    Attributes:
        key: what it goes by on the page: the id of the moment, or of what was sent.
        title: what the moment is called; empty for a line alone.
        words: what the member wrote to this person; empty unless it was sent.
        celebrated: what this person has said about it, if they have.
    """

    key: UUID
    at: datetime
    title: str = ""
    words: str = ""
    attempt_id: UUID | None = None
    sent_id: UUID | None = None
    celebrated: Celebration | None = None


@dataclass(frozen=True)
class Page:
    """All that is on somebody's page: what is shared by kind, and what there is of it."""

    things: frozenset[Thing]
    shown: tuple[Shown, ...]

    def find(self, key: UUID) -> Shown | None:
        """One of the things on the page, or None."""
        return next((one for one in self.shown if one.key == key), None)


def looked_at(link: Link, now: datetime) -> Page:
    """The page as this person opens it; the member can read that they did.

    Raises NotSharedError where nothing is shared.
    """
    things = sharing.shared(link, now)
    if not things:
        raise sharing.NotSharedError
    for thing in sorted(things):
        sharing.see(link=link, thing=thing, now=now)
    return of(link.member, things, now, link=link)


def previewed(link: Link, now: datetime) -> Page:
    """The very same page, for the member. Nobody looked."""
    return of(link.member, sharing.shared(link, now), now, link=link)


def of(
    member: Member, things: Collection[Thing], now: datetime, *, link: Link | None = None
) -> Page:
    """What there is of these things, the latest first; without a link, before there is one."""
    since = now - BACK
    found = {one.key: one for one in _sent(link)} if link and Thing.SENT in things else {}
    told = shared_moments.finished(member, since) if Thing.STEPS_DONE in things else []
    if Thing.GOOD_MOMENTS in things:
        told += shared_moments.good(member, since)
    sent_already = {one.attempt_id for one in found.values()}
    for one in told:
        if one.attempt_id not in sent_already:
            found[one.attempt_id] = Shown(
                one.attempt_id, one.at, one.title, attempt_id=one.attempt_id
            )
    latest = sorted(found.values(), key=lambda one: one.at, reverse=True)[:MOST]
    return Page(frozenset(things), tuple(_with_celebrations(latest, link)))


def called(link: Link) -> str:
    """The member's word for somebody, up to the first comma: "Lena" for "Lena, my sister"."""
    return (link.called or link.person.name).partition(",")[0].strip() or "Somebody"


def member_name(member: Member) -> str:
    """What somebody close reads for a member who gave no name."""
    return member.name or "Somebody close to you"


def _sent(link: Link) -> list[Shown]:
    rows = list(link.sent.filter(taken_back_at=None))
    moments = shared_moments.these(link.member, [one.attempt_id for one in rows if one.attempt_id])
    return [_as_sent(one, moments) for one in rows if one.words or one.attempt_id in moments]


def _as_sent(sent: Sent, moments: dict[UUID, shared_moments.Told]) -> Shown:
    told = moments.get(sent.attempt_id) if sent.attempt_id else None
    title = told.title if told else ""
    attempt_id = told.attempt_id if told else None
    return Shown(sent.pk, sent.at, title, sent.words, attempt_id, sent.pk)


def _with_celebrations(shown: list[Shown], link: Link | None) -> list[Shown]:
    if link is None:
        return shown
    said = {one.sent_id or one.attempt_id: one for one in link.celebrations.all()}
    return [
        Shown(**{**vars(one), "celebrated": said.get(one.sent_id or one.attempt_id)})
        for one in shown
    ]
