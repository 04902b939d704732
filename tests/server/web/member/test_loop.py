"""A member walks the loop without scripts: today, predict, the moment, what happened, and again."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support import factories

from overture.conversation.talk import typeset
from overture.server.practice.models import Attempt, Outcome, Plan, Prediction, Rerating, Step
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db


def _text(answer) -> str:
    return answer.content.decode()


def _offer(client) -> Plan:
    client.get(reverse("today"))
    return Plan.objects.first()


def _answer(client, choice: str, plan: Plan, key=None, **headers):
    data = {"choice": choice, "plan": plan.pk, "key": key or uuid4()}
    return client.post(reverse("today_answer"), data, headers=headers)


# ---- profile


def test_the_profile_asks_six_questions_with_nothing_chosen(ada_client):
    page = _text(ada_client.get(reverse("profile")))
    assert page.count("<fieldset") == 6
    assert "checked" not in page
    assert "Skip all of it" in page


def test_the_profile_is_kept_once_and_may_be_skipped(ada, ada_client):
    key = uuid4()
    for _ in range(2):
        answer = ada_client.post(reverse("profile"), {"dread": "3", "key": key})
        assert answer.headers["Location"] == reverse("profile_kinds")
    assert [row.answers for row in ada.administrations.all()] == [{"dread": 3}]
    skipped = ada_client.post(reverse("profile"), {"dread": "1", "skip": "1", "key": uuid4()})
    assert skipped.headers["Location"] == reverse("today")
    assert ada.administrations.first().answers == {}


@pytest.mark.parametrize("answer", ["9", "-1", "much", "<b>"])
def test_an_answer_the_profile_does_not_have_is_sent_back(ada, ada_client, answer):
    page = ada_client.post(reverse("profile"), {"dread": answer})
    assert page.status_code == 422
    assert "nothing was kept" in _text(page)
    assert not ada.administrations.exists()


# ---- today


def test_today_shows_one_step_with_a_reason_and_three_answers(ada_client):
    page = _text(ada_client.get(reverse("today")))
    offer = Plan.objects.get().offers[0]
    assert ", Ada</h1>" in page
    assert typeset(offer["title"]) in page
    assert "Something smaller" in page
    assert "Not today" in page
    assert page.count('class="stage stack') == 1


def test_the_plan_of_the_day_stands_until_something_happens(ada, ada_client):
    plan = _offer(ada_client)
    ada_client.get(reverse("today"))
    assert Plan.objects.count() == 1
    assert plan.seed == Plan.objects.get().seed


def test_the_room_for_people_is_kept_and_plans_anew(ada, ada_client):
    _offer(ada_client)
    answer = ada_client.post(reverse("today_room"), {"room": "hardly any"})
    assert answer.headers["Location"] == "/today#next"
    assert ada.days.get().room == "hardly any"
    assert Plan.objects.count() == 2
    assert 'value="hardly any" checked' in _text(ada_client.get(reverse("today")))


def test_a_page_that_swaps_parts_gets_the_step_alone(ada_client):
    answer = ada_client.post(
        reverse("today_room"), {"room": "plenty"}, headers={"HX-Request": "true"}
    )
    assert _text(answer).lstrip().startswith("<section")


@pytest.mark.parametrize("room", ["", "a lot", "\x00", "🙂", "x" * 100_000])
def test_a_room_that_is_none_changes_nothing(ada, ada_client, room):
    assert ada_client.post(reverse("today_room"), {"room": room}).status_code == 302
    assert not ada.days.exists()


def test_something_smaller_keeps_the_answer_and_shows_another(ada_client):
    plan = _offer(ada_client)
    _answer(ada_client, "smaller", plan)
    _answer(ada_client, "smaller", plan)  # a double tap
    plan.refresh_from_db()
    if plan.pick == "smaller":
        assert Plan.objects.count() == 2
        assert Plan.objects.first().offers[0]["step_id"] != plan.offers[0]["step_id"]
    else:
        assert "smallest" in _text(_answer(ada_client, "smaller", plan, **{"HX-Request": "true"}))


def test_smaller_and_smaller_ends_and_says_so(ada_client):
    _offer(ada_client)
    for _ in range(80):
        page = _text(_answer(ada_client, "smaller", Plan.objects.first(), **{"HX-Request": "true"}))
        if "This is the smallest one there is" in page:
            return
    pytest.fail("there was always something smaller")


def test_not_today_is_fine_and_can_be_taken_back(ada_client):
    plan = _offer(ada_client)
    _answer(ada_client, "rest", plan)
    assert "Not today. That’s fine." in _text(ada_client.get(reverse("today")))
    plan.refresh_from_db()
    assert plan.pick == "not_today"
    _answer(ada_client, "show", plan)
    assert "Something smaller" in _text(ada_client.get(reverse("today")))


def test_doing_it_puts_the_step_on_the_list_once(ada, ada_client):
    plan = _real_plan(ada_client)
    key = uuid4()
    places = {_answer(ada_client, "do", plan, key).headers["Location"] for _ in range(2)}
    attempt = Attempt.objects.get()
    assert places == {reverse("predict", args=[attempt.pk])}
    assert Step.objects.get().planned_for is not None
    plan.refresh_from_db()
    assert plan.pick == "do"
    assert plan.picked_step == plan.offers[0]["step_id"]


def _real_plan(client) -> Plan:
    plan = _offer(client)
    while plan.offers[0]["kind"] != "real":
        client.post(reverse("today_room"), {"room": "some"})
        plan = Plan.objects.first()
    return plan


def test_practising_first_leads_to_the_scene_and_keeps_the_step(ada, ada_client):
    plan = _real_plan(ada_client)
    plan.offers[0].update(step_id=factories.LIBRARY_STEP, scene_id="neighbour-parcel")
    plan.save()
    answer = _answer(ada_client, "practise", plan)
    step = Step.objects.get()
    assert answer.headers["Location"] == f"/scenes/neighbour-parcel/begin?step={step.pk}"


@pytest.mark.parametrize("choice", ["do", "practise", "smaller", "rest"])
@pytest.mark.parametrize("plan", ["", "x", "99999999999999999999", "-1"])
def test_answering_a_plan_that_is_none_does_nothing(ada_client, choice, plan):
    answer = ada_client.post(reverse("today_answer"), {"choice": choice, "plan": plan})
    assert answer.status_code == 302
    assert not Step.objects.exists()


# ---- before, during, after


@pytest.fixture
def attempt(ada) -> Attempt:
    """An attempt at saying morning, just begun."""
    made = factories.attempt(ada, outcome=None)
    Prediction.objects.all().delete()
    return made


def test_before_nothing_is_chosen_and_answering_is_optional(ada_client, attempt):
    page = _text(ada_client.get(reverse("predict", args=[attempt.pk])))
    assert "checked" not in page
    assert "Go without answering" in page
    answer = ada_client.post(reverse("predict", args=[attempt.pk]), {"skip": "1"})
    assert answer.headers["Location"] == reverse("going", args=[attempt.pk])
    assert not Prediction.objects.exists()


def test_what_is_expected_is_written_once(ada_client, attempt):
    address = reverse("predict", args=[attempt.pk])
    first = {"anxiety": "7", "joy": "0", "fear": "4", "feared_words": "It goes quiet"}
    ada_client.post(address, first)
    ada_client.post(address, {"anxiety": "1"})  # the back button
    made = Prediction.objects.get()
    assert (made.anxiety, made.enjoyment, made.feared_in_ten) == (7, 0, 4)
    assert made.feared_event == "It goes quiet"
    assert ada_client.get(address).status_code == 302


def test_a_tapped_fear_is_kept_in_its_words(ada_client, attempt):
    ada_client.post(reverse("predict", args=[attempt.pk]), {"feared": "blank"})
    assert Prediction.objects.get().feared_event == "I'll go blank and stand there."


def test_the_fear_is_carried_over_and_the_number_is_not(ada, ada_client):
    step = factories.step(ada)
    factories.attempt(ada, of=step)
    again = factories.attempt(ada, of=step, outcome=None)
    again.prediction.delete()
    page = _text(ada_client.get(reverse("predict", args=[again.pk])))
    assert "It goes quiet" in page
    assert "checked" not in page
    ada_client.post(reverse("predict", args=[again.pk]), {"anxiety": "3"})
    assert Prediction.objects.get(attempt=again).feared_event == "It goes quiet"


def test_taps_and_words_stay_when_something_is_wrong(ada_client, attempt):
    words = "<b>ي🙂</b>" * 60
    address = reverse("predict", args=[attempt.pk])
    page = ada_client.post(address, {"anxiety": "6", "fear": "2", "feared_words": words})
    assert page.status_code == 422
    text = _text(page)
    assert "&lt;b&gt;ي🙂" in text
    assert "<b>ي" not in text
    assert text.count(" checked") == 2
    assert 'aria-describedby="fw-e"' in text
    assert not Prediction.objects.exists()


def test_going_says_when_it_counts(ada_client, attempt):
    page = _text(ada_client.get(reverse("going", args=[attempt.pk])))
    assert "It counts if you said it, whether or not they answered." in page
    assert "I did it" in page
    assert "Not this time" in page


def test_not_this_time_is_kept_as_started(ada_client, attempt):
    answer = ada_client.post(reverse("not_this_time", args=[attempt.pk]))
    assert answer.headers["Location"] == reverse("near_miss", args=[attempt.pk])
    assert Outcome.objects.get().reach == "stopped"
    attempt.step.refresh_from_db()
    assert attempt.step.status == "started"


def test_what_happened_is_written_once_and_leads_on(ada, ada_client):
    attempt = factories.attempt(ada, outcome=None)
    address = reverse("outcome", args=[attempt.pk])
    page = _text(ada_client.get(address))
    assert "It goes quiet" in page
    assert "is-happened" in page
    assert "understood" not in page
    data = {"anxiety": "4", "joy": "6", "happened": "no", "note": "She laughed", "reach": "done"}
    for _ in range(2):
        answer = ada_client.post(address, data)
        assert answer.headers["Location"] == reverse("again", args=[attempt.pk])
    made = Outcome.objects.get()
    assert (made.anxiety, made.enjoyment, made.feared, made.note) == (4, 6, "no", "She laughed")
    attempt.step.refresh_from_db()
    assert attempt.step.status == "done"


def test_part_of_the_way_leads_to_a_look_at_it(ada, ada_client):
    attempt = factories.attempt(ada, outcome=None)
    answer = ada_client.post(reverse("outcome", args=[attempt.pk]), {"reach": "started"})
    assert answer.headers["Location"] == reverse("near_miss", args=[attempt.pk])


@pytest.mark.parametrize("note", ["a" * 100_000, "bin\x00ary"])
def test_a_note_that_cannot_be_kept_comes_back_whole(ada, ada_client, note):
    attempt = factories.attempt(ada, outcome=None)
    data = {"anxiety": "4", "happened": "partly", "note": note}
    page = ada_client.post(reverse("outcome", args=[attempt.pk]), data)
    text = _text(page)
    assert page.status_code == 422
    assert note[:50].replace("\x00", "") in text.replace("\x00", "")
    assert 'aria-invalid="true"' in text
    assert 'value="partly" checked' in text
    assert not Outcome.objects.exists()


def test_practice_asks_whether_one_felt_understood(ada, ada_client):
    attempt = _practice(ada)
    page = _text(ada_client.get(reverse("outcome", args=[attempt.pk])))
    assert "How understood did you feel?" in page
    answer = ada_client.post(reverse("outcome", args=[attempt.pk]), {"understood": "8"})
    assert answer.headers["Location"] == reverse("debrief", args=[attempt.pk])
    assert Outcome.objects.get().understood == 8


def _practice(ada) -> Attempt:
    from overture.server.practice import services

    return services.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=factories.NOW
    )


def test_again_compares_and_asks_once_more(ada, ada_client):
    attempt = factories.attempt(ada)
    address = reverse("again", args=[attempt.pk])
    page = _text(ada_client.get(address))
    assert "Calmer than you expected, and more enjoyable" in page
    assert "--e:7;--h:4" in page
    assert "checked" not in page
    ada_client.post(address, {"anxiety": "5", "joy": "5", "fear": "2"})
    answer = ada_client.post(address, {"anxiety": "1"})
    assert answer.headers["Location"] == reverse("record")
    made = Rerating.objects.get()
    assert (made.anxiety, made.enjoyment, made.feared_in_ten) == (5, 5, 2)


def test_again_may_be_left_empty(ada, ada_client):
    attempt = factories.attempt(ada)
    ada_client.post(reverse("again", args=[attempt.pk]), {})
    ada_client.post(reverse("again", args=[attempt.pk]), {"skip": "1"})
    assert not Rerating.objects.exists()


def test_harder_is_said_and_the_next_one_is_smaller(ada, ada_client):
    attempt = factories.attempt(
        ada, expected=Expected(anxiety=4), outcome=Happened(anxiety=8, enjoyment=1)
    )
    page = _text(ada_client.get(reverse("again", args=[attempt.pk])))
    assert "That was harder than you expected" in page
    assert "Your next one will be smaller." in page
    assert "is-harder" in page


@pytest.mark.parametrize(("then", "name"), [("plan", "plan_real"), ("practise", "scene_begin")])
def test_after_practice_one_goes_where_one_asked_to(ada, ada_client, then, name):
    from overture.server.practice import services

    attempt = _practice(ada)
    services.happened(attempt=attempt, outcome=Happened(anxiety=2), now=factories.NOW)
    answer = ada_client.post(reverse("again", args=[attempt.pk]), {"then": then, "skip": "1"})
    assert answer.headers["Location"] == reverse(name, args=["neighbour-parcel"])


def test_again_before_anything_happened_asks_what_happened(ada_client, attempt):
    answer = ada_client.get(reverse("again", args=[attempt.pk]))
    assert answer.headers["Location"] == reverse("outcome", args=[attempt.pk])
