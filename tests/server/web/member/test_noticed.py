"""The quiet card of Today: at most one, in words, and every answer costs nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.noticing import standing_still, weeks_with_people

from overture.content import real_steps
from overture.server.practice.models import Answer, Away, Plan
from overture.server.safeguarding import services as safeguarding

pytestmark = pytest.mark.django_db

CARD = 'id="noticed"'
HARD = "I'm going to kill myself tonight"
QUIETER = (*[4] * 10, 1, 1, 0)


@pytest.fixture
def quieter(ada):
    weeks_with_people(ada, QUIETER, timezone.localtime())
    return ada


def _today(client, **given) -> str:
    return client.get(reverse("today"), given).content.decode()


def _say(client, said):
    return client.post(reverse("today_noticed"), {"said": said})


def test_a_quieter_stretch_is_told_with_a_way_on_and_three_ways_out(quieter, ada_client):
    page = _today(ada_client)
    assert page.count(CARD) == 1
    assert "A quieter stretch" in page
    assert "In the last three weeks there were two." in page
    for said in ("smaller", "somebody", "not_now", "not_it", "away"):
        assert f'value="{said}"' in page
    assert "Nobody else is told." in page


def test_a_usual_day_has_no_card(ada_client):
    assert CARD not in _today(ada_client)


def test_with_the_card_there_is_no_other_note(quieter, ada_client):
    assert "Six words" not in _today(ada_client).split("</nav>")[0].split(CARD)[1]


def test_what_is_heavy_comes_first_and_alone(quieter, ada_client):
    before = timezone.now() - timedelta(days=1)
    safeguarding.look(member=quieter, text=HARD, surface="talk", now=before)
    page = _today(ada_client)
    assert "something heavy" in page
    assert CARD not in page


@pytest.mark.parametrize(
    ("said", "line"),
    [("not_now", "It will rest."), ("not_it", "It takes more"), ("away", "count for nothing")],
)
def test_an_answer_is_kept_and_said_back(quieter, ada_client, said, line):
    page = ada_client.post(reverse("today_noticed"), {"said": said}, follow=True)
    text = page.content.decode()
    assert Answer.objects.get().said == said
    assert CARD not in text
    assert re.search(rf'role="status">[^<]*{line}', text)
    assert Away.objects.exists() == (said == "away")


def test_something_small_is_a_real_step_with_somebody_in_it(quieter, ada_client):
    _today(ada_client)
    answer = _say(ada_client, "smaller")
    assert answer.headers["Location"] == f"{reverse('today')}#next"
    offer = Plan.objects.first().offers[0]
    assert offer["kind"] == "real"
    assert real_steps()[offer["step_id"]].step.features.channel != "none"
    assert offer["title"] in _today(ada_client)


def test_something_small_makes_no_plan_where_no_card_stood(ada, ada_client):
    _say(ada_client, "smaller")
    assert not Plan.objects.exists()


def test_my_people_leads_to_people(quieter, ada_client):
    assert _say(ada_client, "somebody").headers["Location"] == reverse("people")


def test_standing_still_offers_no_days_away(ada, ada_client):
    standing_still(ada, timezone.localtime())
    page = _today(ada_client)
    assert "still expected to be hard" in page
    assert 'value="away"' not in page
    assert _say(ada_client, "away").headers["Location"] == reverse("today")
    assert not Answer.objects.exists()


def test_a_stranger_sees_no_card_and_answers_none(quieter, di_client):
    assert CARD not in _today(di_client)
    assert _say(di_client, "not_it").headers["Location"] == reverse("today")
    assert not Answer.objects.exists()


def test_without_a_space_there_is_nothing_to_answer(db):
    answer = Client().post(reverse("today_noticed"), {"said": "not_now"})
    assert answer.status_code == 403


@pytest.mark.parametrize("said", ["", "nonsense", "SMALLER"])
def test_a_word_that_is_no_answer_changes_nothing(quieter, ada_client, said):
    assert _say(ada_client, said).headers["Location"] == reverse("today")
    assert not Answer.objects.exists()


def test_a_line_that_nobody_gave_is_not_shown(ada, ada_client):
    assert 'role="status"' not in _today(ada_client, kept="<b>hello</b>")
