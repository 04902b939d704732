"""What was answered to sets of questions stands in the copy to read in words, never by ids."""

from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.factories import NOW
from tests.support.instruments import instrument

from overture.content.instruments import instruments
from overture.measures import PROFILE
from overture.measures.contact import QUESTIONS
from overture.server.assessments import instruments as room
from overture.server.assessments import kinds, services
from overture.server.web.member.answered import in_words

pytestmark = pytest.mark.django_db

OURS = instruments()["people-this-week"]


def copy_of(client) -> str:
    page = unescape(client.get(reverse("export_html")).content.decode())
    return page.split("Answers to sets of questions")[1].split("<h2>")[0]


def test_our_own_sets_are_told_by_question_and_answer(ada, ada_client):
    item = OURS.items[0]
    choice = OURS.choices_of(item)[1]
    room.answer(member=ada, instrument=OURS, answers={item.id: choice.value}, key=uuid4(), now=NOW)
    copy = copy_of(ada_client)
    for words in (OURS.title, item.asks, choice.words):
        assert words in copy
    assert f"{item.id} {choice.value}" not in copy


def test_the_six_taps_and_those_about_kinds_are_told_in_words(ada, ada_client):
    services.answer_profile(member=ada, answers={PROFILE[1].id: 2}, key=uuid4(), now=NOW)
    given = {"dreaded": ["phone", "group"], "wanted": []}
    kinds.answer_kinds(member=ada, answers=given, key=uuid4(), now=NOW)
    copy = copy_of(ada_client)
    assert PROFILE[1].asks in copy
    assert PROFILE[1].answers[2] in copy
    assert QUESTIONS[0].asks in copy
    assert "Several at once; On the phone" in copy
    assert "None of them" in copy


def test_what_was_left_open_is_said_to_be(ada, ada_client):
    services.answer_profile(member=ada, answers={}, key=uuid4(), now=NOW)
    assert "All left open." in copy_of(ada_client)


def test_where_a_set_is_gone_its_title_and_what_came_of_it_are_left(ada):
    made = instrument()
    room.add(instrument=made, rights="Ours", confirmed_by="Tova", now=NOW)
    answers = {item.id: made.choices_of(item)[0].value for item in made.items}
    room.answer(member=ada, instrument=made, answers=answers, key=uuid4(), now=NOW)
    rows = list(ada.administrations.values())
    (here,) = in_words(rows)
    assert [asked for asked, _ in here.said] == [item.asks for item in made.items]
    room.remove(name=made.id, now=NOW)
    (gone,) = in_words(rows)
    assert gone.title == made.title
    assert gone.said == ()
    assert [name for name, _ in gone.came] == [one["title"] for one in rows[0]["readings"]]
