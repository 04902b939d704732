"""Groups for tests, opened, joined and written in as people do."""

from datetime import datetime
from uuid import uuid4

from overture.server.accounts.models import Member, Person
from overture.server.groups import hosting, joining, keeping, posting, tasks
from overture.server.groups.models import (
    Appeal,
    Block,
    EveningRating,
    Group,
    LookIn,
    LookInYes,
    Membership,
    Nod,
    Pair,
    Post,
    TaskPair,
    WeekAnswered,
)
from tests.support import factories
from tests.support.factories import NOW


def group(
    host: Person, name: str = "Tuesday table", *, now: datetime = NOW, **more: object
) -> Group:
    """A group that a host opened."""
    return hosting.found(host=host, name=name, key=uuid4(), now=now, **more)  # type: ignore[arg-type]


def joined(
    to: Group, member: Member, name: str = "", *, tells: str = "nothing", now: datetime = NOW
) -> Membership:
    """Somebody who came in by an invitation of the host's."""
    token = hosting.invite(group=to, called="", now=now)
    called = name or member.name
    return joining.join(token=token, member=member, name=called, tells_host=tells, now=now)


def post(
    by: Membership, words: str = "I sat by the window", *, now: datetime = NOW, **more: object
) -> Post:
    """Something that somebody wrote."""
    draft = posting.Draft(words, **more)  # type: ignore[arg-type]
    return posting.write(by=by, draft=draft, key=uuid4(), now=now).post


def fill(member: Member, *, now: datetime = NOW) -> None:
    """A row in every table of groups, as a member leaves them behind: all of them the member's."""
    host = factories.person(f"host-{uuid4()}", "host")
    me, mine = (joined(group(host), member, name) for name in ("Ada", "A."))
    mine.group = me.group
    host.invitations.all().delete()  # what a host invited with is the host's
    told = post(me, now=now)
    Nod.objects.create(post=told, by=me, ready="step-feeling", at=now)
    posting.put_away(post=told, by=me, now=now)
    joining.just_reading(membership=me, now=now)
    EveningRating.objects.create(membership=me, day=now.date(), expected=7, felt=4, at=now)
    WeekAnswered.objects.create(membership=me, week=now.date())
    keeping.report(by=me, reason="unkind", post=told, key=uuid4(), now=now)
    Block.objects.create(by=me, of=mine, at=now)
    Appeal.objects.create(group=me.group, by=me, decided_by=host, decided_at=now, at=now)
    look_in = LookIn.objects.create(group=me.group, person=host, at=now)
    LookInYes.objects.create(look_in=look_in, membership=me, yes=True, at=now)
    task = tasks.begin(group=me.group, task_id="a-card", now=now)
    TaskPair.objects.create(task=task, one=me, other=mine, at=now)
    week = {"script_id": "three-letters", "seed": 1, "begun_at": now, "until": now}
    Pair.objects.create(group=me.group, one=me, other=mine, **week)
