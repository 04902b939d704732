"""What somebody is told whom a member chose to be told: authored words, nothing of the screen's.

The cause is one of three codes. No level, no score and no word of a talk can get in here.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from overture.content.schema.safety import HelperWords
from overture.safety.library import alerts

Why = Literal["asked", "immediate", "test"]
Purpose = Literal["asked", "immediate"]

LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Event:
    """All that a contact may learn: the code, the time, and what the member chose to add.

    `who` is the member as the contact knows them; `at` and `until` are in the member's own zone.
    """

    why: Why
    who: str
    at: datetime
    until: datetime
    excerpt: str = ""


@dataclass(frozen=True)
class Consent:
    """The words beside a yes, with the version and digest under which the yes is kept."""

    text: str
    version: str
    digest: str


@dataclass(frozen=True)
class Message:
    """A message as it is sent, and as the member sees it beforehand."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole message as plain text."""
        return "\n\n".join(self.paragraphs) + "\n"


def consent(purpose: Purpose, name: str) -> Consent:
    """What a member says yes to, for one contact."""
    words = alerts()
    text: str = getattr(words.consent, purpose)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Consent(text.format(name=name), words.version, digest)


def message(event: Event, *, link: str, keeper: str) -> Message:
    """The message about an event, with the address at which it can be said to be seen."""
    words = alerts()
    # One line, so that no name can begin a header or a paragraph of its own.
    who = " ".join(event.who.split())
    slots = {"who": who, "time": clock(event.at), "until": clock(event.until), "keeper": keeper}
    body = words.body
    parts = [getattr(words.opening, event.why)]
    if event.excerpt:
        parts.append(body.excerpt)
        slots["excerpt"] = " ".join(event.excerpt.split())
    if event.why != "test":
        parts.append(body.do)
    parts.append(body.seen_test if event.why == "test" else body.seen)
    said = tuple(part.format(**slots) for part in parts)
    subject = getattr(words.subject, event.why).format(**slots)
    return Message(subject, (*said, link, body.sender.format(**slots)))


def helper() -> HelperWords:
    """What somebody who was told may do."""
    return alerts().helper


def clock(at: datetime) -> str:
    """14:02 on Friday 13 November (Europe/London)."""
    zone = getattr(at.tzinfo, "key", None) or at.tzname() or "UTC"
    return f"{at:%H:%M} on {at:%A} {at.day} {at:%B} ({zone})"
