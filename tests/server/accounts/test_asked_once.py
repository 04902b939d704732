"""What a program asked for under one key is done once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.factories import NOW

from overture.server.accounts import asked_once, tokens
from overture.server.accounts.asked_once import Answered

pytestmark = pytest.mark.django_db

DONE = Answered(201, {"id": "7"})


@pytest.fixture
def token(ada):
    return tokens.make(member=ada, name="Mine", scopes=("export",), key=uuid4(), now=NOW)[0]


def begun(token, asked="abc", *, now=NOW):
    return asked_once.begin(token=token, key="k", asked_hash=asked, now=now)


def test_a_key_is_taken_once_and_then_answers_as_before(token):
    assert begun(token) is None
    asked_once.keep(token=token, key="k", answered=DONE)
    assert begun(token) == DONE
    with pytest.raises(asked_once.OtherBodyError):
        begun(token, "other")


def test_while_it_is_open_nobody_begins_it_again_until_it_broke_off(token):
    begun(token)
    with pytest.raises(asked_once.StillOpenError):
        begun(token, now=NOW + timedelta(seconds=59))
    assert begun(token, now=NOW + timedelta(seconds=61)) is None
    with pytest.raises(asked_once.StillOpenError):
        begun(token, now=NOW + timedelta(seconds=62))


def test_a_key_let_go_is_as_good_as_new_and_one_that_was_answered_is_not_let_go(token):
    begun(token)
    asked_once.let_go(token=token, key="k")
    assert begun(token, "other") is None
    asked_once.keep(token=token, key="k", answered=DONE)
    asked_once.let_go(token=token, key="k")
    assert begun(token, "other") == DONE


def test_after_a_day_a_key_is_as_good_as_new_and_its_answer_is_gone(token):
    begun(token)
    asked_once.keep(token=token, key="k", answered=DONE)
    assert asked_once.forget_old(now=NOW + timedelta(hours=24)) == 0
    assert begun(token, "other", now=NOW + timedelta(hours=25)) is None
    assert asked_once.forget_old(now=NOW + timedelta(hours=50)) == 1
