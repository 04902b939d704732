"""What else stands on Today: at most two dates, one note, and a welcome back without a tally."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.accounts.models import Member
from overture.server.accounts.services import give_code
from overture.server.practice import course
from overture.server.safeguarding import services as safeguarding
from overture.server.safeguarding.models import Watch

pytestmark = pytest.mark.django_db

HARD = "I'm going to kill myself tonight"
PEOPLE = "more moments with people than talks with Cue"


def _today(client) -> str:
    return client.get(reverse("today")).content.decode()


def test_nothing_planned_is_nothing_missing(ada_client):
    assert "Nothing planned, and nothing is missing." in _today(ada_client)


def test_two_dates_at_most_the_next_first(ada, ada_client):
    today = timezone.localdate()
    for days in (5, 1, 3):
        step = factories.own_step(ada, f"In {days} days")
        type(step).objects.filter(pk=step.pk).update(planned_for=today + timedelta(days=days))
    page = _today(ada_client)
    assert page.index("In 1 days") < page.index("In 3 days")
    assert "In 5 days" not in page
    assert "Tomorrow" in page


def _put_on(step, day) -> None:
    type(step).objects.filter(pk=step.pk).update(planned_for=day, when_words="after work")


def test_what_is_planned_for_today_stands_there_as_todays(ada, ada_client):
    step = factories.own_step(ada, "Nod to the driver")
    _put_on(step, timezone.localdate())
    page = _today(ada_client)
    assert page.index("Planned for today") < page.index("Nod to the driver")
    assert page.index("Nod to the driver") < page.index('id="next"')
    assert page.count("Nod to the driver</b>") == 1
    assert reverse("step_begin", args=[step.pk]) in page
    assert "after work" in page


def test_what_is_planned_for_another_day_is_not_called_todays(ada, ada_client):
    _put_on(factories.own_step(ada), timezone.localdate() + timedelta(days=1))
    assert "Planned for today" not in _today(ada_client)


def test_the_offered_step_is_not_shown_twice_when_it_was_taken_for_today(ada, ada_client):
    step = factories.step(ada)
    _put_on(step, timezone.localdate())
    _today(ada_client)
    plan = ada.plans.get()
    plan.offers[0].update(step_id=step.library_id, title=step.title, kind="real")
    plan.save()
    assert "Planned for today" not in _today(ada_client)


def test_the_note_about_people_is_shown_only_when_true(ada, ada_client):
    assert PEOPLE not in _today(ada_client)
    factories.attempt(ada, now=timezone.now())
    assert PEOPLE in _today(ada_client)


def test_six_words_are_mentioned_only_after_a_first_moment(ada, ada_client):
    assert "Six words" not in _today(ada_client)
    factories.attempt(ada)  # weeks ago
    yesterday = timezone.localtime() - timedelta(days=1)
    course.offer(member=ada, now=yesterday, since=yesterday)  # which is said once, and first
    assert "Six words" in _today(ada_client)
    give_code(member=ada, now=timezone.now())
    assert "Six words" not in _today(ada_client)


def test_coming_back_is_no_tally(ada, ada_client):
    Member.objects.update(last_seen_at=timezone.now() - timedelta(days=30))
    page = _today(ada_client)
    assert "Everything is as you left it." in page
    assert "30" not in page.split("<main")[1].split("</h1>")[1][:200]
    assert "Everything is as you left it." not in _today(ada_client)


@pytest.fixture
def after_a_hard_visit(ada):
    """Ada, a day after the protocol was open."""
    yesterday = timezone.now() - timedelta(days=1)
    safeguarding.look(member=ada, text=HARD, surface="talk", now=yesterday)
    return ada


@pytest.mark.requirement(20)
def test_the_next_visit_asks_how_it_is_now_in_words_that_anybody_may_see(
    after_a_hard_visit, ada_client
):
    page = ada_client.get(reverse("today")).content.decode()
    assert "Last time something heavy came up. How is it now?" in page
    assert all(f">{tap}</button>" in page for tap in ("Better", "The same", "Worse"))
    assert "ending your life" not in page


@pytest.mark.requirement(20)
@pytest.mark.parametrize("tap", ["Better", "The same", "Worse"])
def test_an_answer_is_heard_once_and_help_stays(after_a_hard_visit, ada_client, tap):
    answer = ada_client.post(reverse("heard"), {"follow_up": "1", "tap": tap}, follow=True)
    page = answer.content.decode()
    assert reverse("help") in page
    assert (
        "Last time something heavy came up" not in ada_client.get(reverse("today")).content.decode()
    )
    again = ada_client.post(reverse("heard"), {"follow_up": "1", "tap": tap})
    assert again.headers["Location"] == reverse("today")


def test_worse_brings_people(after_a_hard_visit, ada_client):
    page = ada_client.post(reverse("heard"), {"follow_up": "1", "tap": "Worse"}).content.decode()
    assert "People who can help now" in page


def test_rather_not_say_is_an_answer_and_no_later_word_is_taken_for_one(
    after_a_hard_visit, ada_client
):
    ada_client.post(reverse("heard"), {"follow_up": "1"})
    assert (
        "Last time something heavy came up" not in ada_client.get(reverse("today")).content.decode()
    )
    state = Watch.objects.get(member=after_a_hard_visit).state
    assert '"followed_up":true' in state
    assert '"pending":"safety"' not in state


def test_looking_at_today_answers_nothing(after_a_hard_visit, ada_client):
    before = Watch.objects.get(member=after_a_hard_visit).state
    ada_client.get(reverse("today"))
    assert Watch.objects.get(member=after_a_hard_visit).state == before


def test_without_a_hard_visit_nothing_is_asked(ada_client):
    assert "something heavy" not in ada_client.get(reverse("today")).content.decode()
