"""Beginning, answering, rewinding and ending talks and scenes."""

import logging
import secrets
import time
import traceback
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from overture.content import card, companion_lines, scenes
from overture.conversation import reply as pipeline
from overture.conversation import scene as scene_room
from overture.conversation.engines import Guided
from overture.conversation.policy import TalkState
from overture.conversation.understanding import understand
from overture.safety import ScreenState, screen
from overture.server.accounts.models import Member
from overture.server.conversations.doing import do_as_said
from overture.server.conversations.facts import facts_for
from overture.server.conversations.models import Conversation, Turn, UsedLine
from overture.server.practice.models import Attempt
from overture.server.safeguarding import services as safeguarding

LONGEST = 4000
"""Characters of one message that are read; more is kept out with a clear word, never cut."""

STALE = timedelta(seconds=30)

LOG = logging.getLogger(__name__)


class TooLongError(ValueError):
    """A message is longer than can be read in one go. Nothing of it is lost: the page keeps it."""


@cache
def engine() -> Guided:
    """The engine in use, kept because indexing its lines would cost every turn milliseconds."""
    return Guided(companion_lines())


def warm_up() -> None:
    """Load what the first talk would otherwise wait for: lines, scenes, screen, classifier."""
    scenes()
    engine()
    card()
    screen("Hello.", ScreenState(), now=timezone.now())
    understand("Hello.")


@transaction.atomic
def open_talk(*, member: Member, now: datetime) -> Conversation:
    """The member's open talk with Cue, or a new one with Cue's first line."""
    Member.objects.select_for_update().get(pk=member.pk)
    found = member.conversations.filter(kind=Conversation.Kind.TALK, ended_at=None).first()
    if found and now - _last_sign(found) < timedelta(hours=6):
        return found
    if found:
        _end(found, now=now, exit_id="let_go")
    seed = secrets.randbits(31)
    opening = _opening(member, now, seed)
    talk = Conversation.objects.create(
        member=member,
        kind=Conversation.Kind.TALK,
        content_version=pipeline.CONTENT_VERSION,
        seed=seed,
        state=dict(opening.state),
        opening=opening.as_json(),
        began_at=now,
    )
    _rest_lines(talk, opening)
    return talk


def _opening(member: Member, now: datetime, seed: int) -> pipeline.Answer:
    """Cue's first line; after a visit on which the protocol was open, it asks about that first."""
    opening = pipeline.open_talk(facts_for(member, now=now), engine(), card(), seed=seed)
    follow_up = safeguarding.follow_up(member=member, now=now)
    if follow_up is None:
        return opening
    return pipeline.said_by_safety(opening.state, pipeline.SafetyWords.of(follow_up))


def _last_sign(conversation: Conversation) -> datetime:
    last = conversation.turns.order_by("-number").first()
    return last.created_at if last else conversation.began_at


@transaction.atomic
def open_scene(
    *, attempt: Attempt, now: datetime, seed: int | None = None, harder_moment: bool = False
) -> Conversation:
    """The scene of a practice attempt, begun if it was not."""
    Attempt.objects.select_for_update().get(pk=attempt.pk)  # two tabs begin one scene
    found = Conversation.objects.filter(attempt=attempt).first()
    if found:
        return found
    chosen = secrets.randbits(31) if seed is None else seed
    opening = pipeline.begin_scene(
        scenes()[attempt.scene_id],
        level=attempt.level or "easy",
        seed=chosen,
        harder_moment_agreed=harder_moment,
    )
    return Conversation.objects.create(
        member=attempt.member,
        kind=Conversation.Kind.SCENE,
        attempt=attempt,
        scene_id=attempt.scene_id,
        level=attempt.level,
        content_version=attempt.content_version,
        seed=chosen,
        state=dict(opening.state),
        opening=opening.as_json(),
        began_at=now,
    )


@transaction.atomic
def start_turn(
    *, conversation: Conversation, manner: pipeline.Manner, said: str, key: UUID, now: datetime
) -> Turn:
    """Take one turn of the member's: screened and kept before anything answers it.

    The same key is the same turn, however often it is sent. Raises TooLongError for a text of
    over 4,000 characters.
    """
    if len(said) > LONGEST:
        raise TooLongError
    talk = Conversation.objects.select_for_update().get(pk=conversation.pk)
    found = talk.turns.filter(key=key).first()
    if found:
        return found
    last = talk.turns.order_by("-number").first()
    words = _screened(talk, last, manner, said, now)
    return Turn.objects.create(
        conversation=talk,
        number=last.number + 1 if last else 1,
        key=key,
        manner=manner,
        said=said,
        screening=asdict(words) if words else None,
        created_at=now,
    )


