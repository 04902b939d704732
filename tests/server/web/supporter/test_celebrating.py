"""To celebrate: own words or a ready line, once; what would press is held back, and not lost."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.content.supporters import celebrate, held_back
from overture.server.care import cheering
from overture.server.care.models import Celebration

pytestmark = pytest.mark.django_db

PRESSING = "Finally! You should go every week."


@pytest.fixture
def link(ada, cy):
    return factories.linked(ada, cy, "steps-done")


@pytest.fixture
def address(ada, link):
    step = factories.own_step(ada, "Said hello to the driver")
    moment = factories.attempt(ada, of=step, now=timezone.now())
    return reverse("celebrate_this", args=[link.pk, moment.pk])


def text(answer):
    return answer.content.decode()


def test_own_words_reach_the_member_once_and_stand_beside_the_thing(cy_client, link, address):
    assert "Said hello to the driver" in text(cy_client.get(address))
    answer = cy_client.post(address, {"words": "Which driver?", "key": uuid4()}, follow=True)
    assert "Which driver?" in text(answer)
    assert 'role="status"' in text(answer)
    again = cy_client.post(address, {"words": "And again", "key": uuid4()})
    assert again.headers["Location"] == reverse("shared_page", args=[link.pk])
    assert Celebration.objects.get().words == "Which driver?"


def test_a_ready_line_is_sent_by_a_tap(cy_client, address):
    line = celebrate().line[-1]
    cy_client.post(address, {"words": "", "ready": line.id})
    made = Celebration.objects.get()
    assert (made.words, made.ready) == (line.words, line.id)


def test_every_ready_line_can_be_chosen_on_the_page(cy_client, address):
    page = text(cy_client.get(address))
    offered = re.findall(r'name="ready" value="([\w-]+)"', page)
    assert sorted(offered) == sorted(line.id for line in celebrate().line)


def test_pressing_words_are_held_back_stay_in_the_box_and_better_ones_are_offered(
    cy_client, address
):
    answer = cy_client.post(address, {"words": PRESSING})
    page = text(answer)
    held = held_back().kind_of(PRESSING)
    assert held is not None
    assert answer.status_code == 422
    assert PRESSING in page
    assert "Your line has not been sent" in page
    assert all(words in page for words in held.better)
    assert not Celebration.objects.exists()
    cy_client.post(address, {"words": PRESSING, "ready": f"{held.id}-0"})
    assert Celebration.objects.get().words == held.better[0]


def test_words_of_danger_bring_help_and_stay_in_the_box(cy_client, address):
    answer = cy_client.post(address, {"words": "I want to kill myself"})
    page = text(answer)
    assert answer.status_code == 422
    assert "People who can help now" in page
    assert "I want to kill myself" in page
    assert not Celebration.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Write a line, or choose one below."), ("x" * 501, "longer than fits"), ("\x07", "text")],
)
def test_what_cannot_be_sent_is_said_above_the_field(cy_client, address, words, said):
    answer = cy_client.post(address, {"words": words})
    assert answer.status_code == 422
    assert 'id="words-e"' in text(answer)
    assert said in text(answer)


def test_what_came_back_is_told_and_silence_is_not(ada, cy_client, address):
    cy_client.post(address, {"words": "Which driver?"})
    said = cheering.waiting(ada)[0]
    page = reverse("celebrations")
    assert "thank you" not in text(cy_client.get(page))
    cheering.answer(celebration=said, given="thanks", now=timezone.now())
    assert "Ada says thank you." in text(cy_client.get(page))


def test_what_waits_to_be_celebrated_stands_under_celebrate(cy_client, address):
    assert address in text(cy_client.get(reverse("celebrations")))
    cy_client.post(address, {"words": "Which driver?"})
    assert address not in text(cy_client.get(reverse("celebrations")))
