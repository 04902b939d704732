"""Today says once in a while that there are questions; one tap, and it never does again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.factories import NOW

from overture.content.instruments import instruments
from overture.server.accounts.models import Member
from overture.server.assessments import asking
from overture.server.assessments import instruments as room

pytestmark = pytest.mark.django_db

LINE = "a short set of questions</a> when you like"


def due(member, days):
    return asking.line_due(member=member, now=NOW + timedelta(days=days))


def begun_days_ago(member, days):
    then = timezone.now() - timedelta(days=days)
    Member.objects.filter(pk=member.pk).update(created_at=then)


def today(client):
    return client.get(reverse("today")).content.decode()


def test_not_on_the_first_day_then_for_one_day_and_not_for_a_fortnight(ada):
    assert [due(ada, day) for day in (0, 1, 1, 2, 14, 15)] == [
        False,
        True,
        True,
        False,
        False,
        True,
    ]


def test_once_answered_it_waits_for_the_third_week(ada):
    ours = instruments()["people-this-week"]
    now = NOW + timedelta(days=1)
    room.answer(member=ada, instrument=ours, answers={"dread": 1}, key=uuid4(), now=now)
    assert [due(ada, day) for day in (2, 13, 14)] == [False, False, True]


def test_one_tap_and_it_is_never_said_again_until_one_wants_it(ada, ada_client):
    begun_days_ago(ada, 30)
    assert LINE in today(ada_client)
    answer = ada_client.post(reverse("measures_asking"), {"stop": "1"})
    assert answer.headers["Location"] == reverse("today")
    assert LINE not in today(ada_client)
    assert not due(ada, 4000)
    page = ada_client.get(reverse("measures")).content.decode()
    assert "Mention them again" in page
    ada_client.post(reverse("measures_asking"), {"ask": "1"})
    assert LINE in today(ada_client)


def test_on_somebodys_first_day_today_stays_quiet(ada, ada_client):
    begun_days_ago(ada, 0)
    assert LINE not in today(ada_client)


def test_each_member_is_told_for_themselves(ada, di):
    asking.say(member=ada, stopped=True)
    assert not due(ada, 1)
    assert due(di, 1)
