"""Writing and checking the chain of events."""

import hashlib
import json
from datetime import UTC, datetime

from django.db import transaction

from overture.server.audit.models import Event, Head

_START = "0" * 64


def _digest(event: Event) -> str:
    row = [
        event.previous,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor,
        event.action,
        event.subject,
        event.detail,
    ]
    return hashlib.sha256(json.dumps(row).encode()).hexdigest()


@transaction.atomic
def record(*, at: datetime, actor: str, action: str, subject: str, detail: str = "") -> Event:
    """Append one event. `detail` is a code or a count, never anything a person wrote."""
    Head.objects.get_or_create(pk=1, defaults={"hash": _START})
    head = Head.objects.select_for_update().get(pk=1)
    event = Event(
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        detail=detail,
        previous=head.hash,
    )
    event.hash = _digest(event)
    event.save(force_insert=True)
    head.hash = event.hash
    head.save(update_fields=["hash"])
    return event


def is_whole() -> bool:
    """Whether every event fits the chain and none is missing from its end."""
    head, last = Head.objects.first(), Event.objects.order_by("id").last()
    ends_alike = (head.hash if head else _START) == (last.hash if last else _START)
    return ends_alike and first_broken() is None


def first_broken() -> Event | None:
    """The first event that does not fit the one before it, or None if all do."""
    previous = _START
    for event in Event.objects.order_by("id").iterator():
        if event.previous != previous or event.hash != _digest(event):
            return event
        previous = event.hash
    return None
