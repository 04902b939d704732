"""Breathing for anybody; short lessons; and how the next step is chosen."""

import pytest
from django.test import Client
from django.urls import reverse

from overture.content.exercises import exercises
from overture.content.lessons import lessons
from overture.planning import feasibility

pytestmark = pytest.mark.django_db


def _text(answer) -> str:
    return answer.content.decode()


def test_breathing_waits_until_it_is_begun():
    page = _text(Client().get(reverse("breathe")))
    assert "data-run" not in page
    assert 'value="4-6" checked' in page


def test_without_scripts_the_pacer_runs_and_the_count_is_written():
    page = _text(Client().get(reverse("breathe"), {"length": "3-4", "begin": "1"}))
    assert 'data-run="3-4"' in page
    assert "In: 1, 2, 3<br>Out: 1, 2, 3, 4" in page


def test_just_counting_moves_nothing():
    page = _text(Client().get(reverse("breathe"), {"length": "count", "begin": "1"}))
    assert "data-run" not in page
    assert "In: 1, 2, 3, 4<br>Out: 1, 2, 3, 4, 5, 6" in page


def test_a_length_that_there_is_not_is_the_usual_one():
    assert 'value="4-6" checked' in _text(Client().get(reverse("breathe"), {"length": "9-9"}))


def test_stopping_is_always_there(ada_client):
    page = _text(ada_client.get(reverse("breathe"), {"begin": "1"}))
    assert f'href="{reverse("today")}">That’s enough</a>' in page


def test_what_settles_the_body_is_listed_for_anybody():
    page = _text(Client().get(reverse("settle")))
    assert reverse("breathe") in page
    for name in exercises():
        assert f'href="{reverse("exercise", args=[name])}"' in page


@pytest.mark.parametrize("name", list(exercises()))
def test_an_exercise_stands_whole_on_its_page(name):
    exercise = exercises()[name]
    page = _text(Client().get(reverse("exercise", args=[name])))
    places = [page.index(part.text) for part in exercise.parts]
    assert places == sorted(places)
    assert exercise.why in page
    assert exercise.ending in page
    assert "That’s enough" in page


def test_b7_an_exercise_leads_a_member_to_a_small_step(ada_client):
    exercise = exercises()["noticing-people"]
    page = _text(ada_client.get(reverse("exercise", args=[exercise.id])))
    address = f"{reverse('step_add')}?exercise={exercise.id}"
    assert address in page
    assert f">{exercise.step}</textarea>" in _text(ada_client.get(address))


def test_an_exercise_that_there_is_not_is_not_found():
    assert Client().get(reverse("exercise", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("name", list(lessons()))
def test_b14_a_lesson_shows_its_sources_and_their_doubts(ada_client, name):
    page = _text(ada_client.get(reverse("lesson", args=[name])))
    assert page.count("Doubt: ") == len(lessons()[name].sources)
    assert "no treatment and no diagnosis" in page


def test_all_lessons_are_listed_in_their_order(ada_client):
    page = _text(ada_client.get(reverse("lessons")))
    places = [page.index(reverse("lesson", args=[name])) for name in lessons()]
    assert places == sorted(places)


def test_the_step_of_a_lesson_waits_to_be_put_on_the_list(ada_client):
    lesson = lessons()["asking-for-something"]
    page = _text(ada_client.get(reverse("lesson", args=[lesson.id])))
    assert lesson.question in page
    address = f"{reverse('step_add')}?lesson={lesson.id}"
    assert f'href="{address}"' in page
    assert f">{lesson.step}</textarea>" in _text(ada_client.get(address))


def test_no_address_puts_words_of_its_own_on_the_list(ada_client):
    page = _text(ada_client.get(reverse("step_add"), {"lesson": "Send me money"}))
    assert "></textarea>" in page


def test_without_a_space_the_list_of_lessons_leads_to_the_start():
    assert Client().get(reverse("lessons")).headers["Location"] == reverse("welcome")


def test_a_lesson_that_there_is_not_is_not_found(ada_client):
    assert ada_client.get(reverse("lesson", args=["nothing"])).status_code == 404


def test_without_a_space_a_lesson_leads_to_the_start():
    answer = Client().get(reverse("lesson", args=["how-guesses-change"]))
    assert answer.headers["Location"] == reverse("welcome")


def test_how_cue_chooses_says_what_the_planner_does(ada_client):
    page = _text(ada_client.get(reverse("how_cue_chooses")))
    assert list(feasibility.GAPS_DAYS) == [0, 1, 4, 10]
    assert feasibility.AFTER_HARD.days == 3
    assert "a day after the first time, four after the second, then ten" in page
    assert "for three days" in page
