"""Deciding as a window begins: once for each, by whoever moves the next one on."""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

import numpy as np
from django.db import DatabaseError, transaction

from overture.content.nudges import nudge_words
from overture.planning import nudges as policy
from overture.planning.nudges import Decision
from overture.server.accounts.models import Member
from overture.server.practice.models import Nudge, NudgeDelivery, Nudging
from overture.server.practice.nudges.choosing import (
    choices_of,
    locked,
    next_at,
    state_of,
    zone_of,
)
from overture.server.practice.nudges.circumstances import circumstances, is_left_alone, occasion_of

LOG = logging.getLogger(__name__)
Clock = Callable[[], datetime]
Seeds = Callable[[], int]

LEFT_ALONE: Final = "left alone"
"""Why none was drawn for on days away, and while something heavy is not long past."""

UNDECIDED: Final = frozenset({"switched off", "outside the windows", "decided already"})


def fresh_seed() -> int:
    """A seed for one draw, kept with what was drawn."""
    return secrets.randbits(48)


def decide_due(*, clock: Clock, seeds: Seeds = fresh_seed, most: int = 500) -> int:
    """Decide for everybody whose window has begun. Returns how many nudges are to be sent."""
    due = Nudging.objects.filter(on=True, next_at__lte=clock()).select_related("member")
    return sum(_decided_for(one, clock(), seeds()) for one in due.order_by("next_at")[:most])


def _decided_for(kept: Nudging, now: datetime, seed: int) -> bool:
    """Whether a nudge is to be sent; a fault of ours costs nobody else theirs."""
    try:
        with transaction.atomic():
            return _decide(kept, now, seed)
    except Exception as error:  # noqa: BLE001 - the next member must have theirs
        LOG.error("a nudge could not be decided: %s", type(error).__name__)  # noqa: TRY400 - no words of anybody
        _let_go(kept, now)
        return False


def _let_go(kept: Nudging, now: datetime) -> None:
    """Leave this window: a fault that stays would be met again in every round until it is over.

    Where not even the next window can be found, none is looked for until the member chooses anew.
    """
    try:
        following = next_at(kept, now)
    except Exception:  # noqa: BLE001 - what was kept cannot be read: that was told just now
        following = None
    with suppress(DatabaseError):  # the database went meanwhile: the next round finds it as it was
        mine = Nudging.objects.filter(pk=kept.pk, on=True, next_at=kept.next_at)
        mine.update(next_at=following)


def _decide(seen: Nudging, now: datetime, seed: int) -> bool:
    kept = locked(seen.member, now)
    mine = Nudging.objects.filter(pk=seen.pk, on=True, next_at=seen.next_at)
    if not mine.update(next_at=next_at(kept, now)):
        return False  # another process has it, or it was changed
    local = now.astimezone(zone_of(kept))
    if not _may_come(kept, local):
        return False
    if is_left_alone(kept.member, local):
        none = Decision(local, sent=False, why="not drawn", probability=0.0)
        _keep(kept, none, seen.next_at or now, seed, why=LEFT_ALONE)
        return False
    return _drawn(kept, local, seen.next_at or now, seed)


def _may_come(kept: Nudging, local: datetime) -> bool:
    """Whether there is still time in the window, somewhere to go, and no sleep chosen."""
    asleep = kept.rests or (kept.snoozed_until is not None and local < kept.snoozed_until)
    return not asleep and policy.is_time(choices_of(kept).windows, local) and bool(ways_of(kept))


def ways_of(kept: Nudging) -> list[NudgeDelivery]:
    """One delivery, not yet kept, for each place that the member's nudges go to."""
    browsers = kept.member.push_subscriptions.all()
    found = [NudgeDelivery(way=NudgeDelivery.Way.PUSH, subscription=one) for one in browsers]
    mail = [NudgeDelivery(way=NudgeDelivery.Way.MAIL)] if kept.email else []
    return [*found, *mail]


def _drawn(kept: Nudging, local: datetime, point: datetime, seed: int) -> bool:
    choices, today = choices_of(kept), circumstances(kept.member, local)
    rng = np.random.default_rng(seed)
    state, decision = policy.decide(state_of(kept), choices, today, now=local, rng=rng)
    if decision.why in UNDECIDED:
        return False
    occasion = occasion_of(choices, today, local.weekday()) if decision.sent else ""
    made = _keep(kept, decision, point, seed, why=decision.why, occasion=occasion)
    Nudging.objects.filter(pk=kept.pk).update(state=policy.state_to_dict(state))
    if decision.sent:
        ways = ways_of(kept)
        for way in ways:
            way.nudge, way.due_at = made, local
        NudgeDelivery.objects.bulk_create(ways)
    return decision.sent


def _keep(
    kept: Nudging, decision: Decision, point: datetime, seed: int, *, why: str, occasion: str = ""
) -> Nudge:
    return Nudge.objects.create(
        member=kept.member,
        at=decision.at,
        zone=zone_of(kept).key,
        point=point,
        sent=decision.sent,
        why=why,
        occasion=occasion,
        text_id=_next_text(kept.member, occasion) if occasion else "",
        content_version=nudge_words().version,
        probability=decision.probability,
        seed=seed,
        features=decision.features and decision.features._asdict(),
        expires=decision.expires,
    )


def _next_text(member: Member, occasion: str) -> str:
    """Texts of an occasion go round in order: nothing about them is drawn."""
    texts = nudge_words().of(occasion)  # type: ignore[arg-type]
    before = member.nudges.filter(occasion=occasion).count()
    return texts[before % len(texts)].id
