"""What is Ada's does not exist for Di, and nothing exists for somebody without a space."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories

from overture.server.practice.models import Attempt, Plan, Step

pytestmark = pytest.mark.django_db

OF_ATTEMPTS = ["predict", "going", "not_this_time", "outcome", "again", "near_miss", "told_again"]
OF_STEPS = ["step_plan", "step_begin", "step_did"]
PLACES = ["profile", "today", "practise", "steps", "step_add", "people"]


@pytest.mark.parametrize("name", OF_ATTEMPTS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_no_attempt(ada, di_client, name, method):
    attempt = factories.attempt(ada)
    before = Attempt.objects.values().get()
    answer = getattr(di_client, method)(reverse(name, args=[attempt.pk]))
    assert answer.status_code in {404, 405}
    assert attempt.title not in answer.content.decode()
    assert Attempt.objects.values().get() == before
    assert not hasattr(Attempt.objects.get(), "rerating")


@pytest.mark.parametrize("name", OF_STEPS)
def test_a_stranger_finds_no_step(ada, di_client, name):
    step = factories.own_step(ada, "Ring Sam")
    answer = di_client.post(reverse(name, args=[step.pk]), {"rest": "1"})
    assert answer.status_code == 404
    assert "Ring Sam" not in answer.content.decode()
    assert Step.objects.get().status == "planned"


def test_a_stranger_answers_nobody_elses_plan(ada_client, di_client):
    ada_client.get(reverse("today"))
    plan = Plan.objects.get()
    for choice in ("do", "practise", "smaller", "rest"):
        di_client.post(reverse("today_answer"), {"choice": choice, "plan": plan.pk})
    plan.refresh_from_db()
    assert plan.pick == ""
    assert not Step.objects.exists()


@pytest.mark.parametrize("name", ["steps", "people", "today"])
def test_a_stranger_sees_nothing_of_adas_in_any_place(ada, di_client, name):
    step = factories.own_step(ada, "Ring Sam")
    factories.attempt(ada, of=step)
    page = di_client.get(reverse(name)).content.decode()
    assert "Ring Sam" not in page
    assert "It goes quiet" not in page


@pytest.mark.parametrize("name", PLACES)
def test_without_a_space_every_place_leads_to_the_start(db, name):
    answer = Client().get(reverse(name))
    assert answer.headers["Location"] == reverse("welcome")


@pytest.mark.parametrize("name", ["today_room", "today_answer"])
def test_changes_are_posted(ada_client, name):
    assert ada_client.get(reverse(name)).status_code == 405
