"""The course on its pages: begun, walked, paused, left, without a word that pushes."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.practice import course as kept
from overture.server.practice.models import CourseAnswer, CourseChoice, CourseTick
from overture.server.safeguarding import services as safeguarding

pytestmark = pytest.mark.django_db

PUSHING = re.compile(
    r"\d+ ?%|per cent|\bdays? (?:left|behind)|overdue|missed|week \d", re.IGNORECASE
)


def _page(client, name="course", **given) -> str:
    return client.get(reverse(name), given).content.decode()


def _say(client, said, week=""):
    return client.post(reverse("course_say"), {"said": said, "week": week, "key": uuid4()})


def _title(page: str) -> str:
    return re.search(r"<h1>([^<]+)</h1>", page)[1]


def test_who_has_not_begun_reads_what_it_is_and_may_leave_it(ada_client):
    page = _page(ada_client)
    assert _title(page) == "About six weeks, at your pace"
    assert "Not now" in page
    assert "Nothing is counted" in page


def test_a6_a_member_walks_all_six_weeks_at_their_own_pace_and_arrives_after_them(ada_client):
    _say(ada_client, "began")
    titles = []
    for number in range(1, 7):
        page = _page(ada_client)
        titles.append(_title(page))
        assert page.count('aria-current="step"') == 1
        assert not PUSHING.search(re.sub(r"<[^>]*>", " ", page))
        _say(ada_client, "on", f"week-{number}")
    assert titles == [week.title for week in kept.way()[:-1]]
    after = _page(ada_client)
    assert _title(after) == "After the course"
    assert "On to the next" not in after
    assert "Put it on my list" not in after


def test_a_week_shows_where_each_thing_is_and_a_small_step_for_the_list(ada_client):
    _say(ada_client, "began")
    page = _page(ada_client)
    assert reverse("lesson", args=["how-guesses-change"]) in page
    assert reverse("exercise", args=["noticing-people"]) in page
    step = ada_client.get(f"{reverse('step_add')}?course=week-1").content.decode()
    assert "Nod to somebody you pass, and guess first whether they nod back" in step


def test_a_thing_is_ticked_by_hand_and_the_tick_is_taken_away(ada_client):
    _say(ada_client, "began")
    given = {"week": "week-1", "thing": "noticing"}
    ada_client.post(reverse("course_tick"), given)
    assert "Take the tick away" in _page(ada_client)
    ada_client.post(reverse("course_tick"), {**given, "untick": "1"})
    assert not CourseTick.objects.exists()
    assert "Take the tick away" not in _page(ada_client)


def test_what_the_record_holds_needs_no_tick(ada, ada_client):
    _say(ada_client, "began")
    factories.attempt(ada)
    page = _page(ada_client)
    assert "In your record" in page
    assert "Take the tick away" not in page


def test_when_everything_of_a_week_is_there_the_next_one_opens_and_says_so(ada_client):
    _say(ada_client, "began")
    for thing in kept.way()[0].things:
        ada_client.post(reverse("course_tick"), {"week": "week-1", "thing": thing.id})
    page = _page(ada_client)
    assert _title(page) == "Eyes up"
    assert "“First the guess” is behind you." in page
    _say(ada_client, "back", "week-1")
    page = _page(ada_client)
    assert _title(page) == "First the guess"
    assert "To where I was" in page
    _say(ada_client, "on", "week-1")
    assert _title(_page(ada_client)) == "Eyes up"


@pytest.mark.parametrize(
    ("said", "heading", "again"),
    [("paused", "Paused", "up"), ("left", "You left the course", "began")],
)
def test_pausing_and_leaving_take_one_tap_and_keep_everything(ada_client, said, heading, again):
    _say(ada_client, "began")
    _say(ada_client, "on", "week-1")
    answer = _say(ada_client, said)
    page = ada_client.get(answer.headers["Location"]).content.decode()
    assert _title(page) == heading
    assert "Eyes up" in page
    assert "On to the next" not in page
    _say(ada_client, again)
    assert _title(_page(ada_client)) == "Eyes up"


def test_an_answer_to_the_question_is_kept_and_stands_there_again(ada_client):
    _say(ada_client, "began")
    given = {"week": "week-1", "words": "That they sigh at me", "key": uuid4()}
    answer = ada_client.post(reverse("course_answer"), given)
    assert answer.headers["Location"] == f"{reverse('course')}?said=answered"
    assert ">That they sigh at me</textarea>" in _page(ada_client)


@pytest.mark.parametrize(("words", "said"), [("", "few words"), ("x" * 4001, "longer than fits")])
def test_an_answer_that_cannot_be_kept_comes_back_with_what_was_typed(ada_client, words, said):
    _say(ada_client, "began")
    answer = ada_client.post(reverse("course_answer"), {"week": "week-1", "words": words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f">{words}</textarea>" in page
    assert not CourseAnswer.objects.exists()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("course_say", {"said": "jump"}),
        ("course_say", {"said": "on", "week": "week-99"}),
        ("course_tick", {"week": "week-1", "thing": "dance"}),
        ("course_answer", {"week": "week-99", "words": "x"}),
    ],
)
def test_what_is_no_word_of_the_course_changes_nothing(ada_client, name, given):
    assert ada_client.post(reverse(name), given).headers["Location"] == reverse("course")
    assert not CourseChoice.objects.exists()
    assert not CourseTick.objects.exists()
    assert not CourseAnswer.objects.exists()


def test_a7_what_overture_does_less_of_is_said_and_can_be_switched_off_beside_it(ada, ada_client):
    _say(ada_client, "began")
    page = _page(ada_client)
    assert "In two weeks: no moments with people." in page
    assert "three moments with people a week halve that" in page
    ada_client.post(reverse("course_fades"), {})
    ada.refresh_from_db()
    assert not ada.fades
    ada_client.post(reverse("course_fades"), {"fades": "on"})
    ada.refresh_from_db()
    assert ada.fades


def test_today_has_one_line_of_it_while_it_goes_and_none_otherwise(ada_client):
    line = "today__course"
    assert line not in _page(ada_client, "today")
    _say(ada_client, "began")
    page = _page(ada_client, "today")
    assert page.count(line) == 1
    assert "The course: First the guess" in page
    _say(ada_client, "paused")
    assert line not in _page(ada_client, "today")
    _say(ada_client, "up")
    for number in range(1, 7):
        _say(ada_client, "on", f"week-{number}")
    assert line not in _page(ada_client, "today")


def test_today_offers_it_after_a_first_good_moment_and_practise_has_it_always(ada, ada_client):
    offer = "course of about six weeks"
    assert offer not in _page(ada_client, "today")
    factories.attempt(ada)
    assert offer in _page(ada_client, "today")
    assert reverse("course") in _page(ada_client, "practise")


def test_on_a_heavy_day_nothing_new_is_offered(ada, ada_client):
    factories.attempt(ada)
    before = timezone.now() - timedelta(days=1)
    hard = "I'm going to kill myself tonight"
    safeguarding.look(member=ada, text=hard, surface="talk", now=before)
    page = _page(ada_client, "today")
    assert "something heavy" in page
    assert "course of about six weeks" not in page


def test_the_copy_to_read_holds_every_answer(ada_client):
    for words in ("That they sigh", "That they sigh, and look away"):
        given = {"week": "week-1", "words": words, "key": uuid4()}
        ada_client.post(reverse("course_answer"), given)
    copy = _page(ada_client, "export_html")
    assert ">That they sigh</span>" in copy
    assert ">That they sigh, and look away</span>" in copy


def test_a_stranger_sees_nothing_of_it(ada_client, di_client):
    _say(ada_client, "began")
    given = {"week": "week-1", "words": "Marmalade", "key": uuid4()}
    ada_client.post(reverse("course_answer"), given)
    page = _page(di_client)
    assert "Marmalade" not in page
    assert _title(page) == "About six weeks, at your pace"


def test_without_a_space_the_course_leads_to_the_start(db):
    assert Client().get(reverse("course")).headers["Location"] == reverse("welcome")
