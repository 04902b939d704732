"""Answering a turn that was taken: claimed once, decided, worded, and kept whatever happens.

People's words are found first. Where the member agreed to a model, that may word the same reply
again, outside any transaction; whatever becomes of it, a whole reply is kept.
"""

import logging
import time
import traceback
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef

from overture.content import card, companion_lines, scenes
from overture.conversation import llm
from overture.conversation import reply as pipeline
from overture.conversation import scene as scene_room
from overture.conversation.engines import Guided
from overture.conversation.messages import Origin, TalkFacts
from overture.conversation.policy import TalkState
from overture.server.accounts.selectors import region_of
from overture.server.conversations import desk
from overture.server.conversations.consent import model_for, model_on_offer
from overture.server.conversations.doing import do_as_said
from overture.server.conversations.facts import facts_for
from overture.server.conversations.models import Conversation, Turn, UsedLine

STALE = timedelta(seconds=30)
GLANCE = 0.05
"""Seconds between two looks at a turn that another thread is answering."""
PATIENCE = 5.0
"""Seconds for which such a turn is waited for; with a model, as long as that may take on top."""

LOG = logging.getLogger(__name__)


@cache
def engine() -> Guided:
    """The engine in use, kept because indexing its lines would cost every turn milliseconds."""
    return Guided(companion_lines())


@dataclass
class Draft:
    """A claimed turn with its answer in people's words, and what a model may make of that.

    `state_read` is where the conversation stood; `facts` are those of a talk with Cue, None in a
    scene or after a fault; `talk_number` is the how-manieth talk with Cue it is; `speaker` is None
    where people's words stand.
    """

    turn: Turn
    state_read: dict[str, Any]
    answer: pipeline.Answer
    facts: TalkFacts | None = None
    talk_number: int = 0
    speaker: llm.Speaker | None = None

    @property
    def settled(self) -> pipeline.Answer:
        """The answer in the words that stand now."""
        if self.speaker is None:
            return self.answer
        if self.turn.conversation.kind == Conversation.Kind.SCENE:
            return llm.reworded_scene(self.answer, self.speaker)
        return llm.reworded(self.answer, self.speaker)


def finish(*, turn_id: str | UUID, now: datetime, by_model: bool = True) -> Turn:
    """The turn with its reply, after those before it have theirs: two tabs are one conversation.

    It waits for the whole reply. With `by_model` false no model is asked for its words.
    """
    draft = begin(turn_id=turn_id, now=now, by_model=by_model)
    if isinstance(draft, Turn):
        return draft
    if draft.speaker:
        _give_way()
        llm.spoken_now(draft.speaker)
    return keep(draft, now=now)


def begin(*, turn_id: str | UUID, now: datetime, by_model: bool = True) -> Draft | Turn:
    """The draft of a reply, for whoever claims the turn first; the others wait for the turn.

    Who gets a draft must `keep` it, whatever happens on the way.
    """
    if not (claimed := _claim_next(turn_id, now)):
        turn = Turn.objects.get(pk=turn_id)
        before = Turn.objects.filter(conversation=turn.conversation_id, number__lt=turn.number)
        for earlier in before.exclude(status=Turn.Status.DONE).order_by("number"):
            finish(turn_id=earlier.pk, now=now, by_model=False)
        claimed = _claim(turn_id, now)
    if claimed:
        return _draft(turn_id, now, by_model=by_model)
    return _waited_for(turn_id, now)


def _waited_for(turn_id: str | UUID, now: datetime) -> Turn:
    """The turn that somebody else is answering; if they do not come to an end, answered here."""
    endpoint = model_on_offer()
    patience = PATIENCE + (endpoint.budget.total if endpoint else 0.0)
    for _ in range(int(patience / GLANCE)):
        turn = _turn_with_all(turn_id)
        if turn.status == Turn.Status.DONE:
            return turn
        _give_way()
        time.sleep(GLANCE)  # noqa: TID251 - another thread is making this very reply
    return keep(_draft(turn_id, now, by_model=False), now=now)


def _give_way() -> None:
    """Whoever waits takes no place, and no connection: where they are few, all could be waiting."""
    desk.give_way()
    if not connection.in_atomic_block:
        connection.close()


def keep(draft: Draft, *, now: datetime) -> Turn:
    """Keep the reply in a short transaction, and do what it says is done.

    If another turn of the same conversation was answered meanwhile, the reply is made again from
    where that one left it, in people's words.
    """
    if draft.speaker:
        draft.speaker.stop()  # a stream may be left before the model was asked anything
    while not _keep_reply(draft, draft.settled, now):
        turn = _turn_with_all(draft.turn.pk)
        if turn.status == Turn.Status.DONE:
            return turn
        draft = _draft(draft.turn.pk, now, by_model=False)
    return draft.turn


