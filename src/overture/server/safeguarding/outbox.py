"""Carrying out what is due: each delivery by whoever claims it, one way out beside the other.

It is sent only while the member's yes to it holds, and what became of it is written down as it is:
sent is not seen.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from overture.safety import alerts as words
from overture.safety.alerts import Message
from overture.server.safeguarding.alerts import hasten, note, purpose_of, token_of
from overture.server.safeguarding.contacts import NoConsentError, require_consent, team_of, teams
from overture.server.safeguarding.counting import count
from overture.server.safeguarding.models import Delivery
from overture.server.safeguarding.permissions import event_of
from overture.server.safeguarding.sending import NotSentError, by_mail, by_webhook

LOG = logging.getLogger(__name__)
SEEN_PREFIX = "/seen/"
MAIL = "mail"
"""The way out by the operator's mail server."""

STALE = timedelta(minutes=2)
"""After so long a claim is taken for dropped: several times as long as one delivery may take."""
GIVE_UP = timedelta(hours=6)
"""After so long a message that could not be sent would say nothing true any more."""
SLOWEST = timedelta(minutes=15)

Status = Delivery.Status
Deliver = Callable[[Delivery], "Delivery.Status"]
Clock = Callable[[], datetime]


def ways_out() -> tuple[str, ...]:
    """What need not wait for each other: mail, and each team's own system under the team's id."""
    return (MAIL, *_systems())


def run_due(
    *, clock: Clock, by: str | None = None, deliver: Deliver | None = None, most: int = 50
) -> list[Delivery]:
    """Carry out what is due, by one way out or by all. Returns what was done here.

    Each is claimed at its own time: after slow ones, a claim as old as the round would be none.
    """
    done: list[Delivery] = []
    while len(done) < most and (delivery := _claim_next(now := clock(), by)):
        _carry_out(delivery, now, deliver or hand_over)
        delivery.refresh_from_db()
        done.append(delivery)
    return done


def hand_over(delivery: Delivery) -> Delivery.Status:
    """Send one message. A mail server takes it (sent); a team's own system has it (delivered).

    Raises NotSentError or NoConsentError.
    """
    message = message_of(delivery)
    team = team_of(delivery.contact)
    address = team.email if team else delivery.contact.email
    if team and team.webhook:
        body = _webhook_body(delivery, message)
        by_webhook(team.webhook, body, allowed=settings.OVERTURE_WEBHOOK_HOSTS)
        return Status.DELIVERED
    if not address:
        raise NotSentError("no_address", for_good=True)
    by_mail(address, message, ident=str(delivery.pk))
    return Status.SENT


def _webhook_body(delivery: Delivery, message: Message) -> dict[str, str]:
    event = event_of(delivery.alert, delivery.contact)
    return {
        "schema": "overture-alert/1",
        "id": str(delivery.pk),
        "event": event.why,
        "at": event.at.isoformat(),
        "who": event.who,
        "excerpt": event.excerpt,
        "text": message.text,
        "seen": f"{settings.OVERTURE_ADDRESS}{SEEN_PREFIX}{token_of(delivery)}",
    }


def _claim_next(now: datetime, by: str | None) -> Delivery | None:
    """The next delivery, if nobody else claims it at this very moment.

    What was not tried yet comes first: a queue full of what a server did not take keeps nobody
    waiting who has just asked.
    """
    due = Q(status=Status.WAITING, due_at__lte=now)
    dropped = Q(status=Status.CLAIMED, claimed_at__lt=now - STALE)
    rows = Delivery.objects.filter(due | dropped)
    in_turn = _going_out(by).filter(due | dropped).order_by("tries", "due_at", "place")
    for key in in_turn.values_list("pk", flat=True)[:50]:
        claim = uuid4()
        # Without the contacts: where one of two waits for the other, a join would not look again.
        claimed = rows.filter(pk=key).update(status=Status.CLAIMED, claim=claim, claimed_at=now)
        if claimed:
            full = Delivery.objects.select_related("alert__member", "contact")
            return full.get(pk=key)
    return None


def _going_out(by: str | None) -> QuerySet[Delivery]:
    """All deliveries, or those that take one way out."""
    if by is None:
        return Delivery.objects.all()
    if by == MAIL:
        return Delivery.objects.exclude(contact__team__in=_systems())
    return Delivery.objects.filter(contact__team=by)


def _systems() -> list[str]:
    return [team.id for team in teams() if team.webhook]


def _carry_out(delivery: Delivery, now: datetime, deliver: Deliver) -> None:
    alert = delivery.alert
    if alert.ended_at or alert.deliveries.filter(seen_at__isnull=False).exists():
        _settle(delivery, Status.NOT_NEEDED)
        return
    team = team_of(delivery.contact)
    if team and not team.is_on_call(now):
        _settle(delivery, Status.OFF_CALL)
        hasten(delivery, now)
        return
    try:
        status = deliver(delivery)
    except NoConsentError:
        _settle(delivery, Status.WITHDRAWN)
        hasten(delivery, now)
    except NotSentError as error:
        _not_sent(delivery, error, now)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the round
        LOG.error("a delivery failed: %s", type(error).__name__)  # noqa: TRY400 - no words of anybody
        _not_sent(delivery, NotSentError("fault"), now)
    else:
        _sent(delivery, status, now)


def _sent(delivery: Delivery, status: Delivery.Status, now: datetime) -> None:
    with transaction.atomic():
        tries = delivery.tries + 1
        if _settle(delivery, status, sent_at=now, tries=tries, problem=""):
            count("alert_sent", now)
            if status == Status.DELIVERED:
                count("alert_delivered", now)
            note(delivery.alert, "alert.sent", now, actor="server")


def _not_sent(delivery: Delivery, error: NotSentError, now: datetime) -> None:
    """Try again later, or give it up and go on to whoever is next."""
    tries = delivery.tries + 1
    if error.for_good or now - delivery.alert.at >= GIVE_UP:
        _settle(delivery, Status.FAILED, tries=tries, problem=error.code)
        hasten(delivery, now)
        return
    later = now + min(timedelta(minutes=2 ** min(delivery.tries, 6)), SLOWEST)
    _settle(delivery, Status.WAITING, tries=tries, problem=error.code, due_at=later)


def _settle(delivery: Delivery, status: Delivery.Status, **more: object) -> bool:
    """Write down what became of a claimed delivery, unless the claim went to somebody else."""
    mine = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, status=Status.CLAIMED)
    return bool(mine.update(status=status, **more))


def message_of(delivery: Delivery) -> Message:
    """What one contact is sent. Raises NoConsentError unless they may be told at this moment."""
    contact, alert = delivery.contact, delivery.alert
    require_consent(contact, purpose_of(alert.why))
    link = f"{settings.OVERTURE_ADDRESS}{SEEN_PREFIX}{token_of(delivery)}"
    event = event_of(alert, contact)
    return words.message(event, link=link, keeper=settings.ENVIRONMENT.keeper)
