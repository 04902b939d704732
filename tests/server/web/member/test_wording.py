"""A member is told who finds the words, and asked before a model may."""

import pytest
from django.urls import reverse
from tests.support.factories import NOW

from overture.conversation.llm import Endpoint
from overture.server.conversations import consent
from overture.server.conversations.models import ModelChoice

pytestmark = pytest.mark.django_db

MODEL = Endpoint.of("https://models.example.org/v1", "small:1")


@pytest.fixture
def offered(settings):
    settings.OVERTURE_MODEL = MODEL


def page(client, name) -> str:
    return client.get(reverse(name)).content.decode()


def test_without_a_model_nobody_is_asked(ada_client):
    assert reverse("model") not in page(ada_client, "cue")
    assert "no language model writes the answers" in page(ada_client, "settings")
    assert "No language model is set up" in page(ada_client, "model")


def test_the_question_is_asked_once_and_nothing_is_agreed_by_looking(ada, ada_client, offered):
    assert reverse("model") in page(ada_client, "cue")
    page(ada_client, "model")
    assert not ModelChoice.objects.exists()
    ada_client.post(reverse("model"), {"answer": "no"})
    assert consent.model_for(ada) is None
    assert reverse("model") not in page(ada_client, "cue")


def test_the_page_names_the_model_the_host_and_what_is_sent(ada_client, offered):
    said = page(ada_client, "model")
    assert "models.example.org" in said
    assert "small:1" in said
    assert "What isn’t" in said
    assert said.index('value="no"') < said.index('value="yes"')


def test_a_yes_is_kept_told_and_taken_back_in_settings(ada, ada_client, offered):
    ada_client.post(reverse("model"), {"answer": "yes", "named": "small:1 at models.example.org"})
    assert consent.model_for(ada) == MODEL
    said = page(ada_client, "settings")
    assert "small:1 at models.example.org" in said
    assert "Stop using the model" in said
    ada_client.post(reverse("model"), {"answer": "no"})
    assert consent.model_for(ada) is None
    assert "Stop using the model" not in page(ada_client, "settings")


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "on"])
def test_only_a_plain_yes_is_a_yes(ada, ada_client, offered, answer):
    named = "small:1 at models.example.org"
    ada_client.post(reverse("model"), {"answer": answer, "named": named})
    assert consent.model_for(ada) is None


@pytest.mark.parametrize(
    "other", ["https://elsewhere.example.org/v1", "https://models.example.org:8443/v1"]
)
def test_a_yes_to_a_page_that_named_another_host_is_kept_for_none(
    ada, ada_client, offered, settings, other
):
    shown = page(ada_client, "model")
    assert 'name="named" value="small:1 at models.example.org"' in shown
    settings.OVERTURE_MODEL = Endpoint.of(other, "small:1")
    given = {"answer": "yes", "named": "small:1 at models.example.org"}
    answer = ada_client.post(reverse("model"), given)
    assert answer.status_code == 409
    assert "was changed while this page was open" in answer.content.decode()
    assert not ModelChoice.objects.exists()


def test_an_unencrypted_way_is_called_so(ada_client, settings):
    settings.OVERTURE_MODEL = Endpoint.of("http://10.0.0.7:8000/v1", "small:1")
    assert "not encrypted" in page(ada_client, "model")


def test_cue_says_where_words_go_only_while_they_do(ada, offered):
    from overture.server.conversations.facts import facts_for

    assert "No outside model" in facts_for(ada, now=NOW).privacy_words
    consent.choose_model(member=ada, agreed=True, now=NOW)
    facts = facts_for(ada, now=NOW)
    assert "models.example.org" in facts.privacy_words
    assert "No outside model" not in facts.privacy_words
    assert facts.worded_by_model