def answer_claimed(turn: Turn, *, now: datetime) -> Turn:
    """The reply in people's words to a turn just taken, for whoever claimed it in taking it."""
    return keep(_draft_of(turn, now), now=now)


def _claim_next(turn_id: str | UUID, now: datetime) -> bool:
    """Claim a pending turn for which no earlier one of its conversation has to be waited."""
    earlier = Turn.objects.filter(
        conversation=OuterRef("conversation"), number__lt=OuterRef("number")
    )
    open_before = Exists(earlier.exclude(status=Turn.Status.DONE))
    pending = Turn.objects.filter(~open_before, pk=turn_id, status=Turn.Status.PENDING)
    return bool(pending.update(status=Turn.Status.CLAIMED, claimed_at=now))


def _claim(turn_id: str | UUID, now: datetime) -> bool:
    """Claim a pending turn, or one whose claimer died, by one conditional update."""
    pending = Turn.objects.filter(pk=turn_id, status=Turn.Status.PENDING)
    if pending.update(status=Turn.Status.CLAIMED, claimed_at=now):
        return True
    stale = Turn.objects.filter(pk=turn_id, status=Turn.Status.CLAIMED, claimed_at__lt=now - STALE)
    return bool(stale.update(claimed_at=now))


def _turn_with_all(turn_id: str | UUID) -> Turn:
    return Turn.objects.select_related("conversation__member", "conversation__attempt").get(
        pk=turn_id
    )


def _draft(turn_id: str | UUID, now: datetime, *, by_model: bool) -> Draft:
    """The draft of a claimed turn, with a speaker where a model is to find the words."""
    turn = _turn_with_all(turn_id)
    talk = turn.conversation
    draft = _draft_of(turn, now)
    endpoint = _endpoint(talk, draft.facts) if by_model else None
    if endpoint is None:
        return draft
    task = _task(draft)
    if task:
        draft.speaker = llm.Speaker(endpoint, task)
    else:
        origin = Origin(model=endpoint.model, host=endpoint.host, why="decided")
        draft.answer = replace(draft.answer, origin=origin)
    return draft


def _draft_of(turn: Turn, now: datetime) -> Draft:
    """The draft of a claimed turn in people's words."""
    talk = turn.conversation
    answer, facts = _answer_or_say_so(talk, turn, now)
    number = facts.talks_before + (talk.ended_at is None) if facts else 0
    return Draft(turn, talk.state, answer, facts, number)


def _endpoint(talk: Conversation, facts: TalkFacts | None) -> llm.Endpoint | None:
    """The model that the member agreed to; in a talk that is one of the facts already."""
    if facts is None:
        return model_for(talk.member)
    return model_on_offer() if facts.worded_by_model else None


def _task(draft: Draft) -> llm.Task | None:
    """What a model may word of an answer; nothing of what safety said, or after a fault."""
    turn, talk, facts = draft.turn, draft.turn.conversation, draft.facts
    if turn.screening or not draft.answer.spoken:
        return None
    said = _said(turn)
    if talk.kind == Conversation.Kind.SCENE:
        if _last_screened(talk, turn):  # its history cannot be told without what is told to nobody
            return None
        before = scene_room.SceneState.from_json(draft.state_read)
        return llm.for_scene(scenes()[talk.scene_id], before, draft.answer, said)
    if facts is None:
        return None
    return llm.for_talk(
        draft.answer,
        said,
        facts,
        card(),
        region=region_of(talk.member),
        past=_past(talk, turn),
    )


def _past(talk: Conversation, turn: Turn) -> list[llm.Past]:
    """What was said before a turn, as far as it may be told.

    What the screen took up is told to nobody, nor what led to it, nor the turns right after it.
    """
    since = turn.number - llm.TURNS
    # What the screen took up longer ago than this keeps nothing from being told any more.
    near = talk.turns.filter(number__gte=since - llm.AFTER_SAFETY, number__lt=turn.number)
    past: list[llm.Past] = []
    for earlier in near.order_by("number") if turn.number > 1 else ():
        if earlier.screening is not None:
            past, since = [], max(since, earlier.number + llm.AFTER_SAFETY + 1)
        elif earlier.reply and earlier.number >= since and not earlier.taken_back:
            past.append(llm.Past("member", earlier.said))
            spoken = earlier.reply["spoken"]
            past += [llm.Past("cue", one["text"]) for one in spoken if one["text"]]
    return [one for one in past if one.text]


