"""The checklist, steps of one's own, near misses, and planning after practice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.content import scenes
from overture.content.families import FAMILIES
from overture.server.practice import services
from overture.server.practice.models import Attempt, Review, Step
from overture.server.practice.services import Happened
from overture.server.web.member.near_miss import CHANGES, NEEDED

pytestmark = pytest.mark.django_db


def _text(answer) -> str:
    return answer.content.decode()


def _today():
    return timezone.localdate()


def test_an_empty_list_says_that_nothing_is_missing(ada_client):
    page = _text(ada_client.get(reverse("steps")))
    assert "Nothing here yet, and nothing is missing." in page
    assert page.count('aria-label="') >= 7


def test_b3_an_own_step_is_added_once(ada, ada_client):
    data = {"title": "  Say hello\nto  Sam ", "day": _today(), "when": "after six", "key": uuid4()}
    for _ in range(2):
        answer = ada_client.post(reverse("step_add"), data)
        assert answer.headers["Location"] == "/steps?said=planned"
    step = Step.objects.get()
    assert step.title == "Say hello to Sam"
    page = _text(ada_client.get("/steps?said=planned"))
    assert "Planned for today, after six" in page
    assert 'role="status"' in page


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "\x00", "a" * 100_000])
def test_a_step_that_cannot_be_kept_comes_back(ada_client, title):
    page = ada_client.post(reverse("step_add"), {"title": title, "when": "at noon"})
    assert page.status_code == 422
    assert "at noon" in _text(page)
    assert 'id="title-e"' in _text(page)
    assert not Step.objects.exists()


@pytest.mark.parametrize("title", ["🙂🙂", "قل مرحبا", "<script>x</script>"])
def test_any_words_are_kept_and_shown_as_words(ada_client, title):
    ada_client.post(reverse("step_add"), {"title": title, "key": uuid4()})
    assert Step.objects.get().title == title
    page = _text(ada_client.get(reverse("steps")))
    assert "<script>x" not in page
    assert 'dir="auto"' in page


def test_about_to_and_did_share_one_attempt(ada, ada_client):
    step = factories.own_step(ada)
    for name, leads in (("step_begin", "predict"), ("step_did", "outcome")):
        answer = ada_client.post(reverse(name, args=[step.pk]), {"key": uuid4()})
        attempt = Attempt.objects.get()
        assert answer.headers["Location"] == reverse(leads, args=[attempt.pk])


def test_a_step_moves_and_rests(ada, ada_client):
    step = factories.own_step(ada)
    address = reverse("step_plan", args=[step.pk])
    tomorrow = _today() + timedelta(days=1)
    ada_client.post(address, {"day": tomorrow.isoformat()})
    assert "Planned for tomorrow" in _text(ada_client.get(reverse("steps")))
    assert f'value="{tomorrow.isoformat()}" checked' in _text(ada_client.get(address))
    ada_client.post(address, {"rest": "1"})
    page = _text(ada_client.get(reverse("steps")))
    assert "Resting until you pick it up again." in page
    assert ada_client.post(address, {"day": "never"}).status_code == 422


def test_done_steps_show_what_was_expected_and_met(ada, ada_client):
    factories.attempt(ada, now=timezone.now())
    page = _text(ada_client.get(reverse("steps")))
    assert "Today. Expected 7, was 4. Enjoyed it 5." in page


def test_a_day_that_has_passed_is_never_late(ada, ada_client):
    step = factories.own_step(ada)
    Step.objects.update(planned_for=_today() - timedelta(days=1))
    page = _text(ada_client.get(reverse("steps")))
    assert "Was planned for yesterday" in page
    assert "I’m about to" in page
    assert step.title in page


def test_only_the_last_done_steps_are_shown_until_asked(ada, ada_client):
    for n in range(5):
        step = factories.own_step(ada, f"Step number {n}")
        factories.attempt(ada, of=step, now=timezone.now())
    assert _text(ada_client.get(reverse("steps"))).count("Step number") == 3 + 1  # and the week
    assert "Step number 0" in _text(ada_client.get("/steps?all=1"))


# ---- near miss


@pytest.fixture
def missed(ada) -> Attempt:
    """An attempt that was stopped before it."""
    attempt = factories.attempt(ada, outcome=None)
    services.happened(attempt=attempt, outcome=Happened(reach="stopped"), now=factories.NOW)
    return attempt


def test_a_near_miss_begins_with_what_was_done(ada_client, missed):
    page = _text(ada_client.get(reverse("near_miss", args=[missed.pk])))
    assert "Let’s look at how far you got" in page
    assert "Said what you expected, before knowing" in page
    assert "Came back to look at it" in page
    assert "checked" not in page


def test_a_day_that_is_still_ahead_is_kept_with_the_change(ada_client, missed):
    ahead = _today() + timedelta(days=2)
    Step.objects.update(planned_for=ahead, when_words="after work")
    answer = ada_client.post(reverse("near_miss", args=[missed.pk]), {"change": "quiet"})
    step = Step.objects.get()
    assert (step.planned_for, step.when_words) == (ahead, "after work")
    assert "It keeps its day, and it can move." in _text(ada_client.get(answer.headers["Location"]))


@pytest.mark.parametrize("days", [0, 1])
def test_a_day_that_is_over_is_not_asked_of_anybody_again(ada_client, missed, days):
    Step.objects.update(planned_for=_today() - timedelta(days=days))
    answer = ada_client.post(reverse("near_miss", args=[missed.pk]), {"change": "quiet"})
    assert Step.objects.get().planned_for is None
    assert answer.headers["Location"] == "/steps?said=carried"


def test_b9_one_change_is_carried_to_the_next_time(ada_client, missed):
    data = {"way": "Four of them", "see": "most", "change": "quiet"}
    answer = ada_client.post(reverse("near_miss", args=[missed.pk]), data)
    assert answer.headers["Location"] == "/steps?said=carried"
    step = Step.objects.get()
    assert (step.status, step.change) == ("planned", CHANGES["quiet"])
    assert "This time: Go when it’s quieter" in _text(ada_client.get(reverse("steps")))
    review = Review.objects.get()
    assert review.got_in_the_way == "Four of them"
    assert review.another_reading == "That would stop most of us"
    ada_client.post(reverse("near_miss", args=[missed.pk]), {"change": "half"})
    assert Review.objects.get().change == CHANGES["quiet"]


def test_own_words_count_before_a_tap(ada_client, missed):
    data = {"see": "most", "see_words": "They were busy", "change": "own", "change_words": "At ten"}
    ada_client.post(reverse("near_miss", args=[missed.pk]), data)
    review = Review.objects.get()
    assert (review.another_reading, review.change) == ("They were busy", "At ten")


def test_a_smaller_step_of_the_same_ladder_is_offered(ada_client, missed):
    page = _text(ada_client.get(reverse("near_miss", args=[missed.pk])))
    assert "First a smaller one: go out when someone is on the stairs" in page


def test_without_a_change_nothing_is_lost(ada_client, missed):
    data = {"way": "Four of them", "see": "unseen"}
    page = ada_client.post(reverse("near_miss", args=[missed.pk]), data)
    assert page.status_code == 422
    assert NEEDED in _text(page)
    assert "Four of them" in _text(page)
    assert 'value="unseen" checked' in _text(page)


def test_letting_it_rest_keeps_the_words_too(ada_client, missed):
    data = {"way": "Four of them", "rest": "1"}
    answer = ada_client.post(reverse("near_miss", args=[missed.pk]), data)
    assert answer.headers["Location"] == "/steps?said=rested"
    assert Review.objects.get().got_in_the_way == "Four of them"
    assert Step.objects.get().status == "resting"


def test_a_change_that_is_too_long_comes_back(ada_client, missed):
    data = {"change_words": "a" * 500, "way": "Busy"}
    page = ada_client.post(reverse("near_miss", args=[missed.pk]), data)
    assert page.status_code == 422
    assert "300 characters longer" in _text(page)
    assert "Busy" in _text(page)


# ---- practise and people


def test_practise_shows_three_scenes_and_all_behind_a_link(ada_client):
    page = _text(ada_client.get(reverse("practise")))
    assert page.count("/begin") == 3
    assert "likely to go well" not in page
    every = _text(ada_client.get("/practise?all=1"))
    assert every.count("/begin") == len(scenes())
    for kind in {scene.family for scene in scenes().values()}:
        assert f'<h3 class="kind">{FAMILIES[kind].title}</h3>' in every


def test_a_real_step_is_planned_after_practice_once(ada, ada_client):
    address = reverse("plan_real", args=["neighbour-parcel"])
    page = _text(ada_client.get(address))
    assert page.index("Read the names by the bells") < page.index("Knock with a real reason")
    data = {"step": factories.LIBRARY_STEP, "day": _today(), "key": uuid4()}
    for _ in range(2):
        ada_client.post(address, data)
    assert Step.objects.get().library_id == factories.LIBRARY_STEP


@pytest.mark.parametrize("step", ["", "neighbour-lift/floor_word", "<b>"])
def test_a_step_that_is_not_of_the_scene_is_sent_back(ada_client, step):
    data = {"step": step, "when": "at noon"}
    page = ada_client.post(reverse("plan_real", args=["neighbour-parcel"]), data)
    assert page.status_code == 422
    assert "at noon" in _text(page)
    assert not Step.objects.exists()


def test_a_scene_that_is_none_is_not_found(ada_client):
    assert ada_client.get(reverse("plan_real", args=["the-moon"])).status_code == 404


def test_people_says_nobody_and_counts_in_words(ada, ada_client, missed):
    assert "None in your record yet" in _text(ada_client.get(reverse("people")))
    factories.attempt(ada)
    page = _text(ada_client.get(reverse("people")))
    assert "One moment so far." in page
    assert "With neighbours" in page
    assert "Nothing is shared" in page
