"""What all server processes remember together: once, for a while, and under no name."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from overture.server.accounts.models import Remembered

pytestmark = pytest.mark.django_db


def test_of_two_who_add_the_same_one_is_told_so():
    assert cache.add("code of ada 123456", "y", timeout=30)
    assert not cache.add("code of ada 123456", "y", timeout=30)
    assert "ada" not in str(list(Remembered.objects.values()))


def test_what_is_over_is_forgotten_and_can_be_added_again(monkeypatch):
    cache.set("tries", [1.0], timeout=30)
    assert cache.get("tries") == [1.0]
    after = timezone.now() + timedelta(seconds=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: after)
    assert cache.get("tries", []) == []
    assert cache.add("tries", [2.0], timeout=30)


def test_a_key_is_forgotten_when_asked():
    cache.set("tries", 1, timeout=None)
    assert cache.touch("tries", 60)
    assert cache.delete("tries")
    assert not cache.delete("tries")
    cache.set("other", 1)
    cache.clear()
    assert not Remembered.objects.exists()
