"""One question at most, on each thing once, only for those who asked for it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.content.after import questions
from overture.server.practice import after, logs
from overture.server.practice.models import Asked
from overture.server.practice.services import Happened
from overture.server.safeguarding.models import RiskEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks(ada):
    after.choose(member=ada, chosen=after.Choices(asks=True), now=NOW)
    return ada


def noted(owner, **given):
    return logs.keep_interaction(member=owner, who="friend", key=uuid4(), now=NOW, **given)


def ask(thing, at=NOW):
    return after.ask_about(thing=thing, seed=3, now=at)


def test_b10_nothing_is_asked_until_the_member_wants_it(ada):
    assert ask(noted(ada)) is None
    after.choose(member=ada, chosen=after.Choices(asks=True), now=NOW)
    assert ask(noted(ada)).question in questions()


def test_the_same_thing_is_never_asked_about_twice(asks):
    thing = noted(asks)
    assert ask(thing)
    assert ask(thing, NOW + timedelta(days=3)) is None


def test_soon_after_one_question_there_is_none(asks):
    assert ask(noted(asks))
    assert ask(noted(asks), NOW + timedelta(minutes=90)) is None
    assert ask(noted(asks), NOW + timedelta(hours=3))


def test_on_a_heavy_day_nothing_is_asked(asks):
    RiskEvent.objects.create(
        member=asks, at=NOW, level="x", step="question", topic="", reason="x", surface="note"
    )
    assert ask(noted(asks), NOW + timedelta(hours=5)) is None
    assert ask(noted(asks), NOW + timedelta(hours=25))


@pytest.mark.parametrize(
    ("outcome", "is_asked"),
    [
        (Happened(reach="done", enjoyment=7), True),
        (Happened(reach="started", enjoyment=7), False),
        (Happened(reach="stopped"), False),
        (None, False),
    ],
)
def test_only_a_step_that_was_done_is_asked_about(asks, outcome, is_asked):
    attempt = factories.attempt(asks, of=factories.own_step(asks), outcome=outcome)
    assert bool(ask(attempt)) == is_asked


def test_a_step_in_which_the_fear_came_true_is_asked_what_fits_a_hard_one(asks):
    hard = Happened(reach="done", enjoyment=8, feared="yes")
    attempt = factories.attempt(asks, of=factories.own_step(asks), outcome=hard)
    assert questions()[ask(attempt).question].fits == "hard"


def test_somebody_elses_question_does_not_exist(asks, di):
    asked = ask(noted(asks))
    assert after.asked_of(asks, asked.pk) == asked
    assert after.asked_of(di, asked.pk) is None


def test_a_question_goes_with_the_moment_that_was_taken_out(asks):
    thing = noted(asks)
    ask(thing)
    logs.take_out(entry=thing, now=NOW)
    logs.forget_taken_out(now=NOW + timedelta(days=2))
    assert not Asked.objects.exists()


def test_b11_a_kind_line_follows_what_happened_and_can_be_switched_off(ada):
    step = factories.own_step(ada)
    shown = []
    for days, reach in ((0, "stopped"), (1, "started"), (2, "stopped"), (3, "done")):
        begun = factories.attempt(
            ada, of=step, outcome=Happened(reach=reach), now=NOW + timedelta(days=days)
        )
        shown.append(after.kind_words_after(begun))
    assert all(shown)
    assert len(set(shown)) == 4
    assert after.kind_words_at_plateau(ada, NOW)
    after.choose(member=ada, chosen=after.Choices(kind_words=False), now=NOW)
    assert after.kind_words_after(begun) == ""
    assert after.kind_words_at_plateau(ada, NOW) == ""
