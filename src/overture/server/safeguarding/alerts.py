"""Telling people: raised once, carried out by whoever claims it, and told truly to the member.

A delivery is a row before it is a message. It is sent only while the member's yes to it holds, and
what became of it is written down as it is: sent is not seen.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet

from overture.safety import alerts as words
from overture.safety.alerts import Message, Purpose, Why
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding.contacts import (
    Contact,
    NoConsentError,
    require_consent,
    team_of,
    to_be_told,
)
from overture.server.safeguarding.counting import count
from overture.server.safeguarding.models import Alert, Delivery
from overture.server.safeguarding.permissions import EVENT_LASTS, Viewer, event_of, may_see
from overture.server.safeguarding.sending import NotSentError, by_mail, by_webhook

LOG = logging.getLogger(__name__)
SALT = "overture.seen"
SEEN_PREFIX = "/seen/"

MOST_A_DAY = 10
"""Alerts of one kind that a member may raise in a day: no addresses may be flooded from here.

Each kind is counted by itself: a day of trying it out must not silence the night after.
"""
STALE = timedelta(minutes=2)
"""After so long a claim is taken for dropped: longer than any server is waited for."""
GIVE_UP = timedelta(hours=6)
"""After so long a message that could not be sent would say nothing true any more."""
SLOWEST = timedelta(minutes=15)
QUIET = timedelta(hours=6)
"""Within this time nobody is told a second time without a tap."""

Status = Delivery.Status
Deliver = Callable[[Delivery], "Delivery.Status"]


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
        require_consent(contact, _purpose(why))
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
    _note(alert, f"alert.{why}", now)
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
        _note(alert, "alert.stopped", now)


@transaction.atomic
def seen(*, delivery: Delivery, now: datetime) -> bool:
    """The contact says that they have seen it. Counts once; nobody further is told."""
    open_ones = Delivery.objects.filter(pk=delivery.pk, seen_at=None)
    if not open_ones.update(status=Status.SEEN, seen_at=now):
        return False
    _waiting(delivery.alert).update(status=Status.NOT_NEEDED)
    count("alert_seen", now)
    _note(delivery.alert, "alert.seen", now, actor="contact")
    return True


@transaction.atomic
def refuse(*, delivery: Delivery, now: datetime) -> None:
    """The contact asks not to be written to by this member any more. Whoever is next, is next."""
    unasked = Contact.objects.filter(pk=delivery.contact_id, refused_at=None)
    if unasked.update(refused_at=now):
        _hasten(delivery, now)
        _note(delivery.alert, "alert.refused", now, actor="contact")


def token_of(delivery: Delivery) -> str:
    """The signed name of a delivery, for the address that its contact is sent."""
    return signing.dumps(str(delivery.pk), salt=SALT)


def by_token(token: str, now: datetime) -> Delivery | None:
    """The delivery that a token names, if it may still be opened by whom it was sent to."""
    try:
        key = signing.loads(token, salt=SALT, max_age=EVENT_LASTS + STALE)
    except signing.BadSignature:
        return None
    rows = Delivery.objects.select_related("alert", "contact")
    delivery = rows.filter(pk=key).first()
    if delivery is None:
        return None
    return delivery if may_see(Viewer(contact=delivery.contact), delivery, now) else None


def message_of(delivery: Delivery) -> Message:
    """What one contact is sent. Raises NoConsentError unless they may be told at this moment."""
    contact, alert = delivery.contact, delivery.alert
    require_consent(contact, _purpose(alert.why))
    link = f"{settings.OVERTURE_ADDRESS}{SEEN_PREFIX}{token_of(delivery)}"
    event = event_of(alert, contact)
    return words.message(event, link=link, keeper=settings.ENVIRONMENT.keeper)


def run_due(*, now: datetime, deliver: Deliver | None = None, most: int = 50) -> list[Delivery]:
    """Carry out what is due, each by whoever claims it first. Returns what was done here."""
    done: list[Delivery] = []
    while len(done) < most and (delivery := _claim_next(now)):
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


def _claim_next(now: datetime) -> Delivery | None:
    """The delivery that has waited longest, if nobody else claims it at this very moment."""
    due = Q(status=Status.WAITING, due_at__lte=now)
    dropped = Q(status=Status.CLAIMED, claimed_at__lt=now - STALE)
    rows = Delivery.objects.filter(due | dropped)
    for key in rows.order_by("due_at", "place").values_list("pk", flat=True)[:50]:
        claim = uuid4()
        claimed = rows.filter(pk=key).update(status=Status.CLAIMED, claim=claim, claimed_at=now)
        if claimed:
            full = Delivery.objects.select_related("alert__member", "contact")
            return full.get(pk=key)
    return None


def _carry_out(delivery: Delivery, now: datetime, deliver: Deliver) -> None:
    alert = delivery.alert
    if alert.ended_at or alert.deliveries.filter(seen_at__isnull=False).exists():
        _settle(delivery, Status.NOT_NEEDED)
        return
    team = team_of(delivery.contact)
    if team and not team.is_on_call(now):
        _settle(delivery, Status.OFF_CALL)
        _hasten(delivery, now)
        return
    try:
        status = deliver(delivery)
    except NoConsentError:
        _settle(delivery, Status.WITHDRAWN)
        _hasten(delivery, now)
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
            _note(delivery.alert, "alert.sent", now, actor="server")


def _not_sent(delivery: Delivery, error: NotSentError, now: datetime) -> None:
    """Try again later, or give it up and go on to whoever is next."""
    tries = delivery.tries + 1
    if error.for_good or now - delivery.alert.at >= GIVE_UP:
        _settle(delivery, Status.FAILED, tries=tries, problem=error.code)
        _hasten(delivery, now)
        return
    later = now + min(timedelta(minutes=2 ** min(delivery.tries, 6)), SLOWEST)
    _settle(delivery, Status.WAITING, tries=tries, problem=error.code, due_at=later)


def _settle(delivery: Delivery, status: Delivery.Status, **more: object) -> bool:
    """Write down what became of a claimed delivery, unless the claim went to somebody else."""
    mine = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, status=Status.CLAIMED)
    return bool(mine.update(status=status, **more))


def _hasten(delivery: Delivery, now: datetime) -> None:
    """Nothing is to be expected of this one: the next is told now."""
    following = _waiting(delivery.alert).filter(place__gt=delivery.place).order_by("place").first()
    if following and following.due_at > now:
        _waiting(delivery.alert).filter(pk=following.pk).update(due_at=now)


def _waiting(alert: Alert) -> QuerySet[Delivery]:
    return Delivery.objects.filter(alert=alert, status=Status.WAITING)


def _purpose(why: str) -> Purpose:
    """What must have been agreed to: a test needs the same yes as a tap."""
    return "immediate" if why == Alert.Why.IMMEDIATE else "asked"


def _note(alert: Alert, action: str, now: datetime, actor: str = "") -> None:
    who = pseudonym(alert.member)
    audit.record(at=now, actor=actor or who, action=action, subject=who)
