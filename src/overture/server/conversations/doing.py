"""Doing what Cue says is done: a step or a fact written down, a step moved off today."""

from datetime import datetime

from overture.conversation.messages import Offer
from overture.conversation.reply import Answer
from overture.server.conversations import memory
from overture.server.conversations.models import Turn
from overture.server.practice import services as practising
from overture.server.practice.models import Step


def do_as_said(turn: Turn, answer: Answer, now: datetime) -> None:
    """Put the member's own worded step on the list, or take a planned one off today.

    The turn is the key, so that a reply made twice writes one step.
    """
    offer, member = answer.offer, turn.conversation.member
    if offer is None or not offer.words:
        return
    if offer.kind == "write_down":
        practising.plan_own_step(member=member, title=offer.words, key=turn.pk, now=now)
    if offer.kind == "remember":
        _remember(turn, offer, now)
    if offer.kind == "step" and offer.target == "not_today":
        step = member.steps.filter(title=offer.words, status=Step.Status.PLANNED).first()
        if step:
            practising.plan_again(step=step, now=now)


def _remember(turn: Turn, offer: Offer, now: datetime) -> None:
    """Keep a fact that the member said yes to; it was told in the turn before the yes."""
    told = turn.conversation.turns.filter(number__lt=turn.number, taken_back=False).last()
    memory.remember(
        member=turn.conversation.member,
        words=offer.words,
        about=offer.target,
        key=turn.pk,
        source=told,
        asked=True,
        now=now,
    )
