"""Beginning, answering, rewinding and ending talks and scenes."""

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from overture.content import card, scenes
from overture.conversation import llm
from overture.conversation import reply as pipeline
from overture.conversation import scene as scene_room
from overture.conversation.messages import TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.talk import scene_cards, typeset
from overture.safety import ScreenState, Weighed, screen, weighed_ahead
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.conversations.consent import model_for, model_on_offer
from overture.server.conversations.facts import facts_for
from overture.server.conversations.models import Conversation, Turn, UsedLine
from overture.server.conversations.notices import locked, notice_for
from overture.server.conversations.played import SceneGoneError, scene_named, state_kept
from overture.server.conversations.replying import (
    answer_claimed,
    answer_pending,
    end,
    engine,
    finish,
    rest_lines,
)
from overture.server.conversations.selectors import talks_kept
from overture.server.practice.models import Attempt
from overture.server.safeguarding import services as safeguarding

__all__ = [
    "LONGEST",
    "SceneGoneError",
    "TooLongError",
    "answer_pending",
    "answer_turn",
    "engine",
    "erase_talks",
    "finish",
    "open_scene",
    "open_talk",
    "pause",
    "rewind",
    "start_turn",
    "stop",
    "warm_up",
]

LONGEST = 4000
"""Characters of one message that are read; more is kept out with a clear word, never cut."""


class TooLongError(ValueError):
    """A message is longer than can be read in one go. Nothing of it is lost: the page keeps it."""


def warm_up() -> None:
    """Load what the first talk would otherwise wait for: lines, scenes, screen, classifier."""
    scenes()
    engine()
    card()
    screen("Hello.", ScreenState(), now=timezone.now())
    facts = TalkFacts(timezone.now(), scenes=scene_cards())
    said = pipeline.Said("words", "Hello. It rained all day here.")
    pipeline.answer_in_talk(
        TalkState(), said, facts, engine(), card(), screened=None, region="", seed=1
    )
    if model_on_offer():
        llm.warm_up()


