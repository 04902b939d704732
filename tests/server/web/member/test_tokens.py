"""The page of keys for other programs: made for what was ticked, shown once, taken back."""

import re

import pytest
from django.urls import reverse
from tests.support.programs import Program, key_for

from overture.server.accounts import tokens as kept

pytestmark = pytest.mark.django_db

GIVEN = {"name": "My script", "scopes": ["read:steps", "write:steps"]}


def page(client):
    return client.get(reverse("tokens")).content.decode()


def text_in(answer):
    return re.findall(r"<code>(ovt_[\w-]+)</code>", answer.content.decode())


def test_settings_leads_to_the_keys(ada_client):
    assert reverse("tokens") in ada_client.get(reverse("settings")).content.decode()
    assert "None. No other program" in page(ada_client)


def test_a_key_is_shown_once_and_does_what_was_ticked(ada, ada_client):
    (text,) = text_in(ada_client.post(reverse("tokens"), GIVEN))
    assert Program(text).get("steps").status_code == 200
    assert Program(text).get("record").status_code == 403
    shown = page(ada_client)
    assert "My script" in shown
    assert text not in shown
    assert "Last used today" in shown


def test_a_double_tap_makes_one_and_says_so(ada, ada_client):
    key = re.search(r'name="key" value="([\w-]+)"', page(ada_client)).group(1)
    first = ada_client.post(reverse("tokens"), {**GIVEN, "key": key})
    again = ada_client.post(reverse("tokens"), {**GIVEN, "key": key})
    assert (len(text_in(first)), len(text_in(again))) == (1, 0)
    assert "was made already" in again.content.decode()
    assert ada.api_tokens.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"scopes": ["read:steps"]}, "Give it a name first"),
        ({"name": "Mine"}, "Tick at least one"),
        ({"name": "Mine", "scopes": ["everything"]}, "isn’t one of the things"),
        ({"name": "x" * 61, "scopes": ["export"]}, "longer than fits"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(ada, ada_client, given, said):
    answer = ada_client.post(reverse("tokens"), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert given.get("name", "") in answer.content.decode()
    assert not ada.api_tokens.exists()


def test_twelve_are_enough(ada, ada_client):
    for _ in range(kept.MOST):
        key_for(ada)
    answer = ada_client.post(reverse("tokens"), GIVEN)
    assert answer.status_code == 422
    assert "twelve keys already" in answer.content.decode()


def test_a_key_taken_back_opens_nothing_from_then_on(ada, ada_client):
    text = key_for(ada)
    where = reverse("token_back", args=[ada.api_tokens.get().pk])
    assert Program(text).get("me").status_code == 200
    assert ada_client.post(where).headers["Location"] == f"{reverse('tokens')}?said=back"
    assert Program(text).get("me").status_code == 401


def test_somebody_elses_key_is_not_there(ada, di_client):
    key_for(ada)
    where = reverse("token_back", args=[ada.api_tokens.get().pk])
    assert di_client.post(where).status_code == 404
    assert ada.api_tokens.count() == 1
    assert "My script" not in page(di_client)
