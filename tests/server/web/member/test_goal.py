"""A goal for today on its pages: one line, three taps, and a near miss that leads on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories
from tests.support.factories import LIBRARY_STEP

from overture.content import real_steps
from overture.server.practice import goals, services
from overture.server.practice.models import Attempt, DailyGoal, Step

pytestmark = pytest.mark.django_db


def html(client, name, *args, **given) -> str:
    return client.get(reverse(name, args=args), given).content.decode()


def set_one(client, words="Nod to the driver"):
    return client.post(reverse("goal"), {"title": words})


def tell(client, said):
    return client.post(reverse("goal_said", args=[DailyGoal.objects.get().pk]), {"said": said})


def test_b3_a_goal_is_set_in_one_line_and_told_of_in_one_tap(ada_client):
    assert "A goal for today, in one line" in html(ada_client, "today")
    answer = set_one(ada_client)
    assert answer.headers["Location"] == f"{reverse('today')}?goal=set#goal"
    page = html(ada_client, "today")
    assert "Nod to the driver" in page
    for words in ("Did it", "Began", "Not today"):
        assert f">{words}</button>" in page
    answer = tell(ada_client, "did")
    assert "How anxious were you?" in html_at(ada_client, answer.headers["Location"])
    page = html(ada_client, "today")
    assert "Your goal for today" not in page
    assert "Did it, today." in html(ada_client, "goal")


def test_did_it_without_saving_leaves_no_open_attempt_behind(ada_client):
    set_one(ada_client)
    address = tell(ada_client, "did").headers["Location"]
    assert "Nod to the driver" in html_at(ada_client, address)
    assert not Attempt.objects.exists()
    given = {"anxiety": "3", "note": "He nodded back", "reach": "done"}
    for _ in range(2):
        saved = ada_client.post(address, given)
    attempt = Attempt.objects.get()
    assert saved.headers["Location"] == reverse("again", args=[attempt.pk])
    assert (attempt.outcome.anxiety, attempt.outcome.note) == (3, "He nodded back")
    assert attempt.step.status == "done"
    assert tell(ada_client, "did").headers["Location"] == reverse("outcome", args=[attempt.pk])


def test_how_a_goal_went_comes_back_as_it_was_typed_when_it_is_too_long(ada_client):
    set_one(ada_client)
    address = tell(ada_client, "did").headers["Location"]
    answer = ada_client.post(address, {"note": "x" * 4001})
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("said", ["", "not_today", "began"])
def test_only_of_a_goal_that_was_done_it_is_asked_how_it_went(ada_client, said):
    set_one(ada_client)
    tell(ada_client, said)
    asked = ada_client.get(reverse("goal_happened", args=[DailyGoal.objects.get().pk]))
    assert asked.headers["Location"] == reverse("today")


def test_a_step_that_stands_there_can_be_picked(ada, ada_client):
    step = factories.own_step(ada, "Ring Sam")
    page = html(ada_client, "goal")
    assert f'value="step:{step.pk}"' in page
    assert page.count('value="library:') == 3
    ada_client.post(reverse("goal"), {"pick": f"step:{step.pk}"})
    assert DailyGoal.objects.get().step == step
    ada_client.post(reverse("goal"), {"pick": f"library:{LIBRARY_STEP}"})
    assert DailyGoal.objects.get().words == real_steps()[LIBRARY_STEP].step.title


@pytest.mark.parametrize("pick", ["", "step:x", "library:nowhere/x", "scene:1", "step:" + "0" * 32])
def test_without_a_line_and_without_a_pick_it_says_what_to_do(ada_client, pick):
    answer = ada_client.post(reverse("goal"), {"pick": pick})
    assert answer.status_code == 422
    assert "Write one line, or pick one of these." in answer.content.decode()
    assert not DailyGoal.objects.exists()


def test_a_strangers_step_cannot_be_picked(ada, di_client):
    step = factories.own_step(ada, "Ring Sam")
    answer = di_client.post(reverse("goal"), {"pick": f"step:{step.pk}"})
    assert answer.status_code == 422
    assert "Ring Sam" not in answer.content.decode()


def test_a_line_that_is_too_long_comes_back_as_it_was_typed(ada_client):
    answer = set_one(ada_client, "x" * 201)
    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()


def test_not_today_costs_nothing_and_leaves_no_step(ada_client):
    set_one(ada_client)
    answer = ada_client.get(tell(ada_client, "not_today").headers["Location"].split("#")[0])
    assert "nothing is carried over" in answer.content.decode()
    assert not Step.objects.exists()


def test_yesterdays_goal_is_on_no_page(ada, ada_client):
    yesterday = timezone.localtime() - timedelta(days=1)
    goals.set_goal(member=ada, day=yesterday.date(), now=yesterday, words="Nod to the driver")
    for name in ("today", "steps", "goal", "record"):
        assert "Nod to the driver" not in html(ada_client, name)


def test_b9_a_goal_that_was_begun_is_looked_at_and_its_change_stands_at_the_next_attempt(
    ada, ada_client
):
    set_one(ada_client)
    looked_at = tell(ada_client, "began").headers["Location"]
    attempt = Attempt.objects.get()
    assert looked_at == reverse("near_miss", args=[attempt.pk])
    ada_client.post(looked_at, {"see": "hardest", "change_words": "Take the earlier bus"})
    step = Step.objects.get()
    begun = ada_client.post(reverse("step_begin", args=[step.pk])).headers["Location"]
    assert "This time with one change: Take the earlier bus." in html_at(ada_client, begun)
    going = ada_client.post(begun, {"skip": "1"}).headers["Location"]
    assert "This time: Take the earlier bus" in html_at(ada_client, going)
    practice = services.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy",
        key=step.pk, now=timezone.now(), step=step,
    )  # fmt: skip
    asked = html(ada_client, "predict", practice.pk)
    assert "This time with one change: Take the earlier bus." in asked
    assert "This time: Take the earlier bus" in html(ada_client, "scene", practice.pk)


def html_at(client, address) -> str:
    return client.get(address).content.decode()


def test_a_scene_without_a_step_carries_no_change(ada, ada_client):
    scene = factories.scene(ada)
    assert "This time" not in html(ada_client, "scene", scene.attempt_id)


def test_a_stranger_finds_no_goal(ada_client, di_client):
    set_one(ada_client)
    assert tell(di_client, "did").status_code == 404
    asked = di_client.get(reverse("goal_happened", args=[DailyGoal.objects.get().pk]))
    assert asked.status_code == 404
    assert DailyGoal.objects.get().said == ""
    assert "Nod to the driver" not in html(di_client, "goal")
    assert "Nod to the driver" not in html(di_client, "today")


def test_without_a_space_the_goal_leads_to_the_start(db):
    assert Client().get(reverse("goal")).headers["Location"] == reverse("welcome")


def test_the_copy_to_read_holds_the_goals(ada_client):
    set_one(ada_client)
    assert "Nod to the driver" in html(ada_client, "export_html")
