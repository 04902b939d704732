"""The end of the course: what changed in the member's own words, what stays, and a goodbye."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture.server.practice import anchors, course, thoughts
from overture.server.practice import services as practice
from overture.server.practice.services import Happened
from overture.server.web.telling_change import NOBODY

pytestmark = pytest.mark.django_db

END = reverse("course_ending")
HOOKS = re.compile(r"before you go|come back|see you|miss you|one more|don.t forget", re.IGNORECASE)


def _say(member, said, week=""):
    course.say(member=member, said=said, week=week, key=uuid4(), now=NOW)


def _in_week_six(member):
    _say(member, "began")
    for number in range(1, 6):
        _say(member, "on", f"week-{number}")


def _page(client) -> str:
    return client.get(END).content.decode()


def test_it_is_open_from_the_last_week_on_and_not_before(ada, ada_client):
    assert ada_client.get(END).headers["Location"] == reverse("course")
    _say(ada, "began")
    assert ada_client.get(END).headers["Location"] == reverse("course")
    _in_week_six(ada)
    assert END in ada_client.get(reverse("course")).content.decode()
    assert "End the course" in _page(ada_client)


def test_what_changed_is_told_from_the_record_and_in_own_words(ada, ada_client):
    _in_week_six(ada)
    half_way = factories.attempt(ada, outcome=Happened(reach="started"))
    practice.review(
        attempt=half_way, got_in_the_way="", another_reading="", change="Go early", now=NOW
    )
    factories.attempt(ada)
    course.answer(member=ada, week="week-1", words="That they sigh", key=uuid4(), now=NOW)
    page = _page(ada_client)
    assert "Too few to call it a pattern" in page
    assert '<q class="own" dir="auto">It goes quiet</q>' in page
    assert "You gave it 6 times in 10. It did not happen." in page
    assert "Go early" in page
    assert "That they sigh" in page


def test_a_thought_that_was_tried_out_stands_there_with_what_was_kept_of_it(ada, ada_client):
    _in_week_six(ada)
    thought = thoughts.catch(
        member=ada, about="ahead", moment="", words="They sigh", sure=8, key=uuid4(), now=NOW
    )
    step = factories.own_step(ada)
    thoughts.test(thought=thought, step=step, feared_event="A sigh", key=uuid4(), now=NOW)
    assert "They sigh" not in _page(ada_client)
    tried = factories.attempt(ada, of=step, now=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    thoughts.keep(thought=thought, attempt=tried, sure=3, words="One did, at the heat", now=later)
    page = _page(ada_client)
    assert '<q class="own" dir="auto">They sigh</q>' in page
    assert '<q class="own" dir="auto">One did, at the heat</q>' in page


def test_with_an_empty_record_it_is_honest_and_ends_all_the_same(ada, ada_client):
    _in_week_six(ada)
    assert NOBODY in _page(ada_client)
    assert "You went and looked" not in _page(ada_client)
    assert "End the course" in _page(ada_client)


def test_a7_the_course_ends_with_a_goodbye_without_hooks_and_what_stays(ada, ada_client):
    _in_week_six(ada)
    anchors.declare(
        member=ada, title="Choir", first=NOW.date(), every="week", at=None, key=uuid4(), now=NOW
    )
    page = _page(ada_client)
    assert "Goodbye, then" in page
    assert "Choir" in page
    assert not HOOKS.search(re.sub(r"<[^>]*>", " ", page))
    given = {"said": "on", "week": "week-6", "key": uuid4()}
    ada_client.post(reverse("course_say"), given)
    after = ada_client.get(reverse("course")).content.decode()
    assert "After the course" in after
    assert "Choir" in after
    assert reverse("anchors") in after
    assert reverse("quiet_plan") in after
    assert "To what you set up" in _page(ada_client)
    assert "today__course" not in ada_client.get(reverse("today")).content.decode()


def test_a_stranger_reads_nothing_of_it(ada, di, di_client):
    _in_week_six(ada)
    course.answer(member=ada, week="week-1", words="Marmalade", key=uuid4(), now=NOW)
    _in_week_six(di)
    assert "Marmalade" not in _page(di_client)


def test_without_a_space_it_leads_to_the_start(db):
    assert Client().get(END).headers["Location"] == reverse("welcome")
