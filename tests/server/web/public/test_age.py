"""The one question at the start, what an answer under eighteen leads to, and who it keeps out."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.conftest import _session_of
from tests.support import factories

from overture.safety import states_minor
from overture.server.accounts.models import GuardianConsent, Member
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db

DISCLOSURES = (
    "i am 15", "I'm fourteen years old", "im only 16 btw", "i'm in year 9", "i'm in 8th grade",
    "just turned 17", "im a minor", "I'm under 18", "14f", "i'll be 16 in june",
    "i'm 13, and my mum doesn't know", "i am 12 years old", "I'm seventeen", "im 16 and a half",
    "I am 11", "i'm still 17", "17m", "15 yo girl", "im thirteen lol", "i'm not 18 yet",
    "i'm not eighteen", "Im in year 10", "i am in the ninth grade", "I'm in tenth grade",
    "turning 15 next month", "nearly 17 in march", "I turned 14", "i'm in year 11", "im 10",
    "I'm a 16 year old", "im a 13 yr old girl", "i am only 14", "I'm fifteen, is that ok",
    "i am just 12", "i'm underage", "I am under eighteen", "i'm below 18", "im 9 years old",
    "i'm in middle school", "im at primary school", "I'm in elementary school",
    "my age is 15", "aged 14", "16 yo here", "12 yo boy", "i'm actually 15", "I am 17 today",
    "i'm 14 this year", "im 16, in year 11", "i'm in 7th grade", "i'm eleven", "im sixteen now",
)  # fmt: skip
"""Ways in which somebody under eighteen says so in a talk."""


@pytest.fixture
def minors(monkeypatch):
    """An operator who lets minors in with a guardian."""
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, minors=True))


def _text(answer) -> str:
    return answer.content.decode()


def _start(client: Client, age: str):
    return client.post(reverse("start"), {"age": age})


def _say(client: Client, said: str):
    return client.post(reverse("cue_say"), {"said": said, "key": str(uuid4())}, follow=True)


# ---- the question


@pytest.mark.requirement(36)
def test_before_first_use_it_says_what_it_is_and_whom_it_may_not_suit():
    page = _text(Client().get(reverse("welcome")))
    assert "may not suit everyone, least of all some people under 18" in page
    assert page.index("may not suit") < page.index("six words from before")
    assert "a program, not a person and not therapy" in page


@pytest.mark.requirement(34)
def test_the_age_is_asked_without_a_hint_at_what_is_wanted():
    page = _text(Client().get(reverse("welcome")))
    asked = page.split("How old are you?")[1].split("</fieldset>", maxsplit=1)[0]
    assert asked.count('type="radio"') == 4
    assert "checked" not in asked
    assert "adult" not in asked


@pytest.mark.parametrize("age", ["", "elephant"])
def test_without_an_answer_no_space_is_opened_and_it_is_asked_again(age):
    answer = _start(Client(), age)
    assert answer.status_code == 422
    assert "Tap how old you are" in _text(answer)
    assert not Member.objects.exists()


def test_of_an_adults_age_only_that_is_kept():
    client = Client()
    assert _start(client, "30").headers["Location"] == reverse("profile")
    assert Member.objects.get().age == Member.Age.ADULT


@pytest.mark.requirement(34)
@pytest.mark.parametrize("age", ["12", "13"])
def test_under_eighteen_no_space_is_opened_people_are_named_and_it_is_not_asked_again(age):
    client = Client()
    answer = _start(client, age)
    assert answer.status_code == 403
    assert reverse("help") in _text(answer)
    assert "isn’t made for your age" in _text(answer)
    assert _start(client, "30").status_code == 403  # another answer is no way round
    assert not Member.objects.exists()
    assert _start(Client(), "30").status_code == 302  # and nobody else is kept out


@pytest.mark.requirement(34)
def test_lines_for_the_young_are_named_where_the_country_is_known():
    answer = Client().post(reverse("start"), {"age": "13"}, headers={"Accept-Language": "de-AT"})
    assert "Rat auf Draht" in _text(answer)


# ---- said in a talk


@pytest.mark.requirement(34)
def test_there_are_fifty_ways_to_say_it_and_each_is_heard():
    assert len(set(DISCLOSURES)) >= 50
    assert [said for said in DISCLOSURES if not states_minor(said)] == []


@pytest.mark.requirement(34)
@pytest.mark.parametrize("said", DISCLOSURES[::10])
def test_said_in_a_talk_it_stops_the_talks_and_the_scenes_and_help_stays(
    said, ada, ada_client, di_client
):
    ada_client.get(reverse("cue"))
    page = _text(_say(ada_client, said))
    assert "People to talk to" in page
    assert _say(ada_client, "hello?").status_code == 403
    begin = reverse("scene_begin", kwargs={"scene_id": "neighbour-lift"})
    assert "for adults" in _text(ada_client.get(begin))
    assert ada_client.get(reverse("help")).status_code == 200
    assert ada_client.get(reverse("breathe")).status_code == 200
    assert "for adults" not in _text(di_client.get(reverse("cue")))


# ---- where an operator lets minors in


@pytest.mark.requirement(35, 36)
def test_a_guardian_agrees_first_having_read_whom_it_may_not_suit(minors, di_client):
    client = Client()
    assert "a parent or guardian has to agree first" in _text(client.get(reverse("welcome")))
    assert _start(client, "12").status_code == 403
    client = Client()
    assert _start(client, "13").status_code == 302
    page = _text(client.get(reverse("cue")))
    assert "may not suit some people under 18" in page
    assert "Say it" not in page
    refused = client.post(reverse("guardian"), {"guardian": "Ines Duarte"})
    assert refused.status_code == 422
    assert "Ines Duarte" in _text(refused)
    agreed = client.post(reverse("guardian"), {"guardian": "Ines Duarte", "agreed": "yes"})
    assert agreed.headers["Location"] == reverse("cue")
    assert GuardianConsent.objects.get().guardian == "Ines Duarte"
    assert "Conversation with Cue" in _text(client.get(reverse("cue")))
    assert "Ines" not in _text(di_client.get(reverse("settings")))


@pytest.mark.requirement(35)
def test_an_age_that_was_known_stops_nothing_when_it_is_said(minors):
    young = factories.member(age=Member.Age.MINOR)
    client = _session_of(young)
    client.post(reverse("guardian"), {"guardian": "Ines Duarte", "agreed": "yes"})
    client.get(reverse("cue"))
    assert "for adults" not in _text(_say(client, "i am 15 and the bus was late"))
    assert not Member.objects.get(pk=young.pk).said_under_age


@pytest.mark.requirement(35)
def test_a_yes_taken_back_closes_the_talks_again(minors):
    client = _session_of(factories.member(age=Member.Age.MINOR))
    client.post(reverse("guardian"), {"guardian": "Ines Duarte", "agreed": "yes"})
    assert "takes the yes back" in _text(client.get(reverse("settings")))
    client.post(reverse("guardian"), {"withdraw": "yes"})
    assert "A parent or guardian first" in _text(client.get(reverse("cue")))


def test_nobody_agrees_for_an_adult_or_for_a_stranger(minors, ada, ada_client, di):
    form = {"guardian": "Ines Duarte", "agreed": "yes"}
    assert ada_client.post(reverse("guardian"), form).headers["Location"] == reverse("settings")
    assert Client().post(reverse("guardian"), form).status_code == 403
    assert not GuardianConsent.objects.exists()


def test_a_session_of_somebody_too_young_opens_nothing():
    client = Client()
    _start(client, "13")
    assert SESSION_MEMBER not in client.session
    assert client.get(reverse("cue")).headers["Location"] == reverse("welcome")
