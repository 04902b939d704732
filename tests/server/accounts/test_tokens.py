"""Keys for other programs: made for what was ticked, shown once, hashed, taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.factories import NOW

from overture.server.accounts import tokens
from overture.server.accounts.models import ApiToken
from overture.server.audit.models import Event

pytestmark = pytest.mark.django_db


def made(member, *scopes, name="Mine", key=None, now=NOW):
    return tokens.make(
        member=member, name=name, scopes=scopes or ("read:steps",), key=key or uuid4(), now=now
    )


def test_a_key_is_found_by_its_text_and_by_nothing_else(ada):
    row, text = made(ada)
    assert tokens.behind(text, now=NOW) == row
    assert tokens.behind(text[:-1], now=NOW) is None
    assert tokens.behind(text.removeprefix("ovt_"), now=NOW) is None


def test_the_text_of_a_key_stands_nowhere(ada):
    _, text = made(ada)
    assert text.startswith("ovt_")
    assert len(text) > 40
    kept = str(list(ApiToken.objects.values())) + str(list(Event.objects.values()))
    assert text not in kept
    assert text.removeprefix("ovt_") not in kept


def test_a_double_tap_makes_one_key_and_shows_it_once(ada):
    key = uuid4()
    row, text = made(ada, key=key)
    assert made(ada, key=key) == (row, "")
    assert text
    assert ada.api_tokens.count() == 1


@pytest.mark.parametrize(
    ("name", "scopes"), [("", ("read:steps",)), ("  ", ("export",)), ("Mine", ("everything",))]
)
def test_a_key_needs_a_name_and_something_that_there_is(ada, name, scopes):
    with pytest.raises(ValueError, match="key needs"):
        made(ada, *scopes, name=name)


def test_a_key_for_nothing_is_not_made(ada):
    with pytest.raises(ValueError, match="key needs"):
        tokens.make(member=ada, name="Mine", scopes=(), key=uuid4(), now=NOW)


def test_there_are_twelve_at_most(ada):
    for _ in range(tokens.MOST):
        made(ada)
    with pytest.raises(ValueError, match="already"):
        made(ada)


def test_when_it_was_last_used_is_noted_at_most_once_a_minute(ada):
    _, text = made(ada)
    for later in (0, 30, 90):
        tokens.behind(text, now=NOW + timedelta(seconds=later))
        used = ada.api_tokens.get().used_at
        assert used == NOW + timedelta(seconds={0: 0, 30: 0, 90: 90}[later])


def test_one_that_was_never_used_ends_too(ada):
    _, text = made(ada)
    assert tokens.behind(text, now=NOW + timedelta(days=180))
    _, text = made(ada)
    assert tokens.behind(text, now=NOW + timedelta(days=181)) is None


def test_taken_back_twice_is_taken_back(ada):
    row, text = made(ada)
    tokens.take_back(token=row, now=NOW)
    tokens.take_back(token=row, now=NOW)
    assert tokens.behind(text, now=NOW) is None
    noted = list(Event.objects.order_by("id").values_list("action", flat=True))
    assert noted[-2:] == ["token.made", "token.taken_back"]