@transaction.atomic
def open_talk(*, member: Member, now: datetime) -> Conversation:
    """The member's open talk with Cue, or a new one with Cue's first line."""
    Member.objects.select_for_update().get(pk=member.pk)
    found = member.conversations.filter(kind=Conversation.Kind.TALK, ended_at=None).first()
    if found and now - _last_sign(found) < timedelta(hours=6):
        return found
    if found:
        end(found, now=now, exit_id="let_go")
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
    rest_lines(talk, opening, talks_kept(member))
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
    """The scene of a practice attempt, begun if it was not.

    Raises SceneGoneError if the library, or the form it was kept in, has moved on without it.
    """
    scene = scene_named(attempt.scene_id)
    Attempt.objects.select_for_update().get(pk=attempt.pk)  # two tabs begin one scene
    found = Conversation.objects.filter(attempt=attempt).first()
    if found:
        state_kept(found.state)
        return found
    chosen = secrets.randbits(31) if seed is None else seed
    opening = pipeline.begin_scene(
        scene,
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


def start_turn(
    *, conversation: Conversation, manner: pipeline.Manner, said: str, key: UUID, now: datetime
) -> Turn:
    """Take one turn of the member's: screened and kept before anything answers it.

    The same key is the same turn, however often it is sent. Raises TooLongError for a text of
    over 4,000 characters.
    """
    return _take(conversation, manner, said, key, now, to_answer=False)[0]


def answer_turn(
    *, conversation: Conversation, manner: pipeline.Manner, said: str, key: UUID, now: datetime
) -> Turn:
    """Take one turn as `start_turn` does, and answer it at once where people's words answer it.

    It comes back done; or still open, where a model is to find the words, where a turn before it
    waits for its own reply, or where the same turn is just being answered elsewhere.
    """
    turn, claimed = _take(conversation, manner, said, key, now, to_answer=True)
    return answer_claimed(turn, now=now) if claimed else turn


def _take(
    conversation: Conversation,
    manner: pipeline.Manner,
    said: str,
    key: UUID,
    now: datetime,
    *,
    to_answer: bool,
) -> tuple[Turn, bool]:
    """The turn, and whether it was claimed here: by whoever is to answer it, before it is kept."""
    if len(said) > LONGEST:
        raise TooLongError
    weighed = weighed_ahead(said) if said.strip() else None
    with transaction.atomic():
        # The member before the conversation, as where a talk is opened: two orders would block.
        held = locked(conversation.member_id)
        members = Conversation.objects.select_for_update(of=("self",)).select_related("member")
        talk = members.get(pk=conversation.pk)
        last = _same_or_last(talk, key)
        if last and last.key == key:
            return last, False
        free = last is None or last.status == Turn.Status.DONE
        words = _screened(talk, last, manner, said, weighed, now)
        # What the protocol says needs no model and no thread that may be waiting for one.
        claims = to_answer and free and (words is not None or model_for(talk.member) is None)
        status = Turn.Status.CLAIMED if claims else Turn.Status.PENDING
        turn = Turn.objects.create(
            conversation=talk,
            number=last.number + 1 if last else 1,
            key=key,
            manner=manner,
            said=said,
            notice=notice_for(held=held, now=now),
            status=status,
            claimed_at=now if claims else None,
            screening=asdict(words) if words else None,
            created_at=now,
        )
        return turn, claims


def _same_or_last(talk: Conversation, key: UUID) -> Turn | None:
    """The turn with this key, which was taken before; else the last one, if there is any."""
    same_first = Case(When(key=key, then=0), default=1)
    return talk.turns.order_by(same_first, "-number").first()


def _screened(
    talk: Conversation,
    last: Turn | None,
    manner: str,
    said: str,
    weighed: Weighed | None,
    now: datetime,
) -> pipeline.SafetyWords | None:
    """What the safety protocol says to a text, before anything else has read it."""
    if not said.strip():
        return None if manner == "stop" else _silent(talk, now)
    if manner != "words" and last and typeset(said) == pipeline.meant_something_else():
        reply = safeguarding.meant_otherwise(member=talk.member, text=last.said, now=now)
        return pipeline.SafetyWords.of(reply)
    look = safeguarding.look_again(
        member=talk.member, text=said, weighed=weighed, surface=talk.kind, now=now
    )
    return pipeline.SafetyWords.of(look.reply) if look.reply else None


def _silent(talk: Conversation, now: datetime) -> pipeline.SafetyWords | None:
    look = safeguarding.look_at_silence(member=talk.member, surface=talk.kind, now=now)
    return pipeline.SafetyWords.of(look.reply) if look and look.reply else None


@transaction.atomic
def stop(*, conversation: Conversation, now: datetime) -> None:
    """Stop here. It costs nothing and asks nothing; a reply that was on its way is kept."""
    talk = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if talk.ended_at is None:
        end(talk, now=now, exit_id="stop")


@transaction.atomic
def pause(*, conversation: Conversation, paused: bool) -> None:
    """Pause or go on. Nothing in a scene runs on a clock; a pause only hides it."""
    Conversation.objects.filter(pk=conversation.pk).update(paused=paused)


@transaction.atomic
def rewind(*, conversation: Conversation, turn_id: UUID) -> bool:
    """Go back to before one of the member's own turns. Both versions are kept.

    Returns whether there was such a turn to go back to. Raises SceneGoneError where it was kept in
    another version's form.
    """
    talk = Conversation.objects.select_for_update().get(pk=conversation.pk)
    turn = talk.turns.filter(pk=turn_id, taken_back=False).first()
    if turn is None or talk.ended_at or turn.state_before is None:
        return False
    back, left = state_kept(turn.state_before), state_kept(talk.state)
    talk.state = scene_room.mark_rewound(back, left).to_json()
    talk.save(update_fields=["state"])
    talk.turns.filter(number__gte=turn.number).update(taken_back=True)
    return True


@transaction.atomic
def erase_talks(*, member: Member, now: datetime) -> int:
    """Erase every talk with Cue, and which lines were said; scenes and the record stay.

    The audit trail notes that it was done, and nothing of what was said.
    """
    UsedLine.objects.filter(member=member).delete()
    gone, _ = member.conversations.filter(kind=Conversation.Kind.TALK).delete()
    who = pseudonym(member)
    audit.record(at=now, actor=who, action="talks.erased", subject=who)
    return gone
