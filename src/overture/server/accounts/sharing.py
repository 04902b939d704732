"""What a member shares with whom: item by item, for as long as they say, and who looked.

Everything is looked up at the moment of looking. A pause, an end, a date that has passed or a yes
taken back hold from the next page on.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from overture.server.accounts.models import Grant, Link, Member, Opened, Person, Thing
from overture.server.accounts.people import pseudonym_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

__all__ = [
    "ALLOWED",
    "Link",
    "NotSharedError",
    "Thing",
    "end",
    "grant",
    "granted",
    "last_paused",
    "link_of",
    "linked_to",
    "links_of",
    "looks",
    "own_link",
    "pause",
    "pause_all",
    "pick",
    "rename",
    "resume",
    "resume_all",
    "revoke",
    "see",
    "shared",
    "tie",
]

ALLOWED: Final = {
    Link.Kind.SUPPORTER: (Thing.STEPS_DONE, Thing.GOOD_MOMENTS, Thing.SENT),
    Link.Kind.CLINICIAN: (
        *(Thing.CURVES, Thing.SITUATIONS, Thing.MOMENTS, Thing.STEPS, Thing.NEAR_MISSES),
        *(Thing.PROFILE, Thing.GOALS, Thing.MEASURES, Thing.MINUTES, Thing.HELP_OPENED),
    ),
}
"""What can be shared with whom."""

LOOK: Final = timedelta(hours=1)
"""Within this time looking again is the same look."""


class NotSharedError(PermissionError):
    """This is not shared, or no longer. Whoever asked learns nothing else."""


@transaction.atomic
def tie(*, member: Member, person: Person, kind: str, called: str = "", now: datetime) -> Link:
    """Let somebody stand on a member's page of people. They see nothing until something is granted.

    Who stands there already is not put there twice.
    """
    if kind not in Link.Kind.values:
        raise ValueError(f"not a kind of link: {kind}")
    Member.objects.select_for_update().get(pk=member.pk)
    link, is_new = Link.objects.get_or_create(
        member=member,
        person=person,
        kind=kind,
        ended_at=None,
        defaults={"since": now, "called": _word(called) or _word(person.name)},
    )
    if is_new:
        _record(link, "link.made", kind, now)
    return link


@transaction.atomic
def grant(*, link: Link, thing: str, until: datetime | None = None, now: datetime) -> Grant:
    """Share one thing, until a time or until it is taken back. A grant again replaces the last.

    Raises ValueError for what cannot be shared with somebody of this kind, and for a time that is
    over.
    """
    if thing not in ALLOWED[Link.Kind(link.kind)]:
        raise ValueError(f"{thing} cannot be shared with a {link.kind}")
    if until is not None and until <= now:
        raise ValueError("that time is over")
    _held(link)
    link.grants.filter(thing=thing, revoked_at=None).update(revoked_at=now)
    made = Grant.objects.create(link=link, thing=thing, since=now, until=until)
    _record(link, "share.granted", thing, now)
    return made


@transaction.atomic
def revoke(*, link: Link, thing: str, now: datetime) -> bool:
    """Take one thing back, at once. Whether it was shared."""
    ended = link.grants.filter(_open(now), thing=thing).update(revoked_at=now)
    if ended:
        _record(link, "share.revoked", thing, now)
    return bool(ended)


@transaction.atomic
def pick(
    *, link: Link, things: Collection[str], until: datetime | None = None, now: datetime
) -> None:
    """Share exactly these things: what is new is granted, what is no longer ticked taken back."""
    before = {grant.thing: grant.until for grant in link.grants.filter(_open(now))}
    for thing in before.keys() - set(things):
        revoke(link=link, thing=thing, now=now)
    for thing in sorted(things):
        if thing not in before or before[thing] != until:
            grant(link=link, thing=thing, until=until, now=now)


@transaction.atomic
def pause(*, link: Link, now: datetime) -> None:
    """Show this person nothing until it is resumed. They are not told why."""
    if Link.objects.filter(pk=link.pk, paused_at=None, ended_at=None).update(paused_at=now):
        _record(link, "share.paused", "", now)


@transaction.atomic
def resume(*, link: Link, now: datetime) -> None:
    """Go on as before the pause."""
    if Link.objects.filter(pk=link.pk).exclude(paused_at=None).update(paused_at=None):
        _record(link, "share.resumed", "", now)


def pause_all(*, member: Member, now: datetime) -> None:
    """Show nobody anything, in one press."""
    for link in links_of(member):
        pause(link=link, now=now)


def resume_all(*, member: Member, now: datetime) -> None:
    """Share again as before the last pause. Who was paused alone before that stays paused."""
    for link in last_paused(member):
        resume(link=link, now=now)


def last_paused(member: Member) -> list[Link]:
    """Those whom the last pause was about."""
    paused = [link for link in links_of(member) if link.paused_at]
    last = max((link.paused_at for link in paused if link.paused_at), default=None)
    return [link for link in paused if link.paused_at == last]


@transaction.atomic
def end(*, link: Link, by: str, now: datetime) -> None:
    """Take somebody off the page, and with them everything that was shared. `by`: a pseudonym.

    Either side may. Nothing has to be said.
    """
    if not Link.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now):
        return
    link.grants.filter(revoked_at=None).update(revoked_at=now)
    about = pseudonym(link.member)
    audit.record(at=now, actor=by, action="link.ended", subject=about, detail=link.kind)


def rename(*, link: Link, called: str) -> None:
    """Call somebody otherwise on one's own page. Raises ValueError without a word."""
    word = _word(called)
    if not word:
        raise ValueError("somebody is called by something")
    Link.objects.filter(pk=link.pk).update(called=word)


