"""Carrying out what is due: each delivery claimed by one process, sent once, and never late.

It is sent only while it is still wanted. What a process had claimed as it died is given up: a nudge
rather stays away than comes twice.
"""

import logging
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from django.conf import settings

from overture.content.nudges import nudge_words
from overture.safety.alerts import Message
from overture.server.practice.models import Nudge, NudgeDelivery, Nudging
from overture.server.practice.nudges import addresses
from overture.server.practice.nudges.choosing import zone_of
from overture.server.practice.nudges.circumstances import is_left_alone
from overture.server.safeguarding.sending import NotSentError, Resolve, by_mail

LOG = logging.getLogger(__name__)
PAGE: Final = "/nudges/"
STALE: Final = timedelta(minutes=2)
FEW: Final = 3
"""So many tries, a minute and then two apart: a nudge is worth no more."""

Status = NudgeDelivery.Status
Way = NudgeDelivery.Way
Deliver = Callable[[NudgeDelivery, datetime], None]
Clock = Callable[[], datetime]


class NotWantedError(Exception):
    """By now it is not wanted any more, or must not come."""


def run_due(
    *, clock: Clock, by: str, deliver: Mapping[str, Deliver] | None = None, most: int = 200
) -> list[NudgeDelivery]:
    """Send what is due by one way out. Returns what was done here."""
    hand_over = (deliver or WAYS)[by]
    _give_up_stale(clock())
    done: list[NudgeDelivery] = []
    while len(done) < most and (delivery := _claim_next(now := clock(), by)):
        _carry_out(delivery, now, hand_over)
        delivery.refresh_from_db()
        done.append(delivery)
    return done


def _give_up_stale(now: datetime) -> None:
    """Whoever claimed these is gone; whether they were sent, nobody can tell."""
    stale = NudgeDelivery.objects.filter(status=Status.CLAIMED, claimed_at__lt=now - STALE)
    stale.update(status=Status.FAILED, problem="dropped")


def _claim_next(now: datetime, by: str) -> NudgeDelivery | None:
    """The next delivery, if nobody else claims it at this very moment."""
    due = NudgeDelivery.objects.filter(way=by, status=Status.WAITING, due_at__lte=now)
    for key in due.values_list("pk", flat=True)[:50]:
        if due.filter(pk=key).update(status=Status.CLAIMED, claim=uuid4(), claimed_at=now):
            full = NudgeDelivery.objects.select_related("nudge__member", "subscription")
            return full.get(pk=key)
    return None


def _carry_out(delivery: NudgeDelivery, now: datetime, deliver: Deliver) -> None:
    if delivery.nudge.expires is None or now >= delivery.nudge.expires:
        _settle(delivery, Status.EXPIRED)
        return
    try:
        _still_wanted(delivery, now)
        deliver(delivery, now)
    except NotWantedError:
        _settle(delivery, Status.WITHDRAWN)
    except NotSentError as error:
        _not_sent(delivery, error, now)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the round
        LOG.error("a nudge could not be sent: %s", type(error).__name__)  # noqa: TRY400 - no words of anybody
        _not_sent(delivery, NotSentError("fault", for_good=True), now)
    else:
        _settle(delivery, Status.SENT, sent_at=now, problem="")


def _still_wanted(delivery: NudgeDelivery, now: datetime) -> None:
    """Raises NotWantedError for what was switched off, put to sleep or must not come any more."""
    kept = Nudging.objects.filter(member=delivery.nudge.member, on=True, rests=False).first()
    if kept is None or (kept.snoozed_until and now < kept.snoozed_until):
        raise NotWantedError
    if is_left_alone(delivery.nudge.member, now.astimezone(zone_of(kept))):
        raise NotWantedError


def _not_sent(delivery: NudgeDelivery, error: NotSentError, now: datetime) -> None:
    """Try again in a minute or two, a few times; then leave it."""
    tries = delivery.tries + 1
    if error.for_good or tries >= FEW:
        if error.code == "gone" and delivery.subscription:
            addresses.lost_browser(subscription=delivery.subscription, now=now)
        _settle(delivery, Status.FAILED, tries=tries, problem=error.code)
        return
    later = now + timedelta(minutes=tries)
    _settle(delivery, Status.WAITING, tries=tries, problem=error.code, due_at=later)


def _settle(delivery: NudgeDelivery, status: NudgeDelivery.Status, **more: object) -> None:
    """Write down what became of a claimed delivery, unless it was given up meanwhile."""
    mine = NudgeDelivery.objects.filter(pk=delivery.pk, claim=delivery.claim, status=Status.CLAIMED)
    mine.update(status=status, **more)


def mail(delivery: NudgeDelivery, now: datetime) -> None:
    """Hand a nudge to the mail server. Raises NotSentError or NotWantedError."""
    del now
    kept = Nudging.objects.get(member=delivery.nudge.member)
    if not kept.email:
        raise NotWantedError
    stop = f"{settings.OVERTURE_ADDRESS}{addresses.STOP_PREFIX}{addresses.stop_token(kept.member)}"
    beside = {"List-Unsubscribe": f"<{stop}>"}
    if stop.startswith("https:"):  # mail programs press nothing for which they would not encrypt
        beside["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    ident = f"nudge-{delivery.nudge.pk}"
    by_mail(kept.email, message_of(delivery.nudge, kept, stop), ident=ident, beside=beside)


def message_of(nudge: Nudge, kept: Nudging, stop: str) -> Message:
    """A nudge as a mail: the words of the lock screen, the way to it, and the way out."""
    words = nudge_words().mail
    until = (nudge.expires or nudge.at).astimezone(zone_of(kept))
    opens = words.opens.format(until=f"{until:%H:%M}")
    link = f"{settings.OVERTURE_ADDRESS}{PAGE}{nudge.pk}"
    parts = (words.asked, f"{opens}\n{link}", f"{words.stops}\n{stop}")
    return Message(on_lock_screen(nudge, kept), parts)


def on_lock_screen(nudge: Nudge, kept: Nudging) -> str:
    """What anybody may read who holds the device. Own words that were not heard stay aside."""
    words = nudge_words()
    if kept.lock == Nudging.Lock.OWN and kept.words and kept.words_heard:
        return kept.words
    if kept.lock == Nudging.Lock.PLAIN:
        return words.plainly(nudge.occasion or "any")  # type: ignore[arg-type]
    return words.discreet


def push(
    delivery: NudgeDelivery,
    now: datetime,
    *,
    context: ssl.SSLContext | None = None,
    resolve: Resolve | None = None,
) -> None:
    """Hand a nudge to the service of a browser's maker. Raises NotSentError or NotWantedError."""
    from overture.server.practice.nudges import push as browsers  # noqa: PLC0415 - heavy, for some

    nudge, subscription = delivery.nudge, delivery.subscription
    if subscription is None or nudge.expires is None:
        raise NotWantedError
    kept = Nudging.objects.get(member=nudge.member)
    said = {
        "title": nudge_words().sender,
        "body": on_lock_screen(nudge, kept),
        "to": f"{PAGE}{nudge.pk}",
        "tag": str(nudge.pk),
    }
    browsers.send(
        browsers.Browser(subscription.endpoint, subscription.p256dh, subscription.push_auth),
        said,
        topic=nudge.pk.hex,
        now=now,
        until=nudge.expires,
        context=context,
        resolve=resolve,
    )


WAYS: dict[str, Deliver] = {Way.MAIL: mail, Way.PUSH: push}
"""How each way out is taken."""
