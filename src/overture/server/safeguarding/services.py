"""The screen stands before everything a member writes, and remembers across talks and devices."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from overture.safety.protocol import SafetyReply, corrected, respond, static_reply
from overture.safety.protocol import follow_up as after_a_visit
from overture.safety.screening import Screening, Weighed, screen, weighed_ahead
from overture.safety.state import NEXT_VISIT, WATCH, ScreenState
from overture.safety.tapped import tapped
from overture.server.accounts.models import Member
from overture.server.accounts.selectors import region_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding import alerts, contacts, counting, review
from overture.server.safeguarding.models import RiskEvent, Watch

MINOR_NOTICE = "minor.notice"
"""The line of the protocol that tells a minor that the talks are not for them."""

SPOKEN = frozenset({"talk", "scene"})
"""Where words are answered by words, so that a question can be asked in their place."""

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(frozen=True)
class Look:
    """What the screen found in one text, and what is said because of it (None if nothing)."""

    screening: Screening
    reply: SafetyReply | None

    @property
    def next(self) -> str:
        """What comes next: none, question or protocol."""
        return self.screening.next


def look(*, member: Member, text: str, surface: str, now: datetime) -> Look:
    """Screen one inbound text, keep the screen's state, and count what is shown.

    Every text that a member types passes here before anything else reads it. The text itself is
    not kept here; a fault in the screen is answered as if there were risk.
    """
    weighed = weighed_ahead(text)
    with transaction.atomic():
        return look_again(member=member, text=text, weighed=weighed, surface=surface, now=now)


def look_again(
    *, member: Member, text: str, weighed: Weighed | None, surface: str, now: datetime
) -> Look:
    """`look` inside the caller's transaction, at a text that was weighed before it began.

    No other member has to wait for the weighing while the database is held. Where what is
    remembered of a member cannot be read or kept, the text is answered as if there were risk, and
    everything else that follows from it is done as far as it can be.
    """
    try:
        with transaction.atomic():
            return _looked(member, text, weighed, surface, now)
    except Exception as error:  # noqa: BLE001 - a fault of ours must end in help, never in silence
        # No traceback: it could carry the member's words into a log.
        LOG.error("the state of the screen failed: %s", type(error).__name__)  # noqa: TRY400
    before = _if_possible(lambda: _remembered(member)) or ScreenState()
    after = screen(text, before, weighed=weighed, now=now).state
    _tell_as_agreed(member, after, now)
    failed = _state_failed(member, text, surface, now)
    reply = static_reply(region_of(member) or None)
    shown = replace(reply, state=after)
    _if_possible(lambda: counting.shown(before, failed, shown, now))
    return Look(failed, reply)


def _state_failed(member: Member, text: str, surface: str, now: datetime) -> Screening:
    """What stands for a look that failed; kept, and put to review, as far as that is possible."""
    failed = Screening("concern", "protocol", None, "state_failed", None, ScreenState(at=now))
    put_by = partial(
        review.put_by, member=member, screening=failed, text=text, surface=surface, now=now
    )
    _if_possible(put_by)
    _if_possible(lambda: _note(member, failed, surface, now))
    return failed


def _if_possible(work: Callable[[], Result]) -> Result | None:
    """What `work` returns; None, and nothing of it, where it fails."""
    try:
        with transaction.atomic():
            return work()
    except Exception as error:  # noqa: BLE001 - the reply to the member must come, whatever fails
        # No traceback: it could carry the member's words into a log.
        LOG.error("what follows from a text failed: %s", type(error).__name__)  # noqa: TRY400
    return None


def look_at_silence(*, member: Member, surface: str, now: datetime) -> Look | None:
    """Silence, a nod, a wish to wait: no text to screen, and no way past a danger that is near.

    None unless it could be now, or nobody can tell because that cannot be read.
    """
    before = _if_possible(lambda: _remembered(member))
    if before and before.path != "immediate":
        return None
    return look_again(member=member, text="", weighed=None, surface=surface, now=now)


def look_at_tap(*, member: Member, surface: str, now: datetime) -> Look:
    """The member tapped an answer that speaks of self-harm or death: the protocol, at once.

    As with words, a fault of ours is answered as if there were risk.
    """
    try:
        with transaction.atomic():
            watch = _watch_of(member, now)
            before = _age_known(state_of(watch), member)
            return _followed(watch, before, tapped(before, now), member, "", surface, now)
    except Exception as error:  # noqa: BLE001 - a fault of ours must end in help, never in silence
        LOG.error("the state of the screen failed: %s", type(error).__name__)  # noqa: TRY400
    failed = _state_failed(member, "", surface, now)
    return Look(failed, static_reply(region_of(member) or None))


def _looked(
    member: Member, text: str, weighed: Weighed | None, surface: str, now: datetime
) -> Look:
    watch = _watch_of(member, now)
    before = _age_known(state_of(watch), member)
    screening = screen(text, before, weighed=weighed, now=now)
    return _followed(watch, before, screening, member, text, surface, now)


def _followed(
    watch: Watch,
    before: ScreenState,
    screening: Screening,
    member: Member,
    text: str,
    surface: str,
    now: datetime,
) -> Look:
    """What is said to a screened text or tap, kept, counted, and told as it was agreed to."""
    reply = _reply_to(screening, member, text) or _asked_on_return(before, screening, surface, now)
    counting.shown(before, screening, reply, now)
    after = reply.state if reply else screening.state
    _remember(watch, after, now)
    _keep(member, screening, text, surface, now)
    if screening.next != "none":
        _tell_as_agreed(member, after, now)
    return Look(screening, reply)


def _asked_on_return(
    before: ScreenState, screening: Screening, surface: str, now: datetime
) -> SafetyReply | None:
    """How it is now, asked of whoever comes back into a talk or a scene after the protocol opened.

    It stands in place of an answer to their first words there, once.
    """
    away = before.at is not None and now - before.at >= NEXT_VISIT
    return after_a_visit(screening.state, now) if away and surface in SPOKEN else None


def _tell_as_agreed(member: Member, state: ScreenState, now: datetime) -> None:
    """Where it could be now, those are told whom the member agreed to have told.

    Only about danger from the member's own hand: somebody who is afraid of a person may have
    named that very person.
    """
    if state.path != "immediate" or state.topic not in {"self_harm", None}:
        return
    zone = timezone.get_current_timezone_name()
    _if_possible(lambda: alerts.tell_as_agreed(member=member, zone=zone, now=now))


def look_aside(*, member: Member, text: str, surface: str, now: datetime) -> Look:
    """`look` at words that are meant for hard moments: a plan, a message to somebody close.

    Signs in them are to be expected. They are noted, and the watch is on from then; but nothing
    is asked, so that no later yes or no is taken for an answer. A fault keeps no message back.
    """
    try:
        with transaction.atomic():
            return _looked_aside(member, text, surface, now)
    except Exception as error:  # noqa: BLE001 - somebody is being told, whatever fails here
        # No traceback: it could carry the member's words into a log.
        LOG.error("the state of the screen failed: %s", type(error).__name__)  # noqa: TRY400
    return Look(_state_failed(member, text, surface, now), None)


def _looked_aside(member: Member, text: str, surface: str, now: datetime) -> Look:
    watch = _watch_of(member, now)
    before = state_of(watch)
    screening = screen(text, before, now=now)
    later = screening.state
    concern = max(before.concern, min(later.concern, WATCH))
    _remember(watch, replace(before, concern=concern, at=now, sign_at=later.sign_at), now)
    _keep(member, screening, text, surface, now)
    return Look(screening, None)


def _reply_to(screening: Screening, member: Member, text: str) -> SafetyReply | None:
    """What the protocol says; where it fails, the one reply that needs nothing."""
    region, pause = region_of(member) or None, settings.OVERTURE_RULES.pause
    try:
        person = contacts.first_name_for(member) if screening.next != "none" else None
        return respond(screening, None, region, message=text, person=person, pause=pause or None)
    except Exception as error:  # noqa: BLE001 - a fault of ours must end in help, never in silence
        # No traceback: it could carry the member's words into a log.
        LOG.error("the protocol failed: %s", type(error).__name__)  # noqa: TRY400
        return replace(static_reply(region), state=screening.state)


@transaction.atomic
def meant_otherwise(*, member: Member, text: str, now: datetime) -> SafetyReply:
    """The member says that a phrase was meant otherwise: an apology, and it weighs less from now.

    Only that phrase; everything else is screened as before, and the watch stays on.
    """
    watch = _watch_of(member, now)
    state = state_of(watch)
    reply = corrected(state, screen(text, state, now=now).span)
    _remember(watch, reply.state, now)
    return reply


@transaction.atomic
def follow_up(*, member: Member, now: datetime) -> SafetyReply | None:
    """What is asked first on the next visit after the protocol was open; once, else None."""
    watch = Watch.objects.select_for_update().filter(member=member).first()
    reply = after_a_visit(state_of(watch), now) if watch else None
    if watch and reply:
        _remember(watch, reply.state, now)
    return reply


def is_watched(*, member: Member, now: datetime) -> bool:
    """Whether the watch is on: a sign not long ago, or the protocol open. Nothing is changed.

    Where nobody can tell, it is.
    """
    watch = Watch.objects.filter(member=member).first()
    if watch is None:
        return False
    try:
        return ScreenState.from_json(watch.state).later(now).watched
    except (ValueError, TypeError):
        return True


def follow_up_due(*, member: Member, now: datetime) -> tuple[str, ...]:
    """The taps with which the question of the next visit is answered; none where none is due.

    Nothing is changed by looking.
    """
    reply = after_a_visit(_remembered(member), now)
    return reply.taps if reply else ()


@transaction.atomic
def leave_follow_up(*, member: Member, now: datetime) -> None:
    """The member would rather not say how it is now. It is not asked again."""
    watch = Watch.objects.select_for_update().filter(member=member).first()
    if watch:
        _remember(watch, replace(state_of(watch), followed_up=True), now)


def _watch_of(member: Member, now: datetime) -> Watch:
    fresh = {"state": ScreenState().to_json(), "updated_at": now}
    return Watch.objects.select_for_update().get_or_create(member=member, defaults=fresh)[0]


def _remembered(member: Member) -> ScreenState:
    """What is remembered of a member, without a lock."""
    watch = Watch.objects.filter(member=member).first()
    return state_of(watch) if watch else ScreenState()


def state_of(watch: Watch) -> ScreenState:
    """The kept state; one that cannot be read starts anew rather than stopping the screen."""
    try:
        return ScreenState.from_json(watch.state)
    except (ValueError, TypeError):
        return ScreenState()


def _age_known(state: ScreenState, member: Member) -> ScreenState:
    """Where a minor was let in as one, an age stated in a talk is no news and stops nothing."""
    if member.age != Member.Age.MINOR or MINOR_NOTICE in state.said:
        return state
    return replace(state, said=(*state.said, MINOR_NOTICE))


def _remember(watch: Watch, state: ScreenState, now: datetime) -> None:
    watch.state, watch.updated_at = state.to_json(), now
    watch.save(update_fields=["state", "updated_at"])
    if state.minor:
        unsaid = Member.objects.filter(pk=watch.member_id, said_under_age=False)
        unsaid = unsaid.exclude(age=Member.Age.MINOR)  # known from the start
        unsaid.update(said_under_age=True)


def _keep(member: Member, screening: Screening, text: str, surface: str, now: datetime) -> None:
    """Keep what somebody is to look back at and, where the screen did anything, what it did."""
    review.put_by(member=member, screening=screening, text=text, surface=surface, now=now)
    if screening.next != "none":
        _note(member, screening, surface, now)


def _note(member: Member, screening: Screening, surface: str, now: datetime) -> None:
    RiskEvent.objects.create(
        member=member,
        at=now,
        level=screening.level,
        step=screening.next,
        topic=screening.topic or "",
        reason=screening.reason[:60],
        surface=surface,
    )
    who = pseudonym(member)
    action = f"safety.{screening.next}"
    audit.record(at=now, actor="screen", action=action, subject=who, detail=surface)
