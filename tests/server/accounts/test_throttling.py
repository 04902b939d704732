"""How often something may be tried, and that nobody is locked out."""

from datetime import timedelta

import pytest
from tests.support.factories import NOW

from overture.server.accounts import throttling
from overture.server.accounts.models import Throttle

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def tried(what="a", *, now=NOW):
    throttling.count(what=what, most=2, within=MINUTE, now=now)


def test_one_try_too_many_says_how_long_to_wait():
    tried()
    tried(now=NOW + timedelta(seconds=20))
    with pytest.raises(throttling.TooOftenError) as held:
        tried(now=NOW + timedelta(seconds=45))
    assert held.value.wait == 15


def test_tries_while_waiting_do_not_lengthen_the_wait():
    tried()
    tried()
    for second in (10, 20, 59):
        with pytest.raises(throttling.TooOftenError):
            tried(now=NOW + timedelta(seconds=second))
    tried(now=NOW + timedelta(seconds=61))


def test_each_thing_is_counted_by_itself_and_none_is_named_in_the_rows():
    for what in ("one place", "another"):
        tried(what)
        tried(what)
    kept = str(list(Throttle.objects.values()))
    assert "place" not in kept


def test_rows_of_no_use_are_forgotten():
    tried()
    assert throttling.forget_old(now=NOW + throttling.LONGEST) == 0
    assert throttling.forget_old(now=NOW + 3 * throttling.LONGEST) == 1
