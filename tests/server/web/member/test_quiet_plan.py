"""The page of the plan for quieter stretches: nothing typed is lost, and it leads to a step."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.noticing import standing_still, weeks_with_people

from overture.server.practice import quiet_plans
from overture.server.practice.models import Step
from overture.server.safeguarding.models import RiskEvent

pytestmark = pytest.mark.django_db

READ, WRITE = reverse("quiet_plan"), reverse("quiet_plan_write")
HARD = "When I start thinking of ending my life it is mostly after two nights without sleep"
QUIETER = (*[4] * 10, 1, 1, 0)


def _send(client, **words):
    return client.post(WRITE, {"key": uuid4(), **words})


def _text(answer) -> str:
    return answer.content.decode()


def _signs(page: str) -> str:
    return re.search(r'name="signs"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]


def test_before_there_is_one_the_page_says_what_it_is_for(ada_client):
    page = _text(ada_client.get(READ))
    assert "Write mine" in page
    assert "Nothing on it has to be filled in" in page


def test_all_parts_are_there_in_order_and_the_signs_stand_ready(ada_client):
    page = _text(ada_client.get(WRITE))
    names = re.findall(r'<textarea[^>]* name="(\w+)"', page)
    assert tuple(names) == quiet_plans.FIELDS
    assert _signs(page).splitlines() == list(quiet_plans.READY)


def test_b11_a_plan_is_written_in_own_words_read_back_and_only_what_was_written(ada_client):
    answer = _send(ada_client, signs="I let\nit ring", to_myself="It is a hard month")
    assert answer.headers["Location"] == f"{READ}?said=kept"
    page = _text(ada_client.get(READ))
    assert "I let<br>it ring" in page
    assert "What I tell myself" in page
    assert "Whom I tell" not in page
    assert _signs(_text(ada_client.get(WRITE))) == "I let\nit ring"


def test_every_button_keeps_the_whole_page_and_goes_on_where_one_was(ada, ada_client):
    answer = _send(ada_client, signs="I let it ring", people="Mia", on="signs")
    assert answer.headers["Location"] == f"{WRITE}?said=kept#signs"
    assert quiet_plans.plan_of(ada).people == "Mia"


def test_a_refused_form_shows_every_word_again_and_says_which_part(ada, ada_client):
    answer = _send(ada_client, signs="x" * 4001, people="Mia after six")
    page = _text(answer)
    assert answer.status_code == 422
    assert "x" * 4001 in page
    assert "Mia after six" in page
    assert "Not kept yet" in page
    assert quiet_plans.plan_of(ada) is None


def test_with_the_session_gone_every_word_is_shown_again(db):
    words = {name: f"My words about {name}" for name in quiet_plans.FIELDS}
    answer = _send(Client(), **words)
    assert answer.status_code == 403
    assert all(said in _text(answer) for said in words.values())


def test_hard_words_open_what_there_is_to_say_and_are_kept_all_the_same(ada, ada_client):
    page = _text(_send(ada_client, signs=HARD))
    assert "What you wrote is saved" in page
    assert quiet_plans.plan_of(ada).signs == HARD
    assert RiskEvent.objects.filter(member=ada).count() == 1
    assert _send(ada_client, signs=HARD).status_code == 302  # it stood there before
    assert RiskEvent.objects.filter(member=ada).count() == 1


def test_hard_words_sent_by_a_double_tap_are_answered_both_times(ada, ada_client):
    key = str(uuid4())
    both = [_send(ada_client, signs=HARD, key=key) for _ in range(2)]
    assert all("What you wrote is saved" in _text(answer) for answer in both)
    assert len(quiet_plans.versions_of(ada)) == 1


def test_the_ready_signs_ring_no_bell(ada, ada_client):
    ready = quiet_plans.begun_with(ada)
    assert _send(ada_client, signs=ready.signs).status_code == 302
    assert not RiskEvent.objects.exists()


def test_the_smallest_step_goes_on_the_list_with_one_tap_and_once(ada_client):
    _send(ada_client, smallest="Nod to the driver\nor to anybody")
    key = uuid4()
    for _ in range(2):
        answer = ada_client.post(reverse("quiet_plan_step"), {"key": key})
        assert answer.headers["Location"] == f"{reverse('steps')}?said=planned"
    assert Step.objects.get().title == "Nod to the driver"


def test_without_a_smallest_step_there_is_nothing_to_put_on_a_list(ada_client):
    _send(ada_client, signs="I let it ring")
    assert "Put the smallest step" not in _text(ada_client.get(READ))
    assert ada_client.post(reverse("quiet_plan_step")).headers["Location"] == READ
    assert not Step.objects.exists()


def test_earlier_versions_can_be_read(ada_client):
    assert ada_client.get(reverse("quiet_plan_earlier")).status_code == 404
    _send(ada_client, signs="I let it ring")
    _send(ada_client, signs="I let it ring, twice")
    page = _text(ada_client.get(reverse("quiet_plan_earlier")))
    assert page.index("I let it ring, twice") < page.index(">I let it ring<")


def test_the_card_about_a_quieter_stretch_leads_to_the_plan_if_there_is_one(ada, ada_client):
    weeks_with_people(ada, QUIETER, timezone.localtime())
    card = _text(ada_client.get(reverse("today")))
    assert 'id="noticed"' in card
    assert READ not in card
    _send(ada_client, signs="I let it ring")
    assert READ in _text(ada_client.get(reverse("today")))


def test_the_card_about_standing_still_leads_to_what_one_may_tell_oneself(ada, ada_client):
    standing_still(ada, timezone.localtime())
    assert f"{READ}#standstill" in _text(ada_client.get(reverse("today")))
    assert 'id="standstill"' in _text(ada_client.get(READ))


def test_a_stranger_reads_nothing_of_it(ada_client, di_client):
    _send(ada_client, signs="Marmalade on the stair", smallest="Marmalade")
    for address in (READ, WRITE, reverse("people")):
        assert "Marmalade" not in _text(di_client.get(address))
    di_client.post(reverse("quiet_plan_step"))
    assert not Step.objects.exists()


def test_people_leads_to_it_and_the_copy_to_read_holds_every_version(ada_client):
    assert READ in _text(ada_client.get(reverse("people")))
    _send(ada_client, signs="I let it ring")
    _send(ada_client, signs="I let it ring, twice")
    copy = _text(ada_client.get(reverse("export_html")))
    assert "I let it ring, twice" in copy
    assert ">I let it ring<" in copy


def test_without_a_space_the_plan_leads_to_the_start(db):
    assert Client().get(READ).headers["Location"] == reverse("welcome")


def test_markup_in_a_plan_is_text(ada_client):
    _send(ada_client, signs="<script>alert(1)</script>")
    assert "<script>alert" not in _text(ada_client.get(READ))