def shared(link: Link, now: datetime) -> frozenset[Thing]:
    """What this person may see at this moment."""
    kept = Link.objects.filter(pk=link.pk, paused_at=None, ended_at=None, person__closed_at=None)
    granted = Grant.objects.filter(_open(now), link__in=kept).values_list("thing", flat=True)
    return frozenset(Thing(thing) for thing in granted)


def see(*, link: Link, thing: str, now: datetime) -> None:
    """Note that this person looks at a thing. Call it before anything of the thing is read.

    Raises NotSharedError where it is not shared at this moment.
    """
    if thing not in shared(link, now):
        raise NotSharedError(thing)
    if link.opened.filter(thing=thing, at__gt=now - LOOK).exists():
        return
    with transaction.atomic():
        Opened.objects.create(link=link, thing=thing, at=now)
        who, about = pseudonym_of(link.person), pseudonym(link.member)
        audit.record(at=now, actor=who, action="shared.opened", subject=about, detail=thing)


def links_of(member: Member) -> QuerySet[Link]:
    """The people on a member's page, in the order in which they came."""
    return member.links.filter(ended_at=None).select_related("person", "member")


def linked_to(person: Person, kind: str) -> QuerySet[Link]:
    """The members who share with somebody, as whatever that person is to them."""
    return person.links.filter(ended_at=None, kind=kind).select_related("member", "person")


def own_link(member: Member, link_id: UUID) -> Link | None:
    """A link by its id, for the member whose page it stands on and nobody else."""
    return links_of(member).filter(pk=link_id).first()


def granted(link: Link, now: datetime) -> dict[Thing, datetime | None]:
    """What a member ticked for somebody, each with its end if it has one; a pause changes nothing.

    For the member. What the person may see is `shared`.
    """
    rows = link.grants.filter(_open(now)).values_list("thing", "until")
    found = {Thing(thing): until for thing, until in rows}
    return {thing: found[thing] for thing in ALLOWED[Link.Kind(link.kind)] if thing in found}


def link_of(person: Person, link_id: UUID, kind: str) -> Link | None:
    """A link by its id, for the person it leads to and nobody else."""
    return linked_to(person, kind).filter(pk=link_id).first()


def looks(member: Member) -> QuerySet[Opened]:
    """Who opened what of a member, the latest first."""
    found = Opened.objects.filter(link__member=member)
    return found.select_related("link__person").order_by("-at")


def _open(now: datetime) -> Q:
    """Grants that hold at a moment."""
    return Q(revoked_at=None) & (Q(until=None) | Q(until__gt=now))


def _held(link: Link) -> None:
    """Hold the link against a change at the same time. Raises ValueError where it has ended."""
    if not Link.objects.select_for_update().filter(pk=link.pk, ended_at=None).exists():
        raise ValueError("this has ended")


def _word(called: str) -> str:
    return " ".join(called.split())[:60]


def _record(link: Link, action: str, detail: str, now: datetime) -> None:
    who = pseudonym(link.member)
    subject = pseudonym_of(link.person)
    audit.record(at=now, actor=who, action=action, subject=subject, detail=detail)