def _screened(
    talk: Conversation, last: Turn | None, manner: str, said: str, now: datetime
) -> pipeline.SafetyWords | None:
    """What the safety protocol says to a text, before anything else has read it."""
    if not said.strip():
        return None
    if manner != "words" and last and said == pipeline.meant_something_else():
        reply = safeguarding.meant_otherwise(member=talk.member, text=last.said, now=now)
        return pipeline.SafetyWords.of(reply)
    look = safeguarding.look(member=talk.member, text=said, surface=talk.kind, now=now)
    return pipeline.SafetyWords.of(look.reply) if look.reply else None


def finish(*, turn_id: str | UUID, now: datetime) -> Turn:
    """The turn with its reply, after those before it have theirs: two tabs are one conversation."""
    turn = Turn.objects.get(pk=turn_id)
    before = Turn.objects.filter(conversation=turn.conversation_id, number__lt=turn.number)
    for earlier in before.exclude(status=Turn.Status.DONE).order_by("number"):
        _finish_one(earlier.pk, now)
    return _finish_one(turn_id, now)


def _finish_one(turn_id: str | UUID, now: datetime) -> Turn:
    """Whoever claims a turn first makes its reply; the others wait for it."""
    if _claim(turn_id, now):
        return _make_reply(turn_id, now)
    for _ in range(100):
        turn = Turn.objects.select_related("conversation__member").get(pk=turn_id)
        if turn.status == Turn.Status.DONE:
            return turn
        time.sleep(0.05)  # noqa: TID251 - another thread is making this very reply
    return _make_reply(turn_id, now)


def _claim(turn_id: str | UUID, now: datetime) -> bool:
    """Claim a pending turn, or one whose claimer died, by one conditional update."""
    pending = Turn.objects.filter(pk=turn_id, status=Turn.Status.PENDING)
    if pending.update(status=Turn.Status.CLAIMED, claimed_at=now):
        return True
    stale = Turn.objects.filter(pk=turn_id, status=Turn.Status.CLAIMED, claimed_at__lt=now - STALE)
    return bool(stale.update(claimed_at=now))


def _make_reply(turn_id: str | UUID, now: datetime) -> Turn:
    """Make the reply outside any transaction, then keep it in a short one.

    If another turn of the same conversation was answered meanwhile, the reply is made again from
    where that one left it.
    """
    while True:
        turn = _turn_with_all(turn_id)
        if turn.status == Turn.Status.DONE:
            return turn
        talk = turn.conversation
        answer = _answer_or_say_so(talk, turn, now)
        if _keep_reply(turn, talk.state, answer, now):
            return turn


def _turn_with_all(turn_id: str | UUID) -> Turn:
    return Turn.objects.select_related("conversation__member", "conversation__attempt").get(
        pk=turn_id
    )


@transaction.atomic
def _keep_reply(
    turn: Turn, state_read: dict[str, Any], answer: pipeline.Answer, now: datetime
) -> bool:
    """Write the reply and the state after it; False if the state had moved on or it was there."""
    talk = Conversation.objects.select_for_update().get(pk=turn.conversation_id)
    kept = Turn.objects.get(pk=turn.pk)
    if talk.state != state_read or kept.status == Turn.Status.DONE:
        return False
    turn.taken_back, turn.conversation.ended_at = kept.taken_back, talk.ended_at
    if talk.kind == Conversation.Kind.SCENE:
        turn.state_before = state_read  # where a rewind goes back to
    turn.reply = answer.as_json()
    turn.understanding = dict(answer.understanding) if answer.understanding else None
    turn.move, turn.reason, turn.engine = answer.move, answer.reason, answer.engine
    turn.content_version = talk.content_version
    turn.status, turn.finished_at = Turn.Status.DONE, now
    turn.save()
    if turn.taken_back:
        return True
    turn.conversation.state = talk.state = dict(answer.state)
    talk.save(update_fields=["state"])
    _rest_lines(turn.conversation, answer)
    do_as_said(turn, answer, now)
    if answer.ends and talk.ended_at is None:
        _end(turn.conversation, now=now, exit_id=answer.exit or "said_bye")
    return True


