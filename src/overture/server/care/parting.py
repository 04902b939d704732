"""Somebody close steps back, with a kind line or with none."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from overture.server.accounts import sharing
from overture.server.accounts.models import Link, Member
from overture.server.accounts.people import pseudonym_of
from overture.server.care.models import Parting

__all__ = ["Parting", "parting_of", "partings", "put_away", "step_back"]


@transaction.atomic
def step_back(*, link: Link, words: str = "", now: datetime) -> None:
    """End it from the side of somebody close. The caller has heard the words."""
    held = Link.objects.select_for_update().get(pk=link.pk)
    if held.ended_at:
        return
    line = " ".join(words.split())[:300]
    Parting.objects.get_or_create(link=held, defaults={"words": line, "at": now})
    sharing.end(link=held, by=pseudonym_of(held.person), now=now)


def partings(member: Member) -> list[Parting]:
    """Who stepped back, for the member to read until it is put away."""
    found = Parting.objects.filter(link__member=member, put_away_at=None)
    return list(found.select_related("link__person"))


def parting_of(member: Member, link_id: UUID) -> Parting | None:
    """One of those, or None: somebody else's does not exist."""
    return Parting.objects.filter(link__member=member, pk=link_id).first()


def put_away(*, parting: Parting, now: datetime) -> None:
    """The member has read it."""
    Parting.objects.filter(pk=parting.pk, put_away_at=None).update(put_away_at=now)
