"""Once a month: how is it for you? And stepping back, with a kind line or with none."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.care import parting
from overture.server.care.models import SupporterCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(ada, cy):
    return factories.linked(ada, cy, "steps-done", now=timezone.now() - timedelta(days=31))


@pytest.fixture
def asked(link):
    return reverse("how_is_it", args=[link.pk])


@pytest.fixture
def back(link):
    return reverse("step_back", args=[link.pk])


def text(answer):
    return answer.content.decode()


def test_after_a_month_the_page_offers_the_question_and_then_rests(cy_client, link, asked):
    page = reverse("shared_page", args=[link.pk])
    assert asked in text(cy_client.get(page))
    cy_client.post(asked, {"not-now": "1"})
    assert asked not in text(cy_client.get(page))


def test_first_it_asks_whether_this_is_a_good_moment(cy_client, asked):
    assert 'name="heavy"' not in text(cy_client.get(asked))
    begun = text(cy_client.get(asked, {"begin": "1"}))
    assert 'name="heavy"' in begun
    assert "data-leave" in begun


def test_nothing_that_was_answered_is_kept_and_putting_away_leaves_the_same(cy_client, asked):
    answer = text(cy_client.post(asked, {"heavy": "somewhat", "frightened": "no"}))
    assert reverse("close_lesson", args=["looking-after-yourself"]) in answer
    cy_client.post(asked, {"not-now": "1"})
    first, second = SupporterCheck.objects.values("link").all()
    assert first == second


def test_fear_leads_to_people_who_help_and_to_nothing_that_is_noticed(cy_client, asked, back):
    page = text(cy_client.post(asked, {"room-for-you": "stop", "frightened": "of-them"}))
    assert "People who can help" in page
    assert back not in page
    page = text(cy_client.post(asked, {"room-for-you": "stop"}))
    assert back in page


def test_who_steps_back_with_a_line_is_read_once_by_the_member(ada, cy_client, link, back):
    answer = cy_client.post(back, {"note": "Be well, you"})
    assert "You have stepped back" in text(answer)
    assert [one.words for one in parting.partings(ada)] == ["Be well, you"]
    assert cy_client.get(reverse("shared_page", args=[link.pk])).status_code == 404
    assert cy_client.post(back).status_code == 404


def test_no_line_is_needed(ada, cy_client, back):
    cy_client.post(back)
    assert [one.words for one in parting.partings(ada)] == [""]


@pytest.mark.parametrize("note", ["You let me down", "I want to kill myself"])
def test_a_line_that_hurts_or_alarms_is_held_back_and_nothing_has_ended(ada, cy_client, back, note):
    answer = cy_client.post(back, {"note": note})
    assert answer.status_code == 422
    assert note in text(answer)
    assert parting.partings(ada) == []


def test_a_line_that_is_too_long_is_said_above_the_field(cy_client, back):
    answer = cy_client.post(back, {"note": "x" * 301})
    assert answer.status_code == 422
    assert 'id="note-e"' in text(answer)
