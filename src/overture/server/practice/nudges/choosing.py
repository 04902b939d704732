"""What a member chooses about nudges: when, for what, in which words; and rest from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from overture.planning import nudges as policy
from overture.planning.nudges import Choices, Window, Wish
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import Nudging

# Faces know rows by these names only; they never import models.
__all__ = [
    "SNOOZES",
    "Chosen",
    "Nudging",
    "choices_of",
    "choose",
    "here",
    "is_zone",
    "locked",
    "next_at",
    "nudging_of",
    "off",
    "rest",
    "rests_by_itself",
    "snooze",
    "state_of",
    "wake",
    "zone_of",
]

SNOOZES: Final = (1, 3, 7, 14)
"""Days for which nudges may be sent to sleep."""


@dataclass(frozen=True)
class Chosen:
    """What the settings page says. Own words that the screen answered are not to be shown."""

    on: bool
    windows: tuple[Window, ...]
    wishes: tuple[Wish, ...]
    lock: str
    words: str = ""
    words_heard: bool = False


def nudging_of(member: Member) -> Nudging | None:
    """What the member chose; None for somebody who never looked at it."""
    return Nudging.objects.filter(member=member).first()


@transaction.atomic
def choose(*, member: Member, chosen: Chosen, zone: str, now: datetime) -> Nudging:
    """Keep the choices. The next nudge may come when the next window begins.

    Raises ValueError where windows overlap, and for nudges without one.
    """
    Choices(on=chosen.on, windows=chosen.windows, wishes=chosen.wishes)
    if chosen.on and not chosen.windows:
        raise ValueError("nudges need a window")
    if chosen.lock not in Nudging.Lock.values:
        raise ValueError(f"not a choice of words: {chosen.lock}")
    kept = locked(member, now)
    if kept.on != chosen.on:
        _note(member, "nudges.on" if chosen.on else "nudges.off", now)
    kept.on, kept.zone, kept.changed_at = chosen.on, zone, now
    kept.windows = [[f"{one.begins:%H:%M}", f"{one.ends:%H:%M}"] for one in chosen.windows]
    kept.wishes = [_wish_row(one) for one in chosen.wishes]
    kept.lock, kept.words = chosen.lock, chosen.words
    kept.words_heard = bool(chosen.words) and chosen.words_heard
    kept.next_at = next_at(kept, now)
    kept.save()
    return kept


@transaction.atomic
def rest(*, member: Member, now: datetime) -> None:
    """None until the member wants them again; everything chosen stays."""
    kept = locked(member, now)
    kept.rests, kept.snoozed_until = True, None
    kept.save(update_fields=["rests", "snoozed_until"])
    _note(member, "nudges.rest", now)


@transaction.atomic
def snooze(*, member: Member, days: int, now: datetime) -> None:
    """None for so many days. Raises ValueError for a number that is not offered."""
    if days not in SNOOZES:
        raise ValueError(f"not a snooze: {days}")
    kept = locked(member, now)
    kept.snoozed_until = now + timedelta(days=days)
    kept.save(update_fields=["snoozed_until"])
    _note(member, "nudges.snoozed", now)


@transaction.atomic
def wake(*, member: Member, now: datetime) -> None:
    """They may come again, whether they rested by themselves or were put to rest."""
    kept = locked(member, now)
    kept.rests, kept.snoozed_until = False, None
    kept.state = policy.state_to_dict(policy.asked_again(state_of(kept)))
    kept.next_at = next_at(kept, now)
    kept.save(update_fields=["rests", "snoozed_until", "state", "next_at"])
    _note(member, "nudges.woken", now)


@transaction.atomic
def off(*, member: Member, now: datetime) -> None:
    """Switched off with one press; choices stay for another time."""
    kept = locked(member, now)
    if kept.on:
        kept.on, kept.next_at, kept.changed_at = False, None, now
        kept.save(update_fields=["on", "next_at", "changed_at"])
        _note(member, "nudges.off", now)


def here(*, member: Member, zone: str, now: datetime) -> None:
    """Follow the clock of the browser that the member uses, where nudges are on."""
    moved = Nudging.objects.filter(member=member, on=True).exclude(zone=zone)
    for kept in moved if is_zone(zone) else ():
        kept.zone = zone
        moved.filter(pk=kept.pk).update(zone=zone, next_at=next_at(kept, now))


def rests_by_itself(kept: Nudging, now: datetime) -> bool:
    """Whether the last two were left, so that none comes until they are wanted."""
    return policy.lapsed(state_of(kept), now).paused


def locked(member: Member, now: datetime) -> Nudging:
    """The member's row, held for the rest of the transaction; made where there is none."""
    Member.objects.select_for_update().get(pk=member.pk)
    kept, _ = Nudging.objects.select_for_update().get_or_create(
        member=member, defaults={"changed_at": now}
    )
    return kept


def state_of(kept: Nudging) -> policy.NudgeState:
    """What was learned; what cannot be read starts anew."""
    try:
        return policy.state_from_dict(kept.state) if kept.state else policy.new_state()
    except ValueError:
        return policy.new_state()


def choices_of(kept: Nudging) -> Choices:
    """The choices as the policy reads them."""
    windows = (Window(time.fromisoformat(a), time.fromisoformat(b)) for a, b in kept.windows)
    return Choices(kept.on, tuple(windows), tuple(map(_wish_of, kept.wishes)))


def zone_of(kept: Nudging) -> ZoneInfo:
    """The member's clock; the server's where none was named, or none of that name is known."""
    return (
        ZoneInfo(kept.zone)
        if is_zone(kept.zone)
        else ZoneInfo(timezone.get_default_timezone_name())
    )


def is_zone(name: str) -> bool:
    """Whether there is a clock of this name."""
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def next_at(kept: Nudging, now: datetime) -> datetime | None:
    """When the next window begins; None while nudges are off."""
    if not kept.on:
        return None
    return policy.next_point(choices_of(kept).windows, zone_of(kept), now)


def _wish_row(wish: Wish) -> dict[str, Any]:
    return {"when": wish.when, "days": sorted(wish.days), "quiet_days": wish.quiet_days}


def _wish_of(row: dict[str, Any]) -> Wish:
    days: Sequence[int] = row["days"]
    return Wish(row["when"], frozenset(days), row["quiet_days"])


def _note(member: Member, action: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who)
