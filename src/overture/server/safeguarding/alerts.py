"""Telling people: raised once, in an order, until somebody has seen it or the member stops it.

A delivery is a row before it is a message; `outbox` carries it out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet

from overture.safety.alerts import Purpose, Why
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding.contacts import Contact, require_consent, to_be_told
from overture.server.safeguarding.counting import count
from overture.server.safeguarding.models import Alert, Delivery
from overture.server.safeguarding.permissions import EVENT_LASTS, Viewer, may_see

SALT = "overture.seen"

MOST_A_DAY = 10
"""Alerts of one kind that a member may raise in a day: no addresses may be flooded from here.

Each kind is counted by itself: a day of trying it out must not silence the night after.
"""
QUIET = timedelta(hours=6)
"""Within this time nobody is told a second time without a tap."""

Status = Delivery.Status


class TooManyAlertsError(ValueError):
    """As many people were told today as one server tells for one person."""


@transaction.atomic
def tell(
    *,
    member: Member,
    contacts: Sequence[Contact],
    why: Why,
    key: UUID,
    zone: str,
    now: datetime,
    excerpt: str = "",
) -> Alert:
    """Have these contacts told, the first at once and each next one if nobody before has seen it.

    The same key is the same alert, however often it is tapped. Raises NoConsentError if one of
    them may not be told for this, ValueError for an empty list, TooManyAlertsError.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    found = member.alerts.filter(key=key).first()
    if found:
        return found
    if not contacts:
        raise ValueError("nobody to tell")
    if member.alerts.filter(why=why, at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyAlertsError
    for contact in contacts:
        require_consent(contact, purpose_of(why))
    alert = Alert.objects.create(
        member=member,
        key=key,
        why=why,
        excerpt=excerpt,
        zone=zone,
        at=now,
        expires_at=now + EVENT_LASTS,
    )
    _line_up(alert, contacts, now)
    note(alert, f"alert.{why}", now)
    return alert


def _line_up(alert: Alert, contacts: Sequence[Contact], now: datetime) -> None:
    due = now
    for place, contact in enumerate(contacts):
        Delivery.objects.create(alert=alert, contact=contact, place=place, due_at=due)
        due += timedelta(minutes=contact.wait)


def tell_as_agreed(*, member: Member, zone: str, now: datetime) -> Alert | None:
    """Have those told whom the member agreed to have told at once; None where there is nobody.

    Once in six hours: what was said ten minutes later is the same night.
    """
    contacts = to_be_told(member, "immediate")
    before = member.alerts.filter(why=Alert.Why.IMMEDIATE, at__gt=now - QUIET)
    if not contacts or before.exists():
        return None
    try:
        return tell(
            member=member, contacts=contacts, why="immediate", key=uuid4(), zone=zone, now=now
        )
    except TooManyAlertsError:
        return None


@transaction.atomic
def stop(*, alert: Alert, now: datetime) -> None:
    """The member stops it: nobody further is told. What was sent is sent."""
    if Alert.objects.filter(pk=alert.pk, ended_at=None).update(ended_at=now):
        _waiting(alert).update(status=Status.NOT_NEEDED)
        note(alert, "alert.stopped", now)


@transaction.atomic
def seen(*, delivery: Delivery, now: datetime) -> bool:
    """The contact says that they have seen it. Counts once; nobody further is told."""
    open_ones = Delivery.objects.filter(pk=delivery.pk, seen_at=None)
    if not open_ones.update(status=Status.SEEN, seen_at=now):
        return False
    _waiting(delivery.alert).update(status=Status.NOT_NEEDED)
    count("alert_seen", now)
    note(delivery.alert, "alert.seen", now, actor="contact")
    return True


@transaction.atomic
def refuse(*, delivery: Delivery, now: datetime) -> None:
    """The contact asks not to be written to by this member any more. Whoever is next, is next."""
    unasked = Contact.objects.filter(pk=delivery.contact_id, refused_at=None)
    if unasked.update(refused_at=now):
        hasten(delivery, now)
        note(delivery.alert, "alert.refused", now, actor="contact")


def token_of(delivery: Delivery) -> str:
    """The signed name of a delivery, for the address that its contact is sent."""
    return signing.dumps(str(delivery.pk), salt=SALT)


def by_token(token: str, now: datetime) -> Delivery | None:
    """The delivery that a token names, if it may still be opened by whom it was sent to."""
    try:
        key = signing.loads(token, salt=SALT, max_age=EVENT_LASTS)
    except signing.BadSignature:
        return None
    rows = Delivery.objects.select_related("alert", "contact")
    delivery = rows.filter(pk=key).first()
    if delivery is None:
        return None
    return delivery if may_see(Viewer(contact=delivery.contact), delivery, now) else None


def hasten(delivery: Delivery, now: datetime) -> None:
    """Nothing is to be expected of this one: the next is told now."""
    following = _waiting(delivery.alert).filter(place__gt=delivery.place).order_by("place").first()
    if following and following.due_at > now:
        _waiting(delivery.alert).filter(pk=following.pk).update(due_at=now)


def _waiting(alert: Alert) -> QuerySet[Delivery]:
    return Delivery.objects.filter(alert=alert, status=Status.WAITING)


def purpose_of(why: str) -> Purpose:
    """What must have been agreed to: a test needs the same yes as a tap."""
    return "immediate" if why == Alert.Why.IMMEDIATE else "asked"


def note(alert: Alert, action: str, now: datetime, actor: str = "") -> None:
    """Write into the trail what became of an alert: by the member, unless it was another."""
    who = pseudonym(alert.member)
    audit.record(at=now, actor=actor or who, action=action, subject=who)
