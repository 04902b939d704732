"""From catch to test, page by page; left and taken up again at each, and nothing lost."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture.content import real_steps
from overture.content.thoughts import thought_kinds
from overture.server.practice import thoughts as kept
from overture.server.practice.models import (
    Attempt,
    Prediction,
    Step,
    Thought,
    ThoughtExamined,
    ThoughtReadings,
    ThoughtTest,
)
from overture.server.practice.services import Happened

pytestmark = pytest.mark.django_db

WORDS = "They think I am odd"
CAUGHT = {"about": "ahead", "moment": "The lift", "thought": WORDS, "sure": "8"}
PARTS = {
    "examine": {"speaks_for": "A look"},
    "readings": {"own_reading": "They were late"},
    "test": {"title": "Say morning"},
    "friend": {"words": "You are all right"},
    "happened": {"words": "They nodded"},
}
STANDS_AT = {"friend": "test"}


def at(part, thought):
    return reverse(f"thought_{part}", args=[thought.pk])


def page(client, address, **given) -> str:
    return client.get(address, given).content.decode()


def standing_at(owner, part):
    return factories.thought(owner, WORDS, until=STANDS_AT.get(part, part))


def test_b4_a_caught_thought_is_tested_by_a_step_and_comes_back_with_what_happened(ada_client):
    sent = ada_client.post(reverse("thought_new"), CAUGHT)
    thought = Thought.objects.get()
    assert sent.headers["Location"] == at("examine", thought)
    sent = ada_client.post(
        at("examine", thought), {"speaks_for": "One laughed", "speaks_against": ""}
    )
    assert sent.headers["Location"] == at("readings", thought)
    offered = thought_kinds()["mind"].readings[0]
    sent = ada_client.post(
        at("readings", thought), {"reading": offered, "kind": "mind", "sure": "6"}
    )
    assert sent.headers["Location"] == at("test", thought)
    own = {"title": "Say morning in the lift", "feared_words": "Nobody answers"}
    ada_client.post(at("test", thought), {**own, "key": uuid4()})
    step = Step.objects.get()
    begun = ada_client.post(reverse("step_begin", args=[step.pk])).headers["Location"]
    assert '<q class="own" dir="auto">Nobody answers</q>' in page(ada_client, begun)
    ada_client.post(begun, {"anxiety": "7", "fear": "8"})
    attempt = Attempt.objects.get()
    assert Prediction.objects.get().feared_event == "Nobody answers"
    ada_client.post(reverse("outcome", args=[attempt.pk]), {"happened": "no", "reach": "done"})
    after = ada_client.post(reverse("again", args=[attempt.pk]), {"skip": "1"})
    assert after.headers["Location"] == at("happened", thought)
    shown = page(ada_client, at("happened", thought))
    assert "It did not happen." in shown
    assert "You expected it 8 times in 10." in shown
    ada_client.post(at("happened", thought), {"words": "Two of three said it back", "sure": "3"})
    record = page(ada_client, reverse("record"))
    assert "Two of three said it back" in record
    assert "How sure: 8 before, 3 after." in record
    whole = page(ada_client, reverse("thought", args=[thought.pk]))
    for words in (WORDS, "One laughed", offered, "Nobody answers", "Two of three said it back"):
        assert words in whole


def test_the_guess_may_be_changed_before_going(ada, ada_client):
    thought = standing_at(ada, "waiting")
    step = ThoughtTest.objects.get(thought=thought).step
    begun = ada_client.post(reverse("step_begin", args=[step.pk])).headers["Location"]
    ada_client.post(begun, {"feared_words": "One of them frowns"})
    assert Prediction.objects.get().feared_event == "One of them frowns"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"thought": ""}, "Write the thought in a few words first."),
        ({"about": ""}, "Tap whether the moment is ahead or past."),
        ({"thought": "x" * 301}, "characters longer than fits"),
        ({"sure": "11"}, "That isn’t one of the answers here."),
    ],
)
def test_what_cannot_be_caught_comes_back_as_it_was_typed(ada_client, given, said):
    answer = ada_client.post(reverse("thought_new"), {**CAUGHT, **given})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert 'value="The lift"' in shown
    assert not Thought.objects.exists()


def test_nothing_is_preselected_and_the_last_answer_is_not_shown(ada, ada_client):
    assert "checked" not in page(ada_client, reverse("thought_new"))
    for part in ("readings", "happened"):
        shown = page(ada_client, at(part, standing_at(ada, part)))
        assert 'name="sure"' in shown
        assert "checked" not in shown


def test_a_double_tap_catches_once(ada_client):
    for _ in range(2):
        ada_client.post(reverse("thought_new"), {**CAUGHT, "key": "0" * 32})
    assert Thought.objects.count() == 1


def test_a_near_miss_leads_to_the_thought_behind_it_with_its_words(ada, ada_client):
    attempt = factories.attempt(ada, outcome=Happened(reach="stopped"))
    near = page(ada_client, reverse("near_miss", args=[attempt.pk]))
    link = re.search(r'href="([^"]+)">Look at the thought behind it', near)[1]
    shown = page(ada_client, link)
    assert f'value="{attempt.title}"' in shown
    assert ">It goes quiet</textarea>" in shown
    assert 'value="past" checked' in shown
    ada_client.post(reverse("thought_new"), {**CAUGHT, "attempt": attempt.pk})
    assert Thought.objects.get().behind == attempt


def test_somebody_elses_attempt_prefills_nothing(ada, di_client):
    attempt = factories.attempt(ada)
    shown = page(di_client, reverse("thought_new"), attempt=attempt.pk)
    assert attempt.title not in shown
    assert "It goes quiet" not in shown
    di_client.post(reverse("thought_new"), {**CAUGHT, "attempt": attempt.pk})
    assert Thought.objects.get().behind is None


def test_both_sides_may_stay_empty(ada, ada_client):
    thought = standing_at(ada, "examine")
    sent = ada_client.post(at("examine", thought), {"speaks_for": "", "speaks_against": ""})
    assert sent.headers["Location"] == at("readings", thought)
    assert ThoughtExamined.objects.exists()


def test_readings_are_those_of_the_kind_and_another_kind_is_a_tap_away(ada, ada_client):
    thought = standing_at(ada, "readings")
    shown = page(ada_client, at("readings", thought))
    assert all(text in shown for text in thought_kinds()["mind"].readings)
    other = page(ada_client, at("readings", thought), kind="rule")
    assert all(text in other for text in thought_kinds()["rule"].readings)


def test_one_other_reading_is_asked_for_and_seeing_none_is_an_answer(ada, ada_client):
    thought = standing_at(ada, "readings")
    answer = ada_client.post(at("readings", thought), {"own_reading": "", "reading": "Made up"})
    assert answer.status_code == 422
    assert "Tap one that could be" in answer.content.decode()
    assert not ThoughtReadings.objects.exists()
    ada_client.post(at("readings", thought), {"none": "1"})
    assert ThoughtReadings.objects.get().offered == []
    assert "it may be the right one" in page(ada_client, at("test", thought))


def test_the_step_may_be_one_of_the_list_one_of_the_library_or_ones_own(ada, ada_client):
    listed = factories.own_step(ada, "Hold the door")
    library = thought_kinds()["mind"].shows[0]
    thought = standing_at(ada, "test")
    shown = page(ada_client, at("test", thought))
    assert "Hold the door" in shown
    assert re.search(r'name="step" value="neighbour-', shown)
    for sent in ({"step": str(listed.pk)}, {"step": library}, {"title": "Ask the time"}):
        ada_client.post(at("test", thought), {**sent, "key": uuid4()})
    tests = list(ThoughtTest.objects.order_by("at").values_list("title", flat=True))
    assert tests == ["Hold the door", real_steps()[library].step.title, "Ask the time"]
    assert ThoughtTest.objects.last().feared_event == WORDS


@pytest.mark.parametrize(
    "step", ["", "nothing", "no/such-step", "00000000-0000-4000-8000-000000000001"]
)
def test_without_a_step_the_page_says_so(ada, ada_client, step):
    thought = standing_at(ada, "test")
    answer = ada_client.post(at("test", thought), {"step": step, "feared_words": "Silence"})
    assert answer.status_code == 422
    assert ">Silence</textarea>" in answer.content.decode()
    assert not ThoughtTest.objects.exists()


def test_somebody_elses_step_tests_nothing(ada, di, ada_client):
    theirs = factories.own_step(di, "Ring Sam")
    answer = ada_client.post(at("test", standing_at(ada, "test")), {"step": str(theirs.pk)})
    assert answer.status_code == 422
    assert "Ring Sam" not in answer.content.decode()


def test_only_what_is_past_is_offered_an_end_without_a_test(ada, ada_client):
    past = standing_at(ada, "test")
    assert at("friend", past) in page(ada_client, at("test", past))
    Thought.objects.update(about="ahead")
    assert at("friend", past) not in page(ada_client, at("test", past))


def test_what_one_would_say_to_a_friend_ends_it_with_a_small_step(ada, ada_client):
    thought = standing_at(ada, "friend")
    assert ada_client.post(at("friend", thought), {"words": ""}).status_code == 422
    ada_client.post(at("friend", thought), {"words": "You were tired that day"})
    shown = page(ada_client, reverse("thought", args=[thought.pk]))
    assert "You were tired that day" in shown
    link = re.search(r'href="([^"]+)">Put it on my list', shown)[1]
    assert thought_kinds()["mind"].step in page(ada_client, link)


@pytest.mark.parametrize("feared", ["yes", "no", "partly"])
def test_when_the_wary_reading_was_right_the_page_says_so_kindly(ada, ada_client, feared):
    thought = standing_at(ada, "waiting")
    step = ThoughtTest.objects.get(thought=thought).step
    factories.attempt(ada, of=step, outcome=Happened(feared=feared, note="It was loud"))
    shown = page(ada_client, at("happened", thought))
    assert (thought_kinds()["mind"].if_right in shown) == (feared == "yes")
    assert "It was loud" in shown


def test_what_is_kept_needs_a_tap_or_a_few_words(ada, ada_client):
    thought = standing_at(ada, "happened")
    assert ada_client.post(at("happened", thought), {"words": ""}).status_code == 422
    sent = ada_client.post(at("happened", thought), {"sure": "4"})
    assert sent.headers["Location"].endswith("?said=kept")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_left_with_what_was_typed_and_taken_up_again(ada, ada_client, part):
    thought = standing_at(ada, part)
    left = ada_client.post(at(part, thought), {**PARTS[part], "leave": "1"})
    assert left.headers["Location"] == f"{reverse('thoughts')}?said=left"
    assert "Resting until you take it up again." in page(ada_client, reverse("thoughts"))
    assert ada_client.get(at(part, thought)).headers["Location"] == reverse(
        "thought", args=[thought.pk]
    )
    up = ada_client.post(reverse("thought", args=[thought.pk]), {"up": "1"})
    assert up.headers["Location"] == at(STANDS_AT.get(part, part), thought)
    assert all(words in page(ada_client, at(part, thought)) for words in PARTS[part].values())


@pytest.mark.parametrize("part", ["readings", "test", "friend", "happened"])
def test_a_part_that_is_not_due_leads_back_to_the_thought(ada, ada_client, part):
    thought = standing_at(ada, "examine")
    for answer in (ada_client.get(at(part, thought)), ada_client.post(at(part, thought))):
        assert answer.headers["Location"] == reverse("thought", args=[thought.pk])


@pytest.mark.parametrize("part", PARTS)
def test_what_was_typed_on_a_page_that_is_out_of_date_is_shown_again(ada, ada_client, part):
    thought = factories.thought(ada, WORDS, until="happened" if part != "happened" else "test")
    if part in {"test", "friend"}:
        kept.keep(thought=thought, attempt=Attempt.objects.get(), words="", sure=4, now=NOW)
    typed = {name: f"{words}, and more" for name, words in PARTS[part].items()}
    for beside in ({}, {"leave": "1"}):
        answer = ada_client.post(at(part, thought), {**typed, **beside})
        assert answer.status_code == 409
        shown = answer.content.decode()
        assert "This part was written already on another page" in shown
        assert all(words in shown for words in typed.values())


def test_hard_words_on_a_page_that_is_out_of_date_are_answered(ada, ada_client):
    thought = standing_at(ada, "readings")
    grave = {"speaks_for": "I want to die, I am going to kill myself tonight."}
    shown = ada_client.post(at("examine", thought), grave).content.decode()
    assert 'role="alert"' in shown
    assert "People who can help now" in shown
    assert grave["speaks_for"] in shown
    assert ada.risk_events.exists()


def test_a_part_that_is_sent_twice_with_the_same_words_is_no_news(ada, ada_client):
    thought = standing_at(ada, "examine")
    for _ in range(2):
        sent = ada_client.post(at("examine", thought), {"speaks_for": "A  look"})
    assert sent.headers["Location"] == reverse("thought", args=[thought.pk])


def test_it_can_be_let_be_from_its_own_page(ada, ada_client):
    thought = standing_at(ada, "examine")
    ada_client.post(reverse("thought", args=[thought.pk]))
    thought.refresh_from_db()
    assert thought.rests
    assert "Take it up again" in page(ada_client, reverse("thought", args=[thought.pk]))


def test_what_the_screen_speaks_up_about_is_kept_and_not_weighed(ada, ada_client):
    sent = {**CAUGHT, "thought": "I want to kill myself, everybody would be better off"}
    answer = ada_client.post(reverse("thought_new"), sent)
    assert answer.status_code == 200
    assert "What you wrote is saved" in answer.content.decode()
    thought = Thought.objects.get()
    assert thought.rests
    assert ada_client.get(at("examine", thought)).status_code == 302


def test_the_list_puts_first_what_has_come_back(ada, ada_client):
    factories.thought(ada, "The first one", until="happened")
    factories.thought(ada, "The second one", until="test")
    shown = page(ada_client, reverse("thoughts"))
    assert shown.index("The first one") < shown.index("The second one")
    assert "What happened can be looked at." in shown


def test_older_ones_stand_behind_a_link(ada, ada_client):
    for number in range(13):
        factories.thought(ada, f"Thought {number:02}")
    assert page(ada_client, reverse("thoughts")).count('class="row"') == 12
    assert page(ada_client, f"{reverse('thoughts')}?all=1").count('class="row"') == 13


def test_nothing_yet_is_nothing_missing_and_steps_lead_here(ada_client):
    assert "None yet, and nothing is missing." in page(ada_client, reverse("thoughts"))
    assert reverse("thoughts") in page(ada_client, reverse("steps"))


def test_the_copy_to_read_holds_the_whole_thought(ada, ada_client):
    thought = factories.thought(ada, "They stare at my hands", until="happened")
    ada_client.post(at("happened", thought), {"words": "One smiled", "sure": "2"})
    copy = page(ada_client, reverse("export_html"))
    for words in ("They stare at my hands", "A look", "A nod", "They were tired", "One smiled"):
        assert words in copy


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_finds_no_thought(ada, di_client, part):
    thought = standing_at(ada, part)
    for address in (at(part, thought), reverse("thought", args=[thought.pk])):
        for answer in (di_client.get(address), di_client.post(address, PARTS[part])):
            assert answer.status_code == 404
            assert WORDS not in answer.content.decode()
    assert WORDS not in page(di_client, reverse("thoughts"))


@pytest.mark.parametrize("name", ["thoughts", "thought_new"])
def test_without_a_space_the_page_leads_to_the_start(db, name):
    assert Client().get(reverse(name)).headers["Location"] == reverse("welcome")
