"""The messages as they would be sent, for the member to read beforehand."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from overture.safety import alerts as words
from overture.safety.alerts import Event, Message, Why
from overture.server.safeguarding.contacts import Contact
from overture.server.safeguarding.permissions import EVENT_LASTS

OWN_WORDS = "what you write in the box"


@dataclass(frozen=True)
class Preview:
    """One message: when it is sent, and all of it."""

    heading: str
    message: Message


def preview(contact: Contact, why: Why, now: datetime, excerpt: str = "") -> Message:
    """The message that `contact` would be sent now, by the words that are sent."""
    event = Event(why, contact.signed, now, now + EVENT_LASTS, excerpt)
    link = f"[a link for {contact.name} alone]"
    return words.message(event, link=link, keeper=settings.ENVIRONMENT.keeper)


def previews(contact: Contact, now: datetime) -> list[Preview]:
    """Both messages, as of now."""
    return [
        Preview(f"When you tap “Tell {contact.name} now”", preview(contact, "asked", now)),
        Preview("At once, if you agree to that", preview(contact, "immediate", now)),
    ]
