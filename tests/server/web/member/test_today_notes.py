"""What else stands on Today: at most two dates, one note, and a welcome back without a tally."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.accounts.models import Member
from overture.server.accounts.services import give_code

pytestmark = pytest.mark.django_db

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
    assert "Six words" in _today(ada_client)
    give_code(member=ada, now=timezone.now())
    assert "Six words" not in _today(ada_client)


def test_coming_back_is_no_tally(ada, ada_client):
    Member.objects.update(last_seen_at=timezone.now() - timedelta(days=30))
    page = _today(ada_client)
    assert "Everything is as you left it." in page
    assert "30" not in page.split("<main")[1].split("</h1>")[1][:200]
    assert "Everything is as you left it." not in _today(ada_client)