def _last_screened(talk: Conversation, turn: Turn) -> int | None:
    """The number of the latest turn before this one that the screen took up; None without one."""
    taken_up = talk.turns.filter(number__lt=turn.number, screening__isnull=False)
    return taken_up.order_by("-number").values_list("number", flat=True).first()


@transaction.atomic
def _keep_reply(draft: Draft, answer: pipeline.Answer, now: datetime) -> bool:
    """Write the reply and the state after it; False if the state had moved on or it was there."""
    turn, state_read = draft.turn, draft.state_read
    talk = Conversation.objects.select_for_update().get(pk=turn.conversation_id)
    status, turn.taken_back = Turn.objects.values_list("status", "taken_back").get(pk=turn.pk)
    if talk.state != state_read or status == Turn.Status.DONE:
        return False
    turn.conversation.ended_at = talk.ended_at
    if talk.kind == Conversation.Kind.SCENE:
        turn.state_before = state_read  # where a rewind goes back to
    turn.reply = answer.as_json()
    turn.understanding = dict(answer.understanding) if answer.understanding else None
    turn.move, turn.reason, turn.engine = answer.move, answer.reason, answer.engine
    turn.origin = asdict(answer.origin) | (draft.speaker.record if draft.speaker else {})
    turn.content_version = talk.content_version
    turn.status, turn.finished_at = Turn.Status.DONE, now
    turn.save()
    if turn.taken_back:
        return True
    turn.conversation.state = talk.state = dict(answer.state)
    talk.save(update_fields=["state"])
    rest_lines(turn.conversation, answer, draft.talk_number)
    do_as_said(turn, answer, now)
    if answer.ends and talk.ended_at is None:
        end(turn.conversation, now=now, exit_id=answer.exit or "said_bye")
    return True


def _answer_or_say_so(
    talk: Conversation, turn: Turn, now: datetime
) -> tuple[pipeline.Answer, TalkFacts | None]:
    """The answer and, in a talk, the facts it was made from.

    Where making it fails, an honest word instead, and no facts: what was said stays kept.

    What the safety protocol says does not depend on anything that can fail here.
    """
    screened = pipeline.SafetyWords.from_json(turn.screening) if turn.screening else None
    try:
        facts = facts_for(talk.member, now=now) if talk.kind == Conversation.Kind.TALK else None
        return _answer(talk, turn, screened, facts), facts
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours must not close the talk
        # The message of an error could carry the member's words into a log; the places cannot.
        places = "".join(traceback.format_tb(error.__traceback__))
        LOG.error("a reply could not be made: %s\n%s", type(error).__name__, places)  # noqa: TRY400
    if screened:
        return pipeline.said_by_safety(talk.state, screened), None
    return pipeline.out_of_order(talk.state), None


def _answer(
    talk: Conversation,
    turn: Turn,
    screened: pipeline.SafetyWords | None,
    facts: TalkFacts | None,
) -> pipeline.Answer:
    said = _said(turn)
    if facts is None:
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
        facts,
        engine(),
        card(),
        screened=screened,
        region=region_of(talk.member),
        seed=talk.seed,
    )


def _said(turn: Turn) -> pipeline.Said:
    return pipeline.Said(turn.manner, turn.said)  # type: ignore[arg-type]


def _talk_state(talk: Conversation) -> TalkState:
    """Where the talk stood; one kept by another version goes on as if it had just begun."""
    try:
        return TalkState.from_json(talk.state)
    except ValueError:
        return TalkState()


def rest_lines(talk: Conversation, answer: pipeline.Answer, talk_number: int) -> None:
    """Note which of Cue's lines were said in the how-manieth talk, so that they rest."""
    if talk.kind != Conversation.Kind.TALK:
        return
    said = dict.fromkeys(line_id for spoken in answer.spoken for line_id in spoken.line_ids)
    UsedLine.objects.bulk_create(
        [UsedLine(member=talk.member, line_id=it, talk_number=talk_number) for it in said],
        update_conflicts=True,
        unique_fields=["member", "line_id"],
        update_fields=["talk_number"],
    )


def end(talk: Conversation, *, now: datetime, exit_id: str) -> None:
    """End a conversation by one of its ways out."""
    talk.ended_at, talk.exit = now, exit_id
    talk.save(update_fields=["ended_at", "exit"])


def answer_pending(*, conversation: Conversation, now: datetime) -> None:
    """Answer a turn that was left without its reply: a closed tab, a killed server.

    A page is waiting for it, so no model is asked.
    """
    for turn in conversation.turns.exclude(status=Turn.Status.DONE).filter(taken_back=False):
        finish(turn_id=turn.pk, now=now, by_model=False)
