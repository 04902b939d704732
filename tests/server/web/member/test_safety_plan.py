"""The page of the member's safety plan: nothing typed is lost, nothing gets in the way."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture import safety
from overture.server.conversations import services as conversations
from overture.server.safeguarding import plans
from overture.server.safeguarding.models import RiskEvent, Watch

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(31)]

READ, WRITE = reverse("safety_plan"), reverse("safety_plan_write")
HARD = "When I start thinking of ending my life it is mostly after two nights without sleep"


def _send(client, **words):
    return client.post(WRITE, {"key": uuid4(), **words})


def _text(answer) -> str:
    return answer.content.decode()


def test_all_seven_parts_are_there_in_order(ada_client):
    page = _text(ada_client.get(WRITE))
    names = re.findall(r'<textarea[^>]* name="(\w+)"', page)
    assert tuple(names) == plans.FIELDS
    assert all(part in page for part in ("Signs I notice", "What is worth staying for"))


def test_the_lines_of_the_country_stand_there_before_the_first_word(ada, ada_client):
    ada.region = "GB"
    ada.save()
    page = _text(ada_client.get(WRITE))
    assert "Samaritans: call 116 123" in page
    assert "Emergency: 999" in page
    assert not plans.has_plan(ada)


@pytest.mark.parametrize("code", [code for code, _ in safety.regions()])
@pytest.mark.requirement(30)
def test_every_prefilled_number_is_in_the_directory(ada, ada_client, code):
    ada.region = code
    ada.save()
    field = re.search(
        r'name="professionals"[^>]*>(.*?)</textarea>', _text(ada_client.get(WRITE)), re.DOTALL
    )
    found = re.findall(r"[\d*+][\d ()-]*\d", field.group(1))
    known = safety.directory(code)
    shown = " ".join([f"{x.call} {x.text} {x.name} {x.chat}" for x in known.lines])
    shown += str(known.emergency)
    assert all(number.strip() in shown for number in found)


def test_a_region_with_nothing_known_gets_the_worldwide_list_and_no_number(ada_client):
    page = _text(ada_client.get(WRITE))
    assert safety.directory(None).worldwide in page


def test_what_is_written_is_read_back_and_only_what_was_written(ada_client):
    answer = _send(ada_client, signs="I stop answering\nthe door", reasons="The cat")
    assert answer.headers["Location"] == f"{READ}?said=kept"
    page = _text(ada_client.get(READ))
    assert "I stop answering<br>the door" in page
    assert "What is worth staying for" in page
    assert "Making my surroundings safer" not in page


def test_every_button_keeps_the_whole_page_and_goes_on_where_one_was(ada, ada_client):
    answer = _send(ada_client, signs="No sleep", reasons="The cat", on="signs")
    assert answer.headers["Location"] == f"{WRITE}?said=kept#signs"
    assert plans.plan_of(ada).reasons == "The cat"


def test_a_refused_form_shows_every_word_again_and_says_which_part(ada, ada_client):
    answer = _send(ada_client, signs="x" * 4001, reasons="The cat sleeps on my feet")
    page = _text(answer)
    assert answer.status_code == 422
    assert "x" * 4001 in page
    assert "The cat sleeps on my feet" in page
    assert "Not kept yet" in page
    assert 'id="e-signs"' in page
    assert plans.plan_of(ada) is None


def test_with_the_session_gone_every_word_is_shown_again():
    words = {name: f"My words about {name}" for name in plans.FIELDS}
    answer = _send(Client(), **words)
    assert answer.status_code == 403
    assert all(said in _text(answer) for said in words.values())


def test_a_form_without_a_valid_token_shows_every_word_again(ada_client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ada_client.cookies
    answer = _send(strict, people="Mia, after six")
    assert answer.status_code == 403
    assert "Mia, after six" in _text(answer)


@pytest.mark.requirement(15)
def test_hard_words_are_screened_kept_and_do_not_hold_the_plan_up(ada, ada_client):
    answer = _send(ada_client, signs=HARD)
    assert answer.status_code == 302
    assert plans.plan_of(ada).signs == HARD
    assert RiskEvent.objects.get(member=ada).surface == "plan"
    page = _text(ada_client.get(answer.headers["Location"]))
    assert reverse("help") in page
    assert "are you having thoughts" not in page


@pytest.mark.requirement(15)
def test_after_hard_words_in_a_plan_no_later_yes_is_taken_for_an_answer(ada, ada_client):
    _send(ada_client, signs=HARD)
    talk = conversations.open_talk(member=ada, now=NOW)
    turn = factories.turn(talk, "yes")
    assert turn.screening is None


def test_hard_words_put_the_watch_on(ada, ada_client):
    _send(ada_client, signs=HARD)
    assert '"concern":0.3' in Watch.objects.get(member=ada).state


def test_hard_words_that_stood_there_before_are_not_heard_again(ada, ada_client):
    _send(ada_client, signs=HARD)
    _send(ada_client, signs=HARD, alone="Kettle")
    assert RiskEvent.objects.filter(member=ada).count() == 1


def test_earlier_versions_can_be_read(ada_client):
    _send(ada_client, signs="No sleep")
    _send(ada_client, signs="No sleep, no music")
    page = _text(ada_client.get(reverse("safety_plan_earlier")))
    assert page.index("No sleep, no music") < page.index(">No sleep<")


def test_without_a_plan_there_are_no_earlier_versions(ada_client):
    assert ada_client.get(reverse("safety_plan_earlier")).status_code == 404


def test_dis_plan_is_not_adas(ada_client, di_client):
    _send(ada_client, signs="Marmalade on the stair")
    for address in (READ, WRITE):
        assert "Marmalade" not in _text(di_client.get(address))


def test_the_address_of_the_plan_is_not_taken_for_a_country():
    assert Client().get(READ).headers["Location"] == reverse("welcome")


def test_markup_in_a_plan_is_text(ada_client):
    _send(ada_client, signs="<script>alert(1)</script>")
    assert "<script>alert" not in _text(ada_client.get(READ))
