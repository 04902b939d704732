"""Six weeks from the first page to the last, on a clock that runs as life does: unevenly."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.walking import Clock, Walker

from overture.server.practice.models import CourseChoice, QuietPlan

pytestmark = pytest.mark.django_db

PLAN = {"signs": "I let it ring", "smallest": "Nod to the driver", "to_myself": "A hard month"}


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def walker(ada_client, clock):
    return Walker(ada_client)


def test_a6_six_weeks_are_walked_by_doing_things_and_by_saying_on(walker, clock):
    walker.says("began")
    walker.ticks_all_but("one-guess")
    assert walker.title() == "First the guess"
    walker.meets("neighbour-parcel/morning", guess=8, felt=3, fear="She looks through me")
    assert walker.title() == "Eyes up"

    clock.passes(days=9)
    walker.ticks_all_but("at-a-counter", "with-people")
    walker.practises("counter-coffee")
    walker.meets("counter-coffee/order_change", guess=7, felt=3)
    assert walker.title() == "The second sentence"

    clock.passes(weeks=7)  # a winter
    assert walker.title() == "The second sentence"
    walker.says("on")
    walker.nearly("phone-dentist/ring_and_book", "Ring before nine")
    walker.writes("That the door is far enough")
    walker.says("on")
    assert walker.title() == "What comes round by itself"

    _sets_up_what_stays(walker)
    walker.says("on")
    assert walker.title() == "Without the course"
    ending = walker.page("course_ending")
    for words in ("She looks through me", "Ring before nine", "That the door is far enough"):
        assert words in ending
    walker.says("on")
    assert walker.title() == "After the course"
    assert "today__course" not in walker.page("today")


def _sets_up_what_stays(walker):
    given = {"title": "Tea with Noor", "weekday": "2", "every": "week", "key": uuid4()}
    walker.client.post(reverse("anchors"), given)
    walker.client.post(reverse("quiet_plan_write"), {**PLAN, "key": uuid4()})
    assert QuietPlan.objects.get().smallest == "Nod to the driver"
    assert walker.page().count("In your record") >= 2


def test_a_long_time_away_costs_nothing_and_is_not_mentioned(walker, clock):
    walker.says("began")
    walker.says("on")
    before = walker.page()
    clock.passes(weeks=20)
    after = walker.page()
    assert walker.title() == "Eyes up"
    for word in ("away", "since", "missed", "late", "weeks ago"):
        assert after.count(word) == before.count(word)
    assert CourseChoice.objects.count() == 2
