"""What Cue says is written down is there; what is moved off today is moved."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from overture.conversation.messages import Offer
from overture.conversation.reply import Answer
from overture.server.conversations.doing import do_as_said
from overture.server.conversations.models import Conversation, Turn
from overture.server.practice import services as practising

NOW = datetime(2026, 5, 22, 18, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def turn(ada):
    talk = Conversation.objects.create(
        member=ada, kind="talk", seed=1, state={}, opening={}, began_at=NOW
    )
    return Turn.objects.create(
        conversation=talk, number=1, key=uuid4(), manner="words", said="yes", created_at=NOW
    )


def answering(offer):
    return Answer(state={}, spoken=(), engine="scripted/1", offer=offer)


def test_a_worded_step_is_on_the_list_once_however_often_the_reply_is_made(turn, ada):
    offer = Offer("write_down", words="take the dish back on Thursday")
    do_as_said(turn, answering(offer), NOW)
    do_as_said(turn, answering(offer), NOW)
    assert [step.title for step in ada.steps.all()] == ["take the dish back on Thursday"]


def test_a_step_that_is_not_for_today_loses_its_day_and_stays_planned(turn, ada):
    step = practising.plan_own_step(
        member=ada, title="text Leo", key=uuid4(), now=NOW, day=NOW.date()
    )
    do_as_said(turn, answering(Offer("step", "not_today", "text Leo")), NOW)
    step.refresh_from_db()
    assert (step.status, step.planned_for) == ("planned", None)


def test_somebody_elses_step_of_the_same_name_is_left_alone(turn, di):
    step = practising.plan_own_step(
        member=di, title="text Leo", key=uuid4(), now=NOW, day=NOW.date()
    )
    do_as_said(turn, answering(Offer("step", "not_today", "text Leo")), NOW)
    step.refresh_from_db()
    assert step.planned_for == NOW.date()


def test_no_offer_does_nothing(turn, ada):
    do_as_said(turn, answering(None), NOW)
    assert not ada.steps.exists()
