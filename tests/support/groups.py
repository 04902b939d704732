"""Groups for tests, opened, joined and written in as people do."""

from datetime import datetime
from uuid import uuid4

from overture.server.accounts.models import Member, Person
from overture.server.groups import hosting, joining, posting
from overture.server.groups.models import Group, Membership, Post
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
