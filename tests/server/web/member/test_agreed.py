"""What a clinician suggests waits for the member's answer, in plain words, on a page of theirs."""

from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.places import open_in

from overture.server.care import handing, proposing, suggesting
from overture.server.practice import agreements, selectors
from overture.server.practice import services as practice

pytestmark = pytest.mark.django_db

NOW = factories.NOW


@pytest.fixture(autouse=True)
def _in_one_place(settings):
    open_in(settings, "uk")


@pytest.fixture
def link(ada, bo):
    return factories.linked(ada, bo, "curves", kind="clinician", called="Bo")


@pytest.fixture
def asked(link):
    return proposing.propose(link=link, setting="hardest", value=6, key=uuid4(), now=NOW)


def test_people_says_that_something_waits_and_nothing_where_nothing_does(ada_client, link):
    assert "waits for your answer" not in ada_client.get("/people").content.decode()
    proposing.propose(link=link, setting="hold", value=True, key=uuid4(), now=NOW)
    text = ada_client.get("/people").content.decode()
    assert "Something waits for your answer, from Bo" in text
    assert "/people/agreed" in text


def test_a_setting_is_asked_in_plain_words_with_three_answers(ada_client, asked):
    text = ada_client.get("/people/agreed").content.decode()
    assert "anxiety of up to 6 of 10 is to be expected" in text
    for answer in ('value="yes"', 'value="no"', 'value="else"'):
        assert answer in text


def test_a_yes_holds_and_can_be_taken_back(ada, ada_client, asked):
    page = ada_client.post(f"/people/agreed/pace/{asked.pk}", {"said": "yes"}, follow=True)
    assert "It holds from now on" in page.content.decode()
    assert agreements.standing(ada).hardest == 6
    (held,) = agreements.of_member(ada)
    ada_client.post(f"/people/agreed/{held.pk}/back")
    assert agreements.standing(ada).hardest is None


def test_something_else_is_kept_in_own_words_for_whoever_suggested_it(ada_client, asked, link):
    sent = {"said": "else", "words": "Rather four, and not on Mondays"}
    ada_client.post(f"/people/agreed/pace/{asked.pk}", sent)
    (answered,) = proposing.answered(link)
    assert answered.words == "Rather four, and not on Mondays"


def test_words_that_cannot_be_kept_are_shown_again(ada_client, asked, link):
    sent = {"said": "else", "words": "x" * 301}
    answer = ada_client.post(f"/people/agreed/pace/{asked.pk}", sent)
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert proposing.answered(link) == []


def test_what_was_taken_back_meanwhile_is_said_to_be(ada_client, asked):
    proposing.withdraw(proposal=asked, now=NOW)
    page = ada_client.post(f"/people/agreed/pace/{asked.pk}", {"said": "yes"}, follow=True)
    assert "taken back before you answered" in page.content.decode()


def test_a_step_that_was_suggested_says_so_on_the_list(ada, ada_client, link):
    made = suggesting.suggest_step(link=link, title="Ask Juno", key=uuid4(), now=NOW)
    ada_client.post(f"/people/agreed/step/{made.pk}", {"said": "yes"})
    assert [step.title for step in selectors.checklist(ada)] == ["Ask Juno"]
    assert "Suggested by Bo" in ada_client.get("/steps").content.decode()


def test_a_scene_that_was_agreed_is_one_press_away(ada_client, link):
    made = suggesting.suggest_scene(link=link, scene_id="neighbour-parcel", key=uuid4(), now=NOW)
    ada_client.post(f"/people/agreed/step/{made.pk}", {"said": "yes"})
    assert "/scenes/neighbour-parcel" in ada_client.get("/people/agreed").content.decode()


def test_handing_over_says_who_sees_what_before_it_is_answered(ada_client, link):
    eve = factories.person("eve", "clinician", name="Eve Hart")
    made = handing.offer(link=link, to=eve, key=uuid4(), now=NOW)
    text = ada_client.get("/people/agreed").content.decode()
    assert "Eve Hart stands on your page of people and sees nothing until you tick it" in text
    ada_client.post(f"/people/agreed/with/{made.pk}", {"said": "yes"})
    assert "Eve Hart" in [one.called for one in link.member.links.filter(ended_at=None)]


def test_a_day_that_has_had_its_minutes_says_so_and_stays_open(ada, ada_client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    agreements.agree(member=ada, setting="cue_minutes", value=5, by=None, now=NOW)
    assert "minutes a day with Cue" not in ada_client.get("/practise").content.decode()
    for _ in range(2):
        scene = practice.begin_scene(
            member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=NOW
        )
        practice.happened(attempt=scene, outcome=practice.Happened(anxiety=3), now=NOW)
    text = ada_client.get("/practise").content.decode()
    assert "about 5 minutes a day with Cue and scenes, and today has had them" in text
    assert ada_client.get("/cue").status_code == 200