def _answer_or_say_so(talk: Conversation, turn: Turn, now: datetime) -> pipeline.Answer:
    """The answer; where making it fails, an honest word instead: what was said stays kept.

    What the safety protocol says does not depend on anything that can fail here.
    """
    screened = pipeline.SafetyWords.from_json(turn.screening) if turn.screening else None
    try:
        return _answer(talk, turn, screened, now)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours must not close the talk
        # The message of an error could carry the member's words into a log; the places cannot.
        places = "".join(traceback.format_tb(error.__traceback__))
        LOG.error("a reply could not be made: %s\n%s", type(error).__name__, places)  # noqa: TRY400
    return (
        pipeline.said_by_safety(talk.state, screened)
        if screened
        else pipeline.out_of_order(talk.state)
    )


def _answer(
    talk: Conversation, turn: Turn, screened: pipeline.SafetyWords | None, now: datetime
) -> pipeline.Answer:
    said = pipeline.Said(turn.manner, turn.said)  # type: ignore[arg-type]
    if talk.kind == Conversation.Kind.SCENE:
        return pipeline.answer_in_scene(
            scenes()[talk.scene_id],
            scene_room.SceneState.from_json(talk.state),
            said,
            screened=screened,
            seed=talk.seed,
        )
    return pipeline.answer_in_talk(
        _talk_state(talk),
        said,
        facts_for(talk.member, now=now),
        engine(),
        card(),
        screened=screened,
        region=talk.member.region,
        seed=talk.seed,
    )


def _talk_state(talk: Conversation) -> TalkState:
    """Where the talk stood; one kept by another version goes on as if it had just begun."""
    try:
        return TalkState.from_json(talk.state)
    except ValueError:
        return TalkState()


def _rest_lines(talk: Conversation, answer: pipeline.Answer) -> None:
    """Note which of Cue's lines were said, so that they rest."""
    if talk.kind != Conversation.Kind.TALK:
        return
    number = talk.member.conversations.filter(kind=Conversation.Kind.TALK).count()
    for spoken in answer.spoken:
        for line_id in spoken.line_ids:
            UsedLine.objects.update_or_create(
                member=talk.member, line_id=line_id, defaults={"talk_number": number}
            )


def _end(talk: Conversation, *, now: datetime, exit_id: str) -> None:
    talk.ended_at, talk.exit = now, exit_id
    talk.save(update_fields=["ended_at", "exit"])


@transaction.atomic
def stop(*, conversation: Conversation, now: datetime) -> None:
    """Stop here. It costs nothing and asks nothing; a reply that was on its way is kept."""
    talk = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if talk.ended_at is None:
        _end(talk, now=now, exit_id="stop")


@transaction.atomic
def pause(*, conversation: Conversation, paused: bool) -> None:
    """Pause or go on. Nothing in a scene runs on a clock; a pause only hides it."""
    Conversation.objects.filter(pk=conversation.pk).update(paused=paused)


@transaction.atomic
def rewind(*, conversation: Conversation, turn_id: UUID) -> bool:
    """Go back to before one of the member's own turns. Both versions are kept.

    Returns whether there was such a turn to go back to.
    """
    talk = Conversation.objects.select_for_update().get(pk=conversation.pk)
    turn = talk.turns.filter(pk=turn_id, taken_back=False).first()
    if turn is None or talk.ended_at or turn.state_before is None:
        return False
    back = scene_room.SceneState.from_json(turn.state_before)
    left = scene_room.SceneState.from_json(talk.state)
    talk.state = scene_room.mark_rewound(back, left).to_json()
    talk.save(update_fields=["state"])
    talk.turns.filter(number__gte=turn.number).update(taken_back=True)
    return True


@transaction.atomic
def erase_talks(*, member: Member) -> int:
    """Erase every talk with Cue, and which lines were said; scenes and the record stay."""
    UsedLine.objects.filter(member=member).delete()
    gone, _ = member.conversations.filter(kind=Conversation.Kind.TALK).delete()
    return gone


def answer_pending(*, conversation: Conversation, now: datetime) -> None:
    """Answer a turn that was left without its reply: a closed tab, a killed server."""
    for turn in conversation.turns.exclude(status=Turn.Status.DONE).filter(taken_back=False):
        finish(turn_id=turn.pk, now=now)
