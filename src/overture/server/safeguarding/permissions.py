"""Who may see what of an alert: the contact that was told, and that contact alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from overture.safety.alerts import Event, Why
from overture.server.accounts.models import Member
from overture.server.safeguarding.models import Alert, Contact, Delivery

REACHED = frozenset(
    {
        Delivery.Status.CLAIMED,
        Delivery.Status.SENT,
        Delivery.Status.DELIVERED,
        Delivery.Status.SEEN,
    }
)
"""States in which a message has left for its contact, or may have."""

EVENT_LASTS = timedelta(hours=24)
"""How long a contact may open what they were told."""


@dataclass(frozen=True)
class Viewer:
    """Who asks: the member, one of their contacts, or neither."""

    member: Member | None = None
    contact: Contact | None = None


def may_see(viewer: Viewer, delivery: Delivery, now: datetime) -> bool:
    """Whether `viewer` may see the event that `delivery` tells of.

    The member always may. A contact may if this very delivery went to them, while it lasts, and as
    long as they are on the list. Everybody else, the operator among them, may not.
    """
    if viewer.member is not None:
        return delivery.alert.member_id == viewer.member.pk
    if viewer.contact is None or delivery.contact_id != viewer.contact.pk:
        return False
    if delivery.contact.removed_at is not None or delivery.contact.refused_at is not None:
        return False
    left = delivery.status in REACHED or delivery.tries > 0
    return left and now < delivery.alert.expires_at


def event_of(alert: Alert, contact: Contact) -> Event:
    """All that one contact may learn of an alert. There is nothing of the screen's in it."""
    zone = ZoneInfo(alert.zone)
    why: Why = alert.why  # type: ignore[assignment]
    return Event(
        why=why,
        who=contact.signed,
        at=alert.at.astimezone(zone),
        until=alert.expires_at.astimezone(zone),
        excerpt=alert.excerpt,
    )
