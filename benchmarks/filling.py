"""A space with a long record, for pages that have something to show. Needs Django set up."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.sessions.backends.db import SessionStore

from overture.content import scenes
from overture.server.accounts import services as accounts
from overture.server.accounts.models import Member
from overture.server.conversations import services as conversations
from overture.server.practice import models, services

APART = timedelta(hours=18)


def filled(attempts: int, now: datetime) -> Member:
    """A member who has practised so many times, up to `now`; nothing is learned from it yet."""
    member = accounts.open_space(now=now - APART * (attempts + 1))
    every = list(scenes().values())
    for number in range(attempts):
        scene = every[number % len(every)]
        _practise(member, scene.id, number, now - APART * (attempts - number))
    return member


def in_talk(now: datetime) -> tuple[Member, str]:
    """A member who has just opened a talk with Cue and reads quickly, and their session."""
    member = accounts.open_space(now=now)
    accounts.choose(member=member, choices={"pace": Member.Pace.QUICK})
    conversations.open_talk(member=member, now=now)
    return member, session_of(member)


def session_of(member: Member) -> str:
    """The key of a browser session in which this member is at home."""
    session = SessionStore()
    session["member"] = str(member.pk)
    session.create()
    return str(session.session_key)


def _practise(member: Member, scene_id: str, number: int, at: datetime) -> None:
    """Rows as the services write them, without learning after each."""
    attempt = services.begin_scene(
        member=member, scene_id=scene_id, level="easy", key=uuid4(), now=at
    )
    models.Prediction.objects.create(
        attempt=attempt,
        at=at,
        anxiety=8 - number % 5,
        enjoyment=number % 4,
        feared_event="they will notice",
        feared_in_ten=number % 7,
    )
    models.Outcome.objects.create(
        attempt=attempt, at=at, anxiety=number % 6, enjoyment=3 + number % 5, feared="no"
    )
